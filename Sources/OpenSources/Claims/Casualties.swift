/// A number of people harmed, as one claimant gives it.
public struct Casualties: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case killed, injured, captured, missing, displaced
        /// Killed or injured: the words do not tell which.
        case unspecified = "casualties"
    }

    public let kind: Kind
    /// At least.
    public let low: Int
    /// Most likely: the number given; of a range its middle.
    public let best: Int
    /// At most; nil where the words set no limit ("at least 12", "dozens").
    public let high: Int?
    /// Of whom, as written: "Taliban fighters", "civilians"; nil where the words do not tell.
    public let whom: String?
    /// The side they belong to; nil where none is known.
    public let side: String?
    /// The number with what limits it.
    public let span: TextSpan
    /// As written.
    public let text: String

    /// The words say that they are civilians.
    public let areCivilians: Bool
}
