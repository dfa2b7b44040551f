/// Finds who speaks in languages whose verb stands last (Turkish, Urdu): attributes the quotations and
/// sentences of an article. Of a language that is not known, quotations are found, and no speaker.
struct VerbFinalReader {
    private let scalars: Scalars
    private let quotations: [Quotation]
    private let grammar: VerbFinalGrammar
    private var speakers: VerbFinalSpeakers

    private var direct: [QuoteReader.Found?]
    private var indirect: [QuoteReader.Found] = []
    private var passages: [Passage] = []

    private struct Voice {
        let record: Int
        let mention: String
        let basis: Speaker.Basis
        let cue: String?
        let said: DateMention?
    }

    static func read(
        scalars: Scalars, sentences: [Sentence], quotations: [Quotation], headings: Set<Int>,
        aliases: AliasTable, language: Language
    ) -> Heard {
        var reader = VerbFinalReader(
            scalars: scalars, quotations: quotations,
            vocabulary: TextVocabulary(sentences.lazy.flatMap(\.tokens), of: aliases.contexts),
            aliases: aliases, grammar: .of(language))
        reader.readAll(sentences, headings: headings)
        return Heard(
            found: reader.direct.compactMap { $0 } + reader.indirect, passages: reader.passages, confidants: [])
    }

    private init(
        scalars: Scalars, quotations: [Quotation], vocabulary: TextVocabulary, aliases: AliasTable,
        grammar: VerbFinalGrammar
    ) {
        self.scalars = scalars
        self.quotations = quotations
        self.grammar = grammar
        speakers = VerbFinalSpeakers(
            scalars: scalars, aliases: aliases, vocabulary: vocabulary, grammar: grammar)
        direct = quotations.map {
            $0.isMarkup(in: scalars) ? nil : QuoteReader.Found(span: $0.content, kind: .direct)
        }
    }

    private mutating func readAll(_ sentences: [Sentence], headings: Set<Int>) {
        /// The speaker of the sentence before.
        var previous: Voice?
        var paragraph = -1
        for sentence in sentences {
            let isNewParagraph = sentence.paragraph != paragraph
            if isNewParagraph, paragraph >= 0,
                (paragraph...max(paragraph, sentence.paragraph)).contains(where: headings.contains)
            {
                previous = nil
            }
            paragraph = sentence.paragraph
            let isQuotationAlone = sentence.tokens.allSatisfy { $0.quotation != nil || !$0.isWord }
            let attributions = VerbFinalAttribution.read(sentence.tokens, grammar, scalars)
            let days = attributions.isEmpty ? [] : VerbFinalAttribution.SayingDay.read(sentence.tokens, grammar)
            let voices = attributions.map { voice(of: $0, in: sentence, days: days, previous: previous) }
            attributeQuotations(of: sentence, attributions, voices, previous: previous)
            let last = voices.lastIndex { $0 != nil }
            let main = last.flatMap { voices[$0] }
            let carried = isNewParagraph && !isQuotationAlone ? nil : previous
            if !headings.contains(sentence.paragraph), let voice = main ?? carried {
                note(sentence, voice, stated: last.map { attributions[$0] })
            }
            if let main {
                previous = main
            } else if isNewParagraph, sentence.quotations.isEmpty {
                previous = nil
            }
        }
    }

    // MARK: Voices

    private mutating func voice(
        of attribution: VerbFinalAttribution, in sentence: Sentence,
        days: [VerbFinalAttribution.SayingDay], previous: Voice?
    ) -> Voice? {
        let tokens = sentence.tokens
        let cue = scalars.line(
            TextSpan(
                start: tokens[attribution.cue.lowerBound].span.start,
                end: tokens[attribution.cue.upperBound - 1].span.end))
        let said = attribution.said(days, in: tokens, grammar)
        func goingOn() -> Voice? {
            previous.map {
                Voice(record: $0.record, mention: $0.mention, basis: .carried, cue: cue, said: said)
            }
        }
        func stated(_ range: Range<Int>) -> Voice? {
            guard let record = speakers.resolve(Array(tokens[range])) else { return nil }
            let span = TextSpan(
                start: tokens[range.lowerBound].span.start, end: tokens[range.upperBound - 1].span.end)
            return Voice(
                record: record, mention: scalars.line(span), basis: .stated, cue: cue, said: said)
        }
        switch attribution.subject {
        case .phrase(let range): return stated(range)
        case .head(let range): return stated(range) ?? goingOn()
        case .pronoun(let index):
            guard let record = speakers.last else { return nil }
            return Voice(
                record: record, mention: scalars.string(tokens[index].span), basis: .stated, cue: cue, said: said)
        case .omitted: return goingOn()
        }
    }

    private mutating func attributeQuotations(
        of sentence: Sentence, _ attributions: [VerbFinalAttribution], _ voices: [Voice?], previous: Voice?
    ) {
        for (position, token) in sentence.tokens.enumerated() {
            guard let number = token.quotation else { continue }
            let known = attributions.indices.filter { voices[$0] != nil }
            let before = known.last { attributions[$0].cue.upperBound <= position }
            let after = known.first { attributions[$0].cue.lowerBound > position }
            let governing = grammar.agents.isEmpty ? after ?? before : before ?? after
            guard let voice = governing.flatMap({ voices[$0] }) ?? previous else { continue }
            let isOwn = governing != nil
            if direct[number]?.speaker?.basis == .stated { continue }
            let speaker = speaker(voice, isOwn ? voice.basis : .carried)
            direct[number]?.cue = isOwn ? voice.cue : nil
            direct[number]?.speaker = speaker
        }
    }

    private mutating func note(_ sentence: Sentence, _ voice: Voice, stated: VerbFinalAttribution?) {
        let identity = speakers.records[voice.record].identity
        if let stated, sentence.quotations.isEmpty {
            let tokens = sentence.tokens
            let span = stated.content(in: tokens, grammar).map { content in
                TextSpan(start: tokens[content.lowerBound].span.start, end: tokens[content.upperBound - 1].span.end)
            }
            indirect.append(
                QuoteReader.Found(
                    span: span ?? sentence.span, kind: .indirect, cue: voice.cue, speaker: speaker(voice, voice.basis)))
        }
        passages.append(
            Passage(
                span: sentence.span, actor: identity, said: stated == nil ? nil : voice.said,
                isStandingPosition: false, isStated: stated != nil))
    }

    private func speaker(_ voice: Voice, _ basis: Speaker.Basis) -> Speaker {
        let record = speakers.records[voice.record]
        return Speaker(
            name: record.name, mention: voice.mention, basis: basis, side: record.side,
            kind: record.kind)
    }
}
