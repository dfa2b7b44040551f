/// A line that says who wrote it.
struct Byline {
    /// The outlet, where the line names one.
    let outlet: String?

    init?(_ line: String) {
        guard line.utf8.count <= 300 else { return nil }
        let words = line.split { $0 == " " || $0 == "\u{A0}" }.map(String.init)
        guard (1...14).contains(words.count), line.unicodeScalars.last.map({ $0.endsSentence }) != true else {
            return nil
        }
        let lower = line.lowercased()
        if [
            "web desk", "news desk", "staff report", "staff reporter", "our correspondent", "agencies",
            "news agencies", "monitoring desk",
        ].contains(lower) {
            outlet = nil
            return
        }
        if lower.hasPrefix("reporting by "), words.count > 2 {
            outlet = nil
            return
        }
        guard lower.hasPrefix("by "), words.count > 1,
            words[1].unicodeScalars.first.map({ $0.isUppercase }) == true
        else { return nil }
        let names = line.dropFirst(3).split { "|,•·–—".contains($0) }.map {
            $0.split(separator: " ").joined(separator: " ")
        }
        // Names and "and" alone: "By the river, troops gathered" is no byline.
        guard
            names.first?.split(separator: " ").allSatisfy({ word in
                word.unicodeScalars.first.map { $0.isUppercase } == true
                    || ["and", "of", "the", "for", "in", "al", "bin", "de", "van", "von"].contains(word)
            }) == true
        else { return nil }
        outlet = names.first { OutletNames.isOutlet($0) }
    }
}

/// How names of outlets look.
enum OutletNames {
    /// Whether a name ends or begins as newspapers, broadcasters and agencies call themselves.
    static func isOutlet(_ name: String) -> Bool {
        let words = name.lowercased().split(separator: " ").map(String.init)
        guard let last = words.last, let first = words.first(where: { $0 != "the" }) else { return false }
        return words.count > 1 && nouns.contains(last)
            || words.suffix(2) == ["news", "service"] || words.suffix(2) == ["press", "service"]
            || known.contains(words.filter { $0 != "the" }.joined(separator: " "))
            || words.count > 1 && ["radio", "daily"].contains(first)
    }

    /// Agencies, whose words other outlets print.
    static func isAgency(_ name: String) -> Bool {
        agencies.contains(
            name.lowercased().split(separator: " ").filter { $0 != "the" }.joined(separator: " "))
    }

    private static let nouns: Set<String> = [
        "times", "tribune", "news", "post", "herald", "press", "journal", "gazette", "observer", "guardian",
        "telegraph", "independent",
        "mail", "chronicle", "standard", "nation", "express", "daily", "today", "network", "tv", "television",
        "radio", "review", "monitor",
        "mirror", "star", "sun", "globe", "inquirer", "examiner", "courier", "record", "register", "report",
        "dispatch", "weekly", "magazine",
        "agency", "online", "media", "wire", "line", "pravda", "voice", "alerts", "now",
    ]

    private static let agencies: Set<String> = [
        "reuters", "afp", "agence france-presse", "ap", "associated press", "anadolu", "anadolu agency",
        "xinhua", "tass", "pti", "ani", "app", "dpa",
        "efe", "ansa", "interfax", "ukrinform", "press trust of india", "bloomberg", "bloomberg news",
        "kyodo", "yonhap", "irna", "wafa", "sana",
    ]

    private static let known: Set<String> = agencies.union([
        "dawn", "bbc", "cnn", "al jazeera", "haaretz", "le monde", "der spiegel", "el país", "meduza",
        "politico", "axios", "tolonews", "hurriyet",
        "al arabiya", "rfe/rl", "voa", "dw", "france 24", "npr", "the hindu", "hindu", "economist",
        "ariana news", "kyiv independent",
    ])
}
