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

/// Somebody who looks at rows, and may not see all of each.
public protocol Onlooker: Sendable {
    /// The row without what the onlooker may not see; `nil` when it is hidden whole.
    func asSeen<Element: Row>(_ row: Element) -> Element?
}

/// Sees every row whole, as the rules do.
public struct Insider: Onlooker {
    public init() {}
    public func asSeen<Element: Row>(_ row: Element) -> Element? { row }
}

/// A table whose rows have deadlines, or another place that has some.
private struct Clocked: Sendable {
    let table: String
    /// By the state, the agreement in force, when one looks, and as whom.
    let all: @Sendable (State, Agreement, Moment, any Onlooker) -> [Deadline]
    let one: @Sendable (State, Agreement, Moment, any Onlooker, Hash) -> [Deadline]

    init<R: Row>(_ rows: any KeyPath<State, Table<R>> & Sendable, _ deadlines: @escaping @Sendable (R, State, Agreement, Moment, any Onlooker) -> [Deadline]) {
        table = "\(R.table)"
        all = { state, agreement, moment, onlooker in
            state[keyPath: rows].rows.flatMap { row in onlooker.asSeen(row).map { deadlines($0, state, agreement, moment, onlooker) } ?? [] }
        }
        one = { state, agreement, moment, onlooker, id in
            state[keyPath: rows][id].flatMap { onlooker.asSeen($0) }.map { deadlines($0, state, agreement, moment, onlooker) } ?? []
        }
    }

    init<R: Row>(_ rows: any KeyPath<State, Table<R>> & Sendable, _ deadlines: @escaping @Sendable (R, State, Agreement, Moment) -> [Deadline]) {
        self.init(rows) { row, state, agreement, moment, _ in deadlines(row, state, agreement, moment) }
    }

    init<R: Row>(_ rows: any KeyPath<State, Table<R>> & Sendable, _ deadlines: @escaping @Sendable (R, State, Agreement) -> [Deadline]) {
        self.init(rows) { row, state, agreement, _, _ in deadlines(row, state, agreement) }
    }

    /// The agreement's rhythm of editions, whose clocks run before there is a row.
    private init(editions due: @escaping @Sendable (State, Agreement, Moment) -> [Deadline]) {
        table = "\(Edition.table)"
        all = { state, agreement, moment, _ in due(state, agreement, moment) }
        one = { state, agreement, moment, _, id in due(state, agreement, moment).filter { $0.row == id } }
    }

    /// Everything that has deadlines, in the order in which those that are due at the same time are given.
    static let everything = [
        Clocked(\.joint) { row, state, _ in row.deadlines(state) },
        Clocked(\.incidents) { $0.deadlines($1, $2) },
        Clocked(\.exhibits) { $0.deadlines($1, $2) },
        Clocked(\.verifications) { $0.deadlines($1, $2) },
        Clocked(\.accesses) { $0.deadlines($1, $2) },
        Clocked(\.findings) { $0.deadlines($1, $2) },
        Clocked(\.commitments) { $0.deadlines($1, $2, at: $3) },
        Clocked(\.consequences) { row, state, agreement, _, onlooker in row.deadlines(state, agreement, to: onlooker) },
        Clocked(\.remedies) { row, state, _, _, onlooker in row.deadlines(state, to: onlooker) },
        Clocked(\.calls) { row, state, _ in row.deadlines(state) },
        Clocked(\.handovers) { $0.deadlines($1, $2) },
        Clocked(\.meetings) { $0.deadlines($1, $2) },
        Clocked(\.proposals) { $0.deadlines($1, $2) },
        Clocked(\.assurances) { $0.deadlines($1, $2) },
        Clocked(\.actions) { $0.deadlines($1, $2) },
        Clocked(editions: { state, agreement, moment in agreement.editions.compactMap { $0.deadline(state, at: moment) } }),
    ]
}

extension State {
    /// Everything that is owed by the present state, in the order in which it is due; what is due at the same time, in the order of
    /// establishment.
    /// - Parameters:
    ///   - moment: when one looks, where that is later than the last act: clocks run on between acts.
    ///   - onlooker: who looks: each row counts as far as it is seen, so that nothing is told by what is not owed any more.
    public func deadlines(at moment: Moment? = nil, to onlooker: any Onlooker = Insider()) -> [Deadline] {
        guard let agreement else { return [] }
        let moment = max(moment ?? now, now)
        let all = Clocked.everything.flatMap { $0.all(self, agreement, moment, onlooker) }
        // Sorting is not stable by promise: the place breaks ties.
        return all.enumerated().sorted { ($0.element.until, $0.offset) < ($1.element.until, $1.offset) }.map(\.element)
    }

    /// What is owed on one row, found without a look at any other.
    public func deadlines(of row: Hash, in table: String, at moment: Moment? = nil, to onlooker: any Onlooker = Insider()) -> [Deadline] {
        guard let agreement else { return [] }
        let moment = max(moment ?? now, now)
        return Clocked.everything.filter { $0.table == table }.flatMap { $0.one(self, agreement, moment, onlooker, row) }
    }

    /// What is owed by one clock on one row, found without a look at any other; of several such deadlines the first due.
    public func deadline(table: String, row: Hash, clock: String, at moment: Moment? = nil) -> Deadline? {
        deadlines(of: row, in: table, at: moment).filter { $0.clock == clock }.min { $0.until < $1.until }
    }

    /// What one participant owes, alone or with others.
    public func deadlines(owedBy participant: Identifier, at moment: Moment? = nil) -> [Deadline] {
        deadlines(at: moment).filter { $0.owed.contains(participant) }
    }

    /// Whether what is due by `until` is owed, seen at a moment: a truce that is over makes nothing due any more, and what was due before stays.
    func isOwed(_ until: Moment, at moment: Moment) -> Bool {
        guard let truce = truce(at: moment), truce.isOver else { return true }
        return until <= truce.since
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
        agreement?.ladder.last { $0.isReached(by: deadline, at: moment) }
    }
}

extension Agreement.Rung {
    /// Whether something has been overdue for so long that it comes to this rung.
    func isReached(by deadline: Deadline, at moment: Moment) -> Bool { moment > deadline.until.adding(hours: hours) }
}

extension JointAct {
    func deadlines(_ state: State) -> [Deadline] {
        // What has lapsed takes no assent: it is owed by nobody afterwards.
        guard outcome == .pending, state.now <= proposed.received.adding(hours: state.assentHours) else { return [] }
        let given = assents.map(\.participant) + [proposed.participant]
        return [Deadline(
            "assent", of: Self.table, id, owed: state.parties.map(\.id).filter { !given.contains($0) },
            from: proposed.received, until: proposed.received.adding(hours: state.assentHours), audience: proposed.audience)]
    }
}

extension Incident {
    func deadlines(_ state: State, _ agreement: Agreement) -> [Deadline] {
        guard absorbedInto == nil else { return [] }
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
