/// The claims of one sentence. What kinds there are is read in extensions of it.
struct SentenceClaims {
    let tokens: [Token]
    let span: TextSpan
    let scalars: Scalars
    let words: ClaimWords
    let gazetteer: Gazetteer
    let sides: Set<String>
    let parties: [PartyReader.Found]
    let times: [TimeMention]
    let quotes: [(index: Int, quote: Quote)]
    /// Whose the sentence is; nil: the outlet's own.
    let speaker: Claim.Party?
    /// The quote that gives it away.
    let speakerQuote: Int?
    /// Who spoke last before it.
    let heardBefore: Claim.Party?
    let published: Day?
    let isOlderCopy: Bool

    /// Questions claim nothing.
    func claims() -> [Claim] {
        let end = tokens.last { $0.kind == .terminal }
        if let end, scalars.string(end.span).unicodeScalars.contains(where: { "?؟".unicodeScalars.contains($0) }) { return [] }
        let told = toldPositions()
        let positions = self.positions(told)
        guard let incident = incident(beside: told) else { return positions }
        return [incident] + positions
    }

    // MARK: Making

    func claim(
        _ kind: Claim.Kind, _ act: ClaimedAct, trigger: Range<Int>, actor: Claim.Party?, target: Claim.Party?,
        voice: Claim.Voice? = nil, casualties: [Casualties] = [], isConditional: Bool = false
    ) -> Claim {
        let (heard, quote) = self.voice(at: trigger.lowerBound)
        let frame = frame(of: trigger.lowerBound, quote)
        return Claim(
            kind: kind, act: act, span: span, text: scalars.line(span),
            trigger: TextSpan(
                start: tokens[trigger.lowerBound].span.start, end: tokens[trigger.upperBound - 1].span.end),
            actor: actor, target: target, place: place(near: trigger.lowerBound),
            time: time(near: trigger.lowerBound, in: frame), casualties: casualties, voice: voice ?? heard,
            quote: quote, isConditional: isConditional, isOlderCopy: isOlderCopy)
    }

    /// A quotation or report that holds the word tells whose it is, else the voice of the sentence.
    func voice(at index: Int) -> (voice: Claim.Voice, quote: Int?) {
        let place = tokens[index].span
        var holding: (index: Int, quote: Quote)?
        for next in quotes where next.quote.span.overlaps(place) && next.quote.speaker != nil && !next.quote.isAttitude {
            if holding == nil || next.quote.kind == .direct && holding?.quote.kind != .direct { holding = next }
        }
        if let holding, let speaker = holding.quote.speaker { return (.attributed(Claim.Party(speaker)), holding.index) }
        return speaker.map { (.attributed($0), speakerQuote) } ?? (.outlet, nil)
    }

    /// The word stands in somebody's mouth.
    func isSpoken(_ index: Int) -> Bool {
        speaker != nil
            || quotes.contains { $0.quote.span.overlaps(tokens[index].span) && $0.quote.speaker != nil && !$0.quote.isAttitude }
    }

    /// What of the sentence tells of the act: of words that somebody is reported to have said, these alone,
    /// since "said on Monday" dates the saying.
    private func frame(of index: Int, _ quote: Int?) -> TextSpan {
        let place = tokens[index].span
        let holding = quotes.first { $0.index == quote && $0.quote.kind != .direct && $0.quote.span.overlaps(place) }
        return holding?.quote.span ?? span
    }

    // MARK: Words around a word

    /// The first token of the clause that holds a token.
    func clauseStart(of index: Int) -> Int {
        var start = index
        while start > 0 {
            let before = tokens[start - 1]
            if before.kind == .semicolon || before.kind == .comma || before.kind == .dash || before.kind == .colon { break }
            if before.isWord, words.clauses.contains(before.lower) { break }
            start -= 1
        }
        return start
    }

    /// Who stands right before a verb, adverbs and auxiliaries between.
    func subject(of verb: Int) -> (end: Int, party: Claim.Party?) {
        var index = verb
        while index > 0, tokens[index - 1].isWord, !parties.contains(where: { $0.range.upperBound == index }),
            words.auxiliaries.contains(tokens[index - 1].lower) || words.futures.contains(tokens[index - 1].lower)
                || words.negators.contains(tokens[index - 1].lower) || Lexicon.isAdverb(tokens[index - 1])
        {
            index -= 1
        }
        return (index, parties.last { $0.range.upperBound == index }?.party)
    }

    func act(at index: Int) -> ClaimWords.Act? { tokens[index].isWord ? words.act(tokens, at: index) : nil }

    /// The pronoun right before a verb, if one is its subject.
    func pronoun(before verb: Int) -> String? {
        let end = subject(of: verb).end
        return end > 0 && words.pronouns.contains(tokens[end - 1].lower) ? tokens[end - 1].lower : nil
    }

    // MARK: Place and time

    /// The place named nearest after the word, else before it. A country counts where no other is named;
    /// a capital without a preposition is a government.
    private func place(near trigger: Int) -> PlaceMention? {
        var found: [(mention: PlaceMention, rank: Int)] = []
        var index = 0
        while index < tokens.count {
            guard tokens[index].isWord, let (place, length) = gazetteer.place(in: tokens, at: index, sides: sides) else {
                index += 1
                continue
            }
            let range = index..<(index + length)
            defer { index = range.upperBound }
            let isLocated = isLocated(range)
            // "The army shelled Varn" needs no preposition; "Kabul rejected it" is a government.
            guard isLocated || place.weight >= 0 && !isPartOfName(range) else { continue }
            let span = TextSpan(start: tokens[index].span.start, end: tokens[range.upperBound - 1].span.end)
            let distance = index > trigger ? index - trigger : 2 * (trigger - index) + 1
            let rank = distance + (place.id == place.country ? 100 : 0) + (isLocated ? 0 : 8)
            found.append((PlaceMention(place: place, span: span, text: scalars.line(span)), rank))
        }
        return found.min { $0.rank < $1.rank }?.mention
    }

    /// After a preposition of place, or beside another place that is ("in Torkham and Chaman").
    private func isLocated(_ range: Range<Int>) -> Bool {
        for index in stride(from: range.lowerBound - 1, through: max(0, range.lowerBound - 7), by: -1) {
            let token = tokens[index]
            if words.placePrepositions.contains(token.lower) { return true }
            guard token.isCapitalised || token.kind == .comma || token.kind == .possessive
                || words.joints.contains(token.lower) || words.determiners.contains(token.lower)
                || words.others.contains(token.lower)
            else { return false }
        }
        return false
    }

    /// "Varn Mining Company".
    private func isPartOfName(_ range: Range<Int>) -> Bool {
        parties.contains { $0.range.overlaps(range) }
            || range.upperBound < tokens.count && tokens[range.upperBound].isWord && tokens[range.upperBound].isCapitalised
    }

    func time(near trigger: Int, in frame: TextSpan) -> TimeMention? {
        let place = tokens[trigger].span
        return times.filter {
            ($0.kind == .date || $0.kind == .time) && !$0.value.hasSuffix("_REF")
                && (frame.overlaps($0.span) || isOpening($0)) && !isAside($0, from: trigger)
        }.min { a, b in
            // A day tells more than the month or year beside it.
            a.isOfOneDay != b.isOfOneDay ? a.isOfOneDay : distance(a.span, place) < distance(b.span, place)
        }
    }

    /// "On Saturday, the army said, …".
    private func isOpening(_ time: TimeMention) -> Bool {
        tokens.prefix(3).contains { $0.span.overlaps(time.span) } && !tokens.prefix(3).contains { Cue.form($0.lower) != nil }
    }

    /// A comma and the beginning of another clause stand between: ", as they promised in April".
    private func isAside(_ time: TimeMention, from trigger: Int) -> Bool {
        tokens[trigger...].indices.dropLast().contains { index in
            tokens[index].kind == .comma && tokens[index + 1].span.start < time.span.start
                && words.clauses.contains(tokens[index + 1].lower)
        }
    }

    func time(near trigger: Int) -> TimeMention? {
        time(near: trigger, in: frame(of: trigger, voice(at: trigger).quote))
    }

    private func distance(_ time: TextSpan, _ place: TextSpan) -> Int {
        time.start >= place.end ? time.start - place.end : 2 * max(0, place.start - time.end) + 1
    }
}

extension TimeMention {
    fileprivate var isOfOneDay: Bool { days.map { $0.lowerBound == $0.upperBound } ?? false }
}

extension Claim.Party {
    init(_ speaker: Speaker) {
        self.init(name: speaker.name, mention: speaker.mention, side: speaker.side, span: nil)
    }
}
