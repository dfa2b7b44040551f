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
    /// What the witnesses have said of this record.
    public internal(set) var witnessed: Cosignatures

    init(state: State, checkpoint: Checkpoint, note: Note, card: Card?, tree: MemoryTree, witnessed: Cosignatures) {
        (self.state, self.checkpoint, self.note, self.card, self.tree) = (state, checkpoint, note, card, tree)
        self.witnessed = witnessed
    }

    /// The record as a follower has replayed it.
    /// - Parameter cosigned: the latest checkpoint of it that is known to be cosigned.
    package init(_ replay: Replay, note: Note, cosigned: Note?) throws(TransparencyLogError) {
        self.init(
            state: replay.state, checkpoint: try Checkpoint(note), note: note, card: replay.card, tree: replay.tree,
            witnessed: Cosignatures(of: replay.state, latest: cosigned))
    }

    /// The root over the first `size` entries; `nil` when the record is shorter.
    public func root(at size: UInt64) -> Digest? { try? tree.root(at: size) }

    public var size: UInt64 { checkpoint.size }

    /// The latest checkpoint that meets the quorum; where none is demanded, the latest signed one. `nil` while there is none.
    public var cosigned: Note? {
        let isDemanded = witnessed.policy?.quorum != nil
        return isDemanded || witnessed.latest?.checkpoint.size == size ? witnessed.latest?.note : note
    }

    /// The keys that sign checkpoints of this record under its origin, or did so before they were replaced.
    public var signers: [VerifierKey] {
        state.registrations.rows.compactMap { try? VerifierKey($0.registry) }.filter { $0.name.utf8.elementsEqual(checkpoint.origin.utf8) }
    }

    /// The receipt of the act at `index`: under the latest checkpoint that the witnesses cosigned where that covers it, under
    /// the latest signed one otherwise.
    /// - Parameter entry: the entry's bytes, from the store.
    public func receipt(index: UInt64, act: ActID, entry: [UInt8]) throws -> Receipt {
        let covering = witnessed.latest.flatMap { index < $0.checkpoint.size ? $0 : nil }
        return try Receipt(
            index: index, act: act, entry: entry, tree: tree, size: covering?.checkpoint.size ?? size,
            checkpoint: covering?.note ?? note)
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
        return try Snapshot(replay, note, cosigned: storage.cosigned())
    }
}

extension Snapshot {
    /// A record that was replayed, under the checkpoint over it.
    /// - Parameter cosigned: the latest checkpoint with cosignatures that the store has kept.
    init(_ replay: Replay, _ note: Note, cosigned: [UInt8]?) throws {
        self.init(
            state: replay.state, checkpoint: try Checkpoint(note), note: note, card: replay.card, tree: replay.tree,
            witnessed: try Cosignatures(stored: cosigned, of: replay.state, tree: replay.tree))
    }
}
