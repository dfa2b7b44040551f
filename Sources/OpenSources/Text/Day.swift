/// A day of the civil (Gregorian) calendar, without clock or time zone.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Many days are kept, so each is a small number.
    private let days: Int32

    /// Days since 1 January 1970.
    var number: Int { Int(days) }

    public var year: Int { civil.year }
    public var month: Int { civil.month }
    public var day: Int { civil.day }

    /// `number` of days after 1 January 1970, which is day 0.
    init(number: Int) { days = Int32(number) }

    /// Nil unless the calendar has that day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(of: month, in: year)
        else { return nil }
        // Howard Hinnant, "chrono-compatible low-level date algorithms": years start in March, eras are
        // 400 years.
        let marchYear = month <= 2 ? year - 1 : year
        let era = marchYear / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(number: era * 146_097 + dayOfEra - 719_468)
    }

    /// The day that a text begins with in ISO 8601 form, such as `2025-11-09T10:00:00+05:00`.
    public init?(iso text: String) {
        let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The way back, from the same source.
    private var civil: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    public var weekday: Weekday {
        // 1 January 1970 was a Thursday.
        Weekday.allCases[((number + 3) % 7 + 7) % 7]
    }

    public func adding(days: Int) -> Day { Day(number: number + days) }
    public func days(until other: Day) -> Int { other.number - number }

    /// The first day on or after this one that falls on the weekday.
    func next(_ weekday: Weekday) -> Day {
        adding(days: (weekday.position - self.weekday.position + 7) % 7)
    }

    /// The last day on or before this one that falls on the weekday.
    func previous(_ weekday: Weekday) -> Day {
        adding(days: -((self.weekday.position - weekday.position + 7) % 7))
    }

    public static func < (a: Day, b: Day) -> Bool { a.days < b.days }

    /// ISO 8601, such as `2025-11-09`.
    public var description: String {
        func padded(_ number: Int, to width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let (year, month, day) = civil
        return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }

    private static func length(of month: Int, in year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

public enum Weekday: String, CaseIterable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// The weekday that a folded word names in any language.
    init?(named word: String) {
        guard let weekday = Self.named[word] else { return nil }
        self = weekday
    }

    init?(named token: Token) {
        guard let weekday = Self.named[token] else { return nil }
        self = weekday
    }

    private static let named = WordMap(
        Language.anywhere.keys(.weekdays).compactMapValues(Weekday.init(rawValue:)))

    var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
