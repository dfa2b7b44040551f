/// Phrases to be found among tokens, the longest first.
struct PhraseTable: Sendable {
    private var phrases: [String: [[String]]] = [:]

    init(_ list: [String]) {
        for phrase in list {
            let words = phrase.split(separator: " ").map(String.init)
            guard let first = words.first else { continue }
            phrases[first, default: []].append(words)
        }
        for first in phrases.keys { phrases[first]?.sort { $0.count > $1.count } }
    }

    /// How many tokens the phrase takes that begins at one, or nil.
    func length(in tokens: [Token], at index: Int) -> Int? {
        guard let candidates = phrases[tokens[index].lower] else { return nil }
        return candidates.first { words in
            index + words.count <= tokens.count
                && words.indices.allSatisfy { tokens[index + $0].isWord && tokens[index + $0].lower == words[$0] }
        }?.count
    }
}
