import Mechanism

/// An instant as pages and the API give it: always in UTC.
struct Instant: Encodable, Hashable, Sendable {
    /// RFC 3339 with milliseconds, such as `2025-11-09T14:30:00.000Z`.
    let iso: String
    /// For people, such as `2025-11-09 14:30 UTC`.
    let words: String

    init(_ moment: Moment) {
        let (days, rest) = moment.milliseconds.dividedDown(by: 86_400_000)
        let date = Day(number: days).description
        func padded(_ value: Int64, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let hour = padded(rest / 3_600_000, 2), minute = padded(rest / 60_000 % 60, 2)
        iso = "\(date)T\(hour):\(minute):\(padded(rest / 1_000 % 60, 2)).\(padded(rest % 1_000, 3))Z"
        words = "\(date) \(hour):\(minute) UTC"
    }

    init?(_ moment: Moment?) {
        guard let moment else { return nil }
        self.init(moment)
    }

    /// What others say may be any number: nothing lies beyond the year 9999.
    init(seconds: UInt64) {
        self.init(Moment(milliseconds: Int64(min(seconds, 253_402_300_799)) * 1_000))
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(iso)
    }
}

/// When something happened, with its precision.
struct Span: Encodable, Hashable, Sendable {
    let from: Instant
    let to: Instant
    let precision: Term
    let words: String

    init(_ when: When) {
        from = Instant(when.from)
        to = Instant(when.to)
        precision = Term(when.precision)
        let known = when.precision == .hour ? "" : ", known to the \(when.precision.rawValue)"
        if from.words == to.words {
            words = from.words + known
        } else if from.words.prefix(10) == to.words.prefix(10) {
            words = "\(from.words.prefix(16))–\(to.words.dropFirst(11))\(known)"
        } else {
            words = "\(from.words.prefix(16)) – \(to.words)\(known)"
        }
    }
}

extension Moment {
    /// A length of time in whole days, hours or minutes, as people say it.
    package static func words(milliseconds: Int64) -> String {
        func counted(_ count: Int64, _ unit: String) -> String { count == 1 ? "1 \(unit)" : "\(count) \(unit)s" }
        let minutes = milliseconds.magnitude / 60_000
        if minutes >= 2 * 24 * 60 { return counted(Int64(minutes / (24 * 60)), "day") }
        if minutes >= 60 { return counted(Int64(minutes / 60), "hour") }
        return counted(Int64(minutes), "minute")
    }

    /// Whole days from this instant to a later one.
    func days(until later: Moment) -> Int64 {
        (later.milliseconds - milliseconds).dividedDown(by: 86_400_000).quotient
    }
}

extension Int64 {
    /// Division that rounds towards minus infinity, so that instants before 1970 have days too.
    func dividedDown(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
