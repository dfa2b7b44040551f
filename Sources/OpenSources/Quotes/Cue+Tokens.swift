extension Cue {
    /// The cue at a token; "makes clear" and "points out" are cues only with their second word.
    static func at(_ index: Int, in tokens: [Token]) -> Cue? {
        func word(_ index: Int) -> String? {
            tokens.indices.contains(index) && tokens[index].isWord ? tokens[index].lower : nil
        }
        // Of most words their form tells that they are none.
        guard tokens.indices.contains(index), tokens[index].is([.cues, .makes]) else { return nil }
        let next = word(index + 1)
        if let tense = makes[tokens[index].lower], next == "clear" || word(index + 2) == "clear" {
            return Cue(lemma: "make clear", tense: tense, strength: .speech, isAlsoNoun: false)
        }
        guard let cue = form(tokens[index]) else { return nil }
        switch cue.lemma {
        case "point": return next == "out" || next == "to" ? cue : nil
        case "go": return next == "on" ? cue : nil
        case "continue": return next == "to" || next == "with" || next == "in" ? nil : cue
        case "call": return next == "up" || next == "off" ? nil : cue
        default: return cue
        }
    }

    static let makes: [String: Tense] = [
        "make": .base, "makes": .present, "made": .past, "making": .participle,
    ]
}
