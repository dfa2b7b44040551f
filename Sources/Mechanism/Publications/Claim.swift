/// What a passage of a publication says, proposed as part of a report or as a published position. A person takes it as that or not; it is
/// never evidence by itself.
public struct Claim: Row {
    public static let table: StaticString = "claim"

    /// Whose words the passage is printed as.
    public enum Voice: String, Word {
        case attributed
        /// The outlet's.
        case own
        public init() { self = .own }
    }

    /// Who found it.
    public enum Proposer: String, Word {
        case program
        /// A language model; the officer has found the passage in the publication, word for word.
        case model
        case person
        public init() { self = .person }
    }

    /// What it is proposed as.
    public enum Use: String, Word {
        case report, position
        public init() { self = .report }
    }

    /// What the passage does.
    public enum Speech: String, Word {
        case asserts, denies, commits, demands
        public init() { self = .asserts }
    }

    /// What a person has decided.
    public struct Decision: Record, Hashable {
        public var act = Citation()
        public var accepted = false
        public var report: ActID?
        public var about: Matter?
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that decides.")
            field("accepted", &accepted, "Whether the claim is taken.")
            field("report", &report, "The report that it is part of; null for others.")
            field("about", &about, "The matter on which it is a published position; null for others.")
        }
    }

    public var proposed = Citation()
    public var content = ProposeClaim()
    /// First to last; the last one holds.
    public var decisions: [Decision] = []

    public init() {}
    public var id: Hash { proposed.act }

    public mutating func visit(_ field: inout some Fields) {
        field("proposed", &proposed, "The act that proposes it.")
        field("content", &content, "What it says.")
        field("decisions", &decisions, "What was decided, first to last; the last one holds.")
    }
}

extension State {
    fileprivate func claim(_ id: ActID) throws(Refusal) -> Claim {
        guard let claim = claims[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of a claim in this record.") }
        return claim
    }

    /// What was decided of a claim; `nil` while nothing is, or where repudiated keys alone have decided.
    public func decision(on claim: Claim) -> Claim.Decision? { claim.decisions.last { !isContested($0.act) } }

    /// Whether a repudiated key signed the claim's proposal, or recorded what it goes back to.
    public func restsOnContested(_ claim: Claim) -> Bool {
        isContested(claim.proposed) || publications[claim.content.publication].map { isContested($0.recorded) } ?? true
            || claim.content.statement.map { statements[$0].map { isContested($0.recorded) } ?? true } ?? false
    }

    fileprivate mutating func decide(_ claim: Claim, _ decision: Claim.Decision) throws(Refusal) {
        if let last = self.decision(on: claim) {
            guard (last.accepted, last.report, last.about) != (decision.accepted, decision.report, decision.about) else {
                throw Refusal("claim.decided", "A decision must change what holds; this was decided of the claim already.")
            }
        }
        claims.update(claim.id) { $0.decisions.append(decision) }
        if let report = decision.report, reports[report]?.claims.contains(claim.id) == false { reports.update(report) { $0.claims.append(claim.id) } }
    }
}

public struct ProposeClaim: ActBody {
    public static let kind = ActKind(
        "claim.propose", "Proposes what a passage of a publication says as part of a report, or as a published position.",
        by: [.guarantor, .monitoringTeam, .secretariat],
        texts: [
            .must("passage", "The words of the passage, verbatim."), .may("speaker", "Who spoke, where the words are attributed."),
            .may("place", "The name of the place."), .may("summary", "What the passage says, in neutral words."),
        ], since: 1)

    public var publication = ActID()
    public var statement: ActID?
    public var start: Int64 = 0
    public var end: Int64 = 0
    public var voice = Claim.Voice()
    public var by = Claim.Proposer()
    public var use = Claim.Use()
    public var says = Claim.Speech()
    public var type: Identifier?
    public var when: When?
    public var area: Identifier?
    public var claimant: Identifier?
    public var alleged: [Identifier] = []
    public var casualties: [Casualties] = []
    public var stance: Position.Stance?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("publication", &publication, "The publication.")
        field("statement", &statement, "The statement that the passage goes back to, which the publication carries; null where none is known.")
        field("start", &start, "Where the passage begins, in Unicode scalars of the text as it was read, from 0.")
        field("end", &end, "Where it ends: the first scalar that is no longer part of it.")
        field("voice", &voice, "Whose words it is printed as.")
        field("by", &by, "Who found it.")
        field("as", &use, "What it is proposed as.")
        field("says", &says, "What the passage does.")
        field("type", &type, "The type of event, as the agreement defines it; null where it tells of none.")
        field("when", &when, "When that happened, or is to happen; null where the passage does not say.")
        field("area", &area, "An area or crossing that the agreement names; null where the passage names none.")
        field("claimant", &claimant, "The participant for whom the speaker spoke; null for others.")
        field("alleged", &alleged, "Who is said to be responsible: parties or listed actors; empty where nobody is named.")
        field("casualties", &casualties, "Casualties by side, as the passage gives them.")
        field("stance", &stance, "The position; null where the passage takes none.")
    }

    /// The passage.
    public var excerpt: Excerpt { Excerpt(publication, start, end) }

    /// What a claim is found by: its passage, and as what it is proposed.
    var key: Hash { Hash.sha256(of: excerpt.canonical, Array(use.rawValue.utf8), [0], Array((type?.name ?? "").utf8)) }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        _ = try state.publication(publication)
        try excerpt.check()
        try checkVoice(act, state)
        try checkFacts(act, state)
        let known = state.claimed.place(of: key) { place in
            let claim = state.claims.rows[place]
            return claim.content.key == key && !state.restsOnContested(claim)
        }
        guard known == nil else {
            throw Refusal("claim.once", "A passage is proposed once as what it is proposed as; what was decided of it may be decided anew.")
        }
        var claim = Claim()
        (claim.proposed, claim.content) = (act.citation, self)
        state.claimed.note(key, at: state.claims.count)
        state.claims.insert(claim)
        state.publications.update(publication) { $0.claims.append(claim.id) }
    }

    /// That speaker, statement and claimant fit one another.
    private func checkVoice(_ act: Admitted, _ state: State) throws(Refusal) {
        guard (voice == .attributed) == act.act.payload.texts.contains(where: { $0.slot.name == "speaker" }) else {
            throw Refusal("claim.speaker", "A claim in attributed words, and no other, has the text “speaker”.")
        }
        guard let statement else {
            guard let claimant else { return }
            guard voice == .attributed, try state.established().role(of: claimant) != nil else {
                throw Refusal("claim.claimant", "A claimant is a participant, for whom a speaker spoke to whom the words are attributed.")
            }
            return
        }
        let origin = try state.statement(statement)
        guard state.carries(publication, origin) else {
            throw Refusal("claim.statement", "A claim goes back to a statement that its publication carries; first record that by statement.carry.")
        }
        guard claimant == origin.side else {
            throw Refusal("claim.claimant", "A claim has the claimant that its statement has as its side: \(origin.side.map { "“\($0)”" } ?? "none").")
        }
    }

    /// That what it tells fits the agreement and what it is proposed as.
    private func checkFacts(_ act: Admitted, _ state: State) throws(Refusal) {
        guard use == .position || says == .asserts && stance == nil else {
            throw Refusal("claim.report", "A claim as part of a report asserts, and takes no stance; a denial, a commitment, a demand or a stance is a position.")
        }
        if let type { try state.check(type: type) }
        // What is promised or demanded may lie ahead.
        if let when { try when.check(before: says == .asserts || says == .denies ? act.received : nil) }
        if let area { try Place.check(area: area, in: state.inForce()) }
        try state.check(alleged: alleged)
        try state.check(casualties: casualties)
    }
}

public struct AcceptClaim: ActBody {
    public static let kind = ActKind(
        "claim.accept", "Takes a claim as part of a report in this record, or as a published position; it states nobody's position, which each participant does by itself.",
        by: [.guarantor, .monitoringTeam, .secretariat], texts: [.may("reason", "Why.")], since: 1, answers: true)

    public var claim = ActID()
    public var report: ActID?
    public var about: Matter?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("claim", &claim, "The claim.")
        field("report", &report, "The report that it is part of, for a claim proposed as a report; null for others.")
        field("about", &about, "The matter on which it is a position, for a claim proposed as a position; null for others.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.claim(claim)
        guard (report != nil) == (target.content.use == .report), (about != nil) == (target.content.use == .position) else {
            throw Refusal("claim.as", "A claim proposed as a report is accepted into a report; one proposed as a position, on a matter.")
        }
        guard !state.restsOnContested(target) else {
            throw Refusal("claim.contested", "A claim is not accepted that a repudiated key proposed, or whose publication or statement one recorded; they may be recorded anew.")
        }
        if let report {
            guard try state.report(report).withdrawn == nil else {
                throw Refusal("report.withdrawn", "A claim is accepted into a report that is not withdrawn.")
            }
        }
        if let about { try about.check(state) }
        var decision = Claim.Decision()
        (decision.act, decision.accepted, decision.report, decision.about) = (act.citation, true, report, about)
        try state.decide(target, decision)
    }
}

public struct DeclineClaim: ActBody {
    public static let kind = ActKind(
        "claim.decline", "Does not take a claim; it stays readable, and may be decided anew.",
        by: [.guarantor, .monitoringTeam, .secretariat], texts: [.must("reason", "Why.")], since: 1, answers: true)

    public var claim = ActID()

    public init() {}

    public mutating func visit(_ field: inout some Fields) { field("claim", &claim, "The claim.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        var decision = Claim.Decision()
        decision.act = act.citation
        try state.decide(state.claim(claim), decision)
    }
}
