import Crypto

/// Reads one file as a publication: plain text as pasted or saved, or an HTML page.
///
/// - Parameters:
///   - name: Its name, which the result carries; `.html` helps to tell a page from text.
///   - bytes: The file. UTF-8; at most 8 MiB.
///   - aliases: Who speaks under which names.
///   - day: The day of publication, where the person who files it knows; it overrules what the file says.
/// - Throws: `UnreadablePublication` with one sentence that says what would be right.
public func read(
    file name: String, bytes: [UInt8], aliases: AliasTable = .standard, published day: Day? = nil
) throws(UnreadablePublication) -> Publication {
    let decoded = try DecodedText(file: name, bytes: bytes)
    let isHTML = Layout.isHTML(file: name, bytes: decoded.bytes)
    var layout =
        isHTML ? try Layout(html: decoded.bytes, file: name) : Layout(plain: decoded.scalars)
    if let origins = decoded.origins {
        layout.source = isHTML ? layout.source?.from(origins) : decoded.source
    }
    let digest = SHA256.hash(data: bytes).map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }.joined()
    return Reading.publication(file: name, sha256: digest, isHTML: isHTML, layout: layout, aliases: aliases,
        given: day)
}

/// From a file's layout to the publication.
public enum Reading {
    static func publication(
        file: String, sha256: String, isHTML: Bool, layout: Layout, aliases: AliasTable,
        given: Day?
    ) -> Publication {
        let scalars = layout.scalars
        let shape = ArticleShape(layout)
        let readable = shape.readable
        let quotations = QuotationReader.read(scalars, paragraphs: readable.map(\.span))
        let sentenceReader = SentenceReader(scalars: scalars, quotations: quotations)
        // The head of an article names nobody in full: it is read last, when the text has.
        let ordered = readable.filter { !shape.isHead($0.part) } + readable.filter { shape.isHead($0.part) }
        let sentences = ordered.flatMap { sentenceReader.sentences(of: $0.span, index: $0.part) }
        let headings = Set(
            shape.parts.indices.filter { shape.parts[$0].role == .heading || shape.isHead($0) })
        let reader = QuoteReader(
            scalars: scalars, sentences: sentences, quotations: quotations, headings: headings,
            aliases: aliases)

        let phrases = readable.map {
            TimeReader(Tokeniser(scalars: scalars).tokens(in: $0.span)).phrases()
        }
        let mentions = phrases.flatMap { $0.compactMap(\.date) }
        let published = PublicationDate.read(
            layout, shape, sayings: reader.passages.compactMap(\.said), mentions: mentions, given: given)
        let reference = PublicationDate.reference(published.day, mentions: mentions)
        let inferredOutlet = reader.confidants.first.map { Outlet(name: withArticle($0), basis: .inferred) }

        return Publication(
            file: file, sha256: sha256, isHTML: isHTML, text: scalars.string,
            outlet: shape.outlet ?? inferredOutlet,
            headline: shape.headline, dateline: shape.dateline?.place, published: published,
            paragraphs: shape.parts.map { part in
                Paragraph(
                    span: part.span, text: scalars.string(part.span), role: part.role,
                    source: layout.source?.bytes(of: part.span))
            },
            boilerplate: shape.parts.compactMap { part in
                part.boilerplate.map { Boilerplate(span: part.span, kind: $0) }
            },
            quotes: reader.quotes(in: layout),
            times: TimeResolver.resolve(phrases, published: published.day, reference: reference, in: scalars),
            passages: reader.passages,
            reference: reference,
            latestEvent: published.day ?? mentions.compactMap { $0.day(near: reference) }.max(),
            rounds: Rounds.read(
                shape.readable.prefix(5).map { Tokeniser(scalars: scalars).tokens(in: $0.span) }))
    }

    private static func withArticle(_ name: String) -> String {
        name.hasPrefix("the ") ? "The " + name.dropFirst(4) : name
    }
}

extension QuoteReader {
    /// All quotes in order of the text; passages know theirs by index.
    func quotes(in layout: Layout) -> [Quote] {
        (direct.compactMap { $0 } + indirect).sorted { $0.span < $1.span }.map { found in
            Quote(
                span: found.span, text: layout.scalars.string(found.span), kind: found.kind, cue: found.cue,
                speaker: found.speaker,
                isStandingPosition: found.isStanding, source: layout.source?.bytes(of: found.span),
                actor: found.actor)
        }
    }
}
