public struct ProposeFinding: ActBody {
    public static let kind = ActKind(
        "finding.propose", "Proposes a finding on an incident; the parties' reply window begins.", by: [.guarantor, .monitoringTeam],
        texts: [.must("reasons", "Why the evidence leads to this conclusion.")])

    public var incident = ActID()
    public var supersedes: ActID?
    public var conclusion = Conclusion()
    public var evidence: [ActID] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("incident", &incident, "The incident.")
        field("supersedes", &supersedes, "The incident's last determined finding, which this one is to supersede; null where there is none.")
        field("conclusion", &conclusion, "What is concluded.")
        field("evidence", &evidence, "The exhibits that it rests on, and what verifications established (observations, interviews, restrictions); at least one.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let agreement = try state.inForce()
        let target = try state.standingIncident(incident)
        guard target.triage?.outcome == .accepted else {
            throw Refusal("finding.accepted", "A finding is proposed on an incident that triage has accepted.")
        }
        guard !target.findings.compactMap({ state.findings[$0] }).contains(where: { state.isOpen($0, under: agreement) }) else {
            throw Refusal("finding.open", "A finding on this incident is open already; another follows when it is determined or can no longer be.")
        }
        let standing = state.standingFinding(on: target)
        guard supersedes == standing?.id else {
            throw Refusal(
                "finding.supersedes",
                standing.map { "A further finding on this incident must supersede its last determined one, \($0.id.hex)." }
                    ?? "A finding supersedes one that is determined on the same incident; there is none, so it must name none.")
        }
        if let standing { try state.checkInformed(of: standing, act) }
        let reported = target.verifications.compactMap { state.verifications[$0] }.filter { $0.report != nil }
        guard !reported.isEmpty else {
            throw Refusal("finding.verified", "A finding follows a verification whose team has reported.")
        }
        guard !evidence.isEmpty else {
            throw Refusal("finding.evidence", "There is no finding without evidence: it must cite an exhibit or an observation.")
        }
        let citable = state.exhibits(of: target) + reported.flatMap { state.established(by: $0).map(\.act) }
        for (index, cited) in evidence.enumerated() {
            guard citable.contains(cited), !evidence[..<index].contains(cited) else {
                throw Refusal("finding.evidence", "\(cited.hex) must be an exhibit, an observation, an interview or a restriction of this incident, cited once.")
            }
        }
        try conclusion.check(state)
        var finding = Finding()
        finding.proposed = act.citation
        (finding.incident, finding.supersedes, finding.conclusion, finding.evidence) = (incident, supersedes, conclusion, evidence)
        finding.repliesUntil = act.received.adding(hours: agreement.clocks.reply)
        state.findings.insert(finding)
        state.incidents.update(incident) { $0.findings.append(finding.id) }
        if let supersedes { state.note(act, tellsOf: supersedes) }
    }
}

public struct ReplyToFinding: ActBody {
    public static let kind = ActKind(
        "finding.reply", "Replies to a proposed finding, before it is determined.", by: [.party],
        texts: [.must("reply", "The answer, point by point.")], answers: true)

    public enum Position: String, Word {
        case accepts, qualifies, rejects
        public init() { self = .qualifies }
    }

    public var finding = ActID()
    public var position = Position()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("finding", &finding, "The finding.")
        field("position", &position, "How the party stands to it.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.finding(finding)
        guard act.lodged <= target.repliesUntil else {
            throw Refusal("finding.reply-window", "A reply must come within the reply window, which has ended.")
        }
        guard !state.counted(target).replies.contains(where: { $0.act.participant == act.participant }) else {
            throw Refusal("finding.reply-once", "Each party replies once to a finding.")
        }
        var reply = Finding.Reply()
        reply.act = act.citation
        reply.position = position
        state.findings.update(finding) { $0.replies.append(reply) }
        // Lodged in time, and kept back until after the determination: the party was not heard, so it is made again.
        guard let determination = target.determination else { return }
        state.findings.update(finding) {
            $0.setAside.append(determination)
            ($0.determination, $0.votes) = (nil, [])
        }
        state.reinstate(before: finding)
    }

    /// A finding that is not determined yet.
    static func open(_ id: ActID, _ state: State) throws(Refusal) -> Finding {
        let finding = try state.finding(id)
        guard finding.determined == nil else {
            throw Refusal("finding.determined", "The finding is determined; what it says stands until it is superseded.")
        }
        guard finding.supersededBy == nil else {
            throw Refusal("finding.superseded", "The finding was superseded; a further one must supersede the incident's last determined one.")
        }
        return finding
    }
}

/// The parties are heard before anybody takes a position: every party has replied, or the reply window has ended.
private func checkHeard(_ finding: Finding, _ act: Admitted, _ state: State) throws(Refusal) {
    let replies = state.counted(finding).replies
    let replied = state.parties.allSatisfy { party in replies.contains { $0.act.participant == party.id } }
    guard replied || act.received > finding.repliesUntil else {
        throw Refusal("finding.reply-window", "Determiners concur, dissent and determine when every party has replied or the reply window has ended.")
    }
}

private func vote(_ concurs: Bool, on id: ActID, _ act: Admitted, _ state: inout State) throws(Refusal) {
    let finding = try ReplyToFinding.open(id, state)
    try state.checkDeterminer(act)
    try checkHeard(finding, act, state)
    guard !state.counted(finding).votes.contains(where: { $0.act.participant == act.participant }) else {
        throw Refusal("finding.vote-once", "Each determiner concurs or dissents once.")
    }
    var vote = Finding.Vote()
    vote.act = act.citation
    vote.concurs = concurs
    state.findings.update(id) { $0.votes.append(vote) }
}

public struct ConcurWithFinding: ActBody {
    public static let kind = ActKind(
        "finding.concur", "Concurs with a proposed finding.", by: [.guarantor], texts: [.may("reasons", "Why.")], answers: true)

    public var finding = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("finding", &finding, "The finding.") }
    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) { try vote(true, on: finding, act, &state) }
}

public struct DissentFromFinding: ActBody {
    public static let kind = ActKind(
        "finding.dissent", "Dissents from a proposed finding; the dissent stays beside it.", by: [.guarantor],
        texts: [.must("reasons", "Why.")], answers: true)

    public var finding = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("finding", &finding, "The finding.") }
    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) { try vote(false, on: finding, act, &state) }
}

public struct DetermineFinding: ActBody {
    public static let kind = ActKind(
        "finding.determine", "Determines a finding, once the parties are heard and enough determiners concur; participants alone learn of it.",
        by: [.guarantor], answers: true)

    public var finding = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("finding", &finding, "The finding.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try ReplyToFinding.open(finding, state)
        try state.checkDeterminer(act)
        try checkHeard(target, act, state)
        guard act.citation.audience == .participants else {
            throw Refusal("finding.informed", "A determination is an act for participants: the parties are informed first, and finding.publish makes it public.")
        }
        guard let incident = state.incidents[target.incident], state.isCurrent(target, on: incident) else {
            throw Refusal("finding.supersedes", "A finding is determined when it supersedes the incident's last determined one; this one was proposed before that was, and must be proposed again.")
        }
        guard !state.restsOnContested(target) else {
            throw Refusal("finding.contested", "A finding is not determined while it rests on an act whose key was repudiated.")
        }
        let needed = try state.inForce().determination.quorum
        let concurring = state.counted(target).concurring
        guard concurring.count >= needed else {
            throw Refusal("finding.quorum", "A finding needs the concurrence of \(needed) determiners; it has \(concurring.count).")
        }
        var determination = Finding.Determination()
        determination.act = act.citation
        state.findings.update(finding) { $0.determination = determination }
        if let superseded = target.supersedes { state.findings.update(superseded) { $0.supersededBy = finding } }
        state.note(act, tellsOf: finding)
        state.fallDue(after: target, determined: act.citation)
    }
}
