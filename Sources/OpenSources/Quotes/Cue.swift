/// A word that attributes words to somebody: "said", "warning", "accused".
struct Cue: Hashable {
    enum Tense { case base, present, past, participle }

    let lemma: String
    let tense: Tense
    enum Strength: Int, Comparable {
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
    static func form(_ word: String) -> Cue? { forms[word] }

    private static let forms: [String: Cue] = {
        var forms: [String: Cue] = [:]
        func add(_ lemmas: String, _ strength: Strength) {
            for lemma in lemmas.split(whereSeparator: \.isWhitespace).map(String.init) {
                for (tense, word) in inflect(lemma) where forms[word] == nil {
                    let isNoun = alsoNouns.contains(lemma) && (tense == .base || tense == .present)
                    forms[word] = Cue(lemma: lemma, tense: tense, strength: strength, isAlsoNoun: isNoun)
                }
            }
        }
        add(speech, .speech)
        add(stance, .stance)
        add(weak, .weak)
        return forms
    }()

    private static let speech = """
        say tell state add note warn announce declare claim explain remark reply respond insist
        maintain reiterate stress emphasise emphasize conclude continue argue assert allege confirm
        comment observe recall reveal write read ask answer acknowledge admit affirm reaffirm boast
        concede contend deny disclose exclaim mention pledge post predict propose quip recount
        report repeat suggest swear testify tweet underline underscore vow whisper shout clarify
        complain counter demand caution urge joke lament retort elaborate indicate inform advise
        think muse quote cite describe call vent plead implore proclaim opine interject surmise
        theorise theorize speculate summarise summarize advocate recommend point go hint fume
        reassure
        """

    private static let stance = """
        accuse blame criticise criticize condemn denounce dismiss reject praise thank welcome regret
        appeal threaten label brand dub characterise characterize frame address highlight outline
        decry slam deplore issue commend hail applaud mock ridicule question challenge dispute
        refute rebut berate deride lambast lambaste blast portray depict invoke assure express voice
        """

    private static let weak = """
        agree guess believe expect hope fear promise order request term charge refer speak brief
        rule defend justify oppose support back attack chide credit cast invite signal
        """

    private static let alsoNouns: Set<String> = [
        "state", "note", "claim", "remark", "reply", "comment", "report", "promise", "answer", "quote",
        "post", "tweet", "vow", "pledge", "counter",
        "demand", "urge", "joke", "lament", "call", "point", "hint", "signal", "praise", "regret", "appeal",
        "request", "order", "label", "brand",
        "term", "frame", "address", "highlight", "outline", "charge", "issue", "voice", "brief", "rule",
        "question", "challenge", "dispute",
        "support", "back", "attack", "blast", "credit", "cast", "hope", "fear", "guess", "blame", "boast",
        "read", "caution", "go", "respond",
        "mock", "stress", "cite",
    ]

    private static let irregular: [String: (past: [String], participle: String?)] = [
        "say": (["said"], nil), "tell": (["told"], nil), "write": (["wrote", "written"], nil),
        "read": (["read"], nil), "think": (["thought"], nil),
        "swear": (["swore", "sworn"], nil), "speak": (["spoke", "spoken"], nil), "go": (["went"], nil),
        "cast": (["cast"], nil),
        "admit": (["admitted"], "admitting"), "quip": (["quipped"], "quipping"),
        "refer": (["referred"], "referring"), "dub": (["dubbed"], "dubbing"),
        "rebut": (["rebutted"], "rebutting"), "regret": (["regretted"], "regretting"),
        "slam": (["slammed"], "slamming"),
        "label": (["labelled", "labeled"], "labelling"), "signal": (["signalled", "signaled"], "signalling"),
    ]

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
