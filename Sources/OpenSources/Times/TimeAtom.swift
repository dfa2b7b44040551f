/// A token, or a part of a word that hyphens join: "third-quarter" is two.
struct TimeAtom {
    let word: TimeWords.Word?
    let lower: String
    let span: TextSpan
    let kind: Token.Kind
    let isCapitalised: Bool
    /// Index of its token.
    let token: Int
    /// A hyphen joins it to the one before.
    let isJoined: Bool

    /// The tokens of a paragraph as atoms.
    static func read(_ tokens: [Token], _ words: TimeWords) -> [TimeAtom] {
        var atoms: [TimeAtom] = []
        atoms.reserveCapacity(tokens.count + 8)
        for (index, token) in tokens.enumerated() {
            guard token.isWord else {
                atoms.append(
                    TimeAtom(
                        word: nil, lower: token.lower, span: token.span, kind: token.kind, isCapitalised: false,
                        token: index, isJoined: false))
                continue
            }
            let word = words.meaning(of: token)
            if word == nil, let parts = parts(of: token, index, words) {
                atoms += parts
            } else {
                atoms.append(
                    TimeAtom(
                        word: word, lower: token.lower, span: token.span, kind: token.kind,
                        isCapitalised: token.isCapitalised, token: index, isJoined: false))
            }
        }
        return atoms
    }

    /// The parts of a word with hyphens, where one of them is of time.
    private static func parts(of token: Token, _ index: Int, _ words: TimeWords) -> [TimeAtom]? {
        let bytes = token.lower.utf8
        guard bytes.count == token.span.length, bytes.count <= 40, bytes.contains(UInt8(ascii: "-")) else {
            return nil
        }
        var parts: [TimeAtom] = []
        var start = token.span.start
        var isOfTime = false
        for piece in token.lower.split(separator: "-", omittingEmptySubsequences: false) {
            let lower = String(piece)
            let word = words.meaning(of: lower)
            switch word {
            case .unit, .month, .season, .part, .weekday, .number, .ordinal: isOfTime = true
            default: if year(lower) != nil || decade(lower) != nil { isOfTime = true }
            }
            let length = piece.utf8.count
            parts.append(
                TimeAtom(
                    word: word, lower: lower, span: TextSpan(start: start, end: start + length), kind: .word,
                    isCapitalised: token.isCapitalised, token: index, isJoined: !parts.isEmpty))
            start += length + 1
        }
        // A date of numbers and hyphens is one token.
        return isOfTime && !parts.allSatisfy({ Int($0.lower) != nil }) ? parts : nil
    }

    /// 1800 to 2099.
    static func year(_ word: String) -> Int? {
        guard word.utf8.count == 4, let year = Int(word), (1800...2099).contains(year) else { return nil }
        return year
    }

    /// "1990s": 199.
    static func decade(_ word: String) -> Int? {
        guard word.utf8.count == 5, word.hasSuffix("0s"), let decade = Int(word.prefix(3)),
            (150...209).contains(decade)
        else { return nil }
        return decade
    }
}
