extension Claim {
    /// What the body of a publication claims, in order of the text. English alone is read.
    ///
    /// Each sentence gives at most one claim of each kind.
    public static func read(
        _ publication: Publication, gazetteer: Gazetteer = .standard, aliases: AliasTable = .standard
    ) -> [Claim] {
        guard publication.language.identifier == Language.english.identifier else { return [] }
        return ClaimReader(publication, gazetteer: gazetteer, aliases: aliases).claims()
    }
}

/// Reads the claims of a publication, sentence by sentence.
struct ClaimReader {
    private let publication: Publication
    private let gazetteer: Gazetteer
    private let aliases: AliasTable
    private let scalars: Scalars
    private let words = ClaimWords.english

    init(_ publication: Publication, gazetteer: Gazetteer, aliases: AliasTable) {
        self.publication = publication
        self.gazetteer = gazetteer
        self.aliases = aliases
        scalars = Scalars(publication.text)
    }

    func claims() -> [Claim] {
        let paragraphs = publication.paragraphs.filter { $0.role == .body }
        let tokeniser = Tokeniser(scalars: scalars)
        let sentences = paragraphs.flatMap { Self.sentences(tokeniser.tokens(in: $0.span)) }
        let telling = sentences.map(isTelling)
        guard telling.contains(true) else { return [] }
        let vocabulary = TextVocabulary(sentences.joined(), of: aliases.contexts)
        let sides = Set(
            sentences.joined().lazy.filter(\.isCapitalised).compactMap { Countries.standard.side(of: $0) })
        var places = Cursor(publication.times.map(\.span))
        var quotes = Cursor(publication.quotes.map(\.span))
        var passages = Cursor(publication.passages.map(\.span).sorted())
        let voices = publication.passages.sorted { $0.span < $1.span }
        var claims: [Claim] = []
        for (index, tokens) in sentences.enumerated() where telling[index] {
            let span = TextSpan(start: tokens[0].span.start, end: tokens[tokens.count - 1].span.end)
            let times = places.overlapping(span).map { publication.times[$0] }
            let quoted = quotes.overlapping(span)
            let heard = passages.overlapping(span).first.map { voices[$0].actor }
            claims += SentenceClaims(
                tokens: tokens, span: span, scalars: scalars, words: words, gazetteer: gazetteer, sides: sides,
                parties: PartyReader(tokens: tokens, scalars: scalars, aliases: aliases, vocabulary: vocabulary)
                    .read(),
                times: times, quotes: quoted.map { ($0, publication.quotes[$0]) }, heard: heard,
                isOlderCopy: publication.olderCopy.contains { $0.span.overlaps(span) }
            ).claims()
        }
        return claims
    }

    /// A word of a position, of harm, or a verb of an act stands in it.
    private func isTelling(_ tokens: [Token]) -> Bool {
        tokens.contains { $0.isWord && words.mayTell($0.lower) }
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
