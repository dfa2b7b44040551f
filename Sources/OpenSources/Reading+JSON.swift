extension Reading {
    /// What was read, as JSON: keys in a fixed order, one line for each object of a list. The same input gives the same bytes.
    public static func json(_ publications: [Publication], _ statements: [Statement]) -> String {
        let alterations = Alteration.find(publications, statements)
        return JSONValue.object([
            ("publications", .array(publications.enumerated().map { publication($1, index: $0, statements) })),
            ("statements", .array(statements.map(statement))),
            ("alterations", .array(alterations.map(alteration))),
        ]).text + "\n"
    }

    private static func publication(_ publication: Publication, index: Int, _ statements: [Statement]) -> JSONValue {
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
            ("paragraphs", .array(publication.paragraphs.map { paragraph in
                .object(span(paragraph.span, paragraph.source) + [("role", .string(paragraph.role.rawValue)), ("text", .string(paragraph.text))])
            })),
            ("boilerplate", .array(publication.boilerplate.map { part in
                .object(span(part.span, nil) + [("kind", .string(part.kind.rawValue))])
            })),
            ("quotes", .array(publication.quotes.enumerated().map { quote($1, statement: origin[$0]) })),
        ])
    }

    private static func quote(_ quote: Quote, statement: String?) -> JSONValue {
        let speaker = quote.speaker.map { speaker in
            JSONValue.object([
                ("name", .string(speaker.name)), ("mention", .string(speaker.mention)), ("basis", .string(speaker.basis.rawValue)),
                ("side", .string(speaker.side)),
            ])
        }
        return .object(
            span(quote.span, quote.source) + [
                ("text", .string(quote.text)), ("kind", .string(quote.kind.rawValue)), ("cue", .string(quote.cue)),
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
            ("evidence", .array(statement.evidence.map { pair in
                .string("\(pair.a.file): \(pair.a.text) ~ \(pair.b.file): \(pair.b.text)")
            })),
        ])
    }

    private static func alteration(_ alteration: Alteration) -> JSONValue {
        func place(_ excerpt: Excerpt) -> JSONValue { .object([("file", .string(excerpt.file))] + span(excerpt.span, nil) + [("text", .string(excerpt.text))]) }
        return .object([
            ("a", place(alteration.a)), ("b", place(alteration.b)), ("score", .thousandths(alteration.score)),
            ("change", .string(alteration.change.rawValue)),
        ])
    }

    private static func span(_ span: TextSpan, _ source: TextSpan?) -> [(String, JSONValue)] {
        let own: [(String, JSONValue)] = [("start", .integer(span.start)), ("end", .integer(span.end))]
        guard let source else { return own }
        return own + [("source", .object([("start", .integer(source.start)), ("end", .integer(source.end))]))]
    }
}

/// JSON to be written, with keys in the order given.
enum JSONValue {
    case null
    case text(String)
    case integer(Int)
    /// Written with three digits after the point.
    case thousandths(Double)
    case array([JSONValue])
    case object([(String, JSONValue)])

    static func string(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }

    var text: String {
        var out = ""
        write(to: &out, depth: 0)
        return out
    }

    private func write(to out: inout String, depth: Int) {
        switch self {
        case .null: out += "null"
        case .text(let text): Self.write(text, to: &out)
        case .integer(let number): out += String(number)
        case .thousandths(let number):
            let rounded = Int((number * 1000).rounded())
            let digits = String(abs(rounded) % 1000)
            out += (rounded < 0 ? "-" : "") + String(abs(rounded) / 1000) + "." + String(repeating: "0", count: 3 - digits.count) + digits
        case .array(let items):
            Self.writeList(items, to: &out, depth: depth, brackets: ("[", "]")) { item, out in item.write(to: &out, depth: depth + 1) }
        case .object(let fields):
            Self.writeList(fields, to: &out, depth: depth, brackets: ("{", "}")) { field, out in
                Self.write(field.0, to: &out)
                out += ": "
                field.1.write(to: &out, depth: depth + 1)
            }
        }
    }

    /// The outer levels have a line for each item; the inner ones share theirs.
    private static func writeList<Item>(
        _ items: [Item], to out: inout String, depth: Int, brackets: (String, String), write: (Item, inout String) -> Void
    ) {
        let isOpen = depth < 4 && !items.isEmpty
        out += brackets.0
        for (index, item) in items.enumerated() {
            if index > 0 { out += isOpen ? "," : ", " }
            if isOpen { out += "\n" + String(repeating: " ", count: depth + 1) }
            write(item, &out)
        }
        if isOpen { out += "\n" + String(repeating: " ", count: depth) }
        out += brackets.1
    }

    private static func write(_ text: String, to out: inout String) {
        out += "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            default:
                if scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029 {
                    let digits = String(scalar.value, radix: 16)
                    out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    out.unicodeScalars.append(scalar)
                }
            }
        }
        out += "\""
    }
}
