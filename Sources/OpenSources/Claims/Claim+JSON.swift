extension Claim {
    var json: JSONValue {
        let when: JSONValue? = time.map { time in
            JSONValue.object([
                ("start", .integer(time.span.start)), ("end", .integer(time.span.end)),
                ("value", .string(time.value)),
                ("from", .string(time.days?.lowerBound.description)),
                ("to", .string(time.days?.upperBound.description)),
            ])
        }
        let fields: [(String, JSONValue)] = [
            ("start", .integer(span.start)), ("end", .integer(span.end)), ("text", .string(text)),
            ("proposal", .string(proposal.rawValue)), ("kind", .string(kind.rawValue)),
            ("act", .string(act.rawValue)), ("cameo", .string(act.cameo)), ("acled", .string(act.acled)),
            ("actor", actor?.json ?? .null), ("target", target?.json ?? .null),
            ("place", place?.json ?? .null), ("time", when ?? .null),
            ("casualties", .array(casualties.map { $0.json })),
            ("voice", voice.json), ("quote", .optional(quote)),
            ("conditional", .boolean(isConditional)), ("older_copy", .boolean(isOlderCopy)),
        ]
        return .object(fields)
    }
}

extension Claim.Party {
    fileprivate var json: JSONValue {
        .object([("name", .string(name)), ("mention", .string(mention)), ("side", .string(side))])
    }
}

extension Claim.Voice {
    fileprivate var json: JSONValue {
        switch self {
        case .attributed(let party): party.json
        case .outlet: .null
        }
    }
}

extension PlaceMention {
    fileprivate var json: JSONValue {
        .object([
            ("id", .string(place.id)), ("name", .string(place.name)), ("country", .string(place.country)),
            ("start", .integer(span.start)), ("end", .integer(span.end)),
        ])
    }
}

extension Casualties {
    fileprivate var json: JSONValue {
        .object([
            ("kind", .string(kind.rawValue)), ("low", .integer(low)), ("best", .integer(best)),
            ("high", .optional(high)), ("whom", .string(whom)), ("side", .string(side)),
            ("start", .integer(span.start)), ("end", .integer(span.end)), ("text", .string(text)),
        ])
    }
}

extension JSONValue {
    fileprivate static func optional(_ number: Int?) -> JSONValue { number.map { .integer($0) } ?? .null }
}
