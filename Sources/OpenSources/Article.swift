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

/// Reads a file's article alone: plain text, an HTML page, or a PDF.
///
/// - Parameters:
///   - bytes: The file, at most 8 MiB.
///   - extracted: Of a PDF, what poppler's `pdftotext` prints of it.
/// - Throws: `UnreadablePublication` with one sentence that says what would be right.
public func article(
    file name: String, bytes: [UInt8], extracted: [UInt8]? = nil
) throws(UnreadablePublication) -> Article {
    let layout = try Reading.layout(file: name, bytes: bytes, extracted: extracted)
    let shape = ArticleShape(layout)
    return Article(
        file: name, headline: shape.headline, outlet: shape.outlet, published: PublicationDate.read(layout, shape),
        paragraphs: Reading.paragraphs(layout, shape, TextSlices(layout.scalars)))
}

/// Reads a file's day of publication alone: plain text, a PDF, or an HTML page, of which nothing but the head is read where its
/// fields agree.
///
/// - Parameters:
///   - bytes: The file, at most 8 MiB.
///   - extracted: Of a PDF, what poppler's `pdftotext` prints of it.
/// - Returns: What `article(file:bytes:)` says.
/// - Throws: `UnreadablePublication` with one sentence that says what would be right.
public func published(
    file name: String, bytes: [UInt8], extracted: [UInt8]? = nil
) throws(UnreadablePublication) -> PublicationDate {
    // Fields of a head are ASCII, whatever the encoding of the rest, but for UTF-16.
    if bytes.count <= DecodedText.limit, UTF16Text.order(of: bytes) == nil, Layout.isHTML(file: name, bytes: bytes),
        let agreed = PublicationDate.agreed(PageScan(bytes, isHeadOnly: true).facts.dates)
    {
        return agreed
    }
    let layout = try Reading.layout(file: name, bytes: bytes, extracted: extracted)
    return PublicationDate.read(layout) ?? PublicationDate.read(layout, ArticleShape(layout))
}

extension Reading {
    fileprivate static func layout(
        file: String, bytes: [UInt8], extracted: [UInt8]?
    ) throws(UnreadablePublication) -> Layout {
        guard let extracted else { return try layout(file: file, bytes: bytes).0 }
        return try layout(file: file, extracted: extracted)
    }
}

extension PublicationDate {
    /// As `Article.json` writes it.
    public func json(file: String) -> String {
        JSONValue.object([
            ("file", .string(file)), ("published", .string(day?.description)), ("published_basis", .string(reason)),
        ]).text
    }
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
