import Foundation
import Mechanism
import Registry
import SQLiteStorage
import Synchronization

/// Every backend behind the port: the contract suite runs on each of them.
enum Backend: String, CaseIterable, Sendable {
    case memory, sqlite

    /// Gives `body` an empty store, and clears it away afterwards.
    func withStorage<Value>(_ body: (any RecordStorage) async throws -> Value) async throws -> Value {
        switch self {
        case .memory: return try await body(MemoryRecord())
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            return try await body(SQLiteRecord(folder: folder, for: .keeping))
        }
    }
}

/// A record in memory, as plain as the port allows.
final class MemoryRecord: RecordStorage {
    struct Conflict: Error {}
    private struct Place: Hashable {
        var level: Int
        var index: UInt64
    }
    private struct Contents {
        var entries: [RecordBatch.NewEntry] = []
        var tiles: [Place: [UInt8]] = [:]
        var checkpoint: [UInt8]?
        var cosigned: [UInt8]?
    }

    private let contents = Mutex(Contents())

    func size() -> UInt64 { contents.withLock { UInt64($0.entries.count) } }
    func checkpoint() -> [UInt8]? { contents.withLock { $0.checkpoint } }
    func cosigned() -> [UInt8]? { contents.withLock { $0.cosigned } }
    func keep(cosigned note: [UInt8]) { contents.withLock { $0.cosigned = note } }
    func entries(_ range: Range<UInt64>) -> [[UInt8]] {
        contents.withLock { $0.entries.dropFirst(Int(range.lowerBound)).prefix(range.count).map(\.bytes) }
    }
    func index(of act: ActID) -> UInt64? {
        contents.withLock { $0.entries.firstIndex { $0.act == act }.map(UInt64.init) }
    }
    func tile(level: Int, index: UInt64) -> [UInt8]? { contents.withLock { $0.tiles[Place(level: level, index: index)] } }
    func texts(_ range: Range<UInt64>) -> [UInt64: [Text]] {
        contents.withLock { contents in
            var texts: [UInt64: [Text]] = [:]
            for (place, entry) in contents.entries.enumerated() where range.contains(UInt64(place)) && !entry.texts.isEmpty {
                texts[UInt64(place)] = entry.texts
            }
            return texts
        }
    }

    func erase(_ texts: [UInt64: [Hash]]) {
        contents.withLock { contents in
            for (place, commitments) in texts {
                contents.entries[Int(place)].texts.removeAll { commitments.contains($0.reference.commitment) }
            }
        }
    }

    func commit(_ batch: RecordBatch) throws {
        try contents.withLock { contents in
            guard batch.first == UInt64(contents.entries.count) else { throw Conflict() }
            contents.entries += batch.entries
            for tile in batch.tiles { contents.tiles[Place(level: tile.level, index: tile.index)] = tile.bytes }
            contents.checkpoint = batch.checkpoint
        }
    }
}
