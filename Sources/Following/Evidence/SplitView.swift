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
        let hashes = try Trust.hashes(proof)
        let split =
            try root.map { bytes in
                guard let root = Digest(bytes.bytes) else { throw NotShown("A root must have 32 bytes.") }
                return TransparencyLog.SplitView(a.note, b.note, root: root, proof: hashes)
            } ?? TransparencyLog.SplitView(a.note, b.note)
        try Trust.demand(split.verify(by: [trust.card.registry]))
        guard let other = split.root else {
            guard proof.isEmpty else { throw NotShown("Two checkpoints of one size need no proof.") }
            return Shown(proved: [
                "The registry signed two checkpoints of size \(a.size) with different roots, \(a.root.base64) and \(b.root.base64): it showed two records under one name."
            ])
        }
        return Shown(proved: [
            "The registry signed that the record's first \(a.size) entries have the root \(a.root.base64), and, with size \(b.size), that they have the root \(other.base64): it showed two records under one name."
        ])
    }
}
