/// An instant: milliseconds since 1970-01-01T00:00:00 UTC, without leap seconds.
public struct Moment: Hashable, Sendable, Comparable {
    public var milliseconds: Int64

    public init() { milliseconds = 0 }
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func < (left: Moment, right: Moment) -> Bool { left.milliseconds < right.milliseconds }

    public func adding(hours: Int64) -> Moment {
        Moment(milliseconds: milliseconds + hours * 3_600_000)
    }

    /// The time in UTC, to the second.
    public var utc: LocalTime { LocalTime(utc: self) }

    /// The day in UTC.
    public var day: Day { Day(number: Civil.floor(milliseconds, 86_400_000)) }
}

extension Moment: Wire {
    /// In the record an integer; people may write a time with its offset instead.
    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        if reader.manner == .authored, json.string != nil {
            var time = LocalTime()
            time.read(json, &reader)
            self = time.moment
        } else {
            milliseconds.read(json, &reader)
        }
    }
    public func write(to writer: inout JSONWriter) { writer.integer(milliseconds) }
    public static var shape: Shape { .integer("milliseconds since 1970 UTC") }
}

/// A day of the proleptic Gregorian calendar, `2025-11-09`.
public struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01.
    public let number: Int64

    public init() { self.init(number: 0) }

    public init(number: Int64) { self.number = number }

    /// - Parameter text: `YYYY-MM-DD`, a day that exists, from 1000 to 9999.
    public init?(_ text: some Collection<UInt8>) {
        guard let day = Array(text).withUnsafeBufferPointer({ Day(digits: $0) }) else { return nil }
        self = day
    }

    init?(digits: UnsafeBufferPointer<UInt8>) {
        guard digits.count == 10, digits[4] == 0x2D, digits[7] == 0x2D,
            let year = Civil.number(digits, 0..<4), let month = Civil.number(digits, 5..<7),
            let day = Civil.number(digits, 8..<10), year >= 1000
        else { return nil }
        self.init(number: Civil.day(year, month, day))
        guard Civil.date(ofDay: number) == (year, month, day) else { return nil }
    }

    /// Four digits, two, two.
    public var description: String {
        let (year, month, day) = Civil.date(ofDay: number)
        return "\(year)-\(Civil.two(month))-\(Civil.two(day))"
    }

    public static func < (left: Day, right: Day) -> Bool { left.number < right.number }
}

extension Day: Wire {
    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        guard let day = json.readPlain(Day.init(digits:)) else {
            return reader.note("must be a day such as 2025-11-09")
        }
        self = day
    }
    public func write(to writer: inout JSONWriter) { writer.plain(description.utf8) }
    public static var shape: Shape { .text("day, `YYYY-MM-DD`") }
}

/// The officer's own time, as RFC 3339 with an offset: informative, never used by a rule but for its form.
public struct LocalTime: Hashable, Sendable, CustomStringConvertible {
    /// The instant it names.
    public let moment: Moment
    private let zone: Zone

    /// How a time says its distance from UTC: texts that differ are times that differ.
    private enum Zone: Hashable {
        case utc
        /// `+` and so many minutes.
        case ahead(Int16)
        /// `-` and so many minutes.
        case behind(Int16)

        var minutes: Int64 {
            switch self {
            case .utc: 0
            case .ahead(let minutes): Int64(minutes)
            case .behind(let minutes): -Int64(minutes)
            }
        }

        var text: String {
            let (sign, minutes): (String, Int64)
            switch self {
            case .utc: return "Z"
            case .ahead(let ahead): (sign, minutes) = ("+", Int64(ahead))
            case .behind(let behind): (sign, minutes) = ("-", Int64(behind))
            }
            return "\(sign)\(Civil.two(minutes / 60)):\(Civil.two(minutes % 60))"
        }
    }

    public init() { (moment, zone) = (Moment(), .utc) }

    init(utc moment: Moment) { (self.moment, zone) = (Moment(milliseconds: Civil.floor(moment.milliseconds, 1_000) * 1_000), .utc) }

    /// - Parameter text: such as `2025-11-09T14:30:00+05:00` (RFC 3339 section 5.6; no fractions, seconds up to 59).
    public init?(_ text: some Collection<UInt8>) {
        guard let time = Array(text).withUnsafeBufferPointer({ LocalTime(bytes: $0) }) else { return nil }
        self = time
    }

    init?(bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 20 || bytes.count == 25,
            let day = Day(digits: UnsafeBufferPointer(rebasing: bytes[0..<10])), bytes[10] == UInt8(ascii: "T"),
            bytes[13] == 0x3A, bytes[16] == 0x3A, let hour = Civil.number(bytes, 11..<13),
            let minute = Civil.number(bytes, 14..<16), let second = Civil.number(bytes, 17..<19),
            hour < 24, minute < 60, second < 60
        else { return nil }
        if bytes.count == 20 {
            guard bytes[19] == UInt8(ascii: "Z") else { return nil }
            zone = .utc
        } else {
            guard bytes[19] == UInt8(ascii: "+") || bytes[19] == UInt8(ascii: "-"), bytes[22] == 0x3A,
                let hours = Civil.number(bytes, 20..<22), let minutes = Civil.number(bytes, 23..<25), hours < 24, minutes < 60
            else { return nil }
            let distance = Int16(hours * 60 + minutes)
            zone = bytes[19] == UInt8(ascii: "-") ? .behind(distance) : .ahead(distance)
        }
        moment = Moment(milliseconds: ((day.number * 24 + hour) * 60 + minute - zone.minutes) * 60_000 + second * 1_000)
    }

    /// The text as it was read.
    public var description: String {
        let seconds = moment.milliseconds / 1_000 + zone.minutes * 60
        let day = Day(number: Civil.floor(seconds, 86_400))
        let rest = seconds - day.number * 86_400
        return "\(day)T\(Civil.two(rest / 3_600)):\(Civil.two(rest / 60 % 60)):\(Civil.two(rest % 60))\(zone.text)"
    }
}

extension LocalTime: Wire {
    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        guard let time = json.readPlain(LocalTime.init(bytes:)) else {
            return reader.note("must be a time such as 2025-11-09T14:30:00+05:00")
        }
        self = time
    }
    public func write(to writer: inout JSONWriter) { writer.plain(description.utf8) }
    public static var shape: Shape { .text("time, RFC 3339 with offset, whole seconds") }
}

/// Calendar arithmetic of the proleptic Gregorian calendar, in integers.
enum Civil {
    /// Days since 1970-01-01 of a year, month (1–12) and day; counted in 400-year eras that begin on 1 March.
    static func day(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    static func date(ofDay number: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let m = (5 * dayOfYear + 2) / 153
        let month = m < 10 ? m + 3 : m - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * m + 2) / 5 + 1)
    }

    /// How many whole times `length` goes into `number`, rounded down.
    static func floor(_ number: Int64, _ length: Int64) -> Int64 {
        number >= 0 ? number / length : (number + 1) / length - 1
    }

    /// At least two digits.
    static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }

    static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int64? {
        var number: Int64 = 0
        for digit in bytes[range] {
            guard (0x30...0x39).contains(digit) else { return nil }
            number = number * 10 + Int64(digit - 0x30)
        }
        return number
    }
}
