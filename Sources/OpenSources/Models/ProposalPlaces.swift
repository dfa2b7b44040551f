/// Where the words of a proposal may stand: in the sentences that a question holds, up to three that
/// follow one another, and in the same way in the quotations among them.
struct ProposalPlaces {
    struct Place: Hashable {
        /// Where the words stand.
        let words: TextSpan
        /// What is shown: the words, or the sentence around them.
        let span: TextSpan
        /// The part of a paragraph that it stands in.
        let paragraph: TextSpan
    }

    /// Indices of the publication's quotes that reach into the question.
    let quotes: [Int]
    private var byWords: [Scalars: Set<Place>] = [:]

    /// The most sentences that the words of one proposal run through.
    static let mostSentences = 3

    init(_ question: ModelQuestion, _ publication: Publication, _ scalars: Scalars) {
        let all = TextSpan(
            start: question.parts.first?.span.start ?? 0, end: question.parts.last?.span.end ?? 0)
        quotes = publication.quotes.indices.filter { publication.quotes[$0].span.overlaps(all) }
        let reader = SentenceReader(tokeniser: Tokeniser(scalars: scalars), quotations: [])
        for part in question.parts {
            add(part.sentences, of: part, scalars)
            if let dateline = Dateline.read(scalars, part.span, part: 0), dateline.place == publication.dateline {
                // "PORT SELA — The lorries …": the dateline is none of its sentence's words.
                let rest = part.sentences.filter { $0.end > dateline.end }.map {
                    TextSpan(start: max($0.start, dateline.end), end: $0.end)
                }
                add(rest, of: part, scalars)
            }
            for quote in quotes.map({ publication.quotes[$0] })
            where quote.kind == .direct && part.span.contains(quote.span) {
                // Quoted words that begin within a sentence ("was not “part of the plan”"), or that the
                // program gives to nobody by name, are shown with all of it.
                let isOwn = quote.speaker?.basis == .stated && scalars[quote.span.start].isUppercase
                let shown = isOwn ? nil : part.sentences.first { $0.contains(quote.span) }
                let inner = reader.sentences(of: quote.span, index: 0).map(\.span)
                add(inner, of: part, shownIn: shown, scalars)
                add([quote.span], of: part, shownIn: shown, scalars)
            }
        }
    }

    private mutating func add(
        _ sentences: [TextSpan], of part: ModelQuestion.Part, shownIn sentence: TextSpan? = nil, _ scalars: Scalars
    ) {
        for first in sentences.indices {
            for last in first..<min(first + Self.mostSentences, sentences.count) {
                let span = TextSpan(start: sentences[first].start, end: sentences[last].end)
                byWords[Scalars(scalars[span.start..<span.end]).core, default: []].insert(
                    Place(words: span, span: sentence ?? span, paragraph: part.span))
            }
        }
    }

    /// A quotation and the sentence that it fills are one place.
    func find(_ words: Scalars) -> [Place] {
        let found = byWords[words] ?? []
        return found.filter { place in
            !found.contains { $0.words != place.words && $0.words.contains(place.words) }
        }
    }
}
