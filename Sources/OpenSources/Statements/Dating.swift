/// The days on which publications appeared, as far as comparing them needs: where a text gives a day
/// without its year, those years remain that the weekday beside it allows.
///
/// Such days tell two utterances apart or together; they are never given as a statement's own.
struct Dating {
    private let reference: Day
    /// The days of publication that are known, in order.
    private let known: [Day]

    init(_ publications: [Publication]) {
        known = publications.compactMap(\.published.day).sorted()
        // Without any, all are read by one and the same day, so that they compare alike.
        reference = known.isEmpty ? Day(number: 0) : known[known.count / 2]
    }

    /// The days on which it may have appeared, the likeliest first; none where nothing tells.
    ///
    /// - Parameter text: The publication's.
    func days(of publication: Publication, _ text: Scalars) -> [Day] {
        if let day = publication.published.day { return [day] }
        let tokeniser = Tokeniser(scalars: text)
        let beginning = publication.paragraphs.prefix(Self.beginning).enumerated().lazy
        let heads = beginning.filter { $0 < 3 && $1.role != .boilerplate || $1.span.length <= Self.line }.map { _, paragraph in
            let end = min(paragraph.span.end, paragraph.span.start + 400)
            let mentions = DateMention.read(tokeniser.tokens(in: TextSpan(start: paragraph.span.start, end: end)))
            return (mentions: mentions, isAlone: paragraph.span.length <= Self.line)
        }
        guard
            let head = heads.first(where: { $0.mentions.first.map { $0.index < Self.dateline } ?? false }),
            let dateline = head.mentions.first(where: { $0.mention.weekday == nil }),
            dateline.index < Self.dateline, case .day(let month, let day, let year) = dateline.mention.value
        else { return [] }
        if let year { return Day(year: year, month: month, day: day).map { [$0] } ?? [] }
        let all = ((reference.year - Self.years)...(reference.year + Self.years))
            .compactMap { Day(year: $0, month: month, day: day) }
            .sorted { abs(reference.days(until: $0)) < abs(reference.days(until: $1)) }
        if let own = head.mentions.first(where: { abs($0.index - dateline.index) <= 2 && $0.mention.weekday != nil }) {
            return all.filter { $0.weekday == own.mention.weekday }
        }
        guard let said = publication.passages.lazy.compactMap({ $0.said?.weekday }).first else { return all }
        // An agency's dateline is of the day of the saying; a paper's date may be of the next.
        func delay(_ day: Day) -> Int { day.previous(said).days(until: day) }
        let likely = all.filter { delay($0) == 0 } + (head.isAlone ? all.filter { delay($0) == 1 } : [])
        if likely.contains(where: isAmongOthers) { return likely }
        // It may be reported later, too: when others write of the same days, that tells the year.
        return all.filter { delay($0) <= PublicationDate.reporting && !likely.contains($0) && isAmongOthers($0) } + likely
    }

    /// Whether others appeared about that day.
    private func isAmongOthers(_ day: Day) -> Bool {
        let (first, last) = (day.adding(days: -Resemblance.echo), day.adding(days: Resemblance.echo))
        let next = known.partitioningIndex { $0 >= first }
        return next < known.count && known[next] <= last
    }

    /// In so many paragraphs a date stands on a line of its own, if at all.
    private static let beginning = 8
    /// The longest of such lines.
    private static let line = 60
    /// So many tokens in, a date is still the dateline's.
    private static let dateline = 14
    /// So many years from the others' days, a day without its year may lie.
    private static let years = 6
}
