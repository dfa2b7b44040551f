extension Reading {
    /// What was read, as JSON: keys in a fixed order, one line for each object of a list. The same
    /// input gives the same bytes.
    public static func json(_ publications: [Publication], _ statements: [Statement]) -> String {
        let alterations = Alteration.find(publications, statements)
        return JSONValue.object([
            (
                "publications",
                .array(publications.enumerated().map { publication($1, index: $0, statements) })
            ),
            ("statements", .array(statements.map(statement))),
            ("alterations", .array(alterations.map(alteration))),
        ]).text + "\n"
    }

    private static func publication(_ publication: Publication, index: Int, _ statements: [Statement])
        -> JSONValue
    {
        var origin: [Int: String] = [:]
        for statement in statements {
            for carrier in statement.carriers where carrier.publication == index {
                for quote in carrier.quotes { origin[quote] = statement.id }
            }
        }
        return .object([
            ("file", .string(publication.file)),
            ("sha256", .string(publication.sha256)),
            ("outlet", .string(publication.outlet?.name)),
            ("outlet_basis", .string(publication.outlet?.basis.rawValue)),
            ("headline", .string(publication.headline)),
            ("dateline", .string(publication.dateline)),
            ("published", .string(publication.published.day?.description)),
            ("published_basis", .string(publication.published.reason)),
            (
                "paragraphs",
                .array(
                    publication.paragraphs.map { paragraph in
                        .object(
                            span(paragraph.span, paragraph.source) + [
                                ("role", .string(paragraph.role.rawValue)), ("text", .string(paragraph.text)),
                            ])
                    })
            ),
            (
                "boilerplate",
                .array(
                    publication.boilerplate.map { part in
                        .object(span(part.span, nil) + [("kind", .string(part.kind.rawValue))])
                    })
            ),
            ("quotes", .array(publication.quotes.enumerated().map { quote($1, statement: origin[$0]) })),
            ("times", .array(publication.times.map(time))),
        ])
    }

    private static func time(_ time: TimeMention) -> JSONValue {
        .object(
            span(time.span, nil) + [
                ("text", .string(time.text)), ("value", .string(time.value)),
                ("type", .string(time.kind.rawValue)), ("basis", .string(time.basis.rawValue)),
                ("before_publication", .truth(time.isBeforePublication)),
            ])
    }

    private static func quote(_ quote: Quote, statement: String?) -> JSONValue {
        let speaker = quote.speaker.map { speaker in
            JSONValue.object([
                ("name", .string(speaker.name)), ("mention", .string(speaker.mention)),
                ("basis", .string(speaker.basis.rawValue)),
                ("side", .string(speaker.side)),
            ])
        }
        return .object(
            span(quote.span, quote.source) + [
                ("text", .string(quote.text)), ("kind", .string(quote.kind.rawValue)),
                ("cue", .string(quote.cue)),
                ("speaker", speaker ?? .null), ("statement", .string(statement)),
            ])
    }

    private static func statement(_ statement: Statement) -> JSONValue {
        .object([
            ("id", .string(statement.id)),
            ("speaker", .string(statement.speaker)),
            ("side", .string(statement.side)),
            ("date", .string(statement.day?.description)),
            ("publications", .array(statement.carriers.map { .string($0.file) })),
            ("score", .thousandths(statement.score)),
            (
                "evidence",
                .array(
                    statement.evidence.map { pair in
                        .string("\(pair.a.file): \(pair.a.text) ~ \(pair.b.file): \(pair.b.text)")
                    })
            ),
        ])
    }

    private static func alteration(_ alteration: Alteration) -> JSONValue {
        func place(_ excerpt: Excerpt) -> JSONValue {
            .object(
                [("file", .string(excerpt.file))] + span(excerpt.span, nil) + [
                    ("text", .string(excerpt.text))
                ])
        }
        return .object([
            ("a", place(alteration.a)), ("b", place(alteration.b)), ("score", .thousandths(alteration.score)),
            ("change", .string(alteration.change.rawValue)),
        ])
    }

    private static func span(_ span: TextSpan, _ source: TextSpan?) -> [(String, JSONValue)] {
        let own: [(String, JSONValue)] = [("start", .integer(span.start)), ("end", .integer(span.end))]
        guard let source else { return own }
        return own + [
            ("source", .object([("start", .integer(source.start)), ("end", .integer(source.end))]))
        ]
    }
}
