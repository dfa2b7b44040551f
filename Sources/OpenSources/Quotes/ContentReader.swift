/// Reads what a sentence reports.
///
/// Any verb, noun or adjective of speech or thought opens a content, whoever its subject is. A content
/// runs to the end of its clause, and most run to the end of the sentence. What is reported inside a
/// report belongs to the outer one, so that no word has two.
struct ContentReader {
    private let tokens: [Token]
    private let attributions: [Attribution]
    private let phrases: NounPhrase
    private let isTitle: Bool
    private var contents: [Content] = []

    /// - Parameter isHeading: Its words may all begin in capitals, which then tell nothing.
    static func read(_ tokens: [Token], _ attributions: [Attribution], isHeading: Bool) -> [Content] {
        let long = isHeading ? tokens.filter { $0.isWord && $0.span.length > 3 } : []
        let isTitle = long.count > 2 && long.allSatisfy(\.isCapitalised)
        var reader = ContentReader(tokens, attributions, isTitle: isTitle)
        reader.readAll()
        return reader.contents
    }

    private init(_ tokens: [Token], _ attributions: [Attribution], isTitle: Bool) {
        self.tokens = tokens
        self.attributions = attributions
        phrases = NounPhrase(tokens: tokens)
        self.isTitle = isTitle
    }

    private mutating func readAll() {
        // "He said that …, according to her": the last one reports it all.
        if let content = accordingAtEnd() {
            contents = [content]
            return
        }
        var index = 0
        for attribution in attributions where attribution.range.lowerBound >= index {
            guard let around = enclosing(attribution, from: index) else { continue }
            let first = around.ranges.first?.lowerBound ?? attribution.range.lowerBound
            readOpenings(in: index..<max(index, min(first, attribution.range.lowerBound)))
            contents.append(Content(cue: attribution.cue, ranges: around.ranges))
            index = max(around.end, around.ranges.last?.upperBound ?? 0)
        }
        readOpenings(in: min(index, tokens.count)..<tokens.count)
        contents = contents.filter { !$0.ranges.isEmpty }
    }

    private mutating func readOpenings(in range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            if let opening = opening(at: index), let content = content(of: opening, at: index, in: range) {
                contents.append(content)
                index = max(index + 1, content.ranges.last?.upperBound ?? 0)
            } else {
                index += 1
            }
        }
    }

    // MARK: Contents around their frame

    private func accordingAtEnd() -> Content? {
        guard let index = tokens.lastIndex(where: { $0.lower == "according" }), index > 0, word(index + 1) == "to",
            tokens[index - 1].kind == .comma, !tokens[index...].contains(where: { $0.kind == .comma }),
            !tokens[..<index].contains(where: { $0.quotation != nil }),
            !tokens[..<index].contains(where: { $0.kind == .semicolon })
        else { return nil }
        let head = trimmed(0..<index)
        return hasWords(head) ? Content(cue: index, ranges: [head]) : nil
    }

    /// "The road is open, she said", "The road, she said, is open", "According to her, the road is
    /// open", "As she said, the road is open": contents that do not simply follow their cue, and where
    /// their frame ends.
    private func enclosing(_ attribution: Attribution, from start: Int) -> (ranges: [Range<Int>], end: Int)? {
        guard attribution.strength == .speech, attribution.isOwn, !attribution.isParticiple,
            attribution.lemma != "according"
        else { return nil }
        let frame = attribution.range
        if attribution.lemma == ":" { return ([trimmed(frame.upperBound..<tokens.count)], tokens.count) }
        let before = frame.lowerBound - 1
        guard before >= start else { return nil }
        let rest = pastAdjuncts(from: frame.upperBound)
        let isLast = rest >= tokens.count || tokens[rest].kind == .terminal
        let isAside = !isLast && [.comma, .dash, .semicolon].contains(tokens[rest].kind)
        if word(before) == "as" {
            guard isAside else { return nil }
            return ([trimmed((rest + 1)..<tokens.count)], tokens.count)
        }
        let followsQuotation =
            tokens[before].quotation != nil
            || before > start && tokens[before].kind == .comma && tokens[before - 1].quotation != nil
        guard followsQuotation || [.comma, .dash].contains(tokens[before].kind) && (isLast || isAside) else {
            return nil
        }
        let head = trimmed(start..<frame.lowerBound)
        if isQuotationWithOffice(head) { return ([], rest) }
        let isCueLast = attribution.cue == frame.upperBound - 1
        if followsQuotation, isLast || isAside || !isCueLast || isAdjunct(frame.upperBound) {
            let end = word(rest) == "that" ? frame.upperBound : rest
            return (hasWords(head) ? [head] : [], end)
        }
        let opensQuotation = rest + 1 < tokens.count && tokens[rest + 1].quotation != nil
        let isClosed = rest == frame.upperBound && !(isAside && opensQuotation)
        guard [.comma, .dash].contains(tokens[before].kind), isLast || isAside, hasWords(head),
            isClosed || !isAdverbial(head)
        else { return nil }
        guard isAside, rest + 1 < tokens.count, tokens[rest].kind != .semicolon, opening(at: rest + 1) == nil,
            !isJoint(rest + 1)
        else { return ([head], rest) }
        return ([head, trimmed((rest + 1)..<tokens.count)], tokens.count)
    }

    /// "“Nobody was hurt,” its chairman", before a name: the words after the quotation are the frame's.
    private func isQuotationWithOffice(_ head: Range<Int>) -> Bool {
        guard let first = head.first, tokens[first].quotation != nil, head.count > 1, head.count < 9 else {
            return false
        }
        let next = tokens[first + 1]
        return (next.isCapitalised || Lexicon.determiners.contains(next.lower))
            && head.dropFirst().allSatisfy { tokens[$0].isWord || tokens[$0].kind == .possessive }
            && head.dropFirst().allSatisfy { tokens[$0].isCapitalised || Cue.at($0, in: tokens) == nil }
    }

    /// After a frame's last word, past "reporters in the capital on Sunday": the first mark or "that".
    private func pastAdjuncts(from start: Int) -> Int {
        // "She said the road was open": what follows at once is no adjunct.
        guard start < tokens.count, isAdjunct(start) else { return start }
        var index = start
        while index < tokens.count, index - start < 16, tokens[index].kind == .possessive || tokens[index].isWord,
            tokens[index].lower != "that"
        {
            index += 1
        }
        return index
    }

    private func isAdjunct(_ index: Int) -> Bool {
        let token = tokens[index]
        guard token.isWord else { return false }
        return Lexicon.prepositions.contains(token.lower) || phrases.isTime(token) || Lexicon.isAdverb(token)
            || ["when", "while", "as", "after", "before", "during", "since", "until", "despite", "amid"].contains(
                token.lower)
            || ["today", "yesterday", "last", "earlier", "later", "recently", "reporters", "me", "us", "him",
                "her", "them"].contains(token.lower)
            || token.isCapitalised && index > 0 && Cue.form(tokens[index - 1].lower)?.lemma == "tell"
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
        case according
    }

    private func opening(at index: Int) -> Opening? {
        guard tokens.indices.contains(index), tokens[index].isWord, !tokens[index].isCapitalised || index == 0 || isTitle
        else { return nil }
        if tokens[index].lower == "according", word(index + 1) == "to" { return .according }
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
        switch opening {
        case .according: return according(at: index, in: range)
        case .thought: isClause = word(start) == "that"
        case .verb(let cue):
            if let whole = closing(cue, at: index, in: range) { return whole }
            guard let first = pastAddressee(of: cue, from: start) else { return nil }
            start = first
            if let that = leadingThat(from: start) {
                start = that
                isClause = true
            }
            isClause = isClause || cue.strength == .speech || Lexicon.clausal.contains(cue.lemma)
        }
        guard start < range.upperBound, !isReflexive(start) else { return nil }
        if [.comma, .colon].contains(tokens[start].kind) {
            guard tokens[start].kind == .colon || start + 1 < tokens.count && tokens[start + 1].quotation != nil
            else { return nil }
            start += 1
        }
        let end = self.end(from: start, cue: index, isClause: isClause, limit: range.upperBound)
        let content = trimmed(start..<max(start, end))
        guard !content.isEmpty else { return nil }
        if let raised = raised(by: opening, at: index, in: range) {
            return Content(cue: index, ranges: [raised, content])
        }
        return Content(cue: index, ranges: [content])
    }

    /// "The road is open, according to the ministry", and the other way round.
    private func according(at index: Int, in range: Range<Int>) -> Content? {
        let comma = tokens[index..<range.upperBound].firstIndex { [.comma, .dash].contains($0.kind) }
        let head = trimmed(range.lowerBound..<index)
        if !hasWords(head) {
            guard let comma else { return nil }
            let tail = trimmed((comma + 1)..<range.upperBound)
            return tail.isEmpty ? nil : Content(cue: index, ranges: [tail])
        }
        var ranges = [head]
        if tokens[index - 1].kind == .comma, let comma {
            let tail = trimmed((comma + 1)..<range.upperBound)
            if hasWords(tail), opening(at: tail.lowerBound) == nil { ranges.append(tail) }
        }
        return Content(cue: index, ranges: ranges)
    }

    /// "The road is open, records of the ministry show.": the sentence ends with its frame, whose subject
    /// may be anything.
    private func closing(_ cue: Cue, at index: Int, in range: Range<Int>) -> Content? {
        guard closes(cue, at: index),
            let comma = tokens[range.lowerBound..<index].lastIndex(where: { $0.kind == .comma })
        else { return nil }
        let head = trimmed(range.lowerBound..<comma)
        return hasWords(head) ? Content(cue: index, ranges: [head]) : nil
    }

    private func closes(_ cue: Cue, at index: Int) -> Bool {
        guard cue.tense != .participle, cue.strength == .speech || Lexicon.clausal.contains(cue.lemma),
            index + 1 >= tokens.count || tokens[index + 1].kind == .terminal,
            let comma = tokens[max(0, index - 12)..<index].lastIndex(where: { $0.kind == .comma })
        else { return false }
        return index - comma > 1
    }

    /// "The road is expected to open", "she seems to agree": what is thought begins with the subject.
    private func raised(by opening: Opening, at index: Int, in range: Range<Int>) -> Range<Int>? {
        guard case .verb(let cue) = opening else { return nil }
        var before = index - 1
        while before >= range.lowerBound, Lexicon.isAdverb(tokens[before]) { before -= 1 }
        let isPassive = cue.tense == .past && before >= 0 && Self.forms.contains(tokens[before].lower)
        guard isPassive && word(index + 1) == "to" || ["seem", "appear"].contains(cue.lemma) else { return nil }
        while before >= range.lowerBound,
            Lexicon.betweenSubjectAndVerb.contains(tokens[before].lower) || Lexicon.isAdverb(tokens[before])
        {
            before -= 1
        }
        guard before >= range.lowerBound, let subject = phrases.ending(at: before),
            subject.lowerBound >= range.lowerBound
        else { return nil }
        return subject
    }

    private static let forms: Set<String> = ["is", "are", "was", "were", "be", "been", "being"]

    /// Past whom it was told ("told reporters"), and past the word that belongs to the verb ("called for").
    /// Nil where the verb then opens nothing: "spoke with", "was reported by".
    private func pastAddressee(of cue: Cue, from start: Int) -> Int? {
        let first = word(start)
        if first == "by" {
            return (start + 1..<min(tokens.count, start + 9)).first {
                tokens[$0].kind == .comma || ["of", "for", "as", "that", "to"].contains(tokens[$0].lower)
            }.flatMap { tokens[$0].kind == .comma ? nil : $0 }
        }
        switch cue.lemma {
        case "speak", "talk":
            return (start..<min(tokens.count, start + 7)).prefix { tokens[$0].isWord }.first {
                ["of", "about", "against"].contains(tokens[$0].lower)
            }
        case "point", "go", "lay": return ["out", "on", "to"].contains(first ?? "") ? start + 1 : nil
        case "make clear": return first == "clear" ? start + 1 : start
        case "tell", "remind", "assure", "inform", "reassure", "notify": break
        default: return start
        }
        if ["me", "us", "him", "her", "them", "you", "it", "reporters"].contains(first ?? "") { return start + 1 }
        var end = start
        while end < tokens.count, end - start < 8, tokens[end].isWord || tokens[end].kind == .possessive {
            let token = tokens[end]
            let goesOn =
                end == start || tokens[end - 1].lower == "of" || token.lower == "of"
                || !Lexicon.determiners.contains(token.lower) && !Lexicon.prepositions.contains(token.lower)
                    && (!token.isCapitalised || tokens[end - 1].isCapitalised
                        || tokens[end - 1].kind == .possessive
                        || Lexicon.determiners.contains(tokens[end - 1].lower))
            guard goesOn, !Lexicon.pronouns.contains(token.lower), !Lexicon.breaks.contains(token.lower) else {
                break
            }
            end += 1
        }
        return end
    }

    private func isReflexive(_ index: Int) -> Bool {
        word(index).map { $0.hasSuffix("self") || $0.hasSuffix("selves") } == true
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

    /// A comma of a list: "and" or "or" comes before the next but one, and no verb of speech after it.
    private func isList(at comma: Int) -> Bool {
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

    /// A form that is a noun or an adjective as well is a verb after a subject, "to" or an auxiliary, and
    /// before what it may govern.
    private func isVerb(_ cue: Cue, at index: Int) -> Bool {
        var before = index - 1
        while before >= 0, Lexicon.isAdverb(tokens[before]) { before -= 1 }
        guard before >= 0 else { return cue.tense == .participle || cue.tense == .past }
        let last = tokens[before]
        if last.kind == .possessive {
            // "She's asking": a verb's short form, not an owner's.
            return before > 0 && Lexicon.pronouns.contains(tokens[before - 1].lower) && cue.tense == .participle
        }
        if Lexicon.determiners.contains(last.lower), last.lower != "that" { return false }
        if cue.tense == .past, Lexicon.prepositions.contains(last.lower) { return false }
        guard cue.isAlsoNoun, cue.tense == .base || cue.tense == .present else { return true }
        if closes(cue, at: index) { return true }
        if ["of", "by", "from", "in", "at", "is", "are", "was", "were", "has", "have", "will", "would", "and", "or"]
            .contains(word(index + 1) ?? "") || index + 1 >= tokens.count
            || [.comma, .terminal, .possessive].contains(tokens[index + 1].kind)
                && tokens[min(index + 2, tokens.count - 1)].quotation == nil
        {
            return false
        }
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
