/// A paragraph that was written before the rest: it speaks of something as to come whose end the first
/// paragraphs tell.
public struct OlderCopy: Hashable, Sendable {
    /// The paragraph.
    public let span: TextSpan
    /// What it rests on, in words.
    public let reason: String
}

extension OlderCopy {
    /// - Parameters:
    ///   - sentences: Those of the body, in order of the text.
    ///   - paragraphs: The span of each paragraph, by the index that sentences carry.
    static func read(_ sentences: [Sentence], paragraphs: (Int) -> TextSpan, in scalars: Scalars) -> [OlderCopy] {
        let order = sentences.map(\.paragraph).reduce(into: [Int]()) { if $0.last != $1 { $0.append($1) } }
        guard order.count > lead, let beginning = order.prefix(lead).last else { return [] }
        var ends: [String: TextSpan] = [:]
        var signs: [(paragraph: Int, words: TextSpan, end: TextSpan)] = []
        for sentence in sentences {
            for (index, token) in sentence.tokens.enumerated() {
                guard token.isWord, let event = events[token] else { continue }
                if sentence.paragraph <= beginning {
                    if ends[event] == nil, let verb = ended(sentence.tokens, after: index) {
                        ends[event] = TextSpan(start: token.span.start, end: verb.span.end)
                    }
                } else if let end = ends[event], let verb = toCome(sentence.tokens, after: index) {
                    signs.append((sentence.paragraph, TextSpan(start: token.span.start, end: verb.span.end), end))
                }
            }
        }
        guard let first = signs.first, let last = signs.last else { return [] }
        // What stands between two such paragraphs was written with them.
        return order.filter { (first.paragraph...last.paragraph).contains($0) }.map { paragraph in
            let sign = signs.last { $0.paragraph <= paragraph } ?? first
            return OlderCopy(
                span: paragraphs(paragraph),
                reason: "“\(scalars.line(sign.words))” is told as to come, though “\(Self.shortened(scalars.line(sign.end)))” stands before"
            )
        }
    }

    /// So many paragraphs tell the news.
    private static let lead = 3
    /// Within so many words a noun's verb stands.
    private static let reach = 24

    private static func ended(_ tokens: [Token], after index: Int) -> Token? {
        guard !tokens[max(0, index - 4)..<index].contains(where: { notHeld.contains($0.lower) }) else {
            return nil
        }
        return tokens[(index + 1)...].prefix(reach).first { endings.contains($0.lower) }
    }

    /// The verb that follows at once, be it after a place or name: "the dialogue will focus", "talks in
    /// Geneva are expected to".
    private static func toCome(_ tokens: [Token], after index: Int) -> Token? {
        guard !isAnother(tokens, before: index) else { return nil }
        for position in tokens.indices[(index + 1)...].prefix(6) {
            let token = tokens[position]
            guard token.isWord else { return nil }
            guard future.contains(token.lower) else { continue }
            // "Could have" and "will not" tell nothing of when.
            guard position + 1 < tokens.count, tokens[position + 1].isWord, tokens[position + 1].lower != "have"
            else { return nil }
            return tokens[position + 1]
        }
        return nil
    }

    /// "The next round", "any further talks": another than the one that ended.
    private static func isAnother(_ tokens: [Token], before index: Int) -> Bool {
        tokens[max(0, index - 4)..<index].contains { others.contains($0.lower) }
    }

    private static func shortened(_ text: String) -> String {
        let words = text.split(separator: " ")
        return words.count <= 8
            ? text : words.prefix(3).joined(separator: " ") + " … " + words.suffix(2).joined(separator: " ")
    }

    private static let events = WordMap(Language.english.words.keys(.events))
    private static let endings = Language.english[.eventEndings]
    private static let future = Language.english[.eventsToCome]
    private static let notHeld = Language.english[.notHeld]
    private static let others = Language.english[.otherEvents]
}
