/// A carrier's article as sentences and words to compare. One object, which all that compare it share.
final class CarrierText {
    struct Word {
        let form: WordForms.Form
        let span: TextSpan
    }
    /// A sentence, a quotation in it, or what stands beside one that begins or ends it.
    struct Piece {
        let span: TextSpan
        /// Of the article's `words`.
        let words: Range<Int>
        /// The words of the whole sentence.
        let sentence: Range<Int>
        /// Of the article's `contents`: each word that carries content, and each quantity, once.
        let contents: Range<Int>
        let voice: Voice
        let context: Context
    }
    /// As whose words the carrier gives a piece.
    enum Voice {
        case statement
        /// The outlet's own, or those of somebody of whom no statement is known; they may tell of this one.
        case own
        case otherStatement
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
    /// In which piece a word stands.
    struct Posting: Equatable {
        let key: Int32
        let word: Int32
        let piece: Int32
    }

    let index: Int
    private(set) var words: [Word] = []
    private(set) var pieces: [Piece] = []
    /// Ascending within each piece.
    private(set) var contents: [Int32] = []
    /// The contents with the pieces they stand in, ascending.
    private(set) var postings: [Posting] = []
    /// The same by the words' stems.
    private(set) var stems: [Posting] = []
    /// Between quotation marks, in order.
    let quotations: [TextSpan]
    private let file: String
    private let scalars: Scalars
    /// Of whole pieces: one answers several.
    private var excerpts: [Excerpt?] = []

    /// So many pieces of an article are compared at most, which no report reaches.
    private static let limit = Wording.limit
    /// A sentence of more tokens is cut: aligning two takes time with the product of their lengths.
    private static let longest = 400

    /// - Parameter others: The publication's passages that carry other statements.
    init(_ carrier: Carrier, _ publication: Publication, others: [TextSpan], forms: inout WordForms) {
        scalars = Scalars(publication.text)
        file = publication.file
        index = carrier.publication
        quotations = publication.quotes.filter { $0.kind == .direct }.map(\.span)
        let told = carrier.passages + carrier.quotes.map { publication.quotes[$0].span }
        let tokeniser = Tokeniser(scalars: scalars, language: publication.language.language)
        for paragraph in publication.paragraphs where paragraph.role != .boilerplate && pieces.count < Self.limit {
            let tokens = tokeniser.tokens(in: paragraph.span)
            var start = 0
            for end in tokens.indices where pieces.count < Self.limit {
                guard end + 1 == tokens.count || end - start >= Self.longest || endsSentence(tokens, at: end) else { continue }
                let span = TextSpan(start: tokens[start].span.start, end: tokens[end].span.end)
                let voice: Voice =
                    told.contains { $0.overlaps(span) }
                    ? .statement : others.contains { $0.overlaps(span) } ? .otherStatement : .own
                add(tokens[start...end], span, voice, tokeniser.language, publication.reference, &forms)
                start = end + 1
            }
        }
        excerpts = Array(repeating: nil, count: pieces.count)
        postings.sort { ($0.key, $0.piece) < ($1.key, $1.piece) }
        stems.sort { ($0.key, $0.piece, $0.word) < ($1.key, $1.piece, $1.word) }
        var last: Posting?
        stems.removeAll { posting in
            defer { last = posting }
            return last == posting
        }
    }

    /// Sentences within a quotation are told apart, too.
    private func endsSentence(_ tokens: [Token], at index: Int) -> Bool {
        let (token, next) = (tokens[index], tokens[index + 1])
        // The marks that close a quotation belong to what they end.
        guard next.kind != .other || next.span.start > token.span.end else { return false }
        let isEnd = token.kind == .terminal || token.kind == .other && index > 0
            && tokens[index - 1].kind == .terminal && tokens[index - 1].span.end == token.span.start
        guard isEnd else { return false }
        let first = next.kind == .other && index + 2 < tokens.count ? tokens[index + 2] : next
        return first.isCapitalised || first.isCaseless || first.kind == .open || scalars[first.span.start].isDigit
    }

    private func add(
        _ tokens: ArraySlice<Token>, _ span: TextSpan, _ voice: Voice, _ language: Language, _ reference: Day?,
        _ forms: inout WordForms
    ) {
        let start = words.count
        let place = WordForms.place(of: language)
        var mayPlace = false
        for token in tokens where token.isWord {
            let form = forms.form(of: token.lower, in: language, at: place)
            words.append(Word(form: form, span: token.span))
            if forms.sense(of: form.written).mayPlace { mayPlace = true }
        }
        let sentence = start..<words.count
        guard !sentence.isEmpty else { return }
        let context = mayPlace ? Self.context(Array(tokens), reference) : Context()
        for piece in pieces(of: sentence, span) {
            pieces.append(
                Piece(
                    span: piece.span, words: piece.words, sentence: sentence,
                    contents: readContents(of: piece.words, &forms), voice: voice, context: context))
        }
    }

    /// The quotation with which a sentence begins or ends, and the rest where it tells enough; else the
    /// sentence, and the quotations within it.
    private func pieces(of sentence: Range<Int>, _ span: TextSpan) -> [(span: TextSpan, words: Range<Int>)] {
        var within: [(span: TextSpan, words: Range<Int>)] = []
        for quotation in quotations where quotation.overlaps(span) {
            var quoted = sentence
            while let first = quoted.first, words[first].span.start < quotation.start { quoted.removeFirst() }
            while let last = quoted.last, words[last].span.end > quotation.end { quoted.removeLast() }
            let isFirst = quoted.lowerBound == sentence.lowerBound
            guard quoted.count >= Self.fewWords else { continue }
            guard isFirst || quoted.upperBound == sentence.upperBound else {
                within.append((quotation, quoted))
                continue
            }
            let shown = TextSpan(start: max(quotation.start, span.start), end: min(quotation.end, span.end))
            let rest = isFirst ? quoted.upperBound..<sentence.upperBound : sentence.lowerBound..<quoted.lowerBound
            let isFrame = words[rest].count { !$0.form.isSmall } < Self.frame
            return [(shown, quoted)] + (isFrame ? [] : [(self.span(of: rest), rest)])
        }
        return [(span, sentence)] + within
    }

    /// Fewer quoted words than these are part of their sentence.
    private static let fewWords = 4
    /// Beside a quotation, fewer words of content than these tell only who speaks.
    private static let frame = 5

    private func readContents(of piece: Range<Int>, _ forms: inout WordForms) -> Range<Int> {
        let (start, number) = (contents.count, Int32(pieces.count))
        for word in words[piece] {
            let sense = forms.sense(of: word.form.written)
            contents += forms.contents(of: sense)
            if word.form.stem > 0, !word.form.isSmall, !sense.quantity.isNumeral {
                stems.append(Posting(key: word.form.stem, word: word.form.number, piece: number))
            }
        }
        let quantities = forms.quantities(in: words[piece], ordinals: true)
        for quantity in quantities { contents.append(forms.number(of: quantity)) }
        if !quantities.isEmpty { contents.append(WordForms.anyQuantity) }
        contents[start...].sort()
        var kept = start
        for index in start..<contents.count where index == start || contents[index] != contents[kept - 1] {
            contents[kept] = contents[index]
            kept += 1
        }
        contents.removeSubrange(kept...)
        for word in contents[start...] { postings.append(Posting(key: word, word: word, piece: number)) }
        return start..<contents.count
    }

    private static func context(_ tokens: [Token], _ reference: Day?) -> Context {
        Context(
            rounds: Rounds.read([tokens]),
            days: Set(DateMention.read(tokens).compactMap { $0.mention.day(near: reference) }))
    }

    /// The words of a text that is no article.
    static func words(of text: String, forms: inout WordForms) -> [Word] {
        let scalars = Scalars(text)
        let place = WordForms.place(of: .english)
        return Tokeniser(scalars: scalars).words(in: TextSpan(start: 0, end: scalars.count)).map {
            Word(form: forms.form(of: $0.lower, in: .english, at: place), span: $0.span)
        }
    }

    /// How many of its pieces are given as words of the statement.
    var told: Int { pieces.count { $0.voice == .statement } }

    /// - Parameter piece: The one that holds the span.
    func excerpt(_ span: TextSpan, of piece: Int) -> Excerpt {
        guard span == pieces[piece].span else { return excerpt(span) }
        let known = excerpts[piece] ?? excerpt(span)
        excerpts[piece] = known
        return known
    }

    private func excerpt(_ span: TextSpan) -> Excerpt {
        Excerpt(publication: index, file: file, span: span, text: scalars.string(span))
    }

    /// Most of a stretch stands in quotation marks.
    func isQuoted(_ span: TextSpan) -> Bool {
        quotations.reduce(0) { $0 + $1.common(span) } * 2 > span.length
    }

    func span(of words: Range<Int>) -> TextSpan {
        TextSpan(start: self.words[words.lowerBound].span.start, end: self.words[words.upperBound - 1].span.end)
    }

    /// Some words with those beside them, up to the marks that part clauses.
    func clauses(around stretch: Range<Int>, in whole: Range<Int>) -> Range<Int> {
        var (first, end) = (stretch.lowerBound, stretch.upperBound)
        while first > whole.lowerBound, !isParted(words[first - 1], words[first]) { first -= 1 }
        while end < whole.upperBound, !isParted(words[end - 1], words[end]) { end += 1 }
        return first..<end
    }

    func holds(_ word: Int32, in piece: Int) -> Bool { contents[pieces[piece].contents].contains(word) }

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
