/// Words of a statement in one publication, and how another that carries it gives them.
public struct Alteration: Hashable, Sendable {
    /// What became of the words, the gravest last.
    public enum Change: String, CaseIterable, Comparable, Sendable {
        case verbatim
        /// One of the two leaves words out, and changes none.
        case cut
        case reworded
        case hedgeAdded = "hedge added"
        case hedgeRemoved = "hedge removed"
        /// "Willing to accept" became "agreed": another step of a scale of commitment, demand, blame
        /// or number.
        case strengthChanged = "strength changed"
        case numberChanged = "number changed"
        /// The words are told of another round, meeting or date.
        case contextMoved = "context moved"

        public static func < (a: Change, b: Change) -> Bool { a.order < b.order }
        private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// The statement's `id`.
    public let statement: String
    /// A quotation, a sentence that reports the words, or one of the outlet's own voice; `Publication.voices`
    /// tells which. Of a long sentence the clauses alone, where they are clearly what the other answers.
    public let a: Excerpt
    /// Its counterpart.
    public let b: Excerpt
    /// The words stand in quotation marks.
    public let aIsQuoted: Bool
    public let bIsQuoted: Bool
    /// How sure it is that the two give the same words: by the content that both hold, and by how well
    /// the sentences beside them answer each other; 0 to 1.
    public let score: Double
    /// 1 where the two are each other's likeliest counterpart, or are clearly alike; 2 and 3 where it is not
    /// clear.
    public let rank: Int
    /// The gravest of `changes`.
    public var change: Change { changes.last ?? .verbatim }
    /// All that happened to the words, at least one, the gravest last.
    public let changes: [Change]
    /// The two side by side, word by word; empty for all but the likeliest counterpart.
    public let words: [WordRun]
}
