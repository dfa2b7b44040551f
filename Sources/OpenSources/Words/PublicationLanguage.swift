/// The language in which a publication was read, or that none is known.
public struct PublicationLanguage: Hashable, Sendable {
    /// BCP 47, such as "en"; nil where the language is not known, so that nothing but numbers, dates in
    /// digits and quotation marks was read.
    public let identifier: String?
    /// Its script runs from right to left.
    public let isRightToLeft: Bool
    /// What it rests on, in words.
    public let reason: String

    var language: Language { Language.all.first { $0.identifier == identifier } ?? .unknown }
}
