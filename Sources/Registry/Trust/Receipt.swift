public import Mechanism
public import TransparencyLog

/// Proof that an act is in the record, under a checkpoint: a C2SP tlog-proof whose `extra` is the entry itself, so that it
/// can be verified with nothing else at hand but the registry's key.
public struct Receipt: Sendable {
    public let index: UInt64
    public let act: ActID
    public let entry: [UInt8]
    public let proof: ProofFile

    init(index: UInt64, act: ActID, entry: [UInt8], tree: MemoryTree, size: UInt64, checkpoint: Note) throws {
        let hashes = try Merkle.inclusionProof(index: index, size: size, nodes: tree)
        (self.index, self.act, self.entry) = (index, act, entry)
        proof = try ProofFile(extra: entry, index: index, hashes: hashes, note: checkpoint)
    }

    /// Reads a receipt that somebody else gives, and verifies that a log with this key holds the entry in it.
    ///
    /// - Throws: `malformed` when the bytes are no receipt of that log.
    public init(_ bytes: [UInt8], registry: VerifierKey) throws {
        proof = try ProofFile(bytes)
        guard let extra = proof.extra, try proof.verify(leaf: Merkle.leafHash(of: extra), logs: [registry]).verdict.isProven else {
            throw RegistryError(.malformed, "A receipt must hold its entry and the proof that \(registry.name) has it at its place.")
        }
        (index, entry) = (proof.index, extra)
        act = try OpenedAct(Entry(strict: extra).envelope).act.id
    }

    /// The receipt's file.
    public var bytes: [UInt8] { proof.bytes }
}
