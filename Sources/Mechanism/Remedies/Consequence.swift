/// What the agreement lets follow from a determined violation, on one party: due by rule, decided by the determiners.
///
/// It falls with the determination that it follows from: one that is set aside or superseded takes it back, see ``State/holds(_:)-(Consequence)``.
public struct Consequence: Row {
    public static let table: StaticString = "consequence"

    /// What a determiner decides.
    public enum Decision: String, Word {
        case applies, waived, deferred
        public init() { self = .applies }
    }

    /// One determiner's position.
    public struct Vote: Record, Hashable {
        public var act = Citation()
        public var decision = Decision()
        public var until: Moment?
        /// Whether enough determiners decided the same with this act.
        public var tookEffect = false
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that decides.")
            field("decision", &decision, "What it decides.")
            field("until", &until, "Until when it defers; null otherwise.")
            field("took-effect", &tookEffect, "Whether enough determiners had decided the same by it.")
        }

        func isSame(as other: Vote) -> Bool { decision == other.decision && until == other.until }
    }

    public var finding = ActID()
    /// The determination that it follows from; who may read of that may read of this, see ``Finding/Determination/audience``.
    public var determined = Citation()
    public var consequence = Identifier()
    public var on = Identifier()
    /// Until when the determiners decide.
    public var due = Moment()
    public var votes: [Vote] = []

    public init() {}
    public var id: Hash { Self.id(of: consequence, on: on, after: determined.act) }

    /// SHA-256 of the id of the act that determined the finding, the consequence's name, a zero byte and the party's name.
    static func id(of consequence: Identifier, on party: Identifier, after determined: ActID) -> Hash {
        Hash.sha256(of: determined.bytes, Array(consequence.name.utf8) + [0], Array(party.name.utf8))
    }

    public mutating func visit(_ field: inout some Fields) {
        field("finding", &finding, "The finding.")
        field("determined", &determined, "The act that determined it.")
        field("consequence", &consequence, "The consequence's name in the agreement.")
        field("party", &on, "The party found responsible, or that answers for who was.")
        field("due", &due, "Until when the determiners decide on it.")
        field("votes", &votes, "What determiners decided, in order.")
    }

    /// What was decided last with enough determiners; `nil` while they have not decided.
    public var effect: Vote? { votes.last(where: \.tookEffect) }

    /// Whether the determiners still have to decide: they have not, or have deferred it.
    public var isOpen: Bool { effect.map { $0.decision == .deferred } ?? true }
}

extension State {
    /// Lets fall due what the agreement says follows from a violation of the grade, on each party that is, or answers for, who was found responsible.
    mutating func fallDue(after finding: Finding, determined: Citation) {
        guard let agreement, let grade = finding.conclusion.grade else { return }
        let answering = finding.conclusion.attributedTo.map { actor in
            agreement.actors.first { $0.id == actor }?.answersFor ?? actor
        }
        for party in parties.map(\.id) where answering.contains(party) {
            for consequence in agreement.consequences where consequence.grade == grade {
                var row = Consequence()
                (row.finding, row.determined) = (finding.id, determined)
                (row.consequence, row.on) = (consequence.id, party)
                row.due = determined.received.adding(hours: consequence.hours)
                consequences.insert(row)
            }
        }
    }

    /// Whether what a consequence follows from stands: its finding, by the same determination. One that does not was taken back, if it was
    /// not decided before.
    /// - Parameter onlooker: who looks: who may not know that another finding took its place, sees it stand.
    public func holds(_ consequence: Consequence, to onlooker: any Onlooker = Insider()) -> Bool {
        findings[consequence.finding].flatMap { onlooker.asSeen($0) }.map { $0.stands && $0.determined?.act == consequence.determined.act } ?? false
    }
}

/// Decides on a consequence that is due.
public struct DecideConsequence: ActBody {
    public static let kind = ActKind(
        "consequence.decide", "Decides whether a consequence that is due applies; it takes effect when enough determiners decide the same.",
        by: [.guarantor], texts: [.must("reason", "Why.")], since: 1, answers: true)

    public var finding = ActID()
    public var consequence = Identifier()
    public var on = Identifier()
    public var decision = Consequence.Decision()
    public var until: Moment?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("finding", &finding, "The determined finding that it follows from.")
        field("consequence", &consequence, "The consequence, by its name in the agreement.")
        field("party", &on, "The party on whom it falls.")
        field("decision", &decision, "Whether it applies.")
        field("until", &until, "Until when the decision is deferred; null otherwise.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let determination = try state.inForce().determination
        let cause = try state.standing(finding)
        try state.checkDeterminer(act)
        try state.checkInformed(of: cause, act)
        guard let determined = cause.determined, let row = state.consequences[Consequence.id(of: consequence, on: on, after: determined.act)] else {
            throw Refusal("consequence.due", "“\(consequence)” on “\(on)” must be a consequence that this finding made due, by the agreement's consequences of its grade.")
        }
        guard row.isOpen else {
            throw Refusal("consequence.decided", "The determiners have decided on this consequence; only one that is deferred is decided again.")
        }
        guard (decision == .deferred) == (until != nil), until.map({ $0 > act.received }) ?? true else {
            throw Refusal("consequence.until", "A decision that defers, and no other, says until when: a time to come.")
        }
        var vote = Consequence.Vote()
        (vote.act, vote.decision, vote.until) = (act.citation, decision, until)
        // A position that a repudiated key took does not count.
        let counted = row.votes.filter { !state.isContested($0.act) }
        func last(of member: Identifier) -> Consequence.Vote? { counted.last { $0.act.participant == member } }
        guard !(last(of: act.participant)?.isSame(as: vote) ?? false) else {
            throw Refusal("consequence.once", "A determiner decides the same once; it may decide otherwise until the determiners have decided.")
        }
        let same = determination.members.filter { member in
            member == act.participant || last(of: member)?.isSame(as: vote) ?? false
        }
        vote.tookEffect = same.count >= determination.quorum
        state.consequences.update(row.id) {
            $0.votes.append(vote)
            if vote.tookEffect, let until = vote.until { $0.due = until }
        }
        state.note(act, tellsOf: finding)
    }
}

extension Consequence {
    func deadlines(_ state: State, _ agreement: Agreement, to onlooker: any Onlooker) -> [Deadline] {
        guard isOpen, state.holds(self, to: onlooker), let cause = state.findings[finding]?.determination else { return [] }
        let members = state.ordered(agreement.determination.members)
        // Whoever has not taken a position since the last decision is asked; where all have and differ, all are.
        let since = (votes.lastIndex(where: \.tookEffect) ?? -1) + 1
        let silent = members.filter { member in
            !votes[since...].contains { $0.act.participant == member && !state.isContested($0.act) }
        }
        return [Deadline(
            "due", of: Self.table, id, owed: silent.isEmpty ? members : silent,
            from: effect?.act.received ?? determined.received, until: due, audience: cause.audience)]
    }
}
