/// A text as UTF-8, made from a file in another encoding.
struct RecodedText {
    private(set) var text: [UInt8] = []
    /// Which byte of the file each byte of the text was made from, and the file's length at the end.
    private(set) var origins: [UInt32] = []
    /// How many bytes could not be read; they stand as U+FFFD.
    private(set) var broken = 0

    mutating func reserve(_ count: Int) {
        text.reserveCapacity(count)
        origins.reserveCapacity(count + 1)
    }

    /// - Parameter scalar: Nil where the bytes are none of the encoding's.
    mutating func append(_ scalar: Unicode.Scalar?, from position: Int) {
        if scalar == nil { broken += 1 }
        for byte in UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter {
            text.append(byte)
            origins.append(UInt32(position))
        }
    }

    mutating func finish(at length: Int) { origins.append(UInt32(length)) }
}

/// Text in UTF-16, known by its byte order mark, or by the zeros of its ASCII letters.
enum UTF16Text {
    enum Order { case little, big }

    static func order(of bytes: [UInt8]) -> Order? {
        let isUTF32 = bytes.starts(with: [0xFF, 0xFE, 0, 0])
        if bytes.starts(with: [0xFF, 0xFE]), !isUTF32 { return .little }
        if bytes.starts(with: [0xFE, 0xFF]) { return .big }
        let head = bytes.prefix(200)
        guard head.count >= 8, head.count.isMultiple(of: 2) else { return nil }
        let zeros = head.indices.filter { head[$0] == 0 }
        guard zeros.count * 5 >= head.count * 2 else { return nil }
        if zeros.allSatisfy({ !$0.isMultiple(of: 2) }) { return .little }
        return zeros.allSatisfy { $0.isMultiple(of: 2) } ? .big : nil
    }

    static func decode(_ bytes: [UInt8], _ order: Order) -> RecodedText {
        var result = RecodedText()
        result.reserve(bytes.count)
        func unit(_ position: Int) -> UInt32? {
            guard position + 1 < bytes.count else { return nil }
            let (first, second) = (UInt32(bytes[position]), UInt32(bytes[position + 1]))
            return order == .little ? second << 8 | first : first << 8 | second
        }
        var position = 0
        while position < bytes.count {
            let first = unit(position)
            if let first, 0xD800...0xDBFF ~= first, let second = unit(position + 2), 0xDC00...0xDFFF ~= second {
                let value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
                result.append(Unicode.Scalar(value), from: position)
                position += 4
            } else {
                let scalar = first.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
                result.append(scalar, from: position)
                position += 2
            }
        }
        result.finish(at: bytes.count)
        return result
    }
}
