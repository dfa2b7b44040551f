/// A place in a sentence where words are given to somebody, in a language whose verb stands last.
struct VerbFinalAttribution {
    enum Subject: Equatable {
        case phrase(Range<Int>)
        /// What stands at the head of the sentence: the speaker, or none where the sentence leaves it out.
        case head(Range<Int>)
        case pronoun(Int)
        /// The sentence leaves it out: it goes on from the one before.
        case omitted
    }

    let subject: Subject
    let cue: Range<Int>
    /// "According to": what is reported follows.
    var isAccording = false
}

extension VerbFinalAttribution {
    static func read(_ tokens: [Token], _ grammar: VerbFinalGrammar, _ scalars: Scalars) -> [VerbFinalAttribution] {
        let reader = Reader(tokens: tokens, grammar: grammar, scalars: scalars)
        return tokens.indices.filter { tokens[$0].isWord }.compactMap { reader.attribution(at: $0) }
    }

    /// The day of the saying among the days of the sentence.
    func said(_ days: [SayingDay], in tokens: [Token], _ grammar: VerbFinalGrammar) -> DateMention? {
        let quotation = tokens.firstIndex { $0.quotation != nil } ?? tokens.count
        return days.first { day in
            guard day.end <= min(quotation, cue.upperBound) else { return false }
            // Where no word parts the speaker from what is reported, the day must stand beside the saying.
            return !grammar.agents.isEmpty || (0...2).contains(cue.lowerBound - day.end) || day.isBesideOccasion
        }?.mention
    }

    /// What is reported: after the speaker and the occasion, without the verb.
    func content(in tokens: [Token], _ grammar: VerbFinalGrammar) -> Range<Int>? {
        var range: Range<Int>
        let end = tokens.last?.kind == .terminal ? tokens.count - 1 : tokens.count
        if grammar.agents.isEmpty, !isAccording {
            let start =
                switch subject {
                case .phrase(let phrase), .head(let phrase): phrase.upperBound <= cue.lowerBound ? phrase.upperBound : 0
                case .pronoun(let index): index + 1
                case .omitted: 0
                }
            guard start < cue.lowerBound else { return nil }
            range = start..<cue.lowerBound
            if let occasion = range.prefix(14).last(where: { grammar.channels.contains(tokens[$0].lower) }) {
                range = (occasion + 1)..<range.upperBound
            }
        } else {
            let start = cue.upperBound
            guard start < end else { return nil }
            let opening = tokens[start..<min(end, start + 4)].firstIndex { grammar.complementisers.contains($0.lower) }
            range = (opening ?? start)..<end
            if opening == nil, !isAccording { return nil }
        }
        while let first = range.first, !tokens[first].isWord { range = (first + 1)..<range.upperBound }
        return range.isEmpty ? nil : range
    }

    /// A day in a sentence that is followed by what stands after a day of speech: "on Sunday".
    struct SayingDay {
        let mention: DateMention
        /// The index after it.
        let end: Int
        /// A statement, a briefing or the like follows.
        let isBesideOccasion: Bool

        static func read(_ tokens: [Token], _ grammar: VerbFinalGrammar) -> [SayingDay] {
            let mentions = Dictionary(
                DateMention.read(tokens).map { ($0.index, $0.mention) }, uniquingKeysWith: { first, _ in first })
            return tokens.indices.compactMap { index in
                guard tokens[index].isWord else { return nil }
                let mention: DateMention
                if let found = mentions[index], found.weekday == nil {
                    mention = found
                } else if let weekday = Weekday(named: tokens[index].lower) {
                    mention = DateMention(value: .weekday(weekday), span: tokens[index].span, length: 1)
                } else {
                    return nil
                }
                let next = index + mention.length
                guard next < tokens.count, grammar.onDay.contains(tokens[next].lower) else { return nil }
                return SayingDay(
                    mention: mention, end: next + 1,
                    isBesideOccasion: tokens[next..<min(tokens.count, next + 7)].contains {
                        grammar.channels.contains($0.lower)
                    })
            }
        }
    }

    private struct Reader {
        let tokens: [Token]
        let grammar: VerbFinalGrammar
        let scalars: Scalars

        func attribution(at index: Int) -> VerbFinalAttribution? {
            func made(_ subject: Subject?, _ cue: Range<Int>) -> VerbFinalAttribution? {
                subject.map { VerbFinalAttribution(subject: $0, cue: cue) }
            }
            if grammar.agents.contains(tokens[index].lower) {
                guard let cue = cue(after: index) else { return nil }
                return made(subject(endingBefore: index), cue)
            }
            if let length = grammar.saying.length(in: tokens, at: index) {
                return made(subject(endingBefore: index), index..<(index + length))
            }
            if let length = grammar.according.length(in: tokens, at: index) {
                var attribution = made(subject(endingBefore: index), index..<(index + length))
                attribution?.isAccording = true
                return attribution
            }
            if let length = grammar.participles.length(in: tokens, at: index), index > 0,
                tokens[index - 1].quotation != nil
            {
                return made(name(from: index + length).map(Subject.phrase), index..<(index + length))
            }
            guard grammar.agents.isEmpty else {
                guard let length = grammar.passive.length(in: tokens, at: index) else { return nil }
                return made(subjectOfDocument(before: index), index..<(index + length))
            }
            for table in [grammar.leading, grammar.passive, grammar.finite] {
                guard let length = table.length(in: tokens, at: index) else { continue }
                return endsClause(index + length) ? made(headOfSentence(before: index), index..<(index + length)) : nil
            }
            return nil
        }

        // MARK: The speaker before a word

        /// The verb that follows the speaker, before what is reported begins.
        private func cue(after agent: Int) -> Range<Int>? {
            for index in (agent + 1)..<max(agent + 1, min(tokens.count, agent + 26)) {
                let token = tokens[index]
                if grammar.agents.contains(token.lower) || token.quotation != nil || token.kind == .terminal {
                    return nil
                }
                if grammar.passive.length(in: tokens, at: index) != nil { return nil }
                if let length = grammar.finite.length(in: tokens, at: index) { return index..<(index + length) }
            }
            return nil
        }

        private func subject(endingBefore index: Int) -> Subject? {
            var start = index
            while start > 0, index - start < 12 {
                let token = tokens[start - 1]
                guard token.isWord, !grammar.breaks.contains(token.lower) else { break }
                start -= 1
            }
            guard start < index else { return nil }
            if index - start == 1, grammar.pronouns.contains(tokens[start].lower) { return .pronoun(start) }
            return .phrase(start..<index)
        }

        /// "In the statement of the Foreign Office it was said": who stands before the statement.
        private func subjectOfDocument(before cue: Int) -> Subject? {
            guard let document = tokens[..<cue].lastIndex(where: { grammar.documents.contains($0.lower) }) else {
                return nil
            }
            return subject(endingBefore: document) ?? .omitted
        }

        // MARK: The speaker at the head of the sentence

        private func headOfSentence(before cue: Int) -> Subject? {
            let quotation = tokens.firstIndex { $0.quotation != nil } ?? cue
            if let phrase = name(from: 0), phrase.upperBound <= cue { return .head(phrase) }
            // "Speaking in Doha, Minister Smith, …": the name before a comma or the quotation.
            for index in tokens.indices.prefix(min(quotation, cue) + 1) where index > 0 {
                guard tokens[index].kind == .comma || index == quotation else { continue }
                if let phrase = name(endingAt: index - 1) { return .phrase(phrase) }
            }
            if let first = tokens.first, grammar.pronouns.contains(first.lower), tokens.count > 1,
                tokens[1].kind == .comma
            {
                return .pronoun(0)
            }
            return .omitted
        }

        /// A run of capitals and nouns for speakers that names one, from a token on.
        private func name(from start: Int) -> Range<Int>? {
            var first = start
            // "Sunday, …": a day is nobody.
            while first < tokens.count,
                Weekday(named: tokens[first].lower) != nil || grammar.onDay.contains(tokens[first].lower)
            { first += 1 }
            var end = first
            while end < tokens.count, end - first < 10, isOfName(end) { end += 1 }
            return isSpeaker(first..<end) ? first..<end : nil
        }

        private func name(endingAt last: Int) -> Range<Int>? {
            var start = last + 1
            while start > 0, last - start < 8, isOfName(start - 1) { start -= 1 }
            return isSpeaker(start..<(last + 1)) ? start..<(last + 1) : nil
        }

        private func isOfName(_ index: Int) -> Bool {
            let token = tokens[index]
            guard token.isWord else { return false }
            // An ending after an apostrophe makes it no subject, unless another noun must follow: "Kabul's …".
            if token.isCapitalised { return ending(of: token).map(grammar.attributiveEndings.contains) ?? true }
            return grammar.noun(token.lower) != nil || grammar.titles.contains(token.lower)
        }

        private func isSpeaker(_ range: Range<Int>) -> Bool {
            guard !range.isEmpty else { return false }
            return ending(of: tokens[range.upperBound - 1]) == nil
        }

        /// What an apostrophe sets off at a word's end.
        private func ending(of token: Token) -> String? {
            let word = scalars[token.span.start..<token.span.end]
            guard let mark = word.firstIndex(where: \.isApostrophe) else { return nil }
            return Folding.fold(scalars.string(TextSpan(start: mark + 1, end: token.span.end)))
        }

        private func endsClause(_ index: Int) -> Bool {
            guard index < tokens.count else { return true }
            return !tokens[index].isWord || grammar.breaks.contains(tokens[index].lower)
        }
    }
}
