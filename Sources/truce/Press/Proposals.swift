import Mechanism
import OpenSources

/// What was read in publications, as acts for a person to confirm: publications first, then the statements that they carry, how their
/// words were altered, and what they claim. Labels stand for the ids that the acts will have.
struct Proposals {
    struct Item {
        let act: AuthoredAct
        /// What it rests on, in words.
        let reason: String
    }

    private(set) var items: [Item] = []
    /// What is proposed as a claim already: a passage is proposed once as what it is proposed as, whatever else it says.
    private var claimed: Set<Claimed> = []

    private struct Claimed: Hashable {
        let excerpt: Mechanism.Excerpt
        let use: Mechanism.Claim.Use
        let type: Identifier?
    }

    private var labels: [ActID: String] = [:]
    let publications: [OpenSources.Publication]
    /// How participants, events and places are named in the record.
    let agreement: Agreement?
    /// When they are written down: what is told as having happened was over by then.
    let now: Moment

    init(_ press: GroupedPress, claims: [PressReading.Found], agreement: Agreement?, now: Moment) throws {
        publications = press.publications
        self.agreement = agreement
        self.now = now
        for (index, publication) in publications.enumerated() { try propose(publication, index) }
        for statement in press.statements { try propose(statement) }
        for (index, alteration) in press.alterations.filter(Self.isWorthADecision).enumerated() { try propose(alteration, index) }
        for found in claims { try propose(found.proposed, found.publication, press.statements) }
    }

    /// A person's time is short: the likeliest counterpart alone, where it is likely, and not word for word.
    private static func isWorthADecision(_ alteration: OpenSources.Alteration) -> Bool {
        alteration.rank == 1 && alteration.score >= 0.6 && alteration.change != .verbatim
    }

    // MARK: Labels

    private static func label(ofPublication index: Int) -> String { "publication-\(index + 1)" }
    private static func label(ofStatement id: String) -> String { "statement-\(id)" }

    /// What stands for an act's id until it has one.
    private static func stand(in label: String) -> ActID { Hash.sha256(of: Array(label.utf8)) }

    private func publication(_ index: Int) -> ActID { Self.stand(in: Self.label(ofPublication: index)) }

    private mutating func add(
        _ body: some ActBody, _ label: String, _ texts: KeyValuePairs<String, String?>, language: Identifier?, because reason: String
    ) throws {
        let act = try AuthoredAct(body, label: label, labels: labels, texts: texts, language: language ?? Self.english)
        items.append(Item(act: act, reason: reason))
        labels[Self.stand(in: label)] = label
    }

    // MARK: Acts

    private mutating func propose(_ publication: OpenSources.Publication, _ index: Int) throws {
        var body = RecordPublication()
        body.content = Mechanism.Hash(hex: publication.sha256) ?? .zero
        body.published = publication.published.day.map(Self.day)
        body.basis = body.published == nil ? .unknown : RecordPublication.Basis(rawValue: publication.published.basis.rawValue) ?? .unknown
        // A day that a person gives is no reading of the program's.
        body.read = body.basis == .given ? nil : Mechanism.Publication.Dating(body.published, body.basis)
        body.language = language(of: publication)
        let file = publication.file.split(separator: "/").last.map(String.init) ?? publication.file
        try add(
            body, Self.label(ofPublication: index),
            ["headline": publication.headline ?? publication.title, "outlet": publication.outlet?.name, "file": file],
            language: body.language, because: "day of publication: \(publication.published.reason)")
    }

    private mutating func propose(_ statement: OpenSources.Statement) throws {
        var body = RecordStatement()
        body.side = participant(named: statement.side)
        body.date = statement.day.map(Self.day)
        body.publications = statement.carriers.map { publication($0.publication) }
        var read = Mechanism.Statement.Grouped()
        (read.side, read.date, read.publications) = (body.side, body.date, body.publications)
        read.score = Int64((statement.score * 1_000).rounded())
        body.read = read
        let reasons = statement.evidence.prefix(3).map { "“\($0.a.text)” (\($0.a.file)) ~ “\($0.b.text)” (\($0.b.file))" }
        try add(
            body, Self.label(ofStatement: statement.id), ["speaker": statement.speaker], language: nil,
            because: reasons.isEmpty ? "one publication carries it" : reasons.joined(separator: "\n"))
    }

    private mutating func propose(_ alteration: OpenSources.Alteration, _ index: Int) throws {
        var body = RecordAlteration()
        body.statement = Self.stand(in: Self.label(ofStatement: alteration.statement))
        (body.from, body.to) = (excerpt(alteration.a), excerpt(alteration.b))
        guard let change = Mechanism.Alteration.Change(rawValue: alteration.change.rawValue.replacing(" ", with: "-")) else { return }
        (body.change, body.read) = (change, change)
        try add(
            body, "alteration-\(index + 1)", ["from": alteration.a.text, "to": alteration.b.text],
            language: language(of: publications[alteration.a.publication]),
            because: "\(alteration.changes.map(\.rawValue).joined(separator: ", ")); sure to \(Self.rounded(alteration.score)) of 1")
    }

    private mutating func propose(_ found: ProposedClaim, _ index: Int, _ statements: [OpenSources.Statement]) throws {
        let claim = found.claim
        let statement = statements.first { $0.carries(claim, of: index) }
        let (body, speaker) = self.claim(found, in: publication(index), goingBackTo: statement.map { ($0, Self.stand(in: Self.label(ofStatement: $0.id))) })
        guard claimed.insert(Claimed(excerpt: body.excerpt, use: body.use, type: body.type)).inserted else { return }
        try add(
            body, "claim-\(claimed.count)", ["passage": claim.text, "speaker": speaker, "place": claim.place?.text],
            language: language(of: publications[index]), because: "\(claim.kind.rawValue): \(claim.act.rawValue)\(Self.model(of: found))")
    }

    private func excerpt(_ excerpt: OpenSources.Excerpt) -> Mechanism.Excerpt {
        Mechanism.Excerpt(publication(excerpt.publication), Int64(excerpt.span.start), Int64(excerpt.span.end))
    }

    /// Which model pointed at a claim, on the same line.
    private static func model(of proposed: ProposedClaim) -> String {
        guard case .model(let name) = proposed.by else { return "" }
        return "; pointed at by the model \(name.split(whereSeparator: \.isNewline).joined(separator: " "))"
    }

    // MARK: Values

    static func day(_ day: OpenSources.Day) -> Mechanism.Day {
        Mechanism.Day(Array(day.description.utf8)) ?? Mechanism.Day()
    }

    private static let english = Identifier("en") ?? Identifier()

    private func language(of publication: OpenSources.Publication) -> Identifier? { publication.language.identifier.flatMap { Identifier($0) } }

    private static func rounded(_ share: Double) -> Double { (share * 100).rounded() / 100 }

    func participant(named name: String?) -> Identifier? {
        name.flatMap { name in agreement?.participants.first { $0.name == name }?.id }
    }
}
