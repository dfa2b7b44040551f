/// Reads the attributions of a sentence from its tokens.
struct AttributionReader {
    let tokens: [Token]
    private let isHeading: Bool
    let phrases: NounPhrase
    private var found: [Attribution] = []

    /// - Parameter isHeading: In a heading a name and a colon are enough.
    static func read(_ tokens: [Token], isHeading: Bool = false) -> [Attribution] {
        var reader = AttributionReader(tokens, isHeading)
        reader.readAll()
        return reader.found
    }

    private init(_ tokens: [Token], _ isHeading: Bool) {
        self.tokens = tokens
        self.isHeading = isHeading
        phrases = NounPhrase(tokens: tokens)
    }

    private mutating func readAll() {
        readLabel()
        /// Participles at the head of the sentence, whose subject comes later.
        var waiting: [(index: Int, cue: Cue)] = []
        for index in tokens.indices where tokens[index].isWord {
            if tokens[index].lower == "according", word(index + 1) == "to" {
                readAccording(at: index)
            } else if tokens[index].lower == "words" {
                readWords(at: index)
            } else if !tokens[index].isCapitalised || index == 0, let cue = Cue.at(index, in: tokens) {
                if cue.tense == .participle {
                    if !readParticiple(cue, at: index) { waiting.append((index, cue)) }
                } else {
                    readVerb(cue, at: index)
                }
            }
        }
        // "Reaffirming its offer, the ministry said …"
        if let main = found.firstIndex(where: \.isOwn) {
            for (index, cue) in waiting where index < found[main].cue {
                add(cue, at: index, subject: .same(as: main), range: index..<(index + 1), isStanding: false)
            }
        }
    }

    // MARK: Kinds of attribution

    /// `Smith: "…"`, `"…" — Smith`
    private mutating func readLabel() {
        if let dash = tokens.lastIndex(where: { $0.kind == .dash }), dash > 0,
            tokens[dash - 1].quotation != nil,
            let phrase = phrases.starting(at: dash + 1),
            tokens[phrase.upperBound...].allSatisfy({ !$0.isWord }), phrases.isSpeaker(phrase, surely: false)
        {
            found.append(
                Attribution(
                    cue: dash, lemma: "—", subject: .phrase(phrase), range: dash..<phrase.upperBound,
                    strength: .speech, isParticiple: false, isStanding: false))
            return
        }
        guard let colon = tokens.prefix(9).firstIndex(where: { $0.kind == .colon }), colon > 0,
            colon + 1 < tokens.count,
            let phrase = phrases.starting(at: 0), phrase == 0..<colon,
            isHeading || tokens[colon + 1].quotation != nil || colon < 4 && tokens[colon - 1].is(.offices),
            phrases.isSpeaker(phrase, surely: false), !tokens[colon - 1].is(.presenters)
        else { return }
        found.append(
            Attribution(
                cue: colon, lemma: ":", subject: .phrase(phrase), range: 0..<(colon + 1), strength: .speech,
                isParticiple: false, isStanding: false))
    }

    private mutating func readAccording(at index: Int) {
        if let next = word(index + 2),
            Lexicon.pronouns.contains(next) || ["him", "her", "them"].contains(next)
        {
            found.append(
                Attribution(
                    cue: index, lemma: "according", subject: .pronoun(index + 2), range: index..<(index + 3),
                    strength: .speech, isParticiple: false, isStanding: false))
        } else if let phrase = phrases.starting(at: index + 2).map(named) {
            found.append(
                Attribution(
                    cue: index, lemma: "according", subject: .phrase(phrase),
                    range: index..<phrase.upperBound, strength: .speech, isParticiple: false,
                    isStanding: false))
        }
    }

    /// "…, warning that", "with Kabul accusing", "was quoted as saying". False when its subject must
    /// come later.
    private mutating func readParticiple(_ cue: Cue, at index: Int) -> Bool {
        let before = skippingAdverbs(from: index - 1)
        guard before >= 0 else { return false }
        let token = tokens[before]
        let alone = index..<(index + 1)
        if tokens[(before + 1)..<index].contains(where: { isBe($0.lower) }),
            let subject = subject(endingAt: before, surely: cue.strength == .speech)
        {
            add(cue, at: index, subject: subject.0, range: subject.1..<(index + 1), isStanding: false)
            return true
        }
        if token.lower == "as", let quoting = found.last, ["quote", "cite"].contains(quoting.lemma) {
            // Of "X quoted Y as saying" it is Y.
            if let phrase = phrases.ending(at: before - 1), phrase.lowerBound > quoting.cue,
                phrases.isSpeaker(phrase, surely: true)
            {
                add(
                    cue, at: index, subject: .phrase(phrase), range: phrase.lowerBound..<(index + 1),
                    isStanding: false)
            } else {
                add(cue, at: index, subject: .same(as: found.count - 1), range: alone, isStanding: false)
            }
            return true
        }
        if token.lower == "as", let passive = passiveSubject(before: before) {
            add(cue, at: index, subject: .phrase(passive), range: alone, isStanding: false)
            return true
        }
        let follows =
            [.comma, .dash, .semicolon].contains(token.kind)
            || ["and", "while", "before", "after", "by", "in", "but"].contains(token.lower)
            || token.quotation != nil
        if follows {
            guard let last = found.indices.last else {
                // "Pakistan issued an assessment, saying …": no cue before, but a subject at the head.
                guard let head = head(before: before, mayEndInComma: false) else { return false }
                add(cue, at: index, subject: .phrase(head), range: alone, isStanding: false)
                return true
            }
            add(cue, at: index, subject: .same(as: last), range: alone, isStanding: false)
            return true
        }
        if let phrase = phrases.ending(at: before), phrase.lowerBound > 0,
            tokens[phrase.lowerBound - 1].lower == "with",
            phrases.isSpeaker(phrase, surely: false)
        {
            add(
                cue, at: index, subject: .phrase(phrase), range: phrase.lowerBound..<(index + 1),
                isStanding: false)
        }
        return true
    }

    private mutating func readVerb(_ cue: Cue, at index: Int) {
        // Passive, reduced, negated or yet to be done: nobody's words.
        let before = skippingAdverbs(from: index - 1)
        let skipped = tokens[(before + 1)..<index].map(\.lower)
        if skipped.contains(where: { ["never", "not"].contains($0) })
            || (before >= 0 && ["not", "never", "to", "refused"].contains(tokens[before].lower)
                && cue.tense == .base)
        {
            return
        }
        if cue.tense == .past, skipped.contains(where: isBe) || isBe(before >= 0 ? tokens[before].lower : "")
        {
            return
        }
        if word(index + 1) == "by"
            || (word(index + 2) == "by" && ["even", "also", "later", "only"].contains(word(index + 1) ?? ""))
        {
            return
        }
        if cue.tense == .base,
            skipped.contains(where: {
                ["will", "would", "did", "do", "does", "can", "could", "may", "should", "must", "to"]
                    .contains($0)
            })
        {
            return
        }

        if let speaker = inverted(cue, at: index, after: before) {
            found.append(
                Attribution(
                    cue: index, lemma: cue.lemma, subject: .phrase(speaker), range: index..<speaker.upperBound,
                    strength: .speech, isParticiple: false, isStanding: false))
            return
        }
        if let subject = subject(endingAt: before, surely: cue.strength == .speech && !cue.isAlsoNoun) {
            if cue.tense == .base, !isPlural(subject.0) { return }
            if cue.isAlsoNoun, isNoun(at: index, after: before) { return }
            add(
                cue, at: index, subject: subject.0, range: subject.1..<(index + 1),
                isStanding: isStanding(cue, skipped))
            return
        }
        // "…," said the minister: only right after a quotation or a comma.
        let isAfterQuote =
            before >= 0
            && (tokens[before].quotation != nil
                || before > 0 && tokens[before].kind == .comma && tokens[before - 1].quotation != nil)
        let isAfterComma = before >= 0 && tokens[before].kind == .comma && cue.lemma == "say"
        if cue.tense != .base, cue.strength == .speech, isAfterQuote || isAfterComma {
            if let next = word(index + 1), Lexicon.pronouns.contains(next) {
                add(
                    cue, at: index, subject: .pronoun(index + 1), range: index..<(index + 2),
                    isStanding: false)
                return
            }
            if let phrase = phrases.starting(at: index + 1).map(named),
                phrases.isSpeaker(phrase, surely: true)
            {
                add(
                    cue, at: index, subject: .phrase(phrase), range: index..<phrase.upperBound,
                    isStanding: false)
                return
            }
        }
        // "… and warned", "…, but accused": the subject of the verb before.
        guard !cue.isAlsoNoun, cue.tense != .base, before >= 0 else { return }
        let joins =
            ["and", "but", "or", "yet", "then", "while"].contains(tokens[before].lower)
            || tokens[before].kind == .comma
        guard joins else { return }
        if found.isEmpty {
            // "The council accepted the map but called it late": its first verb is no cue.
            guard let head = head(before: before - 1, mayEndInComma: true) else { return }
            add(
                cue, at: index, subject: .phrase(head), range: index..<(index + 1),
                isStanding: isStanding(cue, skipped))
        } else if let last = found.indices.last {
            add(
                cue, at: index, subject: .same(as: last), range: index..<(index + 1),
                isStanding: isStanding(cue, skipped)
                    || (found[last].isStanding && skipped.contains { ["has", "have"].contains($0) }))
        }
    }

    /// "Yes, most of them are in, says Ada Pell, who …", "So said Mr Pell": the name after the verb, where
    /// the clause ends with it.
    private func inverted(_ cue: Cue, at index: Int, after before: Int) -> Range<Int>? {
        guard cue.lemma == "say", cue.tense != .base, before >= 0,
            tokens[before].kind == .comma || before == 0 && ["so", "thus"].contains(tokens[before].lower),
            let phrase = phrases.starting(at: index + 1), phrase.lowerBound == index + 1,
            tokens[phrase].contains(where: \.isCapitalised), phrases.isSpeaker(phrase, surely: false)
        else { return nil }
        guard phrase.upperBound < tokens.count else { return phrase }
        let next = tokens[phrase.upperBound]
        guard [.terminal, .comma].contains(next.kind) || next.is(.prepositions) && before == 0 else { return nil }
        // "Pell, the mayor, said Ada, …" tells of two; of one, a clause stands before the comma.
        let clause = tokens[..<before].reversed().prefix { $0.kind != .comma }
        return before == 0 || clause.contains { $0.is(.betweenSubjectAndVerb) || Cue.form($0) != nil }
            ? phrase : nil
    }

    /// "In her words: “…”", "by the mayor's words, …"
    private mutating func readWords(at index: Int) {
        guard index > 1, index + 1 < tokens.count, [.comma, .colon].contains(tokens[index + 1].kind),
            index + 2 < tokens.count
        else { return }
        let owner = index - 1
        if ["his", "her", "their"].contains(tokens[owner].lower), index == 2,
            ["in", "by"].contains(tokens[0].lower)
        {
            found.append(
                Attribution(
                    cue: index, lemma: "words", subject: .pronoun(owner), range: 0..<(index + 1),
                    strength: .speech, isParticiple: false, isStanding: false))
        } else if tokens[owner].kind == .possessive, ["in", "by"].contains(tokens[0].lower),
            let phrase = phrases.starting(at: 1), phrase.upperBound >= owner,
            phrases.isSpeaker(1..<owner, surely: false)
        {
            found.append(
                Attribution(
                    cue: index, lemma: "words", subject: .phrase(1..<owner), range: 0..<(index + 1),
                    strength: .speech, isParticiple: false, isStanding: false))
        }
    }

    private mutating func add(
        _ cue: Cue, at index: Int, subject: Attribution.Subject, range: Range<Int>, isStanding: Bool
    ) {
        found.append(
            Attribution(
                cue: index, lemma: cue.lemma, subject: subject, range: range, strength: cue.strength,
                isParticiple: cue.tense == .participle, isStanding: isStanding))
    }
}
