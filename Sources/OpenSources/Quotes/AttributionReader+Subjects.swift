/// Whose words a verb gives: the phrases around it, and what may stand between.
extension AttributionReader {
    /// The sentence's own subject: at its head, or after what says when and where.
    func head(before end: Int, mayEndInComma: Bool) -> Range<Int>? {
        var start = 0
        while start < end {
            if let phrase = phrases.starting(at: start), phrase.upperBound <= end,
                mayEndInComma || tokens[phrase.upperBound].kind != .comma || start > 0,
                !tokens[start].is(.betweenSubjectAndVerb),
                phrases.isSpeaker(phrase, surely: false)
            {
                return phrase
            }
            guard let comma = tokens[start..<end].firstIndex(where: { $0.kind == .comma }) else { return nil }
            start = comma + 1
        }
        return nil
    }

    /// The subject that ends at a token, and where its range begins. What stands between commas is
    /// stepped over, or is the name itself.
    func subject(endingAt last: Int, surely: Bool) -> (Attribution.Subject, Int)? {
        guard last >= 0 else { return nil }
        let token = tokens[last]
        if token.isWord, token.is(.pronouns) { return (.pronoun(last), last) }
        if token.lower == "who" {
            // "Smith, who said": the name before.
            let end = last > 0 && tokens[last - 1].kind == .comma ? last - 2 : last - 1
            return subject(endingAt: end, surely: surely)
        }
        if token.kind == .comma || token.kind == .dash {
            guard let opening = tokens[..<last].lastIndex(where: { $0.kind == token.kind }),
                last - opening <= 40, opening > 0
            else { return nil }
            let inside = (opening + 1)..<last
            if let phrase = phrases.ending(at: last - 1), phrase == inside,
                phrase.allSatisfy({
                    tokens[$0].isCapitalised || !tokens[$0].isWord
                        || tokens[$0].is(.titles)
                }),
                phrases.isSpeaker(phrase, surely: surely)
            {
                return (.phrase(phrase), apposition(before: opening)?.lowerBound ?? phrase.lowerBound)
            }
            guard let outer = phrases.ending(at: opening - 1), phrases.isSpeaker(outer, surely: false),
                isFree(outer)
            else { return nil }
            return (.phrase(outer), outer.lowerBound)
        }
        guard let phrase = phrases.ending(at: last), phrases.isSpeaker(phrase, surely: surely), isFree(phrase)
        else { return nil }
        return (.phrase(phrase), phrase.lowerBound)
    }

    /// "Their chief, General Pell, says": the office before the name belongs to the frame.
    private func apposition(before comma: Int) -> Range<Int>? {
        guard let office = phrases.ending(at: comma - 1), isFree(office),
            tokens[office].contains(where: { $0.is(.persons) && !$0.isCapitalised })
        else { return nil }
        return office
    }

    /// Of "his sister, Mara Pell," the name.
    func named(_ phrase: Range<Int>) -> Range<Int> {
        let comma = phrase.upperBound
        guard comma + 2 < tokens.count, tokens[comma].kind == .comma,
            !tokens[phrase.upperBound - 1].isCapitalised
        else { return phrase }
        let name = tokens[(comma + 1)...].prefix { $0.isWord && $0.isCapitalised }
        guard (2...4).contains(name.count), name.endIndex == tokens.count || !tokens[name.endIndex].isWord
        else { return phrase }
        return name.startIndex..<name.endIndex
    }

    /// Not the object of a preposition: "after talks in Istanbul" names no speaker.
    private func isFree(_ phrase: Range<Int>) -> Bool {
        guard phrase.lowerBound > 0 else { return true }
        let before = tokens[phrase.lowerBound - 1].lower
        return !Lexicon.prepositions.contains(before) || before == "on"
    }

    func passiveSubject(before index: Int) -> Range<Int>? {
        // X was quoted [by Y] as saying
        guard
            let verb = tokens[max(0, index - 8)..<index].lastIndex(where: {
                ["quoted", "cited", "reported"].contains($0.lower)
            })
        else { return nil }
        let be = skippingAdverbs(from: verb - 1)
        let end = be >= 0 && isBe(tokens[be].lower) ? be - 1 : be
        guard end >= 0, let phrase = phrases.ending(at: end), phrases.isSpeaker(phrase, surely: true) else {
            return nil
        }
        return phrase
    }

    // MARK: Words

    func word(_ index: Int) -> String? {
        tokens.indices.contains(index) && tokens[index].isWord ? tokens[index].lower : nil
    }

    /// A form such as "claims" is a noun after an adjective or a possessive, and before "of".
    func isNoun(at index: Int, after before: Int) -> Bool {
        let token = tokens[before]
        guard token.isWord,
            token.isCapitalised || token.is(.speakers)
                || token.is(.pronouns)
        else { return true }
        let next = word(index + 1) ?? ""
        return ["of", "by", "about", "from", "against"].contains(next)
            || next == "to" && tokens[index].lower != "calls"
    }

    func isBe(_ word: String) -> Bool {
        ["is", "are", "was", "were", "be", "been", "being"].contains(word)
    }

    /// Steps left over adverbs, auxiliaries, and days ("on Sunday", "early Wednesday").
    func skippingAdverbs(from start: Int) -> Int {
        var index = start
        while index >= 0, tokens[index].isWord {
            let token = tokens[index]
            if phrases.isTime(token) {
                index -= 1
                if index >= 0, ["on", "early", "late", "last", "this"].contains(tokens[index].lower) {
                    index -= 1
                }
            } else if token.lower.allSatisfy({ $0.isNumber }), index >= 2, phrases.isTime(tokens[index - 1]),
                tokens[index - 2].lower == "on"
            {
                index -= 3
            } else if !token.isCapitalised,
                token.is(.betweenSubjectAndVerb) || Lexicon.isAdverb(token)
            {
                index -= 1
            } else {
                break
            }
        }
        return index
    }

    func isPlural(_ subject: Attribution.Subject) -> Bool {
        switch subject {
        case .pronoun(let index): return ["they", "we", "i"].contains(tokens[index].lower)
        case .phrase(let range):
            let head = range.prefix { !tokens[$0].is(.prepositions) }
            return head.contains { index in
                let word = tokens[index].lower
                return tokens[index].isWord
                    && (word.hasSuffix("s")
                        || ["people", "police", "media", "taliban", "family"].contains(word))
            }
        case .same: return true
        }
    }

    func isStanding(_ cue: Cue, _ skipped: [String]) -> Bool {
        let isPerfect = skipped.contains { ["has", "have"].contains($0) }
        let isOften = skipped.contains {
            [
                "repeatedly", "often", "always", "long", "consistently", "frequently", "routinely",
                "regularly", "continually",
            ].contains($0)
        }
        if isOften { return isPerfect || cue.tense != .past }
        let held = [
            "maintain", "insist", "claim", "deny", "believe", "argue", "contend", "accuse", "blame", "reject",
            "hope", "fear", "think", "allege",
        ]
        return (cue.tense == .present || cue.tense == .base) && held.contains(cue.lemma)
    }
}
