/// A transfer of persons at a listed crossing, from a party to another participant.
///
/// The record holds counts, categories and salted commitments, and nothing else of a person: see ``Person``.
public struct Handover: Row {
    public static let table: StaticString = "handover"

    /// How far a handover has come.
    public enum Stage: String, Word {
        case proposed, declined, withdrawn
        /// Not accepted in time: it never takes place.
        case lapsed
        case accepted
        case receivedInPart = "received-in-part"
        /// A mismatch stands that one of the sides has not agreed to.
        case mismatched
        case completed
        public init() { self = .proposed }
    }

    /// A look for weapons, before anybody is received.
    public struct Check: Record, Hashable {
        public var act = Citation()
        public var weapons = CheckHandover.Weapons()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that records it.")
            field("weapons", &weapons, "Whether weapons were found.")
        }
    }

    /// One side's own act: persons have left it, or come to it.
    public struct Receipt: Record, Hashable {
        public var act = Citation()
        public var when = Moment()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act, which names the persons.")
            field("when", &when, "When they passed the crossing.")
        }
    }

    /// How a handover ended.
    public struct Ending: Record, Hashable {
        public enum Manner: String, Word {
            case declined, withdrawn, completed
            public init() { self = .completed }
        }
        public var act = Citation()
        public var manner = Manner()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that ended it.")
            field("manner", &manner, "How.")
        }
    }

    public var proposed = Citation()
    public var from = Identifier()
    public var to = Identifier()
    public var crossing = Identifier()
    public var begins = Moment()
    public var ends = Moment()
    /// The end of the time for an answer.
    public var answersUntil = Moment()
    /// The commitments to the persons, in the order of the proposal.
    public var persons: [Hash] = []
    public var accepted: [Citation] = []
    public var checks = Blocks<Check>()
    public var receipts = Blocks<Receipt>()
    /// The acts that report mismatches.
    public var mismatches = Blocks<ActID>()
    /// Empty while it is open; then the one act that ended it.
    public var ending: [Ending] = []

    public init() {}
    public var id: Hash { proposed.act }
    /// The side that the persons leave, and the side that they come to.
    public var sides: [Identifier] { [from, to] }

    public mutating func visit(_ field: inout some Fields) {
        field("proposed", &proposed, "The act that proposed it.")
        field("from", &from, "The party that the persons leave.")
        field("to", &to, "The participant that they come to.")
        field("crossing", &crossing, "The crossing.")
        field("begins", &begins, "The beginning of the time in which it is to take place.")
        field("ends", &ends, "The end of that time.")
        field("answers-until", &answersUntil, "The end of the time for an answer.")
        field("persons", &persons, "The commitments to the persons.")
        field("accepted", &accepted, "The acts that accepted it, in order.")
        field("checks", &checks, "The looks for weapons, in order.")
        field("receipts", &receipts, "The sides' receipts, in order.")
        field("mismatches", &mismatches, "The acts that reported mismatches, in order.")
        field("ending", &ending, "How it ended; empty while it is open.")
    }
}

extension State {
    /// The sides whose acceptance a handover needs, beside its proposer; a proposal by a repudiated key speaks for nobody.
    func answering(_ handover: Handover) -> [Identifier] {
        handover.sides.filter { $0 != handover.proposed.participant || isContested(handover.proposed) }
    }

    /// The sides whose acceptance is missing still.
    func unanswered(_ handover: Handover) -> [Identifier] {
        let accepted = handover.accepted.filter { !isContested($0) }.map(\.participant)
        return answering(handover).filter { !accepted.contains($0) }
    }

    /// How far a handover has come at a moment. What repudiated keys signed does not count.
    public func stage(of handover: Handover, at moment: Moment) -> Handover.Stage {
        switch handover.ending.first?.manner {
        case .declined: return .declined
        case .withdrawn: return .withdrawn
        case .completed: return .completed
        case nil: break
        }
        guard unanswered(handover).isEmpty else { return moment > handover.answersUntil ? .lapsed : .proposed }
        if handover.mismatches.contains(where: { mismatches[$0].map { !isContested($0.act) && !isAgreed($0) } ?? false }) { return .mismatched }
        return handover.receipts.contains { !isContested($0.act) } ? .receivedInPart : .accepted
    }

    /// Whether a handover may still take place: it has not ended, and its time for an answer has not run out.
    public func isOpen(_ handover: Handover, at moment: Moment) -> Bool {
        handover.ending.isEmpty && (moment <= handover.answersUntil || unanswered(handover).isEmpty)
    }

    func handover(_ id: ActID) throws(Refusal) -> Handover {
        guard let handover = handovers[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of a handover in this record.") }
        return handover
    }

    /// A handover that has not ended.
    func openHandover(_ id: ActID) throws(Refusal) -> Handover {
        let handover = try handover(id)
        guard handover.ending.isEmpty else {
            throw Refusal("handover.ended", "The handover was \(handover.ending[0].manner.rawValue); another may be proposed.")
        }
        return handover
    }

    /// A handover that was proposed and that not every side has accepted yet.
    func proposedHandover(_ id: ActID) throws(Refusal) -> Handover {
        let handover = try openHandover(id)
        guard !unanswered(handover).isEmpty else {
            throw Refusal("handover.proposed", "The handover is accepted; what goes otherwise is reported as a mismatch.")
        }
        return handover
    }

    /// A handover that every side has accepted and that has not ended.
    func acceptedHandover(_ id: ActID) throws(Refusal) -> Handover {
        let handover = try openHandover(id)
        guard unanswered(handover).isEmpty else {
            throw Refusal("handover.accepted", "A handover must be accepted before persons pass: by \(unanswered(handover).map(\.name).joined(separator: " and ")).")
        }
        return handover
    }
}

extension Handover {
    func checkSide(_ participant: Identifier) throws(Refusal) {
        guard sides.contains(participant) else {
            throw Refusal("handover.side", "This comes from a side of the handover, “\(from)” or “\(to)”.")
        }
    }

    func deadlines(_ state: State, _ agreement: Agreement) -> [Deadline] {
        guard ending.isEmpty else { return [] }
        let silent = state.unanswered(self)
        guard silent.isEmpty else {
            // A proposal that has lapsed is accepted by nobody any more.
            return state.now > answersUntil ? [] : [Deadline("handover", of: Self.table, id, owed: silent, from: proposed.received, until: answersUntil, audience: proposed.audience)]
        }
        let begun = max(ends, accepted.last?.received ?? ends)
        let owed = sides.filter { side in persons.contains { state.isMissingReceipt(of: $0, by: side, in: self) } }
        guard !owed.isEmpty else { return [] }
        return [Deadline(
            "handover", of: Self.table, id, owed: owed, from: begun, until: begun.adding(hours: agreement.clocks.handover), audience: proposed.audience)]
    }
}
