import Mechanism
import Registry
import Synchronization

/// A store that forgets: what the tests' records are kept in.
final class InMemoryStorage: RecordStorage {
    private struct Contents {
        var entries: [[UInt8]] = []
        var acts: [ActID: UInt64] = [:]
        var texts: [UInt64: [Text]] = [:]
        var tiles: [String: [UInt8]] = [:]
        var checkpoint: [UInt8]?
        var cosigned: [UInt8]?
        var fails = false
    }

    private struct Full: Error {}

    private let contents = Mutex(Contents())

    /// From now on nothing more is stored.
    func fill() { contents.withLock { $0.fails = true } }

    func size() -> UInt64 { contents.withLock { UInt64($0.entries.count) } }
    func checkpoint() -> [UInt8]? { contents.withLock { $0.checkpoint } }
    func cosigned() -> [UInt8]? { contents.withLock { $0.cosigned } }
    func keep(cosigned note: [UInt8]) { contents.withLock { $0.cosigned = note } }
    func entries(_ range: Range<UInt64>) -> [[UInt8]] {
        contents.withLock { Array($0.entries[Int(range.lowerBound)..<Int(range.upperBound)]) }
    }
    func index(of act: ActID) -> UInt64? { contents.withLock { $0.acts[act] } }
    func tile(level: Int, index: UInt64) -> [UInt8]? { contents.withLock { $0.tiles["\(level)/\(index)"] } }
    func texts(_ range: Range<UInt64>) -> [UInt64: [Text]] {
        contents.withLock { contents in contents.texts.filter { range.contains($0.key) } }
    }

    func erase(_ texts: [UInt64: [Hash]]) {
        contents.withLock { contents in
            for (place, commitments) in texts { contents.texts[place]?.removeAll { commitments.contains($0.reference.commitment) } }
        }
    }

    func commit(_ batch: RecordBatch) throws {
        try contents.withLock { contents in
            guard !contents.fails else { throw Full() }
            for entry in batch.entries {
                contents.acts[entry.act] = UInt64(contents.entries.count)
                contents.texts[UInt64(contents.entries.count)] = entry.texts
                contents.entries.append(entry.bytes)
            }
            for tile in batch.tiles { contents.tiles["\(tile.level)/\(tile.index)"] = tile.bytes }
            contents.checkpoint = batch.checkpoint
        }
    }
}
