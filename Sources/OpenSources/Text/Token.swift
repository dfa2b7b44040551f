/// A word or mark of a sentence; a quotation counts as one token, so that a sentence's frame can be
/// read alone.
struct Token {
    enum Kind: Equatable {
        case word
        /// `'s`, or the bare mark after a plural.
        case possessive
        case comma, semicolon, colon, dash, open, close, terminal, other
        /// Part of the quotation with this index.
        case quotation(Int)
    }

    let kind: Kind
    let span: TextSpan
    /// The word as it is compared (`Folding`), without the stop of an abbreviation and, where the
    /// language sets endings of names off with an apostrophe, without the ending.
    let lower: String
    let isCapitalised: Bool
    /// The `WordHash` of `lower`.
    let hash: UInt64
    /// What its form tells of its part in a sentence.
    let classes: WordClass

    /// Its script knows no capitals, so that every word may be a name or begin a sentence.
    var isCaseless: Bool {
        // The first byte of the Arabic script's letters in UTF-8.
        lower.utf8.first.map { (0xD8...0xDB).contains($0) } ?? false
    }

    var isWord: Bool { kind == .word }
    var quotation: Int? {
        if case .quotation(let index) = kind { index } else { nil }
    }
}

/// Cuts text into tokens.
struct Tokeniser {
    let scalars: Scalars
    var language = Language.english

    /// - Parameter quotations: spans inside `span`, in order, each to be one token.
    func tokens(in span: TextSpan, quotations: [(index: Int, span: TextSpan)] = []) -> [Token] {
        var tokens: [Token] = []
        tokens.reserveCapacity(span.length / 6)
        var position = span.start
        var pending = quotations[...]
        while position < span.end {
            if let next = pending.first, next.span.start <= position {
                tokens.append(
                    mark(.quotation(next.index), TextSpan(start: position, end: min(next.span.end, span.end)))
                )
                position = max(next.span.end, position + 1)
                pending = pending.dropFirst()
                continue
            }
            let limit = min(span.end, pending.first?.span.start ?? span.end)
            let scalar = scalars[position]
            if scalar.isBlank || scalar.isJoiner {
                position += 1
            } else if scalar.isLetterOrDigit {
                let end = wordEnd(from: position, limit: limit)
                tokens.append(word(TextSpan(start: position, end: end)))
                position = end
            } else {
                let isAfterWord = tokens.last.map { $0.isWord && $0.span.end == position } ?? false
                let token = punctuation(at: position, limit: limit, isAfterWord: isAfterWord)
                tokens.append(token)
                position = token.span.end
            }
        }
        return tokens
    }

    /// The words of a span, marks left out.
    func words(in span: TextSpan) -> [Token] { tokens(in: span).filter(\.isWord) }

    // MARK: Words

    private func word(_ span: TextSpan) -> Token {
        let lower = plain(span) ?? folded(span)
        let hash = WordHash(lower.utf8).value
        var classes = WordClass.of(lower, hash)
        if lower.utf8.count > 4, lower.hasSuffix("ly"), classes.isDisjoint(with: [.speakers, .notAdverbs]) {
            classes.insert(.adverbs)
        }
        return Token(
            kind: .word, span: span, lower: lower, isCapitalised: scalars[span.start].isUppercase, hash: hash,
            classes: classes)
    }

    /// A word of ASCII letters and digits as it is compared, or nil. Most words are such, and short enough
    /// to take no memory of their own.
    private func plain(_ span: TextSpan) -> String? {
        guard !language.traits.hasApostropheEndings, !language.traits.hasOrdinalStops else { return nil }
        for index in span.start..<span.end where !scalars[index].isASCII { return nil }
        let length = scalars[span.end - 1] == "." ? span.length - 1 : span.length
        return String(unsafeUninitializedCapacity: length) { bytes in
            for index in 0..<length {
                let byte = UInt8(truncatingIfNeeded: scalars[span.start + index].value)
                bytes[index] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            }
            return length
        }
    }

    private func folded(_ span: TextSpan) -> String {
        var lower = Folding.fold(scalars.string(span))
        if language.traits.hasApostropheEndings, let mark = lower.firstIndex(where: { $0 == "'" || $0 == "\u{2019}" }),
            mark > lower.startIndex
        {
            lower.removeSubrange(mark...)
        }
        // "3." is an ordinal, and stays one.
        if lower.hasSuffix("."), !(language.traits.hasOrdinalStops && scalars[span.start].isDigit) {
            lower.removeLast()
        }
        return lower
    }

    private func wordEnd(from start: Int, limit: Int) -> Int {
        var end = start
        while end < limit {
            let scalar = scalars[end]
            if scalar.isLetterOrDigit {
                end += 1
                continue
            }
            guard end + 1 < limit, scalars[end + 1].isLetterOrDigit, end > start else { break }
            let isJoint =
                switch scalar {
                case "-", "\u{2010}", "\u{2011}", "&", "\u{200C}", "\u{200D}": true
                case ".":
                    end - start == 1 || scalars[end - 2] == "."
                        || scalars[end + 1].isDigit && scalars[end - 1].isDigit
                case ",": scalars[end - 1].isDigit && isThousands(after: end, limit: limit)
                default: scalar.isApostrophe && !isPossessive(at: end, limit: limit)
                }
            guard isJoint else { break }
            end += 1
        }
        if end < limit, scalars[end] == ".", isAbbreviation(TextSpan(start: start, end: end), limit: limit) {
            end += 1
        }
        return end
    }

    private func isThousands(after comma: Int, limit: Int) -> Bool {
        comma + 3 < limit && (1...3).allSatisfy { scalars[comma + $0].isDigit }
            && scalars.scalar(at: comma + 4)?.isDigit != true
    }

    /// `'s` at the end of a word.
    private func isPossessive(at index: Int, limit: Int) -> Bool {
        index + 1 < limit && (scalars[index + 1] == "s" || scalars[index + 1] == "S")
            && (index + 2 >= limit || !scalars[index + 2].isLetterOrDigit)
    }

    private func isAbbreviation(_ span: TextSpan, limit: Int) -> Bool {
        if language.traits.hasOrdinalStops, scalars[span.start].isDigit {
            return span.length <= 2 && span.end + 1 < limit && scalars[span.end + 1].isBlank
        }
        // An initial, or letters with stops between.
        if span.length == 1, scalars[span.start].isUppercase { return span.end + 1 < limit }
        if span.length >= 3, scalars[span.end - 2] == "." { return true }
        guard span.length <= 5 else { return false }
        return language.abbreviations.contains(Folding.fold(scalars.string(span)))
    }

    // MARK: Marks

    private func mark(_ kind: Token.Kind, _ span: TextSpan) -> Token {
        Token(kind: kind, span: span, lower: "", isCapitalised: false, hash: 0, classes: [])
    }

    private func punctuation(at position: Int, limit: Int, isAfterWord: Bool) -> Token {
        let scalar = scalars[position]
        var span = TextSpan(start: position, end: position + 1)
        if scalar.isApostrophe, isAfterWord {
            if isPossessive(at: position, limit: limit) { span.end += 1 }
            return mark(.possessive, span)
        }
        func isBlank(_ index: Int) -> Bool { scalars.scalar(at: index)?.isBlank ?? true }
        switch scalar {
        case ",", "\u{060C}": return mark(.comma, span)
        case ";", "\u{061B}": return mark(.semicolon, span)
        case ":": return mark(.colon, span)
        case "(", "[", "{": return mark(.open, span)
        case ")", "]", "}": return mark(.close, span)
        case "-":
            if position + 1 < limit, scalars[position + 1] == "-" {
                span.end += 1
                return mark(.dash, span)
            }
            return mark(isBlank(position - 1) && isBlank(position + 1) ? .dash : .other, span)
        default:
            if scalar.isDash { return mark(.dash, span) }
            if scalar.endsSentence {
                while span.end < limit, scalars[span.end].endsSentence { span.end += 1 }
                return mark(.terminal, span)
            }
            return mark(.other, span)
        }
    }
}
