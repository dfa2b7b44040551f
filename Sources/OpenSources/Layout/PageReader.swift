import CHTML

/// Collects text, elements and the title from the parser's events.
struct PageReader {
    private let page: PageBytes
    private var parser: htmlParserCtxtPtr?
    private(set) var isTooDeep = false

    private var text = PageText()
    private var elements: [PageElement] = []
    private var facts: PageFactsReader
    private var open: [OpenElement] = []
    /// The index of the cut up to which the page has been read.
    private var cut = 0

    init(_ page: PageBytes, facts: PageFactsReader) {
        self.page = page
        self.facts = facts
        elements.reserveCapacity(1024)
        text.reserve(page.bytes.count / 4)
    }

    private struct OpenElement {
        /// libxml2 keeps one copy of each name.
        let pointer: UnsafePointer<xmlChar>
        let kind: TagName.Kind
        let isInline: Bool
        /// The innermost block element.
        var element: Int?
        var isSkipped = false
        var isLink = false
        var headingLevel: Int?
        var boilerplate: Boilerplate.Kind?
    }

    // MARK: Parsing

    private static let initialise: Void = xmlInitParser()

    mutating func parse() {
        _ = Self.initialise
        let bytes = page.bytes
        bytes.withUnsafeBytes { raw in
            guard let parser = htmlCreateMemoryParserCtxt(raw.bindMemory(to: CChar.self).baseAddress, Int32(raw.count)),
                let sax = parser.pointee.sax
            else { return }
            defer { htmlFreeParserCtxt(parser) }
            // All other handlers are nil: libxml2's own would take the context for a parser.
            var events = xmlSAXHandler()
            events.startElement = { context, name, attributes in
                PageReader.from(context)?.pointee.start(name, attributes)
            }
            events.endElement = { context, name in PageReader.from(context)?.pointee.end(name) }
            events.characters = { context, text, length in
                PageReader.from(context)?.pointee.characters(text, length)
            }
            events.ignorableWhitespace = events.characters
            sax.pointee = events
            // The bytes were seen to be UTF-8: no converter stands between, which would copy them and lose count.
            parser.pointee.charset = Int32(XML_CHAR_ENCODING_UTF8.rawValue)
            let options =
                HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue
                | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
            htmlCtxtUseOptions(parser, Int32(options))
            self.parser = parser
            withUnsafeMutablePointer(to: &self) { reader in
                parser.pointee.userData = UnsafeMutableRawPointer(reader)
                htmlParseDocument(parser)
            }
            if let document = parser.pointee.myDoc { xmlFreeDoc(document) }
            self.parser = nil
        }
        text.closeBlock()
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<PageReader>? {
        context?.assumingMemoryBound(to: PageReader.self)
    }

    /// How many bytes libxml2 has consumed.
    private var position: Int {
        min(page.bytes.count, max(0, parser.map { Int(xmlByteConsumed($0)) } ?? 0))
    }

    // MARK: Events

    private mutating func start(
        _ pointer: UnsafePointer<xmlChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard let pointer else { return }
        guard open.count < PageScan.depthLimit else {
            isTooDeep = true
            xmlStopParser(parser)
            return
        }
        let name = TagName(pointer)
        let attributes = ElementAttributes(attributes)
        let parent = open.last
        var element = OpenElement(
            pointer: pointer, kind: name.kind, isInline: name.isInline, element: parent?.element)
        element.isSkipped = parent?.isSkipped == true || name.isSkipped || attributes.isHidden
        element.isLink = parent?.isLink == true || name.kind == .link
        element.headingLevel = name.headingLevel ?? parent?.headingLevel
        element.boilerplate = name.boilerplate ?? parent?.boilerplate
        if name.kind == .lineBreak {
            text.breakLine(at: page.original(position, hint: &cut))
        } else if !name.isInline {
            text.closeBlock()
            // What the whole page is called says nothing about its parts.
            let hints = parent?.element == nil ? [] : name.hints.union(attributes.hints)
            elements.append(
                PageElement(name, hints: hints, in: parent?.element.map { ($0, elements[$0]) }))
            element.element = elements.count - 1
        }
        open.append(element)
    }

    private mutating func end(_ pointer: UnsafePointer<xmlChar>?) {
        // Tags that the page never opened close nothing; those left open inside are closed with it.
        guard let pointer, let index = open.lastIndex(where: { $0.pointer == pointer }) else { return }
        if open[index...].contains(where: { !$0.isInline }) { text.closeBlock() }
        open.removeSubrange(index...)
    }

    private mutating func characters(_ text: UnsafePointer<xmlChar>?, _ length: Int32) {
        guard let text, length > 0, let element = open.last else { return }
        let run = UnsafeBufferPointer(start: text, count: Int(length))
        if element.kind == .title { facts.addTitle(run) }
        guard !element.isSkipped, self.text.isInBlock || !run.allSatisfy(\.isASCIIBlank) else { return }
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
