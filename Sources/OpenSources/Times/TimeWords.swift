/// What single words can mean in a time expression, and the words by which a clause tells of what is
/// past or to come.
struct TimeWords {
    enum Word: Hashable {
        case number(Int)
        /// "Several", "a few": a number that is not told.
        case several
        case ordinal(Int)
        case unit(TimeUnit, isPlural: Bool)
        case month(Int)
        case weekday(Weekday)
        case season(Int)
        /// A part of the day, as TimeML writes it: `TMO`, `TNI`.
        case part(String)
        /// Days from the day of publication: "yesterday".
        case day(Int)
        /// "Last" −1, "this" 0, "next" 1.
        case direction(Int)
        /// "Previous" −1, "same" 0, "following" 1: from a time that was told before.
        case sequence(Int)
        case recent
        /// "Ago".
        case ago
        /// "Earlier" −1, "later" 1, after a number of units.
        case distance(Int)
        /// `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
        case reference(String)
        /// The same as a noun, with "the" before it.
        case era(String)
        /// "Daily" and the value of its set.
        case frequency(String)
        case every
        case the
        case indefinite
        /// "Early", "late", "mid": part of a period.
        case extent
        /// "Nearly", "about", "over": before a number.
        case limit
        /// "Fiscal", "trading": between a number and its unit.
        case filler
        case half
        case clock
        case zone
        case then
        /// "Nineties": its first three figures.
        case decade(Int)
        /// A reference only at the head of a clause: "Previously, …".
        case ahead(String)
    }

    init(_ language: Language) {
        var words: [String: Word] = [:]
        for (word, meaning) in language.words.keys(.timeWords) {
            words[word] = Self.meaning(meaning.split(separator: " ").map(String.init))
        }
        for (name, weekday) in language.words.keys(.weekdays) {
            words[name] = Weekday(rawValue: weekday).map { .weekday($0) }
        }
        for name in DateMention.monthNames where words[name] == nil {
            words[name] = DateMention.month(name).map { .month($0) }
        }
        self.words = WordMap(words)
        future = language[.timesToCome]
        past = language[.timesPast]
        beforeYears = language[.beforeYears]
        afterNumbers = language[.afterNumbers]
        beforeMonths = language[.beforeMonths]
        beforeSeasons = language[.beforeSeasons]
        beforeLengths = language[.beforeLengths]
        beforeUnits = language[.beforeUnits]
    }

    private let words: WordMap<Word>
    private let future: Set<String>
    private let past: Set<String>
    let beforeYears: Set<String>
    let afterNumbers: Set<String>
    let beforeMonths: Set<String>
    let beforeSeasons: Set<String>
    let beforeLengths: Set<String>
    let beforeUnits: Set<String>

    func meaning(of lower: String) -> Word? { words[lower] }

    func meaning(of token: Token) -> Word? { words[token] }

    /// A word that tells of what is to come: "will", "scheduled".
    func isFuture(_ lower: String) -> Bool { future.contains(lower) }
    /// A verb in its past form.
    func isPast(_ lower: String) -> Bool {
        past.contains(lower) || lower.utf8.count > 4 && lower.hasSuffix("ed") && !lower.hasPrefix("un")
    }

    private static func meaning(_ key: [String]) -> Word? {
        let number = key.count > 1 ? Int(key[1]) : nil
        switch key[0] {
        case "number": return number.map { .number($0) }
        case "several": return .several
        case "ordinal": return number.map { .ordinal($0) }
        case "unit", "units":
            return key.count > 1
                ? TimeUnit(rawValue: key[1]).map { .unit($0, isPlural: key[0] == "units") } : nil
        case "season": return number.map { .season($0) }
        case "weekday": return key.count > 1 ? Weekday(rawValue: key[1]).map { .weekday($0) } : nil
        case "part": return key.count > 1 ? .part(key[1]) : nil
        case "day": return number.map { .day($0) }
        case "direction": return number.map { .direction($0) }
        case "sequence": return number.map { .sequence($0) }
        case "recent": return .recent
        case "ago": return .ago
        case "distance": return number.map { .distance($0) }
        case "reference": return key.count > 1 ? .reference(key[1]) : nil
        case "era": return key.count > 1 ? .era(key[1]) : nil
        case "frequency": return key.count > 1 ? .frequency(key[1]) : nil
        case "every": return .every
        case "the": return .the
        case "indefinite": return .indefinite
        case "extent": return .extent
        case "limit": return .limit
        case "filler": return .filler
        case "half": return .half
        case "clock": return .clock
        case "zone": return .zone
        case "then": return .then
        case "decade": return number.map { .decade($0) }
        case "ahead": return key.count > 1 ? .ahead(key[1]) : nil
        default: return nil
        }
    }

    static let english = TimeWords(.english)
    /// Written dates alone.
    static let none = TimeWords(.unknown)

    /// The words of a language; of one whose grammar of times is not known, none.
    static func of(_ language: Language) -> TimeWords {
        language.identifier == Language.english.identifier ? english : none
    }
}
