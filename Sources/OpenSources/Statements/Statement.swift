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
    /// How many of the carriers are no near-identical copy of another.
    public let tellings: Int

    /// The outlets that carry it; each carrier that names none counts as one of its own.
    public var outlets: Int {
        Set(carriers.compactMap(\.outlet)).count + carriers.count { $0.outlet == nil }
    }

    init(
        id: String, speaker: String, side: String?, isUnnamed: Bool, day: Day?, carriers: [Carrier],
        score: Double, evidence: [AlignedPassages], tellings: Int? = nil
    ) {
        self.id = id
        self.speaker = speaker
        self.side = side
        self.isUnnamed = isUnnamed
        self.day = day
        self.carriers = carriers
        self.score = score
        self.evidence = evidence
        self.tellings = tellings ?? carriers.count
    }
}

/// A publication in its part as carrier of a statement.
public struct Carrier: Hashable, Sendable {
    /// Its index among the publications that were grouped.
    public let publication: Int
    public let file: String
    /// The outlet's name, where one is known.
    public let outlet: String?
    /// Indices of its quotes that belong to the statement.
    public let quotes: [Int]
    /// The sentences that carry it.
    public let passages: [TextSpan]

    init(publication: Int, file: String, outlet: String? = nil, quotes: [Int], passages: [TextSpan]) {
        self.publication = publication
        self.file = file
        self.outlet = outlet
        self.quotes = quotes
        self.passages = passages
    }
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
