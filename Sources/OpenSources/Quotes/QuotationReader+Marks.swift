extension QuotationReader {
    struct Mark {
        enum Family { case double, single, angle }
        let span: TextSpan
        let family: Family
        let canOpen: Bool
        let canClose: Bool
        /// Its shape alone tells whether it opens or closes.
        let isDirected: Bool
        /// How many marks of its family that may close follow in its paragraph.
        var closersAfter = 0
    }

    func marks(in paragraph: TextSpan) -> [Mark] {
        var marks: [Mark] = []
        var index = paragraph.start
        while index < paragraph.end {
            if let mark = mark(at: index, in: paragraph) {
                marks.append(mark)
                index = mark.span.end
            } else {
                index += 1
            }
        }
        var closers: [Mark.Family: Int] = [:]
        for index in marks.indices.reversed() {
            marks[index].closersAfter = closers[marks[index].family] ?? 0
            if marks[index].canClose { closers[marks[index].family, default: 0] += 1 }
        }
        return marks
    }

    private func mark(at index: Int, in paragraph: TextSpan) -> Mark? {
        let scalar = scalars[index]
        guard scalar.value == 0x22 || scalar.value == 0x27 || scalar.value == 0x60 || scalar.value > 0x7F
        else { return nil }
        var span = TextSpan(start: index, end: index + 1)
        let isPair =
            index + 1 < paragraph.end && scalars[index + 1] == scalar
            && ["'", "`", "\u{2018}", "\u{2019}"].contains(scalar)
        if isPair { span.end += 1 }
        let before = span.start > paragraph.start ? scalars[span.start - 1] : nil
        let after = span.end < paragraph.end ? scalars[span.end] : nil
        let mayOpen = Self.opensAfter(before) && after.map { !$0.isBlank } == true
        let mayClose = before.map { !$0.isBlank } == true && Self.closesBefore(after)

        func directed(_ family: Mark.Family, opens: Bool) -> Mark {
            // A mark that points the wrong way counts as it stands, between blank and letter.
            let turned = opens ? mayClose && !mayOpen : mayOpen && !mayClose && after?.isLetterOrDigit == true
            return Mark(
                span: span, family: family, canOpen: opens != turned, canClose: opens == turned,
                isDirected: true)
        }
        switch scalar {
        case "\u{201C}", "\u{201E}", "\u{201F}": return directed(.double, opens: true)
        case "\u{201D}": return directed(.double, opens: false)
        case "«": return directed(.angle, opens: true)
        case "»": return directed(.angle, opens: false)
        case "`":
            return isPair
                ? Mark(span: span, family: .double, canOpen: true, canClose: false, isDirected: true) : nil
        case "\"", "\u{FF02}":
            return straight(.double, span, mayOpen: mayOpen, mayClose: mayClose)
        case "'" where isPair, "\u{2018}" where isPair, "\u{2019}" where isPair: return straight(.double, span, mayOpen: mayOpen, mayClose: mayClose)
        // Urdu sets these two the other way round as well.
        case "\u{2018}" where mayClose && !mayOpen && before?.isCaseless == true:
            return Mark(span: span, family: .single, canOpen: false, canClose: true, isDirected: true)
        case "\u{2019}" where mayOpen && !mayClose && after?.isCaseless == true:
            return Mark(span: span, family: .single, canOpen: true, canClose: false, isDirected: true)
        case "\u{2018}":
            return mayOpen && !isContraction(after: index)
                ? Mark(span: span, family: .single, canOpen: true, canClose: false, isDirected: true) : nil
        case "\u{2019}":
            return mayClose
                ? Mark(span: span, family: .single, canOpen: false, canClose: true, isDirected: true) : nil
        case "'":
            guard mayOpen != mayClose, mayClose || !isContraction(after: index) else { return nil }
            return Mark(span: span, family: .single, canOpen: mayOpen, canClose: mayClose, isDirected: false)
        default: return nil
        }
    }

    private func straight(_ family: Mark.Family, _ span: TextSpan, mayOpen: Bool, mayClose: Bool) -> Mark {
        // Between two letters or two blanks it may be either.
        let unclear = mayOpen == mayClose
        return Mark(
            span: span, family: family, canOpen: mayOpen || unclear, canClose: mayClose || unclear,
            isDirected: false)
    }

    private static func opensAfter(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return true }
        return scalar.isBlank || scalar.isDash || "([{-/:\u{60C}\u{61B}\u{201C}\u{2018}\"".unicodeScalars.contains(scalar)
    }

    private static func closesBefore(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return true }
        return scalar.isBlank || scalar.isDash || scalar.endsSentence
            || ",;:)]}-/\u{60C}\u{61B}\u{201D}\u{2019}\"'".unicodeScalars.contains(scalar)
    }

    private static let elisions = Language.english[.elisions]

    /// `'90s`, `'em`, `'tis`: a mark that stands for left-out letters.
    private func isContraction(after index: Int) -> Bool {
        var end = index + 1
        while end < scalars.count, scalars[end].isLetterOrDigit { end += 1 }
        let word = scalars.string(TextSpan(start: index + 1, end: end)).lowercased()
        if word.count == 3, word.hasSuffix("s"), word.prefix(2).allSatisfy(\.isNumber) { return true }
        return Self.elisions.contains(word)
    }
}
