/// The text of a page as it grows, one line for each block, and where in the page each scalar stands.
struct PageText {
    private(set) var scalars = Scalars()
    private(set) var source = SourceMap()
    private(set) var blocks: [PageBlock] = []

    private var current: PageBlock?
    private var pendingSpace: TextSpan?
    private var lineBreaks = 0

    /// Blanks count for nothing where no block is open.
    var isInBlock: Bool { current != nil }

    mutating func reserve(_ count: Int) { scalars.reserveCapacity(count) }

    /// What a run of text stands in.
    struct Holder {
        let element: Int?
        let headingLevel: Int?
        let boilerplate: Boilerplate.Kind?
        let isLink: Bool
    }

    /// Two line breaks end a block, one is a blank.
    mutating func breakLine(at position: Int) {
        lineBreaks += 1
        if lineBreaks > 1 {
            closeBlock()
        } else if pendingSpace == nil {
            pendingSpace = TextSpan(start: position, end: position)
        }
    }

    /// - Parameters:
    ///   - span: The bytes of the page, as libxml2 was given them.
    ///   - isExact: The run is those very bytes, and not what a character reference stands for.
    mutating func append(
        _ run: UnsafeBufferPointer<UInt8>, at span: TextSpan, isExact: Bool, of page: PageBytes, cut: inout Int,
        in holder: Holder
    ) {
        let reference =
            isExact
            ? span
            : TextSpan(start: page.original(span.start, hint: &cut), end: page.original(span.end, hint: &cut))
        var index = 0
        while index < run.count {
            let (scalar, width) = Self.scalar(run, at: index)
            if isExact {
                let start = page.original(span.start + index, hint: &cut)
                if width == 1, pendingSpace == nil, current != nil {
                    let most = min(run.count - index, page.unbroken(span.start + index, hint: cut))
                    let length = Self.plainLength(run, from: index, most: most)
                    appendPlain(UnsafeBufferPointer(rebasing: run[index..<(index + length)]), at: start, in: holder)
                    index += length
                    if length > 0 { continue }
                }
                append(scalar, from: TextSpan(start: start, end: start + width), in: holder)
            } else {
                append(scalar, from: reference, in: holder)
            }
            index += width
        }
    }

    /// How many ASCII characters that are no blanks, or blanks alone between such, stand there.
    private static func plainLength(_ run: UnsafeBufferPointer<UInt8>, from start: Int, most: Int) -> Int {
        var length = 0
        while length < most {
            let byte = run[start + length]
            guard byte < 0x80, byte > 0x20 || byte < 0x09 || byte > 0x0D && byte < 0x20 || byte == 0x20 else { break }
            if byte == 0x20 {
                guard length > 0, length + 1 < most, (0x21...0x7F).contains(run[start + length + 1]) else { break }
            }
            length += 1
        }
        return length
    }

    /// What goes on in the block as it is written.
    private mutating func appendPlain(_ run: UnsafeBufferPointer<UInt8>, at start: Int, in holder: Holder) {
        guard !run.isEmpty else { return }
        lineBreaks = 0
        var blanks = 0
        for byte in run {
            scalars.append(Unicode.Scalar(byte))
            if byte == 0x20 { blanks += 1 }
        }
        source.append(run.count, start: start, width: 1)
        if holder.isLink { current?.block.linked += run.count - blanks }
    }

    mutating func closeBlock() {
        pendingSpace = nil
        lineBreaks = 0
        guard var block = current else { return }
        block.block.span.end = scalars.count
        block.readText(scalars)
        blocks.append(block)
        current = nil
    }

    private mutating func append(_ scalar: Unicode.Scalar, from bytes: TextSpan, in holder: Holder) {
        if scalar.isBlank {
            if pendingSpace == nil { pendingSpace = bytes }
            return
        }
        lineBreaks = 0
        if current == nil {
            if !scalars.isEmpty {
                scalars.append("\n")
                source.append(start: bytes.start, end: bytes.start)
            }
            current = PageBlock(
                block: Block(
                    span: TextSpan(start: scalars.count, end: scalars.count),
                    headingLevel: holder.headingLevel, markedAs: holder.boilerplate),
                element: holder.element)
        } else if let space = pendingSpace {
            scalars.append(" ")
            source.append(start: space.start, end: space.end)
        }
        pendingSpace = nil
        scalars.append(scalar)
        source.append(start: bytes.start, end: bytes.end)
        if holder.isLink { current?.block.linked += 1 }
    }

    /// The scalar at an index of UTF-8 that libxml2 has checked, and its width.
    private static func scalar(_ run: UnsafeBufferPointer<UInt8>, at index: Int) -> (Unicode.Scalar, Int) {
        let first = run[index]
        if first < 0x80 { return (Unicode.Scalar(first), 1) }
        let width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
        guard first >= 0xC2, index + width <= run.count else { return ("\u{FFFD}", 1) }
        var value = UInt32(first) & (width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07)
        for offset in 1..<width { value = value << 6 | UInt32(run[index + offset] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", width)
    }
}
