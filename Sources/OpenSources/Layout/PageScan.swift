/// One pass over the tags of a page, before libxml2 reads it: what the page says about itself, and what libxml2 need not see.
///
/// What scripts, styles, drawings and comments hold is cut out, as is what shows only without scripts. Those are most bytes of
/// many pages, and their elements are often left open, so that libxml2 would take all that follows for their content.
/// Attributes that say nothing about an element are cut out of its tag.
///
/// Pages can be made to exhaust libxml2, which compares the attributes of a tag with one another, and an end tag with all open
/// tags: hence the limits.
struct PageScan {
    static let depthLimit = 1000
    static let attributeLimit = 250

    private(set) var facts = PageFactsReader()
    /// What is cut out, in order.
    private(set) var cuts: [TextSpan] = []
    private(set) var hasTooManyAttributes = false

    /// Tags are read as libxml2 reads them: values may be in quotation marks.
    ///
    /// - Parameter isHeadOnly: Whether to stop where the page's body begins.
    init(_ page: [UInt8], isHeadOnly: Bool = false) {
        page.withUnsafeBufferPointer { read($0, isHeadOnly: isHeadOnly) }
    }

    private mutating func read(_ page: UnsafeBufferPointer<UInt8>, isHeadOnly: Bool) {
        var tag = PageTag(in: page)
        var index = 0
        while facts.isInHead || !isHeadOnly, let start = page.index(of: UInt8(ascii: "<"), from: index), start + 1 < page.count {
            cutBlanks(page, TextSpan(start: index, end: start))
            index = start + 1
            if page[index] == UInt8(ascii: "!") {
                guard page.begins(at: start, with: "<!--"), let end = page.end(of: "-->", from: start + 2) else { continue }
                cuts.append(TextSpan(start: start, end: end))
                index = end
            } else if page[index].isASCIILetter {
                let cutsBefore = cuts.count
                guard let end = readTag(at: start, into: &tag) else {
                    hasTooManyAttributes = true
                    return
                }
                index = end
                guard tag.name.isSkipped, let name = Self.opaque.first(where: { Self.isNamed(page, at: start, $0) }),
                    page[end - 2] != UInt8(ascii: "/") || name != "svg"
                else {
                    facts.start(tag)
                    continue
                }
                cuts.removeLast(cuts.count - cutsBefore)
                index = skip(name, page, from: start, contentFrom: end)
                cuts.append(TextSpan(start: start, end: index))
            }
        }
    }

    private static let opaque = ["script", "style", "noscript", "svg"]

    /// Where an opaque element ends; one that is left open hides nothing but its tag.
    private mutating func skip(_ name: String, _ page: UnsafeBufferPointer<UInt8>, from start: Int, contentFrom content: Int) -> Int {
        guard let close = page.end(of: "</" + name, from: content) else { return content }
        if name == "script", (start..<content).contains(where: { page.begins(at: $0, with: "ld+json") }) {
            facts.addLinkedData(page[content..<(close - name.utf8.count - 2)])
        }
        return page.index(of: UInt8(ascii: ">"), from: close).map { $0 + 1 } ?? page.count
    }

    /// Whether a tag at `index` has this name, and not one that only begins with it.
    private static func isNamed(_ page: UnsafeBufferPointer<UInt8>, at index: Int, _ name: String) -> Bool {
        let end = index + 1 + name.utf8.count
        return page.begins(at: index + 1, with: name) && end < page.count
            && (page[end].isASCIIBlank || page[end] == UInt8(ascii: ">") || page[end] == UInt8(ascii: "/"))
    }

    /// Of nothing but blanks between two tags one is left.
    private mutating func cutBlanks(_ page: UnsafeBufferPointer<UInt8>, _ span: TextSpan) {
        guard span.length > 1, page[span.start..<span.end].allSatisfy(\.isASCIIBlank) else { return }
        cuts.append(TextSpan(start: span.start + 1, end: span.end))
    }

    // MARK: A tag

    /// The index after a tag, or nil if it has too many attributes.
    private mutating func readTag(at start: Int, into tag: inout PageTag) -> Int? {
        let page = tag.page
        var hash = WordHash()
        var index = start + 1
        while index < page.count, Self.isOfName(page[index]) {
            hash.add(page[index].isASCIILetter ? page[index] | 0x20 : page[index])
            index += 1
        }
        tag.begin(at: start, TagName(hash))
        var attributes = 0
        while index < page.count, page[index] != UInt8(ascii: ">") {
            if page[index].isASCIIBlank || page[index] == UInt8(ascii: "/") || page[index] == UInt8(ascii: "=") {
                index += 1
                continue
            }
            let begin = index
            while index < page.count, !Self.endsName(page[index]) { index += 1 }
            let name = page[begin..<index]
            if page[begin].isASCIILetter { attributes += 1 }
            guard attributes <= Self.attributeLimit else { return nil }
            guard let value = Self.value(page, at: &index) else { return page.count }
            let attribute = PageTag.Attribute(name)
            if let attribute { tag.add(attribute, value) }
            if attribute?.isOfElement != true, page[begin - 1].isASCIIBlank {
                cut(page, TextSpan(start: begin, end: index), after: start)
            }
        }
        return min(index + 1, page.count)
    }

    /// Attributes beside one another are cut at once, with the blanks between them.
    private mutating func cut(_ page: UnsafeBufferPointer<UInt8>, _ span: TextSpan, after start: Int) {
        if let last = cuts.last, last.end > start, page[last.end..<span.start].allSatisfy(\.isASCIIBlank) {
            cuts[cuts.count - 1].end = span.end
        } else {
            cuts.append(span)
        }
    }

    /// The value after an attribute's name, empty if it has none; nil if its quotation mark is never closed.
    private static func value(_ page: UnsafeBufferPointer<UInt8>, at index: inout Int) -> TextSpan? {
        var next = index
        while next < page.count, page[next].isASCIIBlank { next += 1 }
        guard next < page.count, page[next] == UInt8(ascii: "=") else { return TextSpan(start: index, end: index) }
        next += 1
        while next < page.count, page[next].isASCIIBlank { next += 1 }
        if next < page.count, page[next] == UInt8(ascii: "\"") || page[next] == UInt8(ascii: "'") {
            guard let close = page.index(of: page[next], from: next + 1) else { return nil }
            index = close + 1
            return TextSpan(start: next + 1, end: close)
        }
        index = next
        while index < page.count, !page[index].isASCIIBlank, page[index] != UInt8(ascii: ">") { index += 1 }
        return TextSpan(start: next, end: index)
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
    }

    private static func endsName(_ byte: UInt8) -> Bool {
        byte.isASCIIBlank || byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
    }
}
