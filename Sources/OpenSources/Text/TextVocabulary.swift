/// How often some words stand in a text.
struct TextVocabulary {
    private let counts: [String: Int]

    /// - Parameter words: Those that are counted, folded.
    init(_ tokens: some Sequence<Token>, of words: Set<String>) {
        let wanted = WordMap(Dictionary(uniqueKeysWithValues: words.map { ($0, $0) }))
        var counts: [String: Int] = [:]
        for token in tokens where token.isWord {
            if let word = wanted[token] { counts[word, default: 0] += 1 }
            // "Pakistan-Afghanistan" names both.
            if token.lower.utf8.contains(UInt8(ascii: "-")) {
                for part in token.lower.split(separator: "-") {
                    if let word = wanted[String(part)] { counts[word, default: 0] += 1 }
                }
            }
        }
        self.counts = counts
    }

    func count(of word: String) -> Int { counts[Folding.fold(word)] ?? 0 }
}
