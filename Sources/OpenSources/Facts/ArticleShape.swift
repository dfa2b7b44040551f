/// What each block of a layout is: headline, standfirst, heading, body, or not the article's.
struct ArticleShape {
    struct Part {
        let span: TextSpan
        var role: Paragraph.Role
        var boilerplate: Boilerplate.Kind?
    }

    private(set) var parts: [Part] = []
    private(set) var headline: String?
    private(set) var dateline: Dateline?
    private(set) var outlet: Outlet?

    private let layout: Layout
    private let lines: [String]

    init(_ layout: Layout) {
        self.layout = layout
        lines = layout.blocks.map { layout.scalars.line($0.span) }
        markBoilerplate()
        findMasthead()
        findHeadline()
        markHeadings()
        findDateline()
        findOutlet()
    }

    /// Spans that may hold sentences, with the index of their part. A dateline is left out.
    var readable: [(part: Int, span: TextSpan)] {
        parts.indices.filter { parts[$0].role != .boilerplate }.map { index in
            var span = parts[index].span
            if let dateline, dateline.part == index { span.start = dateline.end }
            return (index, span)
        }
    }

    /// Headline and standfirst.
    func isHead(_ part: Int) -> Bool { parts[part].role == .headline || parts[part].role == .standfirst }

    var body: [(part: Int, span: TextSpan)] { readable.filter { parts[$0.part].role == .body } }

    // MARK: Boilerplate

    private mutating func markBoilerplate() {
        for (index, block) in layout.blocks.enumerated() {
            var kind = block.markedAs
            // Rules for pasted lines may overrule no heading that the page itself marks; what a page has
            // outside its article they may name.
            if kind == nil || kind == .outsideArticle, block.headingLevel == nil || block.headingLevel != 1 {
                kind = BoilerplateRules.kind(of: lines[index]) ?? kind
            }
            if kind == nil, PublishedLine(layout.scalars, block.span).isDateOnly { kind = .masthead }
            if kind == nil, Byline(lines[index]) != nil { kind = .byline }
            parts.append(Part(span: block.span, role: kind == nil ? .body : .boilerplate, boilerplate: kind))
        }
    }

    /// The outlet's own line at the top of a text that no markup explains.
    private mutating func findMasthead() {
        guard layout.facts.siteName == nil else { return }
        let masthead = Masthead(
            parts.indices.map { index in
                Masthead.Line(
                    text: lines[index], boilerplate: parts[index].boilerplate,
                    isDateOnly: parts[index].boilerplate == .masthead,
                    endsLikeSentence: endsLikeSentence(index) || lines[index].unicodeScalars.count > 220,
                    isMainHeading: layout.blocks[index].headingLevel == 1)
            })
        guard let masthead else { return }
        parts[masthead.line].role = .boilerplate
        parts[masthead.line].boilerplate = .masthead
        outlet = Outlet(name: masthead.outlet, basis: .masthead)
    }

    // MARK: Headline and headings

    private mutating func findHeadline() {
        let stated = layout.facts.headline ?? layout.facts.title.map(Self.withoutSiteName)
        let firsts = layout.blocks.indices.filter {
            layout.blocks[$0].headingLevel == 1 && parts[$0].boilerplate == nil
        }
        let chosen: Int?
        if let stated, let same = first(with: stated) {
            chosen = same
        } else if let first = firsts.first(where: { lines[$0].split(separator: " ").count >= 3 }) {
            chosen = first
        } else if let first = parts.indices.first(where: { parts[$0].boilerplate == nil }),
            looksLikeHeadline(first)
        {
            chosen = first
        } else {
            chosen = nil
        }
        headline = chosen.map { lines[$0] } ?? stated
        guard let headline else { return }
        if let chosen { parts[chosen].role = .headline }
        let key = HeadlineKey(headline)
        for index in parts.indices
        where index != chosen && parts[index].boilerplate == nil && key.isSame(lines[index]) {
            parts[index].role = .boilerplate
            parts[index].boilerplate = .duplicateHeadline
        }
    }

    private func looksLikeHeadline(_ index: Int) -> Bool {
        let words = lines[index].split(separator: " ")
        return (3...35).contains(words.count) && lines[index].unicodeScalars.count <= 220
            && !endsLikeSentence(index)
            && parts.indices.contains { $0 > index && parts[$0].boilerplate == nil && endsLikeSentence($0) }
            // "Pakistan: crossings stay closed" begins as a dateline does, but is too short for a paragraph.
            && (words.count <= 10 || Dateline.read(layout.scalars, parts[index].span, part: index) == nil)
    }

    private mutating func markHeadings() {
        let firstBody = parts.indices.first { parts[$0].role == .body && endsLikeSentence($0) }
        var hasStandfirst = false
        for index in parts.indices where parts[index].role == .body && !isBody(index) {
            let isBefore = firstBody.map { index < $0 } ?? false
            if isBefore, headline != nil, !hasStandfirst, lines[index].split(separator: " ").count >= 6 {
                parts[index].role = .standfirst
                hasStandfirst = true
            } else {
                parts[index].role = .heading
            }
        }
    }

    private func isBody(_ index: Int) -> Bool {
        if layout.blocks[index].headingLevel != nil { return false }
        let line = lines[index]
        return endsLikeSentence(index) || line.unicodeScalars.count > 150
            || line.split(separator: " ").count > 18
            || line.unicodeScalars.first.map { $0.isLowercase } == true
    }

    /// A full stop, a colon or a closing quotation mark at the end; a question mark too, but that ends
    /// headlines as well.
    private func endsLikeSentence(_ index: Int) -> Bool {
        guard let last = lines[index].unicodeScalars.last else { return false }
        if last == "?" { return lines[index].unicodeScalars.count > 150 }
        return last.endsSentence || ":;,\u{201D}\u{2019}\"'»)]".unicodeScalars.contains(last)
    }

    private func first(with headline: String) -> Int? {
        let key = HeadlineKey(headline)
        return parts.indices.first { parts[$0].boilerplate == nil && key.isSame(lines[$0]) }
    }

    /// A headline's letters and digits, by which it is known again.
    private struct HeadlineKey {
        private let length: Int
        private let key: String

        init(_ headline: String) {
            length = headline.utf8.count
            key = Self.key(headline)
        }

        func isSame(_ line: String) -> Bool {
            abs(line.utf8.count - length) <= 40 && Self.key(line) == key
        }

        private static func key(_ text: String) -> String {
            guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
                return text.lowercased().filter { $0.isLetter || $0.isNumber }
            }
            let kept = text.utf8.compactMap { byte -> UInt8? in
                switch byte {
                case 0x30...0x39, 0x61...0x7A: byte
                case 0x41...0x5A: byte | 0x20
                default: nil
                }
            }
            return String(decoding: kept, as: UTF8.self)
        }
    }

    /// A page's title without the site's name after a bar or dash.
    private static func withoutSiteName(_ title: String) -> String {
        for mark in [" | ", " – ", " — ", " - ", " :: ", " » "] {
            let parts = title.split(separator: mark)
            if parts.count > 1, let first = parts.first, first.split(separator: " ").count >= 3 {
                return String(parts.dropLast().joined(separator: mark))
            }
        }
        return title
    }

    // MARK: Dateline and outlet

    private mutating func findDateline() {
        let firsts = parts.indices.filter { parts[$0].role == .body }.prefix(3)
        for index in firsts where dateline == nil {
            dateline = Dateline.read(layout.scalars, parts[index].span, part: index)
        }
    }

    private mutating func findOutlet() {
        if let name = layout.facts.siteName {
            outlet = Outlet(name: name, basis: .metadata)
            return
        }
        // A masthead before a byline, which may name an agency.
        for index in parts.indices where outlet == nil && parts[index].boilerplate == .byline {
            outlet = Byline(lines[index])?.outlet.map { Outlet(name: $0, basis: .byline) }
        }
        for index in parts.indices where outlet == nil && parts[index].boilerplate == .notice {
            outlet = Masthead.imprint(lines[index]).map { Outlet(name: $0, basis: .masthead) }
        }
    }
}
