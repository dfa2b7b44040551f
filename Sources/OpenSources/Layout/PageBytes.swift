/// What a page's bytes are looked through for before libxml2 reads them. Pages can be made to exhaust
/// it: it compares the attributes of a tag with one another, and an end tag with all open tags.
enum PageBytes {
    static let depthLimit = 1000
    static let attributeLimit = 250

    /// Whether a tag has more attributes than the limit, read as libxml2 reads tags: values may be in
    /// quotation marks, and what scripts, styles and comments hold is no tag.
    static func tooManyAttributes(_ bytes: [UInt8]) -> Bool {
        var index = 0
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")), start + 1 < bytes.count {
            if bytes[start...].starts(with: "<!--".utf8) {
                index = end(of: "-->", in: bytes, from: start + 4)
            } else if isLetter(bytes[start + 1]) {
                guard let end = endOfTag(bytes, from: start + 1) else { return true }
                index = end
                for name in ["script", "style"] where begins(bytes, at: start + 1, with: name) {
                    index = self.end(of: "</" + name, in: bytes, from: end)
                }
            } else {
                index = start + 1
            }
        }
        return false
    }

    /// The page with what it shows only without scripts as blanks, of the same length. Such an element
    /// is often left open, and libxml2 then takes all that follows for its content.
    static func withoutNoscript(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        var index = 0
        while index < bytes.count {
            let start = end(of: "<noscript", in: bytes, from: index) - "<noscript".utf8.count
            guard begins(bytes, at: start, with: "<noscript") else { break }
            index = end(of: "</noscript>", in: bytes, from: start)
            guard begins(bytes, at: index - "</noscript>".utf8.count, with: "</noscript>") else { break }
            for position in start..<index { result[position] = 0x20 }
        }
        return result
    }

    /// The index after a tag, or nil if it has too many attributes.
    private static func endOfTag(_ bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        var attributes = 0
        var last: UInt8 = 0
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), last == UInt8(ascii: "=") {
                index = bytes[(index + 1)...].firstIndex(of: byte) ?? bytes.count - 1
                last = UInt8(ascii: " ")
            } else if isBlank(byte) {
                if last != UInt8(ascii: "=") { last = byte }
            } else {
                if isLetter(byte), isBlank(last) || last == UInt8(ascii: "/") { attributes += 1 }
                guard attributes <= attributeLimit else { return nil }
                last = byte
            }
            index += 1
        }
        return min(index + 1, bytes.count)
    }

    private static func end(of mark: String, in bytes: [UInt8], from start: Int) -> Int {
        guard let first = mark.utf8.first else { return start }
        var rest = bytes[min(start, bytes.count)...]
        while let index = rest.firstIndex(of: first) {
            if begins(bytes, at: index, with: mark) { return index + mark.utf8.count }
            rest = bytes[(index + 1)...]
        }
        return bytes.count
    }

    /// Letters in any case.
    private static func begins(_ bytes: [UInt8], at index: Int, with word: String) -> Bool {
        guard index >= 0, index + word.utf8.count <= bytes.count else { return false }
        return zip(bytes[index...], word.utf8).allSatisfy { $0 == $1 || isLetter($0) && $0 | 0x20 == $1 }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
