/// The RFC 6962 Merkle tree over the ids of public acts, in the order of the record: each edition carries its size and
/// root, so that the public sees when an act is withheld from it.
///
/// Kept as the roots of its full subtrees alone, the largest first (RFC 6962 section 2.1).
public struct PublicTree: Sendable {
    public private(set) var size: Int64 = 0
    private var subtrees: [Hash] = []

    public init() {}

    public mutating func append(_ act: ActID) {
        var node = Hash.sha256(of: CollectionOfOne(0), act)
        var rest = size
        while rest & 1 == 1, let left = subtrees.popLast() {
            node = Hash.sha256(of: CollectionOfOne(1), left, node)
            rest >>= 1
        }
        subtrees.append(node)
        size += 1
    }

    public var root: Hash {
        guard var node = subtrees.last else { return Hash.sha256(of: []) }
        for left in subtrees.dropLast().reversed() { node = Hash.sha256(of: CollectionOfOne(1), left, node) }
        return node
    }
}
