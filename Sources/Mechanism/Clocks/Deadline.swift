/// Something that a clock of the agreement asks of somebody, and that is not done yet.
///
/// Whether it is overdue depends on when one looks: rules never ask, and no act is made by time alone.
public struct Deadline: Hashable, Sendable {
    /// The clock's name in the agreement, such as `reply`; `due` for a deadline that the agreement or an act names itself.
    public let clock: String
    /// What it is about: the row's table, such as `finding`, and its id.
    public let table: String
    public let row: Hash
    /// The participants who are to act, in the order of establishment; any of them where several may.
    public let owed: [Identifier]
    /// Since when the clock runs, and the last moment in time.
    public let from: Moment
    public let until: Moment
    /// Who may read of it: those who may read the act that set the clock off.
    public let audience: Audience

    init(_ clock: String, of table: StaticString, _ row: Hash, owed: [Identifier], from: Moment, until: Moment, audience: Audience) {
        (self.clock, self.table, self.row, self.owed) = (clock, "\(table)", row, owed)
        (self.from, self.until, self.audience) = (from, until, audience)
    }

    public func isOverdue(at moment: Moment) -> Bool { moment > until }
}

extension State {
    /// Everything that is owed now, in the order in which it is due; what is due at the same time, in the order of establishment.
    public func deadlines() -> [Deadline] {
        guard let agreement else { return [] }
        var all: [Deadline] = []
        all += joint.rows.flatMap { $0.deadlines(self) }
        all += incidents.rows.flatMap { $0.deadlines(self, agreement) }
        all += verifications.rows.flatMap { $0.deadlines(self, agreement) }
        all += findings.rows.flatMap { $0.deadlines(self, agreement) }
        all += consequences.rows.flatMap { $0.deadlines(self, agreement) }
        all += remedies.rows.flatMap { $0.deadlines(self) }
        all += calls.rows.flatMap { $0.deadlines(self) }
        // Sorting is not stable by promise: the place breaks ties.
        return all.enumerated().sorted { ($0.element.until, $0.offset) < ($1.element.until, $1.offset) }.map(\.element)
    }

    /// The participants of some roles, in the order of establishment.
    func participants(_ roles: Role...) -> [Identifier] {
        establishment?.participants.filter { roles.contains($0.role) }.map(\.id) ?? []
    }

    /// Those of `members` who take part, in the order of establishment.
    func ordered(_ members: [Identifier]) -> [Identifier] {
        establishment?.participants.map(\.id).filter(members.contains) ?? []
    }

    /// The rung of the escalation ladder that something overdue has come to; `nil` while it has come to none.
    public func rung(of deadline: Deadline, at moment: Moment) -> Agreement.Rung? {
        agreement?.ladder.last { moment > deadline.until.adding(hours: $0.hours) }
    }
}

extension JointAct {
    func deadlines(_ state: State) -> [Deadline] {
        guard outcome == .pending else { return [] }
        let given = assents.map(\.participant) + [proposed.participant]
        return [Deadline(
            "assent", of: Self.table, id, owed: state.parties.map(\.id).filter { !given.contains($0) },
            from: proposed.received, until: proposed.received.adding(hours: state.assentHours), audience: proposed.audience)]
    }
}

extension Incident {
    func deadlines(_ state: State, _ agreement: Agreement) -> [Deadline] {
        guard let triage else {
            return [Deadline(
                "triage", of: Self.table, id, owed: state.participants(.guarantor, .monitoringTeam, .secretariat),
                from: opened.received, until: opened.received.adding(hours: agreement.clocks.triage), audience: opened.audience)]
        }
        guard triage.outcome == .accepted, verifications.isEmpty else { return [] }
        return [Deadline(
            "tasking", of: Self.table, id, owed: state.participants(.guarantor),
            from: triage.act.received, until: triage.act.received.adding(hours: agreement.clocks.tasking), audience: triage.act.audience)]
    }
}

extension Verification {
    func deadlines(_ state: State, _ agreement: Agreement) -> [Deadline] {
        guard report == nil else { return [] }
        return [Deadline(
            "team-report", of: Self.table, id, owed: [lead.participant],
            from: tasked.received, until: tasked.received.adding(hours: agreement.clocks.teamReport), audience: tasked.audience)]
    }
}
