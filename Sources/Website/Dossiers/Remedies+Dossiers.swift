import Mechanism
import Registry

extension Remedy: Dossierable {
    static var path: String { "remedies" }
    static var title: String { "Remedies" }
    static var meaning: String { "Corrective action that was recommended: specific, addressed and dated." }
    static func table(_ state: State) -> Table<Remedy> { state.remedies }
    var began: Citation { recommended }

    func heading(_ reading: Reading) -> String { "Recommended to \(reading.participant(to).name)" }
    func status(_ reading: Reading) -> Term { Term(reading.state.status(of: self)) }
    func isOpen(_ reading: Reading) -> Bool { !reading.state.status(of: self).isFinal && reading.state.holds(self, to: reading) }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        [
            .init("To", reading.participant(to).name), .init("By", reading.participant(recommended.participant).name),
            .init("To be done by", Instant(due).words), reading.fact(onFinding: finding), reading.fact(onIncident: incident),
            reading.fact(onCommitment: commitment),
            reading.state.holds(self, to: reading) ? nil : .init("Taken back", "The finding that it follows from no longer stands"),
        ].compactMap { $0 }
    }
}

extension Consequence: Dossierable {
    static var path: String { "consequences" }
    static var title: String { "Consequences" }
    static var meaning: String { "What the agreement lets follow from a determined violation: due by rule, decided by the determiners." }
    static func table(_ state: State) -> Table<Consequence> { state.consequences }
    var began: Citation { determined }
    var name: String { "\(determined.index)-\(consequence)-\(on)" }

    /// Whoever may read of the determination may read of what falls due after it.
    func seen(by reading: Reading) -> Consequence? {
        guard reading.finding(finding)?.determination != nil else { return nil }
        var seen = self
        seen.votes.removeAll { !reading.sees($0.act) }
        return seen
    }

    func heading(_ reading: Reading) -> String {
        let text = reading.agreement?.consequences.first { $0.id == consequence }?.text
        return "On \(reading.participant(on).name): \(text ?? consequence.name)"
    }
    func status(_ reading: Reading) -> Term {
        guard reading.state.holds(self, to: reading) || effect != nil else { return Term(word: "taken-back", text: "Taken back") }
        return effect.map { Term($0.decision) } ?? Term(word: "undecided", text: "Not decided yet")
    }
    func isOpen(_ reading: Reading) -> Bool { isOpen && reading.state.holds(self, to: reading) }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        [
            .init("On", reading.participant(on).name), reading.fact(onFinding: finding), .init("To be decided by", Instant(due).words),
            effect?.until.map { .init("Deferred until", Instant($0).words) },
            .init("Who decides", reading.names(reading.agreement?.determination.members ?? [])),
        ].compactMap { $0 }
    }
}
