/// Finds quotations: straight and curly marks, double, single and angle ones, nested, and running over
/// paragraphs, where each paragraph opens anew and only the last one closes. Marks inside a quotation
/// belong to it. Apostrophes are not marks.
struct QuotationReader {
    let scalars: Scalars
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
        if let running, let first = marks.first, first.span.start == paragraph.start,
            first.family == running.family
        {
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
        if let next,
            let first = marks(in: TextSpan(start: next.start, end: min(next.end, next.start + 3))).first,
            first.span.start == next.start, first.family == open.family, first.canOpen, run.parts.count < 20
        {
            running = run
        } else if continued || (open.isDirected && open.span.start == paragraph.start) || opensUtterance(open) {
            // The closing mark was forgotten: the paragraph ends it.
            let content = scalars.trimmed(TextSpan(start: run.start, end: paragraph.end))
            if !content.isEmpty { found.append(Quotation(content: content, parts: run.parts)) }
        }
    }

    /// "She said, “The road": a mark after a comma or colon, before a capital, opens whatever follows.
    private func opensUtterance(_ mark: Mark) -> Bool {
        let start = mark.span.start
        return start > 1 && scalars[start - 1].isBlank && ",:".unicodeScalars.contains(scalars[start - 2])
            && scalars.scalar(at: mark.span.end)?.isUppercase == true
    }

    /// The mark that closes a single one. A possessive (`the guards' posts`) is passed over when a
    /// better one follows.
    private func singleClose(after opening: Int, in marks: [Mark]) -> Int? {
        let start = marks[opening].span.end
        var fallback: Int?
        for index in marks.indices.dropFirst(opening + 1) where marks[index].family == .single {
            let mark = marks[index]
            guard mark.span.start - start <= 1500 else { break }
            if mark.canOpen && !mark.canClose { break }
            guard mark.canClose, mark.span.start > start else { continue }
            let before = scalars[mark.span.start - 1]
            let isPossessive =
                before == "s" && scalars.scalar(at: mark.span.end)?.isBlank == true
                && scalars.scalar(at: mark.span.end + 1)?.isLowercase == true
            if !isPossessive { return index }
            fallback = fallback ?? index
        }
        return fallback
    }
}
