public import Registry

/// The follower's port to the registry that it follows. Whatever comes through it is believed in nothing.
public protocol RegistryTransport: RecordSource {
    /// The texts of the acts in a stretch of the record that begins at `start` and ends at `end` or before.
    func texts(from start: UInt64, to end: UInt64) async throws -> TextStretch
    /// Hands an act in.
    func submit(_ submission: Submission) async throws -> Forwarded
}

/// The texts of the acts in `from..<next`.
public struct TextStretch: Sendable {
    public var next: UInt64
    /// By place.
    public var texts: [UInt64: [Text]]

    public init(next: UInt64, texts: [UInt64: [Text]]) { (self.next, self.texts) = (next, texts) }
}

/// What the registry answered to an act, unverified.
public enum Forwarded: Sendable {
    /// A receipt's bytes.
    case receipt([UInt8])
    /// A signed refusal's bytes.
    case refusal([UInt8])
    /// Nothing signed: one sentence.
    case unsigned(String)
}
