/// Text as an array of Unicode scalars, so that every offset is a plain index.
typealias Scalars = [Unicode.Scalar]

extension Scalars {
    init(_ text: String) {
        var text = text
        self = text.withUTF8(Self.decode)
    }

    /// A string's own bytes, which are always well-formed; a view of scalars takes several times as long.
    private static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> Scalars {
        Scalars(unsafeUninitializedCapacity: bytes.count) { scalars, count in
            var place = 0
            while place < bytes.count {
                let first = UInt32(bytes[place])
                let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
                var value = length == 1 ? first : first & (0x7F >> UInt32(length))
                for next in bytes[(place + 1)..<(place + length)] { value = value << 6 | UInt32(next & 0x3F) }
                scalars.initializeElement(at: count, to: Unicode.Scalar(value) ?? "\u{FFFD}")
                count += 1
                place += length
            }
        }
    }

    func string(_ span: TextSpan) -> String {
        // Bytes first: a scalar view that grows by scalars takes ten times as long.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(span.length + span.length / 8)
        for scalar in self[span.start..<span.end] {
            if scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    var string: String { string(TextSpan(start: 0, end: count)) }

    /// The span without the blanks around it.
    func trimmed(_ span: TextSpan) -> TextSpan {
        var (start, end) = (span.start, span.end)
        while start < end, self[start].isBlank { start += 1 }
        while end > start, self[end - 1].isBlank { end -= 1 }
        return TextSpan(start: start, end: end)
    }

    /// The text of a span with each run of blanks as one space.
    func line(_ span: TextSpan) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(span.length + span.length / 8)
        var pendingSpace = false
        for scalar in self[span.start..<span.end] {
            if scalar.isBlank {
                pendingSpace = !bytes.isEmpty
                continue
            }
            if pendingSpace { bytes.append(0x20) }
            pendingSpace = false
            if scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func scalar(at index: Int) -> Unicode.Scalar? { indices.contains(index) ? self[index] : nil }
}

extension Unicode.Scalar {
    /// White space, line breaks, and the marks that print nothing (byte order mark, zero-width and
    /// direction marks).
    var isBlank: Bool {
        switch value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200B, 0x200E...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0x3000,
            0xFEFF:
            true
        default: false
        }
    }

    /// Prints nothing, and stands inside words.
    var isJoiner: Bool { value == 0x200C || value == 0x200D }

    var isLineBreak: Bool {
        switch value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    var isLetter: Bool {
        if value < 0x80 { return (0x41...0x5A).contains(value) || (0x61...0x7A).contains(value) }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark:
            return true
        default: return false
        }
    }

    var isUppercase: Bool {
        value < 0x80 ? (0x41...0x5A).contains(value) : properties.isUppercase
    }

    var isLowercase: Bool {
        value < 0x80 ? (0x61...0x7A).contains(value) : properties.isLowercase
    }

    /// Of the Arabic script, which knows no capitals.
    var isCaseless: Bool { (0x600...0x6FF).contains(value) }

    /// European, Arabic-Indic and Extended Arabic-Indic digits.
    var isDigit: Bool {
        (0x30...0x39).contains(value)
            || value > 0x7F && ((0x660...0x669).contains(value) || (0x6F0...0x6F9).contains(value))
    }
    var isLetterOrDigit: Bool { isDigit || isLetter }

    /// The marks that end a sentence.
    var endsSentence: Bool {
        switch value {
        case 0x21, 0x2E, 0x3F, 0x2026, 0x06D4, 0x061F, 0x3002: true
        default: false
        }
    }

    var isDash: Bool {
        switch value {
        case 0x2012...0x2015: true
        default: false
        }
    }

    var isApostrophe: Bool { self == "'" || self == "\u{2019}" }
}
