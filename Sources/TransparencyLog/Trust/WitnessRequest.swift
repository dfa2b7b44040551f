/// What a log hands in to a witness: its new checkpoint, and a proof that it continues the one that the witness has (C2SP
/// tlog-witness, `add-checkpoint`).
///
///     old <size that the witness is believed to have>
///     <base64 of a hash>          (the consistency proof: at most 63; none from size 0)
///
///     <the checkpoint with its signatures>
public struct WitnessRequest: Hashable, Sendable {
    /// The size of the latest checkpoint that the witness is believed to have cosigned; 0 for none.
    public let old: UInt64
    /// The consistency proof from that size to the checkpoint's.
    public let proof: [Digest]
    public let note: Note
    /// What the note's text says.
    public let checkpoint: Checkpoint

    /// The most bytes that a request may have.
    public static let longest = 16 << 10
    private static let maximumHashes = 63

    /// - Throws: `malformed` if the note is no checkpoint, `outOfRange` for more than 63 hashes.
    public init(old: UInt64, proof: [Digest], note: Note) throws(TransparencyLogError) {
        guard proof.count <= Self.maximumHashes else {
            throw TransparencyLogError(.outOfRange, "A consistency proof for a witness has at most 63 hashes.")
        }
        checkpoint = try Checkpoint(note)
        (self.old, self.proof, self.note) = (old, proof, note)
    }

    /// Reads a request; verifies nothing.
    ///
    /// - Throws: `malformed` unless it is exactly what `bytes` writes.
    public init(_ bytes: [UInt8]) throws(TransparencyLogError) {
        guard bytes.count <= Self.longest else {
            throw TransparencyLogError(.malformed, "A request to a witness has at most \(Self.longest) bytes.")
        }
        var rest = bytes[...]
        func nextLine() throws(TransparencyLogError) -> ArraySlice<UInt8> {
            guard let end = rest.firstIndex(of: .newline) else {
                throw TransparencyLogError(.malformed, "A request to a witness has an empty line and a checkpoint at its end.")
            }
            defer { rest = rest[(end + 1)...] }
            return rest[..<end]
        }

        let first = try nextLine()
        guard first.starts(with: "old ".utf8), let old = Decimal.decode(first.dropFirst(4)) else {
            throw TransparencyLogError(
                .malformed, "A request to a witness begins with “old” and a decimal number below 2^64 without leading zeros.")
        }
        var proof: [Digest] = []
        var line = try nextLine()
        while !line.isEmpty {
            guard let hash = Base64.decode(line).flatMap({ Digest($0) }), proof.count < Self.maximumHashes else {
                throw TransparencyLogError(
                    .malformed,
                    "A request to a witness has at most 63 hashes, each 32 bytes in standard base64 on a line of its own.")
            }
            proof.append(hash)
            line = try nextLine()
        }
        try self.init(old: old, proof: proof, note: Note(Array(rest)))
    }

    public var bytes: [UInt8] {
        let lines = ["old \(old)"] + proof.map(\.base64)
        return Array((lines.joined(separator: "\n") + "\n\n").utf8) + note.bytes
    }
}

/// Where a witness answers, below its address, and in what words.
public enum WitnessProtocol {
    /// Where checkpoints are handed in.
    public static let submission = "/add-checkpoint"
    /// The media type of the body that says which size a witness has.
    public static let sizeType = "text/x.tlog.size"

    /// The name under which a log stands at a witness: the SHA-256 of its origin, in hexadecimal.
    public static func name(of origin: String) -> String { Digest.sha256(of: Array(origin.utf8)).hex }

    /// Where a witness shows the latest checkpoint of a log that it cosigned.
    public static func monitoring(_ origin: String) -> String { "/\(name(of: origin))/checkpoint" }

    /// The body that says which size a witness has: decimal, and a newline.
    public static func sizeBody(_ size: UInt64) -> [UInt8] { Array("\(size)\n".utf8) }

    /// Reads such a body; `nil` unless it is one.
    public static func size(from body: [UInt8]) -> UInt64? {
        body.last == .newline ? Decimal.decode(body.dropLast()) : nil
    }
}
