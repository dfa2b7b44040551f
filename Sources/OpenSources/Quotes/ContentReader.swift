/// Reads what a sentence reports.
///
/// Any verb, noun or adjective of speech or thought opens a content, whoever its subject is. A content
/// runs to the end of its clause, and most run to the end of the sentence. What is reported inside a
/// report belongs to the outer one, so that no word has two.
struct ContentReader {
    private let tokens: [Token]
    private let attributions: [Attribution]
    private let phrases: NounPhrase
    private var contents: [Content] = []

    static func read(_ tokens: [Token], _ attributions: [Attribution]) -> [Content] {
        var reader = ContentReader(tokens, attributions)
        reader.readAll()
        return reader.contents
    }

    private init(_ tokens: [Token], _ attributions: [Attribution]) {
        self.tokens = tokens
        self.attributions = attributions
        phrases = NounPhrase(tokens: tokens)
    }

    private mutating func readAll() {
        var index = 0
        for attribution in attributions where attribution.range.lowerBound >= index {
            guard let content = enclosing(attribution, from: index) else { continue }
            readOpenings(in: index..<(content.ranges.first?.lowerBound ?? index))
            contents.append(content)
            index = max(attribution.range.upperBound, content.ranges.last?.upperBound ?? 0)
        }
        readOpenings(in: index..<tokens.count)
        contents = contents.filter { !$0.ranges.isEmpty }
    }

    private mutating func readOpenings(in range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            if let opening = opening(at: index), let content = content(of: opening, at: index, in: range) {
                contents.append(content)
                index = max(index + 1, content.ranges[content.ranges.count - 1].upperBound)
            } else {
                index += 1
            }
        }
    }

    // MARK: Contents around their frame

    /// "The road is open, she said", "The road, she said, is open", "According to her, the road is
    /// open", "As she said, the road is open": contents that do not simply follow their cue.
    private func enclosing(_ attribution: Attribution, from start: Int) -> Content? {
        guard attribution.strength == .speech, attribution.isOwn, !attribution.isParticiple else { return nil }
        let frame = attribution.range
        let isAccording = attribution.lemma == "according"
        let before = frame.lowerBound - 1
        let rest = pastAdjuncts(from: frame.upperBound)
        let isLast = rest >= tokens.count || tokens[rest].kind == .terminal
        let isAside = rest < tokens.count && [.comma, .dash, .semicolon].contains(tokens[rest].kind)
        if before < start {
            guard isAccording, isAside else { return nil }
            return Content(cue: attribution.cue, ranges: [trimmed((rest + 1)..<tokens.count)])
        }
        if word(before) == "as" {
            guard isAside else { return nil }
            return Content(cue: attribution.cue, ranges: [trimmed((rest + 1)..<tokens.count)])
        }
        guard isAccording || [.comma, .dash].contains(tokens[before].kind) || tokens[before].quotation != nil,
            isLast || isAside
        else { return nil }
        let head = trimmed(start..<frame.lowerBound)
        guard isAccording || !isAdverbial(head) || rest == frame.upperBound else { return nil }
        var ranges = hasWords(head) ? [head] : []
        if isAside, rest + 1 < tokens.count, tokens[rest].kind != .semicolon, hasWords(head),
            opening(at: rest + 1) == nil, !isJoint(rest + 1)
        {
            ranges.append(trimmed((rest + 1)..<tokens.count))
        }
        return Content(cue: attribution.cue, ranges: ranges.filter { !$0.isEmpty })
    }

    /// After a frame's last word, past "reporters in the capital on Sunday": the first mark or "that".
    private func pastAdjuncts(from start: Int) -> Int {
        var index = start
        while index < tokens.count, tokens[index].kind == .possessive || tokens[index].isWord,
            tokens[index].lower != "that", index - start < 16
        {
            // "She said the road was open": what follows at once is no adjunct.
            if index == start, tokens[index].isWord, !isAdjunct(index) { return index }
            index += 1
        }
        return index
    }

    private func isAdjunct(_ index: Int) -> Bool {
        let token = tokens[index]
        return Lexicon.prepositions.contains(token.lower) || phrases.isTime(token) || Lexicon.isAdverb(token)
            || ["during", "after", "before", "via", "recently", "today", "yesterday", "last", "earlier", "later",
                "reporters", "me", "us", "him", "her", "them"].contains(token.lower)
            || token.isCapitalised && Cue.form(tokens[max(0, index - 1)].lower)?.lemma == "tell"
    }

    /// "On Sunday", "When asked about it", "Speaking in the capital": no content of its own.
    private func isAdverbial(_ range: Range<Int>) -> Bool {
        guard let first = range.first, tokens[first].isWord else { return false }
        let lower = tokens[first].lower
        return Lexicon.prepositions.contains(lower) || Lexicon.breaks.contains(lower)
            || phrases.isTime(tokens[first]) || Lexicon.isAdverb(tokens[first]) || lower.hasSuffix("ing")
            || lower.hasSuffix("ed")
    }

    // MARK: Contents after their cue

    private enum Opening {
        case verb(Cue)
        /// "The claim that", "confident that", "plans to".
        case thought
    }

    private func opening(at index: Int) -> Opening? {
        guard tokens.indices.contains(index), tokens[index].isWord, !tokens[index].isCapitalised || index == 0
        else { return nil }
        if let cue = Cue.at(index, in: tokens), isVerb(cue, at: index) { return .verb(cue) }
        if Lexicon.thoughts.contains(tokens[index].lower), let next = word(index + 1),
            Lexicon.complements.contains(next)
        {
            return .thought
        }
        return nil
    }

    private func content(of opening: Opening, at index: Int, in range: Range<Int>) -> Content? {
        var start = index + 1
        var isClause = false
        if case .verb(let cue) = opening {
            start = pastAddressee(of: cue, from: start)
            if let that = leadingThat(from: start) {
                start = that
                isClause = true
            }
            isClause = isClause || cue.strength == .speech
        } else {
            isClause = word(index + 1) == "that"
        }
        if start < range.upperBound, [.comma, .colon].contains(tokens[start].kind) {
            if tokens[start].kind == .comma, start + 1 < tokens.count, tokens[start + 1].quotation == nil {
                return nil
            }
            start += 1
        }
        let end = self.end(from: start, cue: index, isClause: isClause, limit: range.upperBound)
        let content = trimmed(start..<max(start, end))
        guard hasWords(content) || !content.isEmpty else { return nil }
        return Content(cue: index, ranges: [content])
    }

    /// Past whom it was told: "told reporters", "urged both sides" keep their object, which is part of
    /// what was asked.
    private func pastAddressee(of cue: Cue, from start: Int) -> Int {
        var index = start
        if ["out", "on", "up"].contains(word(index) ?? ""), ["point", "go"].contains(cue.lemma) { index += 1 }
        if cue.lemma == "make clear", word(index) == "clear" { index += 1 }
        guard ["tell", "remind", "assure", "inform", "reassure"].contains(cue.lemma), let first = word(index) else {
            return index
        }
        if ["me", "us", "him", "her", "them", "you", "it", "reporters"].contains(first) { return index + 1 }
        var end = index
        while end < tokens.count, end - index < 6, tokens[end].isWord || tokens[end].kind == .possessive,
            end == index || !Lexicon.determiners.contains(tokens[end].lower),
            end == index || !tokens[end].isCapitalised || tokens[end - 1].isCapitalised
                || Lexicon.determiners.contains(tokens[end - 1].lower),
            !Lexicon.pronouns.contains(tokens[end].lower), !Lexicon.breaks.contains(tokens[end].lower),
            end == index || !Lexicon.prepositions.contains(tokens[end].lower)
        {
            end += 1
        }
        return end
    }

    /// A "that" which begins the content, past words that only say when and where.
    private func leadingThat(from start: Int) -> Int? {
        for index in start..<min(tokens.count, start + 12) {
            guard tokens[index].isWord || tokens[index].kind == .possessive else { return nil }
            if tokens[index].lower == "that" { return index }
            if index == start, !isAdjunct(index) { return nil }
        }
        return nil
    }

    /// The end of a content's clause.
    private func end(from start: Int, cue: Int, isClause: Bool, limit: Int) -> Int {
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
                if index > start, depth == 0, !isClause || endsClause(at: index + 1) { return index }
            case .word:
                if index > start, depth == 0, isJoint(index), endsClause(at: index) { return index }
            default: break
            }
        }
        return limit
    }

    /// "…, adding", "… and warned", "… but accused": another frame goes on here.
    private func endsClause(at index: Int) -> Bool {
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

    /// Where a subordinate clause at the head of the sentence ends, if a token stands in it.
    private func headClauseEnd(holding index: Int) -> Int? {
        guard let first = tokens.first, first.isWord else { return nil }
        let isSubordinate =
            Lexicon.breaks.contains(first.lower) && !["but", "so", "yet", "or", "not", "that"].contains(first.lower)
            || first.lower.hasSuffix("ing") || ["in", "by", "at", "on", "with"].contains(first.lower)
        guard isSubordinate, let comma = tokens[index...].firstIndex(where: { $0.kind == .comma }),
            !tokens[..<index].contains(where: { $0.kind == .comma })
        else { return nil }
        return comma
    }

    /// Where ", who said …," ends.
    private func relativeClauseEnd(of cue: Int) -> Int? {
        guard let who = tokens[..<cue].lastIndex(where: { ["who", "which"].contains($0.lower) }), cue - who < 5,
            who > 0, tokens[who - 1].kind == .comma
        else { return nil }
        return tokens[cue...].firstIndex { $0.kind == .comma }
    }

    // MARK: Words

    /// A form that is a noun or an adjective as well is a verb after a subject, "to" or an auxiliary.
    private func isVerb(_ cue: Cue, at index: Int) -> Bool {
        var before = index - 1
        while before >= 0, Lexicon.isAdverb(tokens[before]) { before -= 1 }
        guard before >= 0, tokens[before].isWord || tokens[before].kind == .possessive else {
            return cue.tense == .participle || cue.tense == .past || !cue.isAlsoNoun
        }
        let last = tokens[before]
        if last.kind == .possessive || Lexicon.determiners.contains(last.lower) && last.lower != "that" {
            return false
        }
        guard cue.isAlsoNoun else { return true }
        return Lexicon.pronouns.contains(last.lower) || last.isCapitalised
            || Lexicon.speakers.contains(last.lower) || Lexicon.betweenSubjectAndVerb.contains(last.lower)
            || ["to", "who", "not", "can", "could", "may", "might", "must", "should", "shall", "that"].contains(
                last.lower)
    }

    private func isJoint(_ index: Int) -> Bool {
        ["and", "but", "or", "while", "though", "although", "whereas", "as"].contains(word(index) ?? "")
    }

    private func hasWords(_ range: Range<Int>) -> Bool { tokens[range].contains(where: \.isWord) }

    /// Without the marks and joints at its ends.
    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, max(range.lowerBound, range.upperBound))
        func isMark(_ token: Token) -> Bool {
            [.comma, .semicolon, .colon, .dash, .terminal, .other].contains(token.kind)
        }
        while start < end, isMark(tokens[start]) || ["and", "but"].contains(tokens[start].lower) { start += 1 }
        while end > start, isMark(tokens[end - 1]) { end -= 1 }
        return start..<end
    }

    private func word(_ index: Int) -> String? {
        tokens.indices.contains(index) && tokens[index].isWord ? tokens[index].lower : nil
    }
}
