/// An article as its file lays it out, and read no further: nobody's words are told apart in it.
///
/// Faster than a whole `Publication`, for those who need nothing but the text.
public struct Article: Hashable, Sendable {
    /// The file's name, as it was given.
    public let file: String
    public let headline: String?
    public let outlet: Outlet?
    /// As the page and its lines tell it; what only a whole reading can infer is not known here.
    public let published: PublicationDate
    /// All blocks of text in order; what is not the article's is marked.
    public let paragraphs: [Paragraph]

    /// Its paragraphs that are no boilerplate, one a line.
    public var text: String {
        paragraphs.lazy.filter { $0.role != .boilerplate }.map(\.text).joined(separator: "\n")
    }
}

/// Reads a file's article alone: plain text, or an HTML page.
///
/// - Parameter bytes: The file, at most 8 MiB.
/// - Throws: `UnreadablePublication` with one sentence that says what would be right.
public func article(file name: String, bytes: [UInt8]) throws(UnreadablePublication) -> Article {
    let (layout, _) = try Reading.layout(file: name, bytes: bytes)
    let shape = ArticleShape(layout)
    let (language, _) = LanguageDetector.detect(layout)
    let tokeniser = Tokeniser(scalars: layout.scalars, language: language)
    let words = TimeWords.of(language)
    // Only the lead can infer a day, and only that of a weekday beside an event.
    let mentions = shape.readable.prefix(5).flatMap {
        TimeReader(tokeniser.tokens(in: $0.span), words: words).phrases().compactMap(\.date)
    }
    return Article(
        file: name, headline: shape.headline, outlet: shape.outlet,
        published: PublicationDate.read(layout, shape, sayings: [], mentions: mentions, given: nil),
        paragraphs: Reading.paragraphs(layout, shape, TextSlices(layout.scalars)))
}

extension Article {
    /// As `Reading.json` writes a publication, in as far as it was read.
    public var json: String {
        JSONValue.object([
            ("file", .string(file)), ("headline", .string(headline)), ("outlet", .string(outlet?.name)),
            ("published", .string(published.day?.description)), ("published_basis", .string(published.reason)),
            (
                "paragraphs",
                .array(
                    paragraphs.map {
                        .object([("role", .string($0.role.rawValue)), ("text", .string($0.text))])
                    })
            ),
        ]).text
    }
}
