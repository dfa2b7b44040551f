/// Words of a statement that one publication quotes, and how another that carries it gives them.
public struct Alteration: Hashable, Sendable {
    public enum Change: String, Sendable {
        case verbatim
        /// One of the two leaves words out at an end, and changes none.
        case cut
        case reworded
        /// The same words, told of another round or meeting.
        case contextMoved = "context moved"
    }

    /// The quotation.
    public let a: Excerpt
    /// Its counterpart: a quotation, or words outside quotation marks.
    public let b: Excerpt
    /// How much of the shorter one's content the other holds: 0 to 1.
    public let score: Double
    public let change: Change
}

extension Alteration {
    /// For each quotation of a statement, where another carrier gives its words: best first.
    public static func find(_ publications: [Publication], _ statements: [Statement]) -> [Alteration] {
        statements.flatMap { statement -> [Alteration] in
            guard statement.carriers.count > 1 else { return [] }
            let texts = statement.carriers.map { CarrierText($0, publications[$0.publication]) }
            var weights = WordWeights()
            for text in texts {
                for sentence in text.sentences { _ = weights.count(sentence.words.map(\.folded)) }
            }
            var found: [Alteration] = []
            for (index, one) in texts.enumerated() {
                for (other, text) in texts.enumerated() where other != index {
                    for quote in one.quotes {
                        guard let alteration = best(for: quote, of: one, in: text, weights) else { continue }
                        // Two quotations that answer each other are shown once.
                        let isMirrored = found.contains {
                            $0.a.publication == alteration.b.publication
                                && $0.b.publication == alteration.a.publication
                                && $0.a.span.overlaps(alteration.b.span)
                                && $0.b.span.overlaps(alteration.a.span)
                        }
                        if !isMirrored { found.append(alteration) }
                    }
                }
            }
            return found
        }.sorted { a, b in
            a.score != b.score
                ? a.score > b.score
                : (a.a.publication, a.a.span.start, a.b.publication) < (
                    b.a.publication, b.a.span.start, b.b.publication
                )
        }
    }

    /// The least of a quotation's content that its counterpart must hold.
    private static let floor = 0.3

    private static func best(
        for quote: CarrierText.Quotation, of one: CarrierText, in other: CarrierText, _ weights: WordWeights
    ) -> Alteration? {
        var best: (stretch: LocalAlignment, sentence: CarrierText.Sentence)?
        for sentence in other.sentences {
            guard let stretch = LocalAlignment(quote.words, sentence.words, weights) else { continue }
            if stretch.weight > best?.stretch.weight ?? 0 { best = (stretch, sentence) }
        }
        guard let best, best.stretch.share >= floor,
            best.stretch.matches >= min(2, quote.words.filter { !$0.isSmall }.count)
        else { return nil }
        let words = best.sentence.words[best.stretch.range]
        guard let first = words.first, let last = words.last else { return nil }
        var span = TextSpan(start: first.span.start, end: last.span.end)
        // Where the words are mostly inside a quotation, that is the counterpart.
        var counterpart = Array(words)
        if let marked = other.quotes.first(where: {
            $0.span.overlaps(span) && overlap($0.span, span) * 2 >= span.length
        }) {
            span = marked.span
            counterpart = marked.words
        }
        return Alteration(
            a: one.excerpt(quote.span), b: other.excerpt(span), score: best.stretch.share,
            change: change(quote, counterpart, context: (quote.rounds, best.sentence.rounds)))
    }

    private static func change(
        _ quote: CarrierText.Quotation, _ counterpart: [CarrierText.Word], context: (Set<Int>, Set<Int>)
    ) -> Change {
        let (a, b) = (quote.words.map(\.lower), counterpart.map(\.lower))
        let isHeld = a == b || holds(a, b) || holds(b, a)
        if isHeld, !context.0.isEmpty, !context.1.isEmpty, context.0.isDisjoint(with: context.1) {
            return .contextMoved
        }
        return a == b ? .verbatim : isHeld ? .cut : .reworded
    }

    private static func holds(_ long: [String], _ short: [String]) -> Bool {
        guard !short.isEmpty, short.count <= long.count else { return false }
        return (0...(long.count - short.count)).contains {
            long[$0..<($0 + short.count)].elementsEqual(short)
        }
    }

    private static func overlap(_ a: TextSpan, _ b: TextSpan) -> Int {
        max(0, min(a.end, b.end) - max(a.start, b.start))
    }
}
