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

    /// An act that was opened and whose signature is good, on its way into the record.
    private struct Waiting {
        let submission: Submission
        let opened: OpenedAct
        let keys: [Key]
        /// What was found of each of its lodgings.
        let lodgings: [CheckedLodging]
        let answer: CheckedContinuation<Answer, Never>
    }

    /// A lodging whose signature was verified, under the key that the record named for its desk when the act was handed in.
    private struct CheckedLodging: Sendable {
        /// `nil` where the record named none.
        let key: Key?
        let isGood: Bool
    }

    /// Whose signatures an act must carry as the record stands, and whose its lodgings: to be verified outside the office's own turn.
    private struct Signers: Sendable {
        var act: [Key] = []
        var mechanism: ActID?
        /// In the order of the lodgings; `nil` where the record names no key.
        var lodgings: [Key?] = []
    }

    /// What the office says of an act in its turn; whoever submitted it makes it out, on whatever core is free.
    private enum Answer: Sendable {
        /// Stored, in the record as it is shown from then on.
        case recorded(UInt64, entry: [UInt8], Shown)
        /// With the key that the record named then.
        case refused(Refusal, Moment, size: UInt64, SignerKey?)
        case halted(String)
    }

    /// A snapshot that many are answered with at once.
    private final class Shown: Sendable {
        let snapshot: Snapshot
        init(_ snapshot: Snapshot) { self.snapshot = snapshot }
    }

    /// Acts that were admitted or refused together and are not answered yet.
    private struct Batch {
        struct Refused {
            let answer: CheckedContinuation<Answer, Never>
            let refusal: Refusal
            let received: Moment
            let size: UInt64
            let key: SignerKey?
        }

        let first: UInt64
        var entries: [RecordBatch.NewEntry] = []
        /// Who waits for them, in the same order.
        var answers: [CheckedContinuation<Answer, Never>] = []
        var refused: [Refused] = []
        /// What its acts have asked to be erased.
        var redactions: [Hash] = []

        var count: Int { entries.count + refused.count }
        var everyAnswer: [CheckedContinuation<Answer, Never>] { answers + refused.map(\.answer) }
    }

    private nonisolated let storage: any RecordStorage
    /// The keys that the registry signs with: the one that the record names now, and others that it may come to name.
    private let keys: [SignerKey]
    private let clock: Clock
    private let onHalt: @Sendable (String) -> Void
    /// The state and the tree with every act admitted, those included that are not stored yet.
    private var state: State
    private var tree: MemoryTree
    /// SHA-256 of the first entry; `nil` before there is one.
    private var first: Hash?
    /// The record as stored: all that is known outside. `nil` when the store could not be read back after a failed write:
    /// then there is nothing to show that is certain to be stored.
    private var stored: Snapshot?
    private var watching: [AsyncStream<Void>.Continuation] = []
    /// Acts that wait for a batch with room for them.
    private var waiting: [Waiting] = []
    /// What is gathered while the batch before it is being stored.
    private var gathered: Batch
    private var isStoring = false
    private var halted: String?
    /// The machine's clock is too far from the witnesses' to stamp anything.
    private var isStraying = false

    /// How many acts are stored in one transaction at most.
    static let largestBatch = 1024

    /// When the signatures of a record are verified, where an office is opened over one that has acts.
    public enum Opening: Sendable {
        /// Before the first act is admitted.
        case thorough
        /// Meanwhile. The store's bytes are then those that its registry signed for, every act is admitted again by the rules,
        /// and pages are shown; should a signature turn out not to be good, nothing more is written.
        case quick
    }

    /// Opens the office over a store: replays the whole record and compares it with the tree and the checkpoint stored.
    /// - Parameters:
    ///   - key: the registry's key, as the record names it.
    ///   - nextKeys: keys that the record may come to name by an act.
    ///   - opening: when the signatures are verified.
    ///   - onHalt: is told why, when nothing is written any more.
    /// - Throws: `inconsistent` when they do not agree: then nothing is written. `notAllowed` for a real record under another clock than the machine's.
    public init(
        storage: any RecordStorage, key: SignerKey, nextKeys: [SignerKey] = [], clock: Clock = .machine, opening: Opening = .thorough,
        onHalt: @escaping @Sendable (String) -> Void = { _ in }, progress: @Sendable (UInt64) -> Void = { _ in }
    ) async throws {
        keys = [key] + nextKeys
        let (replay, note) = try await Self.reload(storage, keys, opening == .thorough ? .verified : .left, progress)
        self.storage = storage
        self.clock = clock
        self.onHalt = onHalt
        (state, tree, first) = (replay.state, replay.tree, replay.card?.first)
        stored = try Snapshot(replay, note, cosigned: storage.cosigned())
        gathered = Batch(first: replay.tree.size)
        try await storage.eraseRedacted(under: replay.state)
        guard clock.isMachine || state.establishment.map(\.rehearsal) ?? true else {
            throw RegistryError(.notAllowed, "Only a rehearsal may be stamped with another clock than the machine's.")
        }
        guard opening == .quick else { return }
        Task(priority: .background) { [weak self, size = replay.tree.size] in
            var again = Replay()
            do {
                try await again.run(
                    size: size,
                    entries: { [weak self] range in
                        // Where the office is gone, nobody needs to know.
                        guard self != nil else { throw CancellationError() }
                        return try storage.entries(range)
                    }, signatures: .verifiedMeanwhile)
            } catch let problem as Replay.Problem {
                await self?.stop(because: "The record does not hold, so nothing more is written: \(problem)")
            } catch {
                // The store was closed, or cannot be read; then nothing can be written to it either.
            }
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
        // Signatures are checked here, outside the office's own turn; the keys are compared again in it.
        let signers = await signers(of: opened.act, lodged: submission.lodgings)
        let keys = signers.act
        // An act of an unknown desk has nobody whose signature could be checked: it goes on to be refused.
        guard keys.isEmpty || opened.isSigned(by: keys) else {
            // Handed in again, an act may name a desk whose key has changed since: it was admitted all the same.
            if let first = await storedReceipt(of: opened.act.id) { return first }
            return .malformed("The signature must be that of the desk “\(opened.act.payload.participant)/\(opened.act.payload.desk)” over this envelope.")
        }
        let lodgings = zip(submission.lodgings, signers.lodgings).map { lodging, key in
            CheckedLodging(key: key, isGood: Self.isSigned(lodging, by: key, signers.mechanism, opened))
        }
        return await made(out: admission(of: submission, opened, keys, lodgings), opened.act.id)
    }

    private func signers(of act: Act, lodged: [Lodging]) -> Signers {
        Signers(
            act: (try? state.signers(of: act)) ?? [], mechanism: state.establishment?.act.act,
            lodgings: lodged.map { try? state.key(of: $0.lodged) })
    }

    private static func isSigned(_ lodging: Lodging, by key: Key?, _ mechanism: ActID?, _ opened: OpenedAct) -> Bool {
        guard let key, let mechanism else { return false }
        return lodging.isSigned(by: key, mechanism: mechanism, act: opened.act.id)
    }

    private func admission(
        of submission: Submission, _ opened: OpenedAct, _ keys: [Key], _ lodgings: [CheckedLodging]
    ) async -> Answer {
        if let halted { return .halted(halted) }
        guard !isStraying else {
            return .halted("The registry's clock must be within five minutes of its witnesses', and is not: nothing is stamped until it is.")
        }
        return await withCheckedContinuation { answer in
            waiting.append(Waiting(submission: submission, opened: opened, keys: keys, lodgings: lodgings, answer: answer))
            gather()
            guard !isStoring else { return }
            isStoring = true
            Task { await store() }
        }
    }

    /// The outcome, with its receipt or its signed refusal.
    private nonisolated func made(out answer: Answer, _ act: ActID) async -> Outcome {
        switch answer {
        case .recorded(let index, let entry, let shown):
            do {
                return .recorded(try shown.snapshot.receipt(index: index, act: act, entry: entry))
            } catch {
                return .halted("The act is in the record at \(index), but its receipt could not be made: \(error).")
            }
        case .refused(let refusal, let received, let size, let key):
            if let first = await storedReceipt(of: act) { return first }
            do {
                guard let key else { throw RegistryError(.inconsistent, "The registry must have the key that the record names, and has it not.") }
                return .refused(try SignedRefusal(refusal, of: act, size: size, received: received, origin: key.name, key: key))
            } catch {
                return .malformed("The act is refused, and the refusal could not be signed: \(refusal)")
            }
        case .halted(let reason):
            return .halted(reason)
        }
    }

    /// The receipt of an act that is in the record already: under a checkpoint that is stored, or not at all.
    private nonisolated func storedReceipt(of act: ActID) async -> Outcome? {
        guard let snapshot = await snapshot(), let index = try? storage.index(of: act), index < snapshot.size,
            let entry = try? storage.entries(index..<index + 1).first,
            let receipt = try? snapshot.receipt(index: index, act: act, entry: entry)
        else { return nil }
        return .recorded(receipt)
    }

    // MARK: Recording

    /// Admits acts in order, as they come, into the batch that will be stored next.
    private func gather() {
        while !waiting.isEmpty, gathered.count < Self.largestBatch {
            let acts = waiting.prefix(Self.largestBatch - gathered.count)
            waiting.removeFirst(acts.count)
            for act in acts {
                let received = max(clock.now(), state.now)
                do throws(Refusal) {
                    gathered.entries.append(try admit(act, received))
                    if let redact = act.opened.act.body as? RedactText { gathered.redactions.append(Redaction.id(of: redact.text, in: redact.act)) }
                    gathered.answers.append(act.answer)
                } catch {
                    gathered.refused.append(.init(answer: act.answer, refusal: error, received: received, size: tree.size, key: try? Self.key(keys, at: state)))
                }
            }
        }
    }

    /// Stores batch after batch, each in one transaction, until nobody waits. While one is on its way to the disk, the next is
    /// gathered. Until its transaction returns, nothing of a batch is known outside this actor: a crash before leaves the
    /// record without it and without all that was gathered upon it, a crash after leaves it whole.
    private func store() async {
        while gathered.count > 0 {
            let batch = gathered
            gathered = Batch(first: tree.size)
            if !batch.entries.isEmpty {
                do {
                    var snapshot = try sign(batch)
                    // Only now: what is signed is the record as it stands with this batch.
                    gather()
                    try await storage.commit(RecordBatch(
                        first: batch.first, entries: batch.entries, tiles: try changedTiles(since: batch.first, in: snapshot),
                        checkpoint: snapshot.note.bytes))
                    if !batch.redactions.isEmpty { try await storage.eraseRedacted(batch.redactions, under: snapshot.state) }
                    // They may have said more meanwhile.
                    snapshot.witnessed = witnessed(at: snapshot.state)
                    stored = snapshot
                    tellOfGrowth()
                    let shown = Shown(snapshot)
                    for (offset, (entry, answer)) in zip(batch.entries, batch.answers).enumerated() {
                        answer.resume(returning: .recorded(batch.first + UInt64(offset), entry: entry.bytes, shown))
                    }
                } catch {
                    return await halt(error, batch)
                }
            }
            for act in batch.refused { act.answer.resume(returning: .refused(act.refusal, act.received, size: act.size, act.key)) }
            gather()
        }
        isStoring = false
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
            guard hasKey(replacement.registry) else { throw lacksKey(replacement.registry) }
        }
        try Registrations.check(act.opened.act, state: state, tree: tree)
        let lodgings = act.submission.lodgings
        for (lodging, checked) in zip(lodgings, act.lodgings) {
            let key = try state.key(of: lodging.lodged)
            // A desk whose key was replaced on the way is rare enough to be looked at here.
            guard checked.key == key ? checked.isGood : Self.isSigned(lodging, by: key, state.establishment?.act.act, act.opened) else {
                throw Refusal("act.lodging", "A lodging must be signed by the desk that it names.")
            }
        }
        let bytes = Entry(received: received, lodgings: lodgings, envelope: act.submission.envelope).canonical
        guard bytes.count <= Entry.longest else {
            throw Refusal("act.length", "An entry has at most \(Entry.longest) bytes; this one would have \(bytes.count).")
        }
        if act.opened.act.body is Assent { try demandKey(after: act, received) }
        try state.admit(act.opened.act, received: received, lodgings: lodgings.map(\.lodged))
        tree.append(Merkle.leafHash(of: bytes))
        return RecordBatch.NewEntry(bytes: bytes, act: act.opened.act.id, texts: act.submission.texts)
    }

    /// That the registry can sign for the record as it is after an act: the last assent may name a key that was at hand when it was proposed,
    /// and is no more.
    private func demandKey(after act: Waiting, _ received: Moment) throws(Refusal) {
        var next = state
        try next.admit(act.opened.act, received: received, lodgings: act.submission.lodgings.map(\.lodged))
        guard let registry = next.registration?.registry, hasKey(registry) else { throw lacksKey(next.registration?.registry ?? "") }
    }

    private func lacksKey(_ verifier: String) -> Refusal {
        Refusal(
            "registry.key",
            "The registry must have the key that it is to sign with, \(verifier), and has \(keys.map(\.verifier.description).joined(separator: ", ")).")
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

    /// The record with a batch at its end, under its signed checkpoint.
    private func sign(_ batch: Batch) throws -> Snapshot {
        let key = try Self.key(keys, at: state)
        let checkpoint = try Checkpoint(origin: key.name, size: tree.size, root: tree.root)
        if batch.first == 0 { first = Hash.sha256(of: batch.entries[0].bytes) }
        let card = try first.flatMap { first in try state.registration.map { try Card(first: first, registration: $0) } }
        return Snapshot(
            state: state, checkpoint: checkpoint, note: try checkpoint.sign(by: key), card: card, tree: tree, witnessed: witnessed(at: state))
    }

    /// What the witnesses have said by now, of the record at `state`.
    private func witnessed(at state: State) -> Cosignatures {
        stored?.witnessed.fresh(for: state) ?? Cosignatures(of: state, latest: nil)
    }

    private func changedTiles(since old: UInt64, in snapshot: Snapshot) throws -> [RecordBatch.Tile] {
        try Tiles.hashTiles(from: old, to: snapshot.size).compactMap { path in
            guard case .hashes(let level) = path.kind else { return nil }
            return RecordBatch.Tile(level: level, index: path.index, bytes: try snapshot.tree.tile(path))
        }
    }

    /// A batch that was not stored for certain: writing stops, nothing is tried again, and what is read from here on is what
    /// the store has. What was gathered upon the batch goes with it.
    private func halt(_ error: any Error, _ batch: Batch) async {
        let reason = "The record could not be written, so nothing more is written until the registry is started again: \(error)"
        halted = reason
        onHalt(reason)
        let answers = batch.everyAnswer + gathered.everyAnswer + waiting.map(\.answer)
        (gathered, waiting) = (Batch(first: batch.first), [])
        if let (replay, note) = try? await Self.reload(storage, keys, .verified, { _ in }) {
            (state, tree, first, stored) = (replay.state, replay.tree, replay.card?.first, try? Snapshot(replay, note, cosigned: storage.cosigned()))
        } else {
            stored = nil
        }
        for answer in answers { answer.resume(returning: .halted(reason)) }
    }

    // MARK: Reading

    /// The record as stored, at its latest checkpoint; `nil` when the store cannot be read.
    public func snapshot() -> Snapshot? { stored }

    /// Says whenever the record has grown: once for all that was recorded since it was last heard.
    public func growth() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        watching.append(continuation)
        return stream
    }

    private func tellOfGrowth() {
        watching.removeAll { watcher in
            if case .terminated = watcher.yield() { true } else { false }
        }
    }

    /// Why nothing is written any more; `nil` while all is well.
    public var reasonForHalt: String? { halted }

    // MARK: Witnesses

    /// Takes what the witnesses have said. A checkpoint that meets the quorum is published once it is kept durably.
    package func take(_ said: Cosignatures) async {
        guard halted == nil else { return }
        if let latest = said.latest, latest.note != stored?.witnessed.latest?.note {
            do {
                try await storage.keep(cosigned: latest.note.bytes)
            } catch {
                return await halt(error, Batch(first: tree.size))
            }
        }
        if let state = stored?.state { stored?.witnessed = said.fresh(for: state) }
        // A rehearsal's times come from a script and are bounded by nothing.
        isStraying = clock.isMachine && said.strays
    }

    /// Stops writing for good: nothing is admitted any more until the registry is started again. What was admitted is still stored.
    /// - Parameters:
    ///   - reason: one sentence.
    ///   - isTold: whoever keeps the registry hears it from elsewhere.
    package func stop(because reason: String, isTold: Bool = false) {
        guard halted == nil else { return }
        halted = reason
        if !isTold { onHalt(reason) }
    }

    // MARK: Starting

    private static func reload(
        _ storage: any RecordStorage, _ keys: [SignerKey], _ signatures: Replay.Signatures, _ progress: @Sendable (UInt64) -> Void
    ) async throws -> (Replay, Note) {
        var replay = Replay()
        let size = try storage.size()
        do {
            try await replay.run(size: size, entries: { try storage.entries($0) }, signatures: signatures, progress: progress)
        } catch let problem as Replay.Problem {
            throw RegistryError(.inconsistent, "The store contradicts its rules: \(problem)")
        }
        replay.makeDigest()
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
                try storage.tile(level: level, index: index) == replay.tree.tile(path)
            else {
                throw RegistryError(.inconsistent, "The stored tile \(level)/\(index) is not that of the stored entries.")
            }
        }
    }
}
