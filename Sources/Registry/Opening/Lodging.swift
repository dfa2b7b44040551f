import Crypto
public import Mechanism

/// A participant's signed time for an act that was handed to its follower.
public struct Lodging: Record, Hashable {
    public var participant = Identifier()
    public var desk = Identifier()
    public var time = Moment()
    public var signature = Base64Bytes()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("participant", &participant, "Whose follower took the act.")
        field("desk", &desk, "The desk whose key signed, accredited for `lodging`.")
        field("time", &time, "When the act was lodged.")
        field("signature", &signature, "The Ed25519 signature over the lodging's message.")
    }

    /// The bytes that are signed.
    public static func message(mechanism: ActID, act: ActID, time: Moment) -> [UInt8] {
        Array("truce/lodging/v1\n\(mechanism.hex)\n\(act.hex)\n\(time.milliseconds)\n".utf8)
    }

    /// What the rules are told of it.
    public var lodged: Lodged { Lodged(participant: participant, desk: desk, time: time) }

    /// Whether `key` has signed that `act` was lodged at this time.
    public func isSigned(by key: Key, mechanism: ActID, act: ActID) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key.bytes) else { return false }
        return key.isValidSignature(signature.bytes, for: Self.message(mechanism: mechanism, act: act, time: time))
    }
}

extension OfficerKey {
    /// Signs that an act was lodged.
    public func lodging(of act: ActID, mechanism: ActID, at time: Moment) throws -> Lodging {
        var lodging = Lodging()
        (lodging.participant, lodging.desk, lodging.time) = (participant, desk, time)
        lodging.signature = Base64Bytes(try sign(Lodging.message(mechanism: mechanism, act: act, time: time)))
        return lodging
    }
}
