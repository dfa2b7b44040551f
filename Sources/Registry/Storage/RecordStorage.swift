public import Mechanism

/// The registry's port to whatever keeps the record. Its promise: a batch is either stored whole, durably, or not at all.
public protocol RecordStorage: Sendable {
    /// How many entries are stored.
    func size() throws -> UInt64
    /// The signed checkpoint over all stored entries; `nil` while there is none.
    func checkpoint() throws -> [UInt8]?
    /// The latest checkpoint that the witnesses' quorum cosigned, with their signatures; `nil` while there is none.
    func cosigned() throws -> [UInt8]?
    /// Keeps a checkpoint with the cosignatures of the quorum in the place of the one before, durably.
    func keep(cosigned note: [UInt8]) async throws
    /// The entries in `range`, as they were stored.
    func entries(_ range: Range<UInt64>) throws -> [[UInt8]]
    /// Where an act stands in the record; `nil` when it does not.
    func index(of act: ActID) throws -> UInt64?
    /// The widest stored tile of hashes; `nil` when there is none.
    func tile(level: Int, index: UInt64) throws -> [UInt8]?
    /// The texts that are kept of the acts in `range`, by place, in each act's order.
    func texts(_ range: Range<UInt64>) throws -> [UInt64: [Text]]
    /// Erases texts for good, durably: of the acts at these places, those with these commitments. Those that are not there are passed over.
    func erase(_ texts: [UInt64: [Hash]]) async throws
    /// Stores a batch in one durable transaction, or throws and stores nothing of it.
    func commit(_ batch: RecordBatch) async throws
}

extension RecordStorage {
    /// The texts that are kept of the acts at `places`, by place.
    public func texts(of places: [UInt64]) throws -> [UInt64: [Text]] {
        var texts: [UInt64: [Text]] = [:]
        var rest = Set(places).sorted()[...]
        while let first = rest.first {
            // Neighbours are read at once.
            let run = zip(rest, first...).prefix { $0 == $1 }.count
            texts.merge(try self.texts(first..<first + UInt64(run))) { $1 }
            rest.removeFirst(run)
        }
        return texts
    }
}

/// What is stored at once: entries, their texts, the tiles that they change, and the checkpoint over everything.
public struct RecordBatch: Sendable {
    public struct NewEntry: Sendable {
        public var bytes: [UInt8]
        public var act: ActID
        public var texts: [Text]

        public init(bytes: [UInt8], act: ActID, texts: [Text]) {
            (self.bytes, self.act, self.texts) = (bytes, act, texts)
        }
    }

    public struct Tile: Sendable {
        public var level: Int
        public var index: UInt64
        /// As wide as the tree makes it; replaces a narrower one.
        public var bytes: [UInt8]

        public init(level: Int, index: UInt64, bytes: [UInt8]) {
            (self.level, self.index, self.bytes) = (level, index, bytes)
        }
    }

    /// The index of the first entry: the size of the record before.
    public var first: UInt64
    public var entries: [NewEntry]
    public var tiles: [Tile]
    /// The signed checkpoint over the record with these entries.
    public var checkpoint: [UInt8]

    public init(first: UInt64, entries: [NewEntry], tiles: [Tile], checkpoint: [UInt8]) {
        (self.first, self.entries, self.tiles, self.checkpoint) = (first, entries, tiles, checkpoint)
    }
}
