/// Whose voice a sentence of the article's body is: somebody's, or the outlet's own.
public struct SentenceVoice: Hashable, Sendable {
    public let span: TextSpan
    /// Nil: the outlet speaks for itself.
    public let attribution: Attributed?

    public struct Attributed: Hashable, Sendable {
        /// The speaker's name; nil where the text gives the words to somebody who is not known.
        public let speaker: String?
        /// Index of the publication's quote that gives the sentence away; nil where the speaker of the
        /// sentences before goes on.
        public let quote: Int?
    }

    public var isAttributed: Bool { attribution != nil }
}

extension SentenceVoice {
    /// A sentence is somebody's when its frame says so, when the speaker before it goes on, or when at least
    /// half of it is reported or quoted. Reports of what somebody thinks or wants are the outlet's own words
    /// about him.
    ///
    /// - Parameter quotes: In order of the text.
    static func read(_ sentences: [TextSpan], quotes: [Quote], passages: [Passage]) -> [SentenceVoice] {
        let passages = Dictionary(passages.map { ($0.span, $0) }, uniquingKeysWith: { first, _ in first })
        var first = 0
        return sentences.sorted().map { span in
            // A quote may run over several sentences and paragraphs; most end before the next begins.
            while first < quotes.count, quotes[first].span.end <= span.start { first += 1 }
            var best: (quote: Int, length: Int)?
            var covered = 0
            var end = span.start
            for index in first..<quotes.count {
                let quote = quotes[index]
                guard quote.span.start < span.end else { break }
                let shared = min(quote.span.end, span.end) - max(quote.span.start, span.start)
                guard shared > 0, !quote.isAttitude else { continue }
                covered += max(0, min(quote.span.end, span.end) - max(quote.span.start, end))
                end = max(end, min(quote.span.end, span.end))
                if shared > best?.length ?? 0 { best = (index, shared) }
            }
            let passage = passages[span]
            guard passage != nil || 2 * covered >= span.length else { return SentenceVoice(span: span, attribution: nil) }
            return SentenceVoice(
                span: span,
                attribution: Attributed(
                    speaker: best.flatMap { quotes[$0.quote].speaker?.name } ?? passage?.actor.name,
                    quote: best?.quote))
        }
    }
}
