/// A line that says who wrote it.
struct Byline {
    /// The outlet, where the line names one.
    let outlet: String?

    init?(_ line: String) {
        guard line.utf8.count <= 300, line.unicodeScalars.last.map({ $0.endsSentence }) != true else {
            return nil
        }
        let words = line.split { $0 == " " || $0 == "\u{A0}" }.map(String.init)
        guard (1...14).contains(words.count) else { return nil }
        let lower = Folding.fold(line)
        if Self.desks.contains(lower) {
            outlet = nil
            return
        }
        if Self.credits.contains(where: { lower.hasPrefix($0 + " ") }), words.count > 2 {
            outlet = nil
            return
        }
        guard let prefix = Self.prefixes.first(where: { lower.hasPrefix($0 + " ") }), words.count > 1,
            words[1].unicodeScalars.first.map({ $0.isUppercase || $0.isCaseless }) == true
        else { return nil }
        let names = line.dropFirst(prefix.count + 1).split { "|,•·–—".contains($0) }.map {
            $0.split(separator: " ").joined(separator: " ")
        }
        // Names and "and" alone: "By the river, troops gathered" is no byline.
        guard
            names.first?.split(separator: " ").allSatisfy({ word in
                word.unicodeScalars.first.map { $0.isUppercase || $0.isCaseless } == true
                    || Self.particles.contains(String(word))
            }) == true
        else { return nil }
        outlet = names.first { OutletNames.isOutlet($0) }
    }

    private static let prefixes = Language.anywhere.phrases(.bylinePrefixes)
    private static let desks = Language.anywhere[.desks]
    private static let credits = Language.anywhere.phrases(.bylineCredits)
    private static let particles = Language.anywhere[.bylineParticles]
}

/// How names of outlets look.
enum OutletNames {
    /// Whether a name ends or begins as newspapers, broadcasters and agencies call themselves.
    static func isOutlet(_ name: String) -> Bool {
        let words = Folding.fold(name).split(separator: " ").map(String.init)
        guard let last = words.last, let first = words.first(where: { $0 != "the" }) else { return false }
        return words.count > 1 && nouns.contains(last)
            || endings.contains(words.suffix(2).joined(separator: " "))
            || known.contains(words.filter { $0 != "the" }.joined(separator: " "))
            || words.count > 1 && firsts.contains(first)
    }

    /// Agencies, whose words other outlets print.
    static func isAgency(_ name: String) -> Bool {
        agencies.contains(
            Folding.fold(name).split(separator: " ").filter { $0 != "the" }.joined(separator: " "))
    }

    private static let nouns = Language.anywhere[.outletNouns]
    private static let firsts = Language.anywhere[.outletFirsts]
    private static let endings = Language.anywhere[.outletEndings]
    private static let agencies = Language.anywhere[.agencies]
    private static let known = agencies.union(Language.anywhere[.knownOutlets])
}
