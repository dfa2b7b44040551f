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
        let first = UInt32(word) << 8
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle] < first { low = middle + 1 } else { high = middle }
        }
        return low < entries.count && entries[low] >> 8 == first >> 8
    }

    /// The words that the chosen sentences hold, each once, ascending.
    func words(of chosen: Choice = .all) -> [Int32] {
        var words: [Int32] = []
        for entry in entries where chosen.holds(Int(entry & 0xFF)) {
            let word = Int32(entry >> 8)
            if words.last != word { words.append(word) }
        }
        return words
    }

    /// Some of a text's sentences.
    struct Choice {
        /// Empty: all are chosen.
        private let isChosen: [Bool]

        static let all = Choice(isChosen: [])

        private init(isChosen: [Bool]) { self.isChosen = isChosen }

        init(_ isChosen: [Bool]) { self.init(isChosen: isChosen.allSatisfy { $0 } ? [] : isChosen) }

        func holds(_ sentence: Int) -> Bool { isChosen.isEmpty || isChosen[sentence] }
    }
}

/// How alike the sentences of two texts are, each with each.
struct SentenceLikeness {
    let rows: Int
    let columns: Int
    private var values: [Float]
    /// Weight of the words that both texts hold, by the texts that hold them.
    private(set) var common: Float = 0

    /// Weight of the words in common over the geometric mean of all weights; more where a model finds
    /// that two sentences mean the same. Nothing for sentences that are not chosen.
    init(_ a: Wording, _ chosenA: Wording.Choice, _ b: Wording, _ chosenB: Wording.Choice, _ weights: Wording.Weights) {
        (rows, columns) = (a.sums.count, b.sums.count)
        values = Array(repeating: 0, count: rows * columns)
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
                        add(Int(word), one, &i, chosenA, other, &j, chosenB, weights)
                    }
                }
            }
        }
        for row in 0..<rows {
            for column in 0..<columns {
                let place = row * columns + column
                if values[place] > 0 { values[place] /= (a.sums[row] * b.sums[column]).squareRoot() }
                if !a.meanings.isEmpty, let meaning = a.meanings[row], !b.meanings.isEmpty, let meant = b.meanings[column],
                    chosenA.holds(row), chosenB.holds(column)
                {
                    values[place] += Float(SentenceMeanings.weight * meaning.likeness(to: meant))
                }
            }
        }
    }

    /// A word that both hold: all sentences of the one with all of the other.
    private mutating func add(
        _ word: Int, _ one: UnsafeBufferPointer<UInt32>, _ i: inout Int, _ chosenA: Wording.Choice,
        _ other: UnsafeBufferPointer<UInt32>, _ j: inout Int, _ chosenB: Wording.Choice, _ weights: Wording.Weights
    ) {
        let first = j
        var last = j
        while last < other.count, Int(other[last] >> 8) == word { last += 1 }
        var isCommon = false
        while i < one.count, Int(one[i] >> 8) == word {
            let row = Int(one[i] & 0xFF)
            i += 1
            guard chosenA.holds(row) else { continue }
            for place in first..<last {
                let column = Int(other[place] & 0xFF)
                guard chosenB.holds(column) else { continue }
                values[row * columns + column] += weights.inSentences[word]
                isCommon = true
            }
        }
        j = last
        if isCommon { common += weights.inTexts[word] }
    }

    subscript(row: Int, column: Int) -> Double { Double(values[row * columns + column]) }
}
