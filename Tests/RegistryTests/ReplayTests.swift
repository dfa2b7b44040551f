import Mechanism
import Testing
import TransparencyLog

@testable import Registry

@Suite("The replay of a record")
struct ReplayTests {
    private struct Unreadable: Error {}

    /// A record of several stretches.
    private static func long() async throws -> (any RecordStorage, Snapshot) {
        var scene = try await Scene(MemoryRecord())
        for number in 1...600 { try await scene.office.record(scene.pen.publication("Day \(number)")) }
        return (scene.storage, try #require(await scene.office.snapshot()))
    }

    private static func expect(_ replay: Replay, isOf snapshot: Snapshot, _ location: SourceLocation = #_sourceLocation) {
        var (state, shown) = (replay.state, snapshot.state)
        #expect(replay.tree.root == snapshot.checkpoint.root, sourceLocation: location)
        #expect(state.digest() == shown.digest(), sourceLocation: location)
    }

    @Test("Whichever stretch is read first, what is replayed is the same")
    func order() async throws {
        let (storage, snapshot) = try await Self.long()
        let (last, isRead) = AsyncStream.makeStream(of: Void.self)
        var replay = Replay()
        try await replay.run(size: snapshot.size, entries: { range in
            if range.lowerBound == 0 { for await _ in last { break } }
            defer { if range.upperBound == snapshot.size { isRead.finish() } }
            return try storage.entries(range)
        })
        Self.expect(replay, isOf: snapshot)
    }

    @Test("When a stretch cannot be read nobody waits for it, and the replay goes on from where it came to")
    func unreadable() async throws {
        let (storage, snapshot) = try await Self.long()
        var replay = Replay()
        await #expect(throws: Unreadable.self) {
            try await replay.run(size: snapshot.size, entries: { range in
                guard range.contains(300) else { return try storage.entries(range) }
                throw Unreadable()
            })
        }
        #expect(replay.tree.size <= 300 && replay.state.size == Int64(replay.tree.size))
        try await replay.run(size: snapshot.size, entries: { try storage.entries($0) })
        Self.expect(replay, isOf: snapshot)
    }
}
