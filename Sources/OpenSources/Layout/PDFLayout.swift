extension Layout {
    /// What poppler's `pdftotext` prints of a PDF: lines, with a form feed after each page. Lines are
    /// joined to paragraphs, over page breaks too, and words that hyphens cut are made whole; lines that
    /// pages repeat at their edges are marked. `source` leads to the bytes of what was printed.
    init(pdfText scalars: Scalars) {
        let pages = PrintedPages(scalars)
        var text = PrintedText(scalars)
        var paragraph: [PrintedPages.Line] = []
        var held: [PrintedPages.Line] = []
        func finish() {
            if !paragraph.isEmpty { text.append(paragraph) }
            for line in held { text.append([line], markedAs: .runningHead) }
            (paragraph, held) = ([], [])
        }
        for line in pages.lines {
            if line.isRunning {
                held.append(line)
            } else if let last = paragraph.last, pages.continues(last, with: line) {
                paragraph.append(line)
            } else {
                finish()
                paragraph = [line]
            }
        }
        finish()
        self.init(scalars: text.scalars, blocks: text.blocks, source: text.source)
    }
}

/// The lines of printed pages.
struct PrintedPages {
    struct Line {
        /// In the printed text, without the blanks around it.
        let span: TextSpan
        /// Counted from 1.
        let page: Int
        /// An empty line, or the page's beginning, stands before it.
        let isAfterGap: Bool
        /// Pages repeat it, or it is a page's number.
        var isRunning = false
    }

    private let scalars: Scalars
    private(set) var lines: [Line] = []
    /// How long a full line is: nine in ten are no longer.
    private var width = 0

    init(_ scalars: Scalars) {
        self.scalars = scalars
        var (page, start, breaks) = (1, 0, 2)
        for end in 0...scalars.count where end == scalars.count || scalars[end].isLineBreak {
            let span = scalars.trimmed(TextSpan(start: start, end: end))
            if !span.isEmpty {
                lines.append(Line(span: span, page: page, isAfterGap: breaks > 1))
                breaks = 0
            }
            breaks += 1
            start = end + 1
            if end < scalars.count, scalars[end] == "\u{0C}" { (page, breaks) = (page + 1, 2) }
        }
        let lengths = lines.map(\.span.length).sorted()
        width = lengths.isEmpty ? 0 : lengths[lengths.count * 9 / 10]
        markRunningHeads(pages: page)
    }

    /// How many lines at the top and at the bottom of a page may be repeated on others.
    private static let edge = 2

    /// Marks lines at the edges of pages that stand, but for their numbers, on a third of all pages.
    private mutating func markRunningHeads(pages: Int) {
        guard pages > 1 else { return }
        var edges: [Int] = []
        var first = 0
        while first < lines.count {
            let end = lines[first...].firstIndex { $0.page != lines[first].page } ?? lines.count
            edges += Set(Array(first..<end).prefix(Self.edge) + Array(first..<end).suffix(Self.edge)).sorted()
            first = end
        }
        let keys = edges.map { key(lines[$0].span) }
        var standsOn: [String: Set<Int>] = [:]
        for (index, key) in zip(edges, keys) { standsOn[key, default: []].insert(lines[index].page) }
        for (index, key) in zip(edges, keys) {
            let count = standsOn[key]?.count ?? 0
            lines[index].isRunning = count >= 2 && (count * 3 >= pages || count >= 4)
        }
    }

    /// The line with each number as one sign.
    private func key(_ span: TextSpan) -> String {
        var key = Scalars()
        for scalar in scalars[span.start..<span.end] where !scalar.isBlank {
            if scalar.isDigit {
                if key.last != "0" { key.append("0") }
            } else {
                key.append(scalar)
            }
        }
        return key.string.lowercased()
    }

    /// Whether a paragraph goes on from one line to the next.
    func continues(_ before: Line, with line: Line) -> Bool {
        let last = scalars[before.span.end - 1]
        let isCut = last == "-" || last == "\u{AD}" || last == "\u{2010}"
        let goesOn = scalars[line.span.start].isLowercase
        guard before.page == line.page else { return isCut && goesOn || goesOn && !last.endsSentence }
        guard !line.isAfterGap else { return false }
        return goesOn || isCut || before.span.length * 10 >= width * 7
    }
}

/// A text made of printed lines, one line for each block.
struct PrintedText {
    private(set) var scalars = Scalars()
    private(set) var blocks: [Block] = []
    private(set) var source = SourceMap()

    private let printed: Scalars
    /// Where in UTF-8 each scalar that was printed begins.
    private var starts: [Int] = []

    init(_ printed: Scalars) {
        self.printed = printed
        starts.reserveCapacity(printed.count + 1)
        var start = 0
        for scalar in printed {
            starts.append(start)
            start += UTF8.width(scalar)
        }
        starts.append(start)
    }

    mutating func append(_ lines: [PrintedPages.Line], markedAs kind: Boilerplate.Kind? = nil) {
        guard let first = lines.first else { return }
        if !scalars.isEmpty { append("\n", from: TextSpan(start: first.span.start, end: first.span.start)) }
        let start = scalars.count
        for (index, line) in lines.enumerated() {
            if index > 0 { join(lines[index - 1].span, line.span) }
            for position in line.span.start..<line.span.end {
                append(printed[position], from: TextSpan(start: position, end: position + 1))
            }
        }
        blocks.append(
            Block(span: TextSpan(start: start, end: scalars.count), markedAs: kind, page: first.page))
    }

    /// A blank between two lines; none after a hyphen, which itself goes where it only cut a word.
    private mutating func join(_ before: TextSpan, _ after: TextSpan) {
        let last = printed[before.end - 1]
        let follows = before.length > 1 && printed[before.end - 2].isLetter
        guard follows, last == "-" || last == "\u{AD}" || last == "\u{2010}" else {
            return append(" ", from: TextSpan(start: before.end, end: after.start))
        }
        if last == "\u{AD}" || printed[after.start].isLowercase {
            scalars.removeLast()
            source.removeLast()
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar, from span: TextSpan) {
        scalars.append(scalar)
        source.append(start: starts[span.start], end: starts[span.end])
    }
}
