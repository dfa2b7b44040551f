/// A map from hashes to hashes with one root that depends on its content alone, never on the order of changes.
///
/// A binary trie over the bits of the keys, in which a node stands only where two keys part:
/// - leaf = H(00 ‖ key ‖ value),
/// - node = H(01 ‖ bit ‖ left ‖ right), `bit` being one byte: the first bit in which the keys below it differ,
/// - the root of an empty map = H("").
///
/// A node names its bit, so that a proof of one key says which keys cannot be in the map. Hashes of nodes above a change
/// are computed when the root is asked for.
public struct MerkleMap: Sendable {
    private struct Leaf: Sendable {
        var key: Hash
        /// H(00 ‖ key ‖ value): all that is kept of the value.
        var hash: Hash
    }

    private struct Node: Sendable {
        /// What hangs below: a node's number, or for a leaf the complement of its number.
        var left: Int32
        var right: Int32
        /// The node's hash; out of date where `stale`.
        var hash = Hash.zero
        /// The bit on which the node parts its keys.
        var bit: UInt8
        var stale = true
    }

    private var leaves = Blocks<Leaf>()
    private var nodes = Blocks<Node>()
    /// Where the way to a key begins; without meaning while the map is empty.
    private var top: Int32 = ~0

    public init() {}

    public var count: Int { leaves.count }

    /// Whether the map has `value` at `key`.
    public func has(_ value: Hash, at key: Hash) -> Bool {
        guard count > 0 else { return false }
        let leaf = leaves[Int(~descend(key))]
        return leaf.key == key && leaf.hash == Self.leaf(key: key, value: value)
    }

    /// The leaf that `key` would be found at.
    private func descend(_ key: Hash) -> Int32 {
        var at = top
        while at >= 0 {
            at = key.bit(Int(nodes[Int(at)].bit)) ? nodes[Int(at)].right : nodes[Int(at)].left
        }
        return at
    }

    public mutating func set(_ key: Hash, to value: Hash) {
        let leaf = Leaf(key: key, hash: Self.leaf(key: key, value: value))
        guard count > 0 else { return leaves.append(leaf) }
        let nearest = Int(~descend(key))
        guard let bit = key.firstDifference(from: leaves[nearest].key) else {
            guard leaves[nearest].hash != leaf.hash else { return }
            leaves[nearest].hash = leaf.hash
            markStale(towards: key, above: 256)
            return
        }
        let (link, parent, wentRight) = markStale(towards: key, above: bit)
        let new = ~Int32(leaves.count)
        leaves.append(leaf)
        let node = Int32(nodes.count)
        let right = key.bit(bit)
        nodes.append(Node(left: right ? link : new, right: right ? new : link, bit: UInt8(bit)))
        if parent < 0 {
            top = node
        } else if wentRight {
            nodes[Int(parent)].right = node
        } else {
            nodes[Int(parent)].left = node
        }
    }

    /// Marks the nodes on the way to `key` that part keys before `bit`; gives what hangs below them.
    @discardableResult
    private mutating func markStale(towards key: Hash, above bit: Int) -> (link: Int32, parent: Int32, wentRight: Bool) {
        var (at, parent, wentRight) = (top, Int32(-1), false)
        while at >= 0, Int(nodes[Int(at)].bit) < bit {
            nodes[Int(at)].stale = true
            parent = at
            wentRight = key.bit(Int(nodes[Int(at)].bit))
            at = wentRight ? nodes[Int(at)].right : nodes[Int(at)].left
        }
        return (at, parent, wentRight)
    }

    /// The root, bringing every hash up to date.
    public mutating func root() -> Hash {
        count > 0 ? refresh(top) : Hash.sha256(of: [])
    }

    // Depth is bounded by the 256 bits of a key.
    private mutating func refresh(_ at: Int32) -> Hash {
        guard at >= 0 else { return leaves[Int(~at)].hash }
        let node = nodes[Int(at)]
        guard node.stale else { return node.hash }
        let left = refresh(node.left)
        let hash = Self.node(bit: node.bit, left: left, right: refresh(node.right))
        nodes[Int(at)].hash = hash
        nodes[Int(at)].stale = false
        return hash
    }

    static func leaf(key: Hash, value: Hash) -> Hash { Hash.sha256(of: CollectionOfOne(0), key, value) }

    static func node(bit: UInt8, left: Hash, right: Hash) -> Hash { Hash.sha256(of: [1, bit], left, right) }
}
