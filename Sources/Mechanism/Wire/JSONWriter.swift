/// Writes canonical JSON: keys in the order of their record, no space between tokens, UTF-8 as it is,
/// and escapes only where RFC 8259 demands them (quotation mark, backslash, controls as `\u00xx`).
public struct JSONWriter: Fields {
    public private(set) var bytes: [UInt8] = []
    private var first = true

    public init() {}

    public mutating func callAsFunction<Value: Wire>(
        _ key: StaticString, _ value: inout Value, _ meaning: StaticString
    ) {
        if !first { bytes.append(UInt8(ascii: ",")) }
        first = false
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        value.write(to: &self)
    }

    mutating func object(_ visit: (inout JSONWriter) -> Void) {
        let outer = first
        first = true
        bytes.append(UInt8(ascii: "{"))
        visit(&self)
        bytes.append(UInt8(ascii: "}"))
        first = outer
    }

    mutating func array<Element>(_ elements: [Element], _ write: (Element, inout JSONWriter) -> Void) {
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            write(element, &self)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func null() { bytes.append(contentsOf: "null".utf8) }

    mutating func boolean(_ value: Bool) { bytes.append(contentsOf: (value ? "true" : "false").utf8) }

    mutating func integer(_ value: Int64) { bytes.append(contentsOf: String(value).utf8) }

    /// A string whose characters need no escape: identifiers, hexadecimal, base64.
    public mutating func plain(_ utf8: some Sequence<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    public mutating func string(_ value: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<0x20:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(Hash.digit(byte >> 4))
                bytes.append(Hash.digit(byte & 15))
            default:
                bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
