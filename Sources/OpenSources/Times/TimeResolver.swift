/// Resolves time expressions in the order of a text: against the day of publication, and against the
/// times told before.
struct TimeResolver {
    private let published: Day?
    /// The day by which a year that is not written is read, where no day of publication is known.
    private let reference: Day?
    /// The time told last.
    private var last: Period?
    /// The quarter, half or year that figures are told for.
    private var spokenOf: Period?
    private var isSpokenOfNear = 0

    init(published: Day?, reference: Day?) {
        self.published = published
        self.reference = reference
    }

    /// - Parameter phrases: Those of each paragraph, in order.
    static func resolve(_ phrases: [[TimePhrase]], published: Day?, reference: Day?, in scalars: Scalars)
        -> [TimeMention]
    {
        var resolver = TimeResolver(published: published, reference: reference)
        var mentions: [TimeMention] = []
        for paragraph in phrases {
            resolver.startParagraph()
            for phrase in paragraph { mentions.append(resolver.resolve(phrase, in: scalars)) }
        }
        return mentions
    }

    /// A value before it is made public.
    private struct Value {
        var text: String
        let basis: TimeMention.Basis
        var period: Period?
        /// Of a range of days, how many lie before the period.
        var daysBefore = 0
        var kind = TimeMention.Kind.date
    }

    mutating func resolve(_ phrase: TimePhrase, in scalars: Scalars) -> TimeMention {
        let value = value(of: phrase.meaning)
        if let period = value.period, value.basis != .open { note(period, phrase.meaning) }
        var days = value.kind == .date || value.kind == .time ? value.period?.days : nil
        if value.daysBefore > 0, let last = days?.upperBound {
            days = last.adding(days: -value.daysBefore)...last
        }
        return TimeMention(
            span: phrase.span, text: scalars.string(phrase.span), value: value.text, kind: value.kind,
            basis: value.basis, days: days,
            isBeforePublication: published.map { published in days.map { $0.upperBound < published } ?? false }
                ?? false)
    }

    private mutating func note(_ period: Period, _ meaning: TimePhrase.Meaning) {
        last = period
        switch period.unit {
        case .quarter, .half:
            // Not what is compared with it, nor what is to come.
            if case .yearFromMention = meaning { return }
            guard let day = published ?? reference, let days = period.days,
                days.upperBound < day || days.lowerBound <= day && meaning.isPast
            else { return }
            (spokenOf, isSpokenOfNear) = (period, 0)
        default: break
        }
    }

    /// A new paragraph: what figures are told for is forgotten after four.
    mutating func startParagraph() {
        isSpokenOfNear += 1
        if isSpokenOfNear > 4 { spokenOf = nil }
    }

    // MARK: Values

    private mutating func value(of meaning: TimePhrase.Meaning) -> Value {
        switch meaning {
        case .period(let period): return Value(text: period.text, basis: .written, period: period)
        case .written(let written, let direction): return self.written(written, direction)
        case .days(let before, let last):
            var range = value(of: last)
            if let day = range.period?.first, range.basis != .open {
                // An interval as ISO 8601 writes it.
                range.text = "\(day.adding(days: -before))/\(day)"
                range.daysBefore = before
            }
            return range
        case .month(let month, let direction):
            return recurring(direction, open: "XXXX-" + Period.padded(month, to: 2)) {
                Period(month: month, year: $0)
            }
        case .season(let season, let direction):
            return recurring(direction, open: "XXXX-" + Period.seasons[season - 1]) {
                Period(season: season, year: $0)
            }
        case .quarter(let quarter, let direction):
            return recurring(direction, isReported: true, open: "XXXX-Q\(quarter)") {
                Period(quarter: quarter, year: $0)
            }
        case .half(let half, let direction):
            return recurring(direction, isReported: true, open: "XXXX-H\(half)") {
                Period(half: half, year: $0)
            }
        case .fromPublication(let unit, let count): return moved(unit, count, from: published, .publication)
        case .fromMention(let unit, let count):
            return moved(unit, count, from: last?.first ?? published, last == nil ? .publication : .mention)
        case .yearFromMention(let count): return yearFromMention(count)
        case .sameTime:
            guard let last else { return Value(text: "PAST_REF", basis: .open) }
            return Value(text: last.text, basis: .mention, period: last)
        case .samePeriod:
            if let spokenOf { return Value(text: spokenOf.text, basis: .mention, period: spokenOf) }
            // Figures are told for the quarter before.
            return moved(.quarter, -1, from: published, .publication)
        case .part(let part, let day):
            let day = value(of: day)
            guard let period = day.period, period.unit == .day else {
                return Value(text: "XXXX-XX-XX" + part, basis: .open, kind: .time)
            }
            return Value(text: period.text + part, basis: day.basis, period: period, kind: .time)
        case .within(let part, let year): return within(part, year: value(of: year))
        case .reference(let text):
            return Value(text: text, basis: published == nil ? .open : .publication)
        case .duration(let unit, let count):
            if let count, unit == .month && count >= 6 || unit == .year && count == 1 {
                spokenOf = published.map { Period(.year, of: $0) }
                isSpokenOfNear = 0
            }
            return Value(text: unit.duration(count), basis: .written, kind: .duration)
        case .set(let text): return Value(text: text, basis: .written, kind: .set)
        }
    }

    /// So many units from a day.
    private func moved(_ unit: TimeUnit, _ count: Int, from day: Day?, _ basis: TimeMention.Basis) -> Value {
        guard let day else {
            let text = count < 0 ? "PAST_REF" : count > 0 ? "FUTURE_REF" : "PRESENT_REF"
            return Value(text: text, basis: .open)
        }
        if unit == .minute || unit == .hour {
            let text = count < 0 ? "PAST_REF" : count > 0 ? "FUTURE_REF" : "PRESENT_REF"
            return Value(text: text, basis: basis)
        }
        let period = Period(unit, of: day).shifted(by: count)
        return Value(text: period.text, basis: basis, period: period)
    }

    private func yearFromMention(_ count: Int) -> Value {
        if let spokenOf, let period = spokenOf.shifted(years: count) {
            return Value(text: period.text, basis: .mention, period: period)
        }
        return moved(.year, count, from: published, .publication)
    }

    private mutating func within(_ part: TimePhrase.Meaning, year: Value) -> Value {
        guard let period = year.period, period.unit == .year else {
            let open = TimeResolver(published: nil, reference: nil).opened(part)
            return Value(text: open, basis: .open)
        }
        let number = period.index
        let made: Period? =
            switch part {
            case .month(let month, _): Period(month: month, year: number)
            case .season(let season, _): Period(season: season, year: number)
            case .quarter(let quarter, _): Period(quarter: quarter, year: number)
            case .half(let half, _): Period(half: half, year: number)
            case .samePeriod:
                spokenOf.flatMap { period in
                    period.first.flatMap { period.shifted(years: number - $0.year) }
                }
            default: nil
            }
        let resolved = made ?? period
        return Value(text: resolved.text, basis: year.basis, period: resolved)
    }

    private func opened(_ meaning: TimePhrase.Meaning) -> String {
        var copy = self
        return copy.value(of: meaning).text
    }

    // MARK: What recurs every year or week

    /// A month, season or quarter without its year.
    ///
    /// - Parameter isReported: Figures are told for it, so that it has begun unless words say otherwise.
    private func recurring(
        _ direction: TimePhrase.Direction, isReported: Bool = false, open: String, _ period: (Int) -> Period
    ) -> Value {
        guard let day = published ?? reference else { return Value(text: open, basis: .open) }
        let basis: TimeMention.Basis = published == nil ? .mention : .publication
        let candidates = (day.year - 1...day.year + 1).map(period)
        func begun(_ period: Period) -> Bool { period.first.map { $0 <= day } ?? false }
        func over(_ period: Period) -> Bool { period.days.map { $0.upperBound < day } ?? false }
        func nearest(_ tense: TimePhrase.Direction = .either) -> Period? {
            candidates.min { a, b in distance(a, day, tense) < distance(b, day, tense) }
        }
        let chosen: Period? =
            switch direction {
            case .last: candidates.last(where: over)
            case .this: candidates.first { $0.first?.year == day.year } ?? nearest()
            case .next: candidates.first { !begun($0) }
            case .past, .future, .perhapsPast, .perhapsFuture: nearest(direction)
            case .either: isReported ? candidates.last(where: begun) : nearest()
            }
        guard let chosen else { return Value(text: open, basis: .open) }
        return Value(text: chosen.text, basis: basis, period: chosen)
    }

    /// By so many days a date that the clause's tense contradicts must be nearer than one that it does
    /// not: tenses of the clause around are often another's ("called for its redemption on December 7").
    private static let contrary = 220

    private func distance(_ period: Period, _ day: Day, _ tense: TimePhrase.Direction) -> Int {
        guard let days = period.days else { return .max }
        if days.contains(day) { return 0 }
        let isOver = days.upperBound < day
        let nearest = isOver ? days.upperBound.days(until: day) : day.days(until: days.lowerBound)
        return switch tense {
        case .past: nearest + (isOver ? 0 : 2 * Self.contrary)
        case .perhapsPast: nearest + (isOver ? 0 : Self.contrary)
        case .future: nearest + (isOver ? 2 * Self.contrary : 0)
        case .perhapsFuture: nearest + (isOver ? Self.contrary : 0)
        default: nearest
        }
    }

    private func written(_ written: DateMention.Value, _ direction: TimePhrase.Direction) -> Value {
        switch written {
        case .month(let month, let year):
            let period = Period(month: month, year: year)
            return Value(text: period.text, basis: .written, period: period)
        case .day(let month, let day, let year?):
            guard let full = Day(year: year, month: month, day: day) else {
                return Value(text: "XXXX-XX-XX", basis: .open)
            }
            return Value(text: full.description, basis: .written, period: Period(full))
        case .day(let month, let day, nil): return dayOfYear(month, day, direction)
        case .weekday(let weekday): return self.weekday(weekday, direction)
        }
    }

    private func dayOfYear(_ month: Int, _ day: Int, _ direction: TimePhrase.Direction) -> Value {
        let open = "XXXX-\(Period.padded(month, to: 2))-\(Period.padded(day, to: 2))"
        guard let reference = published ?? reference else { return Value(text: open, basis: .open) }
        let candidates = (reference.year - 4...reference.year + 4).compactMap {
            Day(year: $0, month: month, day: day)
        }
        let chosen: Day? =
            switch direction {
            case .last: candidates.last { $0 <= reference }
            case .next: candidates.first { $0 >= reference }
            default:
                candidates.min { a, b in
                    distance(Period(a), reference, direction) < distance(Period(b), reference, direction)
                }
            }
        guard let chosen else { return Value(text: open, basis: .open) }
        return Value(
            text: chosen.description, basis: published == nil ? .mention : .publication, period: Period(chosen))
    }

    private func weekday(_ weekday: Weekday, _ direction: TimePhrase.Direction) -> Value {
        guard let published else { return Value(text: "XXXX-WXX-\(weekday.position + 1)", basis: .open) }
        let day =
            switch direction {
            case .past, .perhapsPast, .either: published.previous(weekday)
            case .future, .perhapsFuture: published.next(weekday)
            case .last: published.adding(days: -1).previous(weekday)
            case .next: published.adding(days: 1).next(weekday)
            case .this:
                Period(.week, of: published).first.map { $0.next(weekday) } ?? published.previous(weekday)
            }
        return Value(text: day.description, basis: .publication, period: Period(day))
    }
}
