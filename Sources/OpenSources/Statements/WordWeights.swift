/// Weighs the words of some sentences: the rarer among them, the heavier.
struct WordWeights {
    /// Small numbers for the words of these sentences.
    private var places: [Int: Int] = [:]
    private var counts: [Int] = []
    private var sentences = 0
    private var weights: [Double] = []

    mutating func place(of word: Int) -> Int {
        if let place = places[word] { return place }
        places[word] = counts.count
        counts.append(0)
        return counts.count - 1
    }

    /// Counts a sentence by the places of its words, each named once.
    mutating func count(_ own: some Sequence<Int>) {
        for place in own { counts[place] += 1 }
        sentences += 1
    }

    /// Weighs all words, when all sentences are counted.
    mutating func settle() { weights = counts.map { Self.weight(count: $0, of: sentences) } }

    func weight(_ place: Int) -> Double { weights[place] }

    /// The logarithm to base 2 of (1 + sentences / count) / 2: none for a word of every sentence.
    /// Computed in sixteenths, so that it is the same on every machine.
    static func weight(count: Int, of sentences: Int) -> Double {
        var ratio = (1 + Double(sentences) / Double(max(1, count))) / 2
        var sixteenths = 0
        while ratio >= 2 {
            ratio /= 2
            sixteenths += 16
        }
        while ratio >= step {
            ratio /= step
            sixteenths += 1
        }
        return Double(sixteenths) / 16
    }

    /// 2 to the power of 1/16.
    private static let step = 1.0442737824274138
}
