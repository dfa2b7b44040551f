import CHTML

/// An encoding other than Unicode's that a page declares, read through iconv.
///
/// Characters are converted one by one, and each kind only once: so each knows the bytes it was made from.
struct DeclaredEncoding {
    private let converter: iconv_t

    /// What pages mean by a label (the WHATWG's Encoding Standard), where that is more than it says.
    private static let names: [String: String] = [
        "iso-8859-1": "windows-1252", "iso8859-1": "windows-1252", "iso_8859-1": "windows-1252",
        "latin1": "windows-1252", "latin-1": "windows-1252", "ascii": "windows-1252",
        "us-ascii": "windows-1252", "ansi": "windows-1252", "iso-8859-9": "windows-1254",
        "latin5": "windows-1254", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
        "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "sjis": "cp932",
        "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "big5-hkscs", "tis-620": "cp874",
        "windows-874": "cp874", "iso-8859-11": "cp874", "iso-8859-8-i": "iso-8859-8",
    ]

    /// A character's meaning depends on what stands before it.
    private static let stateful = ["iso-2022", "hz-", "utf-7", "utf-16", "utf-32", "ucs-", "utf-8", "utf8"]

    private static func isSingle(_ name: String) -> Bool {
        ["windows-", "iso-8859", "cp125", "koi8", "macintosh", "cp87", "cp85", "cp86", "ibm"].contains(
            where: name.hasPrefix)
    }

    /// What the first kilobytes declare, in lower case: a `meta` element or an XML declaration. A declared
    /// UTF-8 says nothing here, since the bytes were seen not to be.
    static func label(in bytes: [UInt8]) -> String? {
        let head = String(decoding: bytes.prefix(16_384), as: UTF8.self).lowercased()
        for mark in ["charset=", "encoding="] {
            var rest = head[...]
            while let found = rest.firstRange(of: mark) {
                rest = rest[found.upperBound...]
                let label = rest.drop { "\"' ".contains($0) }.prefix {
                    $0.isASCII && ($0.isLetter || $0.isNumber || "-_:.".contains($0))
                }
                if (2...30).contains(label.count), !["utf-8", "utf8"].contains(label) {
                    return String(label)
                }
            }
        }
        return nil
    }

    /// - Parameter label: As declared, in lower case.
    /// - Returns: Nil where the encoding is not known; the beginning alone, where more than a hundredth of
    ///   the bytes is none of the encoding's.
    static func decode(_ bytes: [UInt8], _ label: String) -> RecodedText? {
        let name = names[label] ?? label
        guard !stateful.contains(where: name.hasPrefix), let converter = iconv_open("UTF-32LE", name),
            Int(bitPattern: converter) != -1
        else { return nil }
        defer { iconv_close(converter) }
        return DeclaredEncoding(converter: converter).decode(bytes, longest: isSingle(name) ? 1 : 4)
    }

    private func decode(_ bytes: [UInt8], longest: Int) -> RecodedText {
        var result = RecodedText()
        result.reserve(bytes.count + bytes.count / 4)
        var known: [UInt32: Unicode.Scalar] = [:]
        let single = (0...255).map { $0 == 0 ? nil : convert([UInt8($0)]) }
        var position = 0
        while position < bytes.count, result.broken * 100 <= bytes.count {
            if let scalar = single[Int(bytes[position])] {
                result.append(scalar, from: position)
                position += 1
                continue
            }
            var found: (scalar: Unicode.Scalar, length: Int)?
            var key = UInt32(bytes[position])
            var length = 2
            while found == nil, length <= min(longest, bytes.count - position) {
                key = key << 8 | UInt32(bytes[position + length - 1])
                if let scalar = known[key] ?? convert(Array(bytes[position..<(position + length)])) {
                    known[key] = scalar
                    found = (scalar, length)
                }
                length += 1
            }
            result.append(found?.scalar, from: position)
            position += found?.length ?? 1
        }
        result.finish(at: bytes.count)
        return result
    }

    /// The one character that these bytes stand for, if they do.
    private func convert(_ bytes: [UInt8]) -> Unicode.Scalar? {
        var made: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0]
        var given = bytes.map { CChar(bitPattern: $0) }
        let used = given.withUnsafeMutableBufferPointer { given in
            made.withUnsafeMutableBytes { made -> Int? in
                var (from, left) = (given.baseAddress, given.count)
                var (to, room) = (made.bindMemory(to: CChar.self).baseAddress, made.count)
                let result = iconv(converter, &from, &left, &to, &room)
                // Back to the first state, whatever happened.
                iconv(converter, nil, nil, nil, nil)
                return result == 0 && left == 0 ? made.count - room : nil
            }
        }
        guard used == 4 else { return nil }
        return Unicode.Scalar(made[..<4].reversed().reduce(0) { $0 << 8 | UInt32($1) })
    }
}
