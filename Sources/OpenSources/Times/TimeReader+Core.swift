extension TimeReader {
    /// The expression that begins at an atom, modifiers aside.
    func core(at index: Int) -> Found? {
        guard index < atoms.count, atoms[index].kind == .word else { return nil }
        if let dated = dated(at: index) { return dated }
        switch word(index) {
        case .number, .several: return counted(at: index)
        case .indefinite: return counted(at: index)
        case .ordinal: return ordinal(at: index)
        case .unit(let unit, let isPlural): return bareUnit(unit, isPlural, at: index)
        case .day(let days): return withPart(.fromPublication(.day, days), index + 1)
        case .direction, .sequence, .recent: return directed(at: index, hasArticle: false)
        case .reference(let value): return (.reference(value), index + 1)
        case .frequency(let value): return (.set(value), index + 1)
        case .every: return every(at: index)
        case .the: return definite(at: index)
        case .part(let part): return partFirst(part, at: index)
        case .season(let season): return self.season(season, at: index)
        case .extent:
            guard atoms.count > index + 1, atoms[index + 1].isJoined else { return nil }
            return core(at: index + 1)
        case .ahead(let value):
            return atoms[index].isCapitalised ? (.reference(value), index + 1) : nil
        case .then:
            return ["until", "by", "since"].contains(lower(index - 1)) ? (.sameTime, index + 1) : nil
        case .decade(let decade): return (.period(Period(.decade, decade)), index + 1)
        case .month(let month): return self.month(month, at: index)
        case nil where lower(index).utf8.first.map { (0x30...0x39).contains($0) } == true:
            return numeral(at: index)
        default: return nil
        }
    }

    // MARK: Written dates

    /// A date, weekday or time of the clock, with what stands beside it: "Tuesday morning", "10 p.m. on
    /// Nov. 6".
    private func dated(at index: Int) -> Found? {
        if let clock = clock(at: index) { return clock }
        guard let (value, end, daysBefore) = written(index) else { return nil }
        if case .weekday = value {
            // "Sunday, November 9" is one day.
            if isMark(end, .comma), let (date, after, _) = written(end + 1), case .day = date {
                return withPart(.written(date, tense(index..<after)), after)
            }
        }
        if case .month(let month, let year) = value { return (.period(Period(month: month, year: year)), end) }
        let meaning = TimePhrase.Meaning.written(value, tense(index..<end))
        return daysBefore > 0 ? (.days(before: daysBefore, meaning), end) : withPart(meaning, end)
    }

    private func withPart(_ meaning: TimePhrase.Meaning, _ end: Int) -> Found {
        if case .part(let part) = word(end) { return (.part(part, of: meaning), end + 1) }
        if isMark(end, .word), let (time, after) = clockTime(end + (lower(end) == "at" ? 1 : 0)) {
            return (.part(time, of: meaning), after)
        }
        return (meaning, end)
    }

    private func clock(at index: Int) -> Found? {
        guard let (time, end) = clockTime(index) else { return nil }
        return onDay(time, end)
    }

    /// A part of a day or time, and the day where one follows.
    private func onDay(_ part: String, _ end: Int) -> Found {
        var next = end
        if isMark(next, .comma) { next += 1 }
        if ["on", "of"].contains(lower(next)) { next += 1 }
        if next < atoms.count, atoms[next].kind == .word, let (value, after, _) = written(next) {
            return (.part(part, of: .written(value, tense(next..<after))), after)
        }
        if case .day(let days) = word(next) { return (.part(part, of: .fromPublication(.day, days)), next + 1) }
        return (.part(part, of: .fromMention(.day, 0)), end)
    }

    /// "10 p.m.", "5:30pm", "17:00 GMT".
    private func clockTime(_ index: Int) -> (time: String, end: Int)? {
        guard index < atoms.count, atoms[index].kind == .word, let first = atoms[index].lower.utf8.first,
            (0x30...0x39).contains(first)
        else { return nil }
        let digits = atoms[index].lower.prefix { $0.isASCII && $0.isNumber }
        guard digits.count <= 2, var hour = Int(digits), hour <= 24 else { return nil }
        var rest = String(atoms[index].lower.dropFirst(digits.count))
        var next = index + 1
        var minute: String?
        if rest.isEmpty, isMark(next, .colon), next + 1 < atoms.count,
            atoms[next].span.start == atoms[index].span.end, atoms[next + 1].span.start == atoms[next].span.end
        {
            let minutes = atoms[next + 1].lower.prefix { $0.isASCII && $0.isNumber }
            guard minutes.count == 2, let number = Int(minutes), number < 60 else { return nil }
            minute = String(minutes)
            rest = String(atoms[next + 1].lower.dropFirst(2))
            next += 2
        }
        if rest.isEmpty, word(next) == .clock {
            rest = lower(next)
            next += 1
        }
        switch rest {
        case "am", "a.m": if hour == 12 { hour = 0 }
        case "pm", "p.m": if hour < 12 { hour += 12 }
        case "": guard minute != nil, !isMark(next, .colon) else { return nil }
        default: return nil
        }
        while word(next) == .zone { next += 1 }
        return ("T" + Period.padded(hour, to: 2) + ":" + (minute ?? "00"), next)
    }

    private func partFirst(_ part: String, at index: Int) -> Found? {
        let found = onDay(part, index + 1)
        if found.end > index + 1 { return found }
        if lower(index) == "overnight" { return (.part(part, of: .fromMention(.day, 0)), index + 1) }
        return nil
    }

    // MARK: Years, months, seasons

    private func numeral(at index: Int) -> Found? {
        if let decade = TimeAtom.decade(lower(index)) { return (.period(Period(.decade, decade)), index + 1) }
        if let number = year(index), isYear(index) { return yearFirst(number, at: index) }
        return counted(at: index)
    }

    /// "1988", "the 1988 second quarter", "the 1988 period".
    private func yearFirst(_ year: Int, at index: Int) -> Found? {
        let next = skippingFillers(index + 1)
        if case .ordinal = word(next), let part = ordinal(at: next) {
            return (.within(part.meaning, year: .period(Period(year: year))), part.end)
        }
        return (.period(Period(year: year)), index + 1)
    }

    /// Four figures that count nothing.
    private func isYear(_ index: Int) -> Bool {
        let before = lower(index - 1)
        if words.beforeYears.contains(before) { return true }
        if index > 0, atoms[index - 1].kind == .other || word(index - 1) == .limit || before == "than" { return false }
        guard index + 1 < atoms.count, atoms[index + 1].kind == .word, !atoms[index + 1].isJoined else { return true }
        // "2000 people", "1500 troops".
        let after = atoms[index + 1].lower
        return !(after.hasSuffix("s") && !atoms[index + 1].isCapitalised && !after.hasSuffix("ss") && before != "the")
            && !words.afterNumbers.contains(after)
    }

    private func month(_ month: Int, at index: Int) -> Found? {
        let atom = atoms[index]
        guard atom.isCapitalised || atom.isJoined, atom.lower.utf8.count > 3 || atom.lower == "may" else { return nil }
        // "May" and "March" are other words as well.
        if atom.lower == "may" || atom.lower == "march" {
            guard words.beforeMonths.contains(lower(index - 1)) else { return nil }
        }
        if let found = qualified(.month(month, .either), index + 1) { return found }
        return (.month(month, tense(index..<(index + 1))), index + 1)
    }

    private func season(_ season: Int, at index: Int) -> Found? {
        if let found = qualified(.season(season, .either), index + 1) { return found }
        if let year = year(index + 1) { return (.period(Period(season: season, year: year)), index + 2) }
        guard lower(index) != "fall", words.beforeSeasons.contains(lower(index - 1)) else { return nil }
        return (.season(season, tense(index..<(index + 1))), index + 1)
    }

    /// "… of 1998", "… of last year", "… last year", "…, 1998".
    func qualified(_ meaning: TimePhrase.Meaning, _ end: Int) -> Found? {
        var next = end
        if lower(next) == "of" || isMark(next, .comma) { next += 1 }
        next = skippingFillers(next)
        if next > end, let year = year(next) { return (.within(meaning, year: .period(Period(year: year))), next + 1) }
        if year(next) != nil, case .quarter = meaning, let year = year(next) {
            return (.within(meaning, year: .period(Period(year: year))), next + 1)
        }
        if isMark(end, .comma) { return nil }
        switch word(next) {
        case .direction(let step):
            let after = skippingFillers(next + 1)
            if let (unit, isPlural) = unit(after), unit == .year, !isPlural {
                return (.within(meaning, year: .fromPublication(.year, step)), after + 1)
            }
        case .sequence(let step):
            if let (unit, isPlural) = unit(next + 1), unit == .year, !isPlural {
                return (.within(meaning, year: .fromMention(.year, step)), next + 2)
            }
        case .the:
            if case .sequence(let step)? = word(next + 1), unit(next + 2)?.unit == .year {
                return (.within(meaning, year: .fromMention(.year, step)), next + 3)
            }
        default: break
        }
        return nil
    }
}
