/// Reads what a sentence reports.
///
/// Any verb, noun or adjective of speech or thought opens a content, whoever its subject is. A content
/// runs to the end of its clause, and most run to the end of the sentence. What is reported inside a
/// report belongs to the outer one, so that no word has two.
struct ContentReader {
    let tokens: [Token]
    let attributions: [Attribution]
    let phrases: NounPhrase
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

    // MARK: Contents after their cue

    enum Opening {
        case verb(Cue)
        /// "The claim that", "confident that", "plans to".
        case thought
        case according
    }

    func opening(at index: Int) -> Opening? {
        guard word(index) != nil else { return nil }
        if tokens[index].lower == "according", word(index + 1) == "to" { return .according }
        guard !tokens[index].isCapitalised || index == 0 || isTitle else { return nil }
        if let cue = Cue.at(index, in: tokens), isVerb(cue, at: index) { return .verb(cue) }
        if tokens[index].is(.thoughts), let next = word(index + 1),
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
            // "So said the mayor.": what follows the verb is its subject.
            if attributions.contains(where: { $0.cue == index && $0.range.upperBound > index + 1 && $0.isOwn }) {
                return nil
            }
            // "When asked about it, …", "a movement called the …": nobody's words follow.
            let isAsked = cue.lemma == "ask" && (index == 0 || word(index - 1) == "when")
            let isNaming =
                cue.lemma == "call" && cue.tense == .past && word(start) != "for"
                && !attributions.contains { $0.cue == index }
            if isAsked || isNaming { return nil }
            if let whole = closing(cue, at: index, in: range) { return whole }
            guard let first = pastAddressee(of: cue, from: start) else { return nil }
            start = first
            if let that = leadingThat(from: start) {
                start = that
                isClause = true
            }
            isClause = isClause || cue.strength == .speech || Lexicon.clausal.contains(cue.lemma)
        }
        // "She said in a letter to the council: “…”"
        if isAdjunct(start), let colon = tokens[start..<min(tokens.count, start + 16)].firstIndex(where: { $0.kind == .colon }),
            colon + 1 < range.upperBound, tokens[colon + 1].quotation != nil,
            tokens[start..<colon].allSatisfy({ $0.isWord || $0.kind == .possessive })
        {
            start = colon
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

    /// "The road is expected to open", "she seems to agree": what is thought begins with the subject.
    private func raised(by opening: Opening, at index: Int, in range: Range<Int>) -> Range<Int>? {
        guard case .verb(let cue) = opening else { return nil }
        var before = index - 1
        while before >= range.lowerBound, Lexicon.isAdverb(tokens[before]) { before -= 1 }
        let isPassive = cue.tense == .past && before >= 0 && Self.forms.contains(tokens[before].lower)
        guard isPassive && word(index + 1) == "to" || ["seem", "appear"].contains(cue.lemma) else { return nil }
        while before >= range.lowerBound,
            tokens[before].is(.betweenSubjectAndVerb) || Lexicon.isAdverb(tokens[before])
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
    func pastAddressee(of cue: Cue, from start: Int) -> Int? {
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
        default: if !Lexicon.telling.contains(cue.lemma) { return start }
        }
        if Lexicon.hearers.contains(first ?? "") { return start + 1 }
        var end = start
        while end < tokens.count, end - start < 8, tokens[end].isWord || tokens[end].kind == .possessive {
            let token = tokens[end]
            let goesOn =
                end == start || tokens[end - 1].lower == "of" || token.lower == "of"
                || !token.is(.determiners) && !token.is(.prepositions)
                    && (!token.isCapitalised || tokens[end - 1].isCapitalised
                        || tokens[end - 1].kind == .possessive
                        || tokens[end - 1].is(.determiners))
            guard goesOn, !token.is(.pronouns), !token.is(.breaks) else {
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
            return before > 0 && tokens[before - 1].is(.pronouns) && cue.tense == .participle
        }
        if last.is(.determiners), last.lower != "that" { return false }
        if cue.tense == .past, last.is(.prepositions) { return false }
        guard cue.isAlsoNoun, cue.tense == .base || cue.tense == .present else { return true }
        if closes(cue, at: index) { return true }
        if Lexicon.afterNouns.contains(word(index + 1) ?? "") || index + 1 >= tokens.count
            || [.comma, .terminal, .possessive].contains(tokens[index + 1].kind)
                && tokens[min(index + 2, tokens.count - 1)].quotation == nil
        {
            return false
        }
        return last.is(.pronouns) || last.isCapitalised
            || last.is(.speakers) || last.is(.betweenSubjectAndVerb)
            || last.is(.beforeVerbs)
    }

    func isJoint(_ index: Int) -> Bool {
        Lexicon.joints.contains(word(index) ?? "")
    }

    func hasWords(_ range: Range<Int>) -> Bool { tokens[range].contains(where: \.isWord) }

    /// Without the marks and joints at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, max(range.lowerBound, range.upperBound))
        func isMark(_ token: Token) -> Bool {
            [.comma, .semicolon, .colon, .dash, .terminal, .other].contains(token.kind)
        }
        while start < end, isMark(tokens[start]) || ["and", "but"].contains(tokens[start].lower) { start += 1 }
        while end > start, isMark(tokens[end - 1]) { end -= 1 }
        return start..<end
    }

    func word(_ index: Int) -> String? {
        tokens.indices.contains(index) && tokens[index].isWord ? tokens[index].lower : nil
    }
}
