extension Layout {
    /// Plain text as pasted or saved: a block is a line, or the lines of a paragraph where the text is
    /// wrapped by hand.
    init(plain scalars: Scalars) {
        let lines = Self.lines(of: scalars)
        let longest = lines.map(\.length).max() ?? 0
        var spans: [TextSpan] = []
        var previous: TextSpan?
        for line in lines {
            if let before = previous, let open = spans.last,
                Self.continues(before, with: line, in: scalars, longest: longest)
            {
                spans[spans.count - 1] = TextSpan(start: open.start, end: line.end)
            } else {
                spans.append(line)
            }
            previous = line
        }
        self.init(scalars: scalars, blocks: spans.map { Block(span: $0) })
    }

    /// Lines that hold more than blanks, trimmed.
    private static func lines(of scalars: Scalars) -> [TextSpan] {
        var lines: [TextSpan] = []
        var start = 0
        for end in 0...scalars.count where end == scalars.count || scalars[end].isLineBreak {
            let line = scalars.trimmed(TextSpan(start: start, end: end))
            if !line.isEmpty { lines.append(line) }
            start = end + 1
        }
        return lines
    }

    /// Wrapped text: no line is longer than a terminal's; the line before is nearly full, and no empty
    /// line stands between.
    private static func continues(
        _ before: TextSpan, with line: TextSpan, in scalars: Scalars, longest: Int
    ) -> Bool {
        guard (40...100).contains(longest), before.length * 10 >= longest * 7 else { return false }
        var breaks = 0
        var index = before.end
        while index < line.start {
            if scalars[index] == "\r", scalars.scalar(at: index + 1) == "\n" { index += 1 }
            if scalars[index].isLineBreak { breaks += 1 }
            index += 1
        }
        return breaks == 1
    }
}
