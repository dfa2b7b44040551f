import Crypto

/// A map from hashes to hashes with one root that depends on its content alone, never on the order of changes.
///
/// A binary trie over the bits of the keys, in which a node stands only where two keys part:
/// - leaf = H(00 ‖ key ‖ value),
/// - node = H(01 ‖ bit ‖ left ‖ right), `bit` being one byte: the first bit in which the keys below it differ,
/// - the root of an empty map = H("").
///
/// A node names its bit, so that a proof of one key says which keys cannot be in the map. Hashes above a change are
/// computed when the root is asked for.
public struct MerkleMap: Sendable {
    private struct Node: Sendable {
        /// The bit on which a node parts its keys; −1 for a leaf.
        var bit: Int16
        var left: Int32 = 0
        var right: Int32 = 0
        /// Of a leaf, its key and value.
        var key = Hash.zero
        var value = Hash.zero
        /// The node's hash; out of date where `stale`.
        var hash = Hash.zero
        var stale = true
    }

    private var nodes: [Node] = []
    private var top: Int32 = -1
    public private(set) var count = 0

    public init() {}

    public subscript(key: Hash) -> Hash? {
        guard top >= 0 else { return nil }
        let leaf = nodes[Int(descend(key))]
        return leaf.key == key ? leaf.value : nil
    }

    /// The leaf that `key` would be found at.
    private func descend(_ key: Hash) -> Int32 {
        var at = top
        while nodes[Int(at)].bit >= 0 {
            let node = nodes[Int(at)]
            at = key.bit(Int(node.bit)) ? node.right : node.left
        }
        return at
    }

    public mutating func set(_ key: Hash, to value: Hash) {
        guard top >= 0 else {
            nodes.append(Node(bit: -1, key: key, value: value))
            top = 0
            count = 1
            return
        }
        let nearest = descend(key)
        guard let bit = key.firstDifference(from: nodes[Int(nearest)].key) else {
            guard nodes[Int(nearest)].value != value else { return }
            nodes[Int(nearest)].value = value
            markStale(towards: key, above: 256)
            return
        }
        let (link, parent, wentRight) = markStale(towards: key, above: bit)
        let leaf = Int32(nodes.count)
        nodes.append(Node(bit: -1, key: key, value: value))
        let right = key.bit(bit)
        nodes.append(Node(bit: Int16(bit), left: right ? link : leaf, right: right ? leaf : link))
        count += 1
        if parent < 0 {
            top = leaf + 1
        } else if wentRight {
            nodes[Int(parent)].right = leaf + 1
        } else {
            nodes[Int(parent)].left = leaf + 1
        }
    }

    /// Marks the nodes on the way to `key` that part keys before `bit`; gives what hangs below them.
    @discardableResult
    private mutating func markStale(towards key: Hash, above bit: Int) -> (link: Int32, parent: Int32, wentRight: Bool) {
        var (at, parent, wentRight) = (top, Int32(-1), false)
        while nodes[Int(at)].bit >= 0, Int(nodes[Int(at)].bit) < bit {
            nodes[Int(at)].stale = true
            parent = at
            wentRight = key.bit(Int(nodes[Int(at)].bit))
            at = wentRight ? nodes[Int(at)].right : nodes[Int(at)].left
        }
        if bit == 256 { nodes[Int(at)].stale = true }
        return (at, parent, wentRight)
    }

    /// The root, bringing every hash up to date.
    public mutating func root() -> Hash {
        top >= 0 ? refresh(top) : Hash.sha256(of: [])
    }

    // Depth is bounded by the 256 bits of a key.
    private mutating func refresh(_ at: Int32) -> Hash {
        let node = nodes[Int(at)]
        guard node.stale else { return node.hash }
        let hash: Hash
        if node.bit < 0 {
            hash = Self.leaf(key: node.key, value: node.value)
        } else {
            let left = refresh(node.left)
            hash = Self.node(bit: UInt8(node.bit), left: left, right: refresh(node.right))
        }
        nodes[Int(at)].hash = hash
        nodes[Int(at)].stale = false
        return hash
    }

    static func leaf(key: Hash, value: Hash) -> Hash { Hash.sha256(of: [0], key.bytes, value.bytes) }

    static func node(bit: UInt8, left: Hash, right: Hash) -> Hash {
        Hash.sha256(of: [1, bit], left.bytes, right.bytes)
    }
}
