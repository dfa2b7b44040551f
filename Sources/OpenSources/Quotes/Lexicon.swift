/// Small words and nouns by which a sentence's frame is read.
enum Lexicon {
    /// Words that end a noun phrase on its left: conjunctions, relatives, subordinators.
    static let breaks = Language.english[.breaks]

    static let prepositions = Language.english[.prepositions]

    static let determiners = Language.english[.determiners]

    /// What may stand between a subject and its verb.
    static let betweenSubjectAndVerb = Language.english[.betweenSubjectAndVerb]

    /// Nouns that name somebody who speaks, or a text that does.
    static let speakers: Set<String> = persons.union(organisations).union(documents)

    static let persons = Language.english[.persons]

    static let organisations = Language.english[.organisations]

    static let documents = Language.english[.documents]

    /// Nouns for persons and bodies by what they do.
    static let offices: Set<String> = persons.union(organisations)

    /// Ranks and forms of address that stand before a name.
    static let titles = Language.english[.titles]

    /// Adjectives that belong to a speaker's description although they start in lower case.
    static let describing = Language.english[.describing]

    /// An adverb by its ending.
    static func isAdverb(_ token: Token) -> Bool {
        !token.isCapitalised && token.is(.adverbs)
    }

    static let pronouns = Language.english[.pronouns]

    /// Join a clause to the one before.
    static let joints = Language.english[.joints]

    /// Conjunctions that begin a sentence without making it depend on another.
    static let opensMain = Language.english[.opensMain]

    /// Begin what only says when or on what occasion.
    static let adjuncts = Language.english[.adjuncts]

    /// To whom something is told, where one word says it.
    static let hearers = Language.english[.hearers]

    /// What makes the word after it a verb, and the word before it a noun, where that may be either.
    static let beforeVerbs = Language.english[.beforeVerbs]
    static let afterNouns = Language.english[.afterNouns]

    /// Verbs whose first object is who was told.
    static let telling = Language.english[.tellingCues]

    /// Verbs of thought that take a whole clause: "believes", "found".
    static let clausal = Language.english[.clausal]

    /// Nouns and adjectives of words and thoughts: "claim", "plan", "confident".
    static let thoughts = Language.english[.thoughts]

    /// What begins that of which they tell: "that", "to", "about".
    static let complements = Language.english[.complements]

    /// They say of the quotation that follows that words are given: "the slogan “…”".
    static let naming = Language.english[.naming]

    /// What has a name that stands in quotation marks and is nobody's words: "the film “…”".
    static let works = Language.english[.works]

    /// Who speaks for a broadcaster itself: "PRESENTER: …".
    static let presenters = Language.english[.presenters]

    /// They end as adverbs do, and are none.
    static let notAdverbs = Language.english[.notAdverbs]
}
