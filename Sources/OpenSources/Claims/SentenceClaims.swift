/// The claims of one sentence.
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
    /// Whose words the sentence carries on from the one before.
    let heard: KnownActor.Identity?
    let isOlderCopy: Bool

    func claims() -> [Claim] {
        let positions = self.positions()
        guard let incident = incident() else { return positions }
        return [incident] + positions
    }

    // MARK: Incidents

    private func incident() -> Claim? {
        let harmed = CasualtyReader(
            tokens: tokens, scalars: scalars, words: words, times: times.map(\.span)
        ).read()
        let acts = tokens.indices.compactMap { index in
            words.act(tokens[index].lower).map { (index: index, act: $0) }
        }.filter { Self.isEvent($0.act.act) }
        guard let trigger = harmed.first?.trigger ?? eventTrigger(acts) else { return nil }
        guard isDone(trigger) else { return nil }
        // What was done says more than that people were killed.
        let deeds = acts.filter { $0.act.act != .killing && $0.act.act != .displacement }
        let act =
            (deeds.isEmpty ? acts : deeds).min { abs($0.index - trigger) < abs($1.index - trigger) }?.act.act
            ?? (harmed.contains { $0.casualties.kind == .displaced } ? .displacement : .killing)
        let actor = doer(of: trigger)
        return claim(
            .incident, act, trigger: trigger, actor: actor, target: target(of: trigger, actor),
            casualties: harmed.map(\.casualties))
    }

    /// A verb of an event; or a noun of one in a sentence that tells when or where it was.
    private func eventTrigger(_ acts: [(index: Int, act: ClaimWords.Act)]) -> Int? {
        if let verb = acts.first(where: { !$0.act.isNoun && isVerb($0.index) }) { return verb.index }
        guard let noun = acts.first(where: { $0.act.isNoun && !isModifier($0.index) }) else { return nil }
        let isDated = times.contains { $0.kind == .date && $0.value.utf8.count > 4 && $0.days != nil || $0.kind == .time }
        return isDated && place(near: noun.index) != nil || isDated && tells(noun.index) ? noun.index : nil
    }

    /// The noun is what the sentence is about: a verb in the past follows it, or it is said to have been
    /// reported.
    private func tells(_ index: Int) -> Bool {
        tokens[(index + 1)...].prefix(12).contains { token in
            TimeWords.english.isPast(token.lower) && token.isWord
        }
    }

    /// "Attacked", not "to attack" and not "the attack".
    private func isVerb(_ index: Int) -> Bool {
        guard index > 0 else { return false }
        return tokens[index - 1].lower != "to" && !tokens[index - 1].is(.determiners)
    }

    /// "Attack helicopters", "attacks emanating from …".
    private func isModifier(_ index: Int) -> Bool {
        guard index + 1 < tokens.count else { return false }
        return tokens[index + 1].lower.hasSuffix("ing") && tokens[index + 1].isWord
    }

    private static func isEvent(_ act: ClaimedAct) -> Bool {
        switch act {
        case .fight, .armedClash, .shelling, .airStrike, .bombing, .suicideBombing, .attack, .killing, .abduction,
            .arrest, .destruction, .seizure, .incursion, .displacement, .closure, .violation:
            true
        default: false
        }
    }

    /// Neither denied, nor wished, feared or made to depend on something.
    private func isDone(_ trigger: Int) -> Bool {
        let before = tokens[max(0, trigger - 8)..<trigger]
        if before.contains(where: { words.notDone.contains($0.lower) }) || before.last?.lower == "to" {
            return false
        }
        return !tokens.contains { words.unless.contains($0.lower) && $0.isWord }
    }

    // MARK: Positions

    private func positions() -> [Claim] {
        var found: [(kind: Claim.Kind, range: Range<Int>)] = []
        var index = 0
        while index < tokens.count {
            guard tokens[index].isWord, let position = words.position(tokens, at: index) else {
                index += 1
                continue
            }
            let range = index..<(index + position.words.count)
            if let kind = kind(position.kind, range) { found.append((kind, range)) }
            index = range.upperBound
        }
        guard !found.isEmpty else { return [] }
        let isConditional = found.contains { $0.kind == .condition }
        let others = found.contains { [.commitment, .demand].contains($0.kind) }
        var kinds = Set<Claim.Kind>()
        return found.compactMap { kind, range in
            if kind == .condition, others { return nil }
            if kind == .threat, isConditional { return nil }
            guard kinds.insert(kind).inserted else { return nil }
            return position(kind, range, isConditional: isConditional)
        }
    }

    /// The kind with what negates it: "not willing" is a refusal, "did not violate" a denial.
    private func kind(_ kind: Claim.Kind, _ range: Range<Int>) -> Claim.Kind? {
        let isNegated = tokens[max(0, range.lowerBound - 2)..<range.lowerBound].contains {
            ["not", "never", "no", "neither", "nor", "without", "n't"].contains($0.lower)
        }
        guard isNegated else { return kind }
        switch kind {
        case .commitment: return .refusal
        case .accusation: return .denial
        case .demand, .agreement, .threat, .condition, .incident: return nil
        case .denial, .refusal: return kind
        }
    }

    private func position(_ kind: Claim.Kind, _ range: Range<Int>, isConditional: Bool) -> Claim? {
        let speaker = voice(at: range.lowerBound)
        let before = parties.last { $0.range.upperBound <= range.lowerBound }?.party
        let after = parties.first { $0.range.lowerBound >= range.upperBound }?.party
        let claimant: Claim.Party? = if case .attributed(let party) = speaker.voice { party } else { before }
        let actor: Claim.Party?
        let target: Claim.Party?
        switch kind {
        case .demand:
            (actor, target) = (claimant, after?.name == claimant?.name ? nil : after)
        case .accusation:
            // "Accused the guards of …", "the guards failed to …".
            let isVerb = words.notActors.contains(tokens[range.lowerBound].lower)
            (actor, target) = (isVerb ? after : before ?? after, nil)
            guard claimant != nil else { return nil }
        case .agreement: (actor, target) = (before, nil)
        case .denial: (actor, target) = (before ?? claimant, after)
        default: (actor, target) = (before ?? claimant, after)
        }
        // A position is somebody's.
        if kind != .agreement, claimant == nil, actor == nil { return nil }
        if kind == .agreement, actor == nil, claimant == nil, !tokens[..<range.lowerBound].contains(where: { ["sides", "parties"].contains($0.lower) }) { return nil }
        let act =
            tokens.indices.filter { $0 >= range.lowerBound }
            .lazy.compactMap { words.act(tokens[$0].lower)?.act }.first
            ?? tokens.lazy.compactMap { words.act($0.lower)?.act }.first ?? .statement
        return claim(kind, act, trigger: range.lowerBound, through: range.upperBound - 1, actor: actor, target: target, isConditional: isConditional)
    }

    // MARK: Making

    private func claim(
        _ kind: Claim.Kind, _ act: ClaimedAct, trigger: Int, through last: Int? = nil, actor: Claim.Party?,
        target: Claim.Party?, casualties: [Casualties] = [], isConditional: Bool = false
    ) -> Claim {
        let (voice, quote) = voice(at: trigger)
        return Claim(
            kind: kind, act: act, span: span, text: scalars.line(span),
            trigger: TextSpan(start: tokens[trigger].span.start, end: tokens[last ?? trigger].span.end), actor: actor,
            target: target, place: place(near: trigger), time: time(near: trigger), casualties: casualties,
            voice: voice, quote: quote, isConditional: isConditional, isOlderCopy: isOlderCopy)
    }

    /// A direct quotation that holds the word, else a report of the sentence, else whose words go on.
    private func voice(at index: Int) -> (voice: Claim.Voice, quote: Int?) {
        let place = tokens[index].span
        let holding = quotes.filter { $0.quote.span.overlaps(place) }
        let direct = holding.first { $0.quote.kind == .direct && $0.quote.speaker != nil }
        if let found = direct ?? holding.first(where: { $0.quote.speaker != nil }), let speaker = found.quote.speaker {
            return (.attributed(party(speaker)), found.index)
        }
        // The frame of a sentence that quotes its speaker.
        if let found = quotes.first(where: { $0.quote.speaker?.basis == .stated }), let speaker = found.quote.speaker {
            return (.attributed(party(speaker)), found.index)
        }
        if let heard {
            return (.attributed(Claim.Party(name: heard.name, mention: heard.name, side: heard.side, span: nil)), nil)
        }
        return (.outlet, nil)
    }

    private func party(_ speaker: Speaker) -> Claim.Party {
        Claim.Party(name: speaker.name, mention: speaker.mention, side: speaker.side, span: nil)
    }

    /// The subject before the verb; of a passive, who follows "by".
    private func doer(of trigger: Int) -> Claim.Party? {
        if let by = tokens.indices[(trigger + 1)...].prefix(12).first(where: { tokens[$0].lower == "by" }),
            let found = parties.first(where: { $0.range.lowerBound > by && $0.range.lowerBound - by <= 4 })
        {
            return found.party
        }
        let isPassive = tokens[max(0, trigger - 3)..<trigger].contains { ["was", "were", "been", "being"].contains($0.lower) }
        guard !isPassive else { return nil }
        let speakers = Set(quotes.compactMap { $0.quote.speaker?.name })
        return parties.last { found in
            found.range.upperBound <= trigger && !isObject(found.range) && !speakers.contains(found.party.name)
        }?.party
    }

    private func target(of trigger: Int, _ actor: Claim.Party?) -> Claim.Party? {
        parties.first { $0.range.lowerBound > trigger && $0.party.name != actor?.name && !isPlaceOnly($0.range) }?.party
    }

    private func isObject(_ range: Range<Int>) -> Bool {
        guard range.lowerBound > 0 else { return false }
        var before = tokens[range.lowerBound - 1].lower
        if Lexicon.determiners.contains(before), range.lowerBound > 1 { before = tokens[range.lowerBound - 2].lower }
        return ["against", "on", "to", "of", "in", "from", "inside", "into", "at", "with", "according"].contains(before)
    }

    private func isPlaceOnly(_ range: Range<Int>) -> Bool {
        range.lowerBound > 0 && words.placePrepositions.contains(tokens[range.lowerBound - 1].lower)
    }

    // MARK: Place and time

    /// The place named nearest after the word, else before it. A country counts where no other is named;
    /// a capital without a preposition is a government.
    private func place(near trigger: Int) -> PlaceMention? {
        var found: [(mention: PlaceMention, index: Int, rank: Int)] = []
        var index = 0
        while index < tokens.count {
            guard tokens[index].isWord, let (place, length) = gazetteer.place(in: tokens, at: index, sides: sides) else {
                index += 1
                continue
            }
            let range = index..<(index + length)
            defer { index = range.upperBound }
            guard isLocated(range) else { continue }
            let span = TextSpan(start: tokens[index].span.start, end: tokens[range.upperBound - 1].span.end)
            let distance = index > trigger ? index - trigger : 2 * (trigger - index) + 1
            let rank = distance + (place.id == place.country ? 100 : 0)
            found.append((PlaceMention(place: place, span: span, text: scalars.line(span)), index, rank))
        }
        return found.min { $0.rank < $1.rank }?.mention
    }

    /// After a preposition of place, or beside another place that is ("in Torkham and Chaman").
    private func isLocated(_ range: Range<Int>) -> Bool {
        for index in stride(from: range.lowerBound - 1, through: max(0, range.lowerBound - 7), by: -1) {
            let token = tokens[index]
            if words.placePrepositions.contains(token.lower) { return true }
            guard token.isCapitalised || token.kind == .comma || token.kind == .possessive
                || ["and", "or", "the", "of"].contains(token.lower)
            else { return false }
        }
        return false
    }

    private func time(near trigger: Int) -> TimeMention? {
        let place = tokens[trigger].span
        return times.filter { ($0.kind == .date || $0.kind == .time) && !$0.value.hasSuffix("_REF") }.min { a, b in
            distance(a.span, place) < distance(b.span, place)
        }
    }

    private func distance(_ time: TextSpan, _ place: TextSpan) -> Int {
        time.start >= place.end ? time.start - place.end : 2 * max(0, place.start - time.end) + 1
    }
}
