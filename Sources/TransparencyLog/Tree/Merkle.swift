import Crypto

/// The Merkle tree of RFC 6962 section 2.1 over SHA-256.
///
/// A leaf is `H(00 ‖ entry)`, a node `H(01 ‖ left ‖ right)`, the root of no leaves `H("")`. A tree of `n` leaves
/// splits at the largest power of two below `n`; so its complete subtrees never change once they are
/// full, and everything else is hashed together from them.
public enum Merkle {
    public static let emptyRoot = Digest.sha256(of: UnsafeRawBufferPointer(start: nil, count: 0))

    public static func leafHash(of entry: [UInt8]) -> Digest {
        entry.withUnsafeBytes { leafHash(of: $0) }
    }

    public static func leafHash(of entry: ArraySlice<UInt8>) -> Digest {
        entry.withUnsafeBytes { leafHash(of: $0) }
    }

    public static func leafHash(of entry: UnsafeRawBufferPointer) -> Digest {
        var hasher = SHA256()
        var prefix: UInt8 = 0
        withUnsafeBytes(of: &prefix) { hasher.update(bufferPointer: $0) }
        hasher.update(bufferPointer: entry)
        return Digest(hasher.finalize())
    }

    public static func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Digest.byteCount, alignment: 1) { node in
            node[0] = 1
            left.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: node[1..<33]).copyMemory(from: $0) }
            right.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: node[33..<65]).copyMemory(from: $0) }
            return Digest.sha256(of: UnsafeRawBufferPointer(node))
        }
    }

    /// The root of the first `size` leaves.
    ///
    /// - Throws: whatever `nodes` throws for a node that it does not have.
    public static func root(size: UInt64, nodes: some NodeReader) throws -> Digest {
        size == 0 ? emptyRoot : try root(from: 0, to: size, nodes: nodes)
    }

    /// The root of the leaves `start..<end`, where `start` is a multiple of a power of two that is at least as
    /// large as their number (so that they are one subtree), and there is at least one.
    static func root(from start: UInt64, to end: UInt64, nodes: some NodeReader) throws -> Digest {
        // The complete subtrees are the binary digits of the number of leaves; hash from the right.
        var left = end - start
        var stop = end
        var hash: Digest?
        while left > 0 {
            let level = left.trailingZeroBitCount
            left &= left - 1
            stop -= 1 << UInt64(level)
            let node = try nodes.node(level: level, index: stop >> UInt64(level))
            hash = hash.map { nodeHash(node, $0) } ?? node
        }
        return hash ?? emptyRoot
    }

    /// The subtree at (`level`, `index`) as it is in a tree of `size` leaves: complete, or the right edge of the tree.
    static func subtree(
        level: Int, index: UInt64, size: UInt64, nodes: some NodeReader
    ) throws -> Digest {
        index < size >> UInt64(level)
            ? try nodes.node(level: level, index: index)
            : try root(from: index << UInt64(level), to: size, nodes: nodes)
    }
}
