/// Everything that the admitted acts add up to: `state = acts.reduce(…)`.
///
/// Pure: no clock, disk, network or randomness; the same on every machine, to the byte. Rows stand in the order of their
/// establishment, and dictionaries serve look-ups alone.
public struct State: Sendable {
    /// The version of these rules. Version 0 is the one before the first release and promises nothing.
    public static let rules: Int64 = 0

    /// How many acts have been admitted: the size of the record.
    public private(set) var size: Int64 = 0
    /// The time of receipt of the last admitted act; never decreases.
    public private(set) var now = Moment()

    public internal(set) var establishment: Establishment?
    public internal(set) var agreement: Agreement?
    /// The act by which the agreement in force was adopted.
    public internal(set) var adoption: Citation?

    public internal(set) var officers = Table<Officer>()
    public internal(set) var joint = Table<JointAct>()
    public internal(set) var drafts = Table<Draft>()
    public internal(set) var reports = Table<Report>()
    public internal(set) var incidents = Table<Incident>()
    public internal(set) var exhibits = Table<Exhibit>()
    public internal(set) var verifications = Table<Verification>()
    public internal(set) var findings = Table<Finding>()
    public internal(set) var commitments = Table<CommitmentStatus>()
    public internal(set) var crossings = Table<CrossingStatus>()
    public internal(set) var publications = Table<Publication>()
    public internal(set) var statements = Table<Statement>()
    public internal(set) var editions = Table<Edition>()

    private var map = MerkleMap()

    public init() {}

    /// The keys that must have signed `act`: of the officer at its desk, or of every participant's head for the first act.
    public func signers(of act: Act) throws(Refusal) -> [Key] {
        if establishment == nil, let establish = act.body as? Establish { return establish.participants.map(\.head) }
        return [try officer(of: act).key]
    }

    /// Admits an act whose signatures by ``signers(of:)`` have been or will be verified.
    /// - Parameter received: the registry's time of receipt; may not lie before the last one.
    /// - Throws: why the act is refused; the state is then as it was.
    public mutating func admit(_ act: Act, received: Moment) throws(Refusal) {
        try check(act, received: received)
        var citation = Citation()
        citation.act = act.id
        citation.index = size
        citation.received = received
        citation.participant = act.payload.participant
        citation.desk = act.payload.desk
        citation.audience = act.payload.audience
        let admitted = Admitted(act: act, citation: citation)
        if case .joint = act.kind.hands {
            try propose(admitted)
        } else {
            try act.body.admit(admitted, into: &self)
        }
        size += 1
        now = received
        if let id = officers.rows.last(where: { $0.isAt(act) })?.id { officers.update(id) { $0.last = Link(act.id) } }
    }

    /// The root of the Merkle map of every row: entity id → hash of its canonical encoding.
    public mutating func digest() -> Hash {
        officers.flush(into: &map)
        joint.flush(into: &map)
        drafts.flush(into: &map)
        reports.flush(into: &map)
        incidents.flush(into: &map)
        exhibits.flush(into: &map)
        verifications.flush(into: &map)
        findings.flush(into: &map)
        commitments.flush(into: &map)
        crossings.flush(into: &map)
        publications.flush(into: &map)
        statements.flush(into: &map)
        editions.flush(into: &map)
        return map.root()
    }

    // MARK: What is asked of every act

    private func check(_ act: Act, received: Moment) throws(Refusal) {
        let payload = act.payload
        guard received >= now else {
            throw Refusal("act.received", "An act's time of receipt may not lie before that of the act before it.")
        }
        guard payload.rules == Self.rules else {
            throw Refusal("act.rules", "An act must be signed under rules version \(Self.rules), which the record is under.")
        }
        guard let establishment else {
            guard act.body is Establish, payload.mechanism.act == nil, payload.previous.act == nil else {
                throw Refusal("act.first", "A record begins with mechanism.establish and nothing else.")
            }
            return
        }
        guard payload.mechanism.act == establishment.act.act else {
            throw Refusal("act.mechanism", "An act must name this mechanism, \(establishment.act.act.hex).")
        }
        let officer = try officer(of: act)
        guard payload.previous == officer.last else {
            throw Refusal(
                "act.previous",
                "An act must name its key's previous admitted act, \(officer.last.act?.hex ?? "none"): sign it again.")
        }
        try officer.mayPerform(act.kind, as: establishment.role(of: officer.participant))
        try checkTexts(payload.texts, of: act.kind)
    }

    private func officer(of act: Act) throws(Refusal) -> Officer {
        let payload = act.payload
        guard let officer = officers.rows.last(where: { $0.isAt(act) }) else {
            throw Refusal("act.officer", "An act must come from a desk that “\(payload.participant)” has accredited; “\(payload.desk)” is none.")
        }
        guard officer.withdrawn == nil else {
            throw Refusal("act.withdrawn", "The key of the desk “\(payload.desk)” of “\(payload.participant)” was withdrawn; its head may accredit another.")
        }
        return officer
    }

    private func checkTexts(_ texts: [TextReference], of kind: ActKind) throws(Refusal) {
        for (index, text) in texts.enumerated() {
            guard kind.slots.contains(where: { $0.name == text.slot }) else {
                throw Refusal("act.texts", "An act \(kind.name) has no text “\(text.slot)”; it may have \(kind.slots.map(\.name.name).joined(separator: ", ")).")
            }
            guard text.length > 0, !texts[..<index].contains(where: { $0.slot == text.slot && $0.language == text.language }) else {
                throw Refusal("act.texts", "Each text of an act must have content, and stand once in each language.")
            }
        }
        for slot in kind.slots where slot.required && !texts.contains(where: { $0.slot == slot.name }) {
            throw Refusal("act.texts", "An act \(kind.name) must have the text “\(slot.name)”: \(slot.meaning)")
        }
    }
}
