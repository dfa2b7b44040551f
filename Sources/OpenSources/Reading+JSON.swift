extension Reading {
    /// What was read, as JSON: keys in a fixed order, one line for each object of a list. The same
    /// input gives the same bytes.
    ///
    /// - Parameters:
    ///   - sides: The sides that ought to be heard, such as an agreement's parties.
    ///   - gazetteer: The places by which claims are located.
    public static func json(
        _ publications: [Publication], _ statements: [Statement], sides: [String] = [],
        gazetteer: Gazetteer = .standard
    ) -> String {
        var text: [UInt8] = []
        write(publications, statements, sides: sides, gazetteer: gazetteer) { text += $0 }
        return String(decoding: text, as: UTF8.self)
    }

    /// The lists of what was read.
    public enum List: String, CaseIterable, Sendable {
        case publications, copies, statements, alterations
    }

    /// The same as UTF-8, in pieces of some objects as they are made, so that not all is held at a time.
    ///
    /// - Parameters:
    ///   - lists: The lists to write, beside the counts.
    ///   - write: Takes the next piece; what it throws ends the writing.
    public static func write<Failure: Error>(
        _ publications: [Publication], _ statements: [Statement], sides: [String] = [],
        lists: [List] = List.allCases, gazetteer: Gazetteer = .standard, to write: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let copies = CopyGroup.find(publications)
        // Which quotes of a publication go back to which statements.
        var carried: [[(quote: Int32, statement: Int32)]] = Array(repeating: [], count: publications.count)
        for (number, statement) in statements.enumerated() {
            for carrier in statement.carriers {
                carried[carrier.publication] += carrier.quotes.map { (Int32($0), Int32(number)) }
            }
        }
        var out: [UInt8] = []
        var isFirst = true
        func put(_ item: JSONValue) throws(Failure) {
            out += (isFirst ? "\n  " : ",\n  ").utf8
            isFirst = false
            item.write(to: &out, depth: 2)
            guard out.count >= piece else { return }
            try write(out)
            out.removeAll(keepingCapacity: true)
        }
        out += "{\n \"counts\": ".utf8
        counts(VoiceCount(publications, statements, copies: copies, sides: sides)).write(to: &out, depth: 4)
        for name in lists {
            out += ",\n \"\(name.rawValue)\": [".utf8
            isFirst = true
            switch name {
            case .publications:
                for (index, publication) in publications.enumerated() {
                    let origins = carried[index].map { (Int($0.quote), statements[Int($0.statement)].id) }
                    try put(self.publication(publication, Dictionary(origins) { $1 }, gazetteer))
                }
            case .copies:
                for group in copies {
                    try put(
                        .object([
                            ("publications", .array(group.publications.map { .string(publications[$0].file) })),
                            ("likeness", .thousandths(group.likeness)),
                        ]))
                }
            case .statements:
                for statement in statements { try put(self.statement(statement)) }
            case .alterations where publications.count <= sortedWhole:
                for alteration in Alteration.find(publications, statements) { try put(self.alteration(alteration)) }
            case .alterations:
                try Alteration.each(publications, statements) { found throws(Failure) in
                    for alteration in found { try put(self.alteration(alteration)) }
                }
            }
            out += (isFirst ? "]" : "\n ]").utf8
        }
        out += "\n}\n".utf8
        try write(out)
    }

    /// A piece is handed over once it has so many bytes.
    private static let piece = 1 << 16

    /// Of up to so many publications the alterations are listed best first; of more, by statement, and of
    /// each the best first.
    private static let sortedWhole = 1000

    private static func counts(_ counts: VoiceCount) -> JSONValue {
        .object([
            ("publications", .integer(counts.publications)), ("outlets", .integer(counts.outlets)),
            ("outlets_not_named", .integer(counts.outletsNotNamed)), ("tellings", .integer(counts.tellings)),
            ("origins", .integer(counts.origins)),
            ("sides_heard", .array(counts.sidesHeard.map { .string($0) })),
            ("sides_not_heard", .array(counts.sidesNotHeard.map { .string($0) })),
        ])
    }

    /// - Parameter origins: The statement of each quote that belongs to one.
    private static func publication(
        _ publication: Publication, _ origins: [Int: String], _ gazetteer: Gazetteer
    ) -> JSONValue {
        let claims: [JSONValue] = Claim.read(publication, gazetteer: gazetteer).map(\.json)
        let olderCopy: [JSONValue] = publication.olderCopy.map {
            .object(span($0.span, nil) + [("reason", .string($0.reason))])
        }
        return .object([
            ("file", .string(publication.file)),
            ("sha256", .string(publication.sha256)),
            ("language", .string(publication.language.identifier)),
            ("language_basis", .string(publication.language.reason)),
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
                            ] + (paragraph.page.map { [("page", .integer($0))] } ?? []))
                    })
            ),
            (
                "boilerplate",
                .array(
                    publication.boilerplate.map { part in
                        .object(span(part.span, nil) + [("kind", .string(part.kind.rawValue))])
                    })
            ),
            ("quotes", .array(publication.quotes.enumerated().map { quote($1, statement: origins[$0]) })),
            (
                "sentences",
                .array(
                    publication.voices.map { voice in
                        .object(
                            span(voice.span, nil) + [
                                ("voice", .string(voice.isAttributed ? "attributed" : "own")),
                                ("speaker", .string(voice.attribution?.speaker)),
                            ])
                    })
            ),
            ("times", .array(publication.times.map(time))),
            ("claims", .array(claims)),
            ("older_copy", .array(olderCopy)),
        ])
    }

    private static func time(_ time: TimeMention) -> JSONValue {
        .object(
            span(time.span, nil) + [
                ("text", .string(time.text)), ("value", .string(time.value)),
                ("type", .string(time.kind.rawValue)), ("basis", .string(time.basis.rawValue)),
                ("before_publication", .boolean(time.isBeforePublication)),
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
                ("cue", .string(quote.cue)), ("attitude", .boolean(quote.isAttitude)),
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
            (
                "counts",
                .object([
                    ("publications", .integer(statement.carriers.count)),
                    ("outlets", .integer(statement.outlets)), ("tellings", .integer(statement.tellings)),
                    ("origins", .integer(1)), ("sides_heard", .integer(statement.side == nil ? 0 : 1)),
                ])
            ),
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
        func place(_ excerpt: Excerpt, isQuoted: Bool) -> JSONValue {
            .object([
                ("file", .string(excerpt.file)), ("start", .integer(excerpt.span.start)), ("end", .integer(excerpt.span.end)),
                ("text", .string(excerpt.text)), ("quoted", .boolean(isQuoted)),
            ])
        }
        func words(_ run: WordRun) -> JSONValue {
            func place(_ span: TextSpan?) -> JSONValue {
                span.map { .array([.integer($0.start), .integer($0.end)]) } ?? .null
            }
            return .object([
                ("kind", .string(run.kind.rawValue)), ("a", place(run.a)), ("b", place(run.b)),
            ])
        }
        return .object([
            ("statement", .string(alteration.statement)),
            ("a", place(alteration.a, isQuoted: alteration.aIsQuoted)),
            ("b", place(alteration.b, isQuoted: alteration.bIsQuoted)),
            ("score", .thousandths(alteration.score)), ("rank", .integer(alteration.rank)),
            ("change", .string(alteration.change.rawValue)),
            ("changes", .array(alteration.changes.map { .string($0.rawValue) })),
            // Side by side is shown what is likeliest.
            ("words", .array(alteration.rank == 1 ? alteration.words.map(words) : [])),
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
