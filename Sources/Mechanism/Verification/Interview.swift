/// An interview that a member of a team held. Who was heard stands in no row.
public struct TeamInterview: Row {
    public static let table: StaticString = "team-interview"

    public var recorded = Citation()
    public var content = RecordInterview()

    public init() {}
    public var id: Hash { recorded.act }

    public mutating func visit(_ field: inout some Fields) {
        field("recorded", &recorded, "The act that records it.")
        field("content", &content, "What it says.")
    }
}

public struct RecordInterview: ActBody, Hashable {
    public static let kind = ActKind(
        "verification.interview", "Records an interview by a member of a team; who was heard is for participants alone, and in no field.",
        by: [.party, .guarantor, .monitoringTeam],
        texts: [.must("account", "What was said."), .may("person", "Who was heard.")], since: 1)

    /// Whose account it is.
    public enum Category: String, Word {
        case forces, official, resident, victim, witness
        public init() { self = .witness }
    }

    public var verification = ActID()
    public var category = Category()
    public var when = When()
    public var bearing = Observe.Bearing()
    public var consent = false

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("verification", &verification, "The verification.")
        field("category", &category, "Whose account it is.")
        field("when", &when, "When the interview was held.")
        field("bearing", &bearing, "What it says about the event.")
        field("consent", &consent, "That the person has consented to its being recorded: true.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        try state.checkMember(of: verification, act)
        try when.checkRecorded(by: act)
        guard consent else {
            throw Refusal("verification.consent", "An interview is recorded when the person has consented: “consent” must be true.")
        }
        guard state.audience(of: act.citation) == .participants else {
            throw Refusal("verification.protected", "An interview is for participants: its audience must be participants.")
        }
        var interview = TeamInterview()
        (interview.recorded, interview.content) = (act.citation, self)
        state.teamInterviews.insert(interview)
        state.verifications.update(verification) { $0.interviews.append(interview.id) }
    }
}
