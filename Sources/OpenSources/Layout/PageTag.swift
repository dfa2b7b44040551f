import CHTML

/// A start tag where it stands in a page, with the attributes that are read here.
struct PageTag {
    enum Attribute: UInt8, CaseIterable {
        case identifier, classes, role, hidden, style, itemprop
        case rel, href, name, property, equivalent, content, title, lang, datetime, pubdate

        /// What tells what an element holds, and whether it shows.
        var isOfElement: Bool {
            switch self {
            case .identifier, .classes, .role, .hidden, .style, .itemprop: true
            default: false
            }
        }

        private static let names = WordTable<Attribute>([
            (.identifier, "id"), (.classes, "class"), (.role, "role"), (.hidden, "hidden"), (.style, "style"),
            (.itemprop, "itemprop"), (.rel, "rel"), (.href, "href"), (.name, "name"), (.property, "property"),
            (.equivalent, "http-equiv"), (.content, "content"), (.title, "title"), (.lang, "lang"),
            (.datetime, "datetime"), (.pubdate, "pubdate"),
        ])
        private static let longest = 10

        init?(_ name: UnsafeBufferPointer<UInt8>.SubSequence) {
            guard name.count <= Self.longest, let found = Self.names[WordHash(lower: name).value] else { return nil }
            self = found
        }
    }

    let page: UnsafeBufferPointer<UInt8>
    /// Where its `<` stands.
    private(set) var start = 0
    private(set) var name = TagName.other
    private var spans = [TextSpan](repeating: TextSpan(start: 0, end: 0), count: Attribute.allCases.count)
    private var present: UInt32 = 0

    init(in page: UnsafeBufferPointer<UInt8>) { self.page = page }

    mutating func begin(at start: Int, _ name: TagName) {
        self.start = start
        self.name = name
        present = 0
    }

    /// Of several attributes of one name the first counts.
    mutating func add(_ attribute: Attribute, _ value: TextSpan) {
        guard !has(attribute) else { return }
        present |= 1 << attribute.rawValue
        spans[Int(attribute.rawValue)] = value
    }

    var isBare: Bool { present == 0 }

    func has(_ attribute: Attribute) -> Bool { present & (1 << attribute.rawValue) != 0 }

    /// The value as it is written.
    func bytes(_ attribute: Attribute) -> UnsafeBufferPointer<UInt8>.SubSequence? {
        guard has(attribute) else { return nil }
        let span = spans[Int(attribute.rawValue)]
        return page[span.start..<span.end]
    }

    /// The value, with what its character references stand for.
    subscript(attribute: Attribute) -> String? {
        bytes(attribute).map { CharacterReference.resolve($0) }
    }
}

/// `&amp;`, `&#8217;`, `&#x2019;`
enum CharacterReference {
    static func resolve(_ bytes: some Collection<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        let bytes = Array(bytes)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "&"), let found = scalar(bytes, after: index + 1) {
                text += UTF8.encode(found.scalar) ?? UTF8.encodedReplacementCharacter
                index = found.end
            } else {
                text.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// No name of a character is longer.
    private static let longest = 10

    private static func scalar(_ bytes: [UInt8], after start: Int) -> (scalar: Unicode.Scalar, end: Int)? {
        guard let stop = bytes[start...].prefix(longest).firstIndex(of: UInt8(ascii: ";")), stop > start else { return nil }
        let name = bytes[start..<stop]
        let value: UInt32?
        if name.first == UInt8(ascii: "#") {
            let digits = String(decoding: name.dropFirst(), as: UTF8.self)
            value = digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        } else {
            value = (Array(name) + [0]).withUnsafeBufferPointer { htmlEntityLookup($0.baseAddress)?.pointee.value }
        }
        return value.flatMap(Unicode.Scalar.init).map { ($0, stop + 1) }
    }
}
