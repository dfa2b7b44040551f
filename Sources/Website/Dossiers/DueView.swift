import Mechanism
import Registry

/// What is due, and what is overdue, for the instant of reading.
struct DueView: Encodable, Sendable {
    struct Item: Encodable, Sendable {
        let deadline: DeadlineView
        /// What it is about, and its page.
        let about: String
        let path: String
        let owed: [Named]
        /// The rung of the escalation ladder that it has come to; left out while it has come to none.
        let rung: Named?
    }
    struct Owed: Encodable, Sendable {
        let participant: Named
        let due: Int
        let overdue: Int
    }

    /// How much each participant owes, in the order of establishment.
    let participants: [Owed]
    /// In the order in which they were due.
    let overdue: [Item]
    let due: [Item]
    /// The rungs of the escalation ladder, the lowest first.
    let ladder: [AgreementView.Rung]
}

extension Reading {
    var dueView: DueView {
        let shown = deadlines.compactMap { deadline in page(of: deadline).map { (deadline, $0) } }
        let deadlines = shown.map(\.0)
        func items(_ overdue: Bool) -> [DueView.Item] {
            shown.filter { $0.0.isOverdue(at: now) == overdue }.map { deadline, page in
                let (about, path) = page
                return DueView.Item(
                    deadline: deadlineView(deadline), about: about, path: path, owed: deadline.owed.map(participant),
                    rung: state.rung(of: deadline, at: now).map { Named(id: $0.id.name, name: $0.title) })
            }
        }
        return DueView(
            participants: participants.map { participant in
                let own = deadlines.filter { $0.owed.contains(participant.id) }
                return .init(
                    participant: self.participant(participant.id), due: own.count { !$0.isOverdue(at: now) }, overdue: own.count { $0.isOverdue(at: now) })
            },
            overdue: items(true), due: items(false), ladder: agreement.map(ladder) ?? [])
    }

    func ladder(_ agreement: Agreement) -> [AgreementView.Rung] {
        agreement.ladder.map { .init(id: $0.id.name, title: $0.title, members: $0.members.map(participant), hours: $0.hours) }
    }

    /// What a deadline is about, and where its page is; `nil` where the reader may not see that.
    private func page(of deadline: Deadline) -> (words: String, path: String)? {
        func onIncident(_ id: ActID, _ what: String) -> (String, String)? {
            incident(id).map { ("\(what) incident \($0.opened.index)", "/incidents/\($0.opened.index)") }
        }
        if state.incidents[deadline.row] != nil { return onIncident(deadline.row, "The") }
        if let verification = verification(deadline.row) { return onIncident(verification.incident, "The verification on") }
        if let exhibit = exhibit(deadline.row) { return onIncident(exhibit.incident, "Evidence on") }
        if let finding = finding(deadline.row) { return onIncident(finding.incident, "The finding on") }
        if let status = state.commitments[deadline.row] {
            return (agreement?.commitments.first { $0.id == status.commitment }?.title ?? status.commitment.name, "/commitments/\(status.commitment)")
        }
        func page<Element: Dossierable>(_ type: Element.Type) -> (String, String)? {
            guard "\(type.table)" == deadline.table, let row = type.table(state)[deadline.row].flatMap({ $0.seen(by: self) }) else { return nil }
            return (row.heading(self), path(of: row))
        }
        for type in Dossiers.all {
            if let found = page(type) { return found }
        }
        if let joint = state.joint[deadline.row], sees(joint.proposed) { return ("A joint act, \(joint.kind)", "/acts/\(joint.proposed.index)") }
        return deadline.table == "\(Edition.table)" ? ("The next edition", "/editions") : nil
    }
}

extension Term {
    /// A clock of the agreement.
    init(clock: String) {
        let text = clock.replacing("-", with: " ")
        self.init(word: clock, text: text.prefix(1).uppercased() + text.dropFirst())
    }
}
