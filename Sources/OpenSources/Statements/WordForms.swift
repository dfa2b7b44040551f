/// What each word is to be compared by, worked out once.
struct WordForms {
    struct Form {
        /// The same for words that fold to one.
        let number: Int
        let isSmall: Bool
        /// The first letters of a long content word, by which forms that are folded apart still meet
        /// ("retaliate", "retaliatory"); 0 for others.
        let stem: UInt64
    }

    /// By language.
    private var forms: [String: [String: Form]] = [:]
    private var numbers: [String: Int] = [:]

    /// - Parameter word: As a token has it.
    mutating func form(of word: String, in language: Language) -> Form {
        if let form = forms[language.identifier]?[word] { return form }
        let content = ContentWords.fold(word, in: language)
        let folded = content ?? word
        let number = numbers[folded] ?? numbers.count
        numbers[folded] = number
        let form = Form(number: number, isSmall: content == nil, stem: content.map(Self.stem) ?? 0)
        forms[language.identifier, default: [:]][word] = form
        return form
    }

    private static func stem(_ folded: String) -> UInt64 {
        guard folded.utf8.count >= 6 else { return 0 }
        return folded.utf8.prefix(5).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
