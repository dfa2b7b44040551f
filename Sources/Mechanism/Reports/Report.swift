/// Somebody's account: an allegation, an observation, a complaint, a self-report. Proves nothing by itself.
public struct Report: Row {
    public static let table: StaticString = "report"

    /// What the report said at one time; corrections add versions, nothing is edited.
    public struct Version: Record, Hashable {
        public var act = Citation()
        public var facts = Facts()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that says so.")
            field("facts", &facts, "What it says.")
        }
    }

    public var channel = Channel()
    public var basis = Basis()
    public var versions: [Version] = []
    public var withdrawn: Citation? {
        get { withdrawal.first }
        set { withdrawal = newValue.map { [$0] } ?? [] }
    }
    // Few reports are withdrawn, and a citation is long: a list that is empty takes no room for one.
    private var withdrawal: [Citation] = []
    /// The incidents that gathered the report.
    public var incidents: [ActID] = []
    /// Also those that are no part of it any more; see ``State/claims(acceptedInto:to:)``.
    public var claims: [ActID] = []

    public init() {}
    public var id: Hash { versions.first?.act.act ?? .zero }

    public mutating func visit(_ field: inout some Fields) {
        field("channel", &channel, "Whose account it is.")
        field("basis", &basis, "How the account knows.")
        field("versions", &versions, "What it said, first to last.")
        field("withdrawn", &withdrawn, "By which act it was withdrawn, if any.")
        field("incidents", &incidents, "The incidents that gathered it.")
        field("claims", &claims, "The claims that were ever taken as part of it.")
    }

    /// The act that filed it.
    public var filed: Citation { versions.first?.act ?? Citation() }
    /// What it says now.
    public var facts: Facts { versions.last?.facts ?? Facts() }

    /// Whose account a report is.
    public enum Channel: String, Word {
        /// The participant's own.
        case own
        /// Filed for somebody of the public.
        case everyone = "public"
        /// Filed for a third party, such as a humanitarian organisation.
        case thirdParty = "third-party"
        public init() { self = .own }
    }

    /// How an account knows what it says.
    public enum Basis: String, Word {
        case saw, heard, sensor, inspection, document, told, selfReport = "self-report"
        public init() { self = .told }
    }
}

public struct FileReport: ActBody {
    public static let kind = ActKind(
        "report.file", "Files an account of an event.", by: [.party, .guarantor, .monitoringTeam, .secretariat],
        texts: [
            .must("narrative", "What happened, in words."), .may("place", "The name of the place."),
            .may("source", "Who tells it, for participants."),
        ])

    public var channel = Report.Channel()
    public var basis = Report.Basis()
    public var facts = Facts()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("channel", &channel, "Whose account it is.")
        field("basis", &basis, "How the account knows.")
        field("facts", &facts, "What it says, in terms that can be compared.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        try state.check(facts, at: act.received)
        try Self.checkNarrative(act, state)
        var report = Report()
        report.channel = channel
        report.basis = basis
        report.versions = [Self.version(act, facts)]
        state.reports.insert(report)
    }

    static func checkNarrative(_ act: Admitted, _ state: State) throws(Refusal) {
        let least = try state.inForce().intake.narrative
        guard act.act.payload.texts.contains(where: { $0.slot.name == "narrative" && $0.length >= least }) else {
            throw Refusal("report.minimum-facts", "A report's narrative must have at least \(least) bytes.")
        }
    }

    static func version(_ act: Admitted, _ facts: Facts) -> Report.Version {
        var version = Report.Version()
        version.act = act.citation
        version.facts = facts
        return version
    }
}

public struct CorrectReport: ActBody {
    public static let kind = ActKind(
        "report.correct", "Corrects one's own report; what it said before stays readable.",
        by: [.party, .guarantor, .monitoringTeam, .secretariat],
        texts: [
            .must("narrative", "What happened, in words."), .may("place", "The name of the place."),
            .must("reason", "Why the report is corrected."),
        ])

    public var report = ActID()
    public var facts = Facts()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("report", &report, "The id of the act that filed it.")
        field("facts", &facts, "What the report says from now on.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        try WithdrawReport.checkOwn(report, act, state)
        try state.check(facts, at: act.received)
        try FileReport.checkNarrative(act, state)
        state.reports.update(report) { $0.versions.append(FileReport.version(act, facts)) }
    }
}

public struct WithdrawReport: ActBody {
    public static let kind = ActKind(
        "report.withdraw", "Withdraws one's own report; it stays readable, marked as withdrawn.",
        by: [.party, .guarantor, .monitoringTeam, .secretariat], texts: [.must("reason", "Why it is withdrawn.")])

    public var report = ActID()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("report", &report, "The id of the act that filed it.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        try Self.checkOwn(report, act, state)
        state.reports.update(report) { $0.withdrawn = act.citation }
    }

    static func checkOwn(_ id: ActID, _ act: Admitted, _ state: State) throws(Refusal) {
        let report = try state.report(id)
        guard report.filed.participant == act.participant else {
            throw Refusal("report.own", "A report is corrected or withdrawn by the participant that filed it, “\(report.filed.participant)”.")
        }
        guard report.withdrawn == nil else {
            throw Refusal("report.withdrawn", "The report was withdrawn; a new one may be filed.")
        }
    }
}
