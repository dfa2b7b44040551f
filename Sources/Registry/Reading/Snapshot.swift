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

    package init(state: State, checkpoint: Checkpoint, note: Note, card: Card?, tree: MemoryTree) {
        (self.state, self.checkpoint, self.note, self.card, self.tree) = (state, checkpoint, note, card, tree)
    }

    /// The root over the first `size` entries; `nil` when the record is shorter.
    public func root(at size: UInt64) -> Digest? { try? tree.root(at: size) }

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
        return Snapshot(state: replay.state, checkpoint: checkpoint, note: note, card: replay.card, tree: replay.tree)
    }
}
