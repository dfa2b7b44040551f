/// A date as a text writes it.
struct DateMention: Hashable {
    enum Value: Hashable {
        /// A day; of a range, its last. The year is nil where it is not written.
        case day(month: Int, day: Int, year: Int?)
        case month(Int, year: Int)
        case weekday(Weekday)
    }

    let value: Value
    let span: TextSpan
    /// How many tokens it takes.
    let length: Int
    /// Of a range of days ("November 6–7"), how many lie before the last.
    var daysBefore = 0

    /// The day, when the text writes it whole.
    var fullDay: Day? {
        guard case .day(let month, let day, let year?) = value else { return nil }
        return Day(year: year, month: month, day: day)
    }

    var weekday: Weekday? {
        if case .weekday(let weekday) = value { weekday } else { nil }
    }

    /// The day, where a year that is not written is the one that brings it nearest to `reference`.
    func day(near reference: Day?) -> Day? {
        guard case .day(let month, let day, nil) = value else { return fullDay }
        guard let reference else { return nil }
        return (reference.year - 1...reference.year + 1)
            .compactMap { Day(year: $0, month: month, day: day) }
            .min { abs($0.days(until: reference)) < abs($1.days(until: reference)) }
    }
}

extension DateMention {
    /// The dates among tokens, keyed by the index of the token they begin with.
    static func read(_ tokens: [Token]) -> [(index: Int, mention: DateMention)] {
        var found: [(index: Int, mention: DateMention)] = []
        var index = 0
        while index < tokens.count {
            if let mention = read(tokens, at: index) {
                found.append((index, mention))
                index += mention.length
            } else {
                index += 1
            }
        }
        return found
    }

    /// The date that begins at a token.
    static func read(_ tokens: [Token], at index: Int) -> DateMention? {
        let token = tokens[index]
        guard token.isWord, mayBegin(token) else { return nil }
        func word(_ offset: Int) -> Token? {
            index + offset < tokens.count && tokens[index + offset].isWord ? tokens[index + offset] : nil
        }
        func mention(_ value: Value, length: Int, daysBefore: Int = 0) -> DateMention {
            let last = tokens[index + length - 1]
            return DateMention(
                value: value, span: TextSpan(start: token.span.start, end: last.span.end), length: length,
                daysBefore: daysBefore)
        }
        /// A year at an offset, a comma before it allowed, and the length up to its end.
        func year(after offset: Int) -> (year: Int, length: Int)? {
            for step in [offset, offset + 1] {
                if step > offset, index + offset >= tokens.count || tokens[index + offset].kind != .comma {
                    return nil
                }
                if let next = word(step), let year = Self.year(next.lower) { return (year, step + 1) }
            }
            return nil
        }

        if isNumber(token) {
            if let day = numeric(token.lower) {
                return mention(.day(month: day.month, day: day.day, year: day.year), length: 1)
            }
            if let slashed = slashed(tokens, at: index) {
                return mention(.day(month: slashed.month, day: slashed.day, year: slashed.year), length: 5)
            }
            // 9 November 2025, 9th of November
            let offset = word(1)?.lower == "of" ? 2 : 1
            guard let name = word(offset), mayName(name), let month = month(name),
                let day = dayOfMonth(token.lower)
            else { return nil }
            let full = year(after: offset + 1)
            return mention(
                .day(month: month, day: day, year: full?.year), length: full?.length ?? offset + 1)
        }
        if let weekday = Weekday(named: token) { return mention(.weekday(weekday), length: 1) }
        guard let month = month(token) else { return nil }
        // November 9, November 6–7, November 9, 2025
        if let first = word(1), var day = dayOfMonth(first.lower) {
            let begins = day
            var length = 2
            if index + 3 < tokens.count, [.dash, .other].contains(tokens[index + 2].kind),
                let last = word(3).flatMap({ dayOfMonth($0.lower) })
            {
                day = last
                length = 4
            } else if let range = range(first.lower) {
                day = range
            }
            let full = year(after: length)
            return mention(
                .day(month: month, day: day, year: full?.year), length: full?.length ?? length,
                daysBefore: max(0, day - begins))
        }
        if let next = year(after: 1) { return mention(.month(month, year: next.year), length: next.length) }
        return nil
    }

    // MARK: Parts

    /// Most words are told apart from dates by their first letter.
    private static func mayBegin(_ token: Token) -> Bool {
        isNumber(token) || mayName(token) && token.lower.utf8.first.map { beginnings[Int($0)] } == true
    }

    private static func isNumber(_ token: Token) -> Bool {
        token.lower.utf8.first.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } == true
    }

    private static func mayName(_ token: Token) -> Bool { token.isCapitalised || token.isCaseless }

    /// The first bytes of all names of months and weekdays.
    private static let beginnings = {
        var beginnings = [Bool](repeating: false, count: 256)
        for name in monthNames + Language.anywhere.phrases(.weekdays) {
            if let first = name.utf8.first { beginnings[Int(first)] = true }
        }
        return beginnings
    }()

    private static func year(_ word: String) -> Int? {
        guard word.utf8.count == 4, let year = Int(word), (1900...2100).contains(year) else { return nil }
        return year
    }

    /// `9`, `09`, `9th`; of `6-7` the first.
    private static func dayOfMonth(_ word: String) -> Int? {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        let rest = word.dropFirst(digits.count)
        guard ["", "st", "nd", "rd", "th"].contains(rest) || range(word) != nil else { return nil }
        guard digits.count <= 2, let day = Int(digits), (1...31).contains(day) else { return nil }
        return day
    }

    /// Of `6-7` the last.
    private static func range(_ word: String) -> Int? {
        let parts = word.split { $0 == "-" || $0 == "\u{2010}" || $0 == "\u{2011}" }
        guard parts.count == 2, let first = Int(parts[0]), let last = Int(parts[1]), (1...31).contains(first),
            (first...31).contains(last)
        else { return nil }
        return last
    }

    /// 2025-11-09 and 9.11.2025.
    private static func numeric(_ word: String) -> Day? {
        guard word.utf8.count >= 8 else { return nil }
        if let day = Day(iso: word) { return day }
        let parts = word.split(separator: ".")
        guard parts.count == 3, let day = Int(parts[0]), let month = Int(parts[1]),
            let year = year(String(parts[2]))
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    /// 2025/11/09, and 19/11/2025 or 11/19/2025 where only one reading is a date.
    private static func slashed(_ tokens: [Token], at index: Int) -> Day? {
        guard index + 4 < tokens.count, tokens[index + 1].kind == .other, tokens[index + 3].kind == .other,
            tokens[index].span.end == tokens[index + 1].span.start,
            let a = Int(tokens[index].lower), let b = Int(tokens[index + 2].lower),
            let c = Int(tokens[index + 4].lower)
        else { return nil }
        if a > 1900 { return Day(year: a, month: b, day: c) }
        guard c > 1900 else { return nil }
        if a > 12 || a == b { return Day(year: c, month: b, day: a) }
        return b > 12 ? Day(year: c, month: a, day: b) : nil
    }

    static func month(_ word: String) -> Int? { months[word] }

    static func month(_ token: Token) -> Int? { months[token] }

    /// Names of months in all languages, and their abbreviations.
    static let monthNames = Array(numbers.keys)

    private static let months = WordMap(numbers)
    private static let numbers = Language.anywhere.keys(.months).compactMapValues { Int($0) }
}
