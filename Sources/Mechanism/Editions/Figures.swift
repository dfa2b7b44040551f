/// What an edition counts. The rules count it at the cut-off, from the state alone; nobody enters a number.
///
/// Each count stands beside that of a period of the same length before, and beside what was observed. Reports are counted as what they
/// are, allegations, apart from findings. Participants and actors stand in the order of establishment and of the agreement.
public struct Figures: Record, Hashable, Encodable {
    public var period = Tally()
    public var before = Tally()
    public var total = Tally()
    public var crossings: [Crossing] = []
    public var commitments: [Commitments] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("period", &period, "In the edition's period.")
        field("before", &before, "In the period of the same length before it.")
        field("total", &total, "Since the truce began.")
        field("crossings", &crossings, "How the crossings stand at the cut-off.")
        field("commitments", &commitments, "How each party's commitments stand at the cut-off.")
    }

    /// Left out by people, who cannot know it: filled in from the edition's row.
    public static var whenOmitted: Figures? { Figures() }

    /// What fell into one span of time: acts by their receipt, days by their end.
    public struct Tally: Record, Hashable, Encodable {
        public var days: Int64 = 0
        public var calm: Int64 = 0
        public var coverage: [Coverage] = []
        public var restrictions: [Restrictions] = []
        public var reports: [Reports] = []
        public var incidents: [Incidents] = []
        public var proposed: Int64 = 0
        public var determined: [Determined] = []

        public init() {}

        public mutating func visit(_ field: inout some Fields) {
            field("days", &days, "Days of the truce that ended in it, in UTC.")
            field("calm", &calm, "Those of them on which no incident happened or may have, as far as incidents are open; whether anybody looked, coverage says.")
            field("coverage", &coverage, "Those of them by what the monitors observed; each area of the agreement.")
            field("restrictions", &restrictions, "Access that monitors were not given, by who controls the place; who restricted none is left out.")
            field("reports", &reports, "Accounts filed, which are allegations, by type of event; withdrawn ones are not counted.")
            field("incidents", &incidents, "Incidents opened, by what the mechanism has made of them at the cut-off, as far as that is published.")
            field("proposed", &proposed, "Findings proposed.")
            field("determined", &determined, "Findings whose determination was published in it, by what they conclude; one that another has superseded since is not counted.")
        }
    }

    public struct Coverage: Record, Hashable, Encodable {
        public var area = Identifier()
        public var observed: Int64 = 0
        public var partly: Int64 = 0
        public var notObserved: Int64 = 0
        public var notReported: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("area", &area, "The area.")
            field("observed", &observed, "Days on which it was observed.")
            field("partly", &partly, "Days on which it was observed in part.")
            field("not-observed", &notObserved, "Days on which it could not be observed.")
            field("not-reported", &notReported, "Days of which the monitors have not said.")
        }
    }

    public struct Restrictions: Record, Hashable, Encodable {
        public var by = Identifier()
        public var denied: Int64 = 0
        public var delayed: Int64 = 0
        public var conditioned: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("by", &by, "The party or actor that controls the place.")
            field("denied", &denied, "Access denied.")
            field("delayed", &delayed, "Access delayed.")
            field("conditioned", &conditioned, "Access conditioned.")
        }
    }

    public struct Reports: Record, Hashable, Encodable {
        public var type = Identifier()
        public var parties: Int64 = 0
        public var guarantors: Int64 = 0
        public var monitors: Int64 = 0
        public var secretariat: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("type", &type, "The type of event.")
            field("parties", &parties, "Filed by parties.")
            field("guarantors", &guarantors, "Filed by guarantors.")
            field("monitors", &monitors, "Filed by the monitoring team.")
            field("secretariat", &secretariat, "Filed by the secretariat.")
        }
    }

    public struct Incidents: Record, Hashable, Encodable {
        public var outcome = IncidentOutcome()
        public var count: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("outcome", &outcome, "What the mechanism has made of them.")
            field("count", &count, "How many.")
        }
    }

    public struct Determined: Record, Hashable, Encodable {
        public var outcome = IncidentOutcome()
        public var grade: Grade?
        public var count: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("outcome", &outcome, "What they conclude.")
            field("grade", &grade, "How grave the violations are; null for what is none.")
            field("count", &count, "How many.")
        }
    }

    public struct Crossing: Record, Hashable, Encodable {
        public var crossing = Identifier()
        public var open: Int64 = 0
        public var restricted: Int64 = 0
        public var closed: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("crossing", &crossing, "The crossing.")
            field("open", &open, "How many participants last reported it open.")
            field("restricted", &restricted, "How many last reported it restricted.")
            field("closed", &closed, "How many last reported it closed.")
        }
    }

    public struct Commitments: Record, Hashable, Encodable {
        public var party = Identifier()
        public var notAssessed: Int64 = 0
        public var notInitiated: Int64 = 0
        public var minimum: Int64 = 0
        public var intermediate: Int64 = 0
        public var complete: Int64 = 0
        public var overdue: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("party", &party, "The party that is bound.")
            field("not-assessed", &notAssessed, "Its commitments that nobody has assessed.")
            field("not-initiated", &notInitiated, "Last assessed as not initiated.")
            field("minimum", &minimum, "Last assessed at the minimum level.")
            field("intermediate", &intermediate, "Last assessed at the intermediate level.")
            field("complete", &complete, "Last assessed as complete.")
            field("overdue", &overdue, "Those of all of them whose deadline has passed without their being assessed as complete.")
        }
    }
}
