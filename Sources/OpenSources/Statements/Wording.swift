/// The content words of some sentences, ordered by word: two texts are compared in one pass over both.
struct Wording {
    /// A word's number and, in the last eight bits, the sentence it stands in; ascending.
    fileprivate let entries: [UInt32]
    /// Weight of all words of each sentence.
    fileprivate var sums: [Float]
    /// What a model makes of each sentence; empty where none was asked.
    fileprivate let meanings: [SentenceMeanings.Meaning?]

    /// So many sentences of a text are compared at most: the time takes their product.
    static let limit = 150
    /// Words with greater numbers are left out; no collection has as many.
    private static let most: Int32 = 1 << 24 - 1

    var sentences: Int { sums.count }

    /// Weighs words: the rarer, the heavier.
    struct Weights {
        /// By the sentences that hold a word.
        let inSentences: [Float]
        /// By the texts that do.
        let inTexts: [Float]
        /// Two sentences that share words of no more weight than this may do so by chance.
        let chance: Float
        /// A sentence of less weight than this is too short to be the same as another: a dateline, a name.
        let short: Float
    }

    /// - Parameter sentences: Numbers of their words, each word once.
    init(_ sentences: [[Int32]], meanings: [SentenceMeanings.Meaning?] = []) {
        var entries: [UInt32] = []
        entries.reserveCapacity(sentences.reduce(0) { $0 + $1.count })
        for (place, words) in sentences.prefix(Self.limit).enumerated() {
            for word in words where word <= Self.most { entries.append(UInt32(word) << 8 | UInt32(place)) }
        }
        entries.sort()
        self.entries = entries
        self.meanings = meanings
        sums = Array(repeating: 0, count: min(sentences.count, Self.limit))
    }

    /// Other words for the same sentences.
    ///
    /// - Parameter other: For each word the number of another, -1 for none.
    func translated(_ other: [Int32]) -> Wording {
        var sentences: [Set<Int32>] = Array(repeating: [], count: sums.count)
        for entry in entries where other[Int(entry >> 8)] >= 0 {
            sentences[Int(entry & 0xFF)].insert(other[Int(entry >> 8)])
        }
        return Wording(sentences.map(Array.init), meanings: meanings)
    }

    mutating func weigh(_ weights: Weights) {
        for entry in entries { sums[Int(entry & 0xFF)] += weights.inSentences[Int(entry >> 8)] }
    }

    /// Counts, for each word, the sentences that hold it, and once the text.
    func count(sentences: inout [Int32], texts: inout [Int32]) {
        var last: UInt32 = .max
        for entry in entries {
            sentences[Int(entry >> 8)] += 1
            if entry >> 8 != last { texts[Int(entry >> 8)] += 1 }
            last = entry >> 8
        }
    }

    func holds(_ word: Int32) -> Bool {
        guard word <= Self.most else { return false }
        let first = entries.partitioningIndex { $0 >= UInt32(word) << 8 }
        return first < entries.count && entries[first] >> 8 == UInt32(word)
    }

    /// Its words, each once, ascending.
    var words: [Int32] {
        var words: [Int32] = []
        for entry in entries where words.last != Int32(entry >> 8) { words.append(Int32(entry >> 8)) }
        return words
    }

    /// Some of a text's sentences.
    struct Choice {
        /// Empty: all are chosen.
        private let isChosen: [Bool]

        init(_ isChosen: [Bool]) { self.isChosen = isChosen.allSatisfy { $0 } ? [] : isChosen }

        /// Their places, in order.
        ///
        /// - Parameter count: How many sentences the text has.
        func places(of count: Int) -> [Int] { (0..<count).filter { isChosen.isEmpty || isChosen[$0] } }
    }
}

/// How alike the sentences of two texts are, each with each.
struct SentenceLikeness {
    let rows: Int
    let columns: Int
    private var values: [Float]
    /// What the likest sentences share beyond what any two sentences on one matter may, together, in texts of ten sentences;
    /// of longer ones less, which share more by chance.
    let telling: Double

    /// Weight of the words in common over the geometric mean of all weights; more where a model finds
    /// that two sentences mean the same.
    init(_ a: Wording, _ b: Wording, _ weights: Wording.Weights) {
        (rows, columns) = (a.sums.count, b.sums.count)
        values = Array(repeating: 0, count: rows * columns)
        Self.share(a, b, weights, columns, &values)
        telling = Self.telling(values, rows, columns, chance: weights.chance)
        for row in 0..<rows {
            for column in 0..<columns {
                let place = row * columns + column
                if values[place] > 0 {
                    values[place] /= (max(a.sums[row], weights.short) * max(b.sums[column], weights.short)).squareRoot()
                }
                if !a.meanings.isEmpty, let meaning = a.meanings[row], !b.meanings.isEmpty, let meant = b.meanings[column] {
                    values[place] += Float(SentenceMeanings.weight * meaning.likeness(to: meant))
                }
            }
        }
    }

    /// The same seen from the other text.
    var turned: SentenceLikeness {
        SentenceLikeness(
            rows: columns, columns: rows,
            values: (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } }, telling: telling)
    }

    private init(rows: Int, columns: Int, values: [Float], telling: Double) {
        (self.rows, self.columns, self.values, self.telling) = (rows, columns, values, telling)
    }

    subscript(row: Int, column: Int) -> Double { Double(values[row * columns + column]) }

    /// Adds up the weights of the words that each two sentences share.
    private static func share(_ a: Wording, _ b: Wording, _ weights: Wording.Weights, _ columns: Int, _ values: inout [Float]) {
        a.entries.withUnsafeBufferPointer { one in
            b.entries.withUnsafeBufferPointer { other in
                var (i, j) = (0, 0)
                while i < one.count, j < other.count {
                    let word = one[i] >> 8
                    let against = other[j] >> 8
                    if word < against {
                        i += 1
                    } else if against < word {
                        j += 1
                    } else {
                        // A word that both hold: all sentences of the one with all of the other.
                        let weight = weights.inSentences[Int(word)]
                        let first = j
                        while i < one.count, one[i] >> 8 == word {
                            let row = Int(one[i] & 0xFF) * columns
                            j = first
                            while j < other.count, other[j] >> 8 == word {
                                values[row + Int(other[j] & 0xFF)] += weight
                                j += 1
                            }
                            i += 1
                        }
                    }
                }
            }
        }
    }

    /// For each sentence what it shares with the likest of the other text; the mean of both ways.
    private static func telling(_ shared: [Float], _ rows: Int, _ columns: Int, chance: Float) -> Double {
        var best = Array(repeating: chance, count: rows + columns)
        for row in 0..<rows {
            for column in 0..<columns {
                let weight = shared[row * columns + column]
                best[row] = max(best[row], weight)
                best[rows + column] = max(best[rows + column], weight)
            }
        }
        let shared = Double(best.reduce(0) { $0 + $1 - chance }) / 2
        return shared > 0 ? shared * (10 / Double(rows * columns).squareRoot()).squareRoot() : 0
    }
}
