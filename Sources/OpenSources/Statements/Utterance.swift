/// What one publication carries of one speaker, said at one time.
struct Utterance {
    let publication: Int
    let actor: KnownActor.Identity
    /// Its sentences with the numbers of their content words.
    let sentences: [(span: TextSpan, words: [Int32])]
    let quotes: [Int]
    /// The day the speaker spoke, by which it is compared (`Dating`).
    let day: Day?
    /// The day of publication, by the same.
    let published: Day?
    /// The publication itself tells the day of the saying.
    let isDayTold: Bool
    /// The weekday on which the speaker spoke, where it is known, be it without its day.
    let weekday: Weekday?
}

extension Utterance {
    /// The utterances of a publication that are statements: by a named speaker who is quoted, dated, or
    /// heard more than once; by an unnamed one who is quoted. A standing position is none: nobody said
    /// it at a time.
    static func read(
        _ publication: Publication, index: Int, dating: Dating, names: inout SpeakerNames,
        numbering numbers: inout ContentNumbers
    ) -> [Utterance] {
        guard !publication.passages.isEmpty || !publication.quotes.isEmpty else { return [] }
        let scalars = Scalars(publication.text)
        let tokeniser = Tokeniser(scalars: scalars, language: publication.language.language)
        let voices = PublicationVoices(publication, names, tokeniser)
        for (organisation, person) in voices.heads { names.note(person, speaksFor: organisation) }
        let published = dating.day(of: publication, scalars)
        func key(_ actor: KnownActor.Identity) -> KnownActor.Identity { voices.voice(of: actor) }
        var order: [KnownActor.Identity] = []
        var parts: [KnownActor.Identity: [Part]] = [:]
        var paragraphs = ParagraphFinder(publication)
        for passage in publication.passages.sorted(by: { $0.span < $1.span }) where !passage.isStandingPosition {
            let actor = key(passage.actor)
            if parts[actor] == nil { order.append(actor) }
            Part.add(
                passage, said: day(of: passage, published: published, reference: publication.reference), isSure: passage.said.map { isDayOfSaying($0, in: scalars) } ?? false,
                isTold: day(of: passage, published: publication.published.day, reference: publication.reference) != nil,
                paragraph: paragraphs.paragraph(of: passage.span), to: &parts[actor, default: []])
        }
        for (number, quote) in publication.quotes.enumerated() where !quote.isStandingPosition {
            guard let actor = quote.actor.map(key) else { continue }
            if parts[actor] == nil {
                order.append(actor)
                parts[actor] = [Part(day: nil)]
            }
            let own = parts[actor]?.firstIndex { $0.passages.contains { $0.span.overlaps(quote.span) } }
            parts[actor]?[own ?? 0].quotes.append(number)
        }
        return order.flatMap { actor in
            (parts[actor] ?? []).compactMap { part -> Utterance? in
                let isQuoted = part.quotes.contains { publication.quotes[$0].kind == .direct }
                guard
                    isQuoted
                        || actor.kind != .unnamed
                            && (part.passages.filter(\.isStated).count > 1 || part.day != nil)
                else { return nil }
                return Utterance(
                    publication: index, actor: actor,
                    sentences: part.passages.map {
                        ($0.span, numbers.read(tokeniser.tokens(in: $0.span), in: tokeniser.language))
                    }, quotes: part.quotes, day: part.day, published: published,
                    isDayTold: part.isDayTold,
                    weekday: part.day?.weekday ?? part.weekday)
            }
        }
    }

    /// What a speaker said at one time, as far as a publication has been read.
    private struct Part {
        var day: Day?
        /// The publication itself tells the day.
        var isDayTold = false
        var weekday: Weekday?
        var passages: [Passage] = []
        var quotes: [Int] = []
        private var paragraph = -1

        init(day: Day?) { self.day = day }

        /// A sentence that tells another day begins a part of its own, or goes on with the part of that
        /// day. One that tells none goes on from the sentence before it in its paragraph, else belongs to
        /// the first part.
        ///
        /// - Parameters:
        ///   - isSure: The day can be no other than that of the saying.
        ///   - isTold: The publication itself tells it.
        static func add(
            _ passage: Passage, said: Day?, isSure: Bool, isTold: Bool, paragraph: Int, to parts: inout [Part]
        ) {
            let own: Int
            if let said, isSure || parts.isEmpty || parts.count == 1 && parts[0].day == nil {
                if let known = parts.firstIndex(where: { $0.day.map { abs($0.days(until: said)) <= 1 } ?? false }) {
                    own = known
                } else if parts.count == 1, parts[0].day == nil {
                    own = 0
                    parts[0].day = said
                } else {
                    own = parts.count
                    parts.append(Part(day: said))
                }
            } else {
                if parts.isEmpty { parts.append(Part(day: nil)) }
                own = parts.indices.max { parts[$0].lastEnd < parts[$1].lastEnd }
                    .flatMap { parts[$0].paragraph == paragraph ? $0 : nil } ?? 0
            }
            parts[own].passages.append(passage)
            if isTold { parts[own].isDayTold = true }
            parts[own].weekday = parts[own].weekday ?? passage.said?.weekday
            parts[own].paragraph = paragraph
        }

        private var lastEnd: Int { passages.last?.span.end ?? 0 }
    }

    /// Tells the paragraph of spans that come in order.
    private struct ParagraphFinder {
        private let ends: [Int]
        private var index = 0

        init(_ publication: Publication) { ends = publication.paragraphs.map(\.span.end) }

        mutating func paragraph(of span: TextSpan) -> Int {
            while index + 1 < ends.count, ends[index] <= span.start { index += 1 }
            return index
        }
    }

    /// "On 6 May", "said Friday", and not "after the talks of 6 May".
    private static func isDayOfSaying(_ mention: DateMention, in text: Scalars) -> Bool {
        var end = mention.span.start
        while end > 0, text[end - 1].isBlank { end -= 1 }
        var start = end
        while start > 0, text[start - 1].isLetter { start -= 1 }
        let before = text.string(TextSpan(start: start, end: end)).lowercased()
        return before == "on" || !Language.english[.prepositions].contains(before)
            && !Language.english[.breaks].contains(before) && before != "and"
    }

    private static func day(of passage: Passage, published: Day?, reference: Day?) -> Day? {
        guard let said = passage.said else { return nil }
        if let weekday = said.weekday { return published?.previous(weekday) }
        return said.day(near: published ?? reference)
    }
}
