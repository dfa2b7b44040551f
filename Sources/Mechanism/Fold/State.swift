/// Everything that the admitted acts add up to: `state = acts.reduce(…)`.
///
/// Pure: no clock, disk, network or randomness; the same on every machine, to the byte. Rows stand in the order of their
/// establishment, and dictionaries serve look-ups alone.
public struct State: Sendable {
    /// How many acts have been admitted: the size of the record.
    public private(set) var size: Int64 = 0
    /// The time of receipt of the last admitted act; never decreases.
    public private(set) var now = Moment()

    /// The version of the rules that the next act is admitted under.
    public internal(set) var rules = Rules.latest
    /// The tree over the ids of public acts.
    public private(set) var publicTree = PublicTree()

    public internal(set) var establishment: Establishment?
    /// What each version of the agreement says; ``versions`` says by which act it took effect.
    public internal(set) var agreements: [Agreement] = [] { didSet { agreement = agreements.last } }
    /// The one in force: the last.
    public private(set) var agreement: Agreement?
    /// Where the changes of the truce have led.
    var course = TruceCourse(Agreement.Truce())

    public internal(set) var registrations = Table<Registration>()
    public internal(set) var rulesSpans = Table<RulesSpan>()
    public internal(set) var officers = Table<Officer>()
    public internal(set) var replacements = Table<Replacement>()
    public internal(set) var joint = Table<JointAct>()
    public internal(set) var drafts = Table<Draft>()

    public internal(set) var versions = Table<AgreementVersion>()
    public internal(set) var truceChanges = Table<TruceChange>()
    public internal(set) var quotas = Table<Quota>()
    public internal(set) var commitments = Table<CommitmentStatus>()
    public internal(set) var assessments = Table<Assessment>()

    public internal(set) var reports = Table<Report>()
    public internal(set) var incidents = Table<Incident>()

    public internal(set) var exhibits = Table<Exhibit>()

    public internal(set) var verifications = Table<Verification>()
    public internal(set) var accesses = Table<AccessRequest>()
    public internal(set) var teamInterviews = Table<TeamInterview>()
    public internal(set) var restrictions = Table<Restriction>()

    public internal(set) var findings = Table<Finding>()
    public internal(set) var consequences = Table<Consequence>()
    public internal(set) var remedies = Table<Remedy>()

    public internal(set) var crossings = Table<CrossingStatus>()
    public internal(set) var handovers = Table<Handover>()
    public internal(set) var persons = Table<Person>()
    public internal(set) var interviews = Table<Interview>()
    public internal(set) var mismatches = Table<Mismatch>()

    public internal(set) var meetings = Table<Meeting>()
    /// Every round, in the order in which they begin.
    var rounds: [ActID] = []
    public internal(set) var proposals = Table<Proposal>()
    public internal(set) var positions = Table<Position>()
    public internal(set) var assurances = Table<Assurance>()
    public internal(set) var actions = Table<ActionItem>()
    public internal(set) var escalations = Table<Escalation>()

    public internal(set) var calls = Table<LiaisonCall>()
    public internal(set) var notices = Table<Notice>()

    public internal(set) var publications = Table<Publication>()
    /// Finds publications by their content.
    var contents = PlaceIndex()
    public internal(set) var statements = Table<Statement>()
    public internal(set) var alterations = Table<Alteration>()
    /// Finds alterations by what they compare.
    var compared = PlaceIndex()
    public internal(set) var claims = Table<Claim>()
    /// Finds claims by their passage.
    var claimed = PlaceIndex()

    public internal(set) var coverage = Table<CoverageReport>()
    public internal(set) var editions = Table<Edition>()

    public internal(set) var releases = Table<Release>()
    public internal(set) var redactions = Table<Redaction>()

    /// Acts that tell of a determination which is not published, with the finding: as many as wait for a publication, and no more.
    var early: [ActID: ActID] = [:]
    /// Officers whose keys were repudiated, by id.
    var contested: [Hash] = []
    /// The officer at each desk: the one whose key came last.
    private var desks: [Desk: Hash] = [:]
    private var map = MerkleMap()

    public init() {}

    // MARK: Officers

    private struct Desk: Hashable {
        var participant: Identifier
        var desk: Identifier
    }

    /// Puts an officer at a desk.
    mutating func seat(_ officer: Officer) {
        officers.insert(officer)
        desks[Desk(participant: officer.participant, desk: officer.desk)] = officer.id
    }

    /// The officer who holds a desk, or held it last.
    public func officer(at participant: Identifier, _ desk: Identifier) -> Officer? {
        desks[Desk(participant: participant, desk: desk)].flatMap { officers[$0] }
    }

    /// Whether a key is or was an officer's.
    func isKnown(_ key: Key) -> Bool {
        var officer = Officer()
        officer.key = key
        return officers[officer.id] != nil
    }

    /// The keys that must have signed `act`: of the officer at its desk; of every participant's head for the first act; of the
    /// heads that the agreement names, in the order of establishment, for a succession.
    public func signers(of act: Act) throws(Refusal) -> [Key] {
        guard case .heads = act.kind.hands else { return [try officer(of: act).key] }
        if let establish = act.body as? Establish, establishment == nil { return establish.participants.map(\.head) }
        return successors.compactMap { officer(at: $0, Officer.headDesk)?.key }
    }

    /// The participants whose heads sign a succession, in the order of establishment; all of them while no agreement says otherwise.
    public var successors: [Identifier] {
        let all = establishment?.participants.map(\.id) ?? []
        guard let agreement else { return all }
        return all.filter(agreement.succession.contains)
    }

    /// The key that must have signed a lodging.
    public func key(of lodging: Lodged) throws(Refusal) -> Key {
        guard let officer = officer(at: lodging.participant, lodging.desk), officer.withdrawn == nil,
            officer.functions.contains(Officer.lodging)
        else {
            throw Refusal("act.lodging", "An act is lodged by a desk accredited for “lodging”; “\(lodging.participant)/\(lodging.desk)” is none.")
        }
        return officer.key
    }

    // MARK: Admission

    /// Admits an act whose signatures by ``signers(of:)`` have been or will be verified.
    /// - Parameters:
    ///   - received: the registry's time of receipt; may not lie before the last one.
    ///   - lodgings: when followers took the act in; whoever calls has verified their signatures by ``key(of:)``, or will.
    /// - Throws: why the act is refused; the state is then as it was.
    public mutating func admit(_ act: Act, received: Moment, lodgings: [Lodged] = []) throws(Refusal) {
        let officer = try check(act, received: received)
        let lodged = try earliest(lodgings, received)
        var citation = Citation()
        citation.act = act.id
        citation.index = size
        citation.received = received
        citation.participant = act.payload.participant
        citation.desk = act.payload.desk
        citation.audience = act.payload.audience
        let admitted = Admitted(act: act, citation: citation, lodged: lodged)
        let quota = try quota(drawnOnBy: admitted)
        if case .joint = act.kind.hands {
            try propose(admitted)
        } else {
            try act.body.admit(admitted, into: &self)
        }
        if let quota { quotas.insert(quota) }
        size += 1
        now = received
        if citation.audience == .everyone { publicTree.append(act.id) }
        if let officer { officers.update(officer) { $0.last = Link(act.id) } }
        if act.body is Succeed {
            for head in successors.compactMap({ self.officer(at: $0, Officer.headDesk)?.id }) { officers.update(head) { $0.last = Link(act.id) } }
        }
    }

    /// The time that clocks count by.
    private func earliest(_ lodgings: [Lodged], _ received: Moment) throws(Refusal) -> Moment {
        var earliest = received
        for (index, lodging) in lodgings.enumerated() {
            _ = try key(of: lodging)
            guard lodging.time <= received, !lodgings[..<index].contains(where: { $0.participant == lodging.participant }) else {
                throw Refusal("act.lodging", "An act is lodged once by a participant, before it is received.")
            }
            if agreement?.lodging.contains(lodging.participant) == true { earliest = min(earliest, lodging.time) }
        }
        return earliest
    }

    /// The root of the Merkle map of every row: entity id → hash of its canonical encoding.
    public mutating func digest() -> Hash {
        registrations.flush(into: &map)
        rulesSpans.flush(into: &map)
        officers.flush(into: &map)
        replacements.flush(into: &map)
        joint.flush(into: &map)
        drafts.flush(into: &map)

        versions.flush(into: &map)
        truceChanges.flush(into: &map)
        quotas.flush(into: &map)
        commitments.flush(into: &map)
        assessments.flush(into: &map)

        reports.flush(into: &map)
        incidents.flush(into: &map)
        exhibits.flush(into: &map)

        verifications.flush(into: &map)
        accesses.flush(into: &map)
        teamInterviews.flush(into: &map)
        restrictions.flush(into: &map)

        findings.flush(into: &map)
        consequences.flush(into: &map)
        remedies.flush(into: &map)

        crossings.flush(into: &map)
        handovers.flush(into: &map)
        persons.flush(into: &map)
        interviews.flush(into: &map)
        mismatches.flush(into: &map)

        meetings.flush(into: &map)
        proposals.flush(into: &map)
        positions.flush(into: &map)
        assurances.flush(into: &map)
        actions.flush(into: &map)
        escalations.flush(into: &map)

        calls.flush(into: &map)
        notices.flush(into: &map)

        publications.flush(into: &map)
        statements.flush(into: &map)
        alterations.flush(into: &map)
        claims.flush(into: &map)

        coverage.flush(into: &map)
        editions.flush(into: &map)

        releases.flush(into: &map)
        redactions.flush(into: &map)
        return map.root()
    }

    // MARK: What is asked of every act

    /// - Returns: the id of the officer who signs; `nil` for the first act, which every head signs.
    private func check(_ act: Act, received: Moment) throws(Refusal) -> Hash? {
        guard received >= now else {
            throw Refusal("act.received", "An act's time of receipt may not lie before that of the act before it.")
        }
        guard let establishment else {
            guard act.body is Establish, act.payload.mechanism.act == nil, act.payload.previous.act == nil else {
                throw Refusal("act.first", "A record begins with mechanism.establish and nothing else.")
            }
            guard Rules.versions.contains(act.payload.rules) else {
                throw Refusal("act.rules", "A record must begin under a version of the rules that this program knows, \(Rules.versions.lowerBound) to \(Rules.latest).")
            }
            return nil
        }
        guard act.payload.rules == rules else {
            throw Refusal("act.rules", "An act must be signed under rules version \(rules), which the record is under.")
        }
        guard act.payload.mechanism.act == establishment.act.act else {
            throw Refusal("act.mechanism", "An act must name this mechanism, \(establishment.act.act.hex).")
        }
        let officer = try officer(of: act)
        guard act.payload.previous == officer.last else {
            throw Refusal(
                "act.previous",
                "An act must name its key's previous admitted act, \(officer.last.act?.hex ?? "none"): sign it again.")
        }
        try officer.mayPerform(act.kind, as: establishment.role(of: officer.participant))
        try checkTexts(act.payload.texts, of: act.kind)
        return officer.id
    }

    private func officer(of act: Act) throws(Refusal) -> Officer {
        guard let officer = officer(at: act.payload.participant, act.payload.desk) else {
            throw Refusal("act.officer", "An act must come from a desk that “\(act.payload.participant)” has accredited; “\(act.payload.desk)” is none.")
        }
        guard officer.withdrawn == nil else {
            throw Refusal("act.withdrawn", "The key of the desk “\(act.payload.desk)” of “\(act.payload.participant)” was withdrawn; its head may accredit another.")
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
