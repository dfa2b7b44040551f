public import Mechanism
public import TransparencyLog

/// The record at one checkpoint: what pages, the API and reports are made of. Nothing in it changes.
public struct Snapshot: Sendable {
    public let state: State
    /// The latest signed checkpoint.
    public let checkpoint: Checkpoint
    public let note: Note
    /// The card of this record; `nil` while nothing is established.
    public let card: Card?
    let tree: MemoryTree

    public var size: UInt64 { checkpoint.size }

    /// The receipt of the act at `index`, under this checkpoint.
    /// - Parameter entry: the entry's bytes, from the store.
    public func receipt(index: UInt64, act: ActID, entry: [UInt8]) throws -> Receipt {
        try Receipt(index: index, act: act, entry: entry, tree: tree, size: size, checkpoint: note)
    }

    /// The record in a store that somebody else keeps, replayed.
    /// - Returns: `nil` when the store has no checkpoint yet.
    /// - Throws: ``Replay/Problem`` when it does not hold.
    public static func replayed(
        from storage: any RecordStorage, progress: @Sendable (UInt64) -> Void = { _ in }
    ) async throws -> Snapshot? {
        guard let bytes = try storage.checkpoint() else { return nil }
        let note = try Note(bytes)
        let checkpoint = try Checkpoint(note)
        var replay = Replay()
        try await replay.run(size: checkpoint.size, entries: { try storage.entries($0) }, progress: progress)
        return try Snapshot(replay, note)
    }
}

extension Snapshot {
    /// A record that was replayed, under the checkpoint over it.
    init(_ replay: Replay, _ note: Note) throws {
        self.init(state: replay.state, checkpoint: try Checkpoint(note), note: note, card: replay.card, tree: replay.tree)
    }
}
