/// The name of an element, and what follows from it.
struct TagName: Equatable {
    enum Kind: UInt8 {
        case other, division, paragraph, item, cell, heading, link, lineBreak, title, meta, time, abbreviation, reference
    }

    var kind = Kind.other
    /// Stands within a line of text.
    var isInline = false
    /// Nothing inside is text that a reader sees.
    var isSkipped = false
    var headingLevel: Int?
    var hints: Hints = []
    /// Whatever stands around it, the text inside is none of the article's.
    var boilerplate: Boilerplate.Kind?

    /// - Parameter name: In lower case, as libxml2 reports it.
    init(_ name: UnsafePointer<UInt8>) {
        var hash = WordHash()
        var position = name
        while position.pointee != 0 {
            hash.add(position.pointee)
            position += 1
        }
        self = Self.names[hash.value] ?? TagName()
    }

    private init() {}

    private static let names: [UInt64: TagName] = {
        var names: [UInt64: TagName] = [:]
        func set(_ list: String, _ change: (inout TagName) -> Void) {
            for word in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                change(&names[WordHash(word.utf8).value, default: TagName()])
            }
        }
        set(
            """
            a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd mark q s samp small
            span strike strong sub sup time tt u var wbr nobr script style noscript template
            """
        ) { $0.isInline = true }
        set(
            """
            script style noscript template svg math iframe object canvas video audio select option textarea
            input title map dialog
            """
        ) { $0.isSkipped = true }
        for level in 1...6 {
            set("h\(level)") {
                $0.kind = .heading
                $0.headingLevel = level
            }
        }
        set("div") { $0.kind = .division }
        set("p") { $0.kind = .paragraph }
        set("li") { $0.kind = .item }
        set("td th") { $0.kind = .cell }
        set("a") { $0.kind = .link }
        set("br") { $0.kind = .lineBreak }
        set("title") { $0.kind = .title }
        set("meta") { $0.kind = .meta }
        set("time") { $0.kind = .time }
        set("abbr") { $0.kind = .abbreviation }
        set("link") { $0.kind = .reference }
        set("nav menu") {
            $0.hints = .navigation
            $0.boilerplate = .navigation
        }
        set("aside") {
            $0.hints = .side
            $0.boilerplate = .outsideArticle
        }
        set("footer") { $0.hints = .footer }
        set("figure") { $0.hints = .caption }
        set("figcaption") {
            $0.hints = .caption
            $0.boilerplate = .caption
        }
        set("form fieldset") { $0.hints = .form }
        set("label") {
            $0.hints = .form
            $0.boilerplate = .commentForm
        }
        set("button") {
            $0.hints = .form
            $0.boilerplate = .pageControl
        }
        set("table") { $0.hints = .table }
        set("article") { $0.hints = .article }
        set("main") { $0.hints = .main }
        return names
    }()
}

/// The attributes of a start tag that are read here; the pointers hold while its event lasts.
struct TagAttributes {
    private(set) var className: UnsafePointer<UInt8>?
    private(set) var identifier: UnsafePointer<UInt8>?
    private var values: [Name: UnsafePointer<UInt8>] = [:]
    /// The markup hides it.
    private(set) var isHidden = false

    enum Name: String, CaseIterable {
        case role, itemprop, content, property, name, datetime, pubdate, href, rel, title, style, lang
        case equivalent = "http-equiv"
    }

    var isEmpty: Bool { values.isEmpty }

    /// The words of the class, in lower case.
    var classWords: [String] {
        guard let className else { return [] }
        return String(cString: className).lowercased().split { !$0.isLetter }.map(String.init)
    }

    /// - Parameter list: Names and values in turn, as libxml2 reports them, the names in lower case.
    init(_ list: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
        guard let list else { return }
        var index = 0
        while let name = list[index] {
            let value = list[index + 1]
            if Self.equal(name, "class") {
                className = className ?? value
            } else if Self.equal(name, "id") {
                identifier = identifier ?? value
            } else if Self.equal(name, "hidden") {
                isHidden = true
            } else {
                for known in Name.allCases where Self.equal(name, known.rawValue) {
                    values[known] = values[known] ?? value ?? Self.empty
                }
            }
            index += 2
        }
        if let style = self[.style] {
            isHidden = isHidden || style.lowercased().filter { $0 != " " }.contains("display:none")
        }
    }

    subscript(name: Name) -> String? { values[name].map { String(cString: $0) } }

    /// What class, identifier, role and property hint at.
    var hints: Hints {
        var hints: Hints = []
        if let className { hints.formUnion(Hints.read(className)) }
        if let identifier { hints.formUnion(Hints.read(identifier)) }
        guard !values.isEmpty else { return hints }
        switch self[.itemprop]?.lowercased() {
        case "articlebody", "text": hints.insert(.articleText)
        case "author", "datepublished", "datemodified", "keywords", "articlesection":
            hints.insert(.particulars)
        default: break
        }
        switch self[.role]?.lowercased() {
        case "main": hints.insert(.main)
        case "article": hints.insert(.article)
        case "navigation", "menu", "menubar": hints.insert(.navigation)
        case "complementary": hints.insert(.side)
        case "contentinfo": hints.insert(.footer)
        case "banner", "search", "dialog", "alertdialog": hints.insert(.notice)
        default: break
        }
        return hints
    }

    private static let emptyValue: StaticString = ""
    private static var empty: UnsafePointer<UInt8> { emptyValue.utf8Start }

    private static func equal(_ name: UnsafePointer<UInt8>, _ word: String) -> Bool {
        var position = name
        for byte in word.utf8 {
            guard position.pointee == byte else { return false }
            position += 1
        }
        return position.pointee == 0
    }
}
