/// How a commitment stands: each side's own account beside the assessment.
public struct CommitmentStatus: Row {
    public static let table: StaticString = "commitment"

    /// The Kroc Institute's scale of implementation (Peace Accords Matrix).
    public enum Level: Int64, Sendable, CaseIterable {
        case notInitiated = 0, minimum, intermediate, complete
    }

    /// What a participant says of a commitment's progress.
    public struct Account: Record, Hashable {
        public var act = Citation()
        public var level: Int64 = 0
        public var evidence: [ActID] = []
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that says so.")
            field("level", &level, "0 not initiated, 1 minimum, 2 intermediate, 3 complete.")
            field("evidence", &evidence, "The evidence that it cites.")
        }
    }

    public struct Assessment: Record, Hashable {
        public var act = Citation()
        public var content = AssessCommitment()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that assesses.")
            field("content", &content, "What it says.")
        }
    }

    public var commitment = Identifier()
    /// Every account, in order.
    public var accounts = Blocks<Account>()
    /// Every assessment, in order.
    public var assessments = Blocks<Assessment>()

    public init() {}
    public var id: Hash { Self.id(of: commitment) }
    public static func id(of commitment: Identifier) -> Hash { Hash.sha256(of: Array(commitment.name.utf8)) }

    public mutating func visit(_ field: inout some Fields) {
        field("commitment", &commitment, "The commitment's name in the agreement.")
        field("accounts", &accounts, "What participants say, in order.")
        field("assessments", &assessments, "What was assessed, in order.")
    }

    /// The last account of one participant.
    public func account(of participant: Identifier) -> Account? {
        accounts.last { $0.act.participant == participant }
    }
}

extension State {
    /// Where it is kept how the commitment of that name stands.
    func commitment(_ id: Identifier) throws(Refusal) -> Hash {
        let status = CommitmentStatus.id(of: id)
        guard try inForce().commitments.contains(where: { $0.id == id }), commitments.number(of: status) != nil
        else { throw Refusal("commitment.named", "“\(id)” must be a commitment of the agreement.") }
        return status
    }

    func checkLevel(_ level: Int64) throws(Refusal) {
        guard CommitmentStatus.Level(rawValue: level) != nil else {
            throw Refusal("commitment.level", "A level is 0 not initiated, 1 minimum, 2 intermediate or 3 complete.")
        }
    }
}

public struct ReportProgress: ActBody {
    public static let kind = ActKind(
        "commitment.progress", "Gives a party's own account of how a commitment stands, its own or the other side's.", by: [.party],
        texts: [.must("account", "What was done or not, in words.")])

    public var commitment = Identifier()
    public var level: Int64 = 0
    public var evidence: [ActID] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("commitment", &commitment, "The commitment.")
        field("level", &level, "0 not initiated, 1 minimum, 2 intermediate, 3 complete.")
        field("evidence", &evidence, "The evidence that it cites.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let status = try state.commitment(commitment)
        try state.checkLevel(level)
        for exhibit in evidence { _ = try state.exhibit(exhibit) }
        var account = CommitmentStatus.Account()
        account.act = act.citation
        (account.level, account.evidence) = (level, evidence)
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
    /// Why a commitment is not carried out.
    public enum Obstacle: String, Word {
        case capacity, will, access
        case disputedText = "disputed-text"
        case awaitingReciprocity = "awaiting-reciprocity"
        public init() { self = .capacity }
    }

    public var commitment = Identifier()
    public var level: Int64 = 0
    public var basis = Basis()
    public var timeliness = Timeliness()
    public var obstacle: Obstacle?
    public var evidence: [ActID] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("commitment", &commitment, "The commitment.")
        field("level", &level, "0 not initiated, 1 minimum, 2 intermediate, 3 complete.")
        field("basis", &basis, "What the level rests on.")
        field("timeliness", &timeliness, "How it stands to its deadline.")
        field("obstacle", &obstacle, "Why it is not complete; null where it is, or where no reason is established.")
        field("evidence", &evidence, "The evidence that it cites; at least one where verified.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let status = try state.commitment(commitment)
        try state.checkLevel(level)
        for exhibit in evidence { _ = try state.exhibit(exhibit) }
        guard basis != .verified || !evidence.isEmpty else {
            throw Refusal("commitment.evidence", "A verified level must cite evidence.")
        }
        guard level < CommitmentStatus.Level.complete.rawValue || obstacle == nil else {
            throw Refusal("commitment.obstacle", "A complete commitment has no obstacle.")
        }
        var assessment = CommitmentStatus.Assessment()
        assessment.act = act.citation
        assessment.content = self
        state.commitments.update(status) { $0.assessments.append(assessment) }
    }
}
