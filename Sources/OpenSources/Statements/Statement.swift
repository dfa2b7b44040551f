/// One public utterance by one speaker, and the publications that carry it. Ten outlets that repeat it
/// are one origin.
public struct Statement: Hashable, Sendable {
    /// `S1`, `S2` …: those carried by most publications first.
    public let id: String
    public let speaker: String
    /// The side whose organ, officer or official spoke; nil where none is known.
    public let side: String?
    public let isUnnamed: Bool
    /// The day it was made, where a publication tells.
    public let day: Day?
    public let carriers: [Carrier]
    /// How sure it is that the carriers carry one statement: 0 to 1, above one half for every link; 1
    /// where only one carries it.
    public let score: Double
    /// The aligned passages that convinced, strongest first.
    public let evidence: [AlignedPassages]
}

/// A publication in its part as carrier of a statement.
public struct Carrier: Hashable, Sendable {
    /// Its index among the publications that were grouped.
    public let publication: Int
    public let file: String
    /// Indices of its quotes that belong to the statement.
    public let quotes: [Int]
    /// The sentences that carry it.
    public let passages: [TextSpan]
}

/// A passage of one publication and the passage of another that tells the same.
public struct AlignedPassages: Hashable, Sendable {
    public let a: Excerpt
    public let b: Excerpt
    /// Likeness of their content words, 0 to 1.
    public let likeness: Double
}

/// A stretch of a publication with its words.
public struct Excerpt: Hashable, Sendable {
    public let publication: Int
    public let file: String
    public let span: TextSpan
    public let text: String
}
