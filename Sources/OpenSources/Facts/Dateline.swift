/// The place, and at times the date and agency, before an article's first sentence: `KYIV, Nov 9
/// (Agency) —`, `ISLAMABAD:`.
struct Dateline {
    let part: Int
    let place: String
    let date: DateMention?
    /// Where the sentence begins.
    let end: Int

    static func read(_ scalars: Scalars, _ paragraph: TextSpan, part: Int) -> Dateline? {
        let head = TextSpan(start: paragraph.start, end: min(paragraph.end, paragraph.start + 100))
        let tokens = Tokeniser(scalars: scalars).tokens(in: head)
        var index = 0
        while index < tokens.count, tokens[index].isWord, tokens[index].isCapitalised,
            DateMention.month(tokens[index].lower) == nil
        {
            index += 1
        }
        if index == 0, tokens.first?.isCaseless == true {
            // Without capitals, only a place that is known can be told from a sentence.
            index =
                (1...min(3, tokens.count)).last { length in
                    tokens[..<length].allSatisfy(\.isWord)
                        && Countries.isPlace(
                            scalars.line(TextSpan(start: tokens[0].span.start, end: tokens[length - 1].span.end)))
                } ?? 0
        }
        // "REPORTER: …" is a speaker.
        guard (1...4).contains(index), !tokens[index - 1].is([.persons, .presenters]) else { return nil }
        let place = TextSpan(start: tokens[0].span.start, end: tokens[index - 1].span.end)
        let isUpper =
            tokens[..<index].allSatisfy { token in
                scalars[token.span.start..<token.span.end].allSatisfy { !$0.isLowercase }
            } && place.length >= 3

        var date: DateMention?
        func made(at mark: Int) -> Dateline? {
            guard mark + 1 < tokens.count else { return nil }
            let next = tokens[mark + 1]
            guard
                next.isCapitalised || next.isCaseless || next.kind == .other || next.kind == .open
                    || next.isWord && scalars[next.span.start].isDigit
            else { return nil }
            return Dateline(part: part, place: scalars.string(place), date: date, end: next.span.start)
        }

        var inBracket = false
        while index < tokens.count {
            let token = tokens[index]
            if let found = DateMention.read(Array(tokens[index...].prefix(6))).first, found.index == 0 {
                if found.mention.weekday == nil { date = found.mention }
                index += found.mention.length
                continue
            }
            switch token.kind {
            case .open: inBracket = true
            case .close: inBracket = false
            case .comma, .other, .terminal: break
            case .word
            where inBracket || token.isCapitalised && isUpper && tokens[..<index].contains { $0.kind == .comma }:
                break
            case .colon, .semicolon:
                // A word and a colon may begin anything; a place in capitals, or one that is known,
                // begins a report.
                guard isUpper || Countries.isPlace(scalars.string(place)) else { return nil }
                return made(at: index)
            case .dash: return made(at: index)
            case .word where token.isCaseless && tokens[index - 1].kind == .close: return made(at: index - 1)
            default: return nil
            }
            index += 1
        }
        return nil
    }
}
