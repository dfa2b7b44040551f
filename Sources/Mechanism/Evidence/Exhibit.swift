/// Evidence: an exhibit whose content the record knows by hash alone.
public struct Exhibit: Row {
    public static let table: StaticString = "exhibit"

    public enum Kind: String, Word {
        case photograph, video, audio, document, satellite, sensor, physical, testimony
        public init() { self = .document }
    }

    public var deposited = Citation()
    public var incident = ActID()
    public var type = Kind()
    public var content = Hash()
    public var size: Int64 = 0
    public var collected = Moment()
    public var collector = Identifier()
    /// What it was made from; `nil` for an original.
    public var derivation: Derivation?
    public var custody: [Step] = []
    /// By which act its participant opened it to the public, if any.
    public var released: Citation? {
        get { release.first }
        set { release = newValue.map { [$0] } ?? [] }
    }
    // A list that is empty takes no room for a citation.
    private var release: [Citation] = []

    public init() {}
    public var id: Hash { deposited.act }

    public mutating func visit(_ field: inout some Fields) {
        field("deposited", &deposited, "The act that deposited it.")
        field("incident", &incident, "The incident it bears on.")
        field("type", &type, "What it is.")
        field("content", &content, "SHA-256 of its content.")
        field("size", &size, "The content's length in bytes.")
        field("collected", &collected, "When it was collected.")
        field("collector", &collector, "The desk that collected it.")
        field("derivation", &derivation, "What it was made from; null for an original.")
        field("custody", &custody, "What happened to it since, in order.")
        field("released", &release, "By which act it was opened to the public, if any.")
    }
}

public struct DepositEvidence: ActBody {
    public static let kind = ActKind(
        "evidence.deposit", "Deposits evidence on an incident: its hash, its collector, its type.",
        by: [.party, .guarantor, .monitoringTeam, .secretariat],
        texts: [.must("description", "What the exhibit shows and where it comes from.")])

    public var incident = ActID()
    public var type = Exhibit.Kind()
    public var content = Hash()
    public var size: Int64 = 0
    public var collected = Moment()
    public var collector = Identifier()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("incident", &incident, "The incident it bears on.")
        field("type", &type, "What it is.")
        field("content", &content, "SHA-256 of its content.")
        field("size", &size, "The content's length in bytes.")
        field("collected", &collected, "When it was collected.")
        field("collector", &collector, "The desk that collected it.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        try Self.checkContent(content, size, on: try state.standingIncident(incident), state)
        guard collected <= act.received else {
            throw Refusal("evidence.collected", "Evidence must be collected before it is deposited.")
        }
        var exhibit = Exhibit()
        exhibit.deposited = act.citation
        (exhibit.incident, exhibit.type, exhibit.content) = (incident, type, content)
        (exhibit.size, exhibit.collected, exhibit.collector) = (size, collected, collector)
        state.exhibits.insert(exhibit)
        state.incidents.update(incident) { $0.exhibits.append(exhibit.id) }
    }

    static func checkContent(_ content: Hash, _ size: Int64, on incident: Incident, _ state: State) throws(Refusal) {
        guard size > 0, content != .zero else {
            throw Refusal("evidence.content", "Evidence must have content: its hash and its length in bytes.")
        }
        guard !state.exhibits(of: incident).contains(where: { state.exhibits[$0]?.content == content }) else {
            throw Refusal("evidence.once", "This content is deposited on the incident already.")
        }
    }
}
