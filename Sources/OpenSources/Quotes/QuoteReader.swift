/// Finds who speaks: attributes the quotations and sentences of an article.
struct QuoteReader {
    /// A quotation or sentence with its speaker, before it is made public.
    struct Found {
        let span: TextSpan
        let kind: Quote.Kind
        var cue: String?
        var speaker: Speaker?
        var actor: KnownActor.Identity?
        var isStanding = false
        /// See `Quote.isAttitude`.
        var isAttitude = false
    }

    private let scalars: Scalars
    private let sentences: [Sentence]
    private let quotations: [Quotation]
    /// Parts that are headings: nothing is carried over them.
    private let headings: Set<Int>
    private let first: Int?
    private var resolver: SpeakerResolver

    private(set) var direct: [Found?]
    private(set) var indirect: [Found] = []
    private(set) var passages: [Passage] = []
    /// The person with whom the sentence before begins: a quotation that stands alone after it is likely his.
    private var subject: Voice?
    /// Outlets to which sources without a name spoke, in order.
    private(set) var confidants: [String] = []

    private struct Voice {
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
            scalars: scalars, aliases: aliases, vocabulary: TextVocabulary(tokens),
            names: PersonalNames(tokens, scalars: scalars))
        direct = Array(repeating: nil, count: quotations.count)
        readAll()
    }

    private mutating func readAll() {
        /// The speaker of the sentence before, and of the paragraph before.
        var previous: Voice?
        var paragraph = -1
        for sentence in sentences {
            let isNewParagraph = sentence.paragraph != paragraph
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
                sentence.tokens, isHeading: isHeading(sentence))
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
        let inStatement = sentence.tokens.contains {
            ["statement", "communique", "communiqué"].contains($0.lower)
        }
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

    // MARK: Quotations

    private mutating func attributeQuotations(
        of sentence: Sentence, _ attributions: [Attribution], _ voices: [Voice?], _ contents: [Content],
        previous: Voice?, mayCarry: Bool
    ) {
        let isAlone = isQuotationAlone(sentence)
        for (position, token) in sentence.tokens.enumerated() {
            guard let number = token.quotation else { continue }
            let governing = governing(position, sentence, attributions)
            let stated = governing.flatMap { voices[$0] }
            let isNext = governing.map { isNextTo(attributions[$0], position, sentence.tokens) } ?? false
            guard
                isNext || isAlone || isSomebodys(position, of: sentence, contents, isStated: stated != nil),
                !isMarkup(quotations[number])
            else { continue }
            if let stated {
                if direct[number]?.speaker?.basis != .stated {
                    direct[number] = found(number, stated, .stated)
                }
            } else if direct[number] == nil {
                if let voice = mayCarry ? previous : isAlone ? subject : nil {
                    direct[number] = found(number, voice, .carried)
                } else {
                    direct[number] = Found(span: quotations[number].content, kind: .direct)
                }
            }
        }
    }

    /// A heading, or the first line of a text, which may be one though it ends as a sentence does.
    private func isHeading(_ sentence: Sentence) -> Bool {
        headings.contains(sentence.paragraph) || sentence.paragraph == first
    }

    /// No word stands between a frame and the quotation.
    private func isNextTo(_ attribution: Attribution, _ position: Int, _ tokens: [Token]) -> Bool {
        let frame = attribution.range
        let between =
            frame.lowerBound > position
            ? tokens[(position + 1)..<frame.lowerBound]
            : tokens[min(frame.upperBound, position)..<position]
        return between.allSatisfy { !$0.isWord }
    }

    /// A quotation, though no frame stands beside it. Otherwise marks enclose a title, a nickname, or a word
    /// held at arm's length.
    private func isSomebodys(_ position: Int, of sentence: Sentence, _ contents: [Content], isStated: Bool)
        -> Bool
    {
        guard let number = sentence.tokens[position].quotation else { return false }
        let before = position > 0 ? sentence.tokens[position - 1] : nil
        let isTitle = isTitle(quotations[number]) && !isHeading(sentence)
        // "On the channel's “Morning Hour”"
        if isTitle, before?.kind == .possessive || before?.lower == "on" { return false }
        if contents.contains(where: { $0.ranges.contains { $0.contains(position) } }) { return true }
        return !isTitle && (isStated || isAfterAs(position, sentence.tokens) || isUtterance(quotations[number]))
    }

    /// "Hailed it as “a breakthrough”", "as a “breakthrough”".
    private func isAfterAs(_ position: Int, _ tokens: [Token]) -> Bool {
        let before = position > 0 && Lexicon.determiners.contains(tokens[position - 1].lower) ? position - 2 : position - 1
        return before >= 0 && tokens[before].lower == "as"
    }

    private func isQuotationAlone(_ sentence: Sentence) -> Bool {
        sentence.tokens.allSatisfy { $0.quotation != nil || !$0.isWord }
    }

    /// Whole words of somebody's, though nobody is said to have spoken them: they begin or end as a
    /// sentence does.
    private func isUtterance(_ quotation: Quotation) -> Bool {
        guard quotation.parts.count == 1 else { return true }
        let words = Tokeniser(scalars: scalars).words(in: quotation.content)
        guard words.count > 2, let last = scalars.scalar(at: quotation.content.end - 1) else { return false }
        return words[0].isCapitalised || last.endsSentence || last == ","
    }

    /// Every longer word, and at least every other one, begins with a capital.
    private func isTitle(_ quotation: Quotation) -> Bool {
        guard quotation.parts.count == 1, quotation.content.length < 80 else { return false }
        let words = Tokeniser(scalars: scalars).words(in: quotation.content)
        return 2 * words.count(where: \.isCapitalised) >= words.count
            && words.allSatisfy {
                $0.isCapitalised || $0.span.length < 4 || !scalars[$0.span.start].isLetter
            }
    }

    /// `<a title="…">` left over from a page.
    private func isMarkup(_ quotation: Quotation) -> Bool {
        scalars.scalar(at: quotation.parts[0].start - 1) == "="
    }

    private func found(_ number: Int, _ voice: Voice, _ basis: Speaker.Basis) -> Found {
        Found(
            span: quotations[number].content, kind: .direct, cue: basis == .stated ? voice.cue : nil,
            speaker: speaker(voice, basis),
            actor: resolver.records[voice.record].identity, isStanding: voice.isStanding)
    }

    /// The attribution under which a quotation stands: the one that follows it at once, else the
    /// nearest before, else one after.
    private func governing(_ position: Int, _ sentence: Sentence, _ attributions: [Attribution]) -> Int? {
        let tokens = sentence.tokens
        if mayBeFollowed(position, tokens) {
            let after = attributions.indices.first { index in
                let start = attributions[index].range.lowerBound
                return start > position
                    && tokens[(position + 1)..<start].allSatisfy {
                        $0.kind == .comma || $0.kind == .dash || $0.quotation != nil
                    }
            }
            if let after, attributions[after].isOwn { return after }
        }
        let before = attributions.indices.filter { attributions[$0].cue < position }
        if let nearest = before.max(by: { attributions[$0].cue < attributions[$1].cue }) {
            let inner = attributions[nearest]
            guard inner.strength < .speech, inner.isOwn, !inner.isParticiple else { return nearest }
            // "The ministry said the army agreed to …": what is told inside a speech is the speech's.
            return before.last { attributions[$0].strength == .speech && attributions[$0].isOwn } ?? nearest
        }
        return attributions.indices.first { attributions[$0].cue > position && attributions[$0].isOwn }
    }

    /// A quotation that a cue may follow: it ends with a comma or the like, one stands after it, or it
    /// begins the sentence.
    private func mayBeFollowed(_ position: Int, _ tokens: [Token]) -> Bool {
        if position == 0
            || position + 1 < tokens.count && [.comma, .dash].contains(tokens[position + 1].kind)
        {
            return true
        }
        guard let number = tokens[position].quotation,
            let last = scalars.scalar(at: quotations[number].content.end - 1)
        else { return false }
        return last == "," || last == "?" || last == "!" || last == "." || last == "-" || last.isDash
            || last.endsSentence
    }

    // MARK: Sentences

    /// What a sentence reports without quoting it, or quoting it in part.
    private mutating func note(
        _ contents: [Content], of sentence: Sentence, _ attributions: [Attribution], _ voices: [Voice?]
    ) {
        for content in contents {
            let voice = attributions.firstIndex { $0.cue == content.cue }.flatMap { voices[$0] }
            let cue = sentence.tokens[content.cue]
            let isAttitude = Cue.form(cue.lower).map { $0.strength == .attitude } ?? (cue.isWord && cue.lower != "according")
            for range in content.ranges where sentence.tokens[range].contains(where: \.isWord) {
                let isMixed = sentence.tokens[range].contains { $0.quotation != nil }
                indirect.append(
                    Found(
                        span: span(of: sentence.tokens[range]), kind: isMixed ? .mixed : .indirect,
                        cue: voice?.cue ?? scalars.string(cue.span), speaker: voice.map { speaker($0, .stated) },
                        actor: voice.flatMap { resolver.records[$0.record].identity },
                        isStanding: voice?.isStanding == true || isAttitude, isAttitude: isAttitude))
            }
        }
        if contents.isEmpty { noteCarried(sentence) }
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
                kind: .mixed, speaker: speaking.speaker, actor: speaking.actor,
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

    private func speaker(_ voice: Voice, _ basis: Speaker.Basis) -> Speaker {
        let record = resolver.records[voice.record]
        let mention = voice.mention
        return Speaker(
            name: record.name,
            mention: scalars.line(
                TextSpan(start: mention[0].span.start, end: mention[mention.count - 1].span.end)),
            basis: basis, side: record.side, isUnnamed: record.kind == .unnamed)
    }
}
