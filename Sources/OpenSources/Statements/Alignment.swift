/// Two tellings, sentence by sentence. Words alone do not tell a retelling from another text on the
/// same matter; that the sentences of both follow one another in the same order does.
struct Alignment {
    struct Pair {
        let a: Int
        let b: Int
        let likeness: Double
    }

    /// The likest sentences in the order of both, weakest links left out.
    let pairs: [Pair]
    /// The strength of the ordered chain, less the strength of the best chain against the order: what
    /// chance and matter give.
    let strength: Double

    /// Sentences less alike than this are no link.
    static let floor = 0.2
    /// From here on, order need not bear a pair out.
    static let clear = 0.5

    init(_ a: [Telling.Sentence], _ b: [Telling.Sentence]) {
        let likeness = a.map { one in b.map { one.likeness(to: $0) } }
        pairs = Self.chain(likeness, rows: a.count, columns: b.count)
        let against = Self.chain(
            likeness.map { $0.reversed().map { $0 >= Self.clear ? 0 : $0 } }, rows: a.count, columns: b.count)
        func sum(_ pairs: [Pair]) -> Double { pairs.reduce(0) { $0 + $1.likeness } }
        strength = sum(pairs) - sum(against)
    }

    /// The heaviest chain of pairs that rises in both, by dynamic programming.
    private static func chain(_ likeness: [[Double]], rows: Int, columns: Int) -> [Pair] {
        guard rows > 0, columns > 0 else { return [] }
        var best = Array(repeating: Array(repeating: 0.0, count: columns + 1), count: rows + 1)
        for row in 1...rows {
            for column in 1...columns {
                let link = likeness[row - 1][column - 1]
                let linked = link >= floor ? best[row - 1][column - 1] + link : 0
                best[row][column] = max(best[row - 1][column], best[row][column - 1], linked)
            }
        }
        var pairs: [Pair] = []
        var (row, column) = (rows, columns)
        while row > 0, column > 0 {
            if best[row][column] == best[row - 1][column] {
                row -= 1
            } else if best[row][column] == best[row][column - 1] {
                column -= 1
            } else {
                pairs.append(Pair(a: row - 1, b: column - 1, likeness: likeness[row - 1][column - 1]))
                row -= 1
                column -= 1
            }
        }
        return pairs.reversed()
    }
}
