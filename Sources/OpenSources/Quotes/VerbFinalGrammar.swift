/// The words by which a language whose verb stands last attributes words to a speaker.
struct VerbFinalGrammar: Sendable {
    let finite: PhraseTable
    let passive: PhraseTable
    let participles: PhraseTable
    let leading: PhraseTable
    let saying: PhraseTable
    let according: PhraseTable
    /// The speaker stands before these, the verb after: Urdu "نے". Without any, the speaker stands at the
    /// head of the sentence.
    let agents: Set<String>
    /// What is reported begins with one of these: Urdu "کہ".
    let complementisers: Set<String>
    let breaks: Set<String>
    let pronouns: Set<String>
    let persons: Set<String>
    let organisations: Set<String>
    let documents: Set<String>
    let titles: Set<String>
    let unnamed: Set<String>
    let spokespersons: Set<String>
    /// Endings of names that go before another noun: "Kabul's".
    let attributiveEndings: Set<String>
    let channels: Set<String>
    let onDay: Set<String>
    let besideGovernments: Set<String>
    let stems: Stems
    let countries: Countries

    init(_ language: Language) {
        let words = language.words
        finite = PhraseTable(words.phrases(.cuePhrases))
        passive = PhraseTable(words.phrases(.passiveCues))
        participles = PhraseTable(words.phrases(.participleCues))
        leading = PhraseTable(words.phrases(.leadingCues))
        saying = PhraseTable(words.phrases(.sayingCues))
        according = PhraseTable(words.phrases(.according))
        agents = words[.agents]
        complementisers = words[.complementisers]
        breaks = words[.breaks]
        pronouns = words[.pronouns]
        persons = words[.persons]
        organisations = words[.organisations]
        documents = words[.documents]
        titles = words[.titles]
        unnamed = words[.unnamed]
        spokespersons = words[.spokespersons]
        attributiveEndings = words[.attributiveEndings]
        channels = words[.channels]
        onDay = words[.onDay]
        besideGovernments = words[.besideGovernments]
        stems = language.stems
        countries = language.countries
    }

    static let turkish = VerbFinalGrammar(.turkish)
    static let urdu = VerbFinalGrammar(.urdu)
    private static let none = VerbFinalGrammar(.unknown)

    static func of(_ language: Language) -> VerbFinalGrammar {
        switch language.identifier {
        case "tr": turkish
        case "ur": urdu
        default: none
        }
    }

    /// The form of a noun for speakers that a word is, endings cut.
    func noun(_ word: String) -> String? {
        stems.shorter(word).first { persons.contains($0) || organisations.contains($0) || unnamed.contains($0) }
    }
}
