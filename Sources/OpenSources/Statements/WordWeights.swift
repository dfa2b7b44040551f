/// Gives each word a number and a weight: the rarer among all sentences, the heavier.
struct WordWeights {
    private var numbers: [String: Int] = [:]
    private var counts: [Int] = []
    private var sentences = 0
    private var weights: [Double] = []

    mutating func number(of word: String) -> Int {
        if let number = numbers[word] { return number }
        let number = counts.count
        numbers[word] = number
        counts.append(0)
        return number
    }

    /// Counts a sentence by the numbers of its words, each named once.
    mutating func count(_ own: some Sequence<Int>) {
        for number in own { counts[number] += 1 }
        sentences += 1
    }

    /// Weighs all words, when all sentences are counted.
    mutating func settle() { weights = counts.map { Self.weight(count: $0, of: sentences) } }

    func weight(_ number: Int) -> Double { weights[number] }

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
