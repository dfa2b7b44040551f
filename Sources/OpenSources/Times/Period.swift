/// A stretch of the calendar: a day, an ISO week, a month, a quarter …, by its number in the row of its
/// kind, so that the next is one more.
struct Period: Hashable, Sendable {
    let unit: TimeUnit
    let index: Int

    init(_ unit: TimeUnit, _ index: Int) {
        self.unit = unit
        self.index = index
    }

    init(_ day: Day) { self.init(.day, day.number) }
    init(year: Int) { self.init(.year, year) }
    init(month: Int, year: Int) { self.init(.month, year * 12 + month - 1) }
    init(quarter: Int, year: Int) { self.init(.quarter, year * 4 + quarter - 1) }
    init(half: Int, year: Int) { self.init(.half, year * 2 + half - 1) }
    /// The seasons of a year in order: spring is 1, winter 4 and runs into the next year.
    init(season: Int, year: Int) { self.init(.season, year * 4 + season - 1) }

    /// The one of a kind in which a day lies. Seasons are those of the north, by whole months.
    init(_ unit: TimeUnit, of day: Day) {
        let months = day.year * 12 + day.month - 1
        let index =
            switch unit {
            case .minute, .hour, .day: day.number
            // 29 December 1969 was a Monday.
            case .week, .weekend: Self.floor(day.number + 3, 7)
            case .month: months
            case .quarter: Self.floor(months, 3)
            case .half: Self.floor(months, 6)
            case .season: Self.floor(months - 2, 3)
            case .year: day.year
            case .decade: Self.floor(day.year, 10)
            case .century: Self.floor(day.year - 1, 100) + 1
            }
        self.init(unit, index)
    }

    func shifted(by count: Int) -> Period { Period(unit, index + count) }

    /// The same period some years on; nil for weeks, which years do not hold whole.
    func shifted(years: Int) -> Period? {
        switch unit {
        case .month: shifted(by: years * 12)
        case .quarter, .season: shifted(by: years * 4)
        case .half: shifted(by: years * 2)
        case .year: shifted(by: years)
        case .day: first.flatMap { Day(year: $0.year + years, month: $0.month, day: $0.day) }.map { Period($0) }
        default: nil
        }
    }

    var first: Day? {
        switch unit {
        case .minute, .hour, .day: Self.day(index)
        case .week: Self.day(index * 7 - 3)
        case .weekend: Self.day(index * 7 + 2)
        case .month: Self.day(month: index)
        case .quarter: Self.day(month: index * 3)
        case .half: Self.day(month: index * 6)
        case .season: Self.day(month: index * 3 + 2)
        case .year: Day(year: index, month: 1, day: 1)
        case .decade: Day(year: index * 10, month: 1, day: 1)
        case .century: Day(year: index * 100 - 99, month: 1, day: 1)
        }
    }

    /// Nil outside of the years 1 to 9999.
    var days: ClosedRange<Day>? {
        guard let first else { return nil }
        if unit == .weekend { return first...first.adding(days: 1) }
        guard unit != .day, unit != .hour, unit != .minute else { return first...first }
        guard let next = shifted(by: 1).first else { return nil }
        return first...next.adding(days: -1)
    }

    /// As TimeML writes it.
    var text: String {
        func year(_ number: Int) -> String { Self.padded(number, to: 4) }
        func parted(_ number: Int) -> (year: String, part: Int) {
            let whole = Self.floor(index, number)
            return (year(whole), index - whole * number + 1)
        }
        switch unit {
        case .minute, .hour, .day: return Self.day(index)?.description ?? "XXXX-XX-XX"
        case .week, .weekend:
            // A week belongs to the year of its Thursday (ISO 8601).
            guard let thursday = Self.day(index * 7), let new = Day(year: thursday.year, month: 1, day: 1) else {
                return "XXXX-WXX"
            }
            let number = new.days(until: thursday) / 7 + 1
            return "\(year(thursday.year))-W\(Self.padded(number, to: 2))" + (unit == .weekend ? "-WE" : "")
        case .month:
            let (year, month) = parted(12)
            return "\(year)-\(Self.padded(month, to: 2))"
        case .quarter:
            let (year, quarter) = parted(4)
            return "\(year)-Q\(quarter)"
        case .half:
            let (year, half) = parted(2)
            return "\(year)-H\(half)"
        case .season:
            let (year, season) = parted(4)
            return "\(year)-\(Self.seasons[season - 1])"
        case .year: return year(index)
        case .decade: return Self.padded(index, to: 3)
        case .century: return Self.padded(index - 1, to: 2)
        }
    }

    static let seasons = ["SP", "SU", "FA", "WI"]

    static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func floor(_ number: Int, _ divisor: Int) -> Int {
        let quotient = number / divisor
        return number % divisor < 0 ? quotient - 1 : quotient
    }

    private static func day(_ number: Int) -> Day? {
        // 1 January of the year 1 to 31 December 9999.
        (-719_162...2_932_896).contains(number) ? Day(number: number) : nil
    }

    private static func day(month index: Int) -> Day? {
        let year = floor(index, 12)
        return Day(year: year, month: index - year * 12 + 1, day: 1)
    }
}
