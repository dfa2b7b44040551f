/// A change of the truce: its extension, suspension, resumption or end.
public struct TruceChange: Row {
    public static let table: StaticString = "truce"

    public enum Kind: String, Word {
        case extended, suspended, resumed, ended
        public init() { self = .extended }
    }

    public var act = Citation()
    public var kind = Kind()
    /// Whether one party made it alone, under notice.
    public var alone = false
    public var effective = Moment()
    /// When an extended truce ends unless extended again.
    public var until: LocalTime?
    /// The act that took it back while it was under notice; empty or one.
    public var takenBack: [Citation] = []

    public init() {}
    public var id: Hash { act.act }

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The act by which it was made: the last assent, or that of the party that made it alone.")
        field("kind", &kind, "What changes.")
        field("alone", &alone, "Whether one party made it alone, as the agreement lets it.")
        field("effective", &effective, "From when on it holds.")
        field("until", &until, "When an extended truce ends unless extended again; null for another change.")
        field("taken-back", &takenBack, "The act that took it back before it held, if any.")
    }
}

/// How the truce stands at an instant.
public struct TruceStatus: Hashable, Sendable {
    public enum Phase: String, Word {
        case notBegun = "not-begun"
        case inForce = "in-force"
        case extended, suspended, resumed, expired, ended
        public init() { self = .notBegun }
    }

    public var phase: Phase
    /// Since when it stands so; for a truce that has not begun, when it begins.
    public var since: Moment
    /// When it ends, or ended, by its term; `nil` where it has none.
    public var until: LocalTime?
    /// The change that brought this about; `nil` where the agreement itself did.
    public var change: Hash?

    /// Whether the truce holds.
    public var holds: Bool { [.inForce, .extended, .resumed].contains(phase) }
    /// Whether it is over for good.
    public var isOver: Bool { [.expired, .ended].contains(phase) }
}

extension TruceStatus {
    /// How a truce stands at an instant by some of its changes, in the order in which they were made; for an instant to come, by those made so far.
    public init(of truce: Agreement.Truce, by changes: [TruceChange], at moment: Moment) {
        var course = TruceCourse(truce)
        for change in changes where change.act.received <= moment { course.take(change) }
        self = course.status(at: moment)
    }
}

/// What the changes of a truce lead to. Each counts from when it holds on, in that order; one that finds nothing to change then, changes nothing.
struct TruceCourse: Sendable {
    private let from: Moment
    /// Where the changes that hold already have led, the term apart.
    private var status: TruceStatus
    /// What is under notice, in the order in which it will hold.
    private(set) var notified: [TruceChange] = []

    init(_ truce: Agreement.Truce) {
        from = truce.from.moment
        status = TruceStatus(phase: .inForce, since: from, until: truce.until, change: nil)
    }

    /// When the truce ends unless extended.
    var until: LocalTime? { status.until }

    /// How the truce stands at a moment, which does not lie before the last change that was taken.
    func status(at moment: Moment) -> TruceStatus {
        var course = self
        course.advance(to: moment)
        return course.now(at: moment)
    }

    private func now(at moment: Moment) -> TruceStatus {
        var status = status
        if status.phase == .ended { return status }
        if let until = status.until?.moment, until < moment {
            (status.phase, status.since, status.change) = (.expired, until, nil)
        } else if status.phase == .inForce, moment < from {
            status.phase = .notBegun
        }
        return status
    }

    /// Lets everything under notice take hold that does so by a moment.
    mutating func advance(to moment: Moment) {
        while let next = notified.first, next.effective <= moment {
            notified.removeFirst()
            apply(next)
        }
    }

    /// Takes a change that has been made.
    mutating func take(_ change: TruceChange) {
        advance(to: change.act.received)
        guard change.effective > change.act.received else { return apply(change) }
        notified.insert(change, at: notified.firstIndex { $0.effective > change.effective } ?? notified.endIndex)
    }

    /// Takes back what is under notice.
    mutating func takeBack(_ change: Hash) { notified.removeAll { $0.id == change } }

    private mutating func apply(_ change: TruceChange) {
        let before = now(at: change.effective)
        guard !before.isOver else { return }
        switch change.kind {
        case .extended:
            status.until = change.until
            if before.holds { (status.phase, status.since, status.change) = (.extended, change.effective, change.id) }
        case .suspended where before.holds: (status.phase, status.since, status.change) = (.suspended, change.effective, change.id)
        case .resumed where before.phase == .suspended: (status.phase, status.since, status.change) = (.resumed, change.effective, change.id)
        case .ended: (status.phase, status.since, status.change) = (.ended, change.effective, change.id)
        case .suspended, .resumed: return
        }
    }
}

extension State {
    /// How the truce stands at an instant, by the changes that had been made by then; for an instant to come, by those made so far.
    /// `nil` while no agreement is in force.
    public func truce(at moment: Moment) -> TruceStatus? {
        guard let first = agreements.first else { return nil }
        return (moment < now ? course(first, until: moment) : course).status(at: moment)
    }

    /// When the truce ends unless extended; `nil` when it is open-ended or no agreement is in force.
    public var truceEnds: LocalTime? { agreements.isEmpty ? nil : course.until }

    private func course(_ first: Agreement, until moment: Moment) -> TruceCourse {
        var course = TruceCourse(first.truce)
        for change in truceChanges.rows where change.act.received <= moment && counts(change) { course.take(change) }
        return course
    }

    /// What was taken back never held, and what a repudiated key did alone is nobody's.
    private func counts(_ change: TruceChange) -> Bool { change.takenBack.isEmpty && !(change.alone && isContested(change.act)) }

    /// Goes through the changes anew, after a key was repudiated.
    mutating func recountTruce() {
        if let first = agreements.first { course = course(first, until: now) }
    }

    /// Keeps a change of the truce.
    mutating func keep(_ change: TruceChange) {
        truceChanges.insert(change)
        course.take(change)
    }

    /// Takes back a change that one's own participant made alone and that does not hold yet.
    mutating func takeBack(_ change: TruceChange, by act: Citation) throws(Refusal) {
        guard course.notified.contains(where: { $0.id == change.id }), change.effective > act.received, change.act.participant == act.participant else {
            throw Refusal("joint.pending", "\(change.id.hex) must be a change of one's own that is under notice still.")
        }
        truceChanges.update(change.id) { $0.takenBack = [act] }
        course.takeBack(change.id)
    }
}
