/// Reads JSON that somebody else wrote (RFC 8259): strictly, to a bounded depth, in one pass.
struct JSONReader {
    /// Lists and objects inside one another: deeper ones are not read.
    static let deepest = 32

    private let bytes: [UInt8]
    private var at = 0

    /// - Returns: nil for anything but one value in UTF-8, with no key twice in an object.
    static func read(_ bytes: [UInt8]) -> JSONValue? {
        guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
        var reader = JSONReader(bytes: bytes)
        guard let value = reader.value(depth: 0) else { return nil }
        reader.skipBlanks()
        return reader.at == bytes.count ? value : nil
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: mark) else { return false }
        at += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { at += 1 }
    }

    private mutating func value(depth: Int) -> JSONValue? {
        guard depth <= Self.deepest else { return nil }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "\""): return text().map { .text($0) }
        case UInt8(ascii: "t"): return word("true", .boolean(true))
        case UInt8(ascii: "f"): return word("false", .boolean(false))
        case UInt8(ascii: "n"): return word("null", .null)
        default: return number()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) -> JSONValue? {
        let end = at + word.utf8CodeUnitCount
        guard end <= bytes.count else { return nil }
        for offset in 0..<word.utf8CodeUnitCount where bytes[at + offset] != word.utf8Start[offset] {
            return nil
        }
        at = end
        return value
    }

    // MARK: Lists

    private mutating func array(depth: Int) -> JSONValue? {
        at += 1
        var items: [JSONValue] = []
        skipBlanks()
        if take("]") { return .array(items) }
        repeat {
            guard let item = value(depth: depth + 1) else { return nil }
            items.append(item)
            skipBlanks()
        } while take(",")
        return take("]") ? .array(items) : nil
    }

    private mutating func object(depth: Int) -> JSONValue? {
        at += 1
        var fields: [(String, JSONValue)] = []
        var keys: Set<String> = []
        skipBlanks()
        if take("}") { return .object(fields) }
        repeat {
            skipBlanks()
            guard let key = text(), keys.insert(key).inserted else { return nil }
            skipBlanks()
            guard take(":"), let value = value(depth: depth + 1) else { return nil }
            fields.append((key, value))
            skipBlanks()
        } while take(",")
        return take("}") ? .object(fields) : nil
    }

    // MARK: Texts

    private mutating func text() -> String? {
        guard take("\"") else { return nil }
        var text: [UInt8] = []
        while let byte = next, byte >= 0x20 {
            at += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escaped(), let encoded = UTF8.encode(scalar) else { return nil }
                text.append(contentsOf: encoded)
            default: text.append(byte)
            }
        }
        return nil
    }

    private mutating func escaped() -> Unicode.Scalar? {
        defer { at += 1 }
        switch next {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            guard let first = unit(at: at + 1) else { return nil }
            at += 4
            guard (0xD800...0xDBFF).contains(first) else { return Unicode.Scalar(first) }
            // The second half of a pair must follow.
            guard at + 2 < bytes.count, bytes[at + 1] == UInt8(ascii: "\\"), bytes[at + 2] == UInt8(ascii: "u"),
                let second = unit(at: at + 3), (0xDC00...0xDFFF).contains(second)
            else { return nil }
            at += 6
            return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        default: return nil
        }
    }

    /// Four hexadecimal digits.
    private func unit(at start: Int) -> UInt32? {
        guard start + 4 <= bytes.count else { return nil }
        var unit: UInt32 = 0
        for byte in bytes[start..<start + 4] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            unit = unit << 4 + UInt32(digit)
        }
        return unit
    }

    // MARK: Numbers

    private mutating func number() -> JSONValue? {
        let start = at
        _ = take("-")
        let whole = at
        guard skipDigits() > 0, bytes[whole] != UInt8(ascii: "0") || at == whole + 1 else { return nil }
        let end = at
        if take("."), skipDigits() == 0 { return nil }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard skipDigits() > 0 else { return nil }
        }
        let digits = String(decoding: bytes[start..<at], as: UTF8.self)
        if at == end, let integer = Int(digits) { return .integer(integer) }
        return Double(digits).map { .number($0) }
    }

    private mutating func skipDigits() -> Int {
        let start = at
        while let byte = next, (0x30...0x39).contains(byte) { at += 1 }
        return at - start
    }
}

extension JSONValue {
    /// The value of a key; nil where it has none, and for anything but an object.
    subscript(key: String) -> JSONValue? {
        guard case .object(let fields) = self else { return nil }
        return fields.first { $0.0 == key }?.1
    }

    var asText: String? {
        if case .text(let text) = self { text } else { nil }
    }

    var asArray: [JSONValue]? {
        if case .array(let items) = self { items } else { nil }
    }

    var asNumber: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: nil
        }
    }
}
