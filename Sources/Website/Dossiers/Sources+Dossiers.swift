import Mechanism
import Registry

extension Mechanism.Publication: Dossierable {
    static var path: String { "publications" }
    static var title: String { "Publications" }
    static var meaning: String { "What the open press carried. A publication is never evidence by itself." }
    static func table(_ state: State) -> Table<Publication> { state.publications }
    static var lead: String? { "headline" }
    var began: Citation { recorded }

    func seen(by reading: Reading) -> Publication? { reading.publication(id) }

    func heading(_ reading: Reading) -> String {
        reading.state.dating(of: self).published.map { "A publication of \($0)" } ?? "A publication of a day not known"
    }

    func status(_ reading: Reading) -> Term {
        switch reading.statements(carriedBy: self).count {
        case 0: Term(word: "unattributed", text: "No statement identified")
        case 1: Term(word: "one-statement", text: "Carries one statement")
        case let count: Term(word: "several-statements", text: "Carries \(count) statements")
        }
    }

    func isOpen(_ reading: Reading) -> Bool { false }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        let dating = reading.state.dating(of: self)
        return [
            .init("Published", reading.words(dating)),
            .init("As a program read it", read.map(reading.words) ?? "no program read it"),
            .init("Language", language.map(\.name) ?? "not said"), .init("SHA-256 of its bytes", content.hex),
            reading.links("Statements that it carries", reading.statements(carriedBy: self).map { ("Statement in the record at \($0.recorded.index)", reading.path(of: $0)) }),
            reading.links("Claims from it", reading.claims(of: self).map { ($0.heading(reading), reading.path(of: $0)) }),
        ]
    }
}

extension Mechanism.Claim: Dossierable {
    static var path: String { "claims" }
    static var title: String { "Claims from publications" }
    static var meaning: String {
        "What passages of publications say, proposed as part of a report or as a published position. A person accepts a claim or not; it proves nothing, and however many publications repeat a statement, it is one origin."
    }
    static func table(_ state: State) -> Table<Claim> { state.claims }
    static var lead: String? { "passage" }
    var began: Citation { proposed }

    func seen(by reading: Reading) -> Claim? {
        guard var seen = reading.seen(self), reading.publication(content.publication) != nil else { return nil }
        // Whether a hidden statement is its origin, or a hidden report takes it, is not told.
        seen.content.statement = content.statement.flatMap { reading.statement($0) == nil ? nil : $0 }
        for place in seen.decisions.indices {
            seen.decisions[place].report = seen.decisions[place].report.flatMap { reading.report($0) == nil ? nil : $0 }
        }
        return seen
    }

    func heading(_ reading: Reading) -> String {
        let what = content.type.map { reading.definition($0).name } ?? Term(content.use).text
        return "\(what): \(content.voice == .own ? "the outlet's own words" : content.claimant.map { "ascribed to a speaker for \(reading.participant($0).name)" } ?? "ascribed to another speaker")"
    }

    func status(_ reading: Reading) -> Term {
        guard let decision = reading.state.decision(on: self) else { return Term(word: "waiting", text: "Waits for a decision") }
        guard decision.accepted else { return Term(word: "declined", text: "Not taken") }
        return content.use == .report ? Term(word: "accepted-into-report", text: "Taken into a report") : Term(word: "accepted-as-position", text: "Taken as a published position")
    }

    func isOpen(_ reading: Reading) -> Bool { reading.state.decision(on: self) == nil }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        let publication = reading.publication(content.publication)
        let statement = content.statement.flatMap(reading.statement)
        let decision = reading.state.decision(on: self)
        return [
            .init("Proposed as", Term(content.use).text), .init("Found by", Term(content.by).text),
            .init("Whose words", Term(content.voice).text), .init("What the passage does", Term(content.says).text),
            publication.map { .init("Publication", $0.heading(reading), reading.path(of: $0)) },
            .init("Passage", "characters \(content.start) to \(content.end) of the text as it was read"),
            statement.map { .init("Goes back to", "The statement in the record at \($0.recorded.index)", reading.path(of: $0)) }
                ?? .init("Goes back to", "no statement that is identified: the publication is its own origin"),
            content.type.map { .init("Type of event", reading.definition($0).name) },
            content.when.map { .init("When", Span($0).words) },
            content.area.map { .init("Where", reading.area($0).name) },
            content.claimant.map { .init("The speaker spoke for", reading.participant($0).name) },
            .init("Said to be responsible", content.alleged.map { reading.actor($0).name }),
            .init("Casualties", content.casualties.flatMap { reading.words($0) }),
            content.stance.map { .init("Position", Term($0).text) },
            decision?.report.flatMap(reading.report).map { .init("Report", "The report in the record at \($0.filed.index)", "/acts/\($0.filed.index)") },
            reading.fact(about: decision?.about),
        ].compactMap { $0 }
    }
}

extension Reading {
    /// The statements that a publication carries, as is held now. Give it what a reading gave.
    func statements(carriedBy publication: Publication) -> [Mechanism.Statement] {
        publication.statements.compactMap(statement).filter { state.carries(publication.id, $0) }
    }

    /// The claims proposed from a publication. Give it what a reading gave.
    func claims(of publication: Publication) -> [Claim] { publication.claims.compactMap { state.claims[$0]?.seen(by: self) } }

    func path(of statement: Mechanism.Statement) -> String { "/statements/\(statement.recorded.index)" }

    func words(_ dating: Publication.Dating) -> String {
        dating.published.map { "\($0) (\(Term(dating.basis).text.lowercased()))" } ?? "not known"
    }

    fileprivate func links(_ label: String, _ links: [(text: String, path: String)]) -> Dossier.Fact {
        Dossier.Fact(label: label, values: links.map { .init(text: $0.text, path: $0.path) }, listed: true)
    }

    fileprivate func words(_ casualties: Casualties) -> [String] {
        let side = actor(casualties.side).name
        return [("killed", casualties.killed), ("injured", casualties.injured)].compactMap { kind, count in
            guard count.high > 0 else { return nil }
            let range = count.low == count.high ? "\(count.best)" : "\(count.low) to \(count.high), most likely \(count.best)"
            return "\(side): \(range) \(kind)"
        }
    }
}
