/// A sentence of a paragraph. Sentences inside a quotation do not end the one that holds it.
struct Sentence {
    let span: TextSpan
    let paragraph: Int
    let tokens: [Token]

    var quotations: [Int] { tokens.compactMap(\.quotation) }
}

struct SentenceReader {
    let scalars: Scalars
    let quotations: [Quotation]
    private let tokeniser: Tokeniser
    /// The parts of all quotations, in order.
    private let parts: [(index: Int, span: TextSpan)]

    /// A sentence of more tokens than this is cut: what reads sentences takes time with the square of
    /// their length.
    private static let limit = 400

    init(tokeniser: Tokeniser, quotations: [Quotation]) {
        scalars = tokeniser.scalars
        self.quotations = quotations
        self.tokeniser = tokeniser
        parts = quotations.enumerated().flatMap { number, quotation in
            quotation.parts.map { (index: number, span: $0) }
        }
        .sorted { $0.span < $1.span }
    }

    private func parts(in paragraph: TextSpan) -> [(index: Int, span: TextSpan)] {
        let first = parts.partitioningIndex { $0.span.start >= paragraph.start }
        return Array(parts[first...].prefix { paragraph.contains($0.span) })
    }

    /// - Parameter tokens: The paragraph's, with the words of quotations among them, where they are known.
    func sentences(of paragraph: TextSpan, index: Int, tokens known: [Token]? = nil) -> [Sentence] {
        let parts = parts(in: paragraph)
        let tokens = (parts.isEmpty ? known : nil) ?? tokeniser.tokens(in: paragraph, quotations: parts)
        var sentences: [Sentence] = []
        var start = Self.afterClock(tokens)
        for end in tokens.indices[start...]
        where end + 1 == tokens.count || end - start >= Self.limit || endsSentence(tokens, at: end) {
            let part = Array(tokens[start...end])
            sentences.append(
                Sentence(
                    span: TextSpan(start: part[0].span.start, end: part[part.count - 1].span.end),
                    paragraph: index, tokens: part))
            start = end + 1
        }
        return sentences
    }

    /// Of "11:20 The council says …", an entry of a ticker, where its sentence begins.
    private static func afterClock(_ tokens: [Token]) -> Int {
        guard tokens.count > 5, tokens[1].kind == .colon, tokens[0].span.length <= 2, tokens[2].span.length == 2,
            tokens[0].span.end + 1 == tokens[2].span.start, tokens[3].span.start > tokens[2].span.end,
            [tokens[0], tokens[2]].allSatisfy({ $0.lower.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            tokens[3].isCapitalised || tokens[3].kind == .dash || tokens[3].quotation != nil
        else { return 0 }
        return tokens[3].kind == .dash ? 4 : 3
    }

    private func endsSentence(_ tokens: [Token], at index: Int) -> Bool {
        let next = tokens[index + 1]
        switch tokens[index].kind {
        case .terminal:
            // A quotation or bracket that starts next, or a word that starts as a sentence does.
            return next.isCapitalised || next.isCaseless || next.quotation != nil || next.kind == .open
                || next.isWord && scalars[next.span.start].isDigit
        case .quotation(let number):
            let content = quotations[number].content
            guard tokens[index].span.end == quotations[number].parts.last?.end,
                let last = content.isEmpty ? nil : closingMark(of: content)
            else { return false }
            guard last.endsSentence, next.isCapitalised || next.quotation != nil || next.kind == .open else {
                return false
            }
            // "Who goes there?" Smith asked.
            return last == "." || !Self.startsWithCue(tokens[(index + 1)...])
        default: return false
        }
    }

    /// The last scalar of a quotation, inner closing marks aside.
    private func closingMark(of content: TextSpan) -> Unicode.Scalar? {
        scalars[content.start..<content.end].last { !"\u{2019}\u{201D}'\"".unicodeScalars.contains($0) }
    }

    private static func startsWithCue(_ tokens: ArraySlice<Token>) -> Bool {
        for token in tokens.prefix(7) {
            guard token.isWord else { return false }
            if let cue = Cue.form(token), cue.strength == .speech, cue.tense != .base { return true }
        }
        return false
    }
}
