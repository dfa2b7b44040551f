/// Gives each word a number and a weight: the rarer among all sentences, the heavier.
struct WordWeights {
    private var numbers: [String: Int] = [:]
    private var counts: [Int] = []
    private var sentences = 0

    mutating func count(_ words: [String]) -> [Int] {
        let own = Set(
            words.map { word in
                if let number = numbers[word] { return number }
                let number = counts.count
                numbers[word] = number
                counts.append(0)
                return number
            }
        ).sorted()
        for number in own { counts[number] += 1 }
        sentences += 1
        return own
    }

    /// The logarithm to base 2 of (1 + sentences / count) / 2: none for a word of every sentence.
    /// Computed in sixteenths, so that it is the same on every machine.
    func weight(_ number: Int) -> Double {
        var ratio = (1 + Double(sentences) / Double(counts[number])) / 2
        var sixteenths = 0
        while ratio >= 2 {
            ratio /= 2
            sixteenths += 16
        }
        while ratio >= Self.step {
            ratio /= Self.step
            sixteenths += 1
        }
        return Double(sixteenths) / 16
    }

    /// The weight of a word, counted or not.
    func weight(_ word: String) -> Double { numbers[word].map { weight($0) } ?? 4 }

    /// 2 to the power of 1/16.
    private static let step = 1.0442737824274138
}
