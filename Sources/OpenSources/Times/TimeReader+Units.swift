extension TimeReader {
    // MARK: Numbers

    /// A number in words or figures, and where it ends; a nil count is one that is not told. Of "two to
    /// three" the first counts.
    func quantity(at index: Int) -> (count: Int?, isTold: Bool, end: Int)? {
        var next = index
        var total: Int?
        switch word(next) {
        case .indefinite:
            switch word(next + 1) {
            case .several:
                next += 2
                if lower(next) == "of" { next += 1 }
                return (lower(index + 1) == "couple" ? 2 : nil, true, next)
            case .number(let number) where number >= 12:
                total = number
                next += 2
            default: return (1, false, next + 1)
            }
        case .several:
            next += 1
            if lower(next) == "of" { next += 1 }
            return (nil, true, next)
        case .number: (total, next) = numberWords(next)
        default:
            guard let figure = figure(next) else { return nil }
            total = figure
            next += 1
        }
        // "Two to three", "two or three".
        if ["to", "or"].contains(lower(next)) {
            if case .number = word(next + 1) {
                next = numberWords(next + 1).end
            } else if figure(next + 1) != nil {
                next += 2
            }
        }
        return (total, true, next)
    }

    private func numberWords(_ index: Int) -> (total: Int?, end: Int) {
        var (next, sum) = (index, 0)
        while case .number(let number) = word(next), next - index < 6 {
            sum = number >= 100 ? max(1, sum) * number : sum + number
            next += 1
            if lower(next) == "and", case .number = word(next + 1), sum >= 100 { next += 1 }
        }
        return (min(sum, 100_000), next)
    }

    private func figure(_ index: Int) -> Int? {
        guard index < atoms.count, atoms[index].lower.utf8.count <= 6 else { return nil }
        return Int(atoms[index].lower.filter { $0 != "," })
    }

    /// "Nineteen ninety-six".
    private func spokenYear(at index: Int) -> Found? {
        guard case .number(let century) = word(index), century == 19 || century == 20,
            case .number(let tens) = word(index + 1), (10...90).contains(tens)
        else { return nil }
        if tens >= 20, case .number(let ones) = word(index + 2), ones < 10 {
            return (.period(Period(year: century * 100 + tens + ones)), index + 3)
        }
        return (.period(Period(year: century * 100 + tens)), index + 2)
    }

    // MARK: Counted units

    /// "Three days", "three days ago", "a year earlier", "four-year".
    func counted(at index: Int) -> Found? {
        if let spoken = spokenYear(at: index) { return spoken }
        guard let (count, isTold, end) = quantity(at: index) else { return nil }
        let next = skippingFillers(end)
        guard let (unit, isPlural) = unit(next) else { return nil }
        let after = next + 1
        // "Four-year", "8-month-old".
        let isJoined = atoms[next].isJoined
        // "A three hour meeting" joins them without a hyphen.
        guard isPlural || isJoined || count == 1 || isMark(after, .word) else { return nil }
        if let moved = moved(unit, count, after) { return moved }
        if isJoined, lower(after) == "old" { return (.duration(unit, count), after + 1) }
        if word(after) == .distance(-1) || word(after) == .distance(1) { return (.duration(unit, count), after) }
        guard !isTold else { return (.duration(unit, count), after) }
        // "A year" is a length only after words that say so.
        if words.beforeLengths.contains(lower(index - 1)) { return (.duration(unit, 1), after) }
        return isCount(index - 1) ? (.set(unit.duration(1)), after) : nil
    }

    /// What is counted stands there: "twice", "$33 million", "50,000 flights".
    private func isCount(_ index: Int) -> Bool {
        guard index >= 0, atoms[index].kind == .word, !atoms[index].isCapitalised else { return false }
        switch atoms[index].word {
        case .number, .ordinal: return true
        default:
            let word = atoms[index].lower
            return word.utf8.first.map { (0x30...0x39).contains($0) } == true
                || word.hasSuffix("s") && !word.hasSuffix("ss") && word.utf8.count > 3
                || ["once", "twice", "million", "billion"].contains(word)
        }
    }

    /// A number of units before or after another time.
    private func moved(_ unit: TimeUnit, _ count: Int?, _ index: Int) -> Found? {
        func far(_ sign: Int, from publication: Bool, _ end: Int) -> Found {
            guard let count, count < 10_000 else {
                if !publication { return (.duration(unit, nil), end) }
                return (.reference(sign < 0 ? "PAST_REF" : "FUTURE_REF"), end)
            }
            if !publication, unit == .year, count == 1 { return (.yearFromMention(sign), end) }
            // Weeks counted off lead to a day, "last week" to a week.
            let (step, distance) = unit == .week ? (.day, sign * count * 7) : (unit, sign * count)
            return (publication ? .fromPublication(step, distance) : .fromMention(step, distance), end)
        }
        switch word(index) {
        case .ago:
            if unit == .year, count == 1 { return (.yearFromMention(-1), index + 1) }
            return far(-1, from: true, index + 1)
        case .distance(let sign):
            // "Two days before the vote" is a length before another event.
            if lower(index) == "before", index + 1 < atoms.count, atoms[index + 1].kind == .word { return nil }
            return far(sign, from: lower(index) == "hence", index + 1)
        case .era("PRESENT_REF"), .reference("PRESENT_REF"):
            return nil
        default:
            if lower(index) == "from", lower(index + 1) == "now" || lower(index + 1) == "today" {
                return far(1, from: true, index + 2)
            }
            return nil
        }
    }


    /// "Weeks" after "for", "year-ago", "year-end".
    func bareUnit(_ unit: TimeUnit, _ isPlural: Bool, at index: Int) -> Found? {
        if isPlural {
            guard words.beforeLengths.contains(lower(index - 1)) else { return nil }
            if word(index + 1) == .ago { return (.reference("PAST_REF"), index + 2) }
            if word(index + 1) == .distance(-1) || word(index + 1) == .distance(1) { return nil }
            return (.duration(unit, nil), index + 1)
        }
        guard index + 1 < atoms.count else { return nil }
        if unit == .year, atoms[index + 1].isJoined, word(index + 1) == .ago || word(index + 1) == .distance(-1) {
            return yearAgo(index + 2)
        }
        let mark = isMark(index + 1, .possessive) ? index + 2 : index + 1
        if unit == .year, lower(mark) == "end" { return (.fromPublication(.year, 0), mark + 1) }
        return nil
    }

    /// "The year-ago quarter", "the year-earlier period".
    private func yearAgo(_ index: Int) -> Found {
        if case .ordinal = word(index), let part = ordinal(at: index) { return (.yearFromMention(-1), part.end) }
        let end = unit(index)?.unit == .quarter || lower(index) == "period" ? index + 1 : index
        return (.yearFromMention(-1), end)
    }

    // MARK: Directed units

    /// "Last week", "the past three months", "next Tuesday", "this morning", "the same day".
    func directed(at index: Int, hasArticle: Bool) -> Found? {
        var next = skippingFillers(index + 1)
        switch word(index) {
        case .recent:
            if let (_, isPlural) = unit(next), isPlural { return (.reference("PAST_REF"), next + 1) }
            return nil
        case .sequence(let step):
            if let (unit, isPlural) = unit(next), !isPlural { return (.fromMention(unit, step), next + 1) }
            if case .part(let part) = word(next), lower(index) == "that" || lower(index) == "same" {
                return (.part(part, of: .fromMention(.day, 0)), next + 1)
            }
            if let (value, end, _) = written(next), case .weekday = value {
                return (.written(value, step < 0 ? .last : step > 0 ? .next : .either), end)
            }
            if case .several? = word(next), let (_, isPlural) = unit(next + 1), isPlural {
                return (.duration(unit(next + 1)!.unit, nil), next + 2)
            }
            return nil
        case .direction(let step):
            // "The last twenty-four hours", "the next few weeks".
            if let (count, _, end) = quantity(at: next), word(next) != .indefinite {
                let after = skippingFillers(end)
                guard let (unit, isPlural) = unit(after), isPlural || count == 1 else { return nil }
                return (.duration(unit, count), after + 1)
            }
            if let (unit, isPlural) = unit(next) {
                next += 1
                if isPlural {
                    if lower(index) == "last" { return nil }
                    return (
                        .reference(step < 0 ? "PAST_REF" : step > 0 ? "FUTURE_REF" : "PRESENT_REF"), next
                    )
                }
                if hasArticle, lower(index) == "past" || lower(index) == "last", unit != .weekend {
                    return (.duration(unit, 1), next)
                }
                if hasArticle, step > 0, unit == .day { return (.fromMention(unit, 1), next) }
                if lower(index) == "next", unit == .day { return (.fromMention(unit, 1), next) }
                return possessed(.fromPublication(unit, step), next)
            }
            let direction: TimePhrase.Direction = step < 0 ? .last : step > 0 ? .next : .this
            if let (value, end, _) = written(next) {
                guard case .weekday = value else { return nil }
                let meaning = TimePhrase.Meaning.written(value, direction)
                if case .part(let part) = word(end) { return (.part(part, of: meaning), end + 1) }
                return (meaning, end)
            }
            switch word(next) {
            case .month(let month) where atoms[next].isCapitalised: return (.month(month, direction), next + 1)
            case .season(let season): return (.season(season, direction), next + 1)
            case .part(let part):
                guard step <= 0, lower(index) != "past" else { return nil }
                return (.part(part, of: .fromPublication(.day, step)), next + 1)
            case .ordinal:
                return nil
            default: break
            }
            if hasArticle, lower(index) == "past" { return (.reference("PAST_REF"), index + 1) }
            if lower(next) == "time", step == 0 { return nil }
            return nil
        default: return nil
        }
    }

    /// "Next year's first quarter", "last year's third quarter".
    private func possessed(_ meaning: TimePhrase.Meaning, _ end: Int) -> Found {
        guard isMark(end, .possessive) else { return (meaning, end) }
        let next = skippingFillers(end + 1)
        if case .ordinal = word(next), let part = ordinal(at: next) {
            return (.within(part.meaning, year: meaning), part.end)
        }
        if unit(next)?.unit == .quarter, case .fromPublication(.year, -1) = meaning {
            return (.yearFromMention(-1), next + 1)
        }
        return (meaning, end)
    }

    // MARK: Ordinals

    /// "Third quarter", "first half of 1998", "20th century", "first nine months".
    func ordinal(at index: Int) -> Found? {
        guard case .ordinal(let number) = word(index) else { return nil }
        var next = skippingFillers(index + 1)
        if word(next) == .half, number <= 2 {
            return qualified(.half(number, .either), next + 1) ?? (.half(number, tense(index..<next + 1)), next + 1)
        }
        if let (unit, isPlural) = unit(next), !isPlural {
            next += 1
            switch unit {
            case .quarter where number <= 4:
                return qualified(.quarter(number, .either), next)
                    ?? (.quarter(number, tense(index..<next)), next)
            case .century: return (.period(Period(.century, number)), next)
            default: return nil
            }
        }
        if number == 1, let (count, isTold, end) = quantity(at: next), isTold, let (unit, isPlural) = unit(skippingFillers(end)),
            isPlural
        {
            let after = skippingFillers(end) + 1
            return (.duration(unit, count), after)
        }
        return nil
    }

    // MARK: Articles

    /// "The 1990s", "the past week", "the third quarter", "the weekend", "the year ended".
    func definite(at index: Int) -> Found? {
        let next = skippingFillers(index + 1)
        switch word(next) {
        case .direction, .sequence, .recent: 
            if lower(next) == "current" || lower(next) == "latest", let (unit, isPlural) = unit(skippingFillers(next + 1)), !isPlural {
                return (.fromPublication(unit, 0), skippingFillers(next + 1) + 1)
            }
            return directed(at: next, hasArticle: true)
        case .ordinal: return ordinal(at: next)
        case .number: 
            guard let found = counted(at: next) else { return nil }
            return found
        case .era(let value):
            if value == "FUTURE_REF" || lower(index - 1) == "at" { return (.reference(value), next + 1) }
            return nil
        case .season(let season):
            if let found = qualified(.season(season, .either), next + 1) { return found }
            guard ["in", "during", "of", "into", "over", "throughout", "by", "since"].contains(lower(index - 1)),
                lower(next) != "fall" && lower(next) != "spring" || isMark(next + 1, .terminal) || isMark(next + 1, .comma)
            else { return nil }
            return (.season(season, tense(index..<next + 1)), next + 1)
        case .part(let part):
            let found = onDayOf(part, next + 1)
            return found
        case .unit(let unit, let isPlural): return definiteUnit(unit, isPlural, at: index, next)
        default: break
        }
        if case .decade(let decade) = word(next) { return (.period(Period(.decade, decade)), next + 1) }
        if let decade = next < atoms.count ? TimeAtom.decade(lower(next)) : nil {
            return (.period(Period(.decade, decade)), next + 1)
        }
        if let year = year(next), next == index + 1 {
            let part = skippingFillers(next + 1)
            if case .ordinal = word(part), let found = ordinal(at: part) {
                return (.within(found.meaning, year: .period(Period(year: year))), found.end)
            }
            if lower(part) == "period" || unit(part)?.unit == .quarter {
                return (.within(.samePeriod, year: .period(Period(year: year))), part + 1)
            }
            return nil
        }
        if ["near", "foreseeable", "distant"].contains(lower(next)), case .era(let value) = word(next + 1) {
            return (.reference(value), next + 2)
        }
        if lower(next) == "latest" {
            let after = skippingFillers(next + 1)
            if unit(after)?.unit == .quarter || lower(after) == "period" { return (.samePeriod, after + 1) }
            if let (count, isTold, end) = quantity(at: after), isTold, let (unit, isPlural) = unit(end), isPlural {
                return (.duration(unit, count), end + 1)
            }
        }
        return nil
    }

    private func onDayOf(_ part: String, _ end: Int) -> Found? {
        guard lower(end) == "of", let (value, after, _) = written(end + 1) else { return nil }
        return (.part(part, of: .written(value, tense(end..<after))), after)
    }

    private func definiteUnit(_ unit: TimeUnit, _ isPlural: Bool, at index: Int, _ next: Int) -> Found? {
        if unit == .year, next + 1 < atoms.count, atoms[next + 1].isJoined, word(next + 1) == .ago || word(next + 1) == .distance(-1) {
            return yearAgo(next + 2)
        }
        guard !isPlural, lower(index) == "the" else { return nil }
        // "The day before" and "the week after", with no event told after them.
        if unit != .year, next + 2 >= atoms.count || atoms[next + 2].kind != .word {
            if case .distance(let sign) = word(next + 1) { return (.fromMention(unit, sign), next + 2) }
            if lower(next + 1) == "after" { return (.fromMention(unit, 1), next + 2) }
        }
        let isFor = words.beforeUnits.contains(lower(index - 1))
        switch unit {
        case .year:
            // "The year two thousand".
            if case .number = word(next + 1) {
                let (total, end) = numberWords(next + 1)
                if let total, (1800...2099).contains(total) { return (.period(Period(year: total)), end) }
            }
            if ["ended", "ending"].contains(lower(next + 1)) { return (.duration(.year, 1), next + 1) }
            guard isFor, lower(next + 1) != "of" else { return nil }
            return (.fromPublication(unit, 0), next + 1)
        case .quarter: return (.samePeriod, next + 1)
        case .weekend: return (.fromPublication(.weekend, -1), next + 1)
        case .week, .month:
            guard isFor, lower(next + 1) != "of" else { return nil }
            return (.fromPublication(unit, 0), next + 1)
        default: return nil
        }
    }

    // MARK: Sets

    /// "Every day", "each July", "every Friday".
    func every(at index: Int) -> Found? {
        let next = skippingFillers(index + 1)
        if let (count, isTold, end) = quantity(at: next), isTold, let (unit, isPlural) = unit(end), isPlural {
            return (.set(unit.duration(count)), end + 1)
        }
        if let (unit, isPlural) = unit(next), !isPlural { return (.set(Self.set(of: unit)), next + 1) }
        switch word(next) {
        case .month(let month): return (.set("XXXX-" + Period.padded(month, to: 2)), next + 1)
        case .season(let season): return (.set("XXXX-" + Period.seasons[season - 1]), next + 1)
        case .part(let part): return (.set("XXXX-XX-XX" + part), next + 1)
        case .weekday(let weekday): return (.set("XXXX-WXX-\(weekday.position + 1)"), next + 1)
        default: return nil
        }
    }

    private static func set(of unit: TimeUnit) -> String {
        switch unit {
        case .minute: "XXXX-XX-XXTXX:XX"
        case .hour: "XXXX-XX-XXTXX"
        case .day: "XXXX-XX-XX"
        case .weekend: "XXXX-WXX-WE"
        case .week: "XXXX-WXX"
        case .month: "XXXX-XX"
        case .quarter: "XXXX-QX"
        case .half: "XXXX-HX"
        case .season, .year: "XXXX"
        case .decade: "XXX"
        case .century: "XX"
        }
    }
}
