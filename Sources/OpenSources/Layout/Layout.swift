/// A file's text as it is laid out, before anything is judged about it.
struct Layout {
    var scalars: Scalars
    /// Lines or elements that hold text, in order and apart from one another.
    var blocks: [Block]
    /// What the file says about itself beside its text; empty for plain text.
    var facts = PageFacts()
    /// The index of the block at which the article begins, where the markup tells: its title, or else its
    /// first prose.
    var beginning: Int?
    /// Where each scalar stands in the file; nil when the text is the file.
    var source: SourceMap?
}

struct Block {
    var span: TextSpan
    /// 1 to 6 for an HTML heading.
    var headingLevel: Int?
    /// What the markup says that this is, if not text of the article.
    var markedAs: Boilerplate.Kind?
    /// How many of its scalars are inside links.
    var linked = 0
    /// The page of a PDF on which it begins, counted from 1.
    var page: Int?
}

/// What a page's head says about the article.
struct PageFacts {
    var title: String?
    var siteName: String?
    var headline: String?
    /// The language that the page says it is in, in BCP 47.
    var language: String?
    /// The days that fields and attributes name, in order of the page.
    var dates: [PageDate] = []
}

/// The bytes from which each scalar of an extracted text was made.
struct SourceMap {
    private var starts: [UInt32] = []
    private var ends: [UInt32] = []

    mutating func append(start: Int, end: Int) {
        starts.append(UInt32(start))
        ends.append(UInt32(end))
    }

    mutating func removeLast() {
        starts.removeLast()
        ends.removeLast()
    }

    /// The same, where the bytes were themselves made from those of a file: `origins` has for each the
    /// byte of the file that it was made from, and the file's length at the end.
    func from(_ origins: [UInt32]) -> SourceMap {
        var map = SourceMap()
        for index in starts.indices {
            let (start, end) = (Int(starts[index]), Int(ends[index]))
            map.append(start: Int(origins[start]), end: Int(origins[end]))
        }
        return map
    }

    /// The bytes of the file, end exclusive, from the first scalar's to the last scalar's.
    func bytes(of span: TextSpan) -> TextSpan? {
        guard span.start >= 0, !span.isEmpty, span.end <= starts.count else { return nil }
        return TextSpan(start: Int(starts[span.start]), end: Int(ends[span.end - 1]))
    }
}
