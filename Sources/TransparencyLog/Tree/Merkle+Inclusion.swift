extension Merkle {
    /// The hashes that lead from the leaf at `index` to the root of the first `size` leaves (RFC 6962 section 2.1.1).
    ///
    /// - Throws: `outOfRange` unless `index < size`; whatever `nodes` throws.
    public static func inclusionProof(
        index: UInt64, size: UInt64, nodes: some NodeReader
    ) throws -> [Digest] {
        guard index < size else {
            throw TransparencyLogError(
                .outOfRange, "The index must be below the size \(size), but it is \(index).")
        }
        return try path(fromLevel: 0, index: index, size: size, nodes: nodes)
    }

    /// Whether `proof` shows that the leaf hash `leaf` is at `index` in the tree of `size` leaves with this `root`.
    public static func verifyInclusion(
        leaf: Digest, index: UInt64, size: UInt64, root: Digest, proof: [Digest]
    ) -> Verdict {
        guard index < size else {
            return .refused("The index must be below the tree's size \(size), but it is \(index).")
        }
        let shape = PathShape(index: index, last: size - 1)
        guard proof.count == shape.count else {
            return .refused(
                "The inclusion proof of index \(index) in a tree of size \(size) has exactly \(shape.count) hashes, not \(proof.count)."
            )
        }
        var hash = leaf
        for (level, sibling) in proof.enumerated() {
            let isLeft = level < shape.inner && index >> UInt64(level) & 1 == 0
            hash = isLeft ? nodeHash(hash, sibling) : nodeHash(sibling, hash)
        }
        guard hash == root else {
            return .refused("The inclusion proof must lead from the leaf to the tree's root, and it leads elsewhere.")
        }
        return .proven
    }

    /// The siblings from the node that holds leaf `index` at `fromLevel` up to the root, in a tree of `size` leaves.
    static func path(
        fromLevel: Int, index: UInt64, size: UInt64, nodes: some NodeReader
    ) throws -> [Digest] {
        let shape = PathShape(index: index, last: size - 1)
        var proof: [Digest] = []
        for level in fromLevel..<max(fromLevel, shape.inner) {
            let sibling = index >> UInt64(level) ^ 1
            try proof.append(subtree(level: level, index: sibling, size: size, nodes: nodes))
        }
        for level in shape.inner..<max(shape.inner, index.bitLength) where index >> UInt64(level) & 1 == 1 {
            let sibling = index >> UInt64(level) ^ 1
            try proof.append(nodes.node(level: level, index: sibling))
        }
        return proof
    }
}

/// How many siblings a path has: up to where it meets the path of the tree's last leaf (`inner`), at either side;
/// from there on (`border`), at the left only.
struct PathShape {
    let inner: Int
    let border: Int
    var count: Int { inner + border }

    init(index: UInt64, last: UInt64) {
        inner = (index ^ last).bitLength
        border = (index >> UInt64(inner)).nonzeroBitCount
    }
}
