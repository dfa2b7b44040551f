extension Merkle {
    /// The hashes that show the tree of `old` leaves to be the beginning of the tree of `new` leaves (RFC
    /// 6962 section 2.1.2).
    ///
    /// - Throws: `outOfRange` unless `0 < old <= new`; whatever `nodes` throws.
    public static func consistencyProof(
        from old: UInt64, to new: UInt64, nodes: some NodeReader
    ) throws -> [Digest] {
        guard 0 < old, old <= new else {
            throw TransparencyLogError(
                .outOfRange,
                "A consistency proof goes from a size of at least 1 to one not below it, not from \(old) to \(new)."
            )
        }
        if old == new { return [] }
        // The proof is the path of the largest complete subtree at the right end of the old tree.
        let level = old.trailingZeroBitCount
        let path = try path(fromLevel: level, index: old - 1, size: new, nodes: nodes)
        if old.nonzeroBitCount == 1 { return path }
        return try [nodes.node(level: level, index: (old - 1) >> UInt64(level))] + path
    }

    /// Whether `proof` shows that the tree of `new` leaves begins with the tree of `old` leaves.
    public static func verifyConsistency(
        from old: UInt64, fromRoot oldRoot: Digest, to new: UInt64, toRoot newRoot: Digest, proof: [Digest]
    ) -> Verdict {
        guard 0 < old, old <= new else {
            return .refused(
                "A consistency proof goes from a size of at least 1 to one not below it, not from \(old) to \(new).")
        }
        if old == new {
            guard proof.isEmpty else {
                return .refused("Between trees of the same size \(old) the proof must be empty.")
            }
            guard oldRoot == newRoot else {
                return .refused("Two trees of the same size \(old) must have the same root.")
            }
            return .proven
        }
        guard let (oldHash, newHash) = ends(from: old, to: new, seed: oldRoot, proof: proof) else {
            return .refused(
                "The consistency proof from size \(old) to \(new) has exactly \(proofLength(from: old, to: new)) hashes, not \(proof.count).")
        }
        guard oldHash == oldRoot else {
            return .refused(
                "The consistency proof must lead to the root of the tree of size \(old), and it leads elsewhere.")
        }
        guard newHash == newRoot else {
            return .refused(
                "The consistency proof must lead to the root of the tree of size \(new), and it leads elsewhere.")
        }
        return .proven
    }

    /// The root of the tree of `old` leaves to which a consistency proof leads, whatever it is worth. Nil for a proof of
    /// another length, and where `old` is a power of two: then the proof begins at that root and does not tell it.
    static func rootBefore(from old: UInt64, to new: UInt64, proof: [Digest]) -> Digest? {
        guard 0 < old, old < new, old.nonzeroBitCount > 1 else { return nil }
        return ends(from: old, to: new, seed: emptyRoot, proof: proof)?.old
    }

    private static func proofLength(from old: UInt64, to new: UInt64) -> Int {
        let shape = PathShape(index: old - 1, last: new - 1)
        return (old.nonzeroBitCount == 1 ? 0 : 1) + shape.inner - old.trailingZeroBitCount + shape.border
    }

    /// The two roots to which a proof leads, for `0 < old < new`; nil for a proof of another length than it must have.
    ///
    /// - Parameter seed: where the proof begins if `old` is a power of two: the root of that tree.
    private static func ends(
        from old: UInt64, to new: UInt64, seed: Digest, proof: [Digest]
    ) -> (old: Digest, new: Digest)? {
        guard proof.count == proofLength(from: old, to: new) else { return nil }
        let level = old.trailingZeroBitCount
        let inner = PathShape(index: old - 1, last: new - 1).inner - level
        let isPowerOfTwo = old.nonzeroBitCount == 1
        let position = (old - 1) >> UInt64(level)
        var oldHash = isPowerOfTwo ? seed : proof[0]
        var newHash = oldHash
        for (step, sibling) in proof.dropFirst(isPowerOfTwo ? 0 : 1).enumerated() {
            // What lies to the right of the path is not in the old tree.
            if step < inner, position >> UInt64(step) & 1 == 0 {
                newHash = nodeHash(newHash, sibling)
            } else {
                oldHash = nodeHash(sibling, oldHash)
                newHash = nodeHash(sibling, newHash)
            }
        }
        return (oldHash, newHash)
    }
}
