/// A public utterance by an identified speaker, which publications carry.
public struct Statement: Row {
    public static let table: StaticString = "statement"

    /// What a program held to be one statement.
    public struct Grouped: Record, Hashable {
        public var side: Identifier?
        public var date: Day?
        public var publications: [ActID] = []
        public var score: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("side", &side, "The participant for whom it held the speaker to have spoken; null for others.")
            field("date", &date, "The day that it read; null where it read none.")
            field("publications", &publications, "The publications that it held to carry the statement, at least one.")
            field("score", &score, "How sure it was, in thousandths: 0 to 1000.")
        }
    }

    /// A person's judgement whether a publication carries the statement.
    public struct Judgement: Record, Hashable {
        public var act = Citation()
        public var publication = ActID()
        public var carries = false
        public var score: Int64?
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that judges.")
            field("publication", &publication, "The publication.")
            field("carries", &carries, "Whether it carries the statement.")
            field("score", &score, "How sure a program was that it does, in thousandths; null where none was asked.")
        }
    }

    public var recorded = Citation()
    public var side: Identifier?
    public var date: Day?
    /// Those that it was recorded with; see ``State/carriers(of:)``.
    public var publications: [ActID] = []
    public var read: Grouped?
    /// Every judgement of a single publication, in order; the last one about it holds.
    public var judgements = Blocks<Judgement>()
    public var alterations: [ActID] = []

    public init() {}
    public var id: Hash { recorded.act }

    public mutating func visit(_ field: inout some Fields) {
        field("recorded", &recorded, "The act that recorded it.")
        field("side", &side, "The participant for whom the speaker spoke; null for others.")
        field("date", &date, "The day it was made; null where not known.")
        field("publications", &publications, "The publications that carry it, as it was recorded.")
        field("read", &read, "What a program had grouped; null where none had.")
        field("judgements", &judgements, "What was judged of single publications since, in order; the last one about each holds.")
        field("alterations", &alterations, "The comparisons of its words in two passages.")
    }
}

extension State {
    func statement(_ id: ActID) throws(Refusal) -> Statement {
        guard let statement = statements[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of a statement in this record.") }
        return statement
    }

    /// Whether a publication carries a statement: as was judged of it last, but for what a repudiated key signed; else as the statement was recorded.
    public func carries(_ publication: ActID, _ statement: Statement) -> Bool {
        statement.judgements.last { $0.publication == publication && !isContested($0.act) }?.carries ?? statement.publications.contains(publication)
    }

    /// The publications that carry a statement, in the order in which they were first named.
    public func carriers(of statement: Statement) -> [ActID] {
        var carries: [ActID: Bool] = [:]
        for publication in statement.publications { carries[publication] = true }
        for judgement in statement.judgements where !isContested(judgement.act) { carries[judgement.publication] = judgement.carries }
        return (statement.publications + statement.judgements.map(\.publication)).filter { carries.removeValue(forKey: $0) == true }
    }

    fileprivate func check(side: Identifier?) throws(Refusal) {
        guard let side else { return }
        guard try established().role(of: side) != nil else { throw Refusal("statement.side", "“\(side)” must be a participant.") }
    }

    fileprivate func check(publications: [ActID]) throws(Refusal) {
        guard !publications.isEmpty else {
            throw Refusal("statement.publications", "A statement is recorded with at least one publication that carries it.")
        }
        for (index, publication) in publications.enumerated() {
            guard self.publications[publication] != nil, !publications[..<index].contains(publication) else {
                throw Refusal("act.cites", "\(publication.hex) must be the id of a publication in this record, named once.")
            }
        }
    }

    fileprivate func check(score: Int64) throws(Refusal) {
        guard (0...1_000).contains(score) else {
            throw Refusal("statement.score", "How sure a program was is given in thousandths, from 0 to 1000.")
        }
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
    public var read: Statement.Grouped?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("side", &side, "The participant for whom the speaker spoke; null for others.")
        field("date", &date, "The day it was made; null where not known.")
        field("publications", &publications, "The publications that carry it, at least one.")
        field("read", &read, "What a program had grouped; null where none had.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        try state.check(side: side)
        try state.check(publications: publications)
        if let read {
            try state.check(side: read.side)
            try state.check(publications: read.publications)
            try state.check(score: read.score)
        }
        var statement = Statement()
        statement.recorded = act.citation
        (statement.side, statement.date, statement.publications, statement.read) = (side, date, publications, read)
        state.statements.insert(statement)
        for publication in publications { state.publications.update(publication) { $0.statements.append(statement.id) } }
    }
}

public struct CarryStatement: ActBody {
    public static let kind = ActKind(
        "statement.carry", "Judges whether a publication carries a statement; what was judged before stays readable.",
        by: [.guarantor, .monitoringTeam, .secretariat], texts: [.may("reason", "Why.")], since: 1)

    public var statement = ActID()
    public var publication = ActID()
    public var carries = false
    public var score: Int64?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("statement", &statement, "The statement.")
        field("publication", &publication, "The publication.")
        field("carries", &carries, "Whether it carries the statement.")
        field("score", &score, "How sure a program was that it does, in thousandths: 0 to 1000; null where none was asked.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.statement(statement)
        let carrier = try state.publication(publication)
        if let score { try state.check(score: score) }
        guard state.carries(publication, target) != carries else {
            throw Refusal("statement.judged", "A judgement must change what holds: the publication \(carries ? "carries the statement already" : "does not carry the statement").")
        }
        guard carries || state.carriers(of: target) != [publication] else {
            throw Refusal("statement.publications", "At least one publication carries a statement; this one is the last.")
        }
        var judgement = Statement.Judgement()
        (judgement.act, judgement.publication, judgement.carries, judgement.score) = (act.citation, publication, carries, score)
        state.statements.update(statement) { $0.judgements.append(judgement) }
        if !carrier.statements.contains(statement) { state.publications.update(publication) { $0.statements.append(statement) } }
    }
}
