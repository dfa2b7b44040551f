extension Cue {
    /// The cue at a token; "makes clear" and "points out" are cues only with their second word.
    static func at(_ index: Int, in tokens: [Token]) -> Cue? {
        func word(_ index: Int) -> String? {
            tokens.indices.contains(index) && tokens[index].isWord ? tokens[index].lower : nil
        }
        guard let lower = word(index) else { return nil }
        let next = word(index + 1)
        if let tense = makes[lower], next == "clear" || word(index + 2) == "clear" {
            return Cue(lemma: "make clear", tense: tense, strength: .speech, isAlsoNoun: false)
        }
        guard let cue = form(lower) else { return nil }
        switch cue.lemma {
        case "point": return next == "out" || next == "to" ? cue : nil
        case "go": return next == "on" ? cue : nil
        case "continue": return next == "to" || next == "with" || next == "in" ? nil : cue
        case "call": return next == "up" || next == "off" ? nil : cue
        default: return cue
        }
    }

    private static let makes: [String: Tense] = [
        "make": .base, "makes": .present, "made": .past, "making": .participle,
    ]
}
