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
        if line.utf8.contains(where: startsSeparator), line.unicodeScalars.contains(where: separators.contains),
            isNavigation(line)
        {
            return .navigation
        }
        if let kind = lines[WordHash(words).value] { return kind }
        if let rule = prefixes[Int(lower[0])].first(where: { lower.starts(with: $0.prefix) }) { return rule.kind }
        if rights.contains(where: { ends(lower[...], with: $0) }) { return .notice }
        if (0x30...0x39).contains(words[0]) || words[0] >= 0x80, counts(words) { return .pageControl }
        return nil
    }

    /// In lower case, with straight apostrophes.
    private static func plain(_ line: String) -> [UInt8] {
        var line = line
        return line.withUTF8(plain) ?? Array(Folding.fold(line).utf8).replacing([0xE2, 0x80, 0x99], with: "'".utf8)
    }

    /// Nil where a line holds other letters than those of ASCII: it is to be folded.
    private static func plain(_ line: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var plain: [UInt8] = []
        plain.reserveCapacity(line.count)
        var place = 0
        while place < line.count {
            let byte = line[place]
            if byte < 0x80 {
                plain.append((0x41...0x5A).contains(byte) ? byte | 0x20 : byte)
                place += 1
            } else if isMark(line[place...]) {
                if line[place + 2] == 0x99 { plain.append(UInt8(ascii: "'")) } else { plain += line[place..<(place + 3)] }
                place += 3
            } else {
                return nil
            }
        }
        return plain
    }

    /// Whether a dash, a quotation mark or the like comes next: U+2010 to U+2027.
    private static func isMark(_ bytes: some Collection<UInt8>) -> Bool {
        var next = bytes.makeIterator()
        guard next.next() == 0xE2, next.next() == 0x80, let last = next.next() else { return false }
        return (0x90...0xA7).contains(last)
    }

    /// Its letters and digits alone, words apart by one blank.
    private static func words(of lower: [UInt8]) -> [UInt8] {
        if let words = plainWords(of: lower) { return words }
        var words: [UInt8] = []
        for part in lower.split(separator: 0x20) {
            let kept = String(decoding: part, as: UTF8.self).filter { $0.isLetter || $0.isNumber }
            guard !kept.isEmpty else { continue }
            if !words.isEmpty { words.append(0x20) }
            words += kept.utf8
        }
        return words
    }

    /// The same; nil where a line holds other letters than those of ASCII.
    private static func plainWords(of lower: [UInt8]) -> [UInt8]? {
        var words: [UInt8] = []
        words.reserveCapacity(lower.count)
        var isPending = false
        var place = 0
        while place < lower.count {
            let byte = lower[place]
            if byte.isASCIILetter || byte.isASCIIDigit {
                if isPending { words.append(0x20) }
                isPending = false
                words.append(byte)
            } else if byte == 0x20 {
                isPending = !words.isEmpty
            } else if byte >= 0x80 {
                guard isMark(lower[place...]) else { return nil }
                place += 2
            }
            place += 1
        }
        return words
    }

    /// A number, and what is counted by it.
    private static func counts(_ words: [UInt8]) -> Bool {
        let words = words.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
        return words.count <= 4 && words[0].allSatisfy(\.isNumber) && counted.contains(words[words.count - 1])
    }

    /// "Home | World | Region", "Home > World": short names in a row. A row that names an outlet and no
    /// section of a site is somebody's byline.
    private static func isNavigation(_ line: String) -> Bool {
        let items = line.unicodeScalars.split(whereSeparator: separators.contains).map(String.init).map {
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
    private static let separators: [Unicode.Scalar] = [
        "|", "\u{B7}", "\u{2022}", "\u{203A}", "\u{BB}", ">", "\u{2192}", "/",
    ]

    private static func startsSeparator(_ byte: UInt8) -> Bool { separatorBytes[Int(byte)] }

    /// Which bytes begin a separator.
    private static let separatorBytes: [Bool] = (0...255).map { byte in
        separators.contains { UTF8.encode($0)?.first == UInt8(byte) }
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

    /// By their first byte.
    private static let prefixes: [[(prefix: [UInt8], kind: Boilerplate.Kind)]] = {
        var prefixes = [[(prefix: [UInt8], kind: Boilerplate.Kind)]](repeating: [], count: 256)
        for row in Language.anywhere.rows(.linePrefixes) {
            for phrase in row[1] {
                if let first = phrase.utf8.first { prefixes[Int(first)].append((Array(phrase.utf8), kind(row[0]))) }
            }
        }
        return prefixes
    }()

    /// By the hashes of their words.
    private static let lines = WordTable<Boilerplate.Kind>(
        Dictionary(
            Language.anywhere.keys(.lines).map { (WordHash($0.key.utf8).value, kind([$0.value])) }, uniquingKeysWith: { first, _ in first }))

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
