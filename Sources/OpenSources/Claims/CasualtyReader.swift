/// Finds numbers of people harmed in a sentence.
///
/// Numbers that are not told exactly are read downwards: "dozens" are at least 24, "scores" 40,
/// "hundreds" 200, "several" 3. "At least 12" and "more than 12" have no upper bound; "up to 12" no lower
/// one.
struct CasualtyReader {
    let tokens: [Token]
    let scalars: Scalars
    let words: ClaimWords
    /// Spans of times, whose numbers count no people.
    let times: [TextSpan]

    private struct Number {
        let low: Int
        let best: Int
        let high: Int?
        /// Indices of tokens, with what limits it.
        let range: Range<Int>
    }

    /// Each with the index of the word that tells the harm.
    func read() -> [(casualties: Casualties, trigger: Int)] {
        // Most sentences tell of no harm, and are left at once.
        guard tokens.indices.contains(where: { words.harm(tokens, at: $0) != nil }) else { return [] }
        let numbers = self.numbers()
        var found: [(casualties: Casualties, trigger: Int)] = []
        for (position, number) in numbers.enumerated() {
            let next = position + 1 < numbers.count ? numbers[position + 1] : nil
            guard let (kind, trigger) = harm(of: number, next: next), !isNegated(trigger) else { continue }
            let described = whom(of: number, before: trigger)
            found.append(
                (
                    Casualties(
                        kind: kind, low: number.low, best: number.best, high: number.high, whom: described?.text,
                        side: described?.side, span: span(number.range), text: scalars.line(span(number.range)),
                        areCivilians: described?.areCivilians == true),
                    trigger
                ))
        }
        return found
    }

    // MARK: Harm

    /// The kind of harm and its word: after the number ("12 people were killed", "206 of one and 110 of
    /// the other have been killed"), or before it ("killing 12", "a death toll of 12").
    private func harm(of number: Number, next: Number?) -> (Casualties.Kind, Int)? {
        if let before = harmBefore(number.range.lowerBound) ?? toll(number.range.lowerBound) { return before }
        var index = number.range.upperBound
        var steps = 0
        while index < tokens.count, steps < 16 {
            let token = tokens[index]
            guard token.isWord || token.kind == .possessive || token.kind == .other else { return nil }
            if let kind = words.harm(tokens, at: index) {
                return kind != .displaced && isActive(index) ? nil : (kind, index)
            }
            if let next, index == next.range.lowerBound {
                // Another number follows: only one that shares its verb may.
                guard index > 0, words.joints.contains(tokens[index - 1].lower) else { return nil }
                index = next.range.upperBound
                steps += 1
                continue
            }
            if words.breaks.contains(token.lower), !words.auxiliaries.contains(token.lower) { return nil }
            index += 1
            steps += 1
        }
        return nil
    }

    private func harmBefore(_ start: Int) -> (Casualties.Kind, Int)? {
        var index = start - 1
        var steps = 0
        while index >= 0, steps < 6, tokens[index].isWord {
            if let kind = words.harm(tokens, at: index) {
                // "Killed 12", "wounding 30", "a death toll of 12", but not "were killed, 12 houses".
                let isTold = steps == 0 || steps <= 5 && between(index + 1, start)
                return isTold ? (kind, index) : nil
            }
            index -= 1
            steps += 1
        }
        return nil
    }

    /// "The number of dead in the town has risen to 12".
    private func toll(_ start: Int) -> (Casualties.Kind, Int)? {
        guard words.isToll(tokens, before: start) else { return nil }
        for index in stride(from: start - 1, through: max(0, start - 20), by: -1) {
            if tokens[index].kind == .semicolon { return nil }
            if let kind = words.harm(tokens, at: index) { return (kind, index) }
        }
        return nil
    }

    /// Words that may stand between "killed" or "toll" and its number.
    private func between(_ from: Int, _ to: Int) -> Bool {
        tokens[from..<to].allSatisfy { words.beforeNumbers.contains($0.lower) || Lexicon.isAdverb($0) || $0.isCapitalised }
    }

    /// "12 soldiers killed a man": the number did it.
    private func isActive(_ index: Int) -> Bool {
        guard index + 1 < tokens.count, index > 0, words.times.isPast(tokens[index].lower) else { return false }
        guard !tokens[(max(0, index - 3))..<index].contains(where: { words.auxiliaries.contains($0.lower) }) else {
            return false
        }
        let next = tokens[index + 1]
        return next.isWord
            && (words.determiners.contains(next.lower) || next.isCapitalised || Int(next.lower) != nil
                || words.vague(next.lower) != nil)
    }

    private func isNegated(_ index: Int) -> Bool {
        (max(0, index - 4)..<index).contains { place in
            // "12 men and no children were killed".
            words.negators.contains(tokens[place].lower) && (place == 0 || !words.joints.contains(tokens[place - 1].lower))
        }
    }

    // MARK: Whom

    private func whom(of number: Number, before trigger: Int) -> (text: String, side: String?, areCivilians: Bool)? {
        var end = number.range.upperBound
        if trigger < end {
            // "Killed 12 civilians in …".
            while end < tokens.count, end - number.range.upperBound < 5, isDescription(end) { end += 1 }
        } else {
            while end < trigger, end - number.range.upperBound < 6, isDescription(end) { end += 1 }
        }
        var start = number.range.upperBound
        while start < end, words.others.contains(tokens[start].lower) { start += 1 }
        guard start < end else { return nil }
        let side = tokens[start..<end].lazy.compactMap { words.language.countries.side(of: $0.lower) }.first
        return (scalars.line(span(start..<end)), side, tokens[start..<end].contains { words.civilians.contains($0.lower) })
    }

    private func isDescription(_ index: Int) -> Bool {
        let token = tokens[index]
        guard token.isWord, words.harm(tokens, at: index) == nil else { return false }
        return !words.breaks.contains(token.lower) && !words.prepositions.contains(token.lower)
            && !words.joints.contains(token.lower) || words.others.contains(token.lower) && index + 1 < tokens.count
                && words.people.contains(tokens[index + 1].lower)
    }

    // MARK: Numbers

    private func numbers() -> [Number] {
        var numbers: [Number] = []
        var index = 0
        while index < tokens.count {
            if let number = number(at: index) {
                numbers.append(number)
                index = number.range.upperBound
            } else {
                index += 1
            }
        }
        return numbers
    }

    private func number(at index: Int) -> Number? {
        let token = tokens[index]
        guard token.isWord, !times.contains(where: { $0.overlaps(token.span) }) else { return nil }
        guard !isOfOtherThings(index) else { return nil }
        if let least = words.vague(token.lower) {
            var end = index + 1
            if end < tokens.count, words.others.contains(tokens[end].lower) { end += 1 }
            let start = index > 0 && words.determiners.contains(tokens[index - 1].lower) ? index - 1 : index
            return Number(low: least, best: least, high: nil, range: start..<end)
        }
        guard let (value, end) = value(at: index) else { return nil }
        guard !isUnit(end) else { return nil }
        let limited = words.limit(tokens, before: index)
        let start = limited?.start ?? index
        // "Between 20 and 30", "20 to 30", "20-30".
        if end < tokens.count, end + 1 < tokens.count, let (last, lastEnd) = self.value(at: end + 1), last > value,
            words.numberJoints.contains(tokens[end].lower)
                || limited?.limit == .between && words.joints.contains(tokens[end].lower)
                || tokens[end].kind == .dash
        {
            return Number(low: value, best: (value + last) / 2, high: last, range: start..<lastEnd)
        }
        let range = start..<end
        return switch limited?.limit {
        case .least: Number(low: value, best: value, high: nil, range: range)
        case .more: Number(low: value + 1, best: value + 1, high: nil, range: range)
        case .most: Number(low: 0, best: value, high: value, range: range)
        case .less: Number(low: 0, best: max(0, value - 1), high: max(0, value - 1), range: range)
        case .about, .between, nil: Number(low: value, best: value, high: value, range: range)
        }
    }

    /// A number in figures or words.
    private func value(at index: Int) -> (Int, end: Int)? {
        let word = tokens[index].lower
        if let first = word.utf8.first, (0x30...0x39).contains(first) {
            guard word.utf8.count <= 9, let value = Int(word.filter { $0 != "," }) else { return nil }
            return (value, index + 1)
        }
        var (next, sum) = (index, 0)
        while next < tokens.count, next - index < 6, let value = number(tokens[next].lower) {
            sum = value >= 100 ? max(1, sum) * value : sum + value
            next += 1
        }
        guard next > index, sum <= 1_000_000 else { return nil }
        // "One" is often no number.
        if sum == 1, next < tokens.count, !words.people.contains(tokens[next].lower) { return nil }
        return (sum, next)
    }

    private func number(_ lower: String) -> Int? {
        if case .number(let value) = words.times.meaning(of: lower) { return value }
        guard lower.utf8.contains(UInt8(ascii: "-")) else { return nil }
        let parts = lower.split(separator: "-")
        guard parts.count == 2, case .number(let tens) = words.times.meaning(of: String(parts[0])),
            case .number(let ones) = words.times.meaning(of: String(parts[1])), ones < 10, tens >= 20
        else { return nil }
        return tens + ones
    }

    /// A number with a sign before it: money, or part of another number.
    private func isOfOtherThings(_ index: Int) -> Bool {
        index > 0 && tokens[index - 1].kind == .other && tokens[index - 1].span.end == tokens[index].span.start
            && "$€£#.".unicodeScalars.contains(scalars[tokens[index - 1].span.start])
    }

    /// What counts no people follows: "12 percent", "12 km".
    private func isUnit(_ index: Int) -> Bool {
        guard index < tokens.count else { return false }
        let token = tokens[index]
        if token.kind == .other { return scalars[token.span.start] == "%" }
        if token.kind == .colon { return true }
        return words.units.contains(token.lower)
    }

    private func span(_ range: Range<Int>) -> TextSpan {
        TextSpan(start: tokens[range.lowerBound].span.start, end: tokens[range.upperBound - 1].span.end)
    }
}
