/// Whether a crossing is open, and to what: what each side and the monitors say of it.
public struct CrossingStatus: Row {
    public static let table: StaticString = "crossing"

    public enum Condition: String, Word {
        case open, restricted, closed
        public init() { self = .closed }
    }

    /// Why a crossing is not open.
    public enum Reason: String, Word {
        case security, works, dispute, weather, other
        public init() { self = .other }
    }

    /// Whether a crossing is open to one category of traffic.
    public struct Passage: Record, Hashable {
        public var traffic: Identifier?
        public var condition = Condition()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("traffic", &traffic, "The category of traffic; null for all that is not named.")
            field("condition", &condition, "Whether the crossing is open to it.")
        }
    }

    public struct Entry: Record, Hashable {
        public var act = Citation()
        public var conditions: [Passage] = []
        public var since = Moment()
        public var until: Moment?
        public var reason: Reason?
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that says so.")
            field("conditions", &conditions, "Whether it is open, by category of traffic.")
            field("since", &since, "Since when.")
            field("until", &until, "Until when, as planned; null where not known.")
            field("reason", &reason, "Why it is not open; null where it is.")
        }

        /// The condition as a whole: what all traffic has in common, and restricted where categories differ.
        public var condition: Condition {
            guard let first = conditions.first?.condition else { return Condition() }
            return conditions.allSatisfy { $0.condition == first } ? first : .restricted
        }

        /// The condition for one category of traffic; `nil` where the entry says nothing of it.
        public func condition(for traffic: Identifier) -> Condition? {
            (conditions.first { $0.traffic == traffic } ?? conditions.first { $0.traffic == nil })?.condition
        }
    }

    public var crossing = Identifier()
    public var entries = Blocks<Entry>()

    public init() {}
    public var id: Hash { Self.id(of: crossing) }
    public static func id(of crossing: Identifier) -> Hash { Hash.sha256(of: Array(crossing.name.utf8)) }

    public mutating func visit(_ field: inout some Fields) {
        field("crossing", &crossing, "The crossing's name in the agreement.")
        field("entries", &entries, "What was reported, in order.")
    }
}

extension Agreement {
    func checkCrossing(_ id: Identifier) throws(Refusal) {
        guard crossings.contains(where: { $0.id == id }) else {
            throw Refusal("crossing.listed", "“\(id)” must be a crossing that the agreement lists.")
        }
    }
}

public struct ReportCrossing: ActBody {
    public static let kind = ActKind(
        "crossing.report", "Reports whether a crossing is open, restricted or closed, by category of traffic.",
        by: [.party, .guarantor, .monitoringTeam], texts: [.may("remark", "What the status rests on.")])

    public var crossing = Identifier()
    public var conditions: [CrossingStatus.Passage] = []
    public var since = Moment()
    public var until: Moment?
    public var reason: CrossingStatus.Reason?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("crossing", &crossing, "The crossing.")
        field("conditions", &conditions, "Whether it is open: for categories of traffic that the agreement lists, each once, and for all others together.")
        field("since", &since, "Since when.")
        field("until", &until, "Until when, as planned; null where not known.")
        field("reason", &reason, "Why it is restricted or closed; null where it is open.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let agreement = try state.inForce()
        try agreement.checkCrossing(crossing)
        guard !conditions.isEmpty else {
            throw Refusal("crossing.traffic", "A crossing's status gives at least one condition: for all traffic, or for a category of it.")
        }
        for (index, passage) in conditions.enumerated() {
            guard passage.traffic.map({ id in agreement.traffic.contains { $0.id == id } }) ?? true,
                !conditions[..<index].contains(where: { $0.traffic == passage.traffic })
            else {
                throw Refusal("crossing.traffic", "A condition must be for a category of traffic that the agreement lists or for all others together, each once: \(agreement.traffic.map(\.id.name).joined(separator: ", ")).")
            }
        }
        guard since <= act.received else {
            throw Refusal("crossing.since", "A crossing's status is reported once it holds, not before.")
        }
        guard until.map({ $0 > since }) ?? true else {
            throw Refusal("crossing.until", "A crossing's status is planned to end after it began.")
        }
        guard conditions.allSatisfy({ $0.condition == .open }) == (reason == nil) else {
            throw Refusal("crossing.reason", "A crossing that is restricted or closed to some traffic has a reason; one that is open to all has none.")
        }
        var entry = CrossingStatus.Entry()
        entry.act = act.citation
        (entry.conditions, entry.since, entry.until, entry.reason) = (conditions, since, until, reason)
        state.crossings.update(CrossingStatus.id(of: crossing)) { $0.entries.append(entry) }
    }
}
