/// A file's bytes as text.
struct DecodedText {
    /// The text in UTF-8.
    let bytes: [UInt8]
    /// Which byte of the file each byte of the text was made from, and the file's length at the end; nil
    /// where the bytes are the file's. (A byte that is not UTF-8 stands as `?`, so that offsets stay true.)
    let origins: [UInt32]?
    /// Where bytes were broken.
    private let broken: [Int]

    /// The text as scalars, broken bytes as U+FFFD.
    var scalars: Scalars {
        var scalars = Scalars()
        scalars.reserveCapacity(bytes.count)
        var place = 0
        var next = broken[...]
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            if next.first == place {
                next = next.dropFirst()
                scalars.append("\u{FFFD}")
            } else {
                scalars.append(scalar)
            }
            place += UTF8.width(scalar)
        }
        return scalars
    }

    /// Where in the file each scalar stands; nil where the text is the file.
    var source: SourceMap? {
        guard let origins else { return nil }
        var map = SourceMap()
        var place = 0
        for scalar in scalars {
            let end = place + UTF8.width(scalar)
            map.append(start: Int(origins[place]), end: Int(origins[end]))
            place = end
        }
        return map
    }
}

extension DecodedText {
    /// The most that is read of one file.
    static let limit = 8 << 20

    /// Decodes UTF-8, whatever the file declares; else UTF-16, by its first bytes; else the encoding that
    /// the file declares. Of UTF-8, a few broken bytes (one in a thousand) are borne.
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
        if let order = UTF16Text.order(of: bytes) {
            let decoded = UTF16Text.decode(bytes, order)
            guard decoded.broken * 1000 <= decoded.text.count else {
                throw refuse(.notText, "begins as UTF-16 and does not go on so; save it as UTF-8")
            }
            (self.bytes, origins, broken) = (decoded.text, decoded.origins, [])
            guard !isBlank else {
                throw refuse(.empty, "holds nothing but blanks; a publication's text is needed")
            }
            return
        }
        let (nulls, controls) = Self.controls(bytes)
        guard nulls <= bytes.count / 1000, controls * 100 <= bytes.count else {
            throw refuse(.notText, "holds binary data, not text; save it as UTF-8 text or HTML")
        }

        let (wrong, whole) = Self.brokenBytes(bytes)
        // A file cut within its last character is one to three broken bytes, however short it is.
        let isBorne = wrong.count <= max(3, bytes.count / 1000)
        if wrong.isEmpty || isBorne && (whole >= wrong.count || DeclaredEncoding.label(in: bytes) == nil) {
            var repaired = bytes
            for position in wrong { repaired[position] = UInt8(ascii: "?") }
            (self.bytes, origins, broken) = (repaired, nil, wrong)
        } else {
            let first = "the first wrong byte is number \(wrong[0])"
            guard let label = DeclaredEncoding.label(in: bytes) else {
                throw refuse(
                    .notUTF8, "is not UTF-8 (\(first)) and declares no other encoding; save it as UTF-8")
            }
            guard let decoded = DeclaredEncoding.decode(bytes, label) else {
                throw refuse(
                    .notUTF8, "declares the encoding “\(label)”, which is not known here; save it as UTF-8")
            }
            guard decoded.broken * 100 <= bytes.count else {
                throw refuse(.notUTF8, "is neither UTF-8 (\(first)) nor “\(label)”; save it as UTF-8")
            }
            (self.bytes, origins, broken) = (decoded.text, decoded.origins, [])
        }
        guard !isBlank else {
            throw refuse(.empty, "holds nothing but blanks; a publication's text is needed")
        }
    }

    /// Whether the text holds nothing but blanks.
    private var isBlank: Bool {
        guard !bytes.contains(where: { (0x21...0x7E).contains($0) }) else { return false }
        return scalars.allSatisfy(\.isBlank)
    }

    private static func controls(_ bytes: [UInt8]) -> (nulls: Int, others: Int) {
        bytes.withUnsafeBufferPointer { bytes in
            var nulls = 0
            var others = 0
            var position = 0
            while position < bytes.count {
                if let word = bytes.word(at: position),
                    word.bytes(below: 0x20) & ~word.bytes(below: 0x0E) | word.bytes(below: 0x09) == 0
                {
                    position += 8
                    continue
                }
                let byte = bytes[position]
                if byte == 0 { nulls += 1 }
                if byte < 0x20, byte < 0x09 || byte > 0x0D, byte != 0x1B { others += 1 }
                position += 1
            }
            return (nulls, others)
        }
    }

    /// The positions of bytes that are not UTF-8 (RFC 3629: no surrogates, no overlong forms, nothing
    /// above U+10FFFF), and of null bytes; and how many characters of several bytes are whole.
    private static func brokenBytes(_ bytes: [UInt8]) -> (broken: [Int], whole: Int) {
        bytes.withUnsafeBufferPointer { bytes in
            var broken: [Int] = []
            var whole = 0
            var position = 0
            while position < bytes.count {
                if let word = bytes.word(at: position), word & 0x8080_8080_8080_8080 == 0, word.bytes(below: 1) == 0 {
                    position += 8
                    continue
                }
                let first = bytes[position]
                if first < 0x80 {
                    if first == 0 { broken.append(position) }
                    position += 1
                } else if let length = Self.length(in: bytes, at: position) {
                    position += length
                    whole += 1
                } else {
                    broken.append(position)
                    position += 1
                }
            }
            return (broken, whole)
        }
    }

    /// The length of the character at a position, or nil where the bytes are not UTF-8.
    private static func length(in bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
        let first = UInt32(bytes[position])
        let (length, least, lead): (Int, UInt32, UInt32)
        switch first {
        case 0xC2...0xDF: (length, least, lead) = (2, 0x80, first & 0x1F)
        case 0xE0...0xEF: (length, least, lead) = (3, 0x800, first & 0x0F)
        case 0xF0...0xF4: (length, least, lead) = (4, 0x10000, first & 0x07)
        default: return nil
        }
        guard position + length <= bytes.count else { return nil }
        var value = lead
        for offset in 1..<length {
            let byte = bytes[position + offset]
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        return value >= least && Unicode.Scalar(value) != nil ? length : nil
    }

    /// What the first bytes say the file is, when that is a format that cannot be read here.
    private static func foreignFormat(_ bytes: [UInt8]) -> String? {
        let signatures: [(String, [UInt8])] = [
            ("a PDF", Array("%PDF-".utf8)),
            ("a ZIP archive or an office document", [0x50, 0x4B, 0x03, 0x04]),
            ("an image", [0x89, 0x50, 0x4E, 0x47]), ("an image", [0xFF, 0xD8, 0xFF]),
            ("an image", Array("GIF8".utf8)),
            ("UTF-32", [0xFF, 0xFE, 0, 0]), ("UTF-32", [0, 0, 0xFE, 0xFF]),
            ("gzip data", [0x1F, 0x8B]),
        ]
        return signatures.first { bytes.starts(with: $0.1) }?.0
    }
}
