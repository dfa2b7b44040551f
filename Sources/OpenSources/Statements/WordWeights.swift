/// Weighs the words of some sentences: the rarer among them, the heavier.
struct WordWeights {
    /// By a word's number; what is not among these sentences counts none.
    private var counts: [Int32] = []
    private var weights: [Double] = []
    private var words: [Int32] = []
    private var sentences = 0

    /// Counts a sentence by its words, each named once.
    mutating func count(_ own: some Sequence<Int32>) {
        for word in own {
            let index = Int(word)
            if index >= counts.count { counts += repeatElement(0, count: index * 2 + 64 - counts.count) }
            if counts[index] == 0 { words.append(word) }
            counts[index] += 1
        }
        sentences += 1
    }

    /// Weighs all words, when all sentences are counted.
    mutating func settle() {
        var known: [Double] = []
        for count in 0...sentences { known.append(Self.weight(count: count, of: sentences)) }
        if weights.count < counts.count { weights += repeatElement(0, count: counts.count - weights.count) }
        for word in words { weights[Int(word)] = known[Int(counts[Int(word)])] }
    }

    /// Forgets all sentences, to weigh others.
    mutating func clear() {
        for word in words { (counts[Int(word)], weights[Int(word)]) = (0, 0) }
        words.removeAll(keepingCapacity: true)
        sentences = 0
    }

    func weight(_ word: Int32) -> Double { Int(word) < weights.count ? weights[Int(word)] : 0 }

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
