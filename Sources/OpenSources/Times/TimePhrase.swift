/// A time expression as the words tell it, before it is resolved.
struct TimePhrase {
    indirect enum Meaning: Equatable {
        /// Told whole: "1998", "the third quarter of 1998", "the 1990s".
        case period(Period)
        /// A day, month or weekday as written.
        case written(DateMention.Value, Direction)
        /// A range of days, of which so many lie before the last.
        case days(before: Int, Meaning)
        case month(Int, Direction)
        case season(Int, Direction)
        case quarter(Int, Direction)
        case half(Int, Direction)
        /// So many units from the day of publication.
        case fromPublication(TimeUnit, Int)
        /// So many units from the time told last.
        case fromMention(TimeUnit, Int)
        /// A year before, or after, the period that is spoken of: "a year earlier".
        case yearFromMention(Int)
        /// "Then".
        case sameTime
        /// The quarter or period that is spoken of.
        case samePeriod
        /// A part of a day or a time of the clock, as TimeML writes it.
        case part(String, of: Meaning)
        /// The years, quarter or month of another: "the third quarter of next year".
        case within(Meaning, year: Meaning)
        case reference(String)
        case duration(TimeUnit, Int?)
        case set(String)

        /// The clause tells of what is past.
        var isPast: Bool {
            switch self {
            case .written(_, let direction), .month(_, let direction), .season(_, let direction),
                .quarter(_, let direction), .half(_, let direction):
                direction == .past || direction == .perhapsPast
            default: false
            }
        }
    }

    /// Which of several is meant.
    enum Direction: Equatable {
        /// "Last": the latest that is over.
        case last
        case this
        /// "Next": the first that has not begun.
        case next
        /// No word tells, but the tense of the verb beside it does.
        case past, future
        /// The tense of a verb farther off, which may be another clause's.
        case perhapsPast, perhapsFuture
        case either
    }

    let meaning: Meaning
    let span: TextSpan
    /// Indices of tokens, the last one included whole.
    let tokens: Range<Int>

    /// The date, where nothing but a date is written.
    var date: DateMention? {
        let value: DateMention.Value? =
            switch meaning {
            case .written(let value, let direction) where ![.last, .this, .next].contains(direction): value
            case .days(_, .written(let value, _)): value
            case .period(let period) where period.unit == .month:
                period.first.map { .month($0.month, year: $0.year) }
            default: nil
            }
        return value.map { DateMention(value: $0, span: span, length: tokens.count) }
    }
}
