import Crypto

/// The RFC 6962 tree as its definition reads (section 2.1), sharing no code with the record's own.
enum PlainTree {
    static func leaf(_ entry: [UInt8]) -> [UInt8] { hash([0] + entry) }

    /// MTH of some leaf hashes.
    static func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        switch leaves.count {
        case 0: return hash([])
        case 1: return leaves[leaves.startIndex]
        default:
            let (left, right) = halves(leaves)
            return hash([1] + root(left) + root(right))
        }
    }

    /// PATH(m, D[n]), from the leaf upwards.
    static func path(_ index: Int, _ leaves: ArraySlice<[UInt8]>) -> [[UInt8]] {
        guard leaves.count > 1 else { return [] }
        let (left, right) = halves(leaves)
        return index < left.count
            ? path(index, left) + [root(right)]
            : path(index - left.count, right) + [root(left)]
    }

    /// Parts leaves at the largest power of two below their number.
    private static func halves(_ leaves: ArraySlice<[UInt8]>) -> (ArraySlice<[UInt8]>, ArraySlice<[UInt8]>) {
        var width = 1
        while width * 2 < leaves.count { width *= 2 }
        return (leaves.prefix(width), leaves.dropFirst(width))
    }

    private static func hash(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
