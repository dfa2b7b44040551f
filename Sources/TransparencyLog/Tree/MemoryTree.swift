/// A tree that keeps all its complete nodes in memory: 64 bytes a leaf. They stand in tiles, so that a copy shares all but
/// those at the right edge, and nothing moves when the tree grows.
public struct MemoryTree: NodeReader, Sendable {
    /// The complete nodes of one level.
    private struct Level: Sendable {
        var tiles: [[Digest]] = []
        var count = 0

        subscript(index: Int) -> Digest { tiles[index >> Tiles.height][index & (Tiles.fullWidth - 1)] }

        mutating func append(_ node: Digest) {
            if count & (Tiles.fullWidth - 1) == 0 {
                tiles.append([])
                if count > 0 { tiles[tiles.count - 1].reserveCapacity(Tiles.fullWidth) }
            }
            tiles[tiles.count - 1].append(node)
            count += 1
        }
    }

    /// The leaf hashes first.
    private var levels = [Level()]

    public init() {}

    public var size: UInt64 { UInt64(levels[0].count) }

    /// Appends a leaf hash.
    public mutating func append(_ leaf: Digest) {
        var level = 0
        levels[0].append(leaf)
        while levels[level].count.isMultiple(of: 2) {
            let end = levels[level].count
            let node = Merkle.nodeHash(levels[level][end - 2], levels[level][end - 1])
            level += 1
            if level == levels.count { levels.append(Level()) }
            levels[level].append(node)
        }
    }

    /// - Throws: `outOfRange` for a node that the tree does not have, or not yet.
    public func node(level: Int, index: UInt64) throws -> Digest {
        guard levels.indices.contains(level), index < UInt64(levels[level].count) else {
            throw TransparencyLogError(
                .outOfRange, "A tree of size \(size) has no complete node \(index) at level \(level).")
        }
        return levels[level][Int(index)]
    }

    /// The root of the first `size` leaves.
    ///
    /// - Throws: `outOfRange` if the tree has fewer.
    public func root(at size: UInt64) throws -> Digest {
        try Merkle.root(size: size, nodes: self)
    }

    /// The root of all leaves.
    public var root: Digest {
        var hash: Digest?
        for level in levels where !level.count.isMultiple(of: 2) {
            let last = level[level.count - 1]
            hash = hash.map { Merkle.nodeHash(last, $0) } ?? last
        }
        return hash ?? Merkle.emptyRoot
    }
}
