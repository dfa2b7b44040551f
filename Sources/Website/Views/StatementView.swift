import Mechanism
import OpenSources

/// One public statement: who said it, which publications carry it, and how each of them gives its words.
struct StatementView: Encodable, Sendable {
    /// What the program read beside what a person recorded.
    struct Judged: Encodable, Sendable {
        let label: String
        let program: String
        let person: String
        /// Whether the two differ.
        let differs: Bool
    }
    /// A publication as its carrier.
    struct Carrier: Encodable, Sendable {
        let publication: SourcesView.Publication
        /// How sure a program was that it carries the statement, from 0 to 1; left out where none was asked.
        let score: Double?
        /// The judgement by which it came in later; left out for those that the statement was recorded with.
        let judged: ActLine?
    }

    let statement: SourcesView.Statement
    let outlets: Int
    let outletsNotNamed: Int
    let judged: [Judged]
    /// How sure the program was that these publications carry one statement, from 0 to 1; left out where no program grouped them.
    let score: Double?
    let carriers: [Carrier]
    /// Publications that were judged not to carry it.
    let excluded: [Carrier]
    let alterations: [AlterationView]
    let claims: [ClaimLine]
    /// The parties for whom the speaker did not speak: of them it tells nothing in their own voice.
    let unheard: [Named]
}

/// Two passages that give the words of one statement, word by word.
struct AlterationView: Encodable, Sendable {
    /// Words that both passages give, or this one alone.
    struct Run: Encodable, Sendable {
        let text: String
        let only: Bool
    }
    struct Passage: Encodable, Sendable {
        /// The publication, by the place in the record of the act that recorded it.
        let publication: Int64
        let path: String
        let outlet: [Wording]
        let headline: [Wording]
        /// The passage, in Unicode scalars of the text as it was read.
        let start: Int64
        let end: Int64
        let language: String
        let direction: String
        let runs: [Run]
        let erased: Erasure?
    }

    let act: ActLine
    /// What a person holds to be changed.
    let change: Term
    /// In words, for readers.
    let meaning: String
    /// What a program held to be changed; left out where none was asked.
    let read: Term?
    let differs: Bool
    let from: Passage
    let to: Passage
}

/// A claim in a list.
struct ClaimLine: Encodable, Sendable {
    let path: String
    let heading: String
    let status: Term
    let passage: [Wording]
}

extension Reading {
    /// The statement by the place in the record of the act that recorded it.
    func statement(named name: String) -> Mechanism.Statement? {
        Int64(name).flatMap { index in state.statements.rows.first { $0.recorded.index == index } }.flatMap { statement($0.id) }
    }

    /// The acts whose texts the page of a statement shows. Give it what a reading gave.
    func citations(for statement: Mechanism.Statement) -> [Citation] {
        let publications = (statement.publications + statement.judgements.map(\.publication)).compactMap(publication)
        return [statement.recorded] + statement.judgements.map(\.act) + publications.map(\.recorded)
            + alterations(of: statement).flatMap { $0.judgements.map(\.act) } + claims(on: statement).map(\.proposed)
    }

    func statementView(_ statement: Mechanism.Statement, _ texts: Texts) -> StatementView {
        let carriers = state.carriers(of: statement).compactMap(publication)
        let outlets = OutletCount(carriers, texts)
        func carrier(_ publication: Mechanism.Publication) -> StatementView.Carrier {
            let judgement = statement.judgements.last { $0.publication == publication.id && !state.isContested($0.act) }
            return .init(
                publication: publicationView(publication, texts), score: judgement?.score.map { Double($0) / 1_000 },
                judged: judgement.map { line($0.act, CarryStatement.kind, texts) })
        }
        return StatementView(
            statement: statementLine(statement, texts), outlets: outlets.all, outletsNotNamed: outlets.notNamed,
            judged: judged(statement), score: statement.read.map { Double($0.score) / 1_000 },
            carriers: carriers.map(carrier),
            excluded: (statement.publications + statement.judgements.map(\.publication)).compactMap(publication).reduce(into: []) { excluded, publication in
                guard !state.carries(publication.id, statement), !excluded.contains(where: { $0.id == publication.id }) else { return }
                excluded.append(publication)
            }.map(carrier),
            alterations: alterations(of: statement).compactMap { alterationView($0, texts) },
            claims: claims(on: statement).map { claimLine($0, texts) },
            unheard: parties.filter { $0.id != statement.side }.map { participant($0.id) })
    }

    /// What a program grouped, beside what was recorded.
    private func judged(_ statement: Mechanism.Statement) -> [StatementView.Judged] {
        guard let read = statement.read else { return [] }
        func side(_ id: Identifier?) -> String { id.map { participant($0).name } ?? "no participant" }
        let visible = read.publications.filter { publication($0) != nil }
        let rows = [
            ("Speaks for", side(read.side), side(statement.side)),
            ("Day", read.date?.description ?? "not known", statement.date?.description ?? "not known"),
            ("Publications that carry it", String(visible.count), String(statement.publications.count)),
        ]
        return rows.map { .init(label: $0.0, program: $0.1, person: $0.2, differs: $0.1 != $0.2) }
    }

    /// The comparisons of its words, as far as somebody's whose key stands has judged them.
    private func alterations(of statement: Mechanism.Statement) -> [Mechanism.Alteration] {
        statement.alterations.compactMap { state.alterations[$0].flatMap(seen) }.filter { state.judgement(of: $0) != nil }
    }

    private func alterationView(_ alteration: Mechanism.Alteration, _ texts: Texts) -> AlterationView? {
        guard let judgement = state.judgement(of: alteration), let from = publication(alteration.from.publication),
            let to = publication(alteration.to.publication)
        else { return nil }
        let (first, second) = (texts[judgement.act, "from"].first, texts[judgement.act, "to"].first)
        let runs = WordRun.read(first?.text ?? "", second?.text ?? "")
        func passage(_ excerpt: Mechanism.Excerpt, _ publication: Mechanism.Publication, _ words: Wording?, _ span: (WordRun) -> TextSpan?) -> AlterationView.Passage {
            AlterationView.Passage(
                publication: publication.recorded.index, path: path(of: publication), outlet: texts[publication.recorded, "outlet"],
                headline: texts[publication.recorded, "headline"], start: excerpt.start, end: excerpt.end,
                language: words?.language ?? "en", direction: words?.direction ?? "ltr",
                runs: Self.runs(words?.text ?? "", runs.compactMap { run in span(run).map { ($0, run.kind == .kept) } }), erased: words?.erased)
        }
        return AlterationView(
            act: line(judgement.act, RecordAlteration.kind, texts), change: Term(judgement.change), meaning: judgement.change.meaning,
            read: Term(judgement.read), differs: judgement.read.map { $0 != judgement.change } ?? false,
            from: passage(alteration.from, from, first, \.a), to: passage(alteration.to, to, second, \.b))
    }

    /// A text cut at its runs; what stands between two runs belongs to the one before.
    private static func runs(_ text: String, _ spans: [(span: TextSpan, isKept: Bool)]) -> [AlterationView.Run] {
        let scalars = Array(text.unicodeScalars)
        guard !spans.isEmpty else { return text.isEmpty ? [] : [.init(text: text, only: false)] }
        return spans.enumerated().map { place, run in
            let start = place == 0 ? 0 : run.span.start
            let end = place + 1 < spans.count ? spans[place + 1].span.start : scalars.count
            var words = String.UnicodeScalarView()
            words.append(contentsOf: scalars[start..<max(start, end)])
            return .init(text: String(words), only: !run.isKept)
        }
    }

    /// The claims that go back to a statement.
    private func claims(on statement: Mechanism.Statement) -> [Mechanism.Claim] {
        (statement.publications + statement.judgements.map(\.publication)).compactMap(publication).flatMap(claims).filter { state.origin(of: $0) == statement.id }
    }

    func claimLine(_ claim: Mechanism.Claim, _ texts: Texts) -> ClaimLine {
        ClaimLine(path: path(of: claim), heading: claim.heading(self), status: claim.status(self), passage: texts[claim.proposed, "passage"])
    }
}

extension Mechanism.Alteration.Change {
    /// What it means, in one sentence.
    var meaning: String {
        switch self {
        case .verbatim: "Both give the same words."
        case .cut: "One of the two leaves words out, and changes none."
        case .reworded: "The words are not the same."
        case .hedgeAdded: "The second is less sure than the first."
        case .hedgeRemoved: "The second is surer than the first."
        case .strengthChanged: "The second promises, demands or blames more, or less, than the first."
        case .numberChanged: "The two give different numbers."
        case .contextMoved: "The words are told of another round, place or day."
        }
    }
}
