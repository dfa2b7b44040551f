import Mechanism
import Registry
import TransparencyLog

/// A first entry under a signed checkpoint that is not the one of the card: another record under the same name.
struct WrongRecord: Showing {
    static let kind = Evidence.Kind.wrongRecord

    var checkpoint = ""
    var proof: [Base64Bytes] = []
    var entry = Base64Bytes()

    init() {}

    init(_ note: Note, entry: [UInt8], proof: [Digest]) {
        (checkpoint, self.entry, self.proof) = (note.wire, Base64Bytes(entry), proof.wire)
    }

    mutating func visit(_ field: inout some Fields) {
        field("checkpoint", &checkpoint, "A checkpoint over the entry, as signed.")
        field("proof", &proof, "The inclusion proof of the first place (RFC 6962 section 2.1.1).")
        field("entry", &entry, "The first entry.")
    }

    func prove(under trust: Trust) throws -> Shown {
        let signed = try trust.checkpoint(checkpoint)
        try Trust.demand(Merkle.verifyInclusion(
            leaf: Merkle.leafHash(of: entry.bytes), index: 0, size: signed.size, root: signed.root, proof: Trust.hashes(proof)))
        let hash = Hash.sha256(of: entry.bytes)
        guard hash != trust.card.first else { throw NotShown("The first entry in it is that of the card.") }
        return Shown(proved: [
            "The registry signed a checkpoint of size \(signed.size) over a record whose first entry has the hash \(hash.hex); the card's has \(trust.card.first.hex). It showed another record under the same name."
        ])
    }
}
