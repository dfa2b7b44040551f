extension Claim {
    /// What the body of a publication claims, in order of the text. Languages whose file has no words of
    /// claims are not read.
    ///
    /// Each sentence gives at most one claim of each kind.
    public static func read(
        _ publication: Publication, gazetteer: Gazetteer = .standard, aliases: AliasTable = .standard
    ) -> [Claim] {
        guard let words = publication.language.identifier.flatMap({ ClaimWords.of($0) }) else { return [] }
        return ClaimReader(publication, words: words, gazetteer: gazetteer, aliases: aliases).claims()
    }
}

/// Reads the claims of a publication, sentence by sentence.
struct ClaimReader {
    private let publication: Publication
    private let gazetteer: Gazetteer
    private let aliases: AliasTable
    private let scalars: Scalars
    private let words: ClaimWords

    init(_ publication: Publication, words: ClaimWords, gazetteer: Gazetteer, aliases: AliasTable) {
        self.publication = publication
        self.words = words
        self.gazetteer = gazetteer
        self.aliases = aliases
        scalars = Scalars(publication.text)
    }

    func claims() -> [Claim] {
        let paragraphs = publication.paragraphs.filter { $0.role == .body }
        let tokeniser = Tokeniser(scalars: scalars, language: words.language)
        let sentences = withoutDateline(paragraphs.flatMap { Self.sentences(tokeniser.tokens(in: $0.span)) })
        var quotes = Cursor(publication.quotes.map(\.span))
        var voices = Cursor(publication.voices.map(\.span))
        var telling: [(tokens: [Token], span: TextSpan, voice: Int?, quotes: [Int])] = []
        for tokens in sentences {
            let span = TextSpan(start: tokens[0].span.start, end: tokens[tokens.count - 1].span.end)
            let quoted = quotes.overlapping(span)
            let voice = voices.overlapping(span).first
            let isHeard = !quoted.isEmpty || voice.map { publication.voices[$0].isAttributed } == true
            if words.mayTell(tokens, isHeard: isHeard) { telling.append((tokens, span, voice, quoted)) }
        }
        guard !telling.isEmpty else { return [] }
        let vocabulary = TextVocabulary(sentences.joined(), of: aliases.contexts)
        let sides = Set(
            sentences.joined().lazy.filter(\.isCapitalised).compactMap { words.language.countries.side(of: $0) })
        let speakers = self.speakers()
        let passages = Dictionary(publication.passages.map { ($0.span, $0.actor) }, uniquingKeysWith: { first, _ in first })
        var times = Cursor(publication.times.map(\.span))
        return telling.flatMap { tokens, span, voice, quotes in
            let heard = voice.map { publication.voices[$0] }
            return SentenceClaims(
                tokens: tokens, span: span, scalars: scalars, words: words, gazetteer: gazetteer, sides: sides,
                parties: PartyReader(
                    tokens: tokens, scalars: scalars, words: words, aliases: aliases, vocabulary: vocabulary,
                    speakers: speakers
                ).read(),
                times: times.overlapping(span).map { publication.times[$0] },
                quotes: quotes.map { ($0, publication.quotes[$0]) },
                speaker: heard.flatMap { speaker(of: $0, passages[$0.span]) }, speakerQuote: heard?.attribution?.quote,
                heardBefore: voice.flatMap { speaker(before: $0, passages) },
                published: publication.published.day,
                isOlderCopy: publication.olderCopy.contains { $0.span.overlaps(span) }
            ).claims()
        }
    }

    /// Who spoke last before a sentence, a few sentences back at most.
    private func speaker(before voice: Int, _ passages: [TextSpan: KnownActor.Identity]) -> Claim.Party? {
        publication.voices[max(0, voice - 4)..<voice].reversed().lazy.compactMap { speaker(of: $0, passages[$0.span]) }.first
    }

    /// Whose a sentence is, by its voice; nil where it is the outlet's own, or nobody's who is known.
    private func speaker(of voice: SentenceVoice, _ heard: KnownActor.Identity?) -> Claim.Party? {
        guard let attribution = voice.attribution else { return nil }
        if let speaker = attribution.quote.flatMap({ publication.quotes[$0].speaker }) { return Claim.Party(speaker) }
        return heard.map { Claim.Party(name: $0.name, mention: $0.name, side: $0.side, span: nil) }
    }

    /// Persons who speak in the publication, by the last word of their names.
    private func speakers() -> [String: Claim.Party] {
        var speakers: [String: Claim.Party] = [:]
        for speaker in publication.quotes.lazy.compactMap(\.speaker) where !speaker.isUnnamed {
            guard let last = speaker.name.split(separator: " ").last.map({ Folding.fold($0) }),
                !words.isOffice(last), speakers[last] == nil
            else { continue }
            speakers[last] = Claim.Party(speaker)
        }
        return speakers
    }

    /// The first sentence of an article without the place, the day and the agency before it.
    private func withoutDateline(_ sentences: [[Token]]) -> [[Token]] {
        guard let dateline = publication.dateline, let first = sentences.first,
            let dash = first.prefix(24).firstIndex(where: { $0.kind == .dash || $0.kind == .colon || $0.kind == .semicolon }),
            dash + 1 < first.count, dateline.hasPrefix(scalars.string(first[0].span))
        else { return sentences }
        return [Array(first[(dash + 1)...])] + sentences.dropFirst()
    }

    /// Sentences with the words of quotations among their tokens. A stop may stand before closing marks.
    static func sentences(_ tokens: [Token]) -> [[Token]] {
        var sentences: [[Token]] = []
        var start = 0
        var index = 0
        while index < tokens.count {
            var end = index + 1
            if tokens[index].kind == .terminal {
                while end < tokens.count, tokens[end].kind == .other, tokens[end].span.start == tokens[end - 1].span.end {
                    end += 1
                }
                let next = end < tokens.count ? tokens[end] : nil
                let ends = next.map { $0.isCapitalised || $0.kind == .other || $0.kind == .open } ?? true
                if ends {
                    sentences.append(Array(tokens[start..<end]))
                    start = end
                }
            } else if end - start >= limit {
                sentences.append(Array(tokens[start..<end]))
                start = end
            }
            index = end
        }
        if start < tokens.count { sentences.append(Array(tokens[start...])) }
        return sentences
    }

    private static let limit = 200
}

/// Walks through spans in step with sentences.
struct Cursor {
    private let spans: [TextSpan]
    private var first = 0

    /// - Parameter spans: In order of their starts.
    init(_ spans: [TextSpan]) { self.spans = spans }

    /// Indices of the spans that overlap one; each call's span begins no earlier than the one's before.
    mutating func overlapping(_ span: TextSpan) -> [Int] {
        while first < spans.count, spans[first].end <= span.start { first += 1 }
        var found: [Int] = []
        var index = first
        while index < spans.count, spans[index].start < span.end {
            if spans[index].overlaps(span) { found.append(index) }
            index += 1
        }
        return found
    }
}
