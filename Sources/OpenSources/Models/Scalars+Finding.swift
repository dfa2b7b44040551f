extension Scalars {
    /// Each run of blanks as one space, and nothing but words at both ends.
    var core: Scalars {
        let line = Scalars(self.line(TextSpan(start: 0, end: count)))
        guard let first = line.firstIndex(where: { !$0.isEdge }), let last = line.lastIndex(where: { !$0.isEdge })
        else { return [] }
        return Scalars(line[first...last])
    }

    /// The first place in a span where some words stand, scalar by scalar, a run of blanks for each
    /// space. They do not begin or end within a word: "violent" does not stand in "non-violent".
    ///
    /// - Parameter words: A `core`.
    func find(_ words: Scalars, in span: TextSpan) -> TextSpan? {
        guard let first = words.first else { return nil }
        for start in span.start..<span.end where self[start] == first && !isInWord(before: start, span) {
            if let end = end(of: words, from: start, span), !isInWord(after: end, span) {
                return TextSpan(start: start, end: end)
            }
        }
        return nil
    }

    private func end(of words: Scalars, from start: Int, _ span: TextSpan) -> Int? {
        var end = start
        for scalar in words {
            guard end < span.end else { return nil }
            if scalar == " " {
                guard self[end].isBlank else { return nil }
                while end < span.end, self[end].isBlank { end += 1 }
            } else {
                guard self[end] == scalar else { return nil }
                end += 1
            }
        }
        return end
    }

    private func isInWord(before start: Int, _ span: TextSpan) -> Bool {
        guard start > span.start else { return false }
        let scalar = self[start - 1]
        return scalar.isLetterOrDigit
            || (scalar.isHyphen || scalar.isApostrophe) && start - 1 > span.start && self[start - 2].isLetterOrDigit
    }

    /// An apostrophe may follow: "Orvia" stands in "Orvia's".
    private func isInWord(after end: Int, _ span: TextSpan) -> Bool {
        guard end < span.end else { return false }
        return self[end].isLetterOrDigit
            || self[end].isHyphen && end + 1 < span.end && self[end + 1].isLetterOrDigit
    }
}

extension Unicode.Scalar {
    /// What may stand at the ends of words and changes none: blanks and punctuation.
    fileprivate var isEdge: Bool {
        if isBlank { return true }
        switch properties.generalCategory {
        case .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation, .dashPunctuation,
            .otherPunctuation:
            return true
        default: return false
        }
    }

    fileprivate var isHyphen: Bool { self == "-" || self == "\u{2010}" || self == "\u{2011}" }
}
