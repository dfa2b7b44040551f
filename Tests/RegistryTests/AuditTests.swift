import Mechanism
import Testing
import TransparencyLog

@testable import Registry

@Suite("The audit of a record")
struct AuditTests {
    private static func small() async throws -> (RecordCopy, Card, SignerKey) {
        let scene = try await Scene.small(MemoryRecord())
        return (try await RecordCopy(of: scene.storage), try Card(firstEntry: scene.first.entry), scene.registry)
    }

    /// A record over several bundles and two levels of tiles.
    private static func wide() async throws -> (RecordCopy, Card) {
        var scene = try await Scene(MemoryRecord())
        for number in 1...520 { try await scene.office.record(scene.pen.publication("Day \(number)")) }
        return (try await RecordCopy(of: scene.storage), try Card(firstEntry: scene.first.entry))
    }

    private static func expect(_ copy: RecordCopy, _ card: Card?, saying words: String, _ location: SourceLocation = #_sourceLocation) async {
        let objections = await copy.objections(card: card)
        #expect(objections.count == 1 && objections[0].contains(words), "\(objections)", sourceLocation: location)
    }

    // MARK: Honest

    @Test("An honest record proves: signatures, rules, root, tiles, card and checkpoint")
    func honest() async throws {
        let (copy, card, _) = try await Self.small()
        var audit = Audit()
        try await audit.replay(copy, card: card)
        #expect(audit.holds)
        for words in ["All 8 acts are signed", "root is that of these 8 entries", "All 1 tiles", "that of your card", "signed by the registry", "state with digest"] {
            #expect(audit.proofs.contains { $0.contains(words) }, "\(words)")
        }
        #expect(audit.open.contains { $0.contains("rehearsal") })
        #expect(audit.card == card && audit.checkpoint?.size == 8 && audit.state?.size == 8)
        for (index, entry) in copy.entries.enumerated() {
            #expect(audit.holds(entry: entry, at: UInt64(index)))
            #expect(!audit.holds(entry: entry, at: UInt64(index + 1)))
            #expect(!audit.holds(entry: entry + [0x20], at: UInt64(index)))
        }
    }

    @Test("Without a card an honest record holds, and whose it is is said not to be proved")
    func noCard() async throws {
        let (copy, card, _) = try await Self.small()
        var audit = Audit()
        try await audit.replay(copy, card: nil)
        #expect(audit.holds)
        #expect(audit.open.contains { $0.contains("not proved") && $0.contains(card.fingerprint) })
    }

    @Test("An honest record of several bundles and levels of tiles proves, with progress told to the end")
    func honestAndWide() async throws {
        let (copy, card) = try await Self.wide()
        var audit = Audit()
        try await audit.replay(copy, card: card) { done, size in #expect(done <= size && size == 521) }
        #expect(audit.holds, "\(audit.failures)")
        #expect(audit.proofs.contains("All 4 tiles of hashes are those of these entries."))
    }

    // MARK: Entries

    @Test("An act that its officer did not sign so is named, even under a tree made anew", arguments: [1, 5, 6, 7])
    func forged(index: Int) async throws { try await Self.expectForgery(at: index) }

    // Where the key goes on, a changed act also breaks the chain of the acts behind it.
    @Test("Of several entries that do not hold, the first is named", arguments: [0, 2, 3, 4])
    func forgedWithin(index: Int) async throws { try await Self.expectForgery(at: index) }

    private static func expectForgery(at index: Int) async throws {
        var (copy, card, key) = try await Self.small()
        try copy.change(entry: index) { entry in
            var payload = try OpenedAct(entry.envelope).act.payload
            payload.nonce = Nonce([1])
            entry.envelope.payload = Base64Bytes(payload.canonical)
        }
        await Self.expect(copy, card, saying: "Entry \(index): The act is not signed by the key")
        try copy.seal(by: key)
        await Self.expect(copy, card, saying: "Entry \(index): The act is not signed by the key")
    }

    @Test("A first entry whose registry has no sound key is named as the entry that does not hold")
    func firstEntry() async throws {
        var (copy, card, _) = try await Self.small()
        try copy.change(entry: 0) { entry in
            var payload = try OpenedAct(entry.envelope).act.payload
            var establish = try #require(payload.body.value as? Establish)
            establish.registry = "nonsense"
            payload.body = Body(establish)
            entry.envelope.payload = Base64Bytes(payload.canonical)
        }
        await Self.expect(copy, card, saying: "Entry 0: ")
    }

    @Test("A dropped entry is found out, even under a tree made anew", arguments: [0, 1, 2, 4, 6])
    func dropped(index: Int) async throws {
        var (copy, card, key) = try await Self.small()
        copy.entries.remove(at: index)
        #expect(await !copy.objections(card: card).isEmpty)
        try copy.seal(by: key)
        // The chain of the key whose act is gone is broken; or its desk, or the mechanism, was never there.
        await Self.expect(copy, card, saying: "The record does not hold. Entry \(index): The rules refuse this act")
    }

    @Test("The last act of a key, dropped under a tree made anew, is missed by whoever has seen its entry")
    func droppedLast() async throws {
        var (copy, card, key) = try await Self.small()
        let entry = copy.entries.remove(at: 5)
        try copy.seal(by: key)
        var audit = Audit()
        try await audit.replay(copy, card: card)
        #expect(!audit.holds(entry: entry, at: 5))
    }

    @Test("Entries in another order are found out, even under a tree made anew", arguments: [(2, 3), (4, 5), (0, 1), (6, 7)])
    func reordered(one: Int, other: Int) async throws {
        var (copy, card, key) = try await Self.small()
        copy.entries.swapAt(one, other)
        #expect(await !copy.objections(card: card).isEmpty)
        try copy.seal(by: key)
        #expect(await copy.objections(card: card).contains { $0.contains("Entry ") && $0.contains("rules refuse") })
    }

    @Test("A doubled entry is found out, even under a tree made anew", arguments: [0, 3, 7])
    func doubled(index: Int) async throws {
        var (copy, card, key) = try await Self.small()
        copy.entries.insert(copy.entries[index], at: index + 1)
        // Doubled at the end, it lies beyond what the old checkpoint covers.
        #expect(await copy.objections(card: card).isEmpty == (index == 7))
        try copy.seal(by: key)
        await Self.expect(copy, card, saying: "Entry \(index + 1): The rules refuse this act")
    }

    @Test("A changed time of receipt is found out", arguments: [0, 3, 7])
    func received(index: Int) async throws {
        var (copy, card, key) = try await Self.small()
        var sooner = copy
        try copy.change(entry: index) { $0.received.milliseconds += 1 }
        await Self.expect(copy, card, saying: "checkpoint's root must be that of the 8 entries")
        // Under a tree made anew, what comes before what went before it still shows.
        guard index > 0 else { return }
        try sooner.change(entry: index) { $0.received.milliseconds -= 1_001 }
        try sooner.seal(by: key)
        await Self.expect(sooner, card, saying: "Entry \(index): The rules refuse this act: An act's time of receipt may not lie before")
    }

    @Test("A record cut short of its checkpoint is found out")
    func cut() async throws {
        let (copy, card, _) = try await Self.small()
        for left in 0..<copy.entries.count {
            var short = copy
            short.entries.removeLast(copy.entries.count - left)
            await Self.expect(short, card, saying: "tile/entries/000.p/8")
        }
    }

    @Test("A bundle with fewer entries than its width names the first that is missing")
    func shortBundle() async throws {
        let (copy, card) = try await Self.wide()
        struct Short: RecordSource {
            let copy: RecordCopy
            func checkpoint() -> [UInt8] { copy.note }
            func cosigned() -> [UInt8]? { nil }
            func tile(_ path: TilePath) throws -> [UInt8] {
                guard path.kind == .entries, path.index == 1 else { return try copy.tile(path) }
                return try EntryBundle.encode(Array(copy.entries[256..<500]))
            }
        }
        var audit = Audit()
        try await audit.replay(Short(copy: copy), card: card)
        #expect(audit.failures.count == 1)
        #expect(audit.failures.first?.contains("Entry 500: The record must have this entry, and lacks it.") == true, "\(audit.failures)")
    }

    // MARK: Tiles and checkpoints

    @Test("Each swapped, changed or shortened tile is named")
    func tiles() async throws {
        let (copy, card) = try await Self.wide()
        let paths = copy.tiles.keys.sorted { "\($0)" < "\($1)" }
        #expect(paths.map(\.description) == ["tile/0/000", "tile/0/001", "tile/0/002.p/9", "tile/1/000.p/2"])
        for path in paths {
            for (number, change) in Self.tileChanges.enumerated() {
                var changed = copy
                changed.tiles[path] = change(copy.tiles[path] ?? [])
                await Self.expect(changed, card, saying: "\(path) must")
                if path.description != "tile/1/000.p/2", number == 0 {
                    var audit = Audit()
                    try await audit.hashes(changed, card: card)
                    #expect(!audit.holds)
                }
            }
        }
        var swapped = copy
        (swapped.tiles[paths[0]], swapped.tiles[paths[1]]) = (copy.tiles[paths[1]], copy.tiles[paths[0]])
        await Self.expect(swapped, card, saying: "tile/0/000 must hold the hashes of the entries below it")
    }

    private static let tileChanges: [@Sendable ([UInt8]) -> [UInt8]] = [
        { [$0[0] ^ 1] + $0.dropFirst() }, { $0.dropLast() + [$0[$0.count - 1] ^ 0x80] }, { Array($0.dropLast(32)) }, { $0 + $0.prefix(32) },
        { _ in [] },
    ]

    @Test("Another record's checkpoint, and this record's checkpoint by another key, are found out")
    func foreignCheckpoint() async throws {
        let (copy, card, key) = try await Self.small()
        var other = try await Scene(MemoryRecord())
        for number in 1...7 { try await other.office.record(other.pen.publication("Elsewhere, day \(number)")) }
        var foreign = copy
        foreign.note = try #require(try other.storage.checkpoint())
        await Self.expect(foreign, card, saying: "checkpoint's root must be that of the 8 entries")
        try foreign.seal(by: Cast.registry(seed: 8))
        await Self.expect(foreign, card, saying: "must be signed by the registry")
        try foreign.seal(by: Cast.registry("other.example/record"))
        await Self.expect(foreign, card, saying: "must be signed by the registry")
        try foreign.seal(by: key)
        #expect(await foreign.objections(card: card).isEmpty)
        // Older, it covers less than it is read for.
        var older = copy
        older.note = try Checkpoint(origin: key.name, size: 3, root: Digest.sha256(of: [1])).sign(by: key).bytes
        await Self.expect(older, card, saying: "checkpoint's root must be that of the 3 entries")
    }

    @Test("Every byte of a checkpoint, changed, is found out")
    func changedCheckpoint() async throws {
        let (copy, card, _) = try await Self.small()
        for position in copy.note.indices {
            var changed = copy
            changed.note[position] ^= 1
            #expect(await !changed.objections(card: card).isEmpty, "byte \(position)")
        }
        var none = copy
        none.note = []
        await Self.expect(none, card, saying: "There must be a signed checkpoint")
    }

    @Test("Another record, whole and honest, is not that of the reader's card")
    func wrongCard() async throws {
        let (copy, card, _) = try await Self.small()
        let other = try await Scene(MemoryRecord(), registry: Cast.registry("other.example/record"))
        let otherCard = try Card(firstEntry: other.first.entry)
        #expect(otherCard != card)
        await Self.expect(copy, otherCard, saying: "The record's first entry must be that of your card (\(otherCard.fingerprint))")
        // Of the same registry and origin, with another first entry.
        let twin = try Card(String(card.text.replacing("first \(card.first.hex)", with: "first \(Hash().hex)")))
        await Self.expect(copy, twin, saying: "it is another's (\(card.fingerprint))")
    }

    // MARK: Witnesses

    @Test("The witnesses' quorum is proved by their cosignatures alone, and said to be open until they are there")
    func witnesses() async throws {
        let registry = try Cast.registry()
        let witness = try SignerKey.generate(name: "witness.example", type: .cosignature, seed: [UInt8](repeating: 3, count: 32))
        let impostor = try SignerKey.generate(name: "witness.example", type: .cosignature, seed: [UInt8](repeating: 4, count: 32))
        let policy = "log \(registry.verifier)\nwitness north \(witness.verifier)\nquorum north\n"
        var (copy, _) = try await Self.witnessed(registry, policy)
        let note = try Note(copy.note)
        var audit = Audit()
        try await audit.replay(copy, card: nil)
        #expect(audit.holds && audit.open.contains { $0.contains("quorum has not cosigned") })
        copy.note = try note.adding(Cosignature.make(on: note, by: impostor, at: 1_760_000_000)).bytes
        audit = Audit()
        try await audit.replay(copy, card: nil)
        #expect(audit.holds && audit.open.contains { $0.contains("quorum has not cosigned") })
        copy.note = try note.adding(Cosignature.make(on: note, by: witness, at: 1_760_000_000)).bytes
        audit = Audit()
        try await audit.replay(copy, card: nil)
        #expect(audit.proofs.contains { $0.contains("quorum has cosigned") && $0.contains("north") })
    }

    @Test("A witness policy that cannot be read is refused, or said to be unreadable; it is not taken for none")
    func unreadablePolicy() async throws {
        let registry = try Cast.registry()
        let office = try await Office(storage: MemoryRecord(), key: registry, clock: SetClock().clock)
        var establish = try Cast.establish(under: registry)
        establish.witnesses = "log \(registry.verifier)\nwitness north nonsense\nquorum north\n"
        var pen = Pen()
        if await office.submit(try pen.establish(establish)).refusal != nil { return }
        let (copy, _) = try await Self.witnessed(registry, establish.witnesses)
        var audit = Audit()
        try await audit.replay(copy, card: nil)
        #expect(!audit.open.contains { $0.contains("demands no witness") }, "\(audit.items)")
    }

    private static func witnessed(_ registry: SignerKey, _ policy: String) async throws -> (RecordCopy, Card) {
        let storage = MemoryRecord()
        let office = try await Office(storage: storage, key: registry, clock: SetClock().clock)
        var establish = try Cast.establish(under: registry)
        establish.witnesses = policy
        var pen = Pen()
        let first = try await office.record(pen.establish(establish))
        return (try await RecordCopy(of: storage), try Card(firstEntry: first.entry))
    }

    // MARK: The public's path

    @Test("The public proves from the hash tiles alone that the checkpoint's root is theirs, by the card's registry")
    func hashes() async throws {
        for (copy, card) in [try await Self.wide(), { ($0.0, $0.1) }(try await Self.small())] {
            var copy = copy
            copy.entries = []
            var audit = Audit()
            try await audit.hashes(copy, card: card)
            #expect(audit.holds, "\(audit.failures)")
            #expect(audit.proofs.contains { $0.contains("leaf hashes") })
            #expect(audit.proofs.contains { $0.contains("signed by the registry") })
            #expect(audit.state == nil)
        }
    }

    @Test("A checkpoint that claims more acts than there can be is found out at the first tile that is missing", arguments: [521, 1 << 40, .max] as [UInt64])
    func boundless(size: UInt64) async throws {
        var (copy, card, key) = try await Self.small()
        copy.note = try Checkpoint(origin: key.name, size: size, root: Merkle.emptyRoot).sign(by: key).bytes
        #expect(await !copy.objections(card: card).isEmpty)
        var audit = Audit()
        do { try await audit.hashes(copy, card: card) } catch { return }
        #expect(!audit.holds)
    }

    @Test("Without a card the public is told that who signed is not proved; with another's card the record fails")
    func hashesOfAnother() async throws {
        let (copy, card, _) = try await Self.small()
        var audit = Audit()
        try await audit.hashes(copy, card: nil)
        #expect(audit.holds)
        #expect(audit.open.contains { $0.contains("Who signed the checkpoint is not proved") })
        let other = try await Scene(MemoryRecord(), registry: Cast.registry("other.example/record"))
        audit = Audit()
        try await audit.hashes(copy, card: Card(firstEntry: other.first.entry))
        #expect(audit.failures.count == 1 && audit.failures[0].contains("must be signed by the registry"))
        var changed = copy
        changed.tiles = copy.tiles.mapValues { [$0[0] ^ 1] + $0.dropFirst() }
        audit = Audit()
        try await audit.hashes(changed, card: card)
        #expect(audit.failures == ["The checkpoint's root must be that of the 8 leaf hashes, and is not."])
    }

    // MARK: Texts

    @Test("Texts beside the record are compared with their commitments, and those that are not here are counted")
    func texts() async throws {
        let storage = MemoryRecord()
        _ = try await Scene.small(storage)
        var audit = try await Self.audit(storage) { storage.texts($0) }
        #expect(audit.proofs.contains("All 5 texts beside the record are those that their officers committed to."))
        #expect(!audit.open.contains { $0.contains("texts are not here") })
        audit = try await Self.audit(storage) { _ in [:] }
        #expect(audit.holds && audit.open.contains { $0.contains("5 texts are not here") })
        for change: @Sendable (inout Text) -> Void in [{ $0.text += "!" }, { $0.salt.bytes[0] ^= 1 }] {
            audit = try await Self.audit(storage) { range in
                storage.texts(range).mapValues { texts in texts.map { text in var text = text; change(&text); return text } }
            }
            #expect(audit.failures.count == 1 && audit.failures[0].contains("must be the one that its officer committed to"))
        }
    }

    @Test("One text shown twice does not hide that another is missing")
    func doubledText() async throws {
        let storage = MemoryRecord()
        var scene = try await Scene(storage)
        var record = RecordPublication()
        record.content = Hash.sha256(of: [1])
        try await scene.office.record(scene.pen.sign(record, by: "lake/head", texts: [("headline", "Talks"), ("outlet", "The Gazette")]))
        let audit = try await Self.audit(storage) { range in storage.texts(range).mapValues { [$0[0], $0[0]] } }
        #expect(!audit.holds || audit.open.contains { $0.contains("1 texts are not here") }, "\(audit.items)")
    }

    /// Replays a record with `texts` beside it.
    private static func audit(
        _ storage: MemoryRecord, texts: @escaping @Sendable (Range<UInt64>) throws -> [UInt64: [Text]]
    ) async throws -> Audit {
        var audit = Audit()
        try await audit.replay(StorageSource(storage), card: nil, beside: Beside(texts: texts))
        return audit
    }
}
