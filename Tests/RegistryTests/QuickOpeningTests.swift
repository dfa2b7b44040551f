import Mechanism
import Testing
import TransparencyLog

@testable import Registry

/// The contract of an office that is opened before the signatures of its record are verified again.
@Suite("The quick opening")
struct QuickOpeningTests {
    @Test("Over a record that holds it shows the same, admits at once, and goes on", arguments: Backend.allCases)
    func holds(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene.small(storage)
            let before = try #require(await scene.office.snapshot())
            let office = try await Office(storage: storage, key: scene.registry, clock: scene.time.clock, opening: .quick)
            let after = try #require(await office.snapshot())
            #expect(after.note.bytes == before.note.bytes)
            #expect(after.card == before.card)
            var (one, other) = (before.state, after.state)
            let digests = (one.digest(), other.digest())
            #expect(digests.0 == digests.1)
            #expect(try await office.record(scene.pen.publication("And on", by: "lake/envoy")).index == before.size)
            for _ in 0..<10_000 { await Task.yield() }
            #expect(await office.reasonForHalt == nil)
        }
    }

    @Test("Over a record with a signature that is none it writes nothing any more, once that is found")
    func forged() async throws {
        let scene = try await Scene.small(MemoryRecord())
        var copy = try await RecordCopy(of: scene.storage)
        try copy.change(entry: 4) { $0.envelope.signatures[0].sig.bytes[5] ^= 1 }
        try copy.seal(by: scene.registry)
        let forged = MemoryRecord()
        try forged.commit(try Self.batch(copy))
        let error = await #expect(throws: RegistryError.self) { try await Office(storage: forged, key: scene.registry, clock: scene.time.clock) }
        #expect(error?.code == .inconsistent)
        let office = try await Office(storage: forged, key: scene.registry, clock: scene.time.clock, opening: .quick)
        for _ in 0..<1_000_000 where await office.reasonForHalt == nil { await Task.yield() }
        #expect(await office.reasonForHalt?.contains("Entry 4: The act is not signed") == true)
        var pen = scene.pen
        #expect(await office.submit(try pen.publication("Later", by: "lake/envoy")).halt != nil)
        #expect(forged.size() == copy.entries.count)
    }

    @Test("Over bytes that are not those of the checkpoint it is not opened")
    func contradicting() async throws {
        let scene = try await Scene.small(MemoryRecord())
        var copy = try await RecordCopy(of: scene.storage)
        try copy.change(entry: 4) { $0.envelope.signatures[0].sig.bytes[5] ^= 1 }
        let changed = MemoryRecord()
        try changed.commit(try Self.batch(copy))
        let error = await #expect(throws: RegistryError.self) {
            try await Office(storage: changed, key: scene.registry, clock: scene.time.clock, opening: .quick)
        }
        #expect(error?.code == .inconsistent)
    }

    private static func batch(_ copy: RecordCopy) throws -> RecordBatch {
        RecordBatch(
            first: 0,
            entries: try copy.entries.map {
                .init(bytes: $0, act: try OpenedAct(Entry(strict: $0).envelope).act.id, texts: [])
            },
            tiles: copy.tiles.compactMap { path, bytes in
                guard case .hashes(let level) = path.kind else { return nil }
                return .init(level: level, index: path.index, bytes: bytes)
            },
            checkpoint: copy.note)
    }
}
