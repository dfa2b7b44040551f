import Mechanism
public import TransparencyLog

/// The office that admits acts to the record and issues receipts.
///
/// An act's way: opened and its signature verified by whoever submits it, side by side; then admitted in turn, together
/// with whatever else is waiting; then stored in one durable transaction with the tree and the signed checkpoint. No
/// receipt leaves before that transaction has returned.
public actor Office {
    /// What became of a submission.
    public enum Outcome: Sendable {
        case recorded(Receipt)
        case refused(SignedRefusal)
        /// Not an act: nothing to sign a refusal of. One sentence.
        case malformed(String)
        /// Nothing is written any more until the registry is started again. One sentence.
        case halted(String)
    }

    private struct Waiting {
        let submission: Submission
        let opened: OpenedAct
        let keys: [Key]
        let answer: CheckedContinuation<Outcome, Never>
    }

    private nonisolated let storage: any RecordStorage
    /// The keys that the registry signs with: the one that the record names now, and others that it may come to name.
    private let keys: [SignerKey]
    private let clock: Clock
    private let onHalt: @Sendable (String) -> Void
    private var state: State
    private var tree: MemoryTree
    /// SHA-256 of the first entry; `nil` before there is one.
    private var first: Hash?
    private var note: Note
    private var waiting: [Waiting] = []
    private var draining = false
    private var readers: [CheckedContinuation<Snapshot?, Never>] = []
    private var halted: String?
    /// The store could not be read back after a failed write: there is nothing to show that is certain to be stored.
    private var isUnreadable = false

    /// How many acts are stored in one transaction at most.
    static let largestBatch = 1024

    /// Opens the office over a store: replays the whole record and compares it with the tree and the checkpoint stored.
    /// - Parameters:
    ///   - key: the registry's key, as the record names it.
    ///   - nextKeys: keys that the record may come to name by an act.
    ///   - onHalt: is told why, when nothing is written any more.
    /// - Throws: `inconsistent` when they do not agree: then nothing is written. `notAllowed` for a real record under another clock than the machine's.
    public init(
        storage: any RecordStorage, key: SignerKey, nextKeys: [SignerKey] = [], clock: Clock = .machine,
        onHalt: @escaping @Sendable (String) -> Void = { _ in }, progress: @Sendable (UInt64) -> Void = { _ in }
    ) async throws {
        keys = [key] + nextKeys
        let (replay, note) = try await Self.reload(storage, keys, progress)
        self.storage = storage
        self.clock = clock
        self.onHalt = onHalt
        (state, tree, first, self.note) = (replay.state, replay.tree, replay.card?.first, note)
        guard clock.isMachine || state.establishment.map(\.rehearsal) ?? true else {
            throw RegistryError(.notAllowed, "Only a rehearsal may be stamped with another clock than the machine's.")
        }
    }

    // MARK: Submitting

    /// Admits an act, or says why not. The same act again gets the receipt of the first time.
    /// - Parameter bytes: a ``Submission`` in strict JSON.
    public nonisolated func submit(_ bytes: [UInt8]) async -> Outcome {
        do {
            guard bytes.count <= Submission.longest else {
                return .malformed("A submission has at most \(Submission.longest) bytes.")
            }
            return await submit(try Submission(strict: bytes))
        } catch {
            return .malformed("A submission must be an envelope and its texts: \(error).")
        }
    }

    public nonisolated func submit(_ submission: Submission) async -> Outcome {
        let opened: OpenedAct
        do {
            opened = try OpenedAct(submission.envelope)
        } catch {
            return .malformed("An envelope must hold an act: \(error).")
        }
        if let mismatch = submission.mismatch(with: opened.act) { return .malformed(mismatch) }
        // The signature is checked here, outside the office's own turn; the keys are compared again in it.
        let keys = await signers(of: opened.act)
        // An act of an unknown desk has nobody whose signature could be checked: it goes on to be refused.
        guard keys.isEmpty || opened.isSigned(by: keys) else {
            // Handed in again, an act may name a desk whose key has changed since: it was admitted all the same.
            if let first = await storedReceipt(of: opened.act.id) { return first }
            return .malformed("The signature must be that of the desk “\(opened.act.payload.participant)/\(opened.act.payload.desk)” over this envelope.")
        }
        return await withCheckedContinuation { answer in
            Task { await self.enqueue(Waiting(submission: submission, opened: opened, keys: keys, answer: answer)) }
        }
    }

    private func signers(of act: Act) -> [Key] { (try? state.signers(of: act)) ?? [] }

    private func enqueue(_ act: Waiting) async {
        if let halted { return act.answer.resume(returning: .halted(halted)) }
        waiting.append(act)
        guard !draining else { return }
        draining = true
        while !waiting.isEmpty {
            let batch = Array(waiting.prefix(Self.largestBatch))
            waiting.removeFirst(batch.count)
            await record(batch)
            // Between two batches the state is just what is stored: whoever asked meanwhile gets it now.
            guard !readers.isEmpty else { continue }
            let stored = stored()
            for reader in readers { reader.resume(returning: stored) }
            readers.removeAll()
        }
        draining = false
    }

    // MARK: Recording

    private struct Recorded {
        let answer: CheckedContinuation<Outcome, Never>
        let index: UInt64
        let entry: RecordBatch.NewEntry
    }

    /// Admits a batch in order and stores it. Until the transaction returns, nothing of it is known outside this actor:
    /// a crash before leaves the record without the batch, a crash after leaves it whole.
    private func record(_ batch: [Waiting]) async {
        if let halted { return batch.forEach { $0.answer.resume(returning: .halted(halted)) } }
        let first = tree.size
        var recorded: [Recorded] = []
        var refused: [(waiting: Waiting, refusal: Refusal, received: Moment, size: UInt64)] = []
        for act in batch {
            let received = max(clock.now(), state.now)
            do throws(Refusal) {
                let entry = try admit(act, received)
                recorded.append(Recorded(answer: act.answer, index: tree.size - 1, entry: entry))
            } catch {
                refused.append((act, error, received, tree.size))
            }
        }
        if !recorded.isEmpty {
            do {
                if first == 0, let entry = recorded.first { self.first = Hash.sha256(of: entry.entry.bytes) }
                note = try sign()
                let tiles = try changedTiles(since: first)
                try await storage.commit(RecordBatch(
                    first: first, entries: recorded.map(\.entry), tiles: tiles, checkpoint: note.bytes))
            } catch {
                return await halt(error, recorded.map(\.answer) + refused.map(\.waiting.answer))
            }
        }
        for act in recorded {
            act.answer.resume(returning: receipt(act.index, act.entry.act, act.entry.bytes))
        }
        for act in refused {
            act.waiting.answer.resume(returning: firstReceipt(of: act.waiting.opened.act.id)
                ?? self.refused(act.refusal, act.waiting.opened.act.id, at: act.received, size: act.size))
        }
    }

    /// Changes the state and the tree, or throws and leaves both as they were.
    private func admit(_ act: Waiting, _ received: Moment) throws(Refusal) -> RecordBatch.NewEntry {
        guard try state.signers(of: act.opened.act) == act.keys else {
            throw Refusal("act.officer", "The desk's key was replaced while the act was on its way: sign it again.")
        }
        if let establish = act.opened.act.body as? Establish {
            guard establish.rehearsal || clock.isMachine else {
                throw Refusal("mechanism.clock", "Only a rehearsal may be stamped with another clock than the machine's.")
            }
            guard hasKey(establish.registry) else {
                throw Refusal("mechanism.registry", "The first act must name this registry, \(keys[0].verifier).")
            }
        }
        if let replacement = act.opened.act.body as? ReplaceRegistration {
            guard hasKey(replacement.registry) else {
                throw Refusal("registry.key", "The registry must have the new key at hand before it can be named: \(keys.map(\.verifier.description).joined(separator: ", ")).")
            }
        }
        try Registrations.check(act.opened.act, state: state, tree: tree)
        let lodgings = act.submission.lodgings
        for lodging in lodgings {
            let key = try state.key(of: lodging.lodged)
            guard let mechanism = state.establishment?.act.act, lodging.isSigned(by: key, mechanism: mechanism, act: act.opened.act.id) else {
                throw Refusal("act.lodging", "A lodging must be signed by the desk that it names.")
            }
        }
        let bytes = Entry(received: received, lodgings: lodgings, envelope: act.submission.envelope).canonical
        guard bytes.count <= Entry.longest else {
            throw Refusal("act.length", "An entry has at most \(Entry.longest) bytes; this one would have \(bytes.count).")
        }
        try state.admit(act.opened.act, received: received, lodgings: lodgings.map(\.lodged))
        tree.append(Merkle.leafHash(of: bytes))
        return RecordBatch.NewEntry(bytes: bytes, act: act.opened.act.id, texts: act.submission.texts)
    }

    private func hasKey(_ verifier: String) -> Bool { keys.contains { $0.verifier.description.utf8.elementsEqual(verifier.utf8) } }

    /// The key that the record names at `state`.
    private static func key(_ keys: [SignerKey], at state: State) throws -> SignerKey {
        guard let registration = state.registration else { return keys[0] }
        guard let key = keys.first(where: { $0.verifier.description.utf8.elementsEqual(registration.registry.utf8) }) else {
            throw RegistryError(.inconsistent, "The record must be kept with the key that it names, \(registration.registry); it is not at hand.")
        }
        return key
    }

    private func sign() throws -> Note {
        let key = try Self.key(keys, at: state)
        return try Checkpoint(origin: key.name, size: tree.size, root: tree.root).sign(by: key)
    }

    private func changedTiles(since old: UInt64) throws -> [RecordBatch.Tile] {
        try Tiles.hashTiles(from: old, to: tree.size).compactMap { path in
            guard case .hashes(let level) = path.kind else { return nil }
            return RecordBatch.Tile(level: level, index: path.index, bytes: try Self.tile(path, level, tree))
        }
    }

    private static func tile(_ path: TilePath, _ level: Int, _ tree: MemoryTree) throws -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(path.width * Digest.byteCount)
        for offset in 0..<path.width {
            let node = try tree.node(level: level * Tiles.height, index: path.index * UInt64(Tiles.fullWidth) + UInt64(offset))
            node.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    private func receipt(_ index: UInt64, _ act: ActID, _ entry: [UInt8]) -> Outcome {
        do {
            return .recorded(try Receipt(index: index, act: act, entry: entry, tree: tree, size: tree.size, checkpoint: note))
        } catch {
            return .halted("The act is in the record at \(index), but its receipt could not be made: \(error).")
        }
    }

    /// The receipt of an act that is in the record already.
    private func firstReceipt(of act: ActID) -> Outcome? {
        guard let index = try? storage.index(of: act), let entry = try? storage.entries(index..<index + 1).first else { return nil }
        return receipt(index, act, entry)
    }

    /// The same, for whoever asks while a batch may be on its way: under a checkpoint that is stored, or not at all.
    private func storedReceipt(of act: ActID) async -> Outcome? {
        guard let snapshot = await snapshot(), let index = try? storage.index(of: act), index < snapshot.size,
            let entry = try? storage.entries(index..<index + 1).first,
            let receipt = try? snapshot.receipt(index: index, act: act, entry: entry)
        else { return nil }
        return .recorded(receipt)
    }

    private func refused(_ refusal: Refusal, _ act: ActID, at received: Moment, size: UInt64) -> Outcome {
        do {
            let key = try Self.key(keys, at: state)
            return .refused(try SignedRefusal(refusal, of: act, size: size, received: received, origin: key.name, key: key))
        } catch {
            return .malformed("The act is refused, and the refusal could not be signed: \(refusal)")
        }
    }

    /// A batch that was not stored for certain: writing stops, and what is read from here on is what the store has.
    private func halt(_ error: any Error, _ answers: [CheckedContinuation<Outcome, Never>]) async {
        let reason = "The record could not be written, so nothing more is written until the registry is started again: \(error)"
        halted = reason
        onHalt(reason)
        if let (replay, note) = try? await Self.reload(storage, keys, { _ in }) {
            (state, tree, first, self.note) = (replay.state, replay.tree, replay.card?.first, note)
        } else {
            isUnreadable = true
        }
        for answer in answers { answer.resume(returning: .halted(reason)) }
    }

    // MARK: Reading

    /// The record as stored, at its latest checkpoint.
    public func snapshot() async -> Snapshot? {
        // A batch on its way to the store is not known outside yet.
        if draining { return await withCheckedContinuation { readers.append($0) } }
        return stored()
    }

    private func stored() -> Snapshot? {
        guard !isUnreadable, let checkpoint = try? Checkpoint(note) else { return nil }
        let card = first.flatMap { first in state.registration.flatMap { try? Card(first: first, registration: $0) } }
        return Snapshot(state: state, checkpoint: checkpoint, note: note, card: card, tree: tree)
    }

    /// Why nothing is written any more; `nil` while all is well.
    public var reasonForHalt: String? { halted }

    // MARK: Starting

    private static func reload(
        _ storage: any RecordStorage, _ keys: [SignerKey], _ progress: @Sendable (UInt64) -> Void
    ) async throws -> (Replay, Note) {
        var replay = Replay()
        let size = try storage.size()
        do {
            try await replay.run(size: size, entries: { try storage.entries($0) }, progress: progress)
        } catch let problem as Replay.Problem {
            throw RegistryError(.inconsistent, "The store contradicts its rules: \(problem)")
        }
        let key = try key(keys, at: replay.state)
        guard let bytes = try storage.checkpoint() else {
            guard size == 0 else {
                throw RegistryError(.inconsistent, "The store has \(size) entries and no checkpoint over them.")
            }
            return (replay, try Checkpoint(origin: key.name, size: 0, root: Merkle.emptyRoot).sign(by: key))
        }
        let note = try Note(bytes)
        try checkRightEdge(replay, note, storage, key)
        return (replay, note)
    }

    /// That the checkpoint is the registry's own, over just these entries, and that the stored tiles at the right edge are theirs.
    private static func checkRightEdge(
        _ replay: Replay, _ note: Note, _ storage: any RecordStorage, _ key: SignerKey
    ) throws {
        guard case .verified = note.verify(by: [key.verifier]) else {
            throw RegistryError(.inconsistent, "The stored checkpoint must be signed by this registry's key, \(key.verifier).")
        }
        let checkpoint = try Checkpoint(note)
        guard checkpoint.size == replay.tree.size, checkpoint.root == replay.tree.root else {
            throw RegistryError(
                .inconsistent,
                "The stored checkpoint (size \(checkpoint.size)) is not that of the stored entries (size \(replay.tree.size)).")
        }
        for level in 0..<8 {
            let hashes = checkpoint.size >> UInt64(Tiles.height * level)
            guard hashes > 0 else { break }
            let index = (hashes - 1) >> UInt64(Tiles.height)
            guard let path = Tiles.tile(.hashes(level: level), index: index, size: checkpoint.size),
                try storage.tile(level: level, index: index) == tile(path, level, replay.tree)
            else {
                throw RegistryError(.inconsistent, "The stored tile \(level)/\(index) is not that of the stored entries.")
            }
        }
    }
}
