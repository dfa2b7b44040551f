/// Writes canonical JSON: keys in the order of their record, no space between tokens, UTF-8 as it is,
/// and escapes only where RFC 8259 demands them (quotation mark, backslash, controls as `\u00xx`).
public struct JSONWriter: Fields {
    public private(set) var bytes: [UInt8] = []
    private var first = true

    public init() {
        // An act has some 700 bytes, an entry twice as many.
        bytes.reserveCapacity(1_024)
    }

    /// Begins anew, where the bytes are not needed any more.
    mutating func clear() { bytes.removeAll(keepingCapacity: true) }

    @inlinable
    public mutating func callAsFunction<Value: Wire>(
        _ key: StaticString, _ value: inout Value, _ meaning: StaticString
    ) {
        name(key)
        value.write(to: &self)
    }

    @usableFromInline
    mutating func name(_ key: StaticString) {
        if !first { bytes.append(UInt8(ascii: ",")) }
        first = false
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    @inlinable
    mutating func object(_ visit: (inout JSONWriter) -> Void) {
        let outer = begin()
        visit(&self)
        end(outer)
    }

    @usableFromInline
    mutating func begin() -> Bool {
        bytes.append(UInt8(ascii: "{"))
        defer { first = true }
        return first
    }

    @usableFromInline
    mutating func end(_ outer: Bool) {
        bytes.append(UInt8(ascii: "}"))
        first = outer
    }

    @inlinable
    mutating func array<Element>(_ elements: some Collection<Element>, _ write: (Element, inout JSONWriter) -> Void) {
        punctuate("[")
        for (index, element) in elements.enumerated() {
            if index > 0 { punctuate(",") }
            write(element, &self)
        }
        punctuate("]")
    }

    @usableFromInline
    mutating func punctuate(_ mark: Unicode.Scalar) { bytes.append(UInt8(ascii: mark)) }

    mutating func null() { bytes.append(contentsOf: "null".utf8) }

    mutating func boolean(_ value: Bool) { bytes.append(contentsOf: (value ? "true" : "false").utf8) }

    mutating func integer(_ value: Int64) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        // From the last digit on; the greatest number has nineteen.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var start = digits.count
            var rest = value.magnitude
            repeat {
                start -= 1
                digits.initializeElement(at: start, to: 0x30 + UInt8(truncatingIfNeeded: rest % 10))
                rest /= 10
            } while rest > 0
            bytes.append(contentsOf: digits[start...])
        }
    }

    mutating func hash(_ value: Hash) {
        bytes.append(UInt8(ascii: "\""))
        value.appendHex(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    /// A string whose characters need no escape: identifiers, hexadecimal, base64.
    public mutating func plain(_ utf8: some Sequence<UInt8>) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: utf8)
        bytes.append(UInt8(ascii: "\""))
    }

    /// The same.
    public mutating func plain(_ text: String) { plain(text.utf8) }

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
