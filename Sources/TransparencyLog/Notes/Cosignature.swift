/// A cosigner's statement that at a time it had seen the log grow up to this checkpoint, and not seen it go back
/// (C2SP tlog-cosignature, v1).
///
/// In the signature line it is the time (seconds since 1970 UTC, 64-bit big-endian) and an Ed25519 signature over
///
///     cosignature/v1
///     time <decimal seconds>
///     <the whole text of the checkpoint>
public struct Cosignature: Hashable, Sendable {
    /// Seconds since 1970 UTC; at most 2^63 - 1.
    public let time: UInt64
    /// 64 bytes of Ed25519.
    public let signature: [UInt8]

    private static let maximumTime = UInt64(Int64.max)

    /// Splits the bytes of a signature line by a key of type 4; nil unless they have this layout. Verifies nothing.
    public init?(_ signature: NoteSignature) {
        guard signature.bytes.count == 8 + 64 else { return nil }
        time = UInt64(bigEndianBytes: signature.bytes.prefix(8))
        self.signature = Array(signature.bytes.dropFirst(8))
        guard time <= Self.maximumTime else { return nil }
    }

    /// Cosigns a checkpoint. It is the caller who must have checked that the log's signature holds and that
    /// the log has only grown.
    ///
    /// - Parameter time: seconds since 1970 UTC.
    /// - Throws: `wrongKey` for a key of another type than 4, `malformed` if the note is no checkpoint,
    ///   `outOfRange` for a time past 2^63 - 1.
    public static func make(
        on note: Note, by key: SignerKey, at time: UInt64
    ) throws(TransparencyLogError) -> NoteSignature {
        guard key.type == .cosignature else {
            throw TransparencyLogError(
                .wrongKey, "A checkpoint is cosigned by a key of type 4, and \(key.name) is of type 1.")
        }
        guard time <= maximumTime else {
            throw TransparencyLogError(.outOfRange, "A cosignature's time is below 2^63 seconds.")
        }
        _ = try Checkpoint(note)
        let signature = try key.signature(over: message(time: time, text: note.textBytes))
        return NoteSignature(by: key, bytes: time.bigEndianBytes + signature)
    }

    /// The bytes that a cosigner signs.
    static func message(time: UInt64, text: [UInt8]) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n".utf8) + text
    }
}
