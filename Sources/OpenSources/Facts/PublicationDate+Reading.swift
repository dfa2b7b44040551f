extension PublicationDate {
    /// The day of publication from what the page, the text's own lines, and its first paragraphs say.
    /// No day is guessed: without a reason the answer is nil.
    ///
    /// - Parameters:
    ///   - sayings: When somebody said something, as the text tells it; without them no day is inferred from a weekday.
    ///   - mentions: The dates that the text tells.
    static func read(
        _ layout: Layout, _ shape: ArticleShape, sayings: [DateMention] = [], mentions: [DateMention] = [],
        given: Day? = nil
    ) -> PublicationDate {
        if let given {
            return PublicationDate(day: given, basis: .given, reason: "given by the person who filed it")
        }
        if let early = read(layout) { return early }
        let lines = lines(layout, shape)
        if let line = lines.first(where: { $0.line.isLabelled }) { return stated(line, layout) }
        // What is called a date of publication may be that of another article, farther down.
        if layout.facts.dates.contains(where: { $0.source == .called }), let found = field(layout, .called, .time) { return found }
        if let line = lines.first(where: { $0.line.isDateOnly && !$0.line.isUpdate }) {
            return stated(line, layout)
        }
        if let day = shape.dateline?.date?.fullDay {
            return PublicationDate(day: day, basis: .stated, reason: "stated in the dateline")
        }
        if let found = field(layout, .time) ?? field(layout, .beside) { return found }
        if let line = lines.first(where: { !$0.line.isUpdate }) { return stated(line, layout) }
        if let found = field(layout, .change) { return found }
        if let line = lines.first { return stated(line, layout) }
        let found = inferred(layout, shape, sayings: sayings, mentions: mentions)
        return found.day == nil
            ? labelled(layout, shape) ?? beside(layout, shape) ?? field(layout, .mention) ?? found : found
    }

    /// The same, where neither the roles of lines nor words of the text are needed for it.
    static func read(_ layout: Layout) -> PublicationDate? {
        if let found = agreed(layout.facts.dates) ?? besideHeadline(layout) { return found }
        for source in [PageDate.Source.address, .field, .property, .linked, .vague] {
            if let found = field(layout, source) { return found }
        }
        return nil
    }

    /// The day by which years that are not written are read: the publication's, else the latest month
    /// that the text names.
    static func reference(_ published: Day?, mentions: [DateMention]) -> Day? {
        published
            ?? mentions.compactMap { mention in
                if case .month(let month, let year) = mention.value {
                    return Day(year: year, month: month, day: 15)
                }
                return mention.fullDay
            }.max()
    }

    /// The day on which all agree that the page's head says of the article's publication: two fields of it, or one that cannot
    /// mean the file. Nothing else needs to be read then.
    static func agreed(_ dates: [PageDate]) -> PublicationDate? {
        let telling = dates.filter { $0.isInHead && $0.source <= .vague }
        guard let best = telling.min(by: { $0.source < $1.source }), telling.allSatisfy({ $0.day == best.day }),
            best.source <= .field || telling.contains(where: { $0.field != best.field })
        else { return nil }
        return PublicationDate(day: best.day, basis: .metadata, reason: "metadata: \(best.field)")
    }

    /// The date in a line beside a page's headline, which is what a reader takes for the day of publication; where fields
    /// contradict one another or it, they tell of the file, of a change, or of another time zone. Dates of a change do not
    /// count, nor those inside a sentence.
    private static func besideHeadline(_ layout: Layout) -> PublicationDate? {
        guard let beginning = layout.beginning else { return nil }
        let order = WrittenDate.Order(language: layout.facts.language)
        let around = layout.blocks.indices.clamped(to: beginning - reach..<beginning + reach + 1)
        let near = around.filter { $0 != beginning && distance($0, layout) <= reach }
        for index in near.sorted(by: { distance($0, layout) < distance($1, layout) }) {
            let block = layout.blocks[index]
            guard let date = WrittenDate.read(layout.scalars, in: block.span, order: order).first else { continue }
            var span = block.span
            if span.length > 140 || span.length > 80 && block.markedAs == nil {
                let words = layout.scalars[span.start..<date.span.start].split { !$0.isLetterOrDigit }
                guard words.count <= 1 else { continue }
                span = date.span
            }
            let line = PublishedLine(layout.scalars, span, order: order)
            guard let day = line.day, !line.isUpdate, block.markedAs != .relatedLink || line.isDateOnly else { continue }
            return PublicationDate(
                day: day, basis: .stated, reason: "stated beside the headline: \(layout.scalars.line(span))")
        }
        return nil
    }

    /// How far from the headline a line stands beside it.
    private static let reach = 3

    /// What fields and attributes of such kinds say: the one nearest to where the article begins, if
    /// they stand in the text.
    private static func field(_ layout: Layout, _ sources: PageDate.Source...) -> PublicationDate? {
        let dates = layout.facts.dates.filter { sources.contains($0.source) }
        func rank(_ date: PageDate) -> (Int, PageDate.Source) {
            (distance(layout.blocks(before: date.offset), layout), date.source)
        }
        let best = dates.count < 2 ? dates.first : dates.min { rank($0) < rank($1) }
        return best.map { PublicationDate(day: $0.day, basis: .metadata, reason: "metadata: \($0.field)") }
    }

    /// How far a block stands from where the article begins; before it, each counts for two.
    private static func distance(_ place: Int, _ layout: Layout) -> Int {
        guard let beginning = layout.beginning else { return place }
        return place >= beginning ? place - beginning : 2 * (beginning - place)
    }

    private typealias DatedLine = (line: PublishedLine, span: TextSpan)

    /// Lines of their own that give a day, the nearest to the article's beginning first.
    private static func lines(_ layout: Layout, _ shape: ArticleShape) -> [DatedLine] {
        let order = WrittenDate.Order(language: layout.facts.language)
        var lines: [(DatedLine, distance: Int)] = []
        for (index, part) in shape.parts.enumerated() where part.role != .body && part.role != .headline {
            let isDated = [.masthead, .byline].contains(part.boilerplate)
            guard
                isDated || part.boilerplate == nil
                    || [.notice, .pageControl, .outsideArticle].contains(part.boilerplate)
            else { continue }
            let line = PublishedLine(layout.scalars, part.span, order: order)
            guard line.day != nil, line.isDateOnly || line.isLabelled || isDated else { continue }
            lines.append(((line, part.span), distance(index, layout)))
        }
        return lines.sorted { $0.distance < $1.distance }.map(\.0)
    }

    private static func stated(_ dated: DatedLine, _ layout: Layout) -> PublicationDate {
        let isBare = dated.line.isDateOnly && !dated.line.isLabelled && !dated.line.isUpdate
        return PublicationDate(
            day: dated.line.day, basis: isBare ? .masthead : .stated,
            reason: "\(isBare ? "masthead" : "stated"): \(layout.scalars.line(dated.span))")
    }

    /// On a page, a sentence that tells when the article was published: "This post was published on … and filed under …".
    private static func labelled(_ layout: Layout, _ shape: ArticleShape) -> PublicationDate? {
        guard layout.beginning != nil else { return nil }
        let order = WrittenDate.Order(language: layout.facts.language)
        for part in shape.parts where part.span.length > 140 && part.span.length <= 400 && part.boilerplate != .relatedLink {
            guard let date = WrittenDate.read(layout.scalars, in: part.span, order: order).first,
                PublishedLine.tellsPublication(layout.scalars, part.span)
            else { continue }
            return PublicationDate(day: date.day, basis: .stated, reason: "stated: \(layout.scalars.line(date.span))")
        }
        return nil
    }

    /// On a page, the date in a short line nearest to the article's beginning, or at the beginning of a paragraph.
    private static func beside(_ layout: Layout, _ shape: ArticleShape) -> PublicationDate? {
        guard layout.beginning != nil else { return nil }
        let order = WrittenDate.Order(language: layout.facts.language)
        let near = shape.parts.indices.sorted { distance($0, layout) < distance($1, layout) }
        for index in near {
            let span = shape.parts[index].span
            let head = TextSpan(start: span.start, end: span.length <= 140 ? span.end : span.start + 30)
            guard let date = WrittenDate.read(layout.scalars, in: head, order: order).first,
                span.length <= 140 || date.span.start == span.start
            else { continue }
            return PublicationDate(
                day: date.day, basis: .inferred,
                reason: "inferred: the date nearest to the headline, \(layout.scalars.line(date.span))")
        }
        return nil
    }

    /// So many days after it was said, a thing is still reported by its weekday.
    static let reporting = 3

    /// "Said on Sunday", and a dated event told as past beside it: the first Sunday after that day.
    private static func inferred(
        _ layout: Layout, _ shape: ArticleShape, sayings: [DateMention], mentions: [DateMention]
    ) -> PublicationDate {
        let lead = shape.body.prefix(4).map(\.span)
        let inLead = sayings.filter { saying in
            saying.weekday != nil && lead.contains { $0.contains(saying.span) }
        }
        guard let saying = inLead.first, let weekday = saying.weekday else {
            return PublicationDate(day: nil, basis: .unknown, reason: "no date stated")
        }
        let words = layout.scalars.line(saying.span)
        let reference = reference(nil, mentions: mentions)
        // The event must be told beside the saying: in the same paragraph or the one next to it.
        let events = mentions.filter { mention in
            guard case .day = mention.value,
                let index = lead.firstIndex(where: { $0.contains(mention.span) }),
                let own = lead.firstIndex(where: { $0.contains(saying.span) })
            else { return false }
            return abs(index - own) <= 1
        }
        guard
            let event = events.max(by: {
                $0.day(near: reference) ?? .earliest < $1.day(near: reference) ?? .earliest
            })
        else {
            return PublicationDate(
                day: nil, basis: .unknown, reason: "a weekday alone: \(words), with no dated event beside it")
        }
        guard let day = event.day(near: reference) else {
            return PublicationDate(
                day: nil, basis: .unknown,
                reason: "\(words) and \(layout.scalars.line(event.span)), with no year in the text")
        }
        if let dateline = shape.dateline?.date, let written = dateline.day(near: day), !(0...reporting).contains(day.next(weekday).days(until: written)) {
            return PublicationDate(
                day: nil, basis: .unknown, reason: "\(layout.scalars.line(dateline.span)) in the dateline, without its year")
        }
        return PublicationDate(
            day: day.next(weekday), basis: .inferred,
            reason: "inferred: \(words), the first after \(layout.scalars.line(event.span)) (\(day))")
    }
}

extension Day {
    fileprivate static let earliest = Day(number: -700_000)
}
