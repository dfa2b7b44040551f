/// How a commitment stands: each side's own account beside the assessments.
public struct CommitmentStatus: Row {
    public static let table: StaticString = "commitment"

    /// The Kroc Institute's scale of implementation (Peace Accords Matrix).
    public enum Level: Int64, Sendable, CaseIterable {
        case notInitiated = 0, minimum, intermediate, complete
    }

    /// Why a commitment is not carried out.
    public enum Obstacle: String, Word {
        case capacity, will, access
        case disputedText = "disputed-text"
        case awaitingReciprocity = "awaiting-reciprocity"
        public init() { self = .capacity }
    }

    /// What a participant says of a commitment's progress.
    public struct Account: Record, Hashable {
        public var act = Citation()
        public var level: Int64 = 0
        public var period: Int64 = 0
        public var obstacle: Obstacle?
        public var evidence: [ActID] = []
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that says so.")
            field("level", &level, "0 not initiated, 1 minimum, 2 intermediate, 3 complete.")
            field("period", &period, "The number of the period that it is about; 0 for the first deadline, or where the commitment does not recur.")
            field("obstacle", &obstacle, "The party's own reason why it is not complete, if it gives one.")
            field("evidence", &evidence, "The evidence that it cites.")
        }
    }

    public var commitment = Identifier()
    /// Every account, in order.
    public var accounts = Blocks<Account>()
    /// Every assessment, in order.
    public var assessments = Blocks<ActID>()
    /// What the assessments add up to for commitments that wait for this one.
    var held = HeldLevels()

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

/// What was assessed, by the guarantors or the monitoring team.
public struct Assessment: Row {
    public static let table: StaticString = "assessment"

    /// A party's objection.
    public struct Contest: Record, Hashable {
        public var act = Citation()
        public var level: Int64?
        public var evidence: [ActID] = []
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that contests.")
            field("level", &level, "The level that the party holds right, if it names one.")
            field("evidence", &evidence, "The evidence that it cites.")
        }
    }

    public var act = Citation()
    public var content = AssessCommitment()
    public var period: Int64 = 0
    public var contests: [Contest] = []

    public init() {}
    public var id: Hash { act.act }

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The act that assesses.")
        field("content", &content, "What it says.")
        field("period", &period, "The number of the period that it is about; 0 for the first deadline, or where the commitment does not recur.")
        field("contests", &contests, "The parties' objections, in order.")
    }

    /// Whether it says that all of it is done.
    public var isComplete: Bool { content.level == CommitmentStatus.Level.complete.rawValue }
}

/// Since when a commitment has stood assessed at each level or above without a break, and since when verified so.
///
/// A contested assessment establishes no level, a documented one does not take back what was verified, and one about a period
/// before the last that was assessed changes nothing.
struct HeldLevels: Sendable {
    private var assessed: [Citation?] = [nil, nil, nil]
    private var verified: [Citation?] = [nil, nil, nil]
    private var period: Int64 = 0

    mutating func take(_ assessment: Assessment) {
        guard assessment.period >= period else { return }
        period = assessment.period
        let content = assessment.content
        for level in 1...3 {
            guard content.level >= Int64(level), content.basis != .contested else {
                (assessed[level - 1], verified[level - 1]) = (nil, nil)
                continue
            }
            assessed[level - 1] = assessed[level - 1] ?? assessment.act
            verified[level - 1] = verified[level - 1] ?? (content.basis == .verified ? assessment.act : nil)
        }
    }

    /// The assessment by which a condition was met; `nil` while it is not.
    func meets(_ condition: Agreement.Commitment.Condition) -> Citation? {
        (condition.verified ? verified : assessed)[Int(condition.level) - 1]
    }
}
