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
    }

    /// The words of one text file section: a meaning, a bar, and words.
    init(_ table: String, future: String, past: String) {
        for line in table.split(separator: "\n") {
            let columns = line.split(separator: "|", maxSplits: 1)
            guard columns.count == 2, let word = Self.meaning(columns[0].split(separator: " ").map(String.init))
            else { continue }
            for name in columns[1].split(separator: " ") { words[String(name)] = word }
        }
        for (index, name) in Weekday.allCases.enumerated() where words[name.rawValue] == nil {
            words[name.rawValue] = .weekday(Weekday.allCases[index])
        }
        self.future = Set(future.split(whereSeparator: \.isWhitespace).map(String.init))
        self.past = Set(past.split(whereSeparator: \.isWhitespace).map(String.init))
    }

    private var words: [String: Word] = [:]
    private let future: Set<String>
    private let past: Set<String>

    func meaning(of lower: String) -> Word? {
        if let word = words[lower] { return word }
        if let month = DateMention.month(lower) { return .month(month) }
        return nil
    }

    /// A word that tells of what is to come: "will", "scheduled".
    func isFuture(_ lower: String) -> Bool { future.contains(lower) }
    /// A verb in its past form.
    func isPast(_ lower: String) -> Bool {
        past.contains(lower) || lower.utf8.count > 4 && lower.hasSuffix("ed")
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
        default: return nil
        }
    }

    static let english = TimeWords(
        """
        number 1 | one
        number 2 | two
        number 3 | three
        number 4 | four
        number 5 | five
        number 6 | six
        number 7 | seven
        number 8 | eight
        number 9 | nine
        number 10 | ten
        number 11 | eleven
        number 12 | twelve dozen
        number 13 | thirteen
        number 14 | fourteen
        number 15 | fifteen
        number 16 | sixteen
        number 17 | seventeen
        number 18 | eighteen
        number 19 | nineteen
        number 20 | twenty
        number 30 | thirty
        number 40 | forty
        number 50 | fifty
        number 60 | sixty
        number 70 | seventy
        number 80 | eighty
        number 90 | ninety
        number 100 | hundred
        number 1000 | thousand
        several | several few many some couple numerous dozens scores
        ordinal 1 | first 1st
        ordinal 2 | second 2nd
        ordinal 3 | third 3rd
        ordinal 4 | fourth 4th
        ordinal 5 | fifth 5th
        ordinal 16 | 16th sixteenth
        ordinal 17 | 17th seventeenth
        ordinal 18 | 18th eighteenth
        ordinal 19 | 19th nineteenth
        ordinal 20 | 20th twentieth
        ordinal 21 | 21st twenty-first
        unit minute | minute
        units minute | minutes mins
        unit hour | hour
        units hour | hours hrs
        unit day | day
        units day | days
        unit weekend | weekend
        units weekend | weekends
        unit week | week
        units week | weeks
        unit month | month
        units month | months
        unit quarter | quarter
        units quarter | quarters
        unit year | year
        units year | years yrs
        unit decade | decade
        units decade | decades
        unit century | century
        units century | centuries
        season 1 | spring springtime
        season 2 | summer summertime
        season 3 | autumn fall
        season 4 | winter wintertime
        part TMO | morning
        part T12:00 | noon midday
        part TAF | afternoon
        part TEV | evening
        part TNI | night overnight
        part T24:00 | midnight
        part TDA | dawn daybreak sunrise
        part TDK | dusk sunset nightfall
        day 0 | today
        day -1 | yesterday
        day 1 | tomorrow
        direction -1 | last past
        direction 0 | this current these
        direction 1 | next coming upcoming
        sequence -1 | previous preceding prior
        sequence 0 | same that
        sequence 1 | following ensuing subsequent
        recent | recent
        ago | ago
        distance -1 | earlier before
        distance 1 | later afterwards afterward hence thereafter
        reference PRESENT_REF | now currently nowadays presently
        reference PAST_REF | recently lately formerly previously
        reference FUTURE_REF | soon
        era PRESENT_REF | present moment
        era PAST_REF | past
        era FUTURE_REF | future
        frequency XXXX-XX-XX | daily
        frequency XXXX-WXX | weekly
        frequency XXXX-XX | monthly
        frequency XXXX-QX | quarterly
        frequency XXXX | annually yearly annual
        every | every each
        the | the its their his her our
        indefinite | a an
        extent | early late mid middle beginning end start
        limit | nearly about almost over around roughly approximately under within
        filler | fiscal trading calendar business academic full consecutive straight working more long entire whole fiscal-year
        half | half
        clock | am pm a.m p.m
        zone | est edt gmt utc pst pdt cet cest bst ist pkt aft local time msk eet eest
        """,
        future: """
            will shall won't 'll would expected expects expect scheduled due plan plans planned planning slated
            intends intend hopes hope hoping likely upcoming effective payable expire expires deadline must may
            be by until become begins ahead supposed sets before wants aims
            """,
        past: """
            was were had did said told met fell rose came went held took left began killed made saw got gave
            found brought lost won cut hit shot struck fought sent spoke wrote broke ran led stood been has have
            grew fled set sat drew became fired sank spent sold bought knew thought heard kept let put read
            """)
}
