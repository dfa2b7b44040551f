/// What a proposal, a position or an assurance is about: one thing, named in the agreement or in the record.
public struct Matter: Record, Hashable {
    public var article: Identifier?
    public var commitment: Identifier?
    public var proposal: ActID?
    public var incident: ActID?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("article", &article, "An article of the agreement.")
        field("commitment", &commitment, "A commitment of the agreement.")
        field("proposal", &proposal, "A proposal.")
        field("incident", &incident, "An incident.")
    }

    /// One of them, as every matter has.
    public static func example(of field: String) -> Self {
        var matter = Self()
        matter.article = .example(of: "article")
        return matter
    }

    func check(_ state: State) throws(Refusal) {
        let named = [article != nil, commitment != nil, proposal != nil, incident != nil].filter { $0 }
        guard named.count == 1 else {
            throw Refusal("follow-up.matter", "What an act is about is one thing: an article, a commitment, a proposal or an incident.")
        }
        let agreement = try state.inForce()
        if let article, !agreement.articles.contains(where: { $0.id == article }) {
            throw Refusal("follow-up.matter", "“\(article)” must be an article of the agreement.")
        }
        if let commitment { _ = try state.commitment(commitment) }
        if let proposal { _ = try state.proposal(proposal) }
        if let incident { _ = try state.incident(incident) }
    }
}

extension Role {
    /// Every role that does more than read.
    static let acting = allCases.filter { $0 != .observer }
}

/// What the acts of following up ask of one another.
extension State {
    /// Those whom an act is addressed to: others than its signer, and none that only reads.
    func checkAddressees(_ ids: [Identifier], of act: Admitted) throws(Refusal) {
        let acting = try established().participants.filter { Role.acting.contains($0.role) }.map(\.id)
        for (index, id) in ids.enumerated() {
            guard acting.contains(id), id != act.participant, !ids[..<index].contains(id) else {
                throw Refusal("follow-up.addressee", "An act is addressed to other participants, each named once, and to no observer; “\(id)” is not one.")
            }
        }
        guard !ids.isEmpty else { throw Refusal("follow-up.addressee", "An act must be addressed to at least one other participant.") }
    }

    /// When an answer is due: at the time named, or when the clock `answer` has run.
    func answerDue(_ named: Moment?, to act: Admitted) throws(Refusal) -> Moment {
        guard let named else { return act.received.adding(hours: try inForce().clocks.answer) }
        try checkAhead(named, of: act)
        return named
    }

    func checkAhead(_ moment: Moment, of act: Admitted) throws(Refusal) {
        guard moment > act.received else {
            throw Refusal("follow-up.due", "What is due must be due after the act that asks for it is received.")
        }
    }
}
