/// What an account says happened, in terms that accounts can be compared by.
public struct Facts: Record, Hashable {
    public var type = Identifier()
    public var when = When()
    public var place = Place()
    public var weapon: Weapon?
    public var direction: Int64?
    public var alleged: [Identifier] = []
    public var casualties: [Casualties] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("type", &type, "The type of event, as the agreement defines it.")
        field("when", &when, "When it happened.")
        field("place", &place, "Where it happened.")
        field("weapon", &weapon, "What was used; null where not known.")
        field("direction", &direction, "The bearing that fire or movement came from, in degrees from north, 0 to 359; null where not known.")
        field("alleged", &alleged, "Who is said to be responsible: parties or listed actors; empty where nobody is named.")
        field("casualties", &casualties, "Casualties by side, as this account gives them.")
    }

    /// How much of what an account could say this one says, from 0 to 100.
    public var completeness: Int64 {
        let said = [
            when.precision == .hour, when.precision <= .day, place.precision <= 2, place.precision <= 3,
            place.latitude != nil, weapon != nil, direction != nil, !alleged.isEmpty, !casualties.isEmpty,
            casualties.contains { $0.killed.low == $0.killed.high },
        ]
        return Int64(said.filter { $0 }.count * 100 / said.count)
    }
}

/// When something happened, with its precision.
public struct When: Record, Hashable {
    public enum Precision: String, Word, Comparable {
        case hour, day, week, month
        public init() { self = .hour }
        private var rank: Int {
            switch self {
            case .hour: 0
            case .day: 1
            case .week: 2
            case .month: 3
            }
        }
        public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
    }

    public var from = Moment()
    public var to = Moment()
    public var precision = Precision()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("from", &from, "The beginning.")
        field("to", &to, "The end.")
        field("precision", &precision, "How exactly the times are known.")
    }

    /// - Parameter latest: what it may not end after; `nil` where it may lie ahead.
    func check(before latest: Moment?) throws(Refusal) {
        guard from <= to, latest.map({ to <= $0 }) ?? true else {
            throw Refusal("report.time", "An event must begin before it ends, and end before the act about it is received.")
        }
    }
}

/// Where something happened, with its precision (UCDP GED codebook, `where_prec`).
public struct Place: Record, Hashable {
    public var area: Identifier?
    public var latitude: Int64?
    public var longitude: Int64?
    public var precision: Int64 = 7

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("area", &area, "An area or crossing that the agreement names; null for elsewhere.")
        field("latitude", &latitude, "In 1/100,000 of a degree, north positive; null where not known.")
        field("longitude", &longitude, "In 1/100,000 of a degree, east positive; null where not known.")
        field("precision", &precision, "1 exact, 2 within about 25 km, 3 district, 4 province, 5 linear or partial, 6 country, 7 international.")
    }

    static func isOnEarth(_ latitude: Int64, _ longitude: Int64) -> Bool {
        (-9_000_000...9_000_000).contains(latitude) && (-18_000_000...18_000_000).contains(longitude)
    }

    func check(in agreement: Agreement) throws(Refusal) {
        guard (1...7).contains(precision) else {
            throw Refusal("place.precision", "A place's precision must be between 1 (exact) and 7 (international).")
        }
        if let area { try Self.check(area: area, in: agreement) }
        switch (latitude, longitude) {
        case (nil, nil):
            guard area != nil else {
                throw Refusal("report.minimum-facts", "A place must have an area or coordinates.")
            }
        case (let latitude?, let longitude?):
            guard Self.isOnEarth(latitude, longitude) else {
                throw Refusal("place.coordinates", "Coordinates must lie on the earth: latitude ±9000000, longitude ±18000000.")
            }
        default:
            throw Refusal("place.coordinates", "A place must have both coordinates or none.")
        }
    }

    static func check(area: Identifier, in agreement: Agreement) throws(Refusal) {
        guard agreement.areas.contains(where: { $0.id == area }) || agreement.crossings.contains(where: { $0.id == area }) else {
            throw Refusal("place.area", "“\(area)” must be an area or a crossing that the agreement names.")
        }
    }
}

/// What was used.
public enum Weapon: String, Word {
    case smallArms = "small-arms", mortar, artillery, rocket, aircraft, drone, explosive, vehicle, none, other
    public init() { self = .other }
}

/// An account's casualties on one side.
public struct Casualties: Record, Hashable {
    /// The side of people who belong to none.
    public static let civilians = Identifier(constant: "civilians")

    public struct Count: Record, Hashable {
        public var low: Int64 = 0
        public var best: Int64 = 0
        public var high: Int64 = 0
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("low", &low, "At least.")
            field("best", &best, "Most likely.")
            field("high", &high, "At most.")
        }
    }

    public var side = Identifier()
    public var killed = Count()
    public var injured = Count()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("side", &side, "A party, a listed actor, or `civilians`.")
        field("killed", &killed, "People killed.")
        field("injured", &injured, "People injured.")
    }

    func check(_ state: State) throws(Refusal) {
        if side != Self.civilians { try state.checkActor(side) }
        for count in [killed, injured] {
            guard 0 <= count.low, count.low <= count.best, count.best <= count.high else {
                throw Refusal("report.casualties", "Casualties must be given as low, best and high, each at least as great as the one before.")
            }
        }
    }
}
