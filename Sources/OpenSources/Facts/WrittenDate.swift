/// A whole date, as heads of pages and lines of publication write it in any language: `2025-11-09`,
/// `9. November 2025`, `Nov 9, 2025`, `09/11/25`, `2025年11月9日`.
struct WrittenDate {
    let day: Day
    let span: TextSpan

    /// Which of two small numbers is the day, where both readings are dates.
    enum Order {
        case dayFirst, monthFirst
        /// Then neither is taken.
        case unknown

        /// - Parameter language: BCP 47. Of English it depends on the country.
        init(language: String?) {
            guard let language = language?.lowercased() else {
                self = .unknown
                return
            }
            let isEnglish = language == "en" || language.hasPrefix("en-") || language.hasPrefix("en_")
            let isAmerican = ["us", "ph"].contains { language.hasSuffix($0) }
            self = !isEnglish ? .dayFirst : isAmerican ? .monthFirst : language == "en" ? .unknown : .dayFirst
        }
    }

    /// The dates of a span, in order.
    static func read(_ scalars: Scalars, in span: TextSpan, order: Order = .unknown) -> [WrittenDate] {
        // Most lines hold no digit.
        guard scalars[span.start..<span.end].contains(where: { $0.decimalDigit != nil }) else { return [] }
        let parts = Part.read(scalars, in: span)
        var dates: [WrittenDate] = []
        var index = 0
        while index < parts.count {
            if let (day, length) = day(parts, at: index, order) {
                let end = parts[index + length - 1].span.end
                dates.append(
                    WrittenDate(day: day, span: TextSpan(start: parts[index].span.start, end: end)))
                index += length
            } else {
                index += 1
            }
        }
        return dates
    }

    static func first(in text: String, order: Order = .unknown) -> Day? {
        let scalars = Scalars(text.unicodeScalars.prefix(120))
        return read(scalars, in: TextSpan(start: 0, end: scalars.count), order: order).first?.day
    }

    /// The day that an address names in its path: `/2025/11/09/`, `-2025-11-09`, `20251109`.
    static func inAddress(_ address: String) -> Day? {
        let numbers = address.utf8.split(omittingEmptySubsequences: false) { !(0x30...0x39).contains($0) }
            .map { (digits: $0.count, value: $0.count <= 8 ? Int(String(decoding: $0, as: UTF8.self)) ?? 0 : 0) }
        for index in numbers.indices where numbers[index].digits == 4 && index + 2 < numbers.count {
            guard years.contains(numbers[index].value), (1...2).contains(numbers[index + 1].digits),
                (1...2).contains(numbers[index + 2].digits),
                let day = Day(
                    year: numbers[index].value, month: numbers[index + 1].value,
                    day: numbers[index + 2].value)
            else { continue }
            return day
        }
        // 09-11-2025, where only one of the two can be the month, or both are one.
        for index in numbers.indices where numbers[index].digits == 4 && index >= 2 {
            let (first, second) = (numbers[index - 2], numbers[index - 1])
            guard years.contains(numbers[index].value), first.digits == 2, second.digits == 2 else { continue }
            let days = [
                Day(year: numbers[index].value, month: second.value, day: first.value),
                Day(year: numbers[index].value, month: first.value, day: second.value),
            ].compactMap(\.self)
            if let day = days.first, days.allSatisfy({ $0 == day }) { return day }
        }
        return numbers.lazy.filter { $0.digits == 8 }.compactMap { Day(compact: $0.value) }
            .first { years.contains($0.year) }
    }

    // MARK: Parts

    /// A number, a word or a mark.
    private struct Part {
        enum Kind: Equatable {
            case number(Int, digits: Int)
            case month(Int)
            case word
            case mark(Unicode.Scalar)
        }

        let kind: Kind
        let span: TextSpan

        static func read(_ scalars: Scalars, in span: TextSpan) -> [Part] {
            var parts: [Part] = []
            var index = span.start
            while index < span.end {
                let start = index
                let scalar = scalars[index]
                if scalar.decimalDigit != nil {
                    var value = 0
                    while index < span.end, let digit = scalars[index].decimalDigit {
                        if index - start < 9 { value = value * 10 + digit }
                        index += 1
                    }
                    let number = Part.Kind.number(value, digits: index - start)
                    parts.append(Part(kind: number, span: TextSpan(start: start, end: index)))
                } else if scalar.isLetter, scalar.joinsNumbers {
                    index += 1
                    parts.append(Part(kind: .mark(scalar), span: TextSpan(start: start, end: index)))
                } else if scalar.isLetter {
                    while index < span.end, scalars[index].isLetter, !scalars[index].joinsNumbers { index += 1 }
                    let word = TextSpan(start: start, end: index)
                    let month = word.length <= 14 ? months[Folding.fold(scalars.string(word))] : nil
                    parts.append(Part(kind: month.map { .month($0) } ?? .word, span: word))
                } else {
                    index += 1
                    if !scalar.isBlank {
                        parts.append(Part(kind: .mark(scalar), span: TextSpan(start: start, end: index)))
                    }
                }
            }
            return parts
        }
    }

    private static let months = Language.dates.keys(.months).compactMapValues { Int($0) }

    // MARK: Reading

    private static func day(_ parts: [Part], at index: Int, _ order: Order) -> (Day, length: Int)? {
        func part(_ offset: Int) -> Part? {
            index + offset < parts.count ? parts[index + offset] : nil
        }
        func number(_ offset: Int) -> (value: Int, digits: Int)? {
            if case .number(let value, let digits)? = part(offset)?.kind { (value, digits) } else { nil }
        }
        func month(_ offset: Int) -> Int? {
            if case .month(let month)? = part(offset)?.kind { month } else { nil }
        }
        func mark(_ offset: Int) -> Unicode.Scalar? {
            if case .mark(let mark)? = part(offset)?.kind { mark } else { nil }
        }
        /// A year of four digits after an offset, with a comma, a stop, a dash or a small word before it.
        func year(after offset: Int) -> (year: Int, length: Int)? {
            var offset = offset
            for _ in 0..<3 {
                if let number = number(offset) {
                    return number.digits == 4 && years.contains(number.value)
                        ? (number.value, offset + 1) : nil
                }
                if let mark = mark(offset), ".,-/\u{2019}'".unicodeScalars.contains(mark) {
                    offset += 1
                } else if let word = part(offset), word.kind == .word, word.span.length <= 4 {
                    offset += 1
                } else {
                    return nil
                }
            }
            return nil
        }

        if let month = month(0) {
            // November 9, 2025; Nov. 9th 2025
            let offset = mark(1) == "." || mark(1) == "-" ? 2 : 1
            guard let day = number(offset), day.digits <= 2, let year = year(after: offset + 1) else { return nil }
            return Day(year: year.year, month: month, day: day.value).map { ($0, year.length) }
        }
        guard let first = number(0) else { return nil }
        if index > 0, case .mark(let before) = parts[index - 1].kind, "-/.:".unicodeScalars.contains(before),
            parts[index - 1].span.end == parts[index].span.start, index > 1,
            case .number = parts[index - 2].kind, parts[index - 2].span.end == parts[index - 1].span.start
        {
            // In the middle of a longer number.
            return nil
        }
        if first.digits == 8, let day = Day(compact: first.value), years.contains(day.year) { return (day, 1) }
        // 2025-11-09, 2025年11月9日
        if first.digits == 4, years.contains(first.value), let separator = mark(1), separator.separatesDate,
            let month = number(2), let last = mark(3), last == separator || last.joinsNumbers,
            let day = number(4), month.digits <= 2, day.digits <= 2
        {
            return Day(year: first.value, month: month.value, day: day.value).map {
                ($0, mark(5)?.joinsNumbers == true ? 6 : 5)
            }
        }
        guard first.digits <= 2 else { return nil }
        // 9 November 2025; 9. listopada 2025; 9th of November, 2025; 9 de noviembre de 2025; 9-Nov-2025
        between: for offset in 1...3 {
            if let month = month(offset) {
                guard let year = year(after: offset + 1) else { return nil }
                return Day(year: year.year, month: month, day: first.value).map { ($0, year.length) }
            }
            switch part(offset)?.kind {
            case .word where (part(offset)?.span.length ?? 9) <= 3: continue
            case .mark(let mark) where ".-/\u{BA}".unicodeScalars.contains(mark): continue
            default: break between
            }
        }
        // 9.11.2025, 09/11/25, 09 | 11 | 2025
        guard let separator = mark(1), ".-/|".unicodeScalars.contains(separator), let second = number(2),
            second.digits <= 2, mark(3) == separator, let last = number(4),
            separator == "|" || parts[index].span.end == parts[index + 1].span.start
        else { return nil }
        let year = last.digits == 2 ? 2000 + last.value : last.value
        guard last.digits == 4 || last.digits == 2, years.contains(year) else { return nil }
        let dayFirst = Day(year: year, month: second.value, day: first.value)
        let monthFirst = separator == "." ? nil : Day(year: year, month: first.value, day: second.value)
        let day: Day?
        switch (dayFirst, monthFirst) {
        case (let a?, let b?) where a != b:
            day = order == .dayFirst ? a : order == .monthFirst ? b : nil
        default: day = dayFirst ?? monthFirst
        }
        return day.map { ($0, 5) }
    }

    /// The years in which pages have been published.
    static let years = 1990...2039
}

extension Day {
    /// `20251109`
    fileprivate init?(compact value: Int) {
        self.init(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    }
}

extension Unicode.Scalar {
    /// The value of a decimal digit of any script.
    fileprivate var decimalDigit: Int? {
        if value < 0x80 { return isDigit ? Int(value - 0x30) : nil }
        guard properties.generalCategory == .decimalNumber else { return nil }
        return properties.numericValue.map { Int($0) }
    }

    /// The signs and syllables for year, month and day that Chinese, Japanese and Korean write after a
    /// number.
    fileprivate var joinsNumbers: Bool {
        switch value {
        case 0x5E74, 0x6708, 0x65E5, 0xB144, 0xC6D4, 0xC77C: true
        default: false
        }
    }

    fileprivate var separatesDate: Bool { self == "-" || self == "/" || self == "." || joinsNumbers }
}
