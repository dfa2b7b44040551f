/// A proof, verified offline, that a log holds an entry (C2SP tlog-proof).
///
///     c2sp.org/tlog-proof@v1
///     extra <base64>              (only if there is something)
///     index <decimal>
///     <base64 of a hash>          (from the leaf's sibling up; none for a log of one entry)
///
///     <the checkpoint with its signatures>
public struct ProofFile: Hashable, Sendable {
    /// Bytes that travel along, never empty. Nothing vouches for them.
    public let extra: [UInt8]?
    /// Where in the log the entry is, from 0.
    public let index: UInt64
    /// The inclusion proof: at most 64 hashes.
    public let hashes: [Digest]
    /// The checkpoint as its log and witnesses signed it.
    public let note: Note

    private static let header = "c2sp.org/tlog-proof@v1"
    private static let maximumHashes = 64

    /// - Throws: `malformed` if the note is no checkpoint, `outOfRange` for more than 64 hashes.
    public init(
        extra: [UInt8]? = nil, index: UInt64, hashes: [Digest], note: Note
    ) throws(TransparencyLogError) {
        guard hashes.count <= Self.maximumHashes else {
            throw TransparencyLogError(.outOfRange, "An inclusion proof has at most 64 hashes.")
        }
        _ = try Checkpoint(note)
        self.extra = extra == [] ? nil : extra
        self.index = index
        self.hashes = hashes
        self.note = note
    }

    /// Reads a proof file; verifies nothing.
    ///
    /// - Throws: `malformed` unless it is exactly what `bytes` writes.
    public init(_ bytes: [UInt8]) throws(TransparencyLogError) {
        // Beyond the header, extra and index lines, the hashes and the empty line, everything is the checkpoint.
        var rest = bytes[...]
        func nextLine() throws(TransparencyLogError) -> ArraySlice<UInt8> {
            guard let end = rest.firstIndex(of: .newline) else {
                throw TransparencyLogError(.malformed, "A proof file has an empty line and a checkpoint at its end.")
            }
            defer { rest = rest[(end + 1)...] }
            return rest[..<end]
        }

        guard try nextLine().elementsEqual(Self.header.utf8) else {
            throw TransparencyLogError(.malformed, "A proof file begins with the line \(Self.header)")
        }
        var line = try nextLine()
        var extra: [UInt8]?
        if line.starts(with: "extra ".utf8) {
            guard let bytes = Base64.decode(line.dropFirst(6)), !bytes.isEmpty else {
                throw TransparencyLogError(
                    .malformed, "The extra line of a proof file has standard base64 of at least one byte.")
            }
            extra = bytes
            line = try nextLine()
        }
        guard line.starts(with: "index ".utf8), let index = Decimal.decode(line.dropFirst(6)) else {
            throw TransparencyLogError(
                .malformed, "The index line of a proof file has a decimal number below 2^64 without leading zeros.")
        }
        var hashes: [Digest] = []
        line = try nextLine()
        while !line.isEmpty {
            guard let hash = Base64.decode(line).flatMap({ Digest($0) }), hashes.count < Self.maximumHashes else {
                throw TransparencyLogError(
                    .malformed,
                    "A proof file has at most 64 hashes, each 32 bytes in standard base64 on a line of its own.")
            }
            hashes.append(hash)
            line = try nextLine()
        }
        try self.init(extra: extra, index: index, hashes: hashes, note: Note(Array(rest)))
    }

    public init(_ text: String) throws(TransparencyLogError) {
        try self.init(Array(text.utf8))
    }

    public var bytes: [UInt8] {
        var lines = [Self.header]
        if let extra { lines.append("extra \(Base64.encode(extra))") }
        lines.append("index \(index)")
        lines += hashes.map(\.base64)
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + note.bytes
    }
}

extension ProofFile {
    /// What a proof file shows.
    public struct Verification: Hashable, Sendable {
        /// Proven if the checkpoint satisfies the policy and holds the entry at the index.
        public let verdict: Verdict
        /// What the policy says of the checkpoint.
        public let judgement: Policy.Judgement
    }

    /// Whether a log that the policy trusts, witnessed as it demands, holds the entry with this leaf hash at `index`.
    public func verify(leaf: Digest, policy: Policy) -> Verification {
        let judgement = policy.judge(note)
        guard judgement.verdict.isProven, let checkpoint = judgement.checkpoint else {
            return Verification(verdict: judgement.verdict, judgement: judgement)
        }
        let verdict = Merkle.verifyInclusion(
            leaf: leaf, index: index, size: checkpoint.size, root: checkpoint.root, proof: hashes)
        return Verification(verdict: verdict, judgement: judgement)
    }

    /// The same, trusting these logs without any witness.
    ///
    /// - Throws: `wrongKey` or `malformed` unless the keys are of type 1 and differ.
    public func verify(leaf: Digest, logs: [VerifierKey]) throws(TransparencyLogError) -> Verification {
        var policyLogs: [Policy.Log] = []
        for key in logs { policyLogs.append(Policy.Log(key: key)) }
        return try verify(leaf: leaf, policy: Policy(logs: policyLogs))
    }
}
