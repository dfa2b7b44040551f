/// A line that tells when the article was published: nothing but a date, or a date with a label, a time
/// or a byline.
struct PublishedLine {
    let day: Day?
    /// A label such as "Published" stands before the date.
    let isLabelled: Bool
    /// The label tells of a change, not of publication.
    let isUpdate: Bool
    /// The line holds nothing else than date, label and time.
    let isDateOnly: Bool

    init(_ scalars: Scalars, _ span: TextSpan, order: WrittenDate.Order = .unknown) {
        let dates = span.length <= 140 ? WrittenDate.read(scalars, in: span, order: order) : []
        guard !dates.isEmpty else {
            (day, isLabelled, isUpdate, isDateOnly) = (nil, false, false, false)
            return
        }
        // The words before each date, and those after the last.
        var words: [[String]] = []
        var start = span.start
        for date in dates {
            words.append(Self.words(scalars, from: start, to: date.span.start))
            start = date.span.end
        }
        words.append(Self.words(scalars, from: start, to: span.end))
        let labelled = dates.indices.filter { words[$0].contains(where: Self.labels.contains) }
        let changed = dates.indices.filter { words[$0].contains(where: Self.updates.contains) }
        let chosen =
            labelled.first ?? dates.indices.first { !changed.contains($0) } ?? dates.startIndex
        isLabelled = labelled.contains(chosen)
        isUpdate = !isLabelled && changed.contains(chosen)
        // A weekday that contradicts its date makes both doubtful.
        let weekday = words.lazy.flatMap { $0 }.compactMap { Self.names[$0] }.first
        day = weekday == nil || dates[chosen].day.weekday == weekday ? dates[chosen].day : nil
        isDateOnly = words.allSatisfy { $0.allSatisfy(Self.mayStandBeside) }
    }

    /// Whether a word of a text tells of publication.
    static func tellsPublication(_ scalars: Scalars, _ span: TextSpan) -> Bool {
        words(scalars, from: span.start, to: span.end).contains(where: labels.contains)
    }

    /// The words between two places, as they are compared.
    private static func words(_ scalars: Scalars, from start: Int, to end: Int) -> [String] {
        scalars[start..<end].split { !$0.isLetter }.map { Folding.fold(Scalars($0).string) }
    }

    private static func mayStandBeside(_ word: String) -> Bool {
        // A letter alone marks a year or an hour.
        word.unicodeScalars.count == 1 || labels.contains(word) || updates.contains(word) || fillers.contains(word)
            || weekdays.contains(word) || names[word] != nil
    }

    private static let labels = words(.published)
    private static let updates = words(.updated)
    private static let weekdays = words(.shortWeekdays)
    private static let names = Language.anywhere.keys(.weekdays).compactMapValues { Weekday(rawValue: $0) }
    private static let fillers = words(.dateFillers).union(words(.clock))

    private static func words(_ section: WordSection) -> Set<String> {
        Language.anywhere[section].union(Language.dates.words(section))
    }
}
