/// Answers for the nodes of a tree out of its tiles of hashes.
///
/// What lies between two levels of tiles is hashed together from the lower one. The tiles are believed: whoever
/// did not write them compares the root or the proof made from them with a signed checkpoint.
///
/// Not `Sendable`: the last tiles read are kept, since one proof asks for many nodes of the same tile.
public struct TileNodes: NodeReader {
    /// Gives the bytes of the tile, at least as wide as the tree of interest has it.
    public typealias Tile = (_ level: Int, _ index: UInt64) throws -> [UInt8]

    private let tile: Tile
    private let recent = RecentTiles()

    public init(tile: @escaping Tile) {
        self.tile = tile
    }

    /// - Throws: `outOfRange` if the tile is too narrow to have the node, `malformed` if it is no tile, and
    ///   what `tile` throws.
    public func node(level: Int, index: UInt64) throws -> Digest {
        guard (0..<64).contains(level), index <= UInt64.max >> UInt64(level) else {
            throw TransparencyLogError(.outOfRange, "No tree has a node \(index) at level \(level).")
        }
        let tileLevel = level / Tiles.height
        let up = UInt64(level % Tiles.height)
        let perTile: UInt64 = 256 >> up
        let hashes = try hashes(level: tileLevel, index: index / perTile)
        let start = Int((index % perTile) << up)
        let end = start + 1 << Int(up)
        guard end <= hashes.count else {
            throw TransparencyLogError(
                .outOfRange,
                "Tile \(index / perTile) of level \(tileLevel) must have at least \(end) hashes, and has \(hashes.count)."
            )
        }
        return Self.root(hashes[start..<end])
    }

    private func hashes(level: Int, index: UInt64) throws -> [Digest] {
        let name = RecentTiles.Name(level: level, index: index)
        if let known = recent.tiles[name] { return known }
        let bytes = try tile(level, index)
        guard bytes.count.isMultiple(of: Digest.byteCount),
            (1...Tiles.fullWidth).contains(bytes.count / Digest.byteCount)
        else {
            throw TransparencyLogError(
                .malformed,
                "A tile has 1 to 256 hashes of 32 bytes; tile \(index) of level \(level) has \(bytes.count) bytes.")
        }
        let hashes = stride(from: 0, to: bytes.count, by: Digest.byteCount).compactMap { start in
            Digest(bytes[start..<start + Digest.byteCount])
        }
        recent.keep(hashes, as: name)
        return hashes
    }

    /// The root over a number of hashes that is a power of two.
    private static func root(_ hashes: ArraySlice<Digest>) -> Digest {
        var row = Array(hashes)
        while row.count > 1 {
            row = stride(from: 0, to: row.count, by: 2).map { Merkle.nodeHash(row[$0], row[$0 + 1]) }
        }
        return row[0]
    }
}

/// The tiles read last. A proof in the largest tree crosses 8 levels, twice.
private final class RecentTiles {
    struct Name: Hashable {
        let level: Int
        let index: UInt64
    }

    private(set) var tiles: [Name: [Digest]] = [:]
    private var order: [Name] = []
    private let limit = 32

    func keep(_ hashes: [Digest], as name: Name) {
        if order.count == limit { tiles[order.removeFirst()] = nil }
        tiles[name] = hashes
        order.append(name)
    }
}
