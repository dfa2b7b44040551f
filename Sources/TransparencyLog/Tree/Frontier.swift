/// The right edge of a growing tree: the roots of its largest complete subtrees. All that appending needs.
public struct Frontier: Hashable, Sendable {
    /// How many leaves the tree has; at most 2^63 - 1.
    public private(set) var size: UInt64 = 0
    /// One hash for each binary digit 1 of `size`, the largest subtree (leftmost) first.
    public private(set) var hashes: [Digest] = []

    /// The edge of the tree without leaves.
    public init() {}

    /// Nil unless there is one hash for each binary digit 1 of `size`, and `size` is below 2^63.
    public init?(size: UInt64, hashes: [Digest]) {
        guard size <= UInt64(Int64.max), hashes.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.hashes = hashes
    }

    /// The edge of the first `size` leaves of a stored tree.
    ///
    /// - Throws: `outOfRange` if `size` is not below 2^63; whatever `nodes` throws.
    public init(size: UInt64, nodes: some NodeReader) throws {
        guard size <= UInt64(Int64.max) else {
            throw TransparencyLogError(.outOfRange, "A tree's size must be below 2^63.")
        }
        self.size = size
        for level in (0..<size.bitLength).reversed() where size >> UInt64(level) & 1 == 1 {
            try hashes.append(nodes.node(level: level, index: (size >> UInt64(level)) - 1))
        }
    }

    /// Appends a leaf hash and gives `emit` every node that is now complete, the leaf itself first, as (level, index, hash).
    public mutating func append(
        _ leaf: Digest, _ emit: (_ level: Int, _ index: UInt64, _ hash: Digest) throws -> Void
    ) rethrows {
        var hash = leaf
        var level = 0
        var index = size
        try emit(level, index, hash)
        for _ in 0..<(~size).trailingZeroBitCount {
            hash = Merkle.nodeHash(hashes[hashes.count - 1 - level], hash)
            level += 1
            index >>= 1
            try emit(level, index, hash)
        }
        // Only now, so that an `emit` that throws leaves the edge as it was.
        hashes.removeLast(level)
        hashes.append(hash)
        size += 1
    }

    public mutating func append(_ leaf: Digest) {
        append(leaf) { _, _, _ in }
    }

    public var root: Digest {
        guard let last = hashes.last else { return Merkle.emptyRoot }
        return hashes.dropLast().reversed().reduce(last) { Merkle.nodeHash($1, $0) }
    }
}
