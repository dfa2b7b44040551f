extension SentenceClaims {
    /// At most one event: what harmed most people, else the first that a verb tells of, else one that a noun
    /// names.
    func incident(beside told: [Told]) -> Claim? {
        let harmed = CasualtyReader(
            tokens: tokens, scalars: scalars, words: words, times: times.map(\.span)
        ).read().filter { isTold($0.trigger) && !isInName($0.trigger) }
        let acts = tokens.indices.compactMap { index in act(at: index).map { (index: index, act: $0) } }
            .filter { Self.isEvent($0.act.act) }
        let verbs = acts.filter { !$0.act.isNoun && isVerb($0.index) && isTold($0.index) && isConcrete($0.index) }
        guard let trigger = harmed.first?.trigger ?? verbs.first(where: { !isInside(told, $0.index) })?.index ?? noun(acts)
        else { return nil }
        guard harmed.isEmpty == false || !isInside(told, trigger), !isBackground(trigger) else { return nil }
        // What was done says more than that people were killed.
        let deeds = acts.filter { $0.act.act != .killing && $0.act.act != .displacement }
        let nearest = (deeds.isEmpty ? acts : deeds).min { abs($0.index - trigger) < abs($1.index - trigger) }?.act
        let kind = closer(nearest?.act) ?? (harmed.contains { $0.casualties.kind == .displaced } ? .displacement : .killing)
        let last = act(at: trigger).map { trigger + $0.words.count } ?? trigger + 1
        let actor = doer(of: trigger)
        return claim(
            .incident, kind, trigger: trigger..<last, actor: actor, target: target(of: trigger, actor),
            casualties: harmed.map(\.casualties))
    }

    /// An attack by what was used in it: "a drone hit the store".
    private func closer(_ act: ClaimedAct?) -> ClaimedAct? {
        guard act == nil || act == .attack || act == .killing || act == .fight else { return act }
        return tokens.lazy.compactMap { words.means($0.lower) }.first ?? act
    }

    /// A noun of an event in a sentence that tells when it was, and something in the past about it.
    private func noun(_ acts: [(index: Int, act: ClaimWords.Act)]) -> Int? {
        guard let noun = acts.first(where: { $0.act.isNoun && !isModifier($0.index) && isTold($0.index) }) else { return nil }
        let isDated = times.contains { $0.kind == .date && $0.value.utf8.count > 4 && $0.days != nil || $0.kind == .time }
        let isPast = tokens[(noun.index + 1)...].prefix(12).contains { $0.isWord && words.times.isPast($0.lower) }
        return isDated && isPast ? noun.index : nil
    }

    /// "Attack helicopters", "attacks emanating from …".
    private func isModifier(_ index: Int) -> Bool {
        guard index + 1 < tokens.count, tokens[index + 1].isWord else { return false }
        let next = tokens[index + 1]
        return next.lower.hasSuffix("ing") || !isSmall(next) && !words.times.isPast(next.lower)
    }

    private func isSmall(_ token: Token) -> Bool {
        token.isCapitalised || words.breaks.contains(token.lower) || words.prepositions.contains(token.lower)
            || words.determiners.contains(token.lower) || words.pronouns.contains(token.lower)
            || words.joints.contains(token.lower) || words.auxiliaries.contains(token.lower)
            || words.vague(token.lower) != nil || words.times.meaning(of: token.lower) != nil || Lexicon.isAdverb(token)
            || (token.lower.utf8.first.map { (0x30...0x39).contains($0) } ?? false)
    }

    static func isEvent(_ act: ClaimedAct) -> Bool {
        switch act {
        case .truce, .agreement, .talks, .cooperation, .condemnation, .retaliation, .support, .statement: false
        default: true
        }
    }

    /// "Attacked", not "to attack", "the attack", "are attacked", "would attack" or "detained persons".
    private func isVerb(_ index: Int) -> Bool {
        guard index > 0, !isInName(index) else { return false }
        let before = tokens[index - 1]
        if before.kind == .possessive || words.infinitives.contains(before.lower) || words.determiners.contains(before.lower) {
            return false
        }
        var place = index - 1
        while place >= 0, index - place <= 4, tokens[place].isWord {
            let lower = tokens[place].lower
            if words.futures.contains(lower) || words.notDone.contains(lower) { return false }
            if words.presentAuxiliaries.contains(lower) { return false }
            guard words.auxiliaries.contains(lower) || Lexicon.isAdverb(tokens[place]) else { break }
            place -= 1
        }
        // "Under the protocol, detained persons …": a participle before its noun.
        let opens = !before.isWord || words.prepositions.contains(before.lower) || words.joints.contains(before.lower)
        if opens, index + 1 < tokens.count, tokens[index + 1].isWord, !isSmall(tokens[index + 1]),
            !tokens[..<index].contains(where: { words.times.isPast($0.lower) }) { return false }
        return true
    }

    /// "The Commission on Missing and Detained Persons".
    private func isInName(_ index: Int) -> Bool {
        index > 0 && tokens[index].isCapitalised && tokens[index - 1].isWord
    }

    /// Neither denied, nor wished, feared or made to depend on something.
    private func isTold(_ trigger: Int) -> Bool {
        let start = max(clauseStart(of: trigger), trigger - 8)
        for index in start..<trigger {
            let lower = tokens[index].lower
            if words.notDone.contains(lower) { return false }
            // "12 men and no children were killed".
            if words.negators.contains(lower), index == 0 || !words.joints.contains(tokens[index - 1].lower) { return false }
        }
        if trigger + 1 < tokens.count, words.negators.contains(tokens[trigger + 1].lower) { return false }
        if trigger > 0, words.infinitives.contains(tokens[trigger - 1].lower) { return false }
        return !tokens[..<trigger].contains { words.unless.contains($0.lower) && $0.isWord }
    }

    /// What the outlet tells with neither day nor place is a general remark.
    private func isConcrete(_ trigger: Int) -> Bool {
        if isSpoken(trigger) { return true }
        let claim = claim(.incident, .attack, trigger: trigger..<(trigger + 1), actor: nil, target: nil)
        return claim.place != nil || claim.time?.days != nil
    }

    /// Long ago, or of a whole year: history that the reader is reminded of.
    private func isBackground(_ trigger: Int) -> Bool {
        if times.contains(where: { $0.kind == .set }) { return true }
        guard let days = time(near: trigger)?.days else { return false }
        if days.lowerBound.days(until: days.upperBound) > 100 { return true }
        guard let published else { return false }
        return days.upperBound.days(until: published) > 60
    }

    /// It stands in what is demanded, promised, denied or threatened.
    private func isInside(_ told: [Told], _ trigger: Int) -> Bool {
        guard let last = told.last(where: { $0.range.upperBound <= trigger }), last.kind != .agreement else { return false }
        return !tokens[last.range.upperBound..<trigger].contains { $0.kind == .semicolon || $0.kind == .comma }
    }

    // MARK: Who, to whom

    /// The subject before the verb; of a passive, who follows "by".
    private func doer(of trigger: Int) -> Claim.Party? {
        if let by = tokens.indices[(trigger + 1)...].prefix(12).first(where: { words.agents.contains(tokens[$0].lower) }),
            let found = parties.first(where: { $0.range.lowerBound > by && $0.range.lowerBound - by <= 4 }),
            tokens[by..<found.range.lowerBound].allSatisfy(\.isWord)
        {
            return found.party
        }
        // Another clause may tell who did it: "four died when the army shelled the town".
        let other = tokens.indices.first { index in
            index > trigger && (act(at: index).map { !$0.isNoun && Self.isEvent($0.act) } ?? false) && isVerb(index) && !isPassive(index)
        }
        if isPassive(trigger) || words.harm(tokens, at: trigger) != nil, let other, let party = subject(of: other).party {
            return party
        }
        guard !isPassive(trigger) else { return nil }
        let start = isSpoken(trigger) ? frameStart(of: trigger) : 0
        return parties.last { found in
            found.range.upperBound <= trigger && found.range.lowerBound >= start && !isObject(found.range)
        }?.party
    }

    /// The first token of the words that somebody is reported to have said.
    private func frameStart(of trigger: Int) -> Int {
        let place = tokens[trigger].span
        guard let quote = quotes.first(where: { $0.quote.span.overlaps(place) })?.quote else { return 0 }
        return tokens.firstIndex { $0.span.start >= quote.span.start } ?? 0
    }

    private func isPassive(_ index: Int) -> Bool {
        tokens[max(0, index - 3)..<index].contains { words.passives.contains($0.lower) }
    }

    private func target(of trigger: Int, _ actor: Claim.Party?) -> Claim.Party? {
        parties.first { found in
            found.range.lowerBound > trigger && found.party.name != actor?.name && found.party.name != speaker?.name
                && !isAfterPlacePreposition(found.range)
        }?.party
    }

    private func isObject(_ range: Range<Int>) -> Bool {
        guard range.lowerBound > 0 else { return false }
        var before = tokens[range.lowerBound - 1].lower
        if words.determiners.contains(before), range.lowerBound > 1 { before = tokens[range.lowerBound - 2].lower }
        // "Units of the army" are the army.
        if words.others.contains(before), let of = tokens[..<range.lowerBound].lastIndex(where: { $0.lower == before }), of > 0,
            words.isBody(tokens[of - 1].lower)
        {
            return false
        }
        return words.notSubjects.contains(before)
    }

    private func isAfterPlacePreposition(_ range: Range<Int>) -> Bool {
        range.lowerBound > 0 && words.placePrepositions.contains(tokens[range.lowerBound - 1].lower)
    }
}
