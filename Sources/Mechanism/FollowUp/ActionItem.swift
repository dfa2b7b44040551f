/// Something that one participant is to do by a time, and how far it is.
public struct ActionItem: Row {
    public static let table: StaticString = "action"

    /// What was done about it.
    public enum Progress: String, Word {
        /// The owner has said that it will do it.
        case accepted
        /// The owner says that it is done.
        case completed
        /// Others say so too.
        case confirmed
        /// Others say that it is not.
        case returned
        /// It need not be done any more.
        case dropped
        public init() { self = .accepted }
    }

    public struct Step: Record, Hashable {
        public var act = Citation()
        public var progress = Progress()
        public var until: Moment?
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act.")
            field("progress", &progress, "What it did.")
            field("until", &until, "When the item is due from then on, where the step says so.")
        }
    }

    public var assigned = Citation()
    public var owner = Identifier()
    public var until = Moment()
    public var meeting: ActID?
    public var steps = Blocks<Step>()

    public init() {}
    public var id: Hash { assigned.act }

    public mutating func visit(_ field: inout some Fields) {
        field("assigned", &assigned, "The act that assigned it.")
        field("owner", &owner, "The participant who is to do it.")
        field("until", &until, "When it is due.")
        field("meeting", &meeting, "The meeting at which it was assigned, if any.")
        field("steps", &steps, "What was done about it, in order.")
    }
}

extension State {
    func action(_ id: ActID) throws(Refusal) -> ActionItem {
        guard let action = actions[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of an action item in this record.") }
        return action
    }

    /// How far an action item is; `nil` while nothing was done about it.
    public func progress(of item: ActionItem) -> ActionItem.Progress? { item.steps.last { !isContested($0.act) }?.progress }

    /// When an action item is due, by its assignment or by the last return that named a time.
    public func due(_ item: ActionItem) -> Moment {
        item.steps.last { $0.until != nil && !isContested($0.act) }?.until ?? item.until
    }

    fileprivate func checkOwner(_ item: ActionItem, _ act: Admitted) throws(Refusal) {
        guard item.owner == act.participant else {
            throw Refusal("action.owner", "An action item is accepted and completed by its owner, “\(item.owner)”.")
        }
    }

    /// That an item is in one of some stages, so that the next step may follow.
    fileprivate func check(_ item: ActionItem, isIn stages: [ActionItem.Progress?]) throws(Refusal) {
        let progress = progress(of: item)
        guard stages.contains(progress) else {
            let words = stages.map { $0?.rawValue ?? "assigned" }.joined(separator: ", ")
            throw Refusal("action.stage", "This follows when an action item is \(words); it is \(progress?.rawValue ?? "assigned").")
        }
    }

    fileprivate mutating func take(_ progress: ActionItem.Progress, until: Moment? = nil, on id: ActID, _ act: Admitted) {
        var step = ActionItem.Step()
        (step.act, step.progress, step.until) = (act.citation, progress, until)
        actions.update(id) { $0.steps.append(step) }
    }
}

extension ActionItem {
    func deadlines(_ state: State, _ agreement: Agreement) -> [Deadline] {
        guard !state.isContested(assigned) else { return [] }
        switch state.progress(of: self) {
        case nil, .accepted, .returned:
            return [Deadline("due", of: Self.table, id, owed: [owner], from: assigned.received, until: state.due(self), audience: assigned.audience)]
        case .completed, .confirmed, .dropped: return []
        }
    }
}

public struct AssignAction: ActBody {
    public static let kind = ActKind(
        "action.assign", "Assigns something specific to a participant, to be done by a time.", by: Role.acting,
        texts: [.must("task", "What exactly is to be done.")], since: 1)

    public var owner = Identifier()
    public var until = Moment()
    public var meeting: ActID?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("owner", &owner, "The participant who is to do it; oneself, too.")
        field("until", &until, "When it is due.")
        field("meeting", &meeting, "The meeting at which it is assigned; null where at none.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        _ = try state.inForce()
        if owner != act.participant { try state.checkAddressees([owner], of: act) }
        try state.checkAhead(until, of: act)
        if let meeting { _ = try state.heldMeeting(meeting) }
        var item = ActionItem()
        (item.assigned, item.owner, item.until, item.meeting) = (act.citation, owner, until, meeting)
        state.actions.insert(item)
    }
}

public struct AcceptAction: ActBody {
    public static let kind = ActKind("action.accept", "Says that one will do what one was assigned.", by: Role.acting, since: 1, answers: true)

    public var action = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("action", &action, "The action item.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let item = try state.action(action)
        try state.checkOwner(item, act)
        try state.check(item, isIn: [nil])
        state.take(.accepted, on: action, act)
    }
}

public struct CompleteAction: ActBody {
    public static let kind = ActKind(
        "action.complete", "Says that what one was assigned is done.", by: Role.acting, texts: [.must("account", "What was done.")], since: 1, answers: true)

    public var action = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("action", &action, "The action item.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let item = try state.action(action)
        try state.checkOwner(item, act)
        try state.check(item, isIn: [nil, .accepted, .returned])
        state.take(.completed, on: action, act)
    }
}

/// Who says whether an item is done: whoever assigned it, or a guarantor, and never its owner.
private func checkJudge(_ item: ActionItem, _ act: Admitted, _ state: State) throws(Refusal) {
    guard act.participant != item.owner,
        act.participant == item.assigned.participant || state.participants(.guarantor).contains(act.participant)
    else {
        throw Refusal("action.judge", "Whether an action item is done is said by who assigned it, “\(item.assigned.participant)”, or by a guarantor; never by its owner.")
    }
}

public struct ConfirmAction: ActBody {
    public static let kind = ActKind("action.confirm", "Confirms that what was assigned is done.", by: Role.acting, since: 1, answers: true)

    public var action = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("action", &action, "The action item.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let item = try state.action(action)
        try checkJudge(item, act, state)
        try state.check(item, isIn: [.completed])
        state.take(.confirmed, on: action, act)
    }
}

public struct ReturnAction: ActBody {
    public static let kind = ActKind(
        "action.return", "Says that what was assigned is not done: it is open again.", by: Role.acting, texts: [.must("reason", "What is lacking.")], since: 1, answers: true)

    public var action = ActID()
    public var until: Moment?
    public init() {}
    public mutating func visit(_ field: inout some Fields) {
        field("action", &action, "The action item.")
        field("until", &until, "When it is due from now on; null for the time before.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let item = try state.action(action)
        try checkJudge(item, act, state)
        try state.check(item, isIn: [.completed])
        if let until { try state.checkAhead(until, of: act) }
        state.take(.returned, until: until, on: action, act)
    }
}

public struct DropAction: ActBody {
    public static let kind = ActKind(
        "action.drop", "Drops what one assigned: it need not be done any more.", by: Role.acting, texts: [.must("reason", "Why.")], since: 1)

    public var action = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("action", &action, "The action item.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let item = try state.action(action)
        guard item.assigned.participant == act.participant else {
            throw Refusal("action.own", "An action item is dropped by who assigned it, “\(item.assigned.participant)”.")
        }
        try state.check(item, isIn: [nil, .accepted, .completed, .returned])
        state.take(.dropped, on: action, act)
    }
}
