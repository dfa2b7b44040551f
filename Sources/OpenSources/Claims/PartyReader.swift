/// Finds the parties that a sentence names: actors of the alias table, and nouns with a country's name.
struct PartyReader {
    let tokens: [Token]
    let scalars: Scalars
    let aliases: AliasTable
    let vocabulary: TextVocabulary

    struct Found {
        let party: Claim.Party
        let range: Range<Int>
    }

    /// In order; none overlaps another.
    func read() -> [Found] {
        var found: [Found] = []
        var index = 0
        while index < tokens.count {
            if tokens[index].isWord, tokens[index].isCapitalised, let party = party(at: index) {
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
            guard last.isCapitalised || last.is(.organisations) else { continue }
            let span = span(range)
            guard let actor = aliases.actor(named: scalars.line(span), of: vocabulary) else { continue }
            return Found(
                party: Claim.Party(name: actor.name, mention: scalars.line(span), side: actor.side, span: span),
                range: range)
        }
        // "Pakistani forces": a country's people or body.
        guard let side = Countries.standard.side(of: tokens[index].lower) else { return nil }
        var end = index + 1
        while end < tokens.count, end - index < 5, tokens[end].isWord,
            tokens[end].isCapitalised || tokens[end].is(.describing)
                || tokens[end].is(.offices)
        {
            end += 1
        }
        guard end > index + 1, tokens[end - 1].is(.offices) else { return nil }
        let span = span(index..<end)
        return Found(
            party: Claim.Party(name: scalars.line(span), mention: scalars.line(span), side: side, span: span),
            range: index..<end)
    }

    private func span(_ range: Range<Int>) -> TextSpan {
        TextSpan(start: tokens[range.lowerBound].span.start, end: tokens[range.upperBound - 1].span.end)
    }
}
