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

    init(_ scalars: Scalars, _ span: TextSpan) {
        guard span.length <= 140 else {
            (day, isLabelled, isUpdate, isDateOnly) = (nil, false, false, false)
            return
        }
        let tokens = Tokeniser(scalars: scalars).tokens(in: span)
        let mentions = DateMention.read(tokens)
        var covered = Set<Int>()
        for (index, mention) in mentions { covered.formUnion(index..<(index + mention.length)) }
        let rest = tokens.indices.filter { !covered.contains($0) && tokens[$0].isWord }.map {
            tokens[$0].lower
        }
        let first = mentions.lazy.compactMap(\.mention.fullDay).first
        let weekday = mentions.lazy.compactMap(\.mention.weekday).first
        // A weekday that contradicts its date makes both doubtful.
        day = weekday == nil || first?.weekday == weekday ? first : nil
        isLabelled = rest.contains { Self.labels.contains($0) }
        isUpdate = !isLabelled && rest.contains { Self.updates.contains($0) }
        isDateOnly =
            first != nil
            && rest.allSatisfy { word in
                Self.labels.contains(word) || Self.updates.contains(word) || Self.fillers.contains(word)
                    || word.unicodeScalars.allSatisfy { $0.isDigit || $0 == "." || $0 == ":" }
                    || Self.isClock(word)
                    || Self.weekdays.contains(word)
            }
    }

    private static func isClock(_ word: String) -> Bool {
        clock.contains { word.hasSuffix($0) }
            && word.unicodeScalars.first.map { $0.isDigit } == true
    }

    private static let labels = Language.anywhere[.published]
    private static let updates = Language.anywhere[.updated]
    private static let weekdays = Language.anywhere[.shortWeekdays]
    private static let fillers = Language.anywhere[.dateFillers]
    private static let clock = Language.anywhere[.clock]
}
