/// Numbers the content words of sentences, the same word by the same number throughout.
struct ContentNumbers {
    private var numbers: [String: Int32] = [:]
    /// What each word, as written in lower case, folds to.
    private var folded: [[String: [Int32]]] = Array(repeating: [:], count: Language.all.count + 1)
    /// For each number that of the word by which two languages are compared; -1 for none.
    private(set) var shared: [Int32] = []

    /// How many words have a number.
    var count: Int { numbers.count }

    /// The content words of a sentence, each once, ascending.
    mutating func read(_ tokens: [Token], in language: Language = .english) -> [Int32] {
        let place = Language.all.firstIndex { $0.identifier == language.identifier } ?? Language.all.count
        var own: [Int32] = []
        for token in tokens where token.isWord {
            if let known = folded[place][token.lower] {
                own += known
            } else {
                let read = ContentWords.read(token, in: language).map { number(of: $0) }
                folded[place][token.lower] = read
                own += read
            }
        }
        own.sort()
        var last: Int32 = -1
        own.removeAll { word in
            defer { last = word }
            return word == last
        }
        return own
    }

    private mutating func number(of word: String) -> Int32 {
        if let number = numbers[word] { return number }
        let number = Int32(numbers.count)
        numbers[word] = number
        shared.append(-1)
        if let meaning = SharedMeanings.meaning(of: word) {
            shared[Int(number)] = meaning == word ? number : self.number(of: meaning)
        }
        return number
    }

    /// In how many sentences each word stands.
    struct Usage {
        private(set) var counts: [Int32]
        private var sentences = 0

        init(words: Int) { counts = Array(repeating: 0, count: words) }

        mutating func count(_ sentence: [Int32]) {
            sentences += 1
            for word in sentence { counts[Int(word)] += 1 }
        }

        /// The words with their weights: the rarer, the heavier.
        func weighed(_ words: [Int32]) -> [(word: Int32, weight: Float)] {
            words.map { ($0, Float(WordWeights.weight(count: Int(counts[Int($0)]), of: sentences))) }
        }
    }
}
