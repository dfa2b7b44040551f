/// JSON, written and read, with keys in the order given.
enum JSONValue {
    case null
    case text(String)
    case integer(Int)
    case boolean(Bool)
    /// As it was read.
    case number(Double)
    /// Written with three digits after the point.
    case thousandths(Double)
    case array([JSONValue])
    case object([(String, JSONValue)])

    static func string(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }

    var text: String {
        // Bytes first: a string that grows piece by piece takes three times as long.
        var out: [UInt8] = []
        write(to: &out, depth: 0)
        return String(decoding: out, as: UTF8.self)
    }

    /// - Parameter depth: How deep in other values it stands.
    func write(to out: inout [UInt8], depth: Int) {
        switch self {
        case .null: out += "null".utf8
        case .text(let text): Self.write(text, to: &out)
        case .integer(let number): out += String(number).utf8
        case .boolean(let value): out += (value ? "true" : "false").utf8
        case .number(let number): out += String(number).utf8
        case .thousandths(let number):
            let rounded = Int((number * 1000).rounded())
            let digits = String(abs(rounded) % 1000)
            let sign = rounded < 0 ? "-" : ""
            out += "\(sign)\(abs(rounded) / 1000).\(String(repeating: "0", count: 3 - digits.count))\(digits)".utf8
        case .array(let items):
            Self.writeList(items, to: &out, depth: depth, brackets: ("[", "]")) { item, out in
                item.write(to: &out, depth: depth + 1)
            }
        case .object(let fields):
            Self.writeList(fields, to: &out, depth: depth, brackets: ("{", "}")) { field, out in
                // Keys are ours, and plain.
                out.append(UInt8(ascii: "\""))
                out += field.0.utf8
                out += "\": ".utf8
                field.1.write(to: &out, depth: depth + 1)
            }
        }
    }

    /// The outer levels have a line for each item; the inner ones share theirs.
    private static func writeList<Item>(
        _ items: [Item], to out: inout [UInt8], depth: Int, brackets: (Unicode.Scalar, Unicode.Scalar),
        write: (Item, inout [UInt8]) -> Void
    ) {
        let isOpen = depth < 4 && !items.isEmpty
        func indent(_ count: Int) {
            out.append(UInt8(ascii: "\n"))
            for _ in 0..<count { out.append(UInt8(ascii: " ")) }
        }
        out.append(UInt8(ascii: brackets.0))
        for (index, item) in items.enumerated() {
            if index > 0 { out += (isOpen ? "," : ", ").utf8 }
            if isOpen { indent(depth + 1) }
            write(item, &out)
        }
        if isOpen { indent(depth) }
        out.append(UInt8(ascii: brackets.1))
    }

    private static func write(_ text: String, to out: inout [UInt8]) {
        var text = text
        out.append(UInt8(ascii: "\""))
        let isWritten = text.withUTF8 { bytes in
            guard isPlain(bytes) else { return false }
            out.append(contentsOf: bytes)
            return true
        }
        if !isWritten {
            for scalar in text.unicodeScalars { write(scalar, to: &out) }
        }
        out.append(UInt8(ascii: "\""))
    }

    /// Whether a string is written as it stands: it has no marks or controls, and no U+2028 or U+2029, which end a line.
    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var start = 0
        while let word = text.word(at: start), word.isPlain { start += 8 }
        for place in start..<text.count {
            let byte = text[place]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C { return false }
            if byte & 0xFE == 0xA8, place > 1, text[place - 2] == 0xE2, text[place - 1] == 0x80 { return false }
        }
        return true
    }

    private static func write(_ scalar: Unicode.Scalar, to out: inout [UInt8]) {
        switch scalar {
        case "\"": out += "\\\"".utf8
        case "\\": out += "\\\\".utf8
        case "\n": out += "\\n".utf8
        case "\r": out += "\\r".utf8
        case "\t": out += "\\t".utf8
        default:
            if scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029 {
                let digits = String(scalar.value, radix: 16)
                out += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
            } else if scalar.isASCII {
                out.append(UInt8(scalar.value))
            } else {
                out += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            }
        }
    }
}

extension UInt64 {
    /// None of its bytes is a control, a mark or a backslash, or may end U+2028 or U+2029.
    fileprivate var isPlain: Bool {
        (bytes(below: 0x20) | bytes(equalTo: 0x22) | bytes(equalTo: 0x5C) | (self | .ones).bytes(equalTo: 0xA9)) == 0
    }
}
