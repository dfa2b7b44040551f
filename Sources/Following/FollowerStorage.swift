public import Mechanism
public import Registry
public import TransparencyLog

/// The follower's port to whatever keeps its copy: the record as everything reads it, and beside it what the follower alone knows.
public protocol FollowerStorage: RecordStorage {
    // MARK: Entries on their way into the record

    /// Keeps entries that are fetched and compared with a signed tree, and not accepted yet: in one durable transaction, behind those
    /// kept before.
    func stage(_ entries: [RecordBatch.NewEntry], first: UInt64) async throws
    /// Where the entries kept so end: the size of the record when there are none.
    func stagedEnd() throws -> UInt64
    func stagedEntries(_ range: Range<UInt64>) throws -> [[UInt8]]
    /// Forgets the entries kept so from `place` on.
    func unstage(from place: UInt64) async throws
    /// Makes every entry kept so a part of the record, with the tiles that they change and the checkpoint over all, in one durable
    /// transaction; throws and changes nothing unless they are just those in `first..<size`.
    func accept(first: UInt64, size: UInt64, tiles: [RecordBatch.Tile], checkpoint: [UInt8]) async throws

    // MARK: Checkpoints

    /// Keeps a signed checkpoint for good; the same one again changes nothing.
    func see(_ checkpoint: SeenCheckpoint) async throws
    /// Every checkpoint seen of a size in `sizes`, in the order of their sizes.
    func seen(_ sizes: ClosedRange<UInt64>) throws -> [SeenCheckpoint]

    // MARK: Acts on their way to the registry

    /// Keeps an act durably; throws when it is kept already.
    func lodge(_ act: LodgedAct) async throws
    func lodged(_ act: ActID) throws -> LodgedAct?
    /// The acts that the registry has not answered, in the order of their lodging.
    func waiting() throws -> [LodgedAct]
    /// Every act lodged here in a stretch of their order, the latest first.
    func lodged(latest count: Int) throws -> [LodgedAct]
    /// Keeps what became of an act.
    func settle(_ act: ActID, _ end: LodgedAct.End) async throws

    // MARK: Alarms

    /// Keeps an alarm, or that one kept before was seen again.
    func raise(_ alarm: Alarm) async throws
    /// Notes that trouble without evidence is over; what is kept stays.
    func end(_ trouble: Alarm.Kind) async throws
    /// Every alarm, the first first.
    func alarms() throws -> [Alarm]
    /// Writes an evidence file, whole or not at all, durably.
    func keep(evidence bytes: [UInt8], name: String) throws
    func evidence(_ name: String) throws -> [UInt8]?
}

/// A signed checkpoint that was seen.
public struct SeenCheckpoint: Hashable, Sendable {
    public var note: [UInt8]
    public var size: UInt64
    public var root: Digest
    /// Who showed it.
    public var source: String
    /// When it was seen first.
    public var time: Moment

    public init(note: [UInt8], size: UInt64, root: Digest, source: String, time: Moment) {
        (self.note, self.size, self.root, self.source, self.time) = (note, size, root, source, time)
    }
}

/// An act that was handed in here.
public struct LodgedAct: Sendable {
    /// What became of it.
    public enum End: Sendable {
        /// The registry's receipt.
        case recorded([UInt8])
        /// The registry's signed refusal.
        case refused([UInt8])
    }

    public var act: ActID
    /// With the lodging in it.
    public var submission: Submission
    public var lodging: Lodging
    /// `nil` while the registry has not answered.
    public var end: End?

    public init(act: ActID, submission: Submission, lodging: Lodging, end: End? = nil) {
        (self.act, self.submission, self.lodging, self.end) = (act, submission, lodging, end)
    }
}
