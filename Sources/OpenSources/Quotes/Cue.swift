/// A word that attributes words to somebody: "said", "warning", "accused".
struct Cue: Hashable {
    enum Tense { case base, present, past, participle }

    let lemma: String
    let tense: Tense
    enum Strength: Int, Comparable {
        /// A verb of thought, will or feeling, or of showing: "wants", "found".
        case attitude
        /// A verb that governs a quotation in its clause but tells of no speech by itself: "agreed to",
        /// "hoped for".
        case weak
        /// What was done in speaking: "accused", "condemned".
        case stance
        /// Speech itself, which may follow or precede: "said".
        case speech

        static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
    }

    let strength: Strength
    /// In this form also a noun ("claims", "report"), so that its surroundings must tell.
    let isAlsoNoun: Bool

    /// The cue that a lower-case word is, if it is one.
    static func form(_ word: String) -> Cue? { table[word] }

    static func form(_ token: Token) -> Cue? { token.is(.cues) ? table[token] : nil }

    static var allForms: some Sequence<String> { forms.keys }

    private static let table = WordMap(forms)

    private static let forms: [String: Cue] = {
        var forms: [String: Cue] = [:]
        func add(_ section: WordSection, _ strength: Strength) {
            for lemma in Language.english.words.phrases(section) {
                for (tense, word) in inflect(lemma) where forms[word] == nil {
                    let isNoun = alsoNouns.contains(lemma) && (tense == .base || tense == .present)
                    forms[word] = Cue(lemma: lemma, tense: tense, strength: strength, isAlsoNoun: isNoun)
                }
            }
        }
        add(.speech, .speech)
        add(.stance, .stance)
        add(.weak, .weak)
        add(.attitude, .attitude)
        return forms
    }()

    private static let alsoNouns = Language.english[.cueNouns]

    private static let irregular: [String: (past: [String], participle: String?)] = {
        var forms: [String: (past: [String], participle: String?)] = [:]
        for row in Language.english.words.rows(.irregular) {
            forms[row[0][0]] = (row[1], row.count > 2 ? row[2].first : nil)
        }
        return forms
    }()

    private static func inflect(_ lemma: String) -> [(Tense, String)] {
        let endsInConsonantY =
            lemma.hasSuffix("y") && lemma.dropLast().last.map { !"aeiou".contains($0) } == true
        let stem = String(lemma.dropLast())
        let present =
            if endsInConsonantY {
                stem + "ies"
            } else if lemma.hasSuffix("s") || lemma.hasSuffix("sh") || lemma.hasSuffix("ch") || lemma == "go"
            { lemma + "es" } else { lemma + "s" }
        let regularPast = lemma.hasSuffix("e") ? lemma + "d" : endsInConsonantY ? stem + "ied" : lemma + "ed"
        let regularParticiple = lemma.hasSuffix("e") && !lemma.hasSuffix("ee") ? stem + "ing" : lemma + "ing"
        let special = irregular[lemma]
        let pasts = special?.past ?? [regularPast]
        // "Read" and "cast" are past and base in one; as cues they are told of the past.
        return pasts.map { (.past, $0) } + [
            (.present, present), (.participle, special?.participle ?? regularParticiple), (.base, lemma),
        ]
    }
}
