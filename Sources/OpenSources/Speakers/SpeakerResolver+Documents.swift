extension SpeakerResolver {
    /// "A statement issued by the ministry", "in a statement from the army": whose statement the text
    /// goes on to report.
    mutating func noteIssuer(in tokens: [Token]) {
        let phrases = NounPhrase(tokens: tokens)
        for (index, token) in tokens.enumerated() where token.is(.statements) {
            let after = tokens[(index + 1)...].prefix(6)
            let isIssued =
                after.first.map {
                    ["issued", "released", "published", "made", "sent", "posted", "given"].contains($0.lower)
                } == true
            guard
                let by = isIssued
                    ? after.firstIndex(where: { $0.lower == "by" })
                    : after.first.map({ ["by", "from", "of"].contains($0.lower) }) == true ? index + 1 : nil,
                let phrase = phrases.starting(at: by + 1), phrases.isSpeaker(phrase, surely: false),
                let record = resolve(Array(tokens[phrase])), records[record].isNamed
            else { continue }
            if !isSameSide(issuer, record) { issuer = record }
        }
    }

    /// "The statement", "Ankara's statement", "a statement by the ministry".
    mutating func resolveDocument(_ phrase: [Token], _ words: [Token]) -> Int? {
        let statements: Set<String> = [
            "statement", "statements", "document", "communique", "communiqué", "declaration", "release",
            "text", "post", "tweet", "message", "lines", "readout", "letter",
        ]
        let frontEnd =
            words.firstIndex { ["by", "from", "of", "issued", "released"].contains($0.lower) } ?? words.count
        guard let head = words[..<frontEnd].last, statements.contains(head.lower) else { return nil }
        if let by = phrase.lastIndex(where: { ["by", "from", "of"].contains($0.lower) }),
            by + 1 < phrase.count
        {
            guard let index = resolve(Array(phrase[(by + 1)...])) else { return nil }
            if isSameSide(issuer, index) { return issuer }
            if records[index].isNamed { issuer = index }
            return index
        }
        let owner = words[..<frontEnd].dropLast().filter {
            !$0.is(.determiners)
                && ($0.isCapitalised || !$0.is(.describing))
        }
        if owner.contains(where: \.isCapitalised) {
            let texts = owner.map { scalars.string($0.span) }
            if let actor = aliases.actor(in: texts, of: vocabulary)?.actor {
                let index = record(actor, roles: [])
                if isSameSide(issuer, index) { return issuer }
                issuer = index
                return index
            }
            if let side = owner.lazy.compactMap({ Countries.standard.side(of: $0) }).first,
                let government = aliases.actor(named: side, of: vocabulary)
            {
                let index = record(government, roles: [])
                if isSameSide(issuer, index) { return issuer }
                issuer = index
                return index
            }
            return resolve(Array(owner))
        }
        return issuer ?? lastOrganisation ?? last
    }
}
