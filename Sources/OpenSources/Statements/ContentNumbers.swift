/// Numbers the content words of sentences, the same word by the same number throughout.
struct ContentNumbers {
    private var numbers: [String: Int32] = [:]
    /// What each word, as written in lower case, folds to.
    private var folded: [[String: Folded]] = Array(repeating: [:], count: Language.all.count + 1)
    /// The words of all that was folded.
    private var parts: [Int32] = []
    /// For each number that of the word by which two languages are compared; -1 for none.
    private(set) var shared: [Int32] = []

    private struct Folded {
        /// Of the parts.
        let words: Range<Int>
        let quantity: Quantity.Part
    }

    /// How many words have a number.
    var count: Int { numbers.count }

    /// The content words of a sentence, each once, ascending. What it counts is among them as a number,
    /// however it is written.
    mutating func read(_ tokens: [Token], in language: Language = .english) -> [Int32] {
        let place = Language.all.firstIndex { $0.identifier == language.identifier } ?? Language.all.count
        var own: [Int32] = []
        var quantities: [Quantity.Part] = []
        for token in tokens where token.isWord {
            let known = folded[place][token.lower] ?? fold(token, in: language, at: place)
            for part in known.words { own.append(parts[part]) }
            // Words without number between two numbers keep them apart, once.
            if known.quantity != .none || !quantities.isEmpty && quantities.last != Quantity.Part.none {
                quantities.append(known.quantity)
            }
        }
        if quantities.contains(where: \.isNumeral) { own += Quantity.read(quantities).map { number(of: "#\($0)") } }
        own.sort()
        var last: Int32 = -1
        own.removeAll { word in
            defer { last = word }
            return word == last
        }
        return own
    }

    /// The words of a speaker's name by which a text mentions the speaker: of a person the last.
    mutating func readName(of speaker: KnownActor.Identity, in language: Language) -> [Int32] {
        let scalars = Scalars(speaker.name)
        let tokens = Tokeniser(scalars: scalars, language: language).words(in: TextSpan(start: 0, end: scalars.count))
        return read(Array(speaker.kind == .person ? tokens.suffix(1) : tokens[...]), in: language)
    }

    private mutating func fold(_ token: Token, in language: Language, at place: Int) -> Folded {
        let words = ContentWords.read(token, in: language).map { number(of: $0) }
        parts += words
        let read = Folded(words: (parts.count - words.count)..<parts.count, quantity: Quantity.part(token.lower))
        folded[place][token.lower] = read
        return read
    }

    private mutating func number(of word: String) -> Int32 {
        let plain = Folding.withoutAccents(word)
        if let number = numbers[plain] { return number }
        let number = Int32(numbers.count)
        numbers[plain] = number
        shared.append(-1)
        if let meaning = SharedMeanings.meaning(of: word) {
            shared[Int(number)] = meaning == word ? number : self.number(of: meaning)
        }
        return number
    }
}
