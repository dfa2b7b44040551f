import Mechanism
import Registry
import TransparencyLog

/// How far a time of receipt may lie from a witness's time.
enum Tolerance {
    static let milliseconds: Int64 = 5 * 60_000
    static let words = "5 minutes"
}

/// An entry whose time of receipt a witness's cosignature contradicts: it was postdated, or backdated.
struct WrongTime: Showing {
    static let kind = Evidence.Kind.wrongTime

    var cosigned = ""
    var checkpoint = ""
    var index: Int64 = 0
    var proof: [Base64Bytes] = []
    var entry = Base64Bytes()

    init() {}

    /// - Parameter note: a checkpoint over the entry; the cosigned one itself where it has the entry.
    init(cosigned: Note, _ note: Note, index: UInt64, entry: [UInt8], proof: [Digest]) {
        (self.cosigned, checkpoint, self.index) = (cosigned.wire, note.wire, Int64(index))
        (self.proof, self.entry) = (proof.wire, Base64Bytes(entry))
    }

    mutating func visit(_ field: inout some Fields) {
        field("cosigned", &cosigned, "A checkpoint with witnesses' cosignatures.")
        field("checkpoint", &checkpoint, "A checkpoint over the entry, as signed; the cosigned one itself where it has the entry.")
        field("index", &index, "The entry's place in the record.")
        field("proof", &proof, "The inclusion proof of that place (RFC 6962 section 2.1.1).")
        field("entry", &entry, "The entry.")
    }

    func prove(under trust: Trust) throws -> Shown {
        let (seen, signed) = (try trust.checkpoint(cosigned), try trust.checkpoint(checkpoint))
        guard let place = UInt64(exactly: index), let entry = try? Entry(strict: entry.bytes) else {
            throw NotShown("It must have an entry of the record and its place.")
        }
        try Trust.demand(Merkle.verifyInclusion(
            leaf: Merkle.leafHash(of: self.entry.bytes), index: place, size: signed.size, root: signed.root, proof: Trust.hashes(proof)))
        // One witness alone may have a wrong clock, or have been shown an old checkpoint: the quorum must say the same.
        let judgement = trust.policy.judge(seen.note)
        let times = judgement.cosigned.map { Int64(clamping: min($0.time, 1 << 52)) * 1_000 }
        guard judgement.isQuorumMet, let earliest = times.min(), let latest = times.max() else {
            throw NotShown("The quorum of the card's witnesses must have cosigned it.")
        }
        let names = judgement.cosigned.map(\.witness.description).joined(separator: ", ")
        let received = entry.received.milliseconds
        if place < seen.size {
            guard cosigned == checkpoint, received > latest + Tolerance.milliseconds else {
                throw NotShown("The entry's time of receipt must lie more than \(Tolerance.words) after that at which the checkpoint with it was cosigned.")
            }
            return Shown(proved: [
                "The witnesses of your card (\(names)) had cosigned entry \(place) \((received - latest) / 1_000) seconds before the time at which the registry says to have received it: it was postdated."
            ])
        }
        guard received < earliest - Tolerance.milliseconds else {
            throw NotShown("The entry's time of receipt must lie more than \(Tolerance.words) before that at which a record without it was cosigned.")
        }
        return Shown(
            proved: [
                "The witnesses of your card (\(names)) cosigned the record at size \(seen.size), and the registry says to have received entry \(place) \((earliest - received) / 1_000) seconds before that: it was backdated, or kept from the witnesses all that time."
            ],
            open: ["Who shows a witness an old checkpoint gets it cosigned anew until the witness has seen a later one: that the registry could reach its witnesses is not proved."])
    }
}
