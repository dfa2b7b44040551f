/// Words by which tellings in different languages are compared: countries, numbers, and the words to
/// which the languages' `[meanings]` lead.
enum SharedMeanings {
    /// What a content word means in all languages, or nil where only its own language knows it.
    static func meaning(of word: String) -> String? {
        if word.utf8.first.map({ (0x30...0x39).contains($0) }) == true { return word }
        if let meaning = meanings[word] { return meaning }
        return countries.contains(word) ? word : nil
    }

    /// Of content words of English.
    private static let meanings: [String: String] = {
        var meanings: [String: String] = [:]
        for language in Language.all {
            for row in language.words.rows(.meanings) {
                let meaning = ContentWords.stem(row[0][0])
                meanings[meaning] = meaning
                if language.identifier == Language.english.identifier {
                    for word in row[1] { meanings[ContentWords.stem(word)] = meaning }
                }
            }
        }
        return meanings
    }()

    private static let countries = Set(Language.all.flatMap { $0.countries.all.map(\.name) })
}

extension Language {
    /// The word that carries content, without its endings; where it is known, the English word of its
    /// meaning. For languages whose words are folded by lists alone.
    func contentWord(_ word: String) -> String? {
        guard word.utf8.count > 1, !small.contains(word) else { return nil }
        if let side = countries.side(of: word) { return side }
        if word.utf8.first.map({ (0x30...0x39).contains($0) }) == true {
            return word.hasSuffix(".") ? String(word.dropLast()) : word
        }
        let stem = stems.stem(word)
        return meanings[stem] ?? stem
    }
}
