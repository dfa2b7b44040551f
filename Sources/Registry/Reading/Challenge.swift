public import Mechanism
import Crypto

/// How a reader proves to be an officer: by signing what names the record, the host, a nonce of the host's, and an end.
public struct Challenge: Hashable, Sendable {
    public var origin: String
    public var host: String
    /// 32 hexadecimal digits that the host made at random.
    public var nonce: String
    public var expires: Moment

    public init(origin: String, host: String, nonce: String, expires: Moment) {
        (self.origin, self.host, self.nonce, self.expires) = (origin, host, nonce, expires)
    }

    /// The bytes that are signed.
    public var message: [UInt8] {
        Array("truce/read/v1\n\(origin)\n\(host)\n\(nonce)\n\(expires.milliseconds)\n".utf8)
    }

    /// Who is reading, when the officer at `desk` of `participant` has signed the challenge in time; nobody in particular otherwise.
    public func reader(participant: Identifier, desk: Identifier, signature: [UInt8], state: State, now: Moment) -> Reader {
        guard now <= expires,
            let officer = state.officers.rows.last(where: { $0.participant == participant && $0.desk == desk }),
            officer.withdrawn == nil,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: officer.key.bytes),
            key.isValidSignature(signature, for: message)
        else { return .anyone }
        return .participant(participant)
    }
}
