/// How often some words stand in a text.
struct TextVocabulary {
    private let words: WordMap<Int>
    /// In order of the words.
    private var counts: [Int]

    /// - Parameter words: Those that are counted, folded, each with its place among them.
    init(_ tokens: some Sequence<Token>, of words: WordMap<Int>) {
        self.words = words
        counts = Array(repeating: 0, count: words.count)
        for token in tokens where token.isWord {
            if let word = words[token] { counts[word] += 1 }
            // "Pakistan-Afghanistan" names both.
            if token.lower.utf8.contains(UInt8(ascii: "-")) {
                for part in token.lower.split(separator: "-") {
                    if let word = words[String(part)] { counts[word] += 1 }
                }
            }
        }
    }

    func count(of word: String) -> Int { words[Folding.fold(word)].map { counts[$0] } ?? 0 }
}
