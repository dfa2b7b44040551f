/// Finds the parties that a sentence names: actors of the alias table, speakers of the publication, and
/// bodies by what they are: "Pakistani forces", "the northern army", "border police".
struct PartyReader {
    let tokens: [Token]
    let scalars: Scalars
    let words: ClaimWords
    let aliases: AliasTable
    let vocabulary: TextVocabulary
    /// The publication's speakers who are persons, by the last word of their names in lower case.
    let speakers: [String: Claim.Party]

    struct Found {
        let party: Claim.Party
        let range: Range<Int>
    }

    /// In order; none overlaps another.
    func read() -> [Found] {
        var found: [Found] = []
        var index = 0
        while index < tokens.count {
            let known = tokens[index].isWord && tokens[index].isCapitalised ? party(at: index) : nil
            if let party = known ?? body(at: index, after: found.last?.range.upperBound ?? 0) {
                found.append(party)
                index = party.range.upperBound
            } else {
                index += 1
            }
        }
        return found
    }

    private func party(at index: Int) -> Found? {
        let run = tokens[index...].prefix(6).prefix { $0.isWord }
        for length in stride(from: run.count, to: 0, by: -1) {
            let range = index..<(index + length)
            // A name ends with a capital or with the noun of a body.
            let last = tokens[range.upperBound - 1]
            guard last.isCapitalised || words.organisations.contains(last.lower) else { continue }
            let span = span(range)
            guard let actor = aliases.actor(named: scalars.line(span), of: vocabulary) else { continue }
            return Found(
                party: Claim.Party(name: actor.name, mention: scalars.line(span), side: actor.side, span: span),
                range: range)
        }
        // "Pakistani forces": a country's people or body.
        if let side = words.language.countries.side(of: tokens[index].lower) {
            var end = index + 1
            while end < tokens.count, end - index < 5, tokens[end].isWord,
                tokens[end].isCapitalised || words.describing.contains(tokens[end].lower)
                    || words.isOffice(tokens[end].lower)
            {
                end += 1
            }
            if end > index + 1, words.isOffice(tokens[end - 1].lower) {
                return Found(party: party(index..<end, side: side), range: index..<end)
            }
        }
        guard let speaker = speakers[tokens[index].lower], index + 1 == tokens.count || !tokens[index + 1].isCapitalised
        else { return nil }
        let span = span(index..<(index + 1))
        return Found(
            party: Claim.Party(name: speaker.name, mention: scalars.line(span), side: speaker.side, span: span),
            range: index..<(index + 1))
    }

    /// A body by its noun at an index, with what describes it: back to its determiner, or to where the name
    /// of it begins.
    private func body(at index: Int, after limit: Int) -> Found? {
        guard tokens[index].isWord, words.isBody(tokens[index].lower) else { return nil }
        // "The army spokesman", "the police post" are something else.
        if index + 1 < tokens.count, tokens[index + 1].isWord,
            words.isOffice(tokens[index + 1].lower) || tokens[index + 1].isCapitalised && tokens[index].isCapitalised
        {
            return nil
        }
        var start = index
        while start > limit, index - start < 4, tokens[start - 1].isWord, describes(start - 1) { start -= 1 }
        // "Joint commission of inquiry" and "League of River Families" go on with their names.
        var end = index + 1
        if end + 1 < tokens.count, tokens[index].isCapitalised, words.others.contains(tokens[end].lower),
            tokens[end + 1].isCapitalised
        {
            end += 2
            while end < tokens.count, tokens[end].isCapitalised { end += 1 }
        }
        let side = tokens[start..<end].lazy.compactMap { words.language.countries.side(of: $0.lower) }.first
        return Found(party: party(start..<end, side: side), range: start..<end)
    }

    /// A word before the noun that belongs to it: an adjective, or a part of its name.
    private func describes(_ index: Int) -> Bool {
        let token = tokens[index]
        if token.isCapitalised { return index > 0 || !isSmall(token.lower) }
        guard !isSmall(token.lower), !words.times.isPast(token.lower), !Lexicon.isAdverb(token) else { return false }
        // Without a determiner before it, it may as well be a verb.
        var before = index - 1
        while before >= 0, index - before < 3, tokens[before].isWord, !isSmall(tokens[before].lower) { before -= 1 }
        return before >= 0 && words.determiners.contains(tokens[before].lower)
    }

    private func isSmall(_ lower: String) -> Bool {
        words.determiners.contains(lower) || words.breaks.contains(lower) || words.prepositions.contains(lower)
            || words.pronouns.contains(lower) || words.joints.contains(lower)
    }

    private func party(_ range: Range<Int>, side: String?) -> Claim.Party {
        let span = span(range)
        return Claim.Party(name: scalars.line(span), mention: scalars.line(span), side: side, span: span)
    }

    private func span(_ range: Range<Int>) -> TextSpan {
        TextSpan(start: tokens[range.lowerBound].span.start, end: tokens[range.upperBound - 1].span.end)
    }
}
