/// Contents that do not simply follow their cue, but stand around their frame or before it.
extension ContentReader {
    func accordingAtEnd() -> Content? {
        guard let index = tokens.lastIndex(where: { $0.lower == "according" }), index > 0,
            word(index + 1) == "to", tokens[index - 1].kind == .comma,
            !tokens[index...].contains(where: { $0.kind == .comma }),
            !tokens[..<index].contains(where: { $0.quotation != nil }),
            !tokens[..<index].contains(where: { $0.kind == .semicolon })
        else { return nil }
        let head = trimmed(0..<index)
        return hasWords(head) ? Content(cue: index, ranges: [head]) : nil
    }

    /// "The road is open, she said", "The road, she said, is open", "According to her, the road is
    /// open", "As she said, the road is open": contents that do not simply follow their cue, and where
    /// their frame ends.
    func enclosing(_ attribution: Attribution, from start: Int) -> (ranges: [Range<Int>], end: Int)? {
        guard attribution.strength == .speech, attribution.isOwn, !attribution.isParticiple,
            attribution.lemma != "according"
        else { return nil }
        let frame = attribution.range
        if [":", "words"].contains(attribution.lemma) { return ([trimmed(frame.upperBound..<tokens.count)], tokens.count) }
        let before = frame.lowerBound - 1
        guard before >= start else { return nil }
        let rest = pastAdjuncts(from: pastHearers(attribution))
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
        if isSubject(head, of: attribution) { return nil }
        let isCueLast = attribution.cue == frame.upperBound - 1
        let isTold = attribution.lemma == "tell" && word(rest) != "that"
        if followsQuotation, isLast || isAside || !isCueLast || isTold || isAdjunct(frame.upperBound) {
            let end = word(rest) == "that" ? frame.upperBound : rest
            return (hasWords(head) ? [head] : [], end)
        }
        let opensQuotation = rest + 1 < tokens.count && tokens[rest + 1].quotation != nil
        let isClosed = rest == frame.upperBound && !(isAside && opensQuotation)
        guard [.comma, .dash].contains(tokens[before].kind), isLast || isAside, hasWords(head),
            isClosed || !isAdverbial(head)
        else { return nil }
        guard isAside, rest + 1 < tokens.count, tokens[rest].kind != .semicolon, opening(at: rest + 1) == nil,
            !isJoint(rest + 1), !isApposition(rest + 1, isName: !isCueLast)
        else { return ([head], rest) }
        let tail = trimmed((rest + 1)..<tokens.count)
        return (saysNothing(head) ? [tail] : [head, tail], tokens.count)
    }

    /// "Pell, 41, the mayor of a river town, said": the name at the head is the verb's subject.
    private func isSubject(_ head: Range<Int>, of attribution: Attribution) -> Bool {
        var before = attribution.cue - 1
        while before > head.lowerBound, Lexicon.isAdverb(tokens[before]) { before -= 1 }
        guard before > head.lowerBound, tokens[before].kind == .comma, let phrase = phrases.starting(at: head.lowerBound),
            phrase.lowerBound == head.lowerBound, phrase.upperBound < tokens.count,
            tokens[phrase.upperBound].kind == .comma, phrase.upperBound <= head.upperBound
        else { return false }
        return phrases.isSpeaker(phrase, surely: false)
            && !tokens[head].contains { $0.is(.betweenSubjectAndVerb) && !$0.is(.determiners) }
    }

    /// "Still, she said, …", "In addition, according to the ministry, …": the words before the frame say nothing.
    private func saysNothing(_ head: Range<Int>) -> Bool { head.count < 4 && isAdverbial(head) }

    /// After a name, what tells more of it: "…, said Ada Pell, who runs the mill", "…, a miller".
    private func isApposition(_ index: Int, isName: Bool) -> Bool {
        guard let first = word(index) else { return false }
        return ["who", "whose", "which"].contains(first)
            || isName && (tokens[index].is(.determiners) || tokens[index].isCapitalised || first == "former")
    }

    /// Past whom it was told, at the end of a sentence: "…, she told the harbour council on Monday."
    private func pastHearers(_ attribution: Attribution) -> Int {
        let end = attribution.range.upperBound
        guard attribution.cue == end - 1, attribution.lemma == "tell",
            let cue = Cue.at(attribution.cue, in: tokens), let after = pastAddressee(of: cue, from: end)
        else { return end }
        let rest = pastAdjuncts(from: after)
        return rest >= tokens.count || tokens[rest].kind == .terminal ? after : end
    }

    /// "“Nobody was hurt,” its chairman", before a name: the words after the quotation are the frame's.
    func isQuotationWithOffice(_ head: Range<Int>) -> Bool {
        guard let first = head.first, tokens[first].quotation != nil, head.count > 1, head.count < 9 else {
            return false
        }
        let next = tokens[first + 1]
        return (next.isCapitalised || next.is(.determiners))
            && head.dropFirst().allSatisfy { tokens[$0].isWord || tokens[$0].kind == .possessive }
            && head.dropFirst().allSatisfy { tokens[$0].isCapitalised || Cue.at($0, in: tokens) == nil }
    }

    /// After a frame's last word, past "reporters in the capital on Sunday": the first mark or "that".
    func pastAdjuncts(from start: Int) -> Int {
        // "She said the road was open": what follows at once is no adjunct.
        guard start < tokens.count, isAdjunct(start) else { return start }
        var index = start
        while index < tokens.count, index - start < 16, tokens[index].lower != "that" {
            let token = tokens[index]
            // "On the channel's “Morning Hour”", "in Pell, Ostrava."
            let goesOn =
                token.isWord || token.kind == .possessive
                || token.quotation != nil && tokens[index - 1].kind == .possessive
                || token.kind == .comma && index + 2 < tokens.count && tokens[index + 1].isCapitalised
                    && tokens[index + 2].kind == .terminal
            guard goesOn else { break }
            index += 1
        }
        return index
    }

    func isAdjunct(_ index: Int) -> Bool {
        guard index < tokens.count else { return false }
        let token = tokens[index]
        guard token.isWord else { return false }
        return token.is(.prepositions) || phrases.isTime(token) || Lexicon.isAdverb(token)
            || token.is(.adjuncts) || token.is(.hearers)
            || token.isCapitalised && index > 0 && Cue.form(tokens[index - 1])?.lemma == "tell"
    }

    /// "On Sunday", "When asked about it", "Speaking in the capital": no content of its own.
    func isAdverbial(_ range: Range<Int>) -> Bool {
        guard let first = range.first, tokens[first].isWord else { return false }
        let lower = tokens[first].lower
        return Lexicon.prepositions.contains(lower) || Lexicon.breaks.contains(lower)
            || phrases.isTime(tokens[first]) || Lexicon.isAdverb(tokens[first]) || lower.hasSuffix("ing")
            || lower.hasSuffix("ed")
    }

    /// "The road is open, according to the ministry", and the other way round.
    func according(at index: Int, in range: Range<Int>) -> Content? {
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
            let first = tail.first.flatMap { word($0) }
            if hasWords(tail), opening(at: tail.lowerBound) == nil,
                !["who", "whose", "which", "a", "an", "former"].contains(first)
            {
                ranges = saysNothing(head) ? [tail] : [head, tail]
            }
        }
        return Content(cue: index, ranges: ranges)
    }

    /// "The road is open, records of the ministry show.": the sentence ends with its frame, whose subject
    /// may be anything.
    func closing(_ cue: Cue, at index: Int, in range: Range<Int>) -> Content? {
        guard closes(cue, at: index),
            let comma = tokens[range.lowerBound..<index].lastIndex(where: { $0.kind == .comma })
        else { return nil }
        let head = trimmed(range.lowerBound..<comma)
        return hasWords(head) ? Content(cue: index, ranges: [head]) : nil
    }

    func closes(_ cue: Cue, at index: Int) -> Bool {
        guard cue.tense != .participle, cue.strength == .speech || Lexicon.clausal.contains(cue.lemma),
            cue.lemma != "state" || tokens[max(0, index - 1)].is(.speakers),
            index + 1 >= tokens.count || tokens[index + 1].kind == .terminal,
            let comma = tokens[max(0, index - 12)..<index].lastIndex(where: { $0.kind == .comma })
        else { return false }
        return index - comma > 1
    }
}
