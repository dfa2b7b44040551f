/// An act that takes effect when every other party has assented to it.
public struct JointAct: Row {
    public static let table: StaticString = "joint"

    public enum Outcome: String, Word {
        case pending, effective, retracted, lapsed
        public init() { self = .pending }
    }

    public var proposed = Citation()
    public var kind = Identifier()
    public var assents: [Citation] = []
    public var outcome = Outcome()
    /// What takes effect, kept until it does.
    var body = Body()

    public init() {}
    public var id: Hash { proposed.act }

    public mutating func visit(_ field: inout some Fields) {
        field("proposed", &proposed, "The act that proposes.")
        field("kind", &kind, "Its kind.")
        field("assents", &assents, "The assents of other parties, in order.")
        field("outcome", &outcome, "What became of it.")
    }
}

extension State {
    /// Hours after which a joint act lapses while no agreement says otherwise.
    static let assentHoursBeforeAgreement: Int64 = 30 * 24

    var assentHours: Int64 { agreement?.clocks.assent ?? Self.assentHoursBeforeAgreement }

    /// Takes a joint act in: it must be admissible now, and waits for the assents of the other parties; unless its party acts alone,
    /// which the kind's own rule allows or not.
    mutating func propose(_ act: Admitted) throws(Refusal) {
        if let body = act.act.body as? any AloneAct, body.alone { return try body.admit(act, into: &self) }
        var trial = self
        try act.act.body.admit(act, into: &trial)
        var proposal = JointAct()
        proposal.proposed = act.citation
        proposal.kind = act.act.kind.name
        proposal.body = act.act.payload.body
        joint.insert(proposal)
    }
}

/// A party's agreement to another's act.
public struct Assent: ActBody {
    public static let kind = ActKind(
        "joint.assent", "Assents to another party's joint act, which takes effect at the last assent.", by: [.party], hands: .head, answers: true)

    public var act = ActID()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The id of the joint act.")
    }

    public func admit(_ admitted: Admitted, into state: inout State) throws(Refusal) {
        guard let proposal = state.joint[act], proposal.outcome == .pending else {
            throw Refusal("joint.pending", "\(act.hex) must be the id of a joint act that waits for assent.")
        }
        let party = admitted.participant
        guard proposal.proposed.participant != party, !proposal.assents.contains(where: { $0.participant == party }) else {
            throw Refusal("joint.once", "Each other party assents once; the proposer's act is its own assent.")
        }
        guard admitted.lodged <= proposal.proposed.received.adding(hours: state.assentHours) else {
            throw Refusal("joint.lapsed", "A joint act lapses \(state.assentHours) hours after its proposal: it must be proposed again.")
        }
        let given = proposal.assents.map(\.participant) + [proposal.proposed.participant, party]
        guard state.parties.allSatisfy({ given.contains($0.id) }) else {
            state.joint.update(act) { $0.assents.append(admitted.citation) }
            return
        }
        // The body takes effect here, under this act's place and time.
        try proposal.body.value.admit(admitted, into: &state)
        state.joint.update(act) {
            $0.assents.append(admitted.citation)
            $0.outcome = .effective
        }
    }
}

/// Takes a joint act back before it has taken effect, or a change of the truce that one made alone before it holds.
public struct Retract: ActBody {
    public static let kind = ActKind(
        "joint.retract", "Takes one's own joint act back before it has taken effect.", by: [.party], hands: .head,
        texts: [.may("reason", "Why.")])

    public var act = ActID()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The id of the joint act.")
    }

    public func admit(_ admitted: Admitted, into state: inout State) throws(Refusal) {
        if let change = state.truceChanges[act] { return try state.takeBack(change, by: admitted.citation) }
        guard let proposal = state.joint[act], proposal.outcome == .pending, proposal.proposed.participant == admitted.participant else {
            throw Refusal("joint.pending", "\(act.hex) must be the id of a joint act of one's own that waits for assent.")
        }
        state.joint.update(act) { $0.outcome = .retracted }
    }
}
