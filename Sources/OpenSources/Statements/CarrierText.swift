/// A carrier's quotations and sentences as words.
struct CarrierText {
    struct Word {
        let lower: String
        let isSmall: Bool
        let span: TextSpan
        /// Among the words of the statement: the same for words that fold to one.
        let place: Int
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

    static func words(
        in span: TextSpan, of tokeniser: Tokeniser, forms: inout WordForms, weights: inout WordWeights
    ) -> [Word] {
        words(of: tokeniser.tokens(in: span), of: tokeniser.language, forms: &forms, weights: &weights)
    }

    private static func words(
        of tokens: [Token], of language: Language, forms: inout WordForms, weights: inout WordWeights
    ) -> [Word] {
        tokens.filter(\.isWord).map { token in
            let form = forms.form(of: token.lower, in: language)
            return Word(
                lower: token.lower, isSmall: form.isSmall, span: token.span,
                place: weights.place(of: form.number), stem: form.stem)
        }
    }

    init(
        _ carrier: Carrier, _ publication: Publication, forms: inout WordForms, weights: inout WordWeights
    ) {
        let scalars = Scalars(publication.text)
        let tokeniser = Tokeniser(scalars: scalars, language: publication.language.language)
        func words(_ span: TextSpan) -> [Word] {
            Self.words(in: span, of: tokeniser, forms: &forms, weights: &weights)
        }
        func context(_ tokens: [Token]) -> Context {
            Context(
                rounds: Rounds.read([tokens]),
                days: Set(
                    DateMention.read(tokens).compactMap { $0.mention.day(near: publication.reference) }))
        }
        // Words of a speaker are also told in the outlet's own voice.
        let others = Self.sentences(of: publication, tokeniser).filter { span in
            !carrier.passages.contains { $0.overlaps(span) }
        }
        let told = Set(carrier.passages)
        let sentences = (carrier.passages + others).sorted().map { span in
            let tokens = tokeniser.tokens(in: span)
            return Sentence(
                span: span,
                words: Self.words(of: tokens, of: tokeniser.language, forms: &forms, weights: &weights),
                context: context(tokens))
        }
        let quotes = carrier.quotes.map { publication.quotes[$0] }.filter { $0.kind == .direct }
        let quoted = quotes.map { quote in
            let sentence = sentences.firstIndex { $0.span.overlaps(quote.span) }
            return Unit(
                span: quote.span, words: words(quote.span), isQuoted: true, sentence: sentence,
                context: sentence.map { sentences[$0].context } ?? context(tokeniser.tokens(in: quote.span)))
        }
        let reported = sentences.enumerated().compactMap { index, sentence -> Unit? in
            let inMarks = quotes.reduce(0) { $0 + $1.span.common(sentence.span) }
            guard told.contains(sentence.span), inMarks * 10 < sentence.span.length * 7 else { return nil }
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

    /// The sentences of an article's own text, up to a number that no report reaches.
    private static func sentences(of publication: Publication, _ tokeniser: Tokeniser) -> [TextSpan] {
        let reader = SentenceReader(tokeniser: tokeniser, quotations: [])
        var spans: [TextSpan] = []
        for (index, paragraph) in publication.paragraphs.enumerated()
        where paragraph.role != .boilerplate && spans.count < Wording.limit {
            spans += reader.sentences(of: paragraph.span, index: index).map(\.span)
        }
        return spans
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
}

extension TextSpan {
    /// How many scalars both hold.
    func common(_ other: TextSpan) -> Int { max(0, min(end, other.end) - max(start, other.start)) }
}
