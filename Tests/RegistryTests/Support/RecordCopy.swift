import Mechanism
import Registry
import Testing
import TransparencyLog

/// A record as somebody publishes it: entries, tiles and checkpoint, each of which a hostile hand can change.
struct RecordCopy: RecordSource {
    struct Absent: Error, CustomStringConvertible {
        let path: TilePath
        var description: String { "\(path) is not published" }
    }

    var entries: [[UInt8]]
    var tiles: [TilePath: [UInt8]] = [:]
    var note: [UInt8]
    var witnessed: [UInt8]?

    init(of storage: any RecordStorage) async throws {
        let size = try storage.size()
        entries = try storage.entries(0..<size)
        let source = StorageSource(storage)
        note = try source.checkpoint()
        for path in Tiles.hashTiles(to: size) { tiles[path] = try source.tile(path) }
    }

    func checkpoint() -> [UInt8] { note }
    func cosigned() -> [UInt8]? { witnessed }

    func tile(_ path: TilePath) throws -> [UInt8] {
        if case .hashes = path.kind {
            guard let bytes = tiles[path] else { throw Absent(path: path) }
            return bytes
        }
        let first = Int(path.index) * Tiles.fullWidth
        guard entries.count >= first + path.width else { throw Absent(path: path) }
        return try EntryBundle.encode(Array(entries[first..<first + path.width]))
    }

    /// The tree made anew over the entries as they are now, and signed: what a dishonest registry can do.
    mutating func seal(by key: SignerKey) throws {
        let tree = entries.reduce(into: MemoryTree()) { $0.append(Merkle.leafHash(of: $1)) }
        note = try Checkpoint(origin: key.name, size: tree.size, root: tree.root).sign(by: key).bytes
        tiles = [:]
        for path in Tiles.hashTiles(to: tree.size) {
            guard case .hashes(let level) = path.kind else { continue }
            tiles[path] = try (0..<UInt64(path.width)).flatMap {
                try tree.node(level: level * Tiles.height, index: path.index * UInt64(Tiles.fullWidth) + $0).bytes
            }
        }
    }

    mutating func change(entry index: Int, _ change: (inout Entry) throws -> Void) throws {
        var entry = try Entry(strict: entries[index])
        try change(&entry)
        entries[index] = entry.canonical
    }

    /// What an audit says against this record: its failed sentences, or why it could not go on.
    func objections(card: Card?) async -> [String] {
        var audit = Audit()
        do { try await audit.replay(self, card: card) } catch { return audit.failures + ["\(error)"] }
        return audit.failures
    }
}

extension Audit {
    var failures: [String] { items.filter { $0.result == .failed }.map(\.sentence) }
    var proofs: [String] { items.filter { $0.result == .proved }.map(\.sentence) }
    var open: [String] { items.filter { $0.result == .open }.map(\.sentence) }
}
