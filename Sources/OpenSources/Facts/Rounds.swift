/// Rounds, sessions and meetings by their number: "the third round", "the second Geneva session".
enum Rounds {
    static func read(_ texts: [[Token]]) -> Set<Int> {
        var rounds = Set<Int>()
        for tokens in texts {
            for (index, token) in tokens.enumerated() where token.isWord {
                guard let number = ordinals[token.lower] else { continue }
                // What is ruled out or yet to come is not what is spoken of.
                let before = tokens[max(0, index - 6)..<index].map(\.lower)
                guard
                    !before.contains(where: {
                        ["no", "next", "possible", "future", "any", "planned"].contains($0)
                    })
                else { continue }
                if tokens[(index + 1)...].prefix(3).contains(where: { nouns.contains($0.lower) }) {
                    rounds.insert(number)
                }
            }
        }
        return rounds
    }

    private static let nouns: Set<String> = ["round", "session", "meeting", "summit", "phase"]

    private static let ordinals: [String: Int] = {
        var ordinals: [String: Int] = [:]
        for (index, word) in [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        ].enumerated() {
            ordinals[word] = index + 1
        }
        for (index, word) in ["1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th"]
            .enumerated()
        { ordinals[word] = index + 1 }
        ordinals["initial"] = 1
        return ordinals
    }()
}
