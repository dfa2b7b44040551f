/// A file's bytes as text.
struct DecodedText {
    let scalars: Scalars
    /// The bytes as UTF-8 of the same length, each byte that is not UTF-8 replaced by `?`, so that byte
    /// offsets stay true.
    let bytes: [UInt8]
}

extension DecodedText {
    /// The most that is read of one file.
    static let limit = 8 << 20

    /// Decodes UTF-8. A few broken bytes (one in a thousand) are borne and shown as U+FFFD; more, and
    /// the file is refused.
    init(file: String, bytes: [UInt8]) throws(UnreadablePublication) {
        func refuse(_ code: UnreadablePublication.Code, _ reason: String) -> UnreadablePublication {
            UnreadablePublication(code: code, file: file, reason: reason)
        }
        guard !bytes.isEmpty else { throw refuse(.empty, "is empty; a publication's text is needed") }
        guard bytes.count <= Self.limit else {
            throw refuse(.tooLarge, "is larger than 8 MiB; save the article alone")
        }
        if let format = Self.foreignFormat(bytes) {
            throw refuse(.notText, "is \(format), not text; save it as UTF-8 text or HTML")
        }
        let controls = bytes.lazy.filter { $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1B }.count
        guard !bytes.contains(0), controls * 100 <= bytes.count else {
            throw refuse(.notText, "holds binary data, not text; save it as UTF-8 text or HTML")
        }

        var scalars = Scalars()
        scalars.reserveCapacity(bytes.count)
        var repaired = bytes
        var broken = 0
        var firstBroken = 0
        var position = 0
        while position < bytes.count {
            if let (scalar, length) = Self.scalar(in: bytes, at: position) {
                scalars.append(scalar)
                position += length
            } else {
                if broken == 0 { firstBroken = position }
                broken += 1
                scalars.append("\u{FFFD}")
                repaired[position] = UInt8(ascii: "?")
                position += 1
            }
        }
        // A file cut within its last character is one to three broken bytes, however short it is.
        guard broken <= max(3, scalars.count / 1000) else {
            throw refuse(
                .notUTF8, "is not UTF-8 (the first wrong byte is number \(firstBroken)); save it as UTF-8")
        }
        guard scalars.contains(where: { !$0.isBlank }) else {
            throw refuse(.empty, "holds nothing but blanks; a publication's text is needed")
        }
        self.scalars = scalars
        self.bytes = repaired
    }

    /// The scalar encoded at a position and its length, or nil where the bytes are not UTF-8 (RFC 3629:
    /// no surrogates, no overlong forms, nothing above U+10FFFF).
    private static func scalar(in bytes: [UInt8], at position: Int) -> (Unicode.Scalar, Int)? {
        let first = UInt32(bytes[position])
        let (length, least, lead): (Int, UInt32, UInt32)
        switch first {
        case 0..<0x80: return (Unicode.Scalar(UInt8(first)), 1)
        case 0xC2...0xDF: (length, least, lead) = (2, 0x80, first & 0x1F)
        case 0xE0...0xEF: (length, least, lead) = (3, 0x800, first & 0x0F)
        case 0xF0...0xF4: (length, least, lead) = (4, 0x10000, first & 0x07)
        default: return nil
        }
        guard position + length <= bytes.count else { return nil }
        var value = lead
        for byte in bytes[(position + 1)..<(position + length)] {
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard value >= least, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, length)
    }

    /// What the first bytes say the file is, when that is a format that cannot be read here.
    private static func foreignFormat(_ bytes: [UInt8]) -> String? {
        let signatures: [(String, [UInt8])] = [
            ("a PDF", Array("%PDF-".utf8)),
            ("a ZIP archive or an office document", [0x50, 0x4B, 0x03, 0x04]),
            ("an image", [0x89, 0x50, 0x4E, 0x47]), ("an image", [0xFF, 0xD8, 0xFF]),
            ("an image", Array("GIF8".utf8)),
            ("UTF-16", [0xFF, 0xFE]), ("UTF-16", [0xFE, 0xFF]),
            ("gzip data", [0x1F, 0x8B]),
        ]
        return signatures.first { bytes.starts(with: $0.1) }?.0
    }
}
