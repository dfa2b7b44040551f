/// A stretch of a publication's text as it was read.
public struct Excerpt: Record, Hashable {
    public var publication = ActID()
    public var start: Int64 = 0
    public var end: Int64 = 0

    public init() {}
    public init(_ publication: ActID, _ start: Int64, _ end: Int64) { (self.publication, self.start, self.end) = (publication, start, end) }

    public mutating func visit(_ field: inout some Fields) {
        field("publication", &publication, "The publication.")
        field("start", &start, "Where the stretch begins, in Unicode scalars of the text as it was read, from 0.")
        field("end", &end, "Where it ends: the first scalar that is no longer part of it.")
    }

    func check() throws(Refusal) {
        guard 0 <= start, start < end else {
            throw Refusal("publication.span", "A passage must begin at 0 or later, and end after it begins.")
        }
    }

    func overlaps(_ other: Excerpt) -> Bool { publication == other.publication && start < other.end && other.start < end }
}

/// The words of one statement in two passages, and what became of them on the way.
public struct Alteration: Row {
    public static let table: StaticString = "alteration"

    /// What the second passage does to the words of the first.
    public enum Change: String, Word {
        case verbatim, cut, reworded
        case hedgeAdded = "hedge-added"
        case hedgeRemoved = "hedge-removed"
        /// It promises, demands or accuses more or less strongly.
        case strengthChanged = "strength-changed"
        case numberChanged = "number-changed"
        /// The same words, told of another round, place or day.
        case contextMoved = "context-moved"
        public init() { self = .verbatim }
    }

    /// What was judged of the two passages at one time.
    public struct Judgement: Record, Hashable {
        public var act = Citation()
        public var change = Change()
        public var read: Change?
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that judges.")
            field("change", &change, "What a person holds to be changed.")
            field("read", &read, "What a program held to be changed; null where none was asked.")
        }
    }

    public var recorded = Citation()
    public var statement = ActID()
    public var from = Excerpt()
    public var to = Excerpt()
    /// First to last; the last one holds.
    public var judgements: [Judgement] = []

    public init() {}
    public var id: Hash { recorded.act }

    public mutating func visit(_ field: inout some Fields) {
        field("recorded", &recorded, "The act that recorded it first.")
        field("statement", &statement, "The statement whose words they are.")
        field("from", &from, "The passage that is compared with.")
        field("to", &to, "The passage that is compared.")
        field("judgements", &judgements, "What was judged, first to last; the last one holds.")
    }

    /// What the comparison is found by: the statement and the two passages in their direction.
    static func key(_ statement: ActID, _ from: Excerpt, _ to: Excerpt) -> Hash { Hash.sha256(of: statement.bytes, from.canonical, to.canonical) }
    var key: Hash { Self.key(statement, from, to) }
}

extension State {
    /// What is held to be changed; `nil` where repudiated keys alone have said so.
    public func judgement(of alteration: Alteration) -> Alteration.Judgement? { alteration.judgements.last { !isContested($0.act) } }

    fileprivate func alteration(_ statement: ActID, _ from: Excerpt, _ to: Excerpt) -> Alteration? {
        let key = Alteration.key(statement, from, to)
        return compared.place(of: key) { alterations.rows[$0].key == key }.map { alterations.rows[$0] }
    }
}

public struct RecordAlteration: ActBody {
    public static let kind = ActKind(
        "alteration.record", "Compares two passages that carry a statement, word by word; what was judged of them before stays readable.",
        by: [.guarantor, .monitoringTeam, .secretariat],
        texts: [.must("from", "The words of the first passage, as a short quotation."), .must("to", "The words of the second, as a short quotation.")], since: 1)

    public var statement = ActID()
    public var from = Excerpt()
    public var to = Excerpt()
    public var change = Alteration.Change()
    public var read: Alteration.Change?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("statement", &statement, "The statement whose words they are.")
        field("from", &from, "The passage that is compared with.")
        field("to", &to, "The passage that is compared.")
        field("change", &change, "What the second passage does to the words of the first.")
        field("read", &read, "What a program held to be changed; null where none was asked.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.statement(statement)
        for excerpt in [from, to] {
            _ = try state.publication(excerpt.publication)
            try excerpt.check()
            guard state.carries(excerpt.publication, target) else {
                throw Refusal("alteration.carriers", "Passages are compared of publications that carry the statement; \(excerpt.publication.hex) does not.")
            }
        }
        guard !from.overlaps(to) else {
            throw Refusal("alteration.passages", "Two passages are compared that do not overlap.")
        }
        if let turned = state.alteration(statement, to, from), state.judgement(of: turned) != nil {
            throw Refusal("alteration.direction", "Two passages are compared in one direction; these are in the record the other way round.")
        }
        let known = state.alteration(statement, from, to)
        guard known.flatMap(state.judgement)?.change != change else {
            throw Refusal("alteration.once", "The record holds this of the two passages already.")
        }
        var judgement = Alteration.Judgement()
        (judgement.act, judgement.change, judgement.read) = (act.citation, change, read)
        if let known { return state.alterations.update(known.id) { $0.judgements.append(judgement) } }
        var alteration = Alteration()
        alteration.recorded = act.citation
        (alteration.statement, alteration.from, alteration.to, alteration.judgements) = (statement, from, to, [judgement])
        state.compared.note(alteration.key, at: state.alterations.count)
        state.alterations.insert(alteration)
        state.statements.update(statement) { $0.alterations.append(alteration.id) }
    }
}
