public import Mechanism
import TransparencyLog
import Crypto

/// A DSSE envelope around an act's payload (secure-systems-lab/dsse, protocol.md).
///
/// Sign bytes, store bytes: the payload is never serialised again after it was signed. An act's envelope carries one
/// signature; that of a record's first act carries one for each participant, in their order.
public struct Envelope: Record, Hashable {
    /// The type of every act's payload.
    public static let actType = "application/vnd.truce.act+json"

    public struct Signature: Record, Hashable {
        /// A hint of which key signed, never trusted.
        public var keyid = ""
        public var sig = Base64Bytes()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("keyid", &keyid, "The key's note key id in hexadecimal: a hint, never trusted.")
            field("sig", &sig, "The Ed25519 signature over the pre-authentication encoding.")
        }
    }

    public var payload = Base64Bytes()
    public var payloadType = Envelope.actType
    public var signatures: [Signature] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("payload", &payload, "The payload.")
        field("payloadType", &payloadType, "The payload's type, `application/vnd.truce.act+json`.")
        field("signatures", &signatures, "The signatures.")
    }

    /// What is signed: `DSSEv1` SP length SP type SP length SP payload, lengths in bytes, in decimal.
    public var preAuthentication: [UInt8] { Self.preAuthentication(of: payload.bytes) }

    public static func preAuthentication(of payload: [UInt8]) -> [UInt8] {
        // Literals all of them: a list that all tasks share would be counted by all of them.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(64 + payload.count)
        bytes += "DSSEv1 ".utf8
        bytes += String(actType.utf8.count).utf8
        bytes += " ".utf8
        bytes += actType.utf8
        bytes += " ".utf8
        bytes += String(payload.count).utf8
        bytes += " ".utf8
        bytes += payload
        return bytes
    }

    private static let actPrefix = Array("truce/act/v1".utf8) + [0]

    /// SHA-256("truce/act/v1" ‖ 00 ‖ what is signed): the id of the act in it.
    public static func actID(preAuthentication: [UInt8]) -> ActID {
        Hash.sha256(of: actPrefix, preAuthentication)
    }
}

/// Bytes, written as standard padded base64 (RFC 4648 section 4).
public struct Base64Bytes: Wire, Hashable {
    public var bytes: [UInt8]

    public init() { bytes = [] }
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        // Some encoders write a slash as `\/`, so a text with escapes is base64 all the same.
        let decoded = json.readPlain { Base64.decode(UnsafeRawBufferPointer($0)) } ?? json.string.flatMap { Base64.decode($0) }
        guard let bytes = decoded else { return reader.note("must be standard padded base64") }
        self.bytes = bytes
    }
    public func write(to writer: inout JSONWriter) { writer.plain(Base64.encode(bytes)) }
    public static var shape: Shape { .text("base64, standard and padded") }
}

/// An envelope that was opened: its act, strictly read, and what its signatures must be over. Shared by whoever passes it on.
public final class OpenedAct: Sendable {
    public let act: Act
    let signed: [UInt8]
    public let signatures: [Envelope.Signature]

    /// - Throws: why the envelope holds no act, in one sentence.
    public init(_ envelope: Envelope) throws(Malformed) {
        guard envelope.payloadType == Envelope.actType else {
            throw Malformed("must be \(Envelope.actType)", path: "payloadType")
        }
        signed = envelope.preAuthentication
        signatures = envelope.signatures
        act = try Act(id: Envelope.actID(preAuthentication: signed), payload: envelope.payload.bytes)
    }

    /// Whether the envelope carries a good signature by each of `keys`, in their order, and no other.
    public func isSigned(by keys: [Key]) -> Bool {
        guard keys.count == signatures.count, !keys.isEmpty else { return false }
        for (key, signature) in zip(keys, signatures) {
            guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key.bytes),
                key.isValidSignature(signature.sig.bytes, for: signed)
            else { return false }
        }
        return true
    }
}
