/// A block of a page's text, with what tells prose from menus.
struct PageBlock {
    var block: Block
    /// The innermost block element around it.
    let element: Int?
    private(set) var commas = 0
    private(set) var endsSentence = false
    private(set) var endsWithStop = false
    private(set) var hasCopyrightSign = false

    init(block: Block, element: Int?) {
        self.block = block
        self.element = element
    }

    var length: Int { block.span.length }
    var unlinked: Int { max(0, length - block.linked) }
    var linkShare: Double { min(1, Double(block.linked) / Double(max(1, length))) }

    /// Long enough for a sentence, with a mark inside that sentences have, and few links.
    var isProse: Bool { length >= 60 && linkShare < 0.4 && (commas > 0 || length >= 150) }

    mutating func readText(_ scalars: Scalars) {
        for scalar in scalars[block.span.start..<block.span.end] {
            switch scalar {
            case ",", ";", "\u{060C}", "\u{061B}", "\u{3001}", "\u{3002}", "\u{FF0C}": commas += 1
            case "\u{A9}": hasCopyrightSign = true
            default: break
            }
        }
        var end = block.span.end - 1
        endsWithStop = scalars[end].endsSentence
        while end > block.span.start, Self.closers.contains(scalars[end]) { end -= 1 }
        endsSentence = scalars[end].endsSentence || Self.enders.contains(scalars[end])
    }

    private static let closers: Set<Unicode.Scalar> = [")", "]", "'", "\u{2019}", "\u{201D}", "\"", "\u{BB}"]
    private static let enders: Set<Unicode.Scalar> = [":", ";", "\u{201C}"]
}
