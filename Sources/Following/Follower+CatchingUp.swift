import Mechanism
import Registry
import TransparencyLog

/// From a checkpoint to a larger copy. Nothing that the registry says is taken for granted but its signature:
///
/// 1. the tiles of leaf hashes must have the signed root, and begin with the tree that was accepted before;
/// 2. each entry must have the leaf hash at its place, each text the commitment in its act;
/// 3. each act is admitted again, by the same rules;
/// 4. then, and at once, everything becomes part of the copy.
///
/// What passed the second step is kept meanwhile, so that a copy that is ended in between goes on from there.
extension Follower {
    /// A checkpoint that the registry has signed.
    typealias Shown = Trust.Signed

    /// How many entries are fetched and kept at once: four bundles.
    static let batch: UInt64 = 1024
    /// By how many entries a record may grow from one look to the next: more is taken for an error.
    static let largestGrowth: UInt64 = 1 << 24

    func catchUp() async throws {
        let bytes = try await Trouble.asking(.unreachable) { try await registry.checkpoint() }
        let time = clock.now()
        try await end(.unreachable)
        guard let shown = read(bytes) ?? claimed(bytes) else {
            throw Trouble(.unsigned, "\(name) must show a checkpoint of \(card.origin) that the registry of the card signed, and shows something else.")
        }
        if shown.isSigned { try await end(.unsigned) }
        if shown.note == note { try await end(.stale) } else { try await take(shown) }
        looked = (time, shown.size)
        try await lookAtCosigned()
    }

    /// The checkpoint in some bytes, with the signatures that count; `nil` unless the registry of the card signed it.
    func read(_ bytes: [UInt8]) -> Shown? {
        guard let note = try? Note(bytes), let trimmed = trust.trimmed(note), let checkpoint = try? Checkpoint(trimmed),
            checkpoint.origin.utf8.elementsEqual(card.origin.utf8)
        else { return nil }
        return Shown(checkpoint: checkpoint, note: trimmed)
    }

    /// A larger checkpoint that the registry known here has not signed: the entries under it may name another registry.
    private func claimed(_ bytes: [UInt8]) -> Shown? {
        guard let note = try? Note(bytes), let checkpoint = try? Checkpoint(note), checkpoint.size > replay.tree.size else { return nil }
        return Shown(checkpoint: checkpoint, note: note, isSigned: false)
    }

    private var unsigned: Trouble {
        Trouble(.unsigned, "\(name) must show a checkpoint of \(card.origin) that the registry of the card signed, or one that the record has named since, and shows another.")
    }

    /// Keeps a checkpoint for good, before anything else is done with it.
    func remember(_ shown: Shown, from source: String) async throws {
        try await storage.see(SeenCheckpoint(
            note: shown.note.bytes, size: shown.size, root: shown.root, source: source, time: clock.now()))
        largestSigned = max(largestSigned, shown.size)
    }

    private func take(_ shown: Shown) async throws {
        guard shown.isSigned else { return try await grow(to: shown) }
        let signedBefore = largestSigned
        try await remember(shown, from: name)
        if shown.size < signedBefore {
            await raise(Trouble(.stale, "\(name) must show the latest checkpoint; it shows size \(shown.size), having signed size \(signedBefore)."))
        } else {
            try await end(.stale)
        }
        if shown.size <= replay.tree.size { return try await compare(shown) }
        guard !refuted.contains(shown.note.textBytes) else { return }
        try await grow(to: shown)
    }

    /// Compares a signed checkpoint with the accepted tree, where that reaches as far.
    func compare(_ shown: Shown) async throws {
        guard let note, shown.size <= replay.tree.size, try replay.tree.root(at: shown.size) != shown.root else { return }
        guard shown.size > 0 else {
            throw Trouble(.unsigned, "A checkpoint of no entries must have the root of no entries, and the registry signed another.")
        }
        let accepted = replay.tree.size
        let root = try replay.tree.root(at: shown.size)
        let proof = try Merkle.consistencyProof(from: shown.size, to: accepted, nodes: replay.tree)
        try await testify(
            shown.size == accepted ? SplitView(shown.note, note) : SplitView(shown.note, note, root: root, proof: proof),
            about: "\(shown.size) \(shown.root.base64)",
            "The registry signed a checkpoint of size \(shown.size) with root \(shown.root.base64), and the record that it signed at size \(accepted) has the root \(root.base64) there.")
    }

    // MARK: Growing

    private func grow(to shown: Shown) async throws {
        guard shown.size - replay.tree.size <= Self.largestGrowth else {
            throw Trouble(.tiles, "A record must not grow by more than \(Self.largestGrowth) entries at once; the registry signed size \(shown.size).")
        }
        guard let tree = try await offeredTree(shown) else { return }
        guard let next = try await replayed(to: shown, tree) else { return }
        // From here on it counts who signs by the record as it is then: a registry may have been replaced by an act in between.
        guard let card = next.card, let trust = try? Trust(card), let trimmed = trust.trimmed(shown.note),
            shown.checkpoint.origin.utf8.elementsEqual(card.origin.utf8)
        else { throw unsigned }
        if !shown.isSigned {
            try await remember(Shown(checkpoint: shown.checkpoint, note: trimmed), from: name)
            try await end(.unsigned)
        }
        try await compareHigherTiles(tree)
        let first = replay.tree.size
        let tiles = try Tiles.hashTiles(from: first, to: tree.size).compactMap { path -> RecordBatch.Tile? in
            guard case .hashes(let level) = path.kind else { return nil }
            return RecordBatch.Tile(level: level, index: path.index, bytes: try tree.tile(path))
        }
        try await storage.accept(first: first, size: tree.size, tiles: tiles, checkpoint: trimmed.bytes)
        (replay, note, self.trust) = (next, trimmed, trust)
        let asked = next.state.redactions.rows.filter { ($0.asked.last?.index.magnitude ?? 0) >= first }
        try await storage.eraseRedacted(asked.map(\.id), under: next.state)
        keepTime()
        try await end(.storage)
        try await judgeOwnClock(since: first)
        // What was signed earlier and could not be compared yet.
        for seen in try storage.seen(first...tree.size) {
            guard let earlier = read(seen.note) else { continue }
            try await compare(earlier)
            try await judgeTimes(earlier)
        }
    }

    /// The tree of a checkpoint, made of the accepted one and the registry's tiles of leaf hashes; `nil` when evidence was found
    /// that it is no continuation.
    private func offeredTree(_ shown: Shown) async throws -> MemoryTree? {
        let known = replay.tree
        var tree = known
        var agrees = true
        for path in Tiles.hashTiles(from: known.size, to: shown.size) where path.kind == .hashes(level: 0) {
            let first = path.index * UInt64(Tiles.fullWidth)
            for (offset, leaf) in try await leaves(path).enumerated() {
                let place = first + UInt64(offset)
                if place >= known.size { tree.append(leaf) } else { agrees = try agrees && leaf == known.node(level: 0, index: place) }
            }
        }
        if agrees, tree.root == shown.root {
            try await end(.tiles)
            return tree
        }
        try await explain(shown)
        return nil
    }

    private func leaves(_ path: TilePath) async throws -> [Digest] {
        let bytes = try await Trouble.asking(.tiles) { try await registry.tile(path) }
        guard bytes.count == path.width * Digest.byteCount else {
            throw Trouble(.tiles, "\(name)/\(path) must have \(path.width) hashes of 32 bytes.")
        }
        return stride(from: 0, to: bytes.count, by: Digest.byteCount).compactMap { Digest(bytes[$0..<$0 + Digest.byteCount]) }
    }

    /// Finds out why the tiles do not continue the accepted tree: because the registry signed another record, or because the tiles are
    /// not those of what it signed.
    private func explain(_ shown: Shown) async throws {
        guard shown.isSigned else { throw unsigned }
        var whole = MemoryTree()
        for path in Tiles.hashTiles(to: shown.size) where path.kind == .hashes(level: 0) {
            for leaf in try await leaves(path) { whole.append(leaf) }
        }
        let size = replay.tree.size
        guard whole.root == shown.root, let note, size > 0, try whole.root(at: size) != replay.tree.root else {
            throw Trouble(.tiles, "The tiles of hashes at \(name) must have the root of the checkpoint of size \(shown.size), and have another.")
        }
        let other = try whole.root(at: size)
        try await testify(
            SplitView(note, shown.note, root: other, proof: Merkle.consistencyProof(from: size, to: shown.size, nodes: whole)),
            about: "\(size) \(other.base64)",
            "The registry signed a checkpoint of size \(shown.size) over a record whose first \(size) entries have the root \(other.base64); it had signed that they have the root \(replay.tree.root.base64).")
        refuted.insert(shown.note.textBytes)
    }

    /// Fetches, compares and replays every entry up to a checkpoint; `nil` when evidence was found that one of them does not hold.
    private func replayed(to shown: Shown, _ tree: MemoryTree) async throws -> Replay? {
        var next = replay
        var place = try await goOn(tree)
        while true {
            if try await isOfAnotherRecord(shown, tree) { return nil }
            do {
                try await next.run(size: place) { [storage, accepted = replay.tree.size] range in
                    try Self.entries(range, accepted: accepted, storage)
                }
            } catch let problem as Replay.Problem {
                try await accuse(problem, shown, tree)
                return nil
            }
            guard place < shown.size else { break }
            let end = min((place / Self.batch + 1) * Self.batch, shown.size)
            try await storage.stage(fetch(place..<end, of: shown, tree), first: place)
            place = end
        }
        try await end(.entries)
        return next
    }

    /// Entries that are accepted, and behind them entries that are kept on their way.
    private static func entries(_ range: Range<UInt64>, accepted: UInt64, _ storage: any FollowerStorage) throws -> [[UInt8]] {
        let middle = min(max(accepted, range.lowerBound), range.upperBound)
        return try (range.lowerBound < middle ? storage.entries(range.lowerBound..<middle) : [])
            + (middle < range.upperBound ? storage.stagedEntries(middle..<range.upperBound) : [])
    }

    /// How far entries that were kept before are entries of this tree; what goes beyond is forgotten.
    private func goOn(_ tree: MemoryTree) async throws -> UInt64 {
        let kept = try storage.stagedEnd()
        var place = replay.tree.size
        while place < min(kept, tree.size) {
            let end = min(place + Self.batch, kept, tree.size)
            for entry in try storage.stagedEntries(place..<end) {
                guard try Merkle.leafHash(of: entry) == tree.node(level: 0, index: place) else {
                    try await storage.unstage(from: place)
                    return place
                }
                place += 1
            }
        }
        if place < kept { try await storage.unstage(from: place) }
        return place
    }

    /// Entries with their texts, each compared with the leaf hash at its place and the commitments in its act.
    private func fetch(_ range: Range<UInt64>, of shown: Shown, _ tree: MemoryTree) async throws -> [RecordBatch.NewEntry] {
        let entries = try await Trouble.asking(.entries) { try await registry.entries(range, of: shown.size) }
        guard entries.count == range.count else {
            throw Trouble(.entries, "\(name) must give the entries \(range.lowerBound) to \(range.upperBound - 1), and withholds some.")
        }
        for (offset, entry) in entries.enumerated() {
            let place = range.lowerBound + UInt64(offset)
            guard try Merkle.leafHash(of: entry) == tree.node(level: 0, index: place) else {
                throw Trouble(.entries, "The entry \(place) that \(name) gives must be the one under its checkpoint of size \(shown.size), and is another.")
            }
        }
        let texts = try await fetchTexts(range)
        return try await match(entries, texts, from: range.lowerBound)
    }

    private func fetchTexts(_ range: Range<UInt64>) async throws -> [UInt64: [Text]] {
        var texts: [UInt64: [Text]] = [:]
        var place = range.lowerBound
        while place < range.upperBound {
            let stretch = try await Trouble.asking(.texts) { [place] in try await registry.texts(from: place, to: range.upperBound) }
            guard stretch.next > place else { throw Trouble(.texts, "\(name) must give the texts from act \(place) on, and does not go on.") }
            texts.merge(stretch.texts) { first, _ in first }
            place = stretch.next
        }
        return texts
    }

    /// Puts to each act the texts that it commits to; a text that none commits to is left out, and told of.
    private func match(_ entries: [[UInt8]], _ texts: [UInt64: [Text]], from first: UInt64) async throws -> [RecordBatch.NewEntry] {
        var wrong: UInt64?
        let matched = entries.enumerated().map { offset, bytes -> RecordBatch.NewEntry in
            // What is no act is found out when it is replayed; until then it needs an id that no act has.
            guard let act = try? OpenedAct(Entry(strict: bytes).envelope).act else {
                return RecordBatch.NewEntry(bytes: bytes, act: Hash.sha256(of: bytes), texts: [])
            }
            let place = first + UInt64(offset)
            let given = texts[place] ?? []
            let kept = act.payload.texts.compactMap { reference in given.first { $0.reference == reference } }
            if kept.count < given.count { wrong = wrong ?? place }
            return RecordBatch.NewEntry(bytes: bytes, act: act.id, texts: kept)
        }
        if let wrong {
            await raise(Trouble(.texts, "The texts of act \(wrong) that \(name) gives must be those that its officer committed to; the others were left out."))
        } else {
            try await end(.texts)
        }
        return matched
    }

    // MARK: What may be wrong with it

    private func isOfAnotherRecord(_ shown: Shown, _ tree: MemoryTree) async throws -> Bool {
        guard replay.tree.size == 0, try storage.stagedEnd() > 0, let first = try storage.stagedEntries(0..<1).first,
            Hash.sha256(of: first) != card.first
        else { return false }
        guard shown.isSigned else {
            try await storage.unstage(from: 0)
            throw unsigned
        }
        try await testify(
            WrongRecord(shown.note, entry: first, proof: Merkle.inclusionProof(index: 0, size: shown.size, nodes: tree)),
            about: Hash.sha256(of: first).hex,
            "The registry signed a checkpoint of size \(shown.size) over a record whose first entry is not that of the card.")
        refuted.insert(shown.note.textBytes)
        try await storage.unstage(from: 0)
        return true
    }

    private func accuse(_ problem: Replay.Problem, _ shown: Shown, _ tree: MemoryTree) async throws {
        guard shown.isSigned else { throw unsigned }
        let end = problem.index + 1
        guard end <= tree.size else { throw Trouble(.entries, "\(problem)") }
        let entries = try Self.entries(0..<end, accepted: replay.tree.size, storage)
        let leaf = try tree.node(level: 0, index: problem.index)
        try await testify(
            RuleBroken(shown.note, entries: entries, proof: Merkle.consistencyProof(from: end, to: shown.size, nodes: tree)),
            about: "\(problem.index) \(leaf.base64)",
            "The registry signed a checkpoint of size \(shown.size) over an entry that does not hold. \(problem)")
        refuted.insert(shown.note.textBytes)
    }

    /// Tiles above the leaves prove nothing here, but whoever reads them would be misled by wrong ones.
    private func compareHigherTiles(_ tree: MemoryTree) async throws {
        for path in Tiles.hashTiles(from: replay.tree.size, to: tree.size) where path.kind != .hashes(level: 0) {
            let bytes = try await Trouble.asking(.tiles) { try await registry.tile(path) }
            guard try bytes == tree.tile(path) else {
                return await raise(Trouble(.tiles, "\(name)/\(path) must hold the hashes of the entries below it, and does not."))
            }
        }
    }
}
