/// A time as a text tells it, resolved as far as the text and the publication day allow.
///
/// Values and types are those of TIMEX3 (TimeML 1.2.1): `2025-11-09`, `2025-W45`, `2025-Q3`,
/// `2025-11-09TMO`, `P3D`, `PRESENT_REF`.
public struct TimeMention: Hashable, Sendable {
    public enum Kind: String, Sendable {
        case date = "DATE"
        case time = "TIME"
        case duration = "DURATION"
        case set = "SET"
    }

    /// What its value rests on.
    public enum Basis: String, Sendable {
        /// The words themselves.
        case written
        /// The day of publication: "yesterday", "on Tuesday".
        case publication
        /// A time that the text names elsewhere: "the next day", a day without its year.
        case mention
        /// Nothing that is known: the value leaves open what the words leave open.
        case open
    }

    public let span: TextSpan
    /// As written.
    public let text: String
    public let value: String
    public let kind: Kind
    public let basis: Basis
    /// The first and last day that it covers; nil for a duration, a set, and a time that is not known.
    public let days: ClosedRange<Day>?
    /// It ended before the day of publication.
    public let isBeforePublication: Bool
}
