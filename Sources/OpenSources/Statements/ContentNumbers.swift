/// Numbers the content words of sentences, the same word by the same number throughout.
struct ContentNumbers {
    private var numbers: [String: Int32] = [:]
    /// What each word, as written in lower case, folds to.
    private var folded: [String: [Int32]] = [:]

    /// How many words have a number.
    var count: Int { numbers.count }

    /// The content words of a sentence, each once, ascending.
    mutating func read(_ tokens: [Token]) -> [Int32] {
        var own: [Int32] = []
        for token in tokens where token.isWord {
            if let known = folded[token.lower] {
                own += known
            } else {
                let read = ContentWords.read(token).map { number(of: $0) }
                folded[token.lower] = read
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
        return number
    }
}
