/// Finds who speaks: attributes the quotations and sentences of an article.
struct QuoteReader {
    /// A quotation or sentence with its speaker, before it is made public.
    struct Found {
        let span: TextSpan
        let kind: Quote.Kind
        var cue: String?
        var speaker: Speaker?
        var isStanding = false
        /// See `Quote.isAttitude`.
        var isAttitude = false
    }

    let scalars: Scalars
    private let sentences: [Sentence]
    let quotations: [Quotation]
    /// Parts that are headings: nothing is carried over them.
    let headings: Set<Int>
    let first: Int?
    var resolver: SpeakerResolver

    var direct: [Found?]
    private(set) var indirect: [Found] = []
    private(set) var passages: [Passage] = []
    /// The person with whom the sentence before begins: a quotation that stands alone after it is likely his.
    var subject: Voice?
    /// Outlets to which sources without a name spoke, in order.
    private(set) var confidants: [String] = []

    struct Voice {
        let record: Int
        let mention: [Token]
        let cue: String
        let isStanding: Bool
    }

    init(
        scalars: Scalars, sentences: [Sentence], quotations: [Quotation], headings: Set<Int>,
        aliases: AliasTable
    ) {
        self.scalars = scalars
        self.sentences = sentences
        self.quotations = quotations
        self.headings = headings
        first = sentences.lazy.map(\.paragraph).min()
        let tokens = sentences.flatMap(\.tokens)
        resolver = SpeakerResolver(
            scalars: scalars, aliases: aliases,
            vocabulary: TextVocabulary(tokens, of: aliases.contexts),
            names: PersonalNames(tokens, scalars: scalars))
        direct = Array(repeating: nil, count: quotations.count)
        readAll()
        guard !resolver.holders.isEmpty else { return }
        resolver = resolver.again
        direct = Array(repeating: nil, count: quotations.count)
        (indirect, passages, confidants) = ([], [], [])
        subject = nil
        readAll()
    }

    private mutating func readAll() {
        /// The speaker of the sentence before, and of the paragraph before.
        var previous: Voice?
        var paragraph = -1
        var label: Voice?
        for sentence in sentences {
            let isNewParagraph = sentence.paragraph != paragraph
            if isNewParagraph { label = nil }
            if isNewParagraph, paragraph >= 0,
                (paragraph + 1..<max(paragraph + 1, sentence.paragraph + 1)).contains(
                    where: headings.contains) || headings.contains(paragraph)
            {
                previous = nil
            }
            paragraph = sentence.paragraph
            let subjectBefore = subject
            introduce(sentence)
            if isQuotationAlone(sentence) { subject = subjectBefore }
            let attributions = AttributionReader.read(
                sentence.tokens, isHeading: isHeading(sentence) || isNewParagraph && isLabelled(sentence))
            let voices = self.voices(of: attributions, in: sentence)
            let contents = ContentReader.read(
                sentence.tokens, attributions, isHeading: isHeading(sentence))
            attributeQuotations(
                of: sentence, attributions, voices, contents, previous: previous,
                mayCarry: !isNewParagraph || previous != nil)
            let main = attributions.indices.first { attributions[$0].leads && voices[$0] != nil }
            let mainVoice = main.flatMap { voices[$0] }
            let ending =
                attributions.indices.last { voices[$0] != nil && attributions[$0].strength == .speech }
                .flatMap { voices[$0] } ?? mainVoice
            let isQuotationAlone = isQuotationAlone(sentence)
            note(contents, of: sentence, attributions, voices)
            if let label, contents.isEmpty, sentence.quotations.isEmpty { noteLabelled(sentence, label) }
            if isNewParagraph, let first = attributions.first, first.lemma == ":", sentence.quotations.isEmpty,
                !isHeading(sentence)
            {
                label = voices[0]
            }
            note(
                sentence, main: mainVoice, carried: isNewParagraph && !isQuotationAlone ? nil : previous,
                main.map { attributions[$0] })
            if let ending {
                previous = ending
            } else if isNewParagraph, sentence.quotations.isEmpty {
                previous = nil
            }
        }
    }

    // MARK: Voices

    private mutating func introduce(_ sentence: Sentence) {
        resolver.mentioned(in: sentence.tokens)
        subject = nil
        guard let first = sentence.tokens.first, first.isWord, first.isCapitalised,
            let phrase = NounPhrase(tokens: sentence.tokens).starting(at: 0)
        else { return }
        let mention = Array(sentence.tokens[phrase])
        if let record = resolver.introduced(mention) {
            subject = Voice(record: record, mention: mention, cue: "", isStanding: false)
        }
    }

    private mutating func voices(of attributions: [Attribution], in sentence: Sentence) -> [Voice?] {
        var voices: [Voice?] = []
        resolver.noteIssuer(in: sentence.tokens)
        let inStatement = sentence.tokens.contains { $0.is(.statements) }
        for attribution in attributions {
            let record: Int?
            let mention: [Token]
            switch attribution.subject {
            case .same(let other):
                let voice = voices.indices.contains(other) ? voices[other] : nil
                // A subject that comes later is resolved when its turn comes.
                voices.append(
                    voice.map {
                        Voice(
                            record: $0.record, mention: $0.mention, cue: cueText(attribution, sentence),
                            isStanding: attribution.isStanding)
                    })
                continue
            case .pronoun(let index):
                mention = [sentence.tokens[index]]
                record = resolver.resolve(pronoun: sentence.tokens[index].lower)
            case .phrase(let range):
                mention = Array(sentence.tokens[range])
                record = resolver.resolve(mention)
            }
            guard let record else {
                voices.append(nil)
                continue
            }
            if case .phrase(let name) = attribution.subject, attribution.range.lowerBound < name.lowerBound {
                resolver.note(offices: sentence.tokens[attribution.range.lowerBound..<name.lowerBound], of: record)
            }
            resolver.spoke(record, mention: mention, inStatement: inStatement)
            voices.append(
                Voice(
                    record: record, mention: mention, cue: cueText(attribution, sentence),
                    isStanding: attribution.isStanding))
            noteConfidant(attribution, record, sentence)
        }
        for (index, attribution) in attributions.enumerated() {
            if case .same(let other) = attribution.subject, voices[index] == nil, let voice = voices[other] {
                voices[index] = Voice(
                    record: voice.record, mention: voice.mention, cue: cueText(attribution, sentence),
                    isStanding: false)
            }
        }
        return voices
    }

    private func cueText(_ attribution: Attribution, _ sentence: Sentence) -> String {
        switch attribution.lemma {
        case "according": "according to"
        case "make clear": scalars.string(sentence.tokens[attribution.cue].span) + " clear"
        default: scalars.string(sentence.tokens[attribution.cue].span)
        }
    }

    private mutating func noteConfidant(_ attribution: Attribution, _ record: Int, _ sentence: Sentence) {
        guard attribution.lemma == "tell", resolver.records[record].kind == .unnamed,
            let phrase = NounPhrase(tokens: sentence.tokens).starting(at: attribution.cue + 1),
            phrase.lowerBound == attribution.cue + 1
        else { return }
        let words = sentence.tokens[phrase].prefix { $0.isWord && ($0.isCapitalised || $0.lower == "the") }
        guard let first = words.first, let last = words.last else { return }
        let name = scalars.line(TextSpan(start: first.span.start, end: last.span.end))
        if OutletNames.isOutlet(name), !OutletNames.isAgency(name) { confidants.append(name) }
    }

    // MARK: Sentences

    /// What a sentence reports without quoting it, or quoting it in part.
    private mutating func note(
        _ contents: [Content], of sentence: Sentence, _ attributions: [Attribution], _ voices: [Voice?]
    ) {
        for content in contents {
            let voice = attributions.firstIndex { $0.cue == content.cue }.flatMap { voices[$0] }
            let cue = sentence.tokens[content.cue]
            // What is no verb and not "according" is a noun or adjective of thought.
            let isThought = cue.isWord && cue.lower != "according"
            let isAttitude = Cue.form(cue).map { $0.strength == .attitude } ?? isThought
            // Of "The road, she said, is “a trap”" both parts are hers, though one is a quotation alone.
            let hasWords = content.ranges.contains { sentence.tokens[$0].contains(where: \.isWord) }
            for range in content.ranges where hasWords && !range.isEmpty {
                let isMixed = sentence.tokens[range].contains { $0.quotation != nil }
                indirect.append(
                    Found(
                        span: span(of: sentence.tokens[range]), kind: isMixed ? .mixed : .indirect,
                        cue: voice?.cue ?? scalars.string(cue.span),
                        speaker: voice.map { speaker($0, .stated) },
                        isStanding: voice?.isStanding == true || isAttitude, isAttitude: isAttitude))
            }
        }
        if contents.isEmpty { noteCarried(sentence) }
    }

    /// "Pell: The road is open. It will stay so.": what follows a label in its paragraph is the same speaker's.
    private mutating func noteLabelled(_ sentence: Sentence, _ voice: Voice) {
        let last = sentence.tokens.last { $0.isWord || $0.quotation != nil }
        indirect.append(
            Found(
                span: TextSpan(start: sentence.span.start, end: last?.span.end ?? sentence.span.end), kind: .indirect,
                speaker: speaker(voice, .carried)))
    }

    /// A name of the text, or an office, and a colon at the head of a paragraph: "Pell: The road is open."
    private func isLabelled(_ sentence: Sentence) -> Bool {
        guard let colon = sentence.tokens.prefix(4).firstIndex(where: { $0.kind == .colon }), colon > 0,
            sentence.tokens[..<colon].allSatisfy({ $0.isWord && $0.isCapitalised })
        else { return false }
        return resolver.isName(sentence.tokens[colon - 1])
    }

    /// "But “nobody was there.”", with no frame: its speaker goes on.
    private mutating func noteCarried(_ sentence: Sentence) {
        let tokens = sentence.tokens
        let quoted = tokens.filter { $0.quotation != nil }
        // What stands outside is a few words of the speaker's own, not another frame.
        guard tokens[0].isWord, tokens.count(where: \.isWord) < 8,
            let speaking = quoted.compactMap({ $0.quotation.flatMap { direct[$0] } }).first,
            speaking.speaker?.basis == .carried,
            quoted.reduce(0, { $0 + $1.span.length }) * 2 >= sentence.span.length
        else { return }
        let last = tokens.last { $0.isWord || $0.quotation != nil }
        indirect.append(
            Found(
                span: TextSpan(start: sentence.span.start, end: last?.span.end ?? sentence.span.end),
                kind: .mixed, speaker: speaking.speaker,
                isStanding: speaking.isStanding))
    }

    private func span(of tokens: ArraySlice<Token>) -> TextSpan {
        TextSpan(start: tokens[tokens.startIndex].span.start, end: tokens[tokens.endIndex - 1].span.end)
    }

    private mutating func note(
        _ sentence: Sentence, main: Voice?, carried: Voice?, _ attribution: Attribution?
    ) {
        guard let voice = main ?? carried else { return }
        let identity = resolver.records[voice.record].identity
        guard !headings.contains(sentence.paragraph) else { return }
        passages.append(
            Passage(
                span: sentence.span, actor: identity, said: attribution.flatMap { saying($0, sentence) },
                isStandingPosition: voice.isStanding, isStated: main != nil))
    }

    /// The date that a sentence gives for the saying: beside the cue, or in words that speak of a statement.
    private func saying(_ attribution: Attribution, _ sentence: Sentence) -> DateMention? {
        let tokens = sentence.tokens
        let mentions = DateMention.read(tokens)
        let near =
            attribution.range
            .lowerBound..<min(tokens.count, max(attribution.range.upperBound, attribution.cue + 1) + 4)
        if let found = mentions.first(where: { near.contains($0.index) && Self.isOn(tokens, $0.index) }) {
            return found.mention
        }
        let lead = tokens[..<attribution.range.lowerBound]
        guard lead.contains(where: { Self.channels.contains($0.lower) }) else { return nil }
        return mentions.first { $0.index < attribution.range.lowerBound && Self.isOn(tokens, $0.index) }?
            .mention
    }

    private static let channels = Language.english[.channels]

    /// "On Sunday", "early Wednesday", "Sunday": not "Sunday's" and not "since Sunday".
    private static func isOn(_ tokens: [Token], _ index: Int) -> Bool {
        if index + 1 < tokens.count, tokens[index + 1].kind == .possessive { return false }
        guard index > 0, tokens[index - 1].isWord else { return true }
        return !["since", "until", "till", "by", "from", "next", "last", "before", "after"].contains(
            tokens[index - 1].lower)
    }

    func speaker(_ voice: Voice, _ basis: Speaker.Basis) -> Speaker {
        let record = resolver.records[voice.record]
        let mention = voice.mention
        return Speaker(
            name: record.name,
            mention: scalars.line(
                TextSpan(start: mention[0].span.start, end: mention[mention.count - 1].span.end)),
            basis: basis, side: record.side, kind: record.kind)
    }
}
