/// An assurance that one participant asks of another: given, given under a condition, refused, or taken back.
public struct Assurance: Row {
    public static let table: StaticString = "assurance"

    public enum Standing: String, Word {
        case given, conditional, refused
        /// Given, and taken back.
        case withdrawn
        public init() { self = .refused }
    }

    /// One answer, or the withdrawal of one.
    public struct Answer: Record, Hashable {
        public var act = Citation()
        public var standing = Standing()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that says so.")
            field("standing", &standing, "How the assurance stands by it.")
        }
    }

    public var requested = Citation()
    public var of = Identifier()
    public var about: Matter?
    public var until = Moment()
    /// Every answer and withdrawal, in order; the last one holds.
    public var answers = Blocks<Answer>()

    public init() {}
    public var id: Hash { requested.act }

    public mutating func visit(_ field: inout some Fields) {
        field("requested", &requested, "The act that asked for it.")
        field("of", &of, "The participant who is asked.")
        field("about", &about, "What it is about, if that has a name.")
        field("until", &until, "When the answer is due.")
        field("answers", &answers, "Every answer and withdrawal, in order; the last one holds.")
    }
}

extension State {
    func assurance(_ id: ActID) throws(Refusal) -> Assurance {
        guard let assurance = assurances[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of a request for an assurance in this record.") }
        return assurance
    }

    /// How an assurance stands; `nil` while it is not answered.
    public func standing(of assurance: Assurance) -> Assurance.Standing? { assurance.answers.last { !isContested($0.act) }?.standing }

    /// What answering and withdrawing have in common: it is one's own to give.
    fileprivate func checkAsked(_ assurance: Assurance, _ act: Admitted) throws(Refusal) {
        guard assurance.of == act.participant else {
            throw Refusal("assurance.asked", "An assurance is given, refused and taken back by who is asked for it, “\(assurance.of)”.")
        }
    }
}

extension Assurance {
    func deadlines(_ state: State, _ agreement: Agreement) -> [Deadline] {
        guard state.standing(of: self) == nil, !state.isContested(requested) else { return [] }
        return [Deadline("answer", of: Self.table, id, owed: [of], from: requested.received, until: until, audience: requested.audience)]
    }
}

public struct RequestAssurance: ActBody {
    public static let kind = ActKind(
        "assurance.request", "Asks another participant for an assurance.", by: [.party, .guarantor],
        texts: [.must("assurance", "What is to be assured, in words."), .may("reasons", "Why.")], since: 1)

    public var of = Identifier()
    public var about: Matter?
    public var until: Moment?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("of", &of, "The participant who is asked.")
        field("about", &about, "What it is about; null where that has no name in the record.")
        field("until", &until, "When the answer is due; null for the clock `answer` of the agreement.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let due = try state.answerDue(until, to: act)
        try state.checkAddressees([of], of: act)
        try about?.check(state)
        var assurance = Assurance()
        (assurance.requested, assurance.of, assurance.about, assurance.until) = (act.citation, of, about, due)
        state.assurances.insert(assurance)
    }
}

public struct AnswerAssurance: ActBody {
    public static let kind = ActKind(
        "assurance.answer", "Gives an assurance that one was asked for, gives it under a condition, or refuses it.", by: Role.acting,
        texts: [.may("condition", "The condition, where there is one."), .may("reason", "Why it is refused.")], since: 1, answers: true)

    public enum Answer: String, Word {
        case given, conditional, refused
        public init() { self = .refused }

        var standing: Assurance.Standing {
            switch self {
            case .given: .given
            case .conditional: .conditional
            case .refused: .refused
            }
        }
    }

    public var assurance = ActID()
    public var answer = Answer()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("assurance", &assurance, "The act that asked for it.")
        field("answer", &answer, "The answer; a condition and a refusal's reason stand in the texts.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.assurance(assurance)
        try state.checkAsked(target, act)
        func has(_ slot: String) -> Bool { act.act.payload.texts.contains { $0.slot.name == slot } }
        guard (answer == .conditional) == has("condition"), (answer == .refused) == has("reason") else {
            throw Refusal("assurance.words", "A conditional assurance, and no other, has the text “condition”; a refused one, and no other, the text “reason”.")
        }
        switch state.standing(of: target) {
        case .given:
            throw Refusal("assurance.standing", "The assurance is given, and stands until it is withdrawn (assurance.withdraw).")
        case .conditional where answer == .refused:
            throw Refusal("assurance.standing", "The assurance is given under a condition; it is taken back by assurance.withdraw, not refused.")
        default: break
        }
        var answered = Assurance.Answer()
        (answered.act, answered.standing) = (act.citation, answer.standing)
        state.assurances.update(assurance) { $0.answers.append(answered) }
    }
}

public struct WithdrawAssurance: ActBody {
    public static let kind = ActKind(
        "assurance.withdraw", "Takes an assurance back; that it was given stays readable.", by: Role.acting,
        texts: [.must("reason", "Why.")], since: 1)

    public var assurance = ActID()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("assurance", &assurance, "The act that asked for it.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.assurance(assurance)
        try state.checkAsked(target, act)
        switch state.standing(of: target) {
        case .given, .conditional: break
        default: throw Refusal("assurance.given", "An assurance is taken back while it is given, with or without a condition.")
        }
        var answer = Assurance.Answer()
        (answer.act, answer.standing) = (act.citation, .withdrawn)
        state.assurances.update(assurance) { $0.answers.append(answer) }
    }
}
