import Mechanism
import Registry
import TransparencyLog

/// An entry under a signed checkpoint that does not hold where it stands: everything up to it, to be replayed.
struct RuleBroken: Showing {
    static let kind = Evidence.Kind.ruleBroken

    var checkpoint = ""
    var proof: [Base64Bytes] = []
    var entries: [Base64Bytes] = []

    init() {}

    init(_ note: Note, entries: [[UInt8]], proof: [Digest]) {
        checkpoint = note.wire
        self.proof = proof.wire
        self.entries = entries.map(Base64Bytes.init)
    }

    mutating func visit(_ field: inout some Fields) {
        field("checkpoint", &checkpoint, "A checkpoint over the entry, as signed.")
        field("proof", &proof, "The consistency proof from the number of entries here to the checkpoint's size (RFC 6962 section 2.1.2).")
        field("entries", &entries, "Every entry of the record, up to the one that does not hold.")
    }

    func prove(under trust: Trust) async throws -> Shown {
        let signed = try trust.checkpoint(checkpoint)
        try trust.demandBeginning(entries, of: signed, proof: proof)
        do {
            _ = try await State.replayed(entries)
        } catch let problem as Replay.Problem {
            guard problem.index + 1 == UInt64(entries.count) else {
                throw NotShown("The last entry in it must be the first one that does not hold; that is entry \(problem.index).")
            }
            return Shown(
                proved: [
                    "The registry signed a checkpoint of size \(signed.size) over these \(entries.count) entries, which begin the record of the card.",
                    "The last of them does not hold. \(problem)",
                ],
                open: ["The rules are those of this program."])
        }
        throw NotShown("Every entry in it holds: its officer signed it, and the rules admit it.")
    }
}
