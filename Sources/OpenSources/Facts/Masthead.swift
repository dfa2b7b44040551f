/// The outlet's name where it stands by itself at the top of a text: alone on a line, or on one line
/// with a date.
///
/// A name and a short headline look the same, so that a name alone must be borne out: it ends as names
/// of outlets do, a date or byline stands next to it, a line at the end of the text names it again.
struct Masthead {
    /// A line at the top, and what has been found of it.
    struct Line {
        let text: String
        let boilerplate: Boilerplate.Kind?
        let isDateOnly: Bool
        let endsLikeSentence: Bool
        /// The markup says that it is the headline.
        let isMainHeading: Bool
    }

    /// The index of the line.
    let line: Int
    let outlet: String

    /// - Parameter lines: All lines of the text in order.
    init?(_ lines: [Line]) {
        let head = lines.prefix(Self.reach).prefix { $0.boilerplate != nil || !$0.endsLikeSentence }
        for index in head.indices where head[index].boilerplate == nil && !head[index].isMainHeading {
            if let name = Self.nameBesideDate(head[index].text), OutletNames.isOutlet(name) {
                (line, outlet) = (index, name)
                return
            }
            guard Self.isName(head[index].text) else { continue }
            let name = head[index].text
            let isLikely = Self.looksLikeOutlet(name)
            let isBesideDate = [index - 1, index + 1].contains { neighbour in
                head.indices.contains(neighbour)
                    && (head[neighbour].isDateOnly || head[neighbour].boilerplate == .byline)
            }
            // What a text is about is named again too, but not as the holder of its rights.
            let isNamedAgain = lines.suffix(Self.reach).contains { line in
                line.text.utf8.count > name.utf8.count && line.boilerplate != .relatedLink
                    && (isLikely || line.boilerplate == .notice) && line.text.holds(name)
            }
            let reasons = [isLikely, isBesideDate, isNamedAgain].count { $0 }
            // Where no other line can be the headline, this one may well be it.
            let hasHeadline = head.indices.contains {
                $0 != index && head[$0].boilerplate == nil && head[$0].text.split(separator: " ").count >= 3
            }
            if reasons == 3 || reasons == 2 && hasHeadline {
                (line, outlet) = (index, name)
                return
            }
        }
        return nil
    }

    /// "Published in The Valley Herald, 14 March 2024"
    static func imprint(_ line: String) -> String? {
        let lower = line.lowercased()
        guard let prefix = imprints.first(where: { lower.hasPrefix($0 + " ") }) else { return nil }
        let name = line.dropFirst(prefix.count + 1).prefix { !",.|·(".contains($0) }.trimming { $0 == " " }
        return OutletNames.isOutlet(name) ? name : nil
    }

    private static let imprints = Language.anywhere.phrases(.imprints)
    private static let particles = Language.anywhere[.outletParticles]

    /// How many lines from the top or the end are looked at.
    private static let reach = 8

    /// One to six words with capitals, without a mark that a name does not have.
    private static func isName(_ line: String) -> Bool {
        let words = line.split(separator: " ")
        return (1...6).contains(words.count) && line.utf8.count <= 60
            && !line.unicodeScalars.contains {
                $0.isDigit || $0.endsSentence || ":;,|“”\"".unicodeScalars.contains($0)
            }
            && words.allSatisfy { word in
                word.unicodeScalars.first.map { $0.isUppercase || $0.isCaseless } == true
                    || particles.contains(String(word))
            }
    }

    /// A headline such as "Talks Resume Today" may end as a name does, but has a verb or a preposition.
    private static func looksLikeOutlet(_ name: String) -> Bool {
        let words = name.lowercased().split(separator: " ").map(String.init)
        return OutletNames.isOutlet(name) && !["today", "now"].contains(words.last)
            && words.dropLast().allSatisfy { word in
                word == "of" || Cue.form(word) == nil && !Lexicon.prepositions.contains(word)
            }
    }

    /// "The Valley Herald | Thursday, 14 March 2024", in either order.
    private static func nameBesideDate(_ line: String) -> String? {
        guard line.utf8.count <= 120 else { return nil }
        func isMark(_ character: Character) -> Bool { "|,·•–—".contains(character) }
        func isDate(_ text: Substring) -> Bool {
            let scalars = Scalars(String(text))
            return PublishedLine(scalars, TextSpan(start: 0, end: scalars.count)).isDateOnly
        }
        guard let first = line.firstIndex(where: isMark), let last = line.lastIndex(where: isMark) else {
            return nil
        }
        let candidates = [
            (name: line[..<first], date: line[line.index(after: first)...]),
            (name: line[line.index(after: last)...], date: line[..<last]),
        ]
        return candidates.lazy.filter { isDate($0.date) }
            .map { $0.name.split(separator: " ").joined(separator: " ") }.first(where: isName)
    }
}
