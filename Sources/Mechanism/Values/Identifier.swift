/// A short name that rules compare: of a participant, a desk, an article, a commitment, a crossing.
///
/// ASCII only (lower-case letters, digits, `-`, `.`), 1 to 64 characters, beginning with a letter or a digit, so that
/// equality and order are those of bytes on every machine. Empty stands only for “not set yet”.
public struct Identifier: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let name: String

    public init() { name = "" }

    public init?(_ name: String) {
        guard Self.allows(name.utf8) else { return nil }
        self.name = name
    }

    private init(allowed name: String) { self.name = name }

    init(constant name: StaticString) { self.name = "\(name)" }

    static func allows(_ utf8: some Collection<UInt8>) -> Bool {
        guard (1...64).contains(utf8.count) else { return false }
        var first = true
        for byte in utf8 {
            switch byte {
            case 0x61...0x7A, 0x30...0x39: break
            case UInt8(ascii: "-"), UInt8(ascii: "."): if first { return false }
            default: return false
            }
            first = false
        }
        return true
    }

    public var description: String { name }

    public static func < (left: Identifier, right: Identifier) -> Bool {
        left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
    }
}

/// Where figures are shown as they are.
extension Identifier: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }
}

extension Identifier: Wire {
    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        let read = json.readPlain { Self.allows($0) ? Identifier(allowed: String(decoding: $0, as: UTF8.self)) : nil }
        guard let read else {
            return reader.note("must be a name of 1 to 64 lower-case letters, digits, “-” or “.”")
        }
        self = read
    }
    public func write(to writer: inout JSONWriter) { writer.plain(name.utf8) }
    public static var shape: Shape { .text("name of 1 to 64 lower-case letters, digits, `-` or `.`") }
}
