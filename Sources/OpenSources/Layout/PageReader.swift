import CHTML

/// Collects text and facts from the parser's events.
final class PageReader {
    private let bytes: [UInt8]
    private var parser: htmlParserCtxtPtr?
    private(set) var isTooDeep = false

    private var scalars = Scalars()
    private var source = SourceMap()
    private var blocks: [Block] = []
    private var scopes: [Int: Scope] = [:]
    private var facts = PageFactsReader()

    private var open: [OpenElement] = []
    private var current: Block?
    private var currentScope = Scope.page
    private var pendingSpace: TextSpan?
    private var lineBreaks = 0
    private var lastPosition = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// How near to the article's text an element is.
    private enum Scope: Int { case page, main, article, body }

    private struct OpenElement {
        let name: String
        var isSkipped: Bool
        var markedAs: Boilerplate.Kind?
        var headingLevel: Int?
        var isLink: Bool
        var scope: Scope
        var holdsLinkedData: Bool
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
        events.cdataBlock = { context, text, length in PageReader.from(context)?.data(text, length) }
        sax.pointee = events
        parser.pointee.userData = Unmanaged.passUnretained(self).toOpaque()

        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue
            | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
        bytes.withUnsafeBytes { raw in
            let document = htmlCtxtReadMemory(
                parser, raw.bindMemory(to: CChar.self).baseAddress, Int32(raw.count), nil, "UTF-8",
                Int32(options))
            if let document { xmlFreeDoc(document) }
        }
        closeBlock()
    }

    private static func from(_ context: UnsafeMutableRawPointer?) -> PageReader? {
        context.map { Unmanaged<PageReader>.fromOpaque($0).takeUnretainedValue() }
    }

    private var position: Int { min(bytes.count, max(0, parser.map { Int(xmlByteConsumed($0)) } ?? 0)) }

    // MARK: Events

    private func start(
        _ name: UnsafePointer<xmlChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard let name else { return }
        guard open.count < PageBytes.depthLimit else {
            isTooDeep = true
            xmlStopParser(parser)
            return
        }
        let tag = Tag(name: String(cString: name).lowercased(), attributes: Self.read(attributes))
        facts.start(tag)

        var element = OpenElement(
            name: tag.name, isSkipped: false, markedAs: nil, headingLevel: nil, isLink: false, scope: .page,
            holdsLinkedData: tag.name == "script"
                && tag["type"]?.lowercased().hasPrefix("application/ld+json") == true)
        if let parent = open.last {
            element.isSkipped = parent.isSkipped
            element.markedAs = parent.markedAs
            element.headingLevel = parent.headingLevel
            element.isLink = parent.isLink
            element.scope = parent.scope
        }
        if tag.isSkipped { element.isSkipped = true }
        if let kind = tag.boilerplate { element.markedAs = kind }
        if let level = tag.headingLevel { element.headingLevel = level }
        if tag.name == "a" { element.isLink = true }
        if tag.isArticleBody {
            element.scope = .body
        } else if tag.name == "article", element.scope.rawValue < Scope.article.rawValue {
            element.scope = .article
        } else if tag.isMain, element.scope.rawValue < Scope.main.rawValue {
            element.scope = .main
        }
        if tag.name == "br" {
            lineBreaks += 1
            if lineBreaks > 1 {
                closeBlock()
            } else {
                pendingSpace = TextSpan(start: lastPosition, end: position)
            }
        } else if tag.isBlock {
            closeBlock()
        }
        open.append(element)
        lastPosition = position
    }

    private func end(_ name: UnsafePointer<xmlChar>?) {
        guard let name else { return }
        let tag = Tag(name: String(cString: name).lowercased(), attributes: [:])
        facts.end(tag)
        if tag.isBlock { closeBlock() }
        // Tags that the page never opened close nothing; those left open inside are closed with it.
        if let index = open.lastIndex(where: { $0.name == tag.name }) { open.removeSubrange(index...) }
        lastPosition = position
    }

    private func characters(_ text: UnsafePointer<xmlChar>?, _ length: Int32) {
        guard let text, length > 0 else { return }
        let run = Array(UnsafeBufferPointer(start: text, count: Int(length)))
        let span = locate(run)
        defer { lastPosition = max(lastPosition, span.bytes.end) }
        if open.last?.name == "title" { facts.addTitle(String(decoding: run, as: UTF8.self)) }
        guard open.last?.isSkipped != true else { return }

        var offset = span.bytes.start
        for scalar in String(decoding: run, as: UTF8.self).unicodeScalars {
            let width = span.isExact ? UTF8.width(scalar) : 0
            let bytes = span.isExact ? TextSpan(start: offset, end: offset + width) : span.bytes
            append(scalar, from: bytes)
            offset += width
        }
    }

    private func data(_ text: UnsafePointer<xmlChar>?, _ length: Int32) {
        guard let text, length > 0 else { return }
        if open.last?.holdsLinkedData == true {
            facts.addLinkedData(Array(UnsafeBufferPointer(start: text, count: Int(length))))
        }
        lastPosition = position
    }

    // MARK: Text

    private func append(_ scalar: Unicode.Scalar, from bytes: TextSpan) {
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
            let element = open.last
            current = Block(
                span: TextSpan(start: scalars.count, end: scalars.count), headingLevel: element?.headingLevel,
                markedAs: element?.markedAs)
            currentScope = element?.scope ?? .page
        } else if let space = pendingSpace {
            scalars.append(" ")
            source.append(start: space.start, end: space.end)
        }
        pendingSpace = nil
        scalars.append(scalar)
        source.append(start: bytes.start, end: bytes.end)
        if open.last?.isLink == true { current?.linked += 1 }
    }

    private func closeBlock() {
        pendingSpace = nil
        lineBreaks = 0
        guard var block = current else { return }
        block.span.end = scalars.count
        scopes[blocks.count] = currentScope
        blocks.append(block)
        current = nil
    }

    /// The bytes of a run of characters that was just reported, and whether they are those very bytes.
    private func locate(_ run: [UInt8]) -> (bytes: TextSpan, isExact: Bool) {
        let position = position
        // When its buffer is full, libxml2 reports a run before it steps over the last character.
        let lastWidth =
            run.reversed().prefix(4).firstIndex { $0 & 0xC0 != 0x80 }.map {
                run.reversed().distance(from: run.reversed().startIndex, to: $0) + 1
            } ?? 1
        for end in [position, position + lastWidth] where end <= bytes.count && end >= run.count {
            if bytes[(end - run.count)..<end].elementsEqual(run) {
                return (TextSpan(start: end - run.count, end: end), true)
            }
        }
        let from = min(lastPosition, position)
        let reference = bytes[from..<position].lastIndex(of: UInt8(ascii: "&")) ?? from
        return (TextSpan(start: reference, end: position), false)
    }

    private static func read(
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) -> [String: String] {
        guard let attributes else { return [:] }
        var result: [String: String] = [:]
        var index = 0
        while let name = attributes[index] {
            result[String(cString: name).lowercased()] =
                attributes[index + 1].map { String(cString: $0) } ?? ""
            index += 2
        }
        return result
    }

    // MARK: Result

    /// The text; where the page says which part is the article, the rest is marked.
    func layout() -> Layout {
        let best = [Scope.body, .article, .main].first { scope in
            blocks.indices.lazy
                .filter {
                    self.scopes[$0, default: .page].rawValue >= scope.rawValue
                        && self.blocks[$0].markedAs == nil
                }
                .map { self.blocks[$0].span.length }.reduce(0, +) >= 280
        }
        for index in blocks.indices where blocks[index].markedAs == nil {
            let block = blocks[index]
            if let best, scopes[index, default: .page].rawValue < best.rawValue, block.headingLevel != 1 {
                blocks[index].markedAs = .outsideArticle
            } else if block.headingLevel == nil, block.span.length < 200,
                block.linked * 10 >= block.span.length * 6
            {
                blocks[index].markedAs = .relatedLink
            }
        }
        return Layout(scalars: scalars, blocks: blocks, facts: facts.facts, source: source)
    }
}
