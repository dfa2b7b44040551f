/// The words of a sentence that carry its content, folded so that a retelling's forms meet: no small
/// words, no endings, one word for a country, its people and its capital.
enum ContentWords {
    /// Those of one token: none, or several where a hyphen joins them.
    static func read(_ token: Token, in language: Language = .english) -> [String] {
        guard token.isWord else { return [] }
        if let side = language.countries.side(of: token.lower) { return [side] }
        return token.lower.split(separator: "-").compactMap { fold(String($0), in: language) }
    }

    static func fold(_ word: String, in language: Language = .english) -> String? {
        guard language.identifier == Language.english.identifier else { return language.contentWord(word) }
        guard word.utf8.count > 2, !small.contains(word) else { return nil }
        if let side = Countries.standard.side(of: word) { return side }
        return stem(word)
    }

    /// Cuts the endings of number, tense and adverb, and levels British and American spelling.
    static func stem(_ word: String) -> String {
        var letters = Array(word.utf8)
        func ends(_ ending: String) -> Bool {
            letters.count > ending.utf8.count + 2 && letters.reversed().starts(with: ending.utf8.reversed())
        }
        if ends("ies") {
            letters.removeLast(3)
            letters.append(UInt8(ascii: "y"))
        } else if ends("sses") {
            letters.removeLast(2)
        } else if ends("s"), !ends("ss"), !ends("us") {
            letters.removeLast()
        }
        if ends("ing") {
            letters.removeLast(3)
        } else if ends("ed") {
            letters.removeLast(2)
        } else if ends("ly") {
            letters.removeLast(2)
        }
        if ends("e") { letters.removeLast() }
        if letters.count > 3, letters[letters.count - 1] == letters[letters.count - 2] {
            letters.removeLast()
        }
        if letters.count > 3, letters[letters.count - 2] == UInt8(ascii: "i"),
            letters.last == UInt8(ascii: "z")
        {
            letters[letters.count - 1] = UInt8(ascii: "s")
        }
        return String(decoding: letters, as: UTF8.self)
    }

    private static let small = Lexicon.breaks.union(Lexicon.prepositions).union(Lexicon.determiners)
        .union(Lexicon.pronouns).union(Lexicon.betweenSubjectAndVerb).union(Language.english[.otherSmall])
}
