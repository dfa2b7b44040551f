import Mechanism
import Testing
import TransparencyLog

@testable import Registry

/// The contract of the office when its store fails it.
@Suite("The office over a failing store")
struct FailingStoreTests {
    @Test("A batch that is lost stops the office: all who wait are told, nothing of it is seen, reading goes on", arguments: Backend.allCases)
    func lostBatch(backend: Backend) async throws {
        try await backend.withStorage { inner in
            let storage = FaultyRecord(inner)
            var scene = try await Scene.small(storage)
            let before = try #require(await scene.office.snapshot())
            let outcomes = try await Self.burst(storage, &scene, .losesBatch)
            #expect(outcomes.allSatisfy { $0.halt?.contains("the disk is full") == true }, "\(outcomes)")
            try await Self.expectUnchanged(before, scene, inner)
            // What comes later is told the same, what is recorded stays recorded.
            #expect(await scene.office.submit(try scene.pen.publication("Later")).halt != nil)
            #expect(await scene.office.reasonForHalt?.contains("the disk is full") == true)
            storage.fault = nil
            #expect(await scene.office.submit(try scene.pen.publication("Later still")).halt != nil)
            try await Self.expectUnchanged(before, scene, inner)
        }
    }

    @Test("A new office over the same store goes on where the store stands, and takes the lost acts", arguments: Backend.allCases)
    func restarted(backend: Backend) async throws {
        try await backend.withStorage { inner in
            let storage = FaultyRecord(inner)
            var scene = try await Scene.small(storage)
            let lost = try scene.pen.publication("Lost")
            storage.fault = .losesBatch
            #expect(await scene.office.submit(lost).halt != nil)
            storage.fault = nil
            let size = try inner.size()
            let office = try await scene.reopened()
            #expect(await office.reasonForHalt == nil)
            let receipts = [try await office.record(lost), try await office.record(scene.pen.publication("And on"))]
            #expect(receipts.map(\.index) == [size, size + 1])
            try ReceiptCheck.verify(receipts, inner, scene.registry.verifier)
        }
    }

    @Test("A batch that was stored, and whose answer was lost, is in the record and has its receipts later", arguments: Backend.allCases)
    func lostAnswer(backend: Backend) async throws {
        try await backend.withStorage { inner in
            let storage = FaultyRecord(inner)
            var scene = try await Scene.small(storage)
            let size = try inner.size()
            let act = try scene.pen.publication("Stored after all")
            storage.fault = .losesAnswer
            #expect(await scene.office.submit(act).halt != nil)
            // What is read is what the store has.
            let snapshot = try #require(await scene.office.snapshot())
            #expect(snapshot.size == size + 1)
            #expect(snapshot.note.bytes == (try inner.checkpoint()))
            storage.fault = nil
            let office = try await scene.reopened()
            #expect(try await office.record(act).index == size)
        }
    }

    @Test("When the disk is lost with the batch, nothing is shown that was never stored", arguments: Backend.allCases)
    func lostDisk(backend: Backend) async throws {
        try await backend.withStorage { inner in
            let storage = FaultyRecord(inner)
            var scene = try await Scene.small(storage)
            let size = try inner.size()
            storage.fault = .losesDisk
            #expect(await scene.office.submit(try scene.pen.publication("Lost")).halt != nil)
            let snapshot = await scene.office.snapshot()
            #expect(snapshot.map { $0.size <= size } ?? true, "size \(snapshot?.size ?? 0) is shown, \(size) is stored")
            #expect(snapshot.map { (try? inner.checkpoint()) == $0.note.bytes } ?? true)
        }
    }

    @Test("Refused and admitted in one lost batch alike are told of the halt", arguments: Backend.allCases)
    func refusedToo(backend: Backend) async throws {
        try await backend.withStorage { inner in
            let storage = FaultyRecord(inner)
            var scene = try await Scene.small(storage)
            let gate = Gate()
            (storage.gate, storage.fault) = (gate, .losesBatch)
            let office = scene.office
            let first = try scene.pen.publication("First")
            async let held = office.submit(first)
            await gate.someone()
            // Behind the batch that is held up, both wait for the next.
            var stale = scene.pen
            let good = try scene.pen.publication("Good", by: "lake/envoy")
            let bad = try stale.publication("Bad", by: "lake/nobody")
            async let one = office.submit(good)
            async let two = office.submit(bad)
            for _ in 0..<2_000 { await Task.yield() }
            await gate.open()
            let outcomes = await [held, one, two]
            #expect(outcomes.allSatisfy { $0.halt != nil }, "\(outcomes)")
        }
    }

    @Test("An act handed in again while a batch is being stored gets no receipt under what may yet be lost", arguments: Backend.allCases)
    func receiptInBetween(backend: Backend) async throws {
        try await backend.withStorage { inner in
            let storage = FaultyRecord(inner)
            var scene = try await Scene.small(storage)
            let known = try Self.knownActs(inner)
            let office = scene.office
            let gate = Gate()
            (storage.gate, storage.fault) = (gate, .losesBatch)
            let lost = try scene.pen.publication("Lost")
            async let held = office.submit(lost)
            await gate.someone()
            let answers = known.map { submission in Task { await office.submit(submission) } }
            for _ in 0..<5_000 { await Task.yield() }
            await gate.open()
            #expect(await held.halt != nil)
            for answer in answers {
                let outcome = await answer.value
                if let receipt = outcome.receipt { try ReceiptCheck.verify([receipt], inner, scene.registry.verifier) }
            }
        }
    }

    @Test("When a lost disk comes back, no receipt is given under what was never stored", arguments: Backend.allCases)
    func receiptAfterwards(backend: Backend) async throws {
        try await backend.withStorage { inner in
            let storage = FaultyRecord(inner)
            var scene = try await Scene.small(storage)
            storage.fault = .losesDisk
            #expect(await scene.office.submit(try scene.pen.publication("Lost")).halt != nil)
            storage.recover()
            for submission in try Self.knownActs(inner) {
                let outcome = await scene.office.submit(submission)
                if let receipt = outcome.receipt { try ReceiptCheck.verify([receipt], inner, scene.registry.verifier) }
            }
        }
    }

    /// Acts that are in the record: as they were handed in, and with a signature that is none.
    private static func knownActs(_ storage: any RecordStorage) throws -> [Submission] {
        let texts = try storage.texts(0..<3)
        return try storage.entries(0..<3).enumerated().flatMap { place, bytes in
            let envelope = try Entry(strict: bytes).envelope
            var unsigned = envelope
            unsigned.signatures = [Envelope.Signature()]
            return [envelope, unsigned].map { Submission(envelope: $0, texts: texts[UInt64(place)] ?? []) }
        }
    }

    // MARK: Starting over a damaged store

    @Test("An office does not start over a store that contradicts itself", arguments: Damage.allCases)
    func damaged(by damage: Damage) async throws {
        let storage = MemoryRecord()
        let scene = try await Scene.small(storage)
        let broken = DamagedRecord(storage, damage)
        let error = await #expect(throws: RegistryError.self) {
            try await Office(storage: broken, key: scene.registry, clock: scene.time.clock)
        }
        #expect(error?.code == .inconsistent, "\(error.map { "\($0)" } ?? "")")
    }

    @Test("An office does not start over another registry's record")
    func otherKey() async throws {
        let storage = MemoryRecord()
        let scene = try await Scene.small(storage)
        let error = await #expect(throws: RegistryError.self) {
            try await Office(storage: storage, key: Cast.registry(seed: 9), clock: scene.time.clock)
        }
        #expect(error?.code == .inconsistent)
        #expect(error?.message.contains("must be kept with the key that it names") == true)
    }

    enum Damage: String, CaseIterable {
        case entry, lastEntry, size, checkpoint, noCheckpoint, tile, noTile, received
    }

    /// A store that reads wrongly in one respect.
    private struct DamagedRecord: RecordStorage {
        let storage: MemoryRecord
        let damage: Damage

        init(_ storage: MemoryRecord, _ damage: Damage) { (self.storage, self.damage) = (storage, damage) }

        func size() -> UInt64 { storage.size() - (damage == .size ? 1 : 0) }
        func checkpoint() -> [UInt8]? {
            guard damage != .noCheckpoint, var bytes = storage.checkpoint() else { return nil }
            if damage == .checkpoint { bytes[bytes.count - 20] ^= 1 }
            return bytes
        }
        func cosigned() -> [UInt8]? { storage.cosigned() }
        func keep(cosigned note: [UInt8]) { storage.keep(cosigned: note) }
        func entries(_ range: Range<UInt64>) throws -> [[UInt8]] {
            var entries = storage.entries(range)
            switch damage {
            case .entry: entries[1][entries[1].count / 2] ^= 1
            // The last character of the last signature's hint: no rule depends on it.
            case .lastEntry:
                var entry = try Entry(strict: entries[entries.count - 1])
                entry.envelope.signatures[0].keyid = "0"
                entries[entries.count - 1] = entry.canonical
            case .received:
                var entry = try Entry(strict: entries[2])
                entry.received.milliseconds += 1
                entries[2] = entry.canonical
            default: break
            }
            return entries
        }
        func index(of act: ActID) -> UInt64? { storage.index(of: act) }
        func tile(level: Int, index: UInt64) -> [UInt8]? {
            guard damage != .noTile, var bytes = storage.tile(level: level, index: index) else { return nil }
            if damage == .tile { bytes[3] ^= 1 }
            return bytes
        }
        func texts(_ range: Range<UInt64>) -> [UInt64: [Text]] { storage.texts(range) }
        func erase(_ texts: [UInt64: [Hash]]) { storage.erase(texts) }
        func commit(_ batch: RecordBatch) throws { try storage.commit(batch) }
    }

    // MARK: Scenes

    /// Several acts at once, of several keys, into a store that fails from here on.
    private static func burst(_ storage: FaultyRecord, _ scene: inout Scene, _ fault: FaultyRecord.Fault) async throws -> [Office.Outcome] {
        storage.fault = fault
        let office = scene.office
        let submissions = try ["secretariat/press", "lake/envoy", "secretariat/head", "lake/head"].map {
            try scene.pen.publication("At once, by \($0)", by: $0)
        }
        return await withTaskGroup(of: Office.Outcome.self) { group in
            for submission in submissions { group.addTask { await office.submit(submission) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    private static func expectUnchanged(_ before: Snapshot, _ scene: Scene, _ storage: any RecordStorage) async throws {
        var old = before.state
        let new = try #require(await scene.office.snapshot())
        var state = new.state
        #expect(new.checkpoint == before.checkpoint)
        #expect(state.digest() == old.digest())
        #expect(try storage.size() == before.size)
        #expect(try storage.checkpoint() == before.note.bytes)
        let entry = try storage.entries(1..<2)[0]
        let act = try OpenedAct(Entry(strict: entry).envelope).act.id
        try ReceiptCheck.verify([new.receipt(index: 1, act: act, entry: entry)], storage, scene.registry.verifier)
    }
}
