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
                        let isMirrored = found.contains { $0.a.publication == alteration.b.publication && $0.b.publication == alteration.a.publication && $0.a.span.overlaps(alteration.b.span) && $0.b.span.overlaps(alteration.a.span) }
                        if !isMirrored { found.append(alteration) }
                    }
                }
            }
            return found
        }.sorted { a, b in
            a.score != b.score ? a.score > b.score : (a.a.publication, a.a.span.start, a.b.publication) < (b.a.publication, b.a.span.start, b.b.publication)
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
        guard let best, best.stretch.share >= floor, best.stretch.matches >= min(2, quote.words.filter { !$0.isSmall }.count) else { return nil }
        let words = best.sentence.words[best.stretch.range]
        guard let first = words.first, let last = words.last else { return nil }
        var span = TextSpan(start: first.span.start, end: last.span.end)
        // Where the words are mostly inside a quotation, that is the counterpart.
        var counterpart = Array(words)
        if let marked = other.quotes.first(where: { $0.span.overlaps(span) && overlap($0.span, span) * 2 >= span.length }) {
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
        if isHeld, !context.0.isEmpty, !context.1.isEmpty, context.0.isDisjoint(with: context.1) { return .contextMoved }
        return a == b ? .verbatim : isHeld ? .cut : .reworded
    }

    private static func holds(_ long: [String], _ short: [String]) -> Bool {
        guard !short.isEmpty, short.count <= long.count else { return false }
        return (0...(long.count - short.count)).contains { long[$0..<($0 + short.count)].elementsEqual(short) }
    }

    private static func overlap(_ a: TextSpan, _ b: TextSpan) -> Int { max(0, min(a.end, b.end) - max(a.start, b.start)) }
}

/// A carrier's quotations and sentences as words.
struct CarrierText {
    struct Word {
        let lower: String
        /// The content word, or the word itself where it is a small one.
        let folded: String
        let isSmall: Bool
        let span: TextSpan
    }
    struct Sentence {
        let words: [Word]
        let rounds: Set<Int>
    }
    struct Quotation {
        let span: TextSpan
        let words: [Word]
        /// The rounds of which its sentence speaks.
        let rounds: Set<Int>
    }

    let sentences: [Sentence]
    let quotes: [Quotation]
    private let publication: Publication
    private let index: Int
    private let scalars: Scalars

    init(_ carrier: Carrier, _ publication: Publication) {
        let scalars = Scalars(publication.text)
        let tokeniser = Tokeniser(scalars: scalars)
        func words(_ span: TextSpan) -> [Word] {
            tokeniser.words(in: span).map { token in
                let folded = ContentWords.fold(token.lower)
                return Word(lower: token.lower, folded: folded ?? token.lower, isSmall: folded == nil, span: token.span)
            }
        }
        self.publication = publication
        self.scalars = scalars
        index = carrier.publication
        let passages = carrier.passages
        sentences = passages.map { Sentence(words: words($0), rounds: Rounds.read([tokeniser.tokens(in: $0)])) }
        quotes = carrier.quotes.map { publication.quotes[$0] }.filter { $0.kind == .direct }.map { quote in
            let passage = passages.first { $0.overlaps(quote.span) } ?? quote.span
            return Quotation(span: quote.span, words: words(quote.span), rounds: Rounds.read([tokeniser.tokens(in: passage)]))
        }
    }

    func excerpt(_ span: TextSpan) -> Excerpt {
        Excerpt(publication: index, file: publication.file, span: span, text: scalars.string(span))
    }
}

/// The stretch of a sentence that best answers some words, in their order (after Smith and Waterman).
struct LocalAlignment {
    /// The stretch, as indices of the sentence's words.
    let range: Range<Int>
    let weight: Double
    /// The part of the words' content that is matched, 0 to 1.
    let share: Double
    /// How many content words match.
    let matches: Int

    init?(_ words: [CarrierText.Word], _ sentence: [CarrierText.Word], _ weights: WordWeights) {
        let own = words.map { Self.weight($0, weights) }
        let total = own.reduce(0, +)
        guard total > 0, !sentence.isEmpty else { return nil }
        struct Cell {
            var score = 0.0
            var matched = 0.0
            var count = 0
            var start = 0
        }
        var best = (cell: Cell(), end: 0)
        var above = Array(repeating: Cell(), count: sentence.count + 1)
        for (row, word) in words.enumerated() {
            var current = Array(repeating: Cell(), count: sentence.count + 1)
            for column in 1...sentence.count {
                var cell = Cell()
                func consider(_ other: Cell) { if other.score > cell.score { cell = other } }
                if sentence[column - 1].folded == word.folded {
                    var next = above[column - 1]
                    if next.score == 0 { next = Cell(start: column - 1) }
                    next.score += own[row]
                    next.matched += own[row]
                    next.count += word.isSmall ? 0 : 1
                    consider(next)
                }
                for other in [above[column], current[column - 1]] where other.score > 0 {
                    var next = other
                    next.score -= Self.gap
                    consider(next)
                }
                current[column] = cell
                if cell.score > best.cell.score, sentence[column - 1].folded == word.folded { best = (cell, column) }
            }
            above = current
        }
        guard best.cell.score > 0 else { return nil }
        range = best.cell.start..<best.end
        weight = best.cell.score
        share = best.cell.matched / total
        matches = best.cell.count
    }

    /// What a word left out or put in costs.
    private static let gap = 0.12

    /// A small word counts little, so that it decides only between equals.
    private static func weight(_ word: CarrierText.Word, _ weights: WordWeights) -> Double {
        word.isSmall ? 0.2 : weights.weight(word.folded) + 0.5
    }
}
