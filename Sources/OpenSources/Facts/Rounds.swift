/// Rounds, sessions and meetings by their number: "the third round", "the second Geneva session".
enum Rounds {
    static func read(_ texts: [[Token]]) -> Set<Int> {
        var rounds = Set<Int>()
        for tokens in texts {
            for (index, token) in tokens.enumerated() where token.isWord {
                guard let number = ordinals[token] else { continue }
                // What is ruled out or yet to come is not what is spoken of.
                let before = tokens[max(0, index - 6)..<index].map(\.lower)
                guard
                    !before.contains(where: notHeld.contains)
                else { continue }
                if tokens[(index + 1)...].prefix(3).contains(where: { nouns.contains($0.lower) }) {
                    rounds.insert(number)
                }
            }
        }
        return rounds
    }

    private static let nouns = Language.anywhere[.roundNouns]
    private static let notHeld = Language.anywhere[.notHeld]
    private static let ordinals = WordMap(
        Language.anywhere.keys(.ordinals).compactMapValues { Int($0) })
}
