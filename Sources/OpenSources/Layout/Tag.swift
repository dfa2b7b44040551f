/// The name of an element, and what follows from it.
struct TagName: Equatable {
    enum Kind: UInt8 {
        case other, division, paragraph, item, cell, heading, link, lineBreak, title, meta, time, abbreviation, reference, body
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
        self.init(hash)
    }

    /// - Parameter name: In lower case.
    init(_ name: WordHash) { self = Self.names[name.value] ?? .other }

    private init() {}

    /// Any other element.
    static let other = TagName()

    private static let names: WordTable<TagName> = {
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
        set("body") { $0.kind = .body }
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
        return WordTable(names)
    }()
}

/// What a start tag's attributes tell of its element; the pointers hold while its event lasts.
struct ElementAttributes {
    private var className: UnsafePointer<UInt8>?
    private var identifier: UnsafePointer<UInt8>?
    private var role: UnsafePointer<UInt8>?
    private var property: UnsafePointer<UInt8>?
    /// The markup hides it.
    private(set) var isHidden = false

    /// - Parameter list: Names and values in turn, as libxml2 reports them, the names in lower case.
    init(_ list: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
        guard let list else { return }
        var index = 0
        while let name = list[index] {
            let value = list[index + 1]
            switch PageTag.Attribute(Self.bytes(name)) {
            case .classes: className = className ?? value
            case .identifier: identifier = identifier ?? value
            case .role: role = role ?? value
            case .itemprop: property = property ?? value
            case .hidden: isHidden = true
            case .style: isHidden = isHidden || value.map(Self.hides) ?? false
            default: break
            }
            index += 2
        }
    }

    /// What class, identifier, role and property hint at.
    var hints: Hints {
        var hints: Hints = []
        if let className { hints.formUnion(Hints.read(className)) }
        if let identifier { hints.formUnion(Hints.read(identifier)) }
        if let property { hints.formUnion(Self.properties[WordHash(lower: Self.bytes(property)).value] ?? []) }
        if let role { hints.formUnion(Self.roles[WordHash(lower: Self.bytes(role)).value] ?? []) }
        return hints
    }

    private static let properties = WordTable<Hints>([
        (.articleText, "articlebody text"),
        (.particulars, "author datepublished datemodified keywords articlesection"),
    ])

    private static let roles = WordTable<Hints>([
        (.main, "main"), (.article, "article"), (.navigation, "navigation menu menubar"), (.side, "complementary"),
        (.footer, "contentinfo"), (.notice, "banner search dialog alertdialog"),
    ])

    private static func bytes(_ text: UnsafePointer<UInt8>) -> UnsafeBufferPointer<UInt8>.SubSequence {
        var count = 0
        while text[count] != 0 { count += 1 }
        return UnsafeBufferPointer(start: text, count: count)[...]
    }

    /// Whether a style says `display: none`.
    private static func hides(_ style: UnsafePointer<UInt8>) -> Bool {
        var matched = 0
        let wanted: StaticString = "display:none"
        var position = style
        while position.pointee != 0 {
            let byte = position.pointee
            position += 1
            guard byte != 0x20 else { continue }
            let letter = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            // No beginning of the mark stands again inside it but its first letter.
            if letter == wanted.utf8Start[matched] { matched += 1 } else { matched = letter == wanted.utf8Start[0] ? 1 : 0 }
            if matched == wanted.utf8CodeUnitCount { return true }
        }
        return false
    }
}
