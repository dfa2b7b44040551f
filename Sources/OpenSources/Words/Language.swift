/// What the reader knows of a language: the words of its data file.
///
/// Lines that surround an article (dates, labels, menus, names of outlets) are read in all languages at
/// once, since a page in one language often carries those of another: `anywhere`. Sentences are read in
/// the language of the publication.
struct Language: Sendable {
    /// BCP 47; empty where the language is not known.
    let identifier: String
    let words: WordFile
    let traits: Traits
    let abbreviations: Set<String>
    let countries: Countries
    let stems: Stems
    /// Words that carry no content.
    let small: Set<String>
    /// The English word for stems of the language.
    let meanings: [String: String]

    /// How the language differs from others in more than words.
    struct Traits: Hashable, Sendable {
        var isRightToLeft = false
        /// The verb that attributes words stands at the end of its sentence.
        var isVerbFinal = false
        /// An apostrophe sets endings off from names: "Ankara'da".
        var hasApostropheEndings = false
        /// A full stop after a number makes it an ordinal: "3. tur".
        var hasOrdinalStops = false

        init(_ names: Set<String>) {
            isRightToLeft = names.contains("right-to-left")
            isVerbFinal = names.contains("verb-final")
            hasApostropheEndings = names.contains("apostrophe-endings")
            hasOrdinalStops = names.contains("ordinal-stops")
        }

        static let names: Set<String> = [
            "right-to-left", "verb-final", "apostrophe-endings", "ordinal-stops",
        ]
    }

    init(_ identifier: String, _ bytes: [UInt8]) {
        self.identifier = identifier
        words = WordFile(bytes)
        traits = Traits(words.words(.traits))
        abbreviations = words.words(.abbreviations)
        countries = Countries(words.rows(.countries))
        let stems = Stems(words.phrases(.stemEndings))
        self.stems = stems
        small = words[.otherSmall].union(words[.breaks]).union(words[.determiners]).union(words[.pronouns])
        meanings = Dictionary(
            words.rows(.meanings).flatMap { row in
                row[1].map { (stems.stem(Folding.fold($0)), ContentWords.stem(row[0][0])) }
            }, uniquingKeysWith: { first, _ in first })
    }

    static let english = Language("en", PackageResources.en_txt)
    static let turkish = Language("tr", PackageResources.tr_txt)
    static let urdu = Language("ur", PackageResources.ur_txt)
    /// One of which nothing is known: its numbers are read, and its quotation marks.
    static let unknown = Language("", [])

    static let all = [english, turkish, urdu]

    /// The words of all languages together.
    static let anywhere = WordFile(all.map(\.words))

    /// Who is known under one name in all languages.
    static let actors = WordFile(PackageResources.actors_txt)

    /// How dates are written in whatever language.
    static let dates = WordFile(PackageResources.dates_txt)

    subscript(section: WordSection) -> Set<String> { words.words(section) }
}
