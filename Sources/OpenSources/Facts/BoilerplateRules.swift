/// What a line of pasted text is, when it is not the article's. Only lines that are nothing else are
/// marked: a sentence never is.
struct BoilerplateRules {
    static func kind(of line: String) -> Boilerplate.Kind? {
        guard line.utf8.count <= 330 else { return nil }
        let lower = Folding.fold(line).map { $0 == "\u{2019}" ? "'" : $0 }
        if isCaption(String(lower)) { return .caption }
        guard lower.count <= 160 else { return nil }
        let words = lower.filter { $0.isLetter || $0.isNumber || $0 == " " }.split(separator: " ").map {
            String($0)
        }
        if words.isEmpty { return .notice }
        if isNavigation(line) { return .navigation }
        if let kind = lines[words.joined(separator: " ")] { return kind }
        if let rule = prefixes.first(where: { lower.starts(with: $0.0) }) { return rule.1 }
        if rights.contains(where: String(lower).hasSuffix) { return .notice }
        if words.count <= 4, let last = words.last, words[0].allSatisfy(\.isNumber), counted.contains(last) {
            return .pageControl
        }
        return nil
    }

    /// "Home | World | Region", "Home > World": short names in a row. A row that names an outlet and no
    /// section of a site is somebody's byline.
    private static func isNavigation(_ line: String) -> Bool {
        let marks: Set<Character> = ["|", "·", "•", "›", "»", ">", "→", "/"]
        let items = line.split(whereSeparator: marks.contains).map {
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

    /// A line that credits a picture at its end or its beginning.
    private static func isCaption(_ lower: String) -> Bool {
        if captionHeads.contains(where: lower.hasPrefix) { return true }
        let tail = Array(lower.utf8.suffix(80))
        for mark in credits {
            guard let end = self.end(of: mark, in: tail) else { continue }
            // Only a name follows the mark.
            if tail[end...].split(separator: UInt8(ascii: " ")).count <= 7 { return true }
        }
        let end = lower.trimming { ").] ".contains($0) }
        return agencies.contains { end.hasSuffix($0) }
    }

    private static func end(of mark: [UInt8], in text: [UInt8]) -> Int? {
        guard text.count >= mark.count else { return nil }
        return (0...(text.count - mark.count)).first { text[$0] == mark[0] && text[$0...].starts(with: mark) }
            .map { $0 + mark.count }
    }

    private static let captionHeads = Language.anywhere.phrases(.captionBeginnings)
    private static let credits = Language.anywhere.phrases(.captionCredits).map { Array($0.utf8) }
    private static let agencies = Language.anywhere.phrases(.captionEndings)
    private static let rights = Language.anywhere.phrases(.rights)

    private static let prefixes = Language.anywhere.rows(.linePrefixes).flatMap { row in
        row[1].map { (prefix: $0, kind: kind(row[0])) }
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
