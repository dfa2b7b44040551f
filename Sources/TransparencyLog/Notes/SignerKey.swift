import Crypto

/// A private key that signs notes; its text form is `PRIVATE+KEY+NAME+hex8(keyID)+base64(type ‖ seed)`.
///
/// Its description tells the public key only; `secretText` tells everything.
public struct SignerKey: Sendable, CustomStringConvertible {
    /// The public half.
    public let verifier: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    public var name: String { verifier.name }
    public var type: KeyType { verifier.type }
    public var keyID: UInt32 { verifier.keyID }
    public var description: String { verifier.description }

    private static let prefix = "PRIVATE+KEY+"

    private init(name: String, type: KeyType, seed: [UInt8]) throws(TransparencyLogError) {
        try KeyName.check(name)
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw TransparencyLogError(.malformed, "A signer key is made from 32 bytes.")
        }
        self.key = key
        self.verifier = VerifierKey(name: name, type: type, key: key.publicKey)
    }

    /// A key made from 32 secret bytes, which the caller has drawn at random.
    ///
    /// - Throws: `malformed` unless the name is one and there are 32 bytes.
    public static func generate(
        name: String, type: KeyType = .ed25519, seed: [UInt8]
    ) throws(TransparencyLogError) -> SignerKey {
        try SignerKey(name: name, type: type, seed: seed)
    }

    /// Reads the text form. No error shows any of it.
    ///
    /// - Throws: `malformed` unless it is exactly what `secretText` writes; `unsupported` for another type of key.
    public init(_ text: String) throws(TransparencyLogError) {
        guard text.utf8.starts(with: Self.prefix.utf8) else {
            throw TransparencyLogError(.malformed, "A signer key begins with \(Self.prefix)")
        }
        let rest = text.utf8.dropFirst(Self.prefix.utf8.count)
        guard let plus = rest.firstIndex(of: UInt8(ascii: "+")) else {
            throw TransparencyLogError(
                .malformed, "A signer key is written as its name, its id and its base64, with plus signs between them.")
        }
        let encoded = try EncodedKey(Array(rest[plus...].dropFirst())[...])
        try self.init(name: String(text[rest.startIndex..<plus]), type: encoded.type, seed: encoded.key)
        guard KeyName.hex(keyID).utf8.elementsEqual(encoded.id) else {
            throw TransparencyLogError(
                .malformed, "A key's id follows from its name and its bytes, and this one belongs to another key.")
        }
    }

    /// The text form, with the secret.
    public var secretText: String {
        Self.prefix
            + EncodedKey.text(name: name, id: keyID, type: type, key: Array(key.rawRepresentation))
    }

    /// The Ed25519 signature over the bytes, whatever they are: 64 bytes.
    package func signature(over message: [UInt8]) throws(TransparencyLogError) -> [UInt8] {
        guard let signature = try? key.signature(for: message) else {
            throw TransparencyLogError(.wrongKey, "The key \(name) could not sign.")
        }
        return Array(signature)
    }
}
