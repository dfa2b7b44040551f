/// An event that the mechanism handles; gathers the reports about it. Not yet a violation.
public struct Incident: Row {
    public static let table: StaticString = "incident"

    /// What triage decided.
    public struct Triage: Record, Hashable {
        public enum Outcome: String, Word {
            case accepted
            case outOfMandate = "out-of-mandate"
            case insufficientInformation = "insufficient-information"
            case duplicate
            public init() { self = .accepted }
        }
        public var act = Citation()
        public var outcome = Outcome()
        public var duplicateOf: ActID?
        public var articles: [Identifier] = []
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that decided.")
            field("outcome", &outcome, "What it decided.")
            field("duplicate-of", &duplicateOf, "The incident it duplicates, if any.")
            field("articles", &articles, "The articles that it may touch.")
        }
    }

    /// That the incident was absorbed into another, and parted from it again.
    public struct Merge: Record, Hashable {
        public var act = Citation()
        public var into = ActID()
        public var parted: Citation?
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that absorbed it.")
            field("into", &into, "The incident that absorbed it.")
            field("parted", &parted, "The act that parted it again; null while it is absorbed.")
        }
    }

    /// Reports that became an incident of their own.
    public struct Split: Record, Hashable {
        public var incident = ActID()
        public var reports: [ActID] = []
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("incident", &incident, "The incident that they became, which is the act that took them.")
            field("reports", &reports, "The reports.")
        }
    }

    public var opened = Citation()
    /// The version of the agreement that was in force when it was opened: the definition of its type stays what it was.
    public var agreement: Int64 = 0
    public var type = Identifier()
    public var when = When()
    public var place = Place()
    /// Every report that it gathered, in order, also those that were taken into incidents of their own; see ``ownReports``.
    public var reports: [ActID] = []
    public var gathered: [Citation] = []
    public var triages: [Triage] = []
    public var exhibits: [ActID] = []
    public var verifications: [ActID] = []
    public var findings: [ActID] = []
    public var merges: [Merge] = []
    /// Also those that were parted again; see ``whole(_:)``.
    public var absorbed: [ActID] = []
    public var splits: [Split] = []

    public init() {}
    public var id: Hash { opened.act }

    public mutating func visit(_ field: inout some Fields) {
        field("opened", &opened, "The act that opened it.")
        field("agreement", &agreement, "The version of the agreement in force then, whose definition of the type holds for it.")
        field("type", &type, "The type of event.")
        field("when", &when, "When it happened, as far as the reports allow.")
        field("place", &place, "Where.")
        field("reports", &reports, "The reports gathered.")
        field("gathered", &gathered, "The acts that gathered reports after the opening.")
        field("triages", &triages, "What triage decided, first to last.")
        field("exhibits", &exhibits, "The evidence deposited.")
        field("verifications", &verifications, "The verifications tasked.")
        field("findings", &findings, "The findings proposed.")
        field("merges", &merges, "When it was absorbed into another incident and parted again, in order.")
        field("absorbed", &absorbed, "The incidents that it absorbed, in order, also those parted since.")
        field("splits", &splits, "The reports that became incidents of their own, in order.")
    }

    /// What triage decided last.
    public var triage: Triage? { triages.last }
}

/// What the mechanism has made of an incident.
public enum IncidentOutcome: String, Word, Encodable {
    /// Another incident has absorbed it, and takes the acts about it.
    case merged
    /// Nobody has decided yet whether the mechanism handles it.
    case registered
    /// The mechanism handles it.
    case accepted
    case outOfMandate = "out-of-mandate"
    case insufficientInformation = "insufficient-information"
    case duplicate
    /// A team has been tasked.
    case underVerification = "under-verification"
    /// A finding is proposed and not yet determined.
    case proposed
    case violation = "violation-established"
    case noViolation = "no-violation"
    case notEstablished = "not-established"
    case inconclusive
    case notVerifiable = "not-verifiable"
    /// The determiners cannot agree on the finding proposed.
    case noAgreement = "no-agreement"

    public init() { self = .registered }

    /// Whether a finding has been determined.
    public var isDetermined: Bool {
        switch self {
        case .violation, .noViolation, .notEstablished, .inconclusive, .notVerifiable: true
        default: false
        }
    }
}

extension State {
    /// What the mechanism has made of an incident so far.
    public func outcome(of incident: Incident) -> IncidentOutcome {
        guard incident.absorbedInto == nil else { return .merged }
        if let finding = standingFinding(on: incident) { return finding.conclusion.outcome }
        guard let triage = incident.triage else { return .registered }
        switch triage.outcome {
        case .outOfMandate: return .outOfMandate
        case .insufficientInformation: return .insufficientInformation
        case .duplicate: return .duplicate
        case .accepted:
            if let last = incident.findings.last.flatMap({ findings[$0] }), let determination = agreement?.determination {
                return counted(last).isOutOfReach(under: determination) ? .noAgreement : .proposed
            }
            return incident.verifications.isEmpty ? .accepted : .underVerification
        }
    }
}

public struct OpenIncident: ActBody {
    public static let kind = ActKind(
        "incident.open", "Opens an incident for an event that reports tell of.", by: [.guarantor, .monitoringTeam, .secretariat],
        texts: [.must("title", "One sentence that takes no side."), .may("place", "The name of the place.")])

    public var reports: [ActID] = []
    public var type = Identifier()
    public var when = When()
    public var place = Place()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("reports", &reports, "The reports about it, at least one.")
        field("type", &type, "The type of event.")
        field("when", &when, "When it happened, as far as the reports allow.")
        field("place", &place, "Where.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        try check(act, state)
        for report in reports { try GatherReport.checkFree(report, state) }
        open(by: act, in: &state)
    }

    /// What the beginning of any incident must satisfy, wherever its reports come from.
    func check(_ act: Admitted, _ state: State) throws(Refusal) {
        var facts = Facts()
        (facts.type, facts.when, facts.place) = (type, when, place)
        try state.check(facts, at: act.received)
        guard !reports.isEmpty else {
            throw Refusal("incident.reports", "An incident must gather at least one report.")
        }
        for (index, report) in reports.enumerated() where reports[..<index].contains(report) {
            throw Refusal("incident.reports", "Each report is named once.")
        }
    }

    func open(by act: Admitted, in state: inout State) {
        var incident = Incident()
        incident.opened = act.citation
        incident.agreement = state.version
        (incident.type, incident.when, incident.place, incident.reports) = (type, when, place, reports)
        state.incidents.insert(incident)
        for report in reports { state.reports.update(report) { $0.incidents.append(incident.id) } }
    }
}

public struct GatherReport: ActBody {
    public static let kind = ActKind(
        "incident.gather", "Gathers a further report into an incident.", by: [.guarantor, .monitoringTeam, .secretariat])

    public var incident = ActID()
    public var report = ActID()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("incident", &incident, "The incident.")
        field("report", &report, "The report.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        _ = try state.standingIncident(incident)
        try Self.checkFree(report, state)
        state.incidents.update(incident) {
            $0.reports.append(report)
            $0.gathered.append(act.citation)
        }
        state.reports.update(report) { $0.incidents.append(incident) }
    }

    static func checkFree(_ id: ActID, _ state: State) throws(Refusal) {
        let report = try state.report(id)
        guard report.withdrawn == nil else {
            throw Refusal("report.withdrawn", "A withdrawn report is gathered no more.")
        }
        guard report.incidents.isEmpty else {
            throw Refusal("incident.gathered", "A report is gathered once; this one belongs to an incident already.")
        }
    }
}

public struct TriageIncident: ActBody {
    public static let kind = ActKind(
        "incident.triage", "Decides whether the mechanism handles an incident, with a reason.", by: [.guarantor, .monitoringTeam, .secretariat],
        texts: [.must("reason", "Why.")], answers: true)

    public var incident = ActID()
    public var outcome = Incident.Triage.Outcome()
    public var duplicateOf: ActID?
    public var articles: [Identifier] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("incident", &incident, "The incident.")
        field("outcome", &outcome, "The decision.")
        field("duplicate-of", &duplicateOf, "The other incident, when it is a duplicate.")
        field("articles", &articles, "The articles it may touch; at least one when accepted.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let agreement = try state.inForce()
        let target = try state.standingIncident(incident)
        guard target.verifications.isEmpty else {
            throw Refusal("incident.triage", "An incident that a team was tasked with is no longer subject to triage.")
        }
        guard (outcome == .duplicate) == (duplicateOf != nil) else {
            throw Refusal("incident.duplicate", "A duplicate, and nothing else, names the incident that it duplicates.")
        }
        if let other = duplicateOf {
            let original = try state.standingIncident(other)
            guard other != incident, original.triage?.outcome != .duplicate else {
                throw Refusal("incident.duplicate", "A duplicate must name another incident that is not a duplicate itself.")
            }
        }
        guard outcome != .accepted || !articles.isEmpty else {
            throw Refusal("incident.articles", "An accepted incident must name at least one article that it may touch.")
        }
        for article in articles where !agreement.articles.contains(where: { $0.id == article }) {
            throw Refusal("incident.articles", "“\(article)” must be an article of the agreement.")
        }
        var triage = Incident.Triage()
        triage.act = act.citation
        (triage.outcome, triage.duplicateOf, triage.articles) = (outcome, duplicateOf, articles)
        state.incidents.update(incident) { $0.triages.append(triage) }
    }
}
