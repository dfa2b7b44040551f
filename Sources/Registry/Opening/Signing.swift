public import Mechanism
public import TransparencyLog
import Crypto

/// An officer's private key, kept as a C2SP signer key whose name is `participant/desk`.
public struct OfficerKey: Sendable {
    public let participant: Identifier
    public let desk: Identifier
    private let signer: SignerKey

    /// - Parameter text: a C2SP signer key, `PRIVATE+KEY+participant/desk+…`.
    public init(_ text: String) throws {
        try self.init(SignerKey(text))
    }

    public init(_ signer: SignerKey) throws(RegistryError) {
        let parts = signer.name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let participant = Identifier(String(parts[0])), let desk = Identifier(String(parts[1])) else {
            throw RegistryError(.malformed, "An officer's key must be named “participant/desk”, such as “monitors/team-lead”; this one is named “\(signer.name)”.")
        }
        guard signer.type == .ed25519 else {
            throw RegistryError(.malformed, "An officer's key must be an Ed25519 key (type 01).")
        }
        (self.participant, self.desk, self.signer) = (participant, desk, signer)
    }

    /// The key as the record names it.
    public var key: Key { Key(ed25519: signer.verifier.publicKey) ?? Key() }
    public var verifier: VerifierKey { signer.verifier }
    /// The text form, with the secret.
    public var secretText: String { signer.secretText }

    /// The key's signature over what an envelope signs.
    public func signature(over message: [UInt8]) throws -> Envelope.Signature {
        var signature = Envelope.Signature()
        signature.keyid = Hex.encode(withUnsafeBytes(of: signer.keyID.bigEndian) { Array($0) })
        signature.sig = Base64Bytes(try signer.signature(over: message))
        return signature
    }

    /// Signs anything that is not an act, such as a challenge.
    package func sign(_ message: [UInt8]) throws -> [UInt8] { try signer.signature(over: message) }
}

/// An act being drawn up: what its officer decides, before it is signed.
public struct ActDraft: Sendable {
    public var payload = Payload()
    public var texts: [Text] = []

    public init(_ body: any ActBody, audience: Audience, at: LocalTime, nonce: [UInt8], texts: [Text] = []) {
        payload.kind = type(of: body).kind.name
        payload.nonce = Nonce(nonce)
        payload.at = at
        payload.audience = audience
        payload.body = Body(body)
        payload.texts = texts.map(\.reference)
        self.texts = texts
    }

    /// The act's envelope for its place in the officer's chain, not signed yet.
    /// - Parameters:
    ///   - mechanism: the id of the record's first act; `nil` in that act itself.
    ///   - previous: the id of the key's previous admitted act; `nil` when this is its first.
    ///   - rules: the version of the rules that the record is under.
    public func envelope(
        by participant: Identifier, _ desk: Identifier, mechanism: ActID?, previous: ActID?, rules: Int64 = Rules.latest
    ) -> Envelope {
        var payload = payload
        payload.rules = rules
        payload.mechanism = Link(mechanism)
        payload.previous = Link(previous)
        payload.participant = participant
        payload.desk = desk
        var envelope = Envelope()
        envelope.payload = Base64Bytes(payload.canonical)
        return envelope
    }

    /// The act, signed by its officer for its place in the officer's chain.
    public func signed(
        mechanism: ActID?, previous: ActID?, rules: Int64 = Rules.latest, by key: OfficerKey
    ) throws -> Submission {
        var envelope = envelope(by: key.participant, key.desk, mechanism: mechanism, previous: previous, rules: rules)
        envelope.signatures = [try key.signature(over: envelope.preAuthentication)]
        return Submission(envelope: envelope, texts: texts)
    }
}
