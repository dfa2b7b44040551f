/// What a participant proposes to others, in words that they can accept, and how they answer.
public struct Proposal: Row {
    public static let table: StaticString = "proposal"

    /// How an addressee stands to a proposal.
    public enum Reply: String, Word {
        case accepts, rejects
        /// With a proposal of its own.
        case counters
        case needsTime = "needs-time"
        public init() { self = .needsTime }
    }

    public struct Answer: Record, Hashable {
        public var act = Citation()
        public var reply = Reply()
        public var counter: ActID?
        public var until: Moment?
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that answers.")
            field("reply", &reply, "The answer.")
            field("counter", &counter, "The counter-proposal, if any.")
            field("until", &until, "Until when the addressee needs time, if it does.")
        }
    }

    /// Whom the proposal is addressed to, with every answer.
    public struct Addressee: Record {
        public var participant = Identifier()
        public var answers = Blocks<Answer>()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("participant", &participant, "The participant who is to answer.")
            field("answers", &answers, "Every answer of it, in order; the last one holds.")
        }
    }

    public var tabled = Citation()
    /// To whom, in the order of establishment.
    public var addressees: [Addressee] = []
    public var until = Moment()
    public var meeting: ActID?
    public var about: Matter?
    public var withdrawn: [Citation] = []

    public init() {}
    public var id: Hash { tabled.act }

    public mutating func visit(_ field: inout some Fields) {
        field("tabled", &tabled, "The act that tabled it.")
        field("to", &addressees, "To whom it is addressed, with their answers.")
        field("until", &until, "When the answers are due.")
        field("meeting", &meeting, "The meeting at which it is tabled, if any.")
        field("about", &about, "What it is about, if that has a name.")
        field("withdrawn", &withdrawn, "By which act it was withdrawn, if any.")
    }
}

extension State {
    func proposal(_ id: ActID) throws(Refusal) -> Proposal {
        guard let proposal = proposals[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of a proposal in this record.") }
        return proposal
    }

    /// The proposal, which must not be withdrawn.
    func openProposal(_ id: ActID) throws(Refusal) -> Proposal {
        let proposal = try proposal(id)
        guard standing(proposal.withdrawn) == nil else {
            throw Refusal("proposal.withdrawn", "The proposal was withdrawn; another may be tabled.")
        }
        return proposal
    }

    /// How an addressee has answered last, by a key that nobody has repudiated.
    public func answer(of addressee: Identifier, to proposal: Proposal) -> Proposal.Answer? {
        proposal.addressees.first { $0.participant == addressee }?.answers.last { !isContested($0.act) }
    }
}

extension Proposal {
    func deadlines(_ state: State, _ agreement: Agreement) -> [Deadline] {
        guard state.standing(withdrawn) == nil, !state.isContested(tabled) else { return [] }
        let open = addressees.map(\.participant).compactMap { addressee -> (owed: Identifier, until: Moment)? in
            guard let answer = state.answer(of: addressee, to: self) else { return (addressee, until) }
            return answer.reply == .needsTime ? (addressee, answer.until ?? until) : nil
        }
        return Set(open.map(\.until)).sorted().map { until in
            Deadline(
                "answer", of: Self.table, id, owed: open.filter { $0.until == until }.map(\.owed),
                from: tabled.received, until: until, audience: tabled.audience)
        }
    }
}

public struct TableProposal: ActBody {
    public static let kind = ActKind(
        "proposal.table", "Proposes something specific to other participants, to be answered by a time.", by: [.party, .guarantor],
        texts: [.must("wording", "The proposal, in the words that are to be accepted."), .may("reasons", "Why.")], since: 1)

    public var to: [Identifier] = []
    public var until: Moment?
    public var meeting: ActID?
    public var about: Matter?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("to", &to, "The participants who are to answer, at least one.")
        field("until", &until, "When the answer is due; null for the clock `answer` of the agreement.")
        field("meeting", &meeting, "The meeting at which it is tabled; null where at none.")
        field("about", &about, "What it is about; null where that has no name in the record.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let due = try state.answerDue(until, to: act)
        try state.checkAddressees(to, of: act)
        if let meeting { _ = try state.heldMeeting(meeting) }
        try about?.check(state)
        var proposal = Proposal()
        (proposal.tabled, proposal.until) = (act.citation, due)
        (proposal.meeting, proposal.about) = (meeting, about)
        proposal.addressees = state.ordered(to).map { participant in
            var addressee = Proposal.Addressee()
            addressee.participant = participant
            return addressee
        }
        state.proposals.insert(proposal)
    }
}

public struct AnswerProposal: ActBody {
    public static let kind = ActKind(
        "proposal.answer", "Answers a proposal; a later answer takes the place of the one before, which stays readable.", by: Role.acting,
        texts: [.may("answer", "The answer, in words.")], since: 1, answers: true)

    public var proposal = ActID()
    public var reply = Proposal.Reply()
    public var counter: ActID?
    public var until: Moment?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("proposal", &proposal, "The proposal.")
        field("reply", &reply, "The answer.")
        field("counter", &counter, "One's own proposal, tabled since to whoever made this one; null unless it counters.")
        field("until", &until, "Until when one needs time; null unless it does.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.openProposal(proposal)
        guard let addressee = target.addressees.firstIndex(where: { $0.participant == act.participant }) else {
            throw Refusal("proposal.addressee", "A proposal is answered by those whom it is addressed to: \(target.addressees.map(\.participant.name).joined(separator: ", ")).")
        }
        guard (reply == .counters) == (counter != nil) else {
            throw Refusal("proposal.counter", "An answer that counters, and no other, names the counter-proposal.")
        }
        if let counter {
            let own = try state.openProposal(counter)
            guard own.tabled.participant == act.participant, own.addressees.contains(where: { $0.participant == target.tabled.participant }), own.tabled.index > target.tabled.index else {
                throw Refusal("proposal.counter", "A counter-proposal is one's own, tabled after the other and addressed to “\(target.tabled.participant)”.")
            }
        }
        let hours = try state.inForce().clocks.answer
        guard (reply == .needsTime) == (until != nil),
            until.map({ $0 > act.received && $0 > target.until && $0 <= target.until.adding(hours: hours) }) ?? true
        else {
            throw Refusal("proposal.time", "An answer that needs time, and no other, names a time to come, at most \(hours) hours (the clock “answer”) after the answer was due.")
        }
        var answer = Proposal.Answer()
        (answer.act, answer.reply, answer.counter, answer.until) = (act.citation, reply, counter, until)
        if let before = state.answer(of: act.participant, to: target), before.reply == reply, before.counter == counter, before.until == until {
            throw Refusal("proposal.same", "This is the answer that “\(act.participant)” has given; another may take its place.")
        }
        state.proposals.update(proposal) { $0.addressees[addressee].answers.append(answer) }
    }
}

public struct WithdrawProposal: ActBody {
    public static let kind = ActKind(
        "proposal.withdraw", "Withdraws one's own proposal; it stays readable, with its answers.", by: [.party, .guarantor],
        texts: [.must("reason", "Why.")], since: 1)

    public var proposal = ActID()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("proposal", &proposal, "The proposal.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.openProposal(proposal)
        guard target.tabled.participant == act.participant else {
            throw Refusal("proposal.own", "A proposal is withdrawn by who tabled it, “\(target.tabled.participant)”.")
        }
        state.proposals.update(proposal) { $0.withdrawn.append(act.citation) }
    }
}
