import Mechanism
import Registry
import TransparencyLog

/// Two signed checkpoints of which one does not extend the other: the registry showed two records under one name, or took something
/// back that it had receipted.
struct SplitView: Showing {
    static let kind = Evidence.Kind.splitView

    var smaller = ""
    var larger = ""
    var root: Base64Bytes?
    var proof: [Base64Bytes] = []

    init() {}

    /// - Parameters:
    ///   - root: the root that the larger record has at the smaller one's size; `nil` for two of the same size.
    ///   - proof: the consistency proof from that root to the larger checkpoint's.
    init(_ smaller: Note, _ larger: Note, root: Digest? = nil, proof: [Digest] = []) {
        (self.smaller, self.larger) = (smaller.wire, larger.wire)
        self.root = root.map { Base64Bytes($0.bytes) }
        self.proof = proof.wire
    }

    mutating func visit(_ field: inout some Fields) {
        field("smaller", &smaller, "The checkpoint of the smaller size, as signed.")
        field("larger", &larger, "The checkpoint of the larger size, as signed; of two of the same size, either.")
        field("root", &root, "The root that the larger record has at the smaller size; null where the sizes are the same.")
        field("proof", &proof, "The consistency proof from that root to the larger checkpoint (RFC 6962 section 2.1.2).")
    }

    func prove(under trust: Trust) throws -> Shown {
        let (a, b) = (try trust.checkpoint(smaller), try trust.checkpoint(larger))
        if a.size == b.size {
            guard root == nil, proof.isEmpty, a.root != b.root else {
                throw NotShown("Two checkpoints of one size must have different roots to contradict each other.")
            }
            return Shown(proved: [
                "The registry signed two checkpoints of size \(a.size) with different roots, \(a.root.base64) and \(b.root.base64): it showed two records under one name."
            ])
        }
        guard a.size < b.size, let root, let other = Digest(root.bytes) else {
            throw NotShown("Of two checkpoints of different sizes the smaller must come first, with the root that the larger record has at its size.")
        }
        guard other != a.root else { throw NotShown("The two checkpoints agree: the larger record begins with the smaller one.") }
        try Trust.demand(Merkle.verifyConsistency(
            from: a.size, fromRoot: other, to: b.size, toRoot: b.root, proof: Trust.hashes(proof)))
        return Shown(proved: [
            "The registry signed that the record's first \(a.size) entries have the root \(a.root.base64), and, with size \(b.size), that they have the root \(other.base64): it showed two records under one name."
        ])
    }
}
