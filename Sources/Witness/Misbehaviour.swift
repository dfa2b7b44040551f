public import TransparencyLog

/// Proof that a log showed two trees, and when it was seen.
public struct Misbehaviour: Hashable, Sendable {
    public let proof: SplitView
    /// In seconds since 1970 UTC, by the witness's clock.
    public let seen: UInt64

    public init(_ proof: SplitView, seen: UInt64) {
        (self.proof, self.seen) = (proof, seen)
    }
}
