/// A carrier's quotations and sentences as words.
struct CarrierText {
    struct Word {
        let lower: String
        /// The content word, or the word itself where it is a small one.
        let folded: String
        let isSmall: Bool
        let span: TextSpan
        /// `folded` among the words of the statement.
        let number: Int
        /// The first letters of a long content word, by which forms that are folded apart still meet
        /// ("retaliate", "retaliatory"); 0 for others.
        let stem: UInt64
    }
    struct Sentence {
        let span: TextSpan
        let words: [Word]
        let context: Context
    }
    /// A quotation, or a sentence that reports words without quotation marks.
    struct Unit {
        let span: TextSpan
        let words: [Word]
        let isQuoted: Bool
        /// The sentence it stands in, by its index.
        let sentence: Int?
        let context: Context
    }
    /// Of which round and which day a sentence speaks.
    struct Context {
        var rounds: Set<Int> = []
        var days: Set<Day> = []

        func isElsewhere(_ other: Context) -> Bool {
            !rounds.isEmpty && !other.rounds.isEmpty && rounds.isDisjoint(with: other.rounds)
                || !days.isEmpty && !other.days.isEmpty && days.isDisjoint(with: other.days)
        }
    }

    let index: Int
    let sentences: [Sentence]
    let units: [Unit]
    private let file: String
    private let scalars: Scalars

    static func words(in span: TextSpan, of tokeniser: Tokeniser, numbering weights: inout WordWeights) -> [Word] {
        tokeniser.words(in: span).map { token in
            let content = ContentWords.fold(token.lower, in: tokeniser.language)
            let folded = content ?? token.lower
            return Word(
                lower: token.lower, folded: folded, isSmall: content == nil, span: token.span,
                number: weights.number(of: folded), stem: content.map(Self.stem) ?? 0)
        }
    }

    init(_ carrier: Carrier, _ publication: Publication, numbering weights: inout WordWeights) {
        let scalars = Scalars(publication.text)
        let tokeniser = Tokeniser(scalars: scalars, language: publication.language.language)
        func words(_ span: TextSpan) -> [Word] { Self.words(in: span, of: tokeniser, numbering: &weights) }
        func context(_ span: TextSpan) -> Context {
            let tokens = tokeniser.tokens(in: span)
            return Context(
                rounds: Rounds.read([tokens]),
                days: Set(
                    DateMention.read(tokens).compactMap { $0.mention.day(near: publication.reference) }))
        }
        let sentences = carrier.passages.map {
            Sentence(span: $0, words: words($0), context: context($0))
        }
        let quotes = carrier.quotes.map { publication.quotes[$0] }.filter { $0.kind == .direct }
        let quoted = quotes.map { quote in
            let sentence = sentences.firstIndex { $0.span.overlaps(quote.span) }
            return Unit(
                span: quote.span, words: words(quote.span), isQuoted: true, sentence: sentence,
                context: sentence.map { sentences[$0].context } ?? context(quote.span))
        }
        let reported = sentences.enumerated().compactMap { index, sentence -> Unit? in
            let inMarks = quotes.reduce(0) { $0 + $1.span.common(sentence.span) }
            guard inMarks * 10 < sentence.span.length * 7 else { return nil }
            return Unit(
                span: sentence.span, words: sentence.words, isQuoted: false, sentence: index,
                context: sentence.context)
        }
        self.scalars = scalars
        self.sentences = sentences
        file = publication.file
        index = carrier.publication
        units = (quoted + reported).filter { !$0.words.isEmpty }.sorted { $0.span < $1.span }
    }

    func excerpt(_ span: TextSpan) -> Excerpt {
        Excerpt(publication: index, file: file, span: span, text: scalars.string(span))
    }

    /// Whether a mark that parts clauses stands between two words.
    func isParted(_ a: Word, _ b: Word) -> Bool {
        scalars[a.span.end..<max(a.span.end, b.span.start)].contains { scalar in
            switch scalar {
            case ",", ";", ":", "(", ")", "\"", "\u{201C}", "\u{201D}", "\u{2014}", "\u{2013}": true
            default: scalar.endsSentence
            }
        }
    }

    private static func stem(_ folded: String) -> UInt64 {
        guard folded.utf8.count >= 6 else { return 0 }
        return folded.utf8.prefix(5).reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension TextSpan {
    /// How many scalars both hold.
    func common(_ other: TextSpan) -> Int { max(0, min(end, other.end) - max(start, other.start)) }
}
