import Mechanism

/// One of a fixed set of words: the API gives the word as the record has it, a page the words that people read.
struct Term: Encodable, Hashable, Sendable {
    let word: String
    let text: String

    init(word: String, text: String) { (self.word, self.text) = (word, text) }

    init<W: Word>(_ word: W) {
        let raw = word.rawValue
        let text = Self.spoken["\(W.self).\(raw)"] ?? raw.split(separator: "-").joined(separator: " ")
        self.init(word: raw, text: text.prefix(1).uppercased() + text.dropFirst())
    }

    init?<W: Word>(_ word: W?) {
        guard let word else { return nil }
        self.init(word)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(word)
    }

    /// Where the word in the record, read aloud, would not say enough.
    private static let spoken = [
        "Channel.own": "own account",
        "Channel.public": "filed for a member of the public",
        "Channel.third-party": "filed for a third party",
        "Basis.saw": "saw it",
        "Basis.heard": "heard it",
        "Basis.sensor": "from a sensor",
        "Basis.inspection": "from an inspection",
        "Basis.document": "from a document",
        "Basis.told": "was told",
        "Basis.self-report": "reports on itself",
        "Basis.stated": "stated in the text",
        "Basis.masthead": "from the masthead",
        "Basis.metadata": "from the page's metadata",
        "Basis.inferred": "inferred",
        "Basis.given": "known to a person from elsewhere",
        "Basis.unknown": "not known",
        "Voice.attributed": "a speaker's, as the publication has it",
        "Voice.own": "the outlet's own",
        "Proposer.program": "the program",
        "Proposer.model": "a language model; the passage stands in the publication word for word",
        "Proposer.person": "a person",
        "Use.report": "part of a report",
        "Use.position": "a published position",
        "Weapon.none": "no weapon",
        "Weapon.other": "other means",
        "Occurrence.not-occurred": "did not occur",
        "Occurrence.not-verifiable": "could not be verified",
        "IncidentOutcome.not-verifiable": "could not be verified",
        "IncidentOutcome.not-established": "not established",
        "Attribution.party": "a party",
        "Attribution.proxy": "a group that a party answers for",
        "Attribution.non-signatory": "a group that no party answers for",
        "Attribution.several": "several",
        "Classification.violation": "a violation",
        "Classification.no-violation": "no violation",
        "Bearing.supports": "supports that it occurred",
        "Bearing.contradicts": "speaks against it",
        "Bearing.neutral": "speaks neither for nor against it",
        "Rule.all": "all of them must concur",
        "Rule.any": "one of them must concur",
    ]
}

/// A participant, an actor, an article: its short name in the record and the name that people read.
struct Named: Encodable, Hashable, Sendable {
    let id: String
    let name: String
}

/// A step on the scale of implementation (Kroc Peace Accords Matrix); in the API, its number.
struct Level: Encodable, Hashable, Sendable {
    let number: Int64
    let text: String

    init(_ number: Int64) {
        self.number = number
        text = switch CommitmentStatus.Level(rawValue: number) {
        case .notInitiated: "not initiated"
        case .minimum: "minimum"
        case .intermediate: "intermediate"
        case .complete: "complete"
        case nil: "unknown"
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
