/// Finds the time expressions of a paragraph.
///
/// Determiners and words such as "early", "nearly" and "at least" belong to an expression; prepositions
/// do not (TimeML annotation guidelines 1.2.1, 2.2).
struct TimeReader {
    private let tokens: [Token]
    let atoms: [TimeAtom]
    let words: TimeWords

    /// An expression's meaning and the index after its last atom.
    typealias Found = (meaning: TimePhrase.Meaning, end: Int)

    init(_ tokens: [Token], words: TimeWords = .english) {
        self.tokens = tokens
        self.words = words
        atoms = TimeAtom.read(tokens, words)
    }

    /// In order of the text; none overlaps another.
    func phrases() -> [TimePhrase] {
        var phrases: [TimePhrase] = []
        var index = 0
        while index < atoms.count {
            if mayBegin(index), let found = modified(at: index) ?? core(at: index) {
                phrases.append(phrase(found, from: index))
                index = found.end
            } else {
                index += 1
            }
        }
        return phrases
    }

    private func mayBegin(_ index: Int) -> Bool {
        let atom = atoms[index]
        guard atom.kind == .word else { return false }
        return atom.word != nil || atom.lower.utf8.first.map { (0x30...0x39).contains($0) } == true
            || atom.lower == "at" || atom.lower == "up" || atom.lower == "less"
    }

    private func phrase(_ found: Found, from index: Int) -> TimePhrase {
        var end = found.end
        // A word joined to the last by a hyphen belongs to it only where it is of time.
        while end > index + 1, atoms[end - 1].kind != .word { end -= 1 }
        return TimePhrase(
            meaning: found.meaning,
            span: TextSpan(start: atoms[index].span.start, end: atoms[end - 1].span.end),
            tokens: atoms[index].token..<(atoms[end - 1].token + 1))
    }

    // MARK: Atoms

    func word(_ index: Int) -> TimeWords.Word? { index < atoms.count ? atoms[index].word : nil }
    func lower(_ index: Int) -> String {
        index >= 0 && index < atoms.count ? atoms[index].lower : ""
    }
    func isMark(_ index: Int, _ kind: Token.Kind) -> Bool { index < atoms.count && atoms[index].kind == kind }
    func unit(_ index: Int) -> (unit: TimeUnit, isPlural: Bool)? {
        if case .unit(let unit, let isPlural) = word(index) { (unit, isPlural) } else { nil }
    }

    /// Past words between a number and its unit: "fiscal", "trading", "more".
    func skippingFillers(_ index: Int) -> Int {
        var index = index
        while word(index) == .filler { index += 1 }
        return index
    }

    func year(_ index: Int) -> Int? { index < atoms.count ? TimeAtom.year(atoms[index].lower) : nil }

    /// A date as `DateMention` reads it; a word of several atoms is none.
    func written(_ index: Int) -> (value: DateMention.Value, end: Int, daysBefore: Int)? {
        guard index < atoms.count, !atoms[index].isJoined,
            index + 1 >= atoms.count || !atoms[index + 1].isJoined,
            let mention = DateMention.read(tokens, at: atoms[index].token)
        else { return nil }
        let last = atoms[index].token + mention.length - 1
        var end = index + 1
        while end < atoms.count, atoms[end].token <= last { end += 1 }
        return (mention.value, end, mention.daysBefore)
    }

    // MARK: Modifiers

    /// "Early", "nearly", "at least", "the end of" and the expression that they modify.
    private func modified(at index: Int) -> Found? {
        switch word(index) {
        case .extent:
            let next = afterExtent(index)
            guard let found = core(at: next), isCalendar(found.meaning) else { return nil }
            return found
        case .distance:
            // "Earlier this week", "later Sunday".
            let next = lower(index + 1) == "in" || lower(index + 1) == "on" ? index + 2 : index + 1
            if let found = core(at: next), isCalendar(found.meaning) { return found }
            return nil
        case .the:
            // "The end of 1994", "the early summer".
            guard word(index + 1) == .extent, let found = core(at: afterExtent(index + 1)),
                isCalendar(found.meaning)
            else { return nil }
            return found
        case .limit:
            // "Over the past year" is no more than a year: the preposition stays outside.
            guard word(index + 1) != .the else { return nil }
            return amount(at: index + 1)
        default:
            switch (lower(index), lower(index + 1)) {
            case ("at", "least"), ("at", "most"), ("up", "to"): return amount(at: index + 2)
            case ("more", "than"), ("less", "than"), ("fewer", "than"): return amount(at: index + 2)
            default: return nil
            }
        }
    }

    private func afterExtent(_ index: Int) -> Int {
        var next = index + 1
        if lower(next) == "in" || lower(next) == "of" || lower(next) == "on" { next += 1 }
        return next
    }

    private func amount(at index: Int) -> Found? {
        guard let found = core(at: index) else { return nil }
        switch found.meaning {
        case .duration, .fromPublication, .fromMention, .yearFromMention: return found
        case .reference where word(index) == .several || word(index) == .indefinite: return found
        case .written, .period, .month: return lower(index - 1) == "around" || lower(index - 1) == "about" ? found : nil
        default: return nil
        }
    }

    private func isCalendar(_ meaning: TimePhrase.Meaning) -> Bool {
        switch meaning {
        case .duration, .reference, .set: false
        default: true
        }
    }

    // MARK: Tense

    /// Whether the clause around some atoms tells of what is past or to come.
    func tense(_ range: Range<Int>) -> TimePhrase.Direction {
        // The nearest verb before, in the same sentence, else the first after.
        var index = range.lowerBound - 1
        var steps = 0
        if ["by", "until", "till"].contains(lower(index)) { return .future }
        let isIn = ["in", "on"].contains(lower(index))
        while index >= 0, steps < 14, atoms[index].kind != .terminal, atoms[index].kind != .semicolon {
            if atoms[index].kind == .word {
                if let isPast = isPast(index) {
                    let isNear = isIn && steps <= 3
                    return isPast ? isNear ? .past : .perhapsPast : isNear ? .future : .perhapsFuture
                }
                steps += 1
            }
            index -= 1
        }
        index = range.upperBound
        steps = 0
        while index < atoms.count, steps < 10, atoms[index].kind != .terminal, atoms[index].kind != .semicolon {
            if atoms[index].kind == .word {
                if let isPast = isPast(index) { return isPast ? .perhapsPast : .perhapsFuture }
                steps += 1
            }
            index += 1
        }
        return .either
    }

    /// Whether a verb tells of what is past; nil for any other word.
    private func isPast(_ index: Int) -> Bool? {
        let atom = atoms[index]
        if words.isFuture(atom.lower) { return false }
        if atom.lower == "set", lower(index + 1) == "to" { return false }
        guard words.isPast(atom.lower) else { return nil }
        // "Will be paid", "to be completed".
        return lower(index - 1) != "be" && !words.isFuture(lower(index - 1))
    }
}
