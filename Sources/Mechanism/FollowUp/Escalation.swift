/// What is overdue, by the deadline's row and clock.
public struct Overdue: Record, Hashable {
    public var table = Identifier()
    public var row = Hash()
    public var clock = Identifier()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("table", &table, "The table of the row, such as `finding`.")
        field("row", &row, "The row's id.")
        field("clock", &clock, "The clock, such as `reply`; `due` for a time that the agreement or an act names itself.")
    }
}

/// Something overdue that was brought to a rung of the agreement's ladder, and what came of it there.
public struct Escalation: Row {
    public static let table: StaticString = "escalation"

    public enum Outcome: String, Word {
        case settled
        /// It is to be done by a later time.
        case extended
        /// The next rung is to see to it.
        case passedUp = "passed-up"
        case noAgreement = "no-agreement"
        public init() { self = .noAgreement }
    }

    public struct Resolution: Record, Hashable {
        public var act = Citation()
        public var outcome = Outcome()
        public var until: Moment?
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that says so.")
            field("outcome", &outcome, "What came of it.")
            field("until", &until, "The time that it was extended to, if it was.")
        }
    }

    /// One time that it was brought to the rung.
    public struct Call: Record, Hashable {
        public var act = Citation()
        public var due = Moment()
        public var owed: [Identifier] = []
        /// What came of it; further ones only where those before were signed by a key that was repudiated.
        public var resolutions: [Resolution] = []
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that raised it.")
            field("due", &due, "When it was due.")
            field("owed", &owed, "Who was to act.")
            field("resolutions", &resolutions, "What came of it; the last whose key was not repudiated counts.")
        }
    }

    public var overdue = Overdue()
    public var rung = Identifier()
    public var calls: [Call] = []

    public init() {}
    public var id: Hash { Self.id(of: overdue, at: rung) }
    static func id(of overdue: Overdue, at rung: Identifier) -> Hash { Hash.sha256(of: overdue.canonical, Array(rung.name.utf8)) }

    public mutating func visit(_ field: inout some Fields) {
        field("overdue", &overdue, "What is overdue.")
        field("rung", &rung, "The rung of the agreement's ladder.")
        field("calls", &calls, "Each time that it was raised, in order.")
    }
}

extension State {
    /// The last time that something overdue was raised to a rung.
    public func call(_ overdue: Overdue, to rung: Identifier) -> Escalation.Call? {
        escalations[Escalation.id(of: overdue, at: rung)]?.calls.last { !isContested($0.act) }
    }

    /// What came of it; `nil` while the rung has not said.
    public func resolution(of call: Escalation.Call) -> Escalation.Resolution? { call.resolutions.last { !isContested($0.act) } }

    fileprivate func rung(_ id: Identifier) throws(Refusal) -> (place: Int, ladder: [Agreement.Rung]) {
        let ladder = try inForce().ladder
        guard let place = ladder.firstIndex(where: { $0.id == id }) else {
            throw Refusal("escalation.ladder", ladder.isEmpty
                ? "The agreement names no ladder, so nothing can be raised to one."
                : "“\(id)” must be a rung of the ladder in the agreement: \(ladder.map(\.id.name).joined(separator: ", ")).")
        }
        return (place, ladder)
    }
}

public struct RaiseEscalation: ActBody {
    public static let kind = ActKind(
        "escalation.raise", "Brings something overdue to a rung of the agreement's ladder.", by: Role.acting,
        texts: [.may("reason", "Why the rung is called.")], since: 1)

    public var overdue = Overdue()
    public var rung = Identifier()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("overdue", &overdue, "What is overdue, as `truce due` lists it.")
        field("rung", &rung, "The rung of the agreement's ladder.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let (place, ladder) = try state.rung(rung)
        let below = place > 0 ? ladder[place - 1] : nil
        guard state.participants(.party, .guarantor).contains(act.participant) || below?.members.contains(act.participant) == true else {
            throw Refusal("escalation.raiser", "Something overdue is raised by a party, by a guarantor, or by a member of the rung below.")
        }
        guard let deadline = state.deadline(table: overdue.table.name, row: overdue.row, clock: overdue.clock.name, at: act.received) else {
            throw Refusal("escalation.deadline", "What is raised must be owed still: the table, id and clock of a deadline that is open.")
        }
        guard deadline.isOverdue(at: act.received) else {
            throw Refusal("escalation.overdue", "What is raised must be overdue; the clock “\(overdue.clock)” has not run out yet.")
        }
        let passedUp = below.flatMap { state.call(overdue, to: $0.id) }.flatMap(state.resolution)?.outcome == .passedUp
        guard passedUp || ladder[place].isReached(by: deadline, at: act.received) else {
            let hours = (act.received.milliseconds - deadline.until.milliseconds) / 3_600_000
            throw Refusal("escalation.rung", "By the agreement's ladder, something comes to the rung “\(rung)” when it is overdue for more than \(ladder[place].hours) hours; this is for \(hours).")
        }
        // Time that a rung has given binds it and those below, and not those above: nobody stops the ladder alone.
        for other in ladder[place...] {
            guard let last = state.call(overdue, to: other.id).flatMap(state.resolution), let until = last.until, until >= act.received else { continue }
            throw Refusal("escalation.extended", "The rung “\(other.id)” has given more time; it comes to that rung, or to one below, when that has passed.")
        }
        if let last = state.call(overdue, to: rung) {
            switch state.resolution(of: last)?.outcome {
            case .settled, .extended: break
            case nil: throw Refusal("escalation.once", "It was raised to this rung already, whose members are to say what comes of it.")
            case .passedUp, .noAgreement: throw Refusal("escalation.once", "This rung has had it already; the next one up may be called.")
            }
        }
        var call = Escalation.Call()
        (call.act, call.due, call.owed) = (act.citation, deadline.until, deadline.owed)
        let id = Escalation.id(of: overdue, at: rung)
        if state.escalations.number(of: id) == nil {
            var escalation = Escalation()
            (escalation.overdue, escalation.rung) = (overdue, rung)
            state.escalations.insert(escalation)
        }
        state.escalations.update(id) { $0.calls.append(call) }
    }
}

public struct ResolveEscalation: ActBody {
    public static let kind = ActKind(
        "escalation.resolve", "Says what came of something overdue at a rung of the ladder.", by: Role.acting,
        texts: [.must("resolution", "What was settled, or why nothing was.")], since: 1, answers: true)

    public var overdue = Overdue()
    public var rung = Identifier()
    public var outcome = Escalation.Outcome()
    public var until: Moment?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("overdue", &overdue, "What is overdue, as it was raised.")
        field("rung", &rung, "The rung that it was raised to.")
        field("outcome", &outcome, "What came of it.")
        field("until", &until, "The later time; null unless it is extended.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let (place, ladder) = try state.rung(rung)
        guard ladder[place].members.contains(act.participant) else {
            throw Refusal("escalation.member", "What comes of it is said by a member of the rung: \(ladder[place].members.map(\.name).joined(separator: ", ")).")
        }
        guard let call = state.call(overdue, to: rung), state.resolution(of: call) == nil else {
            throw Refusal("escalation.open", "A rung says once what comes of something, after it was raised to it.")
        }
        let others = ladder[place].members.filter { !call.owed.contains($0) }
        guard !call.owed.contains(act.participant) || outcome == .passedUp || (outcome == .noAgreement && others.isEmpty) else {
            throw Refusal("escalation.owing", "Whoever owes something passes it up, and no more; the other members of the rung say what comes of it\(others.isEmpty ? ", and there are none" : ": \(others.map(\.name).joined(separator: ", "))").")
        }
        guard outcome != .passedUp || place + 1 < ladder.count else {
            throw Refusal("escalation.top", "The highest rung has none to pass it up to: it settles, extends, or finds no agreement.")
        }
        let most = act.received.adding(hours: ladder[place].hours)
        guard (outcome == .extended) == (until != nil), until.map({ $0 > act.received && $0 <= most }) ?? true else {
            throw Refusal("escalation.until", "An extension, and nothing else, names a time to come, at most \(ladder[place].hours) hours ahead, as many as the ladder gives the rung.")
        }
        var resolution = Escalation.Resolution()
        (resolution.act, resolution.outcome, resolution.until) = (act.citation, outcome, until)
        state.escalations.update(Escalation.id(of: overdue, at: rung)) { escalation in
            guard let last = escalation.calls.lastIndex(where: { $0.act == call.act }) else { return }
            escalation.calls[last].resolutions.append(resolution)
        }
    }
}
