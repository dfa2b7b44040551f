/// The tasking of a team to establish an incident's facts.
public struct Verification: Row {
    public static let table: StaticString = "verification"

    /// One member of the team.
    public struct Member: Record, Hashable {
        public var participant = Identifier()
        public var desk = Identifier()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("participant", &participant, "The component that the member comes from.")
            field("desk", &desk, "The member's desk.")
        }
    }

    /// What a member of the team observed.
    public struct Observation: Record, Hashable {
        public var act = Citation()
        public var content = Observe()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that records it.")
            field("content", &content, "What it says.")
        }
    }

    /// What the team reported.
    public struct TeamReport: Record, Hashable {
        public var act = Citation()
        public var occurrence = Occurrence()
        public var views: [ReportVerification.View] = []
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that reports.")
            field("occurrence", &occurrence, "Whether the event occurred, as the team sees it.")
            field("views", &views, "Each component's view.")
        }
    }

    public var tasked = Citation()
    public var incident = ActID()
    public var lead = Member()
    public var team: [Member] = []
    public var observations: [Observation] = []
    public var interviews: [ActID] = []
    public var requests: [ActID] = []
    public var restrictions: [ActID] = []
    public var report: TeamReport?

    public init() {}
    public var id: Hash { tasked.act }

    public mutating func visit(_ field: inout some Fields) {
        field("tasked", &tasked, "The act that tasked the team.")
        field("incident", &incident, "The incident.")
        field("lead", &lead, "Who leads the team.")
        field("team", &team, "The other members.")
        field("observations", &observations, "What members observed, in order.")
        field("interviews", &interviews, "The interviews that members held.")
        field("requests", &requests, "The team's requests for access.")
        field("restrictions", &restrictions, "The restrictions of its access that were recorded.")
        field("report", &report, "The team's report, if it has reported.")
    }

    func includes(_ participant: Identifier, _ desk: Identifier) -> Bool {
        (team + [lead]).contains { $0.participant == participant && $0.desk == desk }
    }

    func checkOpen() throws(Refusal) {
        guard report == nil else {
            throw Refusal("verification.open", "The team has reported; a further verification may be tasked.")
        }
    }
}

extension State {
    /// That a member of a team signs, which has not reported yet.
    func checkMember(of id: ActID, _ act: Admitted) throws(Refusal) {
        let verification = try verification(id)
        guard verification.includes(act.participant, act.citation.desk) else {
            throw Refusal("verification.member", "The act must come from a member of the team: its lead is “\(verification.lead.participant)/\(verification.lead.desk)”.")
        }
        try verification.checkOpen()
    }

    /// What a verification established and findings may cite: observations, interviews and restrictions, by the acts that recorded them.
    func established(by verification: Verification) -> [Citation] {
        verification.observations.map(\.act) + verification.interviews.compactMap { teamInterviews[$0]?.recorded }
            + verification.restrictions.compactMap { restrictions[$0]?.recorded }
    }
}

extension When {
    func checkRecorded(by act: Admitted) throws(Refusal) {
        guard from <= to, to <= act.received else {
            throw Refusal("verification.time", "What a team records begins before it ends, and ends before it is recorded.")
        }
    }
}

/// Whether something happened.
public enum Occurrence: String, Word {
    case occurred
    case notOccurred = "not-occurred"
    case inconclusive
    case notVerifiable = "not-verifiable"
    public init() { self = .inconclusive }
}

public struct TaskVerification: ActBody {
    public static let kind = ActKind(
        "verification.task", "Tasks a team to establish an incident's facts.", by: [.guarantor],
        texts: [.may("mandate", "What the team is to establish.")])

    public var incident = ActID()
    public var lead = Verification.Member()
    public var team: [Verification.Member] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("incident", &incident, "The incident, which triage has accepted.")
        field("lead", &lead, "Who leads: an officer of no party.")
        field("team", &team, "The other members; of every party or of none, so that no side is alone.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard try state.standingIncident(incident).triage?.outcome == .accepted else {
            throw Refusal("verification.accepted", "A team is tasked with an incident that triage has accepted.")
        }
        for (index, member) in ([lead] + team).enumerated() {
            guard let officer = state.officer(at: member.participant, member.desk), officer.withdrawn == nil,
                officer.isHead || officer.functions.contains(Self.kind.subject),
                let role = try state.established().role(of: member.participant), Observe.kind.roles.contains(role)
            else {
                throw Refusal("verification.team", "“\(member.participant)/\(member.desk)” must be a desk accredited for “\(Self.kind.subject)”, of a party, a guarantor or the monitoring team.")
            }
            guard !([lead] + team)[..<index].contains(member) else {
                throw Refusal("verification.team", "Each member of a team is named once.")
            }
        }
        let parties = state.parties.map(\.id)
        guard !parties.contains(lead.participant) else {
            throw Refusal("verification.lead", "A team is led by an officer of no party.")
        }
        let present = parties.filter { party in team.contains { $0.participant == party } }
        guard present.isEmpty || present.count == parties.count else {
            throw Refusal("verification.parity", "A team has a member of every party or of none.")
        }
        var verification = Verification()
        verification.tasked = act.citation
        (verification.incident, verification.lead, verification.team) = (incident, lead, team)
        state.verifications.insert(verification)
        state.incidents.update(incident) { $0.verifications.append(verification.id) }
    }
}

public struct Observe: ActBody, Hashable {
    public static let kind = ActKind(
        "verification.observe", "Records what a member of a team observed.",
        by: [.party, .guarantor, .monitoringTeam], texts: [.must("account", "What was observed.")])

    /// What people say to a team is no observation: it is recorded by ``RecordInterview``, which protects them.
    public enum Method: String, Word {
        case visit, imagery, sensor, document, medical
        public init() { self = .visit }
    }
    /// What the observation says about the event.
    public enum Bearing: String, Word {
        case supports, contradicts, neutral
        public init() { self = .neutral }
    }

    public var verification = ActID()
    public var method = Method()
    public var when = When()
    public var place = Place()
    public var bearing = Bearing()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("verification", &verification, "The verification.")
        field("method", &method, "How it was observed.")
        field("when", &when, "When it was observed.")
        field("place", &place, "Where it was observed.")
        field("bearing", &bearing, "What it says about the event.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let agreement = try state.inForce()
        try state.checkMember(of: verification, act)
        try place.check(in: agreement)
        try when.checkRecorded(by: act)
        var observation = Verification.Observation()
        observation.act = act.citation
        observation.content = self
        state.verifications.update(verification) { $0.observations.append(observation) }
    }
}

public struct ReportVerification: ActBody {
    public static let kind = ActKind(
        "verification.report", "Reports what a team established, with each component's view.", by: [.guarantor, .monitoringTeam],
        texts: [.must("summary", "Facts, analysis and limits of access."), .may("views", "Components' divergent views, in their words.")], answers: true)

    /// How a component stands to the team's report.
    public struct View: Record, Hashable {
        public enum Position: String, Word {
            case agrees, differs
            public init() { self = .agrees }
        }
        public var component = Identifier()
        public var position = Position()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("component", &component, "The participant whose component it is.")
            field("position", &position, "Whether it agrees with the report.")
        }
    }

    public var verification = ActID()
    public var occurrence = Occurrence()
    public var views: [View] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("verification", &verification, "The verification.")
        field("occurrence", &occurrence, "Whether the event occurred, as the team sees it.")
        field("views", &views, "Each component's view, one for every participant with a member in the team.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.verification(verification)
        guard target.lead.participant == act.participant, target.lead.desk == act.citation.desk else {
            throw Refusal("verification.lead", "A team's report comes from its lead, “\(target.lead.participant)/\(target.lead.desk)”.")
        }
        try target.checkOpen()
        guard !state.established(by: target).isEmpty else {
            throw Refusal("verification.observations", "A team reports on at least one observation, interview or restriction.")
        }
        var components: [Identifier] = []
        for member in [target.lead] + target.team where !components.contains(member.participant) {
            components.append(member.participant)
        }
        guard views.count == components.count, components.allSatisfy({ component in views.contains { $0.component == component } }) else {
            throw Refusal("verification.views", "A team's report gives the view of each component once: \(components.map(\.name).joined(separator: ", ")).")
        }
        var report = Verification.TeamReport()
        report.act = act.citation
        (report.occurrence, report.views) = (occurrence, views)
        state.verifications.update(verification) { $0.report = report }
    }
}
