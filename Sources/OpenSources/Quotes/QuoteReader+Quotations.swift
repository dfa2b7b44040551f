/// Which of the words between marks are quotes, and under which attribution each stands.
extension QuoteReader {
    mutating func attributeQuotations(
        of sentence: Sentence, _ attributions: [Attribution], _ voices: [Voice?], _ contents: [Content],
        previous: Voice?, mayCarry: Bool
    ) {
        let isAlone = isQuotationAlone(sentence)
        for (position, token) in sentence.tokens.enumerated() {
            guard let number = token.quotation else { continue }
            let governing = governing(position, sentence, attributions)
            let stated = governing.flatMap { voices[$0] }
            let isNext = governing.map { isNextTo(attributions[$0], position, sentence.tokens) } ?? false
            let isQuote =
                isAlone || isNamed(position, sentence.tokens) || isListed(position, sentence.tokens)
                || !isWork(position, of: sentence)
                    && (isNext || isSomebodys(position, of: sentence, contents, isStated: stated != nil)
                        || previous != nil && mayCarry && isShortUtterance(quotations[number]))
            guard isQuote, !quotations[number].isMarkup(in: scalars) else { continue }
            if let stated {
                if direct[number]?.speaker?.basis != .stated {
                    direct[number] = found(number, stated, .stated)
                }
            } else if direct[number] == nil {
                if let voice = mayCarry ? previous : isAlone ? subject : nil {
                    direct[number] = found(number, voice, .carried)
                } else {
                    direct[number] = Found(span: quotations[number].content, kind: .direct)
                }
            }
        }
    }

    /// A heading, or the first line of a text, which may be one though it ends as a sentence does.
    func isHeading(_ sentence: Sentence) -> Bool {
        headings.contains(sentence.paragraph) || sentence.paragraph == first
    }

    /// No word stands between a frame and the quotation.
    func isNextTo(_ attribution: Attribution, _ position: Int, _ tokens: [Token]) -> Bool {
        let frame = attribution.range
        let between =
            frame.lowerBound > position
            ? tokens[(position + 1)..<frame.lowerBound]
            : tokens[min(frame.upperBound, position)..<position]
        return between.allSatisfy { !$0.isWord }
    }

    /// A quotation, though no frame stands beside it. Otherwise marks enclose a title, a nickname, or a word
    /// held at arm's length.
    func isSomebodys(_ position: Int, of sentence: Sentence, _ contents: [Content], isStated: Bool)
        -> Bool
    {
        guard let number = sentence.tokens[position].quotation else { return false }
        let isTitle = isTitle(quotations[number]) && !isHeading(sentence)
        if contents.contains(where: { $0.ranges.contains { $0.contains(position) } }) { return true }
        return isAfterAs(position, sentence.tokens) || !isTitle && (isStated || isUtterance(quotations[number]))
    }

    /// The name of a broadcast, a book or the like: "on the channel's “Morning Hour”", "the film “Low Tide”".
    func isWork(_ position: Int, of sentence: Sentence) -> Bool {
        let tokens = sentence.tokens
        guard position > 0, let number = tokens[position].quotation, !isHeading(sentence),
            isTitle(quotations[number])
        else { return false }
        let before = tokens[position - 1]
        return before.kind == .possessive || before.lower == "on" || before.is(.works)
            || Cue.form(before)?.lemma == "tell"
            || position + 1 < tokens.count && tokens[position + 1].is(.works)
    }

    /// "A sign that read: “…”", "the slogan “…”", "cries of “…”": what stands before says that words are given.
    func isNamed(_ position: Int, _ tokens: [Token]) -> Bool {
        guard position > 0 else { return false }
        let before = tokens[position - 1]
        if before.kind == .colon { return true }
        let isJoined = before.kind == .comma || before.lower == "of"
        let word = isJoined && position > 1 ? tokens[position - 2] : before
        return word.is(.naming)
    }

    /// "“…,” “…” and “…”": what the one before is, this is too.
    func isListed(_ position: Int, _ tokens: [Token]) -> Bool {
        var before = position - 1
        while before >= 0, tokens[before].kind == .comma || ["and", "or"].contains(tokens[before].lower) {
            before -= 1
        }
        guard before >= 0, let number = tokens[before].quotation else { return false }
        return direct[number] != nil
    }

    /// "Hailed it as “a breakthrough”", "as a “breakthrough”".
    func isAfterAs(_ position: Int, _ tokens: [Token]) -> Bool {
        guard position > 0 else { return false }
        let isDetermined = tokens[position - 1].is(.determiners)
        let before = isDetermined ? position - 2 : position - 1
        return before >= 0 && tokens[before].lower == "as"
    }

    func isQuotationAlone(_ sentence: Sentence) -> Bool {
        sentence.tokens.allSatisfy { $0.quotation != nil || !$0.isWord }
    }

    /// Somebody's words, though nobody is said to have spoken them: three or more are not held at arm's length.
    func isUtterance(_ quotation: Quotation) -> Bool {
        quotation.parts.count > 1 || Tokeniser(scalars: scalars).words(in: quotation.content).count > 2
    }

    /// Two words in small letters: after somebody has spoken, his; elsewhere often a manner of speaking.
    func isShortUtterance(_ quotation: Quotation) -> Bool {
        let words = Tokeniser(scalars: scalars).words(in: quotation.content)
        return words.count == 2 && !words.contains(where: \.isCapitalised)
    }

    /// Every longer word, and at least every other one, begins with a capital.
    func isTitle(_ quotation: Quotation) -> Bool {
        guard quotation.parts.count == 1, quotation.content.length < 80 else { return false }
        let words = Tokeniser(scalars: scalars).words(in: quotation.content)
        return 2 * words.count(where: \.isCapitalised) >= words.count
            && words.allSatisfy {
                $0.isCapitalised || $0.span.length < 4 || !scalars[$0.span.start].isLetter
            }
    }

    func found(_ number: Int, _ voice: Voice, _ basis: Speaker.Basis) -> Found {
        Found(
            span: quotations[number].content, kind: .direct, cue: basis == .stated ? voice.cue : nil,
            speaker: speaker(voice, basis), isStanding: voice.isStanding)
    }

    /// The attribution under which a quotation stands: the one that follows it at once, else the
    /// nearest before, else one after.
    func governing(_ position: Int, _ sentence: Sentence, _ attributions: [Attribution]) -> Int? {
        let tokens = sentence.tokens
        if mayBeFollowed(position, tokens) {
            let after = attributions.indices.first { index in
                let start = attributions[index].range.lowerBound
                return start > position
                    && tokens[(position + 1)..<start].allSatisfy {
                        $0.kind == .comma || $0.kind == .dash || $0.quotation != nil
                    }
            }
            if let after, attributions[after].isOwn { return after }
        }
        let before = attributions.indices.filter { attributions[$0].cue < position }
        if let nearest = before.max(by: { attributions[$0].cue < attributions[$1].cue }) {
            let inner = attributions[nearest]
            guard inner.strength < .speech, inner.isOwn, !inner.isParticiple else { return nearest }
            // "The ministry said the army agreed to …": what is told inside a speech is the speech's.
            return before.last { attributions[$0].strength == .speech && attributions[$0].isOwn } ?? nearest
        }
        return attributions.indices.first { attributions[$0].cue > position && attributions[$0].isOwn }
    }

    /// A quotation that a cue may follow: it ends with a comma or the like, one stands after it, or it
    /// begins the sentence.
    func mayBeFollowed(_ position: Int, _ tokens: [Token]) -> Bool {
        if position == 0
            || position + 1 < tokens.count && [.comma, .dash].contains(tokens[position + 1].kind)
        {
            return true
        }
        guard let number = tokens[position].quotation,
            let last = scalars.scalar(at: quotations[number].content.end - 1)
        else { return false }
        return last == "," || last == "?" || last == "!" || last == "." || last == "-" || last.isDash
            || last.endsSentence
    }
}
