/// What a clumsy or hostile hand does to bytes, some of it knowing what they are made of: lines, numbers, JSON, UTF-8.
public enum Mutation: CaseIterable, Sendable {
    // Blind
    case flip, replace, insert, remove, double, cut, append, noise, splice
    // By lines
    case doubleLine, removeLine, swapLines
    // By what stands there
    case number, unicode, json, doubleKey, wrap, escape, space

    /// Copies of `bytes` with one to three mutations; `other` is what pieces are taken from.
    public static func mutated(_ bytes: [UInt8], _ other: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            allCases.randomElement(using: &random)?.apply(to: &bytes, other, &random)
        }
        return bytes
    }

    private func apply(to bytes: inout [UInt8], _ other: [UInt8], _ random: inout SeededGenerator) {
        let position = Int.random(in: 0...bytes.count, using: &random)
        let end = Int.random(in: position...bytes.count, using: &random)
        switch self {
        case .flip: if position < bytes.count { bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
        case .replace: if position < bytes.count { bytes[position] = .random(in: .min ... .max, using: &random) }
        case .insert: bytes.insert(.random(in: .min ... .max, using: &random), at: position)
        case .remove: bytes.removeSubrange(position..<min(end, position + 4))
        case .double: bytes.insert(contentsOf: bytes[position..<min(end, position + 2_000)], at: position)
        case .cut: bytes.removeSubrange(position...)
        case .append: bytes += random.bytes(3)
        case .noise: bytes.insert(contentsOf: Array("\n 0/+=x.9-—".utf8).shuffled(using: &random).prefix(2), at: position)
        case .splice:
            let from = Int.random(in: 0...other.count, using: &random)
            bytes.replaceSubrange(position..., with: other[from...].prefix(4_000))
        case .doubleLine, .removeLine, .swapLines: lines(&bytes, &random)
        case .number: Self.replaceNumber(&bytes, at: position, &random)
        case .unicode: bytes.insert(contentsOf: Self.characters.randomElement(using: &random) ?? [], at: position)
        case .json: bytes.insert(contentsOf: Self.pieces.randomElement(using: &random)?.utf8.map { $0 } ?? [], at: position)
        case .doubleKey: Self.doubleKey(&bytes, at: position)
        case .wrap:
            let depth = Int.random(in: 1...9, using: &random)
            bytes.insert(contentsOf: [UInt8](repeating: UInt8(ascii: "]"), count: depth), at: end)
            bytes.insert(contentsOf: [UInt8](repeating: UInt8(ascii: "["), count: depth), at: position)
        case .escape:
            guard position < bytes.count else { return }
            let digits = String(bytes[position], radix: 16, uppercase: random.next() & 1 == 0)
            bytes.replaceSubrange(position...position, with: "\\u00\(digits.count < 2 ? "0" : "")\(digits)".utf8)
        case .space:
            // Where JSON allows it as well as where it does not.
            let marks = bytes.indices.filter { ":,{}[]".utf8.contains(bytes[$0]) }
            bytes.insert(contentsOf: [" ", "\n", "\t", "\r\n"].randomElement(using: &random)?.utf8.map { $0 } ?? [], at: marks.randomElement(using: &random) ?? position)
        }
    }

    private func lines(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let (one, two) = (Int.random(in: lines.indices, using: &random), Int.random(in: lines.indices, using: &random))
        switch self {
        case .doubleLine: lines.insert(lines[one], at: two)
        case .removeLine: lines.remove(at: one)
        default: lines.swapAt(one, two)
        }
        bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }

    /// The edges of what numbers can be, and ways of writing them.
    private static let numbers = [
        "", "0", "00", "01", "-0", "-1", "+1", "1e3", "1.0", "255", "256", "65535", "65536", "4294967296", "9007199254740992", "9007199254740993",
        "-9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "18446744073709551615", "18446744073709551616",
        "99999999999999999999999999", "٣", "1_000",
    ]

    /// The digits at or after a place become another number.
    private static func replaceNumber(_ bytes: inout [UInt8], at position: Int, _ random: inout SeededGenerator) {
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        guard let start = bytes[position...].firstIndex(where: isDigit) else { return }
        let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: (numbers.randomElement(using: &random) ?? "").utf8)
    }

    /// Characters that are easily confused or forgotten, and bytes that are none.
    private static let characters: [[UInt8]] = [
        [0], [0x7F], [0xEF, 0xBB, 0xBF], [0xC0, 0xAF], [0xC1, 0x81], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5], [0xE2, 0x82], [0x80],
        Array("\u{2028}".utf8), Array("\u{85}".utf8), Array("\u{A0}".utf8), Array("\u{202E}".utf8), Array("e\u{301}".utf8), Array("é".utf8),
        Array("\u{212A}".utf8), Array("０".utf8), Array("😀".utf8), [0x0D], [0x0D, 0x0A], [0x09],
    ]

    private static let pieces = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "false", "\\u0000", "\\ud800", "\\udc00", "\\ud83d\\ude00", "\\/", "\"\"", "[]", "{}", "//", "/**/", "'",
        "- ", ": ", "? ", "&a ", "*a", "<<: ", "!!str ", "|\n ", ">\n ", "# ", "---\n", "...\n", "%YAML 1.1\n",
    ]

    /// The member of an object that begins at or after a place stands there twice.
    private static func doubleKey(_ bytes: inout [UInt8], at position: Int) {
        let quote = UInt8(ascii: "\"")
        guard let start = bytes[position...].firstIndex(of: quote), let end = bytes[start...].firstIndex(of: UInt8(ascii: ",")) else { return }
        bytes.insert(contentsOf: bytes[start...end], at: start)
    }
}
