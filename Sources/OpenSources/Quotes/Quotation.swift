/// Words between quotation marks.
struct Quotation {
    /// What the marks enclose, without them. Where it runs over paragraphs, from the first opening mark to the last closing one.
    let content: TextSpan
    /// The stretch with its marks in each paragraph it runs through.
    let parts: [TextSpan]
}

/// Finds quotations: straight and curly marks, double, single and angle ones, nested, and running over paragraphs, where each
/// paragraph opens anew and only the last one closes. Marks inside a quotation belong to it. Apostrophes are not marks.
struct QuotationReader {
    private let scalars: Scalars
    private var found: [Quotation] = []
    /// The quotation still open at the end of the last paragraph.
    private var running: (start: Int, family: Mark.Family, parts: [TextSpan])?

    static func read(_ scalars: Scalars, paragraphs: [TextSpan]) -> [Quotation] {
        var reader = QuotationReader(scalars: scalars)
        for (index, paragraph) in paragraphs.enumerated() {
            reader.read(paragraph, next: index + 1 < paragraphs.count ? paragraphs[index + 1] : nil)
        }
        return reader.found
    }

    private init(scalars: Scalars) { self.scalars = scalars }

    private mutating func read(_ paragraph: TextSpan, next: TextSpan?) {
        let marks = self.marks(in: paragraph)
        var index = 0
        var open: Mark?
        var depth = 0
        let continued = running
        if let running, let first = marks.first, first.span.start == paragraph.start, first.family == running.family {
            open = first
            index = 1
        } else {
            running = nil
        }
        while index < marks.count {
            let mark = marks[index]
            index += 1
            guard let opening = open else {
                guard mark.canOpen else { continue }
                if mark.family == .single {
                    guard let end = singleClose(after: index - 1, in: marks) else { continue }
                    add(from: mark, to: marks[end])
                    index = end + 1
                } else {
                    open = mark
                    depth = 0
                }
                continue
            }
            guard mark.family == opening.family else { continue }
            if mark.canClose {
                if depth > 0 {
                    depth -= 1
                } else {
                    add(from: opening, to: mark)
                    open = nil
                }
            } else {
                if marks[index - 1].closersAfter >= depth + 2 {
                    depth += 1
                } else {
                    // The one before was never closed; this one is.
                    open = mark
                    depth = 0
                    running = nil
                }
            }
        }
        if let open { leave(open, in: paragraph, continued: continued != nil && running != nil, next: next) }
    }

    private mutating func add(from opening: Mark, to closing: Mark) {
        let part = TextSpan(start: opening.span.start, end: closing.span.end)
        var start = opening.span.end
        var parts = [part]
        if let running, running.parts.last.map({ $0.end <= part.start }) == true {
            start = running.start
            parts = running.parts + parts
        }
        running = nil
        let content = scalars.trimmed(TextSpan(start: start, end: closing.span.start))
        if !content.isEmpty { found.append(Quotation(content: content, parts: parts)) }
    }

    /// A quotation that the paragraph leaves open: it goes on if the next paragraph opens anew.
    private mutating func leave(_ open: Mark, in paragraph: TextSpan, continued: Bool, next: TextSpan?) {
        let part = TextSpan(start: open.span.start, end: paragraph.end)
        var run = (start: open.span.end, family: open.family, parts: [part])
        if continued, let running {
            run.start = running.start
            run.parts = running.parts + [part]
        }
        running = nil
        if let next, let first = marks(in: TextSpan(start: next.start, end: min(next.end, next.start + 3))).first,
            first.span.start == next.start, first.family == open.family, first.canOpen, run.parts.count < 20
        {
            running = run
        } else if continued || (open.isDirected && open.span.start == paragraph.start) {
            // The closing mark was forgotten: the paragraph ends it.
            let content = scalars.trimmed(TextSpan(start: run.start, end: paragraph.end))
            if !content.isEmpty { found.append(Quotation(content: content, parts: run.parts)) }
        }
    }

    /// The mark that closes a single one. A possessive (`the guards' posts`) is passed over when a better one follows.
    private func singleClose(after opening: Int, in marks: [Mark]) -> Int? {
        let start = marks[opening].span.end
        var fallback: Int?
        for index in marks.indices.dropFirst(opening + 1) where marks[index].family == .single {
            let mark = marks[index]
            guard mark.span.start - start <= 1500 else { break }
            if mark.canOpen && !mark.canClose { break }
            guard mark.canClose, mark.span.start > start else { continue }
            let before = scalars[mark.span.start - 1]
            let isPossessive = before == "s" && scalars.scalar(at: mark.span.end)?.isBlank == true
                && scalars.scalar(at: mark.span.end + 1)?.isLowercase == true
            if !isPossessive { return index }
            fallback = fallback ?? index
        }
        return fallback
    }
}

// MARK: Marks

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

    private func marks(in paragraph: TextSpan) -> [Mark] {
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
        guard scalar.value == 0x22 || scalar.value == 0x27 || scalar.value == 0x60 || scalar.value > 0x7F else { return nil }
        var span = TextSpan(start: index, end: index + 1)
        let isPair = index + 1 < paragraph.end && scalars[index + 1] == scalar && (scalar == "'" || scalar == "`")
        if isPair { span.end += 1 }
        let before = span.start > paragraph.start ? scalars[span.start - 1] : nil
        let after = span.end < paragraph.end ? scalars[span.end] : nil
        let mayOpen = Self.opensAfter(before) && after.map { !$0.isBlank } == true
        let mayClose = before.map { !$0.isBlank } == true && Self.closesBefore(after)

        func directed(_ family: Mark.Family, opens: Bool) -> Mark {
            // A mark that points the wrong way counts as it stands, between blank and letter.
            let turned = opens ? mayClose && !mayOpen : mayOpen && !mayClose && after?.isLetterOrDigit == true
            return Mark(span: span, family: family, canOpen: opens != turned, canClose: opens == turned, isDirected: true)
        }
        switch scalar {
        case "\u{201C}", "\u{201E}", "\u{201F}": return directed(.double, opens: true)
        case "\u{201D}": return directed(.double, opens: false)
        case "«": return directed(.angle, opens: true)
        case "»": return directed(.angle, opens: false)
        case "`": return isPair ? Mark(span: span, family: .double, canOpen: true, canClose: false, isDirected: true) : nil
        case "\"", "\u{FF02}":
            return straight(.double, span, mayOpen: mayOpen, mayClose: mayClose)
        case "'" where isPair: return straight(.double, span, mayOpen: mayOpen, mayClose: mayClose)
        case "\u{2018}":
            return mayOpen && !isContraction(after: index) ? Mark(span: span, family: .single, canOpen: true, canClose: false, isDirected: true) : nil
        case "\u{2019}":
            return mayClose ? Mark(span: span, family: .single, canOpen: false, canClose: true, isDirected: true) : nil
        case "'":
            guard mayOpen != mayClose, mayClose || !isContraction(after: index) else { return nil }
            return Mark(span: span, family: .single, canOpen: mayOpen, canClose: mayClose, isDirected: false)
        default: return nil
        }
    }

    private func straight(_ family: Mark.Family, _ span: TextSpan, mayOpen: Bool, mayClose: Bool) -> Mark {
        // Between two letters or two blanks it may be either.
        let unclear = mayOpen == mayClose
        return Mark(span: span, family: family, canOpen: mayOpen || unclear, canClose: mayClose || unclear, isDirected: false)
    }

    private static func opensAfter(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return true }
        return scalar.isBlank || scalar.isDash || "([{-/:\u{201C}\u{2018}\"".unicodeScalars.contains(scalar)
    }

    private static func closesBefore(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return true }
        return scalar.isBlank || scalar.isDash || scalar.endsSentence
            || ",;:)]}-/\u{201D}\u{2019}\"'".unicodeScalars.contains(scalar)
    }

    /// `'90s`, `'em`, `'tis`: a mark that stands for left-out letters.
    private func isContraction(after index: Int) -> Bool {
        var end = index + 1
        while end < scalars.count, scalars[end].isLetterOrDigit { end += 1 }
        let word = scalars.string(TextSpan(start: index + 1, end: end)).lowercased()
        if word.count == 3, word.hasSuffix("s"), word.prefix(2).allSatisfy(\.isNumber) { return true }
        return ["em", "tis", "twas", "til", "cause", "n", "round", "bout"].contains(word)
    }
}
