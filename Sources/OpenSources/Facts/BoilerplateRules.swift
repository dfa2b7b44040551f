/// What a line of pasted text is, when it is not the article's. Only lines that are nothing else are
/// marked: a sentence never is.
struct BoilerplateRules {
    static func kind(of line: String) -> Boilerplate.Kind? {
        guard line.utf8.count <= 330 else { return nil }
        let lower = plain(line)
        if isCaption(lower) { return .caption }
        guard line.utf8.count <= 160 || line.count <= 160 else { return nil }
        let words = words(of: lower)
        if words.isEmpty { return .notice }
        if line.unicodeScalars.contains(where: isSeparator), isNavigation(line) { return .navigation }
        if let kind = lines[words.joined(separator: " ")] { return kind }
        if let rule = prefixes.first(where: { lower.starts(with: $0.prefix) }) { return rule.kind }
        if rights.contains(where: { ends(lower, with: $0) }) { return .notice }
        if words.count <= 4, let last = words.last, words[0].allSatisfy(\.isNumber), counted.contains(last) {
            return .pageControl
        }
        return nil
    }

    /// In lower case, with straight apostrophes.
    private static func plain(_ line: String) -> [UInt8] {
        if let plain = plainASCII(line) { return plain }
        let lower = Array(Folding.fold(line).utf8)
        guard lower.contains(0xE2) else { return lower }
        var plain: [UInt8] = []
        plain.reserveCapacity(lower.count)
        var index = 0
        while index < lower.count {
            if lower[index] == 0xE2, lower[index...].starts(with: [0xE2, 0x80, 0x99]) {
                plain.append(UInt8(ascii: "'"))
                index += 3
            } else {
                plain.append(lower[index])
                index += 1
            }
        }
        return plain
    }

    /// The same for a line of ASCII and typographic marks, as most are; nil for any other.
    private static func plainASCII(_ line: String) -> [UInt8]? {
        var plain: [UInt8] = []
        var line = line
        let isRead = line.withUTF8 { bytes in
            plain.reserveCapacity(bytes.count)
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                if byte < 0x80 {
                    plain.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
                    index += 1
                } else if byte == 0xE2, index + 2 < bytes.count, bytes[index + 1] == 0x80,
                    (0x90...0xA7).contains(bytes[index + 2])
                {
                    // U+2010 to U+2027: dashes, quotation marks, dots.
                    if bytes[index + 2] == 0x99 {
                        plain.append(UInt8(ascii: "'"))
                    } else {
                        plain.append(contentsOf: bytes[index..<(index + 3)])
                    }
                    index += 3
                } else {
                    return false
                }
            }
            return true
        }
        return isRead ? plain : nil
    }

    /// Words of letters and digits alone.
    private static func words(of lower: [UInt8]) -> [String] {
        lower.split(separator: 0x20).compactMap { part in
            if part.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }) {
                return String(decoding: part, as: UTF8.self)
            }
            if part.allSatisfy({ $0 < 0x80 }) {
                let kept = part.filter { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
                return kept.isEmpty ? nil : String(decoding: kept, as: UTF8.self)
            }
            let kept = String(decoding: part, as: UTF8.self).filter { $0.isLetter || $0.isNumber }
            return kept.isEmpty ? nil : kept
        }
    }

    /// "Home | World | Region", "Home > World": short names in a row. A row that names an outlet and no
    /// section of a site is somebody's byline.
    private static func isNavigation(_ line: String) -> Bool {
        let items = line.unicodeScalars.split(whereSeparator: isSeparator).map(String.init).map {
            $0.split(separator: " ").joined(separator: " ")
        }.filter { !$0.isEmpty }
        guard items.count >= 2,
            items.allSatisfy({ item in
                item.utf8.count <= 30 && item.split(separator: " ").count <= 3
                    && item.first?.isUppercase == true
                    && !item.contains { $0.isNumber || ".,:;?!“”\"".contains($0) }
            })
        else { return false }
        let named = items.count { sections.contains(Folding.fold($0)) }
        if items.count == 2 { return named == 2 || items[0].lowercased() == "home" }
        return named > 0 || items.count > 3 && !items.contains(where: OutletNames.isOutlet)
    }

    /// What the parts of a site are called.
    private static let sections = Language.anywhere[.siteSections]

    /// "12 comments"
    private static let counted = Language.anywhere[.counted]

    /// What stands between the items of a row.
    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "|", "\u{B7}", "\u{2022}", "\u{203A}", "\u{BB}", ">", "\u{2192}", "/": true
        default: false
        }
    }

    /// A line that credits a picture at its end or its beginning.
    private static func isCaption(_ lower: [UInt8]) -> Bool {
        if captionHeads.contains(where: { lower.starts(with: $0) }) { return true }
        let tail = Array(lower.suffix(80))
        for mark in credits {
            guard let end = self.end(of: mark, in: tail) else { continue }
            // Only a name follows the mark.
            if tail[end...].split(separator: UInt8(ascii: " ")).count <= 7 { return true }
        }
        var end = lower[...]
        while let last = end.last, ").] ".utf8.contains(last) { end = end.dropLast() }
        return agencies.contains { ends(end, with: $0) }
    }

    private static func ends(_ line: some BidirectionalCollection<UInt8>, with phrase: [UInt8]) -> Bool {
        line.count >= phrase.count && line.suffix(phrase.count).elementsEqual(phrase)
    }

    private static func end(of mark: [UInt8], in text: [UInt8]) -> Int? {
        guard text.count >= mark.count else { return nil }
        return (0...(text.count - mark.count)).first { text[$0] == mark[0] && text[$0...].starts(with: mark) }
            .map { $0 + mark.count }
    }

    private static let captionHeads = phrases(.captionBeginnings)
    private static let credits = phrases(.captionCredits)
    private static let agencies = phrases(.captionEndings)
    private static let rights = phrases(.rights)

    private static func phrases(_ section: WordSection) -> [[UInt8]] {
        Language.anywhere.phrases(section).map { Array($0.utf8) }
    }

    private static let prefixes = Language.anywhere.rows(.linePrefixes).flatMap { row in
        row[1].map { (prefix: Array($0.utf8), kind: kind(row[0])) }
    }

    private static let lines = Language.anywhere.keys(.lines).mapValues { kind([$0]) }

    private static func kind(_ name: [String]) -> Boilerplate.Kind {
        name.first.flatMap(Boilerplate.Kind.init) ?? .outsideArticle
    }
}

extension StringProtocol {
    /// The text without the characters at its end for which the test holds.
    func trimming(_ isTrimmed: (Character) -> Bool) -> String {
        var end = endIndex
        while end > startIndex, isTrimmed(self[index(before: end)]) { end = index(before: end) }
        return String(self[startIndex..<end])
    }
}
