/// The days on which publications appeared, as far as comparing them needs: where a text gives a day
/// without its year, the year is taken from the others and from the weekday that it names.
///
/// Such a day tells two utterances apart or together; it is never given as a statement's own.
struct Dating {
    private let reference: Day

    init(_ publications: [Publication]) {
        let known = publications.compactMap(\.published.day).sorted()
        // Without any, all are read by one and the same day, so that they compare alike.
        reference = known.isEmpty ? Day(number: 0) : known[known.count / 2]
    }

    /// - Parameter text: The publication's.
    func day(of publication: Publication, _ text: Scalars) -> Day? {
        if let day = publication.published.day { return day }
        let tokeniser = Tokeniser(scalars: text)
        let heads = publication.paragraphs.lazy.filter { $0.role != .boilerplate }.prefix(3).map { paragraph in
            let end = min(paragraph.span.end, paragraph.span.start + 400)
            return DateMention.read(
                tokeniser.tokens(in: TextSpan(start: paragraph.span.start, end: end)))
        }
        guard
            let mentions = heads.first(where: { $0.first.map { $0.index < Self.dateline } ?? false }),
            let dateline = mentions.first(where: { $0.mention.weekday == nil }),
            dateline.index < Self.dateline, case .day(let month, let day, let year) = dateline.mention.value
        else { return nil }
        if let year { return Day(year: year, month: month, day: day) }
        let weekday = publication.passages.lazy.compactMap { $0.said?.weekday }.first
        func distance(_ day: Day) -> Int {
            // A dateline's day is the weekday of the saying; less often, the next.
            let penalty =
                switch weekday.map({ day.previous($0).days(until: day) }) {
                case nil, 0: 0
                case 1: 400
                default: 10_000
                }
            return abs(reference.days(until: day)) + penalty
        }
        return ((reference.year - 3)...(reference.year + 3))
            .compactMap { Day(year: $0, month: month, day: day) }.min { distance($0) < distance($1) }
    }

    /// So many tokens in, a date is still the dateline's.
    private static let dateline = 14
}
