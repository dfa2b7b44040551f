/// What a word of a text is to the reading of its sentence, as far as its form tells: all that the
/// lists of `Lexicon` say of it, looked up once for each token.
struct WordClass: OptionSet, Sendable {
    let rawValue: UInt32

    static let breaks = WordClass(rawValue: 1 << 0)
    static let prepositions = WordClass(rawValue: 1 << 1)
    static let determiners = WordClass(rawValue: 1 << 2)
    static let betweenSubjectAndVerb = WordClass(rawValue: 1 << 3)
    static let persons = WordClass(rawValue: 1 << 4)
    static let organisations = WordClass(rawValue: 1 << 5)
    static let documents = WordClass(rawValue: 1 << 6)
    static let titles = WordClass(rawValue: 1 << 7)
    static let describing = WordClass(rawValue: 1 << 8)
    static let pronouns = WordClass(rawValue: 1 << 9)
    static let joints = WordClass(rawValue: 1 << 10)
    static let opensMain = WordClass(rawValue: 1 << 11)
    static let adjuncts = WordClass(rawValue: 1 << 12)
    static let hearers = WordClass(rawValue: 1 << 13)
    static let beforeVerbs = WordClass(rawValue: 1 << 14)
    static let afterNouns = WordClass(rawValue: 1 << 15)
    static let thoughts = WordClass(rawValue: 1 << 16)
    static let complements = WordClass(rawValue: 1 << 17)
    static let notAdverbs = WordClass(rawValue: 1 << 18)
    /// "Statement", and other words for one.
    static let statements = WordClass(rawValue: 1 << 19)
    /// The name of a weekday, or of a month where it is no abbreviation.
    static let times = WordClass(rawValue: 1 << 20)
    /// A form of a verb that attributes words.
    static let cues = WordClass(rawValue: 1 << 21)
    /// The name of a country, its people or its capital.
    static let countries = WordClass(rawValue: 1 << 22)
    /// A form of "make", which attributes words with "clear" after it.
    static let makes = WordClass(rawValue: 1 << 24)
    /// Before a quotation it says that words are given.
    static let naming = WordClass(rawValue: 1 << 25)
    /// A broadcast, book or the like, or who is seen in one: its name stands in quotation marks.
    static let works = WordClass(rawValue: 1 << 26)
    /// Who speaks for a broadcaster itself.
    static let presenters = WordClass(rawValue: 1 << 27)
    /// Ends as adverbs do.
    static let adverbs = WordClass(rawValue: 1 << 23)

    /// Nouns that name somebody who speaks, or a text that does.
    static let speakers: WordClass = [.persons, .organisations, .documents]
    /// Nouns for persons and bodies by what they do.
    static let offices: WordClass = [.persons, .organisations]

    /// What is known of a word in small letters.
    static func of(_ word: String, _ hash: UInt64) -> WordClass { known.value(of: word, hash) ?? [] }

    private static let known: WordMap<WordClass> = {
        var known: [String: WordClass] = [:]
        func add(_ words: some Sequence<String>, _ classes: WordClass) {
            for word in words { known[word, default: []].formUnion(classes) }
        }
        add(Lexicon.breaks, .breaks)
        add(Lexicon.prepositions, .prepositions)
        add(Lexicon.determiners, .determiners)
        add(Lexicon.betweenSubjectAndVerb, .betweenSubjectAndVerb)
        add(Lexicon.persons, .persons)
        add(Lexicon.organisations, .organisations)
        add(Lexicon.documents, .documents)
        add(Lexicon.titles, .titles)
        add(Lexicon.describing, .describing)
        add(Lexicon.pronouns, .pronouns)
        add(Lexicon.joints, .joints)
        add(Lexicon.opensMain, .opensMain)
        add(Lexicon.adjuncts, .adjuncts)
        add(Lexicon.hearers, .hearers)
        add(Lexicon.beforeVerbs, .beforeVerbs)
        add(Lexicon.afterNouns, .afterNouns)
        add(Lexicon.thoughts, .thoughts)
        add(Lexicon.complements, .complements)
        add(Lexicon.notAdverbs, .notAdverbs)
        add(["statement", "communique", "communiqué"], .statements)
        add(Lexicon.naming, .naming)
        add(Lexicon.works, .works)
        add(Lexicon.presenters, .presenters)
        add(Weekday.allCases.map(\.rawValue), .times)
        add(DateMention.monthNames.filter { $0.count > 3 }, .times)
        add(Cue.allForms, .cues)
        add(Cue.makes.keys, .makes)
        add(Countries.standard.words, .countries)
        return WordMap(known)
    }()
}

extension Token {
    /// It is one of a class, or of any of several.
    func `is`(_ classes: WordClass) -> Bool { !self.classes.isDisjoint(with: classes) }
}
