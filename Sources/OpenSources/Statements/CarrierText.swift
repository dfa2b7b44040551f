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
                return Word(
                    lower: token.lower, folded: folded ?? token.lower, isSmall: folded == nil,
                    span: token.span)
            }
        }
        self.publication = publication
        self.scalars = scalars
        index = carrier.publication
        let passages = carrier.passages
        sentences = passages.map {
            Sentence(words: words($0), rounds: Rounds.read([tokeniser.tokens(in: $0)]))
        }
        quotes = carrier.quotes.map { publication.quotes[$0] }.filter { $0.kind == .direct }.map { quote in
            let passage = passages.first { $0.overlaps(quote.span) } ?? quote.span
            return Quotation(
                span: quote.span, words: words(quote.span),
                rounds: Rounds.read([tokeniser.tokens(in: passage)]))
        }
    }

    func excerpt(_ span: TextSpan) -> Excerpt {
        Excerpt(publication: index, file: publication.file, span: span, text: scalars.string(span))
    }
}
