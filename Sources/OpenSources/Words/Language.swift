/// What the reader knows of a language: the words of its data file.
struct Language: Sendable {
    /// BCP 47.
    let identifier: String
    let words: WordFile

    static let english = Language(identifier: "en", words: WordFile(PackageResources.en_txt))

    /// Who is known under one name in all languages.
    static let actors = WordFile(PackageResources.actors_txt)

    /// How dates are written in whatever language.
    static let dates = WordFile(PackageResources.dates_txt)

    subscript(section: WordSection) -> Set<String> { words.words(section) }
}
