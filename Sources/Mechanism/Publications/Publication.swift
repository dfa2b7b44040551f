/// A text of the press, known to the record by the hash of its bytes. Never evidence by itself.
public struct Publication: Row {
    public static let table: StaticString = "publication"

    public var recorded = Citation()
    public var content = Hash()
    public var published: Day?
    public var basis = RecordPublication.Basis()
    public var statements: [ActID] = []

    public init() {}
    public var id: Hash { recorded.act }

    public mutating func visit(_ field: inout some Fields) {
        field("recorded", &recorded, "The act that recorded it.")
        field("content", &content, "SHA-256 of its bytes.")
        field("published", &published, "The day of publication; null where not known.")
        field("basis", &basis, "What that day rests on.")
        field("statements", &statements, "The statements that it carries.")
    }
}

/// A public utterance by an identified speaker, which publications carry.
public struct Statement: Row {
    public static let table: StaticString = "statement"

    public var recorded = Citation()
    public var side: Identifier?
    public var date: Day?
    public var publications: [ActID] = []

    public init() {}
    public var id: Hash { recorded.act }

    public mutating func visit(_ field: inout some Fields) {
        field("recorded", &recorded, "The act that recorded it.")
        field("side", &side, "The participant for whom the speaker spoke; null for others.")
        field("date", &date, "The day it was made; null where not known.")
        field("publications", &publications, "The publications that carry it.")
    }
}

public struct RecordPublication: ActBody {
    public static let kind = ActKind(
        "publication.record", "Records a publication: what was published, where and when.",
        by: [.guarantor, .monitoringTeam, .secretariat],
        texts: [.must("headline", "The headline, or a description where there is none."), .may("outlet", "The outlet, where the text names it."), .may("file", "The name of the file it was read from.")])

    /// What a day of publication rests on.
    public enum Basis: String, Word {
        case stated, masthead, metadata, inferred, unknown
        public init() { self = .unknown }
    }

    public var content = Hash()
    public var published: Day?
    public var basis = Basis()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("content", &content, "SHA-256 of the bytes as saved.")
        field("published", &published, "The day of publication; null where not known.")
        field("basis", &basis, "What that day rests on; unknown where there is none.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard state.contents.place(of: content, { state.publications.rows[$0].content == content }) == nil else {
            throw Refusal("publication.once", "This publication is in the record already.")
        }
        guard (published == nil) == (basis == .unknown) else {
            throw Refusal("publication.basis", "A day of publication, and nothing else, has a basis.")
        }
        var publication = Publication()
        publication.recorded = act.citation
        (publication.content, publication.published, publication.basis) = (content, published, basis)
        state.contents.note(content, at: state.publications.count)
        state.publications.insert(publication)
    }
}

public struct RecordStatement: ActBody {
    public static let kind = ActKind(
        "statement.record", "Records a public statement and the publications that carry it.",
        by: [.guarantor, .monitoringTeam, .secretariat],
        texts: [.must("speaker", "Who spoke, by office or name as made public."), .may("summary", "What the statement says, in neutral words.")])

    public var side: Identifier?
    public var date: Day?
    public var publications: [ActID] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("side", &side, "The participant for whom the speaker spoke; null for others.")
        field("date", &date, "The day it was made; null where not known.")
        field("publications", &publications, "The publications that carry it, at least one.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        if let side {
            guard try state.established().role(of: side) != nil else {
                throw Refusal("statement.side", "“\(side)” must be a participant.")
            }
        }
        guard !publications.isEmpty else {
            throw Refusal("statement.publications", "A statement is recorded with at least one publication that carries it.")
        }
        for (index, publication) in publications.enumerated() {
            guard state.publications[publication] != nil, !publications[..<index].contains(publication) else {
                throw Refusal("act.cites", "\(publication.hex) must be the id of a publication in this record, named once.")
            }
        }
        var statement = Statement()
        statement.recorded = act.citation
        (statement.side, statement.date, statement.publications) = (side, date, publications)
        state.statements.insert(statement)
        for publication in publications { state.publications.update(publication) { $0.statements.append(statement.id) } }
    }
}
