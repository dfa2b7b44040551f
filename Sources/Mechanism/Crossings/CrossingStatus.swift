/// Whether a crossing is open: what each side and the monitors say of it.
public struct CrossingStatus: Row {
    public static let table: StaticString = "crossing"

    public enum Condition: String, Word {
        case open, restricted, closed
        public init() { self = .closed }
    }

    public struct Entry: Record, Hashable {
        public var act = Citation()
        public var condition = Condition()
        public var since = Moment()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that says so.")
            field("condition", &condition, "Whether it is open.")
            field("since", &since, "Since when.")
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

public struct ReportCrossing: ActBody {
    public static let kind = ActKind(
        "crossing.report", "Reports whether a crossing is open, restricted or closed.", by: [.party, .guarantor, .monitoringTeam],
        texts: [.may("remark", "What the status rests on.")])

    public var crossing = Identifier()
    public var condition = CrossingStatus.Condition()
    public var since = Moment()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("crossing", &crossing, "The crossing.")
        field("condition", &condition, "Whether it is open.")
        field("since", &since, "Since when.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard try state.inForce().crossings.contains(where: { $0.id == crossing }) else {
            throw Refusal("crossing.listed", "“\(crossing)” must be a crossing that the agreement lists.")
        }
        guard since <= act.received else {
            throw Refusal("crossing.since", "A crossing's status is reported once it holds, not before.")
        }
        var entry = CrossingStatus.Entry()
        entry.act = act.citation
        (entry.condition, entry.since) = (condition, since)
        state.crossings.update(CrossingStatus.id(of: crossing)) { $0.entries.append(entry) }
    }
}
