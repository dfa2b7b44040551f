/// Standard base64 with padding (RFC 4648 section 4), read strictly: one text for each sequence of bytes.
public enum Base64 {
    public static func encode(_ bytes: [UInt8]) -> String {
        bytes.withUnsafeBytes { encode($0) }
    }

    public static func encode(_ bytes: ArraySlice<UInt8>) -> String {
        bytes.withUnsafeBytes { encode($0) }
    }

    public static func encode(_ bytes: UnsafeRawBufferPointer) -> String {
        String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
            digits.withUnsafeBufferPointer { digits in
                var written = 0
                var read = 0
                let whole = bytes.count / 3 * 3
                while read < whole {
                    let group = UInt32(bytes[read]) << 16 | UInt32(bytes[read + 1]) << 8 | UInt32(bytes[read + 2])
                    text[written] = digits[Int(group >> 18)]
                    text[written + 1] = digits[Int(group >> 12 & 63)]
                    text[written + 2] = digits[Int(group >> 6 & 63)]
                    text[written + 3] = digits[Int(group & 63)]
                    read += 3
                    written += 4
                }
                if read < bytes.count {
                    let two = bytes.count - read == 2
                    let group = UInt32(bytes[read]) << 16 | (two ? UInt32(bytes[read + 1]) << 8 : 0)
                    text[written] = digits[Int(group >> 18)]
                    text[written + 1] = digits[Int(group >> 12 & 63)]
                    text[written + 2] = two ? digits[Int(group >> 6 & 63)] : padding
                    text[written + 3] = padding
                    written += 4
                }
                return written
            }
        }
    }

    /// Nil unless the text is what `encode` makes: no whitespace, full padding, unused bits zero.
    public static func decode(_ text: String) -> [UInt8]? {
        var text = text
        return text.withUTF8 { decode(UnsafeRawBufferPointer($0)) }
    }

    public static func decode(_ text: [UInt8]) -> [UInt8]? {
        text.withUnsafeBytes { decode($0) }
    }

    public static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
        text.withUnsafeBytes { decode($0) }
    }

    public static func decode(_ text: UnsafeRawBufferPointer) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        guard text.count > 0 else { return [] }
        let padded = text[text.count - 1] != padding ? 0 : text[text.count - 2] != padding ? 1 : 2
        var valid = true
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3) { bytes, count in
            values.withUnsafeBufferPointer { values in
                // Every value of a character outside the alphabet has its high bit set.
                var seen: UInt8 = 0
                var (read, written) = (0, 0)
                let whole = padded == 0 ? text.count : text.count - 4
                while read < whole {
                    let a = values[Int(text[read])]
                    let b = values[Int(text[read + 1])]
                    let c = values[Int(text[read + 2])]
                    let d = values[Int(text[read + 3])]
                    seen |= a | b | c | d
                    bytes[written] = a << 2 | b >> 4
                    bytes[written + 1] = b << 4 | c >> 2
                    bytes[written + 2] = c << 6 | d
                    read += 4
                    written += 3
                }
                if padded > 0 {
                    let a = values[Int(text[read])]
                    let b = values[Int(text[read + 1])]
                    let c = padded == 1 ? values[Int(text[read + 2])] : 0
                    seen |= a | b | c
                    bytes[written] = a << 2 | b >> 4
                    bytes[written + 1] = b << 4 | c >> 2
                    bytes[written + 2] = c << 6
                    written += 3
                }
                count = written
                // Bits beyond the last byte have landed in the bytes that the padding stands for.
                var unused: UInt8 = 0
                for _ in 0..<padded {
                    count -= 1
                    unused |= bytes[count]
                }
                valid = seen < 64 && unused == 0
            }
        }
        return valid ? bytes : nil
    }

    private static let padding = UInt8(ascii: "=")

    private static let digits = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, digit) in digits.enumerated() { values[Int(digit)] = UInt8(value) }
        return values
    }()
}
