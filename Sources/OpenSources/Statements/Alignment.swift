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
    /// Likeness of all pairs together.
    let told: Double
    /// Sentences less alike than this are no link.
    static let floor = 0.2

    /// - Parameters:
    ///   - a: The places of the sentences that one of them tells.
    ///   - b: Those of the other.
    init(_ likeness: SentenceLikeness, _ a: [Int], _ b: [Int]) {
        pairs = Self.chain(a.count, b.count) { likeness[a[$0], b[$1]] }.map { Pair(a: a[$0.a], b: b[$0.b], likeness: $0.likeness) }
        told = pairs.reduce(0) { $0 + $1.likeness }
    }

    /// The heaviest chain of pairs that rises in both, by dynamic programming.
    private static func chain(_ rows: Int, _ columns: Int, _ likeness: (Int, Int) -> Double) -> [Pair] {
        guard rows > 0, columns > 0 else { return [] }
        let width = columns + 1
        var best = [Double](repeating: 0, count: (rows + 1) * width)
        for row in 1...rows {
            for column in 1...columns {
                let link = likeness(row - 1, column - 1)
                let linked = link >= floor ? best[(row - 1) * width + column - 1] + link : 0
                best[row * width + column] = max(
                    best[(row - 1) * width + column], best[row * width + column - 1], linked)
            }
        }
        var pairs: [Pair] = []
        var (row, column) = (rows, columns)
        while row > 0, column > 0 {
            let own = best[row * width + column]
            if own == best[(row - 1) * width + column] {
                row -= 1
            } else if own == best[row * width + column - 1] {
                column -= 1
            } else {
                pairs.append(Pair(a: row - 1, b: column - 1, likeness: likeness(row - 1, column - 1)))
                row -= 1
                column -= 1
            }
        }
        return pairs.reversed()
    }
}

extension Alignment {
    /// Of the sentences by which two utterances are compared.
    init(_ likeness: SentenceLikeness, _ a: Utterance, _ b: Utterance) {
        self.init(likeness, a.compared.places(of: likeness.rows), b.compared.places(of: likeness.columns))
    }
}
