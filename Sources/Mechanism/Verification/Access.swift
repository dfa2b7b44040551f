/// A team's request to be let in somewhere, and how it was answered.
public struct AccessRequest: Row {
    public static let table: StaticString = "access"

    /// What was answered; a later answer takes the place of the ones before.
    public struct Answer: Record, Hashable {
        public var act = Citation()
        public var content = AnswerAccess()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that answers.")
            field("content", &content, "What it says.")
        }
    }

    public var asked = Citation()
    public var content = RequestAccess()
    /// The party that answers: the one that controls the place, or that answers for who does.
    public var answerer = Identifier()
    public var answers: [Answer] = []

    public init() {}
    public var id: Hash { asked.act }

    public mutating func visit(_ field: inout some Fields) {
        field("asked", &asked, "The act that asks.")
        field("content", &content, "What it asks for.")
        field("answerer", &answerer, "The party that answers.")
        field("answers", &answers, "What was answered, in order; the last one holds.")
    }
}

extension State {
    /// The answer to a request that holds: the last one by a key that nobody repudiated; `nil` while there is none.
    public func answer(to request: AccessRequest) -> AccessRequest.Answer? { request.answers.last { !isContested($0.act) } }
}

extension AccessRequest {
    func deadlines(_ state: State, _ agreement: Agreement) -> [Deadline] {
        guard state.answer(to: self) == nil, state.verifications[content.verification]?.report == nil else { return [] }
        return [Deadline(
            "access", of: Self.table, id, owed: [answerer],
            from: asked.received, until: asked.received.adding(hours: agreement.clocks.access), audience: asked.audience)]
    }
}

public struct RequestAccess: ActBody, Hashable {
    public static let kind = ActKind(
        "verification.request-access", "Asks who controls a place to let the team in.", by: [.party, .guarantor, .monitoringTeam],
        texts: [.may("purpose", "What the team would do there."), .may("place", "The name of the place.")], since: 1)

    public var verification = ActID()
    public var place = Place()
    public var by = Identifier()
    public var from = Moment()
    public var to = Moment()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("verification", &verification, "The verification, whose team one is a member of.")
        field("place", &place, "The place.")
        field("by", &by, "Who controls it: a party, or an actor that a party answers for.")
        field("from", &from, "From when on the team asks to be there.")
        field("to", &to, "Until when; not past when the request is received.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let agreement = try state.inForce()
        try state.checkMember(of: verification, act)
        try place.check(in: agreement)
        try state.checkActor(by)
        guard let answerer = state.parties.first(where: { $0.id == by })?.id ?? agreement.actors.first(where: { $0.id == by })?.answersFor else {
            throw Refusal("verification.controller", "Access is asked of a party, or of an actor that a party answers for; of any other, a restriction may be recorded.")
        }
        guard from <= to, to >= act.received else {
            throw Refusal("verification.access-time", "Access is asked for a time that begins before it ends, and that is not past.")
        }
        var request = AccessRequest()
        (request.asked, request.content, request.answerer) = (act.citation, self, answerer)
        state.accesses.insert(request)
        state.verifications.update(verification) { $0.requests.append(request.id) }
    }
}

public struct AnswerAccess: ActBody, Hashable {
    public static let kind = ActKind(
        "verification.answer-access", "Answers a team's request for access; a later answer takes the place of an earlier one.", by: [.party],
        texts: [.may("reason", "Why; needed unless access is granted."), .may("conditions", "On what conditions.")], since: 1, answers: true)

    public enum Answer: String, Word {
        case granted, conditioned, delayed, denied
        public init() { self = .granted }
    }

    public var request = ActID()
    public var answer = Answer()
    public var until: Moment?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("request", &request, "The request.")
        field("answer", &answer, "The answer.")
        field("until", &until, "Until when access is delayed; null for any other answer.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.access(request)
        guard target.answerer == act.participant else {
            throw Refusal("verification.answer", "A request for access is answered by the party that controls the place or answers for who does, “\(target.answerer)”.")
        }
        guard (answer == .delayed) == (until != nil), until.map({ $0 > act.received }) ?? true else {
            throw Refusal("verification.until", "A delay, and no other answer, names the time until which access is delayed, still to come.")
        }
        guard answer == .granted || act.act.payload.texts.contains(where: { $0.slot.name == "reason" }) else {
            throw Refusal("verification.reason", "An answer that does not grant access as asked must have the text “reason”.")
        }
        var given = AccessRequest.Answer()
        (given.act, given.content) = (act.citation, self)
        state.accesses.update(request) { $0.answers.append(given) }
    }
}
