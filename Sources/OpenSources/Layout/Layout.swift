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

extension Layout {
    /// Says of everything where it stands in the file, if the bytes that were laid out were made from the file's.
    mutating func trace(to origins: [UInt32]) {
        source = source?.from(origins)
        for index in facts.dates.indices { facts.dates[index].offset = Int(origins[facts.dates[index].offset]) }
    }

    /// How many blocks end before a byte of the file.
    func blocks(before offset: Int) -> Int {
        blocks.partitioningIndex { block in
            guard let bytes = source?.bytes(of: block.span) else { return true }
            return bytes.end > offset
        }
    }
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
    /// Scalars whose bytes stand one after another, as many for each.
    private struct Run {
        let first: UInt32
        let start: UInt32
        let width: UInt32
    }

    private var runs: [Run] = []
    private var count = 0

    mutating func append(start: Int, end: Int) { append(1, start: start, width: end - start) }

    /// - Parameters:
    ///   - width: How many bytes each of the scalars takes.
    mutating func append(_ scalars: Int, start: Int, width: Int) {
        let isNext =
            runs.last.map { $0.width == width && Int($0.start) + (count - Int($0.first)) * width == start && width > 0 }
            ?? false
        if !isNext { runs.append(Run(first: UInt32(count), start: UInt32(start), width: UInt32(width))) }
        count += scalars
    }

    mutating func removeLast() {
        count -= 1
        if let last = runs.last, Int(last.first) == count { runs.removeLast() }
    }

    /// The same, where the bytes were themselves made from those of a file: `origins` has for each the
    /// byte of the file that it was made from, and the file's length at the end.
    func from(_ origins: [UInt32]) -> SourceMap {
        var map = SourceMap()
        for (index, run) in runs.enumerated() {
            let next = index + 1 < runs.count ? Int(runs[index + 1].first) : count
            for scalar in 0..<(next - Int(run.first)) {
                let start = Int(run.start) + scalar * Int(run.width)
                map.append(start: Int(origins[start]), end: Int(origins[start + Int(run.width)]))
            }
        }
        return map
    }

    /// The bytes of the file, end exclusive, from the first scalar's to the last scalar's.
    func bytes(of span: TextSpan) -> TextSpan? {
        guard span.start >= 0, !span.isEmpty, span.end <= count else { return nil }
        return TextSpan(start: bytes(at: span.start).start, end: bytes(at: span.end - 1).end)
    }

    private func bytes(at scalar: Int) -> TextSpan {
        let run = runs[max(0, runs.partitioningIndex { Int($0.first) > scalar } - 1)]
        let start = Int(run.start) + (scalar - Int(run.first)) * Int(run.width)
        return TextSpan(start: start, end: start + Int(run.width))
    }
}
