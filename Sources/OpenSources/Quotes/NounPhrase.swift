/// Finds the noun phrase that ends or begins at a token, without a full grammar: by small words, nouns
/// for speakers, and capitals.
struct NounPhrase {
    let tokens: [Token]

    /// The phrase that ends at `last`, or nil if what stands there is none.
    func ending(at last: Int) -> Range<Int>? {
        var index = last
        var start = last + 1
        var hasHead = false
        loop: while index >= 0, last - index < 16 {
            let token = tokens[index]
            switch token.kind {
            case .close:
                guard let open = tokens[..<index].lastIndex(where: { $0.kind == .open }) else { break loop }
                index = open - 1
                continue
            case .possessive where index != last: break
            case .other where start <= last && isName(index - 1) && isName(index + 1): break
            case .word:
                if isTime(token) { break loop }
                if token.lower == "and" {
                    guard start <= last, isName(index - 1), isName(index + 1) else { break loop }
                } else if token.is(.prepositions) {
                    guard start <= last, speakerIsLeft(of: index, crossing: token.lower) else { break loop }
                } else if token.is(.breaks) {
                    break loop
                } else if token.is(.determiners) {
                    start = index
                    // "A spokesperson for the ministry": the determiner does not end it.
                    guard index > 0, tokens[index - 1].is(.prepositions),
                        speakerIsLeft(of: index - 1, crossing: tokens[index - 1].lower)
                    else { break loop }
                } else if !token.isCapitalised, !token.is(.speakers),
                    Cue.form(token) != nil, index != last
                {
                    break loop
                } else {
                    hasHead = true
                }
            default: break loop
            }
            start = index
            index -= 1
        }
        guard hasHead, start <= last else { return nil }
        let range = trimmed(start..<(last + 1))
        return range.isEmpty ? nil : range
    }

    /// The phrase that begins at `first`, or nil.
    func starting(at first: Int) -> Range<Int>? {
        var index = first
        var end = first
        var unknown = 0
        loop: while index < tokens.count, index - first < 18 {
            let token = tokens[index]
            switch token.kind {
            case .possessive: break
            case .open:
                guard let close = tokens[index...].firstIndex(where: { $0.kind == .close }) else {
                    break loop
                }
                index = close + 1
                continue
            case .word:
                if isTime(token) { break loop }
                let isDescription =
                    token.isCapitalised || token.is(.speakers)
                    || token.is(.describing)
                if isDescription || token.is(.titles) {
                    end = index + 1
                } else if token.is(.determiners) {
                    guard
                        index == first || tokens[index - 1].is(.prepositions)
                            || tokens[index - 1].lower == "by"
                    else { break loop }
                } else if token.lower == "and" {
                    guard index + 1 < tokens.count,
                        isName(index + 1) || tokens[index + 1].is(.describing)
                    else { break loop }
                } else if ["of", "for", "from", "in", "at", "to", "by", "with"].contains(token.lower) {
                    guard end == index, index + 1 < tokens.count,
                        isName(index + 1) || tokens[index + 1].is(.determiners)
                    else { break loop }
                } else if ["issued", "released", "published", "made", "sent", "posted"].contains(token.lower),
                    end > first, tokens[end - 1].is(.documents)
                {
                    end = index
                    index += 1
                    // "A statement issued on Sunday by the ministry"
                    while index < tokens.count, tokens[index].isWord, tokens[index].lower != "by",
                        index - end < 5
                    { index += 1 }
                    guard index < tokens.count, tokens[index].lower == "by" else { break loop }
                } else if end == first, unknown < 3 {
                    unknown += 1
                } else {
                    break loop
                }
            default: break loop
            }
            index += 1
        }
        return end > first ? first..<end : nil
    }

    /// Whether a phrase can name a speaker.
    /// - Parameter surely: The verb is one that only speakers do.
    func isSpeaker(_ range: Range<Int>, surely: Bool) -> Bool {
        let words = range.filter { tokens[$0].isWord }
        guard !words.isEmpty else { return false }
        let head = words.prefix { !tokens[$0].is(.prepositions) }.last
        let isCrossed = words.contains { tokens[$0].is(.prepositions) }
        let before = words.prefix { !tokens[$0].is(.prepositions) }
        // "Officials close to the talks": the noun need not stand last before the preposition.
        if isCrossed, before.contains(where: { tokens[$0].is(.speakers) }) { return true }
        for index in [head, words.last].compactMap({ $0 }) {
            let token = tokens[index]
            if token.is(.speakers) || token.lower.hasSuffix("spokesperson") { return true }
            if token.isCapitalised, !isTime(token), !token.is(.breaks),
                !token.is(.determiners),
                !token.is(.prepositions)
            {
                return true
            }
        }
        return surely && tokens[words[0]].is(.determiners) && words.count > 1
    }

    // MARK: Parts

    /// A name or a noun for a speaker.
    private func isName(_ index: Int) -> Bool {
        guard tokens.indices.contains(index), tokens[index].isWord else { return false }
        return tokens[index].isCapitalised || tokens[index].is(.persons)
    }

    func isTime(_ token: Token) -> Bool {
        token.isCapitalised && token.is(.times)
    }

    /// "Officials close to the talks", "a spokesperson for the ministry", "Minister for
    /// Information": a speaker stands before the preposition, so that what follows belongs to the same
    /// phrase.
    private func speakerIsLeft(of index: Int, crossing preposition: String) -> Bool {
        let reach = ["of", "for"].contains(preposition) ? 4 : 3
        for step in 1...reach {
            let position = index - step
            guard position >= 0, tokens[position].isWord else { return false }
            let token = tokens[position]
            if token.is(.speakers)
                || token.is(.titles) && token.isCapitalised
            {
                return true
            }
            if token.is(.breaks) || token.is(.determiners)
                || token.is(.prepositions)
            {
                return false
            }
            if Cue.form(token) != nil, !token.isCapitalised { return false }
            if ["of", "for"].contains(preposition), token.isCapitalised, step == 1 { return true }
        }
        return false
    }

    /// "Coastguard commander Mara Pell": plain nouns before somebody's office, after a mark.
    private func isCompound(_ range: Range<Int>) -> Bool {
        guard range.lowerBound > 0, !tokens[range.lowerBound - 1].isWord,
            let office = range.first(where: { tokens[$0].is(.persons) }), office > range.lowerBound,
            office - range.lowerBound < 3, office + 1 < range.upperBound, tokens[office + 1].isCapitalised
        else { return false }
        return tokens[range.lowerBound..<office].allSatisfy {
            $0.isWord && !$0.isCapitalised
                && !$0.is([.betweenSubjectAndVerb, .breaks, .prepositions, .adverbs, .pronouns, .adjuncts, .joints])
        }
    }

    /// The phrase without words at its left that are none of it: verbs and adverbs that stand before a name.
    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        if tokens[start].is(.determiners) || isCompound(range) { return range }
        while start < range.upperBound {
            let token = tokens[start]
            if token.isWord {
                let isInitial = start == 0
                let isSmall =
                    token.is(.betweenSubjectAndVerb)
                    || token.is(.breaks)
                    || token.is(.prepositions) || Lexicon.isAdverb(token)
                let isDescription =
                    token.isCapitalised || token.is(.speakers)
                    || token.is(.describing)
                    || token.is(.pronouns)
                if isDescription, !(isInitial && isSmall) { break }
            }
            start += 1
        }
        return start..<range.upperBound
    }
}
