import Mechanism
import Registry

extension Restriction: Dossierable {
    static var path: String { "restrictions" }
    static var title: String { "Restrictions of access" }
    static var meaning: String { "Where access was denied, delayed or conditioned: recorded as data, by who controls the place." }
    static func table(_ state: State) -> Table<Restriction> { state.restrictions }
    var began: Citation { recorded }

    func heading(_ reading: Reading) -> String { "Access \(content.kind.rawValue) by \(reading.actor(content.by).name)" }
    func status(_ reading: Reading) -> Term { Term(content.kind) }
    func isOpen(_ reading: Reading) -> Bool { false }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        [
            .init("By", reading.actor(content.by).name), .init("Place", reading.place(content.place).words),
            .init("From", Instant(content.arrived).words), .init("To", Instant(content.left).words),
            .init("Announced before", content.notice ? "yes" : "no"),
            reading.fact(onVerification: content.verification), reading.fact("After the request", AccessRequest.self, content.request),
        ].compactMap { $0 }
    }
}

extension AccessRequest: Dossierable {
    static var path: String { "access" }
    static var title: String { "Requests for access" }
    static var meaning: String { "What teams asked to see, and what was answered." }
    static func table(_ state: State) -> Table<AccessRequest> { state.accesses }
    var began: Citation { asked }

    func heading(_ reading: Reading) -> String { "Access asked of \(reading.actor(content.by).name)" }
    func status(_ reading: Reading) -> Term {
        reading.state.answer(to: self).map { Term($0.content.answer) } ?? Term(word: "unanswered", text: "Not answered")
    }
    func isOpen(_ reading: Reading) -> Bool { answers.isEmpty }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        [
            .init("Who controls the place", reading.actor(content.by).name), .init("Who answers", reading.participant(answerer).name),
            .init("Place", reading.place(content.place).words), .init("From", Instant(content.from).words), .init("To", Instant(content.to).words),
            reading.fact(onVerification: content.verification),
        ].compactMap { $0 }
    }
}

extension Reading {
    /// A fact that leads to another subject's page; `nil` where there is none that the reader may see.
    func fact<Element: Dossierable>(_ label: String, _ type: Element.Type, _ id: ActID?) -> Dossier.Fact? {
        guard let row = id.flatMap({ type.table(state)[$0] })?.seen(by: self) else { return nil }
        return .init(label, row.heading(self), path(of: row))
    }

    func fact(onIncident id: ActID?) -> Dossier.Fact? {
        id.flatMap(incident).map { .init("Incident", "Incident \($0.opened.index)", "/incidents/\($0.opened.index)") }
    }

    func fact(onVerification id: ActID?) -> Dossier.Fact? { fact(onIncident: id.flatMap(verification)?.incident) }

    func fact(onFinding id: ActID?) -> Dossier.Fact? {
        guard let finding = id.flatMap(finding), let incident = incident(finding.incident) else { return nil }
        return .init("Finding", "The finding on incident \(incident.opened.index)", "/incidents/\(incident.opened.index)#finding-\(finding.proposed.index)")
    }

    func fact(onCommitment id: Identifier?) -> Dossier.Fact? {
        id.map { id in .init("Commitment", agreement?.commitments.first { $0.id == id }?.title ?? id.name, "/commitments/\(id)") }
    }

    /// What something is about: an article, a commitment, a proposal or an incident.
    func fact(about matter: Matter?) -> Dossier.Fact? {
        guard let matter else { return nil }
        if let article = matter.article { return .init("About", self.article(article).name, "/agreement#article-\(article)") }
        return fact(onCommitment: matter.commitment) ?? fact("About the proposal", Proposal.self, matter.proposal) ?? fact(onIncident: matter.incident)
    }

    func names(_ participants: [Identifier]) -> [String] { participants.map { participant($0).name } }
}
