/// Proposes a handover: whom, from whom to whom, where and when.
public struct ProposeHandover: ActBody {
    public static let kind = ActKind(
        "handover.propose", "Proposes to hand persons over at a listed crossing; nobody is named, each stands for a salted commitment.",
        by: [.party, .guarantor], texts: [.may("arrangements", "How it is to be carried out, for participants.")], since: 1)

    /// How many persons of one category.
    public struct Count: Record, Hashable {
        public var category = Identifier()
        public var persons: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("category", &category, "The category of persons, as the agreement lists it.")
            field("persons", &persons, "How many.")
        }
    }

    public struct Listed: Record, Hashable {
        public var person = Hash()
        public var category = Identifier()
        public var family: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("person", &person, "The salted commitment to who it is.")
            field("category", &category, "The category of persons.")
            field("family", &family, "A number that the members of one family have in common, so that they stay together; 0 for none.")
        }
    }

    public var from = Identifier()
    public var to = Identifier()
    public var crossing = Identifier()
    public var begins = Moment()
    public var ends = Moment()
    public var counts: [Count] = []
    public var persons: [Listed] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("from", &from, "The party that the persons leave.")
        field("to", &to, "The participant that they come to.")
        field("crossing", &crossing, "The crossing, as the agreement lists it.")
        field("begins", &begins, "The beginning of the time in which it is to take place.")
        field("ends", &ends, "The end of that time.")
        field("counts", &counts, "How many persons of each category.")
        field("persons", &persons, "Each person.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let agreement = try state.inForce()
        try checkSides(act, state)
        try agreement.checkCrossing(crossing)
        guard begins < ends, ends > act.received else {
            throw Refusal("handover.time", "A handover must begin before it ends, and end after it is proposed.")
        }
        try checkPersons(agreement)
        for listed in persons {
            guard let other = state.persons[listed.person]?.passages.last.flatMap({ state.handovers[$0.handover] }) else { continue }
            guard !state.isOpen(other, at: act.received) else {
                throw Refusal("handover.elsewhere", "\(listed.person.hex) is in the handover \(other.id.hex), which must end first: a person is in one open handover at most.")
            }
        }
        var handover = Handover()
        handover.proposed = act.citation
        (handover.from, handover.to, handover.crossing) = (from, to, crossing)
        (handover.begins, handover.ends) = (begins, ends)
        handover.answersUntil = act.received.adding(hours: agreement.clocks.handover)
        handover.persons = persons.map(\.person)
        state.handovers.insert(handover)
        for listed in persons {
            var passage = Person.Passage()
            (passage.handover, passage.category, passage.family) = (handover.id, listed.category, listed.family)
            var person = state.persons[listed.person] ?? Person()
            person.commitment = listed.person
            person.passages.append(passage)
            state.persons.insert(person)
        }
    }

    private func checkSides(_ act: Admitted, _ state: State) throws(Refusal) {
        let establishment = try state.established()
        let able: [Role] = [.party, .guarantor, .monitoringTeam]
        guard establishment.role(of: from) == .party, from != to, establishment.role(of: to).map(able.contains) ?? false,
            establishment.role(of: act.participant) != .party || act.participant == from || act.participant == to
        else {
            throw Refusal("handover.sides", "A handover is from a party to another party, a guarantor or the monitoring team; a party proposes those that it is a side of.")
        }
    }

    private func checkPersons(_ agreement: Agreement) throws(Refusal) {
        guard !persons.isEmpty else { throw Refusal("handover.persons", "A handover must list at least one person.") }
        var seen: Set<Hash> = []
        var found: [Identifier: Int64] = [:]
        for listed in persons {
            guard listed.person != .zero, seen.insert(listed.person).inserted, listed.family >= 0,
                agreement.persons.contains(where: { $0.id == listed.category })
            else {
                throw Refusal("handover.persons", "Each person must be listed once, by a commitment, with a category of the agreement (\(agreement.persons.map(\.id.name).joined(separator: ", "))) and the number of a family or 0.")
            }
            found[listed.category, default: 0] += 1
        }
        guard counts.count == found.count, counts.allSatisfy({ found[$0.category] == $0.persons }), Set(counts.map(\.category)).count == counts.count else {
            throw Refusal("handover.counts", "The counts must be those of the persons listed, each category once.")
        }
    }
}

public struct AcceptHandover: ActBody {
    public static let kind = ActKind(
        "handover.accept", "Accepts a proposed handover, for a side that has not proposed it.", by: [.party, .guarantor, .monitoringTeam], since: 1, answers: true)

    public var handover = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("handover", &handover, "The handover.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.proposedHandover(handover)
        try target.checkSide(act.participant)
        guard state.unanswered(target).contains(act.participant) else {
            throw Refusal("handover.once", "Each side accepts a handover once; who proposed it has accepted it by that.")
        }
        guard act.lodged <= target.answersUntil else {
            throw Refusal("handover.clock", "A handover is accepted within the hours of the agreement's clock “handover”, which have ended; it may be proposed again.")
        }
        // A proposal that has lapsed leaves its persons free for another; an acceptance that was lodged in time may come after that.
        for person in target.persons where state.persons[person]?.passage(in: handover) == nil {
            throw Refusal("handover.elsewhere", "\(person.hex) is in a later handover: a person is in one open handover at most.")
        }
        state.handovers.update(handover) { $0.accepted.append(act.citation) }
    }
}

public struct DeclineHandover: ActBody {
    public static let kind = ActKind(
        "handover.decline", "Declines a proposed handover.", by: [.party, .guarantor, .monitoringTeam],
        texts: [.must("reason", "Why.")], since: 1, answers: true)

    public var handover = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("handover", &handover, "The handover.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.proposedHandover(handover)
        try target.checkSide(act.participant)
        guard state.answering(target).contains(act.participant) else {
            throw Refusal("handover.proposer", "Who proposed a handover withdraws it; the other side declines it.")
        }
        state.end(handover, .declined, act)
    }
}

public struct WithdrawHandover: ActBody {
    public static let kind = ActKind(
        "handover.withdraw", "Withdraws a handover that one has proposed, before it is accepted.", by: [.party, .guarantor],
        texts: [.may("reason", "Why.")], since: 1)

    public var handover = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("handover", &handover, "The handover.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.proposedHandover(handover)
        guard target.proposed.participant == act.participant else {
            throw Refusal("handover.proposer", "A handover is withdrawn by who proposed it, “\(target.proposed.participant)”.")
        }
        state.end(handover, .withdrawn, act)
    }
}

extension State {
    mutating func end(_ handover: ActID, _ manner: Handover.Ending.Manner, _ act: Admitted) {
        var ending = Handover.Ending()
        (ending.act, ending.manner) = (act.citation, manner)
        handovers.update(handover) { $0.ending = [ending] }
    }
}
