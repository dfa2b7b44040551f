extension State {
    /// The commitment of that name in the agreement in force, and where it is kept how it stands.
    func commitment(_ id: Identifier) throws(Refusal) -> (terms: Agreement.Commitment, status: Hash) {
        let status = CommitmentStatus.id(of: id)
        guard let terms = try inForce().commitments.first(where: { $0.id == id }), commitments.number(of: status) != nil
        else { throw Refusal("commitment.named", "“\(id)” must be a commitment of the agreement in force.") }
        return (terms, status)
    }

    func checkLevel(_ level: Int64) throws(Refusal) {
        guard CommitmentStatus.Level(rawValue: level) != nil else {
            throw Refusal("commitment.level", "A level is 0 not initiated, 1 minimum, 2 intermediate or 3 complete.")
        }
    }

    func checkObstacle(_ obstacle: CommitmentStatus.Obstacle?, at level: Int64) throws(Refusal) {
        guard level < CommitmentStatus.Level.complete.rawValue || obstacle == nil else {
            throw Refusal("commitment.obstacle", "A complete commitment has no obstacle.")
        }
    }
}

public struct ReportProgress: ActBody {
    public static let kind = ActKind(
        "commitment.progress", "Gives a party's own account of how a commitment stands, its own or the other side's.", by: [.party],
        texts: [.must("account", "What was done or not, in words.")])

    public var commitment = Identifier()
    public var level: Int64 = 0
    public var period: Int64?
    public var obstacle: CommitmentStatus.Obstacle?
    public var evidence: [ActID] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("commitment", &commitment, "The commitment.")
        field("level", &level, "0 not initiated, 1 minimum, 2 intermediate, 3 complete.")
        field("period", &period, "Of a commitment that recurs, the number of the period, 0 for the first deadline; null for the one that the act falls into, or where it does not recur.")
        field("obstacle", &obstacle, "Why one's own commitment is not complete; null where it is, or where no reason is given.")
        field("evidence", &evidence, "The evidence that it cites.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let (terms, status) = try state.commitment(commitment)
        try state.checkLevel(level)
        for exhibit in evidence { _ = try state.exhibit(exhibit) }
        try state.checkObstacle(obstacle, at: level)
        guard obstacle == nil || act.participant == terms.obligor else {
            throw Refusal("commitment.obstacle", "A reason why “\(commitment)” is not complete must come from the party that is bound by it, “\(terms.obligor)”.")
        }
        var account = CommitmentStatus.Account()
        account.period = try terms.period(named: period, at: act.lodged)
        (account.act, account.level, account.obstacle, account.evidence) = (act.citation, level, obstacle, evidence)
        state.commitments.update(status) { $0.accounts.append(account) }
    }
}

public struct AssessCommitment: ActBody, Hashable {
    public static let kind = ActKind(
        "commitment.assess", "Assesses how a commitment stands.", by: [.guarantor, .monitoringTeam],
        texts: [.must("reasons", "What the assessment rests on.")])

    public enum Basis: String, Word {
        case selfReported = "self-reported"
        case documented, verified, contested
        public init() { self = .selfReported }
    }
    public enum Timeliness: String, Word {
        case notDue = "not-due"
        case onTime = "on-time"
        case late
        public init() { self = .notDue }
    }

    public var commitment = Identifier()
    public var level: Int64 = 0
    public var basis = Basis()
    public var timeliness = Timeliness()
    public var period: Int64?
    public var obstacle: CommitmentStatus.Obstacle?
    public var evidence: [ActID] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("commitment", &commitment, "The commitment.")
        field("level", &level, "0 not initiated, 1 minimum, 2 intermediate, 3 complete.")
        field("basis", &basis, "What the level rests on.")
        field("timeliness", &timeliness, "How it stands to its deadline.")
        field("period", &period, "Of a commitment that recurs, the number of the period, 0 for the first deadline; null for the one that the act falls into, or where it does not recur.")
        field("obstacle", &obstacle, "Why it is not complete; null where it is, or where no reason is established.")
        field("evidence", &evidence, "The evidence that it cites; at least one where verified.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let (terms, status) = try state.commitment(commitment)
        try state.checkLevel(level)
        for exhibit in evidence { _ = try state.exhibit(exhibit) }
        guard basis != .verified || !evidence.isEmpty else {
            throw Refusal("commitment.evidence", "A verified level must cite evidence.")
        }
        try state.checkObstacle(obstacle, at: level)
        var assessment = Assessment()
        (assessment.act, assessment.content) = (act.citation, self)
        assessment.period = try terms.period(named: period, at: act.lodged)
        let due = state.due(of: terms, period: assessment.period)
        let fitting = Self.timeliness(isComplete: assessment.isComplete, due: due, at: act.lodged)
        guard fitting.contains(timeliness) else {
            throw Refusal("commitment.timeliness", "At this level the timeliness must be \(fitting.map(\.rawValue).joined(separator: " or ")): under the agreement “\(commitment)” \(due.map { "is due by \($0.utc)" } ?? "has no deadline now").")
        }
        state.assessments.insert(assessment)
        state.commitments.update(status) {
            $0.assessments.append(assessment.id)
            $0.held.take(assessment)
        }
    }

    /// What may be said of a level's timeliness. What is found complete after the deadline may have been so in time.
    private static func timeliness(isComplete: Bool, due: Moment?, at moment: Moment) -> [Timeliness] {
        guard let due else { return isComplete ? [.notDue, .onTime] : [.notDue] }
        return switch (isComplete, moment <= due) {
        case (true, true): [.onTime]
        case (true, false): [.onTime, .late]
        case (false, true): [.notDue]
        case (false, false): [.late]
        }
    }
}

public struct ContestAssessment: ActBody {
    public static let kind = ActKind(
        "commitment.contest", "Contests an assessment; the objection stands beside it.", by: [.party],
        texts: [.must("reasons", "Why.")], since: 1, answers: true)

    public var assessment = ActID()
    public var level: Int64?
    public var evidence: [ActID] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("assessment", &assessment, "The act that assessed.")
        field("level", &level, "The level that the party holds right: 0 not initiated, 1 minimum, 2 intermediate, 3 complete; null where it names none.")
        field("evidence", &evidence, "The evidence that it cites.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard let target = state.assessments[assessment] else {
            throw Refusal("act.cites", "\(assessment.hex) must be the id of an assessment in this record.")
        }
        _ = try state.commitment(target.content.commitment)
        if let level { try state.checkLevel(level) }
        for exhibit in evidence { _ = try state.exhibit(exhibit) }
        guard !target.contests.contains(where: { $0.act.participant == act.participant && !state.isContested($0.act) }) else {
            throw Refusal("commitment.contest-once", "Each party contests an assessment once.")
        }
        var contest = Assessment.Contest()
        (contest.act, contest.level, contest.evidence) = (act.citation, level, evidence)
        state.assessments.update(assessment) { $0.contests.append(contest) }
    }
}
