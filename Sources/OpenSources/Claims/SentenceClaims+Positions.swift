extension SentenceClaims {
    /// Words of a sentence that tell of a position.
    struct Told {
        let kind: Claim.Kind
        let range: Range<Int>
        /// They announce what will be, which an "if" makes a condition.
        var isAnnounced = false
    }

    /// In order.
    func toldPositions() -> [Told] {
        var told: [Told] = []
        var index = 0
        while index < tokens.count {
            guard tokens[index].isWord, words.opensPosition(tokens[index].lower),
                let next = position(at: index) ?? announced(at: index) ?? withheld(at: index) ?? denied(at: index) else {
                index += 1
                continue
            }
            told.append(next)
            index = next.range.upperBound
        }
        return told
    }

    /// The words of the language's table that begin here.
    private func position(at index: Int) -> Told? {
        guard let (position, length) = words.position(tokens, at: index) else { return duty(at: index) }
        let range = index..<(index + length)
        if position.isSpoken, !isSpoken(index) || isGeneric(index) { return nil }
        if position.kind == .demand, position.isSpoken, let subject = pronoun(before: index), words.single.contains(subject) {
            return nil
        }
        if isOfOthers(position.kind, index) || isAsItWas(index) || isSuffered(position.kind, range) { return nil }
        guard let kind = kind(position.kind, range) else { return nil }
        return Told(kind: kind, range: range)
    }

    /// In somebody's own words "they promised" is another's promise.
    private func isOfOthers(_ kind: Claim.Kind, _ index: Int) -> Bool {
        guard kind == .commitment || kind == .refusal || kind == .threat, let subject = pronoun(before: index) else { return false }
        return !words.own.contains(subject) && quotes.contains { $0.quote.kind == .direct && $0.quote.span.overlaps(tokens[index].span) }
    }

    /// "It has been accused of it before", by nobody who is named.
    private func isSuffered(_ kind: Claim.Kind, _ range: Range<Int>) -> Bool {
        guard kind == .accusation || kind == .demand || kind == .denial, range.lowerBound > 0,
            words.passives.contains(tokens[range.lowerBound - 1].lower)
        else { return false }
        return !tokens[range.upperBound...].prefix(3).contains { words.agents.contains($0.lower) }
    }

    /// "As they promised in April".
    private func isAsItWas(_ index: Int) -> Bool {
        tokens[max(0, index - 4)..<index].contains { words.asides.contains($0.lower) }
    }

    /// "Both sides should": of a party, in somebody's mouth; "crossings should not be closed": of an act.
    private func duty(at index: Int) -> Told? {
        guard words.duties.contains(tokens[index].lower), isSpoken(index) else { return nil }
        let subject = subject(of: index)
        if index + 1 < tokens.count, words.negators.contains(tokens[index + 1].lower),
            let act = tokens.indices[(index + 2)...].prefix(2).first(where: { act(at: $0).map { Self.isEvent($0.act) } == true })
        {
            return Told(kind: .demand, range: index..<(act + 1))
        }
        guard subject.party != nil || subject.end > 0 && words.sides.contains(tokens[subject.end - 1].lower) else { return nil }
        return Told(kind: .demand, range: index..<(index + 1))
    }

    /// "We do not negotiate": what the speaker never does, he will not do.
    private func withheld(at index: Int) -> Told? {
        guard words.negators.contains(tokens[index].lower), let subject = pronoun(before: index), words.own.contains(subject),
            index + 1 < tokens.count, words.promise(tokens[index + 1].lower) == .commitment, isSpoken(index)
        else { return nil }
        return Told(kind: .refusal, range: index..<(index + 2))
    }

    /// "Will withdraw", "would not", "are to be released".
    private func announced(at index: Int) -> Told? {
        var next = index + 1
        if words.futures.contains(tokens[index].lower) {
            // "Nobody would", "no soldier of ours will".
            let start = clauseStart(of: index)
            var isNegated = tokens[max(start, index - 6)..<index].contains { words.negators.contains($0.lower) }
                || words.negators.contains(tokens[index].lower)
            while next < tokens.count, words.negators.contains(tokens[next].lower) || Lexicon.isAdverb(tokens[next]) {
                isNegated = isNegated || words.negators.contains(tokens[next].lower)
                next += 1
            }
            guard next < tokens.count else { return nil }
            // "There will be no talks".
            if !isNegated, next + 1 < tokens.count, words.auxiliaries.contains(tokens[next].lower),
                words.negators.contains(tokens[next + 1].lower), isSpoken(index)
            {
                return Told(kind: .refusal, range: index..<(next + 2), isAnnounced: true)
            }
            if isNegated {
                guard isSpoken(index), isOwnOrBody(index), !isOfOthers(.refusal, index) else { return nil }
                return Told(kind: .refusal, range: index..<(next + 1), isAnnounced: true)
            }
        } else {
            // "Is to", "are to".
            guard words.auxiliaries.contains(tokens[index].lower), next < tokens.count, words.infinitives.contains(tokens[next].lower)
            else { return nil }
            next += 1
        }
        if next < tokens.count, words.auxiliaries.contains(tokens[next].lower) { next += 1 }
        guard next < tokens.count, let kind = words.promise(tokens[next].lower) else { return nil }
        guard isSpoken(index) ? !isGeneric(index) : isAhead(index), !isOfOthers(kind, index) else { return nil }
        return Told(kind: kind, range: index..<(next + 1), isAnnounced: true)
    }

    /// The speaker himself, a party, or nobody will or will not.
    private func isOwnOrBody(_ index: Int) -> Bool {
        let (end, party) = subject(of: index)
        guard party == nil else { return true }
        let start = clauseStart(of: index)
        if tokens[max(start, index - 6)..<index].contains(where: { words.negators.contains($0.lower) }) { return true }
        return end > 0 && (words.pronouns.contains(tokens[end - 1].lower) || words.isBody(tokens[end - 1].lower))
    }

    /// A day to come stands in the sentence.
    private func isAhead(_ index: Int) -> Bool {
        guard let published else { return false }
        return times.contains { $0.days.map { published < $0.lowerBound } ?? false }
    }

    /// "None of them carried a weapon", "no soldier was there": what is said not to be, in somebody's mouth.
    private func denied(at index: Int) -> Told? {
        guard words.negators.contains(tokens[index].lower), isSpoken(index), !isGeneric(index),
            index == 0 || !words.joints.contains(tokens[index - 1].lower) && !words.duties.contains(tokens[index - 1].lower)
        else { return nil }
        if isOwnDeed(index) { return Told(kind: .denial, range: index..<(index + 2)) }
        /// "No order had been given" tells of nothing but what was not done.
        let opens = clauseStart(of: index) == index && words.determiners.contains(tokens[index].lower)
        for next in (index + 1)..<max(index + 1, min(index + 12, tokens.count)) {
            let token = tokens[next]
            if opens, next > index + 1, next <= index + 5, words.passives.contains(token.lower), next + 1 < tokens.count,
                words.times.isPast(tokens[next + 1].lower), words.harm(tokens, at: next + 1) == nil
            {
                return Told(kind: .denial, range: index..<(next + 2))
            }
            if token.kind == .semicolon || token.kind == .comma || token.kind == .terminal { return nil }
            if words.futures.contains(token.lower) { return nil }
            if let (position, _) = words.position(tokens, at: next), position.kind != .accusation { return nil }
            if words.deniable.contains(token.lower) || words.means(token.lower) != nil || act(at: next).map({ Self.isEvent($0.act) }) == true {
                return Told(kind: .denial, range: index..<(next + 1))
            }
        }
        return nil
    }

    /// "Its army had not crossed": what a party says that it did not do, speaking and thinking aside.
    private func isOwnDeed(_ index: Int) -> Bool {
        guard index > 0, index + 1 < tokens.count, words.auxiliaries.contains(tokens[index - 1].lower),
            !words.presentAuxiliaries.contains(tokens[index - 1].lower), subject(of: index).party != nil
        else { return false }
        return words.times.isPast(tokens[index + 1].lower) && Cue.form(tokens[index + 1].lower) == nil
            && words.position(tokens, at: index + 1) == nil && words.harm(tokens, at: index + 1) == nil
    }

    /// Of everybody and nobody: "if you are lucky", "one must".
    private func isGeneric(_ index: Int) -> Bool {
        tokens[max(0, index - 6)..<min(tokens.count, index + 4)].contains { words.generic.contains($0.lower) }
    }

    /// The kind with what negates it: "not willing" is a refusal, "did not violate" a denial.
    private func kind(_ kind: Claim.Kind, _ range: Range<Int>) -> Claim.Kind? {
        let isNegated = tokens[max(0, range.lowerBound - 2)..<range.lowerBound].contains { words.negators.contains($0.lower) }
        // "No talks unless …": the condition stands.
        guard isNegated, kind != .condition else { return kind }
        switch kind {
        case .commitment: return .refusal
        case .accusation: return .denial
        case .demand, .agreement, .threat, .condition, .incident: return nil
        case .denial, .refusal: return kind
        }
    }

    // MARK: Claims

    func positions(_ told: [Told]) -> [Claim] {
        guard !told.isEmpty else { return [] }
        let isConditional = told.contains { $0.kind == .condition }
        // "If", not "provided that", makes a condition of what is announced.
        let depends = isConditional && tokens.contains { words.unless.contains($0.lower) && $0.isWord }
        let announced = depends ? told.filter { !$0.isAnnounced } : told
        let others = announced.contains { [.commitment, .demand, .refusal].contains($0.kind) }
        var kinds = Set<Claim.Kind>()
        return announced.compactMap { next in
            if next.kind == .condition, others, !(depends && announced.count < told.count) { return nil }
            if next.kind == .threat, isConditional { return nil }
            guard !kinds.contains(next.kind), let claim = position(next, isConditional: isConditional) else { return nil }
            kinds.insert(next.kind)
            return claim
        }
    }

    private func position(_ told: Told, isConditional: Bool) -> Claim? {
        let range = told.range
        let voice = voice(at: range.lowerBound).voice
        let subject = self.subject(of: range.lowerBound).party
        let pronoun = self.pronoun(before: range.lowerBound)
        let spoken: Claim.Party? = if case .attributed(let party) = voice { party } else { nil }
        let before = subject ?? (pronoun != nil && spoken != nil ? spoken : parties.last { $0.range.upperBound <= range.lowerBound }?.party)
        let after = parties.first { $0.range.lowerBound >= range.upperBound }?.party
        // What the outlet tells of a position is its holder's.
        let claimant = spoken ?? before ?? (pronoun == nil ? nil : heardBefore)
        let (actor, target): (Claim.Party?, Claim.Party?)
        switch told.kind {
        case .demand:
            (actor, target) = (claimant, after?.name == claimant?.name ? nil : after)
        case .accusation:
            // "Accused the guards of …", "the guards failed to …".
            let isVerb = words.notActors.contains(tokens[range.lowerBound].lower)
            (actor, target) = (isVerb ? after : before ?? after, nil)
            guard claimant != nil else { return nil }
        case .agreement: (actor, target) = (before, nil)
        default: (actor, target) = (before ?? claimant, after)
        }
        if told.kind == .agreement {
            guard actor != nil || claimant != nil || tokens[..<range.lowerBound].contains(where: { words.sides.contains($0.lower) })
            else { return nil }
        } else if claimant == nil {
            // A position is somebody's.
            return nil
        }
        let act =
            tokens.indices[range.lowerBound...].lazy.compactMap { words.act(tokens, at: $0)?.act }.first
            ?? tokens.indices.lazy.compactMap { words.act(tokens, at: $0)?.act }.first ?? .statement
        return claim(
            told.kind, act, trigger: range, actor: actor, target: target,
            voice: told.kind == .agreement ? nil : claimant.map { .attributed($0) }, isConditional: isConditional)
    }
}
