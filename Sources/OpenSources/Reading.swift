import Crypto

/// Reads one file as a publication: plain text as pasted or saved, or an HTML page.
///
/// - Parameters:
///   - name: Its name, which the result carries; `.html` helps to tell a page from text.
///   - bytes: The file, at most 8 MiB: UTF-8, UTF-16, or in the encoding that it declares.
///   - aliases: Who speaks under which names.
///   - day: The day of publication, where the person who files it knows; it overrules what the file says.
/// - Throws: `UnreadablePublication` with one sentence that says what would be right.
public func read(
    file name: String, bytes: [UInt8], aliases: AliasTable = .standard, published day: Day? = nil
) throws(UnreadablePublication) -> Publication {
    let (layout, isHTML) = try Reading.layout(file: name, bytes: bytes)
    return Reading.publication(
        file: name, sha256: Reading.digest(bytes), isHTML: isHTML, layout: layout, aliases: aliases,
        given: day)
}

/// Reads a PDF as a publication.
///
/// - Parameters:
///   - name: Its name, which the result carries.
///   - bytes: The file, of which the result carries the digest.
///   - extracted: What poppler's `pdftotext` prints of it: UTF-8, with a form feed after each page.
/// - Throws: `UnreadablePublication` with one sentence that says what would be right.
public func read(
    file name: String, bytes: [UInt8], extracted: [UInt8], aliases: AliasTable = .standard,
    published day: Day? = nil
) throws(UnreadablePublication) -> Publication {
    Reading.publication(
        file: name, sha256: Reading.digest(bytes), isHTML: false, layout: try Reading.layout(file: name, extracted: extracted),
        aliases: aliases, given: day)
}

/// From a file's layout to the publication.
public enum Reading {
    /// SHA-256 in lower-case hex.
    static func digest(_ bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// - Parameter extracted: What `pdftotext` prints of a PDF.
    static func layout(file: String, extracted: [UInt8]) throws(UnreadablePublication) -> Layout {
        let decoded = try DecodedText(file: file, bytes: extracted)
        var layout = Layout(pdfText: Scalars(String(decoding: decoded.bytes, as: UTF8.self)))
        if let origins = decoded.origins { layout.source = layout.source?.from(origins) }
        return layout
    }

    static func layout(file: String, bytes: [UInt8]) throws(UnreadablePublication) -> (Layout, isHTML: Bool) {
        let decoded = try DecodedText(file: file, bytes: bytes)
        guard Layout.isHTML(file: file, bytes: decoded.bytes) else {
            var layout = Layout(plain: decoded.scalars)
            layout.source = decoded.source
            return (layout, false)
        }
        var layout = try Layout(html: decoded.bytes, file: file)
        if let origins = decoded.origins { layout.trace(to: origins) }
        return (layout, true)
    }

    static func paragraphs(_ layout: Layout, _ shape: ArticleShape, _ slices: TextSlices) -> [Paragraph] {
        zip(shape.parts, layout.blocks).map { part, block in
            Paragraph(
                span: part.span, role: part.role, source: layout.source?.bytes(of: part.span),
                page: block.page, slice: slices[part.span])
        }
    }

    static func publication(
        file: String, sha256: String, isHTML: Bool, layout: Layout, aliases: AliasTable,
        given: Day?
    ) -> Publication {
        let scalars = layout.scalars
        let (language, said) = LanguageDetector.detect(layout)
        let tokeniser = Tokeniser(scalars: scalars, language: language)
        let shape = ArticleShape(layout)
        let readable = shape.readable.map { (part: $0.part, span: $0.span, tokens: tokeniser.tokens(in: $0.span)) }
        let quotations = QuotationReader.read(scalars, paragraphs: readable.map(\.span))
        let sentenceReader = SentenceReader(tokeniser: tokeniser, quotations: quotations)
        // The head of an article names nobody in full: it is read last, when the text has.
        let ordered = readable.filter { !shape.isHead($0.part) } + readable.filter { shape.isHead($0.part) }
        let sentences = ordered.flatMap { sentenceReader.sentences(of: $0.span, index: $0.part, tokens: $0.tokens) }
        let headings = Set(
            shape.parts.indices.filter { shape.parts[$0].role == .heading || shape.isHead($0) })
        let heard =
            language.identifier == Language.english.identifier
            ? QuoteReader(
                scalars: scalars, sentences: sentences, quotations: quotations, headings: headings,
                aliases: aliases
            ).heard
            : VerbFinalReader.read(
                scalars: scalars, sentences: sentences, quotations: quotations, headings: headings,
                aliases: aliases, language: language)

        let words = TimeWords.of(language)
        let phrases = readable.map { TimeReader($0.tokens, words: words).phrases() }
        let mentions = phrases.flatMap { $0.compactMap(\.date) }
        let published = PublicationDate.read(
            layout, shape, sayings: heard.passages.compactMap(\.said), mentions: mentions, given: given)
        let reference = PublicationDate.reference(published.day, mentions: mentions)
        let inferredOutlet = heard.confidants.first.map { Outlet(name: withArticle($0), basis: .inferred) }
        let slices = TextSlices(scalars)
        let quotes = heard.quotes(in: layout, slices)
        let body = sentences.filter { shape.parts[$0.paragraph].role == .body }

        return Publication(
            file: file, sha256: sha256, isHTML: isHTML, language: said, text: slices.text,
            outlet: shape.outlet ?? inferredOutlet,
            headline: shape.headline, dateline: shape.dateline?.place, published: published,
            paragraphs: paragraphs(layout, shape, slices),
            boilerplate: shape.parts.compactMap { part in
                part.boilerplate.map { Boilerplate(span: part.span, kind: $0) }
            },
            quotes: quotes,
            voices: SentenceVoice.read(body.map(\.span), quotes: quotes, passages: heard.passages),
            times: TimeResolver.resolve(phrases, published: published.day, reference: reference, in: scalars).tight,
            olderCopy: OlderCopy.read(
                body, paragraphs: { shape.parts[$0].span }, in: scalars),
            passages: heard.passages.tight,
            reference: reference,
            latestEvent: published.day ?? mentions.compactMap { $0.day(near: reference) }.max())
    }

    private static func withArticle(_ name: String) -> String {
        name.hasPrefix("the ") ? "The " + name.dropFirst(4) : name
    }
}

extension Array {
    /// The same with no room to grow, for what is kept.
    fileprivate var tight: [Element] { map { $0 } }
}
