/// What a party calls a person's status, in its own words: beside the other's, and never the mechanism's.
public struct LabelPerson: ActBody {
    public static let kind = ActKind(
        "handover.label", "Gives a party's own label for a person's status; it stays that party's word.", by: [.party],
        texts: [.must("label", "What the party calls the person's status.")], since: 1)

    public var handover = ActID()
    public var person = Hash()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("handover", &handover, "The handover.")
        field("person", &person, "The commitment to the person.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        _ = try state.passage(of: person, in: state.openHandover(handover))
        state.updatePassage(of: person) { $0.labels.append(act.citation) }
    }
}

/// A determiner's word on a contested status: by it the mechanism counts, once enough determiners say the same.
public struct DetermineStatus: ActBody {
    public static let kind = ActKind(
        "handover.determine-status", "Says, for a determiner, to which category a person belongs; it counts once enough determiners agree.",
        by: [.guarantor], texts: [.must("reasons", "Why.")], since: 1)

    public var handover = ActID()
    public var person = Hash()
    public var category = Identifier()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("handover", &handover, "The handover.")
        field("person", &person, "The commitment to the person.")
        field("category", &category, "The category of persons, as the agreement lists it.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let agreement = try state.inForce()
        var passage = try state.passage(of: person, in: state.openHandover(handover))
        let members = agreement.determination.members
        guard members.contains(act.participant) else {
            throw Refusal("handover.determiner", "A person's status is determined by \(members.map(\.name).joined(separator: ", ")), as the agreement says.")
        }
        guard agreement.persons.contains(where: { $0.id == category }) else {
            throw Refusal("handover.category", "“\(category)” must be a category of persons that the agreement lists: \(agreement.persons.map(\.id.name).joined(separator: ", ")).")
        }
        var position = Person.Position()
        (position.act, position.category) = (act.citation, category)
        passage.positions.append(position)
        // Each determiner's last word counts.
        let agreeing = members.filter { member in
            passage.positions.last { $0.act.participant == member && !state.isContested($0.act) }?.category == category
        }
        if agreeing.count >= agreement.determination.quorum { passage.determined.append(position) }
        state.updatePassage(of: person) { $0 = passage }
    }
}

/// The outcome of a private interview, which monitors or a guarantor held.
public struct RecordConsent: ActBody {
    public static let kind = ActKind(
        "handover.consent", "Records what a person answered in private, when asked about being handed over; for participants alone.",
        by: [.guarantor, .monitoringTeam], texts: [.may("account", "What is to be known of the interview.")], since: 1)

    public var handover = ActID()
    public var person = Hash()
    public var answer = Interview.Answer()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("handover", &handover, "The handover.")
        field("person", &person, "The commitment to the person.")
        field("answer", &answer, "What the person answered.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard act.citation.audience == .participants else {
            throw Refusal("handover.private", "What a person answered in private is for participants alone.")
        }
        _ = try state.passage(of: person, in: state.openHandover(handover))
        var interview = Interview()
        (interview.act, interview.handover, interview.person, interview.answer) = (act.citation, handover, person, answer)
        state.interviews.insert(interview)
        state.updatePassage(of: person) { $0.interviews.append(interview.id) }
    }
}
