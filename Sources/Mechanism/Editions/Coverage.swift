/// What the monitors could observe: the denominator beside every count.
public struct CoverageReport: Row {
    public static let table: StaticString = "coverage"

    public var act = Citation()
    public var content = ReportCoverage()

    public init() {}
    public var id: Hash { act.act }

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The act that reports.")
        field("content", &content, "What it says.")
    }
}

public struct ReportCoverage: ActBody {
    public static let kind = ActKind(
        "coverage.report", "Reports how far an area was observed on some days; a later report on the same days is the one that counts.",
        by: [.monitoringTeam], texts: [.may("account", "What was observed, or what kept the team from it.")], since: 1)

    public enum Extent: String, Word {
        case observed, partly
        case notObserved = "not-observed"
        public init() { self = .notObserved }
    }
    /// What kept the monitors from observing.
    public enum Reason: String, Word {
        case accessDenied = "access-denied"
        case weather, means, security
        public init() { self = .means }
    }

    public var area = Identifier()
    public var from = Day()
    public var to = Day()
    public var extent = Extent()
    public var reason: Reason?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("area", &area, "The area.")
        field("from", &from, "The first day, in UTC.")
        field("to", &to, "The last day.")
        field("extent", &extent, "How far it was observed.")
        field("reason", &reason, "What kept the monitors from observing all of it; null where nothing did.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let agreement = try state.inForce()
        guard agreement.areas.contains(where: { $0.id == area }) else {
            throw Refusal("coverage.area", "“\(area)” must be an area that the agreement names.")
        }
        let (first, last) = (agreement.truce.from.moment.day, act.received.day)
        guard first <= from, from <= to, to <= last else {
            throw Refusal("coverage.period", "The days must follow one another between \(first), when the truce begins, and \(last), the day of this act.")
        }
        guard (extent == .observed) == (reason == nil) else {
            throw Refusal("coverage.reason", "What was not observed in full, and nothing else, must have a reason.")
        }
        var report = CoverageReport()
        (report.act, report.content) = (act.citation, self)
        state.coverage.insert(report)
    }
}
