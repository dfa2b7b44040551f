/// Extends the term of the truce, by the assent of every party.
public struct ExtendTruce: ActBody {
    public static let kind = ActKind(
        "agreement.extend", "Extends the truce to a later time; takes effect when every party has assented.", by: [.party], hands: .joint,
        texts: [.may("reason", "Why.")], since: 1)

    public var until = LocalTime()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("until", &until, "When the truce ends unless extended again.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        _ = try state.inForce()
        guard let ends = state.truceEnds else {
            throw Refusal("agreement.term", "A truce without an end needs no extension.")
        }
        try state.checkGoesOn(at: act.received)
        guard ends.moment < until.moment else {
            throw Refusal("agreement.term", "A truce is extended to a time after \(ends).")
        }
        var change = TruceChange()
        (change.act, change.kind, change.effective, change.until) = (act.citation, .extended, act.received, until)
        state.keep(change)
    }
}

/// A change of the truce that takes the assent of every party, unless the agreement lets one party make it alone, under notice.
/// The act says which of the two it is; ``State/propose(_:)`` goes by that.
public protocol AloneAct: ActBody {
    static var change: TruceChange.Kind { get }
    /// That a truce which stands so can be changed so.
    static func check(_ status: TruceStatus) throws(Refusal)
    var alone: Bool { get set }
}

extension AloneAct {
    public mutating func visit(_ field: inout some Fields) {
        field("alone", &alone, "Whether the party acts alone, under the agreement's notice; otherwise every other party assents.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        var change = TruceChange()
        (change.act, change.kind, change.alone) = (act.citation, Self.change, alone)
        change.effective = try effective(act, state)
        try Self.check(state.checkGoesOn(at: change.effective))
        state.keep(change)
    }

    /// When the change holds: at once where every party assents, after the agreement's notice where one makes it alone.
    private func effective(_ act: Admitted, _ state: State) throws(Refusal) -> Moment {
        let agreement = try state.inForce()
        guard alone else { return act.received }
        guard let rule = agreement.truce.alone.first(where: { $0.act == Self.kind.name }) else {
            throw Refusal("agreement.alone", "For one party to make it alone, \(Self.kind.name) must stand under truce.alone in the agreement; otherwise every other party assents.")
        }
        guard !state.course.notified.contains(where: { $0.act.participant == act.participant && $0.effective > act.received }) else {
            throw Refusal("agreement.notice", "A party has one change of the truce under notice at a time: the one before must hold, or be taken back with joint.retract.")
        }
        return act.received.adding(hours: rule.notice)
    }
}

/// Suspends the truce until it is resumed.
public struct SuspendTruce: AloneAct {
    public static let kind = ActKind(
        "agreement.suspend", "Suspends the truce: when every party has assented, or by one party under notice where the agreement lets it.",
        by: [.party], hands: .joint, texts: [.may("reason", "Why.")], since: 1)
    public static let change = TruceChange.Kind.suspended

    public var alone = false
    public init() {}

    public static func check(_ status: TruceStatus) throws(Refusal) {
        guard status.holds else {
            throw Refusal("agreement.suspended", "A truce must hold to be suspended; by then it is \(status.phase.rawValue).")
        }
    }
}

/// Resumes a truce that is suspended.
public struct ResumeTruce: AloneAct {
    public static let kind = ActKind(
        "agreement.resume", "Resumes a suspended truce: when every party has assented, or by one party under notice where the agreement lets it.",
        by: [.party], hands: .joint, texts: [.may("reason", "Why.")], since: 1)
    public static let change = TruceChange.Kind.resumed

    public var alone = false
    public init() {}

    public static func check(_ status: TruceStatus) throws(Refusal) {
        guard status.phase == .suspended else {
            throw Refusal("agreement.resumed", "A truce must be suspended to be resumed; by then it is \(status.phase.rawValue).")
        }
    }
}

/// Ends the truce for good.
public struct EndTruce: AloneAct {
    public static let kind = ActKind(
        "agreement.end", "Ends the truce for good: when every party has assented, or by one party under notice where the agreement lets it.",
        by: [.party], hands: .joint, texts: [.may("reason", "Why.")], since: 1)
    public static let change = TruceChange.Kind.ended

    public var alone = false
    public init() {}

    public static func check(_ status: TruceStatus) throws(Refusal) {}
}

extension State {
    /// That the truce is not over at a moment.
    @discardableResult
    func checkGoesOn(at moment: Moment) throws(Refusal) -> TruceStatus {
        let status = course.status(at: moment)
        guard !status.isOver else {
            throw Refusal("agreement.ended", "The truce must not be over by then; it is \(status.phase.rawValue) from \(status.since.utc) on.")
        }
        return status
    }
}
