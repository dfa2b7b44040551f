public import Mechanism
public import TransparencyLog

/// Recomputes a record from its bytes and says what that proves, in words, and what it does not.
public struct Audit: Sendable {
    /// One thing that was looked into.
    public struct Item: Hashable, Sendable {
        public enum Result: String, Sendable { case proved, failed, open }
        public var result: Result
        /// One sentence.
        public var sentence: String
    }

    /// Everything that was looked into, in order.
    public private(set) var items: [Item] = []
    /// The state that the record adds up to, where it could be replayed.
    public private(set) var state: State?
    public private(set) var card: Card?
    public private(set) var checkpoint: Checkpoint?
    /// The leaf hashes of the record, where they were read.
    public private(set) var tree = MemoryTree()

    public var holds: Bool { !items.contains { $0.result == .failed } }

    public init() {}

    // What a shell looks into beyond the record itself, it adds here too.
    public mutating func prove(_ sentence: String) { items.append(Item(result: .proved, sentence: sentence)) }
    public mutating func fail(_ sentence: String) { items.append(Item(result: .failed, sentence: sentence)) }
    public mutating func leaveOpen(_ sentence: String) { items.append(Item(result: .open, sentence: sentence)) }

    // MARK: The whole record

    /// Replays the whole record: for whoever may read its entries.
    /// - Parameters:
    ///   - card: the reader's own card, if there is one: without it the record's identity is not proved.
    ///   - beside: what a store keeps beside the record, to be compared with it on the way.
    public mutating func replay(
        _ source: any RecordSource, card known: Card?, beside: Beside? = nil,
        progress: @escaping @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) async throws {
        guard let (note, checkpoint, cosigned) = await readCheckpoint(source) else { return }
        let size = checkpoint.size
        var replay = Replay()
        do {
            try await replay.run(
                size: size, entries: { try await source.entries($0, of: size) }, beside: beside,
                progress: { done in progress(done, size) })
        } catch let problem as Replay.Problem {
            return fail("The record does not hold. \(problem)")
        }
        (state, tree, card) = (replay.state, replay.tree, replay.card)
        prove("All \(size) acts are signed by the keys that the record names for their desks, and the rules admit each of them in its turn.")
        guard tree.root == checkpoint.root else {
            return fail("The checkpoint's root must be that of the \(size) entries; they give \(tree.root.base64), it says \(checkpoint.root.base64).")
        }
        prove("The checkpoint's root is that of these \(size) entries and no others, in this order.")
        try await compareTiles(source, size)
        try judge(note, cosigned, known)
        if var state {
            prove("The acts add up to the state with digest \(state.digest().hex); each edition's digest agrees.")
        }
        if let beside { tell(beside) }
        stateLimits()
    }

    /// What a reader without entries can prove: that the public hash tiles have the checkpoint's root.
    public mutating func hashes(_ source: any RecordSource, card known: Card?) async throws {
        guard let (note, checkpoint, cosigned) = await readCheckpoint(source) else { return }
        // One after the other: the size is but a claim until the first tile is missing.
        let width = UInt64(Tiles.fullWidth)
        for index in 0..<(checkpoint.size / width + (checkpoint.size.isMultiple(of: width) ? 0 : 1)) {
            guard let path = Tiles.tile(.hashes(level: 0), index: index, size: checkpoint.size) else { break }
            let bytes = try await source.tile(path)
            guard bytes.count == path.width * Digest.byteCount else { return fail("\(path) must have \(path.width) hashes.") }
            for at in stride(from: 0, to: bytes.count, by: Digest.byteCount) {
                guard let leaf = Digest(bytes[at..<at + Digest.byteCount]) else { continue }
                tree.append(leaf)
            }
        }
        guard tree.root == checkpoint.root else {
            return fail("The checkpoint's root must be that of the \(checkpoint.size) leaf hashes, and is not.")
        }
        prove("The checkpoint's root is that of \(checkpoint.size) leaf hashes.")
        try await compareTiles(source, checkpoint.size)
        card = known
        try judge(note, cosigned, known)
    }

    /// That an entry which was shown stands where it is said to stand.
    public func holds(entry: [UInt8], at index: UInt64) -> Bool {
        (try? tree.node(level: 0, index: index)) == Merkle.leafHash(of: entry)
    }

    private mutating func readCheckpoint(_ source: any RecordSource) async -> (Note, Checkpoint, cosigned: [UInt8]?)? {
        do {
            // The cosigned one first: a record that grows meanwhile has it among its beginnings.
            let cosigned = try await source.cosigned()
            let note = try Note(await source.checkpoint())
            let checkpoint = try Checkpoint(note)
            self.checkpoint = checkpoint
            return (note, checkpoint, cosigned)
        } catch {
            fail("There must be a signed checkpoint: \(error)")
            return nil
        }
    }

    /// Every tile is compared with the recomputed hashes: one that is not looked at could be forged.
    private mutating func compareTiles(_ source: any RecordSource, _ size: UInt64) async throws {
        var compared = 0
        for path in Tiles.hashTiles(to: size) {
            guard case .hashes = path.kind else { continue }
            guard try await source.tile(path) == tree.tile(path) else {
                return fail("\(path) must hold the hashes of the entries below it, and does not.")
            }
            compared += 1
        }
        prove("All \(compared) tiles of hashes are those of these entries.")
    }

    // MARK: Whose record it is

    /// Whether the checkpoint is signed by the registry of the card, and witnessed as it demands.
    private mutating func judge(_ note: Note, _ cosigned: [UInt8]?, _ known: Card?) throws {
        // The registry and the witnesses are those that the record names now, where it could be replayed.
        guard let trusted = card ?? known else {
            return leaveOpen("Who signed the checkpoint is not proved: there is no card to compare it with.")
        }
        if let known {
            // A card from before a replacement is the record's card all the same.
            if let card, card != known, !wasCard(known, card.first) {
                return fail("The record's first entry must be that of your card (\(known.fingerprint)); it is another's (\(card.fingerprint)).")
            }
            prove("The record is that of your card: \(known.fingerprint).")
            if let card, card != known {
                prove("Since that card, acts in the record have replaced its registry or its witnesses: the card is now \(card.fingerprint).")
            }
        } else {
            leaveOpen("Whose record this is, is not proved: compare the card's fingerprint with the one each participant publishes: \(trusted.fingerprint).")
        }
        guard case .verified = note.verify(by: [trusted.registry]), note.text.hasPrefix(trusted.origin + "\n") else {
            return fail("The checkpoint must be signed by the registry, \(trusted.registry), for \(trusted.origin).")
        }
        prove("The checkpoint is signed by the registry \(trusted.origin).")
        try judgeWitnesses(note, cosigned, trusted)
    }

    /// Whether the record had this card at some time.
    private func wasCard(_ card: Card, _ first: Hash) -> Bool {
        state?.registrations.rows.contains { (try? Card(first: first, registration: $0)) == card } ?? false
    }

    /// Whether the witnesses whom the card demands have cosigned the record, up to where, and whether it is this record that they saw.
    private mutating func judgeWitnesses(_ note: Note, _ cosigned: [UInt8]?, _ card: Card) throws {
        guard let cosigned, (try? Policy(file: card.witnesses))?.quorum != nil else { return judgeWitnesses(note, card) }
        guard let seen = try? Note(cosigned), let checkpoint = try? Checkpoint(seen) else {
            return fail("What is published with cosignatures must be a checkpoint, and is not.")
        }
        // Registry and witnesses may have been replaced since: those count that the record named at that size.
        let card = state?.registration(at: checkpoint.size).flatMap { try? Card(first: card.first, registration: $0) } ?? card
        guard case .verified = seen.verify(by: [card.registry]) else {
            return fail("The checkpoint with cosignatures must be one that the registry signed, and is not.")
        }
        guard checkpoint.size <= tree.size, try tree.root(at: checkpoint.size) == checkpoint.root else {
            return fail("The witnesses have cosigned \(checkpoint.size) acts that are not the first of this record: they were shown another one.")
        }
        judgeWitnesses(seen, card)
        if checkpoint.size < tree.size {
            leaveOpen("The last \(tree.size - checkpoint.size) acts are not cosigned yet.")
        }
    }

    /// Whether the witnesses whom the card demands have cosigned one checkpoint.
    public mutating func judgeWitnesses(_ note: Note, _ card: Card) {
        guard let policy = try? Policy(file: card.witnesses) else {
            return fail("The record must name its witnesses in a policy that can be read.")
        }
        guard policy.quorum != nil else {
            return leaveOpen("The record demands no witness's cosignature, so nothing excludes that others are shown another record.")
        }
        if case .refused(let reason) = note.verify(by: [card.registry] + policy.witnesses.map(\.key)) { return fail(reason) }
        let judgement = policy.judge(note)
        guard judgement.isQuorumMet, let checkpoint = judgement.checkpoint else {
            return leaveOpen("The witnesses' quorum has not cosigned this checkpoint: \(judgement.verdict.reason ?? "")")
        }
        prove("The witnesses' quorum has cosigned the first \(checkpoint.size) acts: \(judgement.cosigned.map(\.witness.description).joined(separator: ", ")).")
    }

    private mutating func stateLimits() {
        if state?.establishment?.rehearsal == true {
            leaveOpen("This is a rehearsal: its times come from a script, not from a clock.")
        }
        leaveOpen("That what a report says is true is not proved by any record.")
    }

    // MARK: What stands beside the record

    private mutating func tell(_ beside: Beside) {
        let found = beside.result
        prove("All \(found.matching) texts beside the record are those that their officers committed to.")
        let redacted = found.missing.count { state?.isRedacted($0.text, in: $0.act, by: $0.author) ?? false }
        if redacted > 0 { prove("\(redacted) texts are erased, as acts in the record ask.") }
        if found.missing.count > redacted {
            leaveOpen("\(found.missing.count - redacted) texts are not here, and no acts in the record have redacted them: they are withheld, or not for this reader.")
        }
    }
}
