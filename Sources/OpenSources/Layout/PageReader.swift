import CHTML

/// Collects text, elements and facts from the parser's events.
final class PageReader {
    private let page: PageBytes
    private var parser: htmlParserCtxtPtr?
    private(set) var isTooDeep = false

    private var text = PageText()
    private var elements: [PageElement] = []
    private var facts: PageFactsReader
    private var open: [OpenElement] = []
    /// The index of the cut up to which the page has been read.
    private var cut = 0

    init(bytes: [UInt8], page: PageBytes) {
        self.page = page
        facts = PageFactsReader()
        for span in page.linkedData { facts.addLinkedData(bytes[span.start..<span.end]) }
    }

    private struct OpenElement {
        /// libxml2 keeps one copy of each name.
        let pointer: UnsafePointer<xmlChar>
        let name: TagName
        /// The innermost block element.
        var element: Int?
        var isSkipped = false
        var isLink = false
        var headingLevel: Int?
        var boilerplate: Boilerplate.Kind?
    }

    // MARK: Parsing

    private static let initialise: Void = xmlInitParser()

    func parse() {
        _ = Self.initialise
        guard let parser = htmlNewParserCtxt(), let sax = parser.pointee.sax else { return }
        defer { htmlFreeParserCtxt(parser) }
        self.parser = parser
        defer { self.parser = nil }

        // All other handlers are nil: libxml2's own would take the context for a parser.
        var events = xmlSAXHandler()
        events.startElement = { context, name, attributes in
            PageReader.from(context)?.start(name, attributes)
        }
        events.endElement = { context, name in PageReader.from(context)?.end(name) }
        events.characters = { context, text, length in PageReader.from(context)?.characters(text, length) }
        events.ignorableWhitespace = { context, text, length in
            PageReader.from(context)?.characters(text, length)
        }
        sax.pointee = events
        parser.pointee.userData = Unmanaged.passUnretained(self).toOpaque()

        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue
            | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
        page.bytes.withUnsafeBytes { raw in
            let document = htmlCtxtReadMemory(
                parser, raw.bindMemory(to: CChar.self).baseAddress, Int32(raw.count), nil, "UTF-8",
                Int32(options))
            if let document { xmlFreeDoc(document) }
        }
        text.closeBlock()
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> PageReader? {
        context.map { Unmanaged<PageReader>.fromOpaque($0).takeUnretainedValue() }
    }

    /// How many bytes libxml2 has consumed.
    private var position: Int {
        min(page.bytes.count, max(0, parser.map { Int(xmlByteConsumed($0)) } ?? 0))
    }

    // MARK: Events

    private func start(
        _ pointer: UnsafePointer<xmlChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard let pointer else { return }
        guard open.count < PageBytes.depthLimit else {
            isTooDeep = true
            xmlStopParser(parser)
            return
        }
        let name = TagName(pointer)
        let values = TagAttributes(attributes)
        facts.start(name, values, at: text.blocks.count)

        let parent = open.last
        var element = OpenElement(pointer: pointer, name: name, element: parent?.element)
        element.isSkipped = parent?.isSkipped == true || name.isSkipped || values.isHidden
        element.isLink = parent?.isLink == true || name.kind == .link
        element.headingLevel = name.headingLevel ?? parent?.headingLevel
        element.boilerplate = name.boilerplate ?? parent?.boilerplate
        if name.kind == .lineBreak {
            text.breakLine(at: page.original(position, hint: &cut))
        } else if !name.isInline {
            text.closeBlock()
            // What the whole page is called says nothing about its parts.
            let hints = parent?.element == nil ? [] : name.hints.union(values.hints)
            elements.append(
                PageElement(name, hints: hints, in: parent?.element.map { ($0, elements[$0]) }))
            element.element = elements.count - 1
        }
        open.append(element)
    }

    private func end(_ pointer: UnsafePointer<xmlChar>?) {
        // Tags that the page never opened close nothing; those left open inside are closed with it.
        guard let pointer, let index = open.lastIndex(where: { $0.pointer == pointer }) else { return }
        if open[index...].contains(where: { !$0.name.isInline }) { text.closeBlock() }
        open.removeSubrange(index...)
    }

    private func characters(_ text: UnsafePointer<xmlChar>?, _ length: Int32) {
        guard let text, length > 0, let element = open.last else { return }
        let run = UnsafeBufferPointer(start: text, count: Int(length))
        if element.name.kind == .title { facts.addTitle(run) }
        guard !element.isSkipped else { return }
        let (span, isExact) = locate(run)
        let holder = PageText.Holder(
            element: element.element, headingLevel: element.headingLevel, boilerplate: element.boilerplate,
            isLink: element.isLink)
        self.text.append(run, at: span, isExact: isExact, of: page, cut: &cut, in: holder)
    }

    /// The bytes of a run of characters that was just reported, and whether they are those very bytes:
    /// libxml2 tells how many bytes it has consumed, and the run's are those just before.
    private func locate(_ run: UnsafeBufferPointer<UInt8>) -> (bytes: TextSpan, isExact: Bool) {
        let position = position
        // When its buffer is full, libxml2 reports a run before it steps over the last character.
        var lastWidth = 1
        while lastWidth < min(4, run.count), run[run.count - lastWidth] & 0xC0 == 0x80 { lastWidth += 1 }
        for end in [position, position + lastWidth] where end <= page.bytes.count && end >= run.count {
            if page.holds(run, at: end - run.count) {
                return (TextSpan(start: end - run.count, end: end), true)
            }
        }
        // A character reference, from its `&` on.
        let start = page.bytes[max(0, position - Self.longestReference)..<position].lastIndex(
            of: UInt8(ascii: "&"))
        return (TextSpan(start: start ?? max(0, position - 1), end: position), false)
    }

    private static let longestReference = 40

    // MARK: Result

    /// The text; what is not the article's is marked.
    func layout() -> Layout {
        let facts = facts.facts
        let finder = finder(facts)
        return Layout(
            scalars: text.scalars, blocks: finder.marked, facts: facts, beginning: finder.beginning,
            source: text.source)
    }

    func finder(_ facts: PageFacts) -> ArticleFinder {
        ArticleFinder(
            scalars: text.scalars, blocks: text.blocks, elements: elements,
            title: facts.headline ?? facts.title)
    }
}
