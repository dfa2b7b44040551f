/// Where a content ends: with its clause, which is most often the sentence.
extension ContentReader {
    /// The end of a content's clause.
    func end(from start: Int, cue: Int, isClause: Bool, limit: Int) -> Int {
        var depth = 0
        let clause = headClauseEnd(holding: cue) ?? relativeClauseEnd(of: cue)
        for index in start..<max(start, limit) {
            switch tokens[index].kind {
            case .open: depth += 1
            case .close:
                if depth == 0 { return index }
                depth -= 1
            case .semicolon, .terminal: return index
            case .comma:
                if let clause, index >= clause { return index }
                if index > start, depth == 0, endsClause(at: index + 1) || !isClause && !isList(at: index) {
                    return index
                }
            case .word:
                if index > start, depth == 0, isJoint(index), endsClause(at: index) { return index }
            default: break
            }
        }
        return limit
    }

    /// "…, adding", "… and warned", "… but accused": another frame goes on here.
    func endsClause(at index: Int) -> Bool {
        var next = index
        while next < tokens.count, isJoint(next) || Lexicon.isAdverb(tokens[next]) { next += 1 }
        guard tokens.indices.contains(next), tokens[next].isWord else { return false }
        if let cue = Cue.at(next, in: tokens) {
            if cue.tense == .participle { return true }
            if next > index, cue.tense != .base, !cue.isAlsoNoun { return true }
        }
        return attributions.contains { $0.range.lowerBound == next && $0.isOwn && $0.strength == .speech }
            && next > index
    }

    /// A comma of a list: "and" or "or" comes before the next but one, and no verb of speech after it.
    func isList(at comma: Int) -> Bool {
        for index in (comma + 1)..<max(comma + 1, min(tokens.count, comma + 10)) {
            guard tokens[index].lower == "and" || tokens[index].lower == "or" else {
                if tokens[index].isWord || tokens[index].kind == .possessive || tokens[index].kind == .comma
                    || tokens[index].quotation != nil
                {
                    continue
                }
                return false
            }
            return index > comma + 1 && !endsClause(at: index)
                && !(word(index + 1).map(Lexicon.pronouns.contains) ?? false)
        }
        return false
    }

    /// Where a subordinate clause at the head of the sentence ends, if a token stands in it.
    func headClauseEnd(holding index: Int) -> Int? {
        guard let first = tokens.first, first.isWord else { return nil }
        let isSubordinate =
            first.is(.breaks) && !first.is(.opensMain)
            || first.lower.hasSuffix("ing") || first.is(.prepositions)
        guard isSubordinate, let comma = tokens[index...].firstIndex(where: { $0.kind == .comma }),
            !tokens[..<index].contains(where: { $0.kind == .comma })
        else { return nil }
        return comma
    }

    /// Where ", who said …," ends.
    func relativeClauseEnd(of cue: Int) -> Int? {
        guard let who = tokens[..<cue].lastIndex(where: { ["who", "which"].contains($0.lower) }), cue - who < 5,
            who > 0, tokens[who - 1].kind == .comma
        else { return nil }
        return tokens[cue...].firstIndex { $0.kind == .comma }
    }
}
