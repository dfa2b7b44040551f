/// How often each word stands in a text.
struct TextVocabulary {
    private var counts: [String: Int] = [:]

    init(_ tokens: some Sequence<Token>) {
        for token in tokens where token.isWord {
            counts[token.lower, default: 0] += 1
            // "Pakistan-Afghanistan" names both.
            if token.lower.contains("-") {
                for part in token.lower.split(separator: "-") { counts[String(part), default: 0] += 1 }
            }
        }
    }

    func count(of word: String) -> Int { counts[Folding.fold(word)] ?? 0 }
}
