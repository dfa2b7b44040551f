/// A run of words that two passages give alike, or one of them otherwise: what a page shows side by side.
public struct WordRun: Hashable, Sendable {
    public enum Kind: String, Sendable {
        case kept
        /// Words of the first that the second does not have.
        case leftOut = "left out"
        /// Words of the second that the first does not have.
        case putIn = "put in"
        case replaced
    }

    public let kind: Kind
    /// From the first to the last of its words in the first passage; nil for what is put in.
    public let a: TextSpan?
    /// The same in the second passage; nil for what is left out.
    public let b: TextSpan?
}

extension WordRun {
    /// The runs of two texts; the spans count each one's Unicode scalars.
    public static func read(_ a: String, _ b: String) -> [WordRun] {
        var forms = WordForms()
        let (one, other) = (CarrierText.words(of: a, forms: &forms), CarrierText.words(of: b, forms: &forms))
        return read(one[...], other[...])
    }

    /// The runs of two passages in order of both, by the alignment that keeps most words.
    ///
    /// Words are kept where they are the same but for case; forms of one word ("attack", "attacks")
    /// are set against each other as replaced. Of each passage at most `limit` words are aligned; the rest
    /// is one run.
    static func read(_ a: ArraySlice<CarrierText.Word>, _ b: ArraySlice<CarrierText.Word>) -> [WordRun] {
        let (a, b) = (Array(a), Array(b))
        let (rows, columns) = (min(a.count, limit), min(b.count, limit))
        let width = columns + 1
        // Twice the words kept, plus the forms met: from the end, so that the walk goes forward.
        var best = [Int32](repeating: 0, count: (rows + 1) * width)
        for row in stride(from: rows - 1, through: 0, by: -1) {
            for column in stride(from: columns - 1, through: 0, by: -1) {
                let met = best[(row + 1) * width + column + 1] + worth(a[row], b[column])
                best[row * width + column] = max(
                    met, best[(row + 1) * width + column], best[row * width + column + 1])
            }
        }
        var builder = Builder()
        var (row, column) = (0, 0)
        while row < rows, column < columns {
            let worth = worth(a[row], b[column])
            if worth > 0, best[row * width + column] == best[(row + 1) * width + column + 1] + worth {
                if worth == exact {
                    builder.keep(a[row].span, b[column].span)
                } else {
                    builder.drop(a[row].span)
                    builder.add(b[column].span)
                }
                row += 1
                column += 1
            } else if best[row * width + column] == best[(row + 1) * width + column] {
                builder.drop(a[row].span)
                row += 1
            } else {
                builder.add(b[column].span)
                column += 1
            }
        }
        for word in a[row...] { builder.drop(word.span) }
        for word in b[column...] { builder.add(word.span) }
        return builder.finish()
    }

    private static let limit = 400
    private static let exact: Int32 = 4

    private static func worth(_ a: CarrierText.Word, _ b: CarrierText.Word) -> Int32 {
        guard a.form.number == b.form.number else { return 0 }
        return a.form.written == b.form.written ? exact : a.form.isSmall ? 0 : 2
    }

    /// Joins words to runs: what is dropped and added between two kept runs is one replacement.
    private struct Builder {
        private var runs: [WordRun] = []
        private var kept: (a: TextSpan, b: TextSpan)?
        private var dropped: TextSpan?
        private var added: TextSpan?

        mutating func keep(_ a: TextSpan, _ b: TextSpan) {
            endChange()
            kept = kept.map { ($0.a.to(a), $0.b.to(b)) } ?? (a, b)
        }

        mutating func drop(_ span: TextSpan) {
            endKept()
            dropped = dropped?.to(span) ?? span
        }

        mutating func add(_ span: TextSpan) {
            endKept()
            added = added?.to(span) ?? span
        }

        mutating func finish() -> [WordRun] {
            endKept()
            endChange()
            return runs
        }

        private mutating func endKept() {
            if let kept { runs.append(WordRun(kind: .kept, a: kept.a, b: kept.b)) }
            kept = nil
        }

        private mutating func endChange() {
            switch (dropped, added) {
            case (nil, nil): break
            case (let a?, nil): runs.append(WordRun(kind: .leftOut, a: a, b: nil))
            case (nil, let b?): runs.append(WordRun(kind: .putIn, a: nil, b: b))
            case (let a?, let b?): runs.append(WordRun(kind: .replaced, a: a, b: b))
            }
            (dropped, added) = (nil, nil)
        }
    }
}

extension TextSpan {
    /// From the start of this one to the end of a later one.
    fileprivate func to(_ later: TextSpan) -> TextSpan { TextSpan(start: start, end: later.end) }
}
