import Mechanism
public import TransparencyLog

/// Goes on with a record under another registry: the successor's log begins with the entries of its predecessor, leaf for leaf, and its
/// first entry of its own is `mechanism.succeed`.
public enum Succession {
    /// Makes the successor's store.
    /// - Parameters:
    ///   - old: the predecessor's store, or a follower's copy of it; only what the act goes on from is read of it.
    ///   - new: an empty store.
    ///   - submission: the act, signed by the heads that the agreement names.
    ///   - key: the new registry's key.
    /// - Returns: the act's receipt, under the successor's first checkpoint of its own.
    /// - Throws: ``Refusal`` when the rules refuse the act, ``Replay/Problem`` when the predecessor's entries do not hold, `malformed`
    ///   or `inconsistent` for anything else that is not as it must be.
    public static func make(
        from old: any RecordStorage, into new: any RecordStorage, by submission: Submission, key: SignerKey, clock: Clock = .machine,
        progress: @escaping @Sendable (UInt64) -> Void = { _ in }
    ) async throws -> Receipt {
        let opened = try OpenedAct(submission.envelope)
        guard let succeed = opened.act.body as? Succeed, submission.mismatch(with: opened.act) == nil else {
            throw RegistryError(.malformed, "A record is gone on with by mechanism.succeed, handed in with the texts that it commits to.")
        }
        guard try new.size() == 0 else {
            throw RegistryError(.inconsistent, "A successor's store must be empty; this one has entries.")
        }
        let size = succeed.predecessor.size.magnitude
        var replay = Replay()
        try await replay.run(size: size, entries: { try old.entries($0) }, progress: progress)
        var (state, tree) = (replay.state, replay.tree)
        guard opened.isSigned(by: try state.signers(of: opened.act)) else {
            throw RegistryError(.malformed, "A succession must be signed by the heads of: \(state.successors.map(\.name).joined(separator: ", ")), in this order.")
        }
        guard succeed.registry.utf8.elementsEqual(key.verifier.description.utf8) else {
            throw RegistryError(.malformed, "The act must name this registry's key, \(key.verifier).")
        }
        try Registrations.check(opened.act, state: state, tree: tree)
        let entry = Entry(received: max(clock.now(), state.now), envelope: submission.envelope)
        try state.admit(opened.act, received: entry.received)

        for start in stride(from: 0, to: size, by: Int(Replay.chunk)) {
            let range = start..<min(start + Replay.chunk, size)
            let texts = try old.texts(range)
            let entries = try zip(range, old.entries(range)).map { place, bytes in
                RecordBatch.NewEntry(
                    bytes: bytes, act: try OpenedAct(Entry(strict: bytes).envelope).act.id, texts: texts[place] ?? [])
            }
            try await new.commit(batch(entries, first: start, tree, key))
        }
        tree.append(Merkle.leafHash(of: entry.canonical))
        let last = try batch(
            [RecordBatch.NewEntry(bytes: entry.canonical, act: opened.act.id, texts: submission.texts)], first: size, tree, key)
        try await new.commit(last)
        return try Receipt(
            index: size, act: opened.act.id, entry: entry.canonical, tree: tree, size: size + 1, checkpoint: Note(last.checkpoint))
    }

    /// Entries that stand in `tree` from `first` on, under a checkpoint of the new registry's.
    private static func batch(
        _ entries: [RecordBatch.NewEntry], first: UInt64, _ tree: MemoryTree, _ key: SignerKey
    ) throws -> RecordBatch {
        let size = first + UInt64(entries.count)
        let tiles = try Tiles.hashTiles(from: first, to: size).compactMap { path -> RecordBatch.Tile? in
            guard case .hashes(let level) = path.kind else { return nil }
            return RecordBatch.Tile(level: level, index: path.index, bytes: try tree.tile(path))
        }
        let checkpoint = try Checkpoint(origin: key.name, size: size, root: tree.root(at: size)).sign(by: key)
        return RecordBatch(first: first, entries: entries, tiles: tiles, checkpoint: checkpoint.bytes)
    }
}
