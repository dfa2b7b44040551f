import Crypto

/// A public key that verifies signatures on notes; its text form is `NAME+hex8(keyID)+base64(type ‖ public key)`.
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// For a log, its origin. Compared as bytes.
    public let name: String
    public let type: KeyType
    /// Tells keys of the same name apart; not a proof of anything.
    public let keyID: UInt32
    /// 32 bytes, as in RFC 8032.
    public let publicKey: [UInt8]

    private let key: Curve25519.Signing.PublicKey

    /// - Throws: `malformed` unless the name is one and the key has 32 bytes.
    public init(name: String, type: KeyType, publicKey: [UInt8]) throws(TransparencyLogError) {
        try KeyName.check(name)
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            throw TransparencyLogError(.malformed, "An Ed25519 public key has 32 bytes.")
        }
        self.init(name: name, type: type, key: key)
    }

    init(name: String, type: KeyType, key: Curve25519.Signing.PublicKey) {
        self.name = name
        self.type = type
        self.key = key
        self.publicKey = Array(key.rawRepresentation)
        self.keyID = KeyName.id(name: name, type: type, publicKey: publicKey)
    }

    /// Reads the text form.
    ///
    /// - Throws: `malformed` unless it is exactly what `description` writes; `unsupported` for another type of key.
    public init(_ text: String) throws(TransparencyLogError) {
        guard let plus = text.utf8.firstIndex(of: UInt8(ascii: "+")) else {
            throw TransparencyLogError(
                .malformed,
                "A verifier key is written as its name, its id and its base64, with plus signs between them.")
        }
        let encoded = try EncodedKey(Array(text.utf8[plus...].dropFirst())[...])
        try self.init(name: String(text[..<plus]), type: encoded.type, publicKey: encoded.key)
        guard KeyName.hex(keyID).utf8.elementsEqual(encoded.id) else {
            throw TransparencyLogError(
                .malformed,
                "A key's id follows from its name and its bytes; for this key it must be \(KeyName.hex(keyID)).")
        }
    }

    public var description: String {
        EncodedKey.text(name: name, id: keyID, type: type, key: publicKey)
    }

    public static func == (a: VerifierKey, b: VerifierKey) -> Bool {
        a.type == b.type && a.publicKey == b.publicKey && a.name.isSameBytes(as: b.name)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(keyID)
        hasher.combine(publicKey)
    }
}

extension VerifierKey {
    /// Whether the signature claims to be by this key.
    public func isNamed(by signature: NoteSignature) -> Bool {
        signature.keyID == keyID && signature.name.isSameBytes(as: name)
    }

    /// Whether the signature is by this key over this text, in the manner of the key's type.
    public func accepts(_ signature: NoteSignature, on text: [UInt8]) -> Bool {
        guard isNamed(by: signature) else { return false }
        switch type {
        case .ed25519:
            return isValid(signature.bytes, for: text)
        case .cosignature:
            guard let cosignature = Cosignature(signature) else { return false }
            return isValid(cosignature.signature, for: Cosignature.message(time: cosignature.time, text: text))
        }
    }

    private func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        signature.count == 64 && key.isValidSignature(signature, for: message)
    }
}
