/// What one publication carries of one speaker, said at one time; or what it tells in a voice that it
/// gives to nobody.
struct Utterance {
    let publication: Int
    /// Nil: the publication says it itself.
    var speaker: NamedSpeaker?
    /// Numbers of the words by which a text mentions the speaker.
    var name: [Int32] = []
    /// Indices of the account's sentences that are the speaker's.
    let spoken: [Int]
    /// The sentences by which it is compared: the speaker's, and those that no other speaker with a name says.
    let compared: Wording.Choice
    let quotes: [Int]
    /// The days on which the speaker may have spoken, the likeliest first; none where nothing tells.
    let days: [Day]
    /// The publication itself tells the day of the saying.
    let isDayTold: Bool
    /// The weekday on which the speaker spoke, where it is known, be it without its day.
    let weekday: Weekday?

    var actor: KnownActor.Identity? { speaker?.identity }
}

extension Utterance {
    /// The utterances of a publication that may be statements: by a named speaker who is quoted, dated, or
    /// heard more than once; by an unnamed one who is quoted. A standing position is none: nobody said
    /// it at a time. The last is the publication's own voice, where it tells most of it.
    ///
    /// - Parameter sentences: The publication's, in order.
    static func read(
        _ publication: Publication, index: Int, sentences: [TextSpan], published: [Day], tokeniser: Tokeniser,
        names: inout SpeakerNames
    ) -> [Utterance] {
        guard !sentences.isEmpty else { return [] }
        let voices = PublicationVoices(publication, names, tokeniser)
        for (organisation, person) in voices.heads { names.note(person, speaksFor: organisation) }
        var order: [KnownActor.Identity] = []
        var parts: [KnownActor.Identity: [Part]] = [:]
        let places = Dictionary(zip(sentences, sentences.indices), uniquingKeysWith: { first, _ in first })
        var paragraphs = ParagraphFinder(publication)
        for passage in publication.passages.sorted(by: { $0.span < $1.span }) where !passage.isStandingPosition {
            let actor = voices.voice(of: passage.actor)
            if parts[actor] == nil { order.append(actor) }
            Part.add(
                passage, said: day(of: passage, published: published.first, reference: publication.reference),
                isSure: passage.said.map { isDayOfSaying($0, in: tokeniser.scalars) } ?? false,
                isTold: day(of: passage, published: publication.published.day, reference: publication.reference) != nil,
                paragraph: paragraphs.paragraph(of: passage.span), to: &parts[actor, default: []])
        }
        for (number, quote) in publication.quotes.enumerated() where !quote.isStandingPosition {
            guard let actor = quote.actor.map(voices.voice(of:)) else { continue }
            if parts[actor] == nil {
                order.append(actor)
                parts[actor] = [Part(day: nil)]
            }
            let own = parts[actor]?.firstIndex { $0.passages.contains { $0.span.overlaps(quote.span) } }
            parts[actor]?[own ?? 0].quotes.append(number)
        }
        // Whose each sentence is, and which of the times the speaker spoke.
        var owners: [(actor: KnownActor.Identity, part: Int)?] = Array(repeating: nil, count: sentences.count)
        for actor in order {
            for (number, part) in (parts[actor] ?? []).enumerated() {
                for place in part.passages.lazy.compactMap({ places[$0.span] }) { owners[place] = (actor, number) }
            }
        }
        var utterances: [Utterance] = []
        for actor in order {
            for (number, part) in (parts[actor] ?? []).enumerated() {
                let isQuoted = part.quotes.contains { publication.quotes[$0].kind == .direct }
                guard
                    isQuoted
                        || actor.kind != .unnamed && (part.passages.filter(\.isStated).count > 1 || part.day != nil)
                else { continue }
                let isCompared = owners.map { owner in
                    owner.map { $0.actor == actor ? $0.part == number : $0.actor.kind == .unnamed && actor.kind != .unnamed }
                        ?? true
                }
                utterances.append(
                    Utterance(
                        publication: index, speaker: NamedSpeaker(actor), spoken: part.passages.compactMap { places[$0.span] },
                        compared: Wording.Choice(isCompared), quotes: part.quotes,
                        days: days(of: part, published: published), isDayTold: part.isDayTold,
                        weekday: part.day?.weekday ?? part.weekday))
            }
        }
        let isOwn = owners.map { owner in owner.map { $0.actor.kind == .unnamed } ?? true }
        let owned = isOwn.lazy.filter { !$0 }.count
        if isOwn.contains(true), utterances.isEmpty || 2 * owned < isOwn.count {
            utterances.append(
                Utterance(
                    publication: index, speaker: nil, spoken: [], compared: Wording.Choice(isOwn), quotes: [], days: [],
                    isDayTold: false, weekday: publication.passages.lazy.compactMap { $0.said?.weekday }.first))
        }
        return utterances
    }

    /// The day of the saying, for each day on which the publication may have appeared.
    private static func days(of part: Part, published: [Day]) -> [Day] {
        guard let day = part.day else { return [] }
        guard !part.isDayTold, let first = published.first else { return [day] }
        return published.map { $0.adding(days: first.days(until: day)) }
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
