extension PublicationDate {
    /// The day of publication from what the page, the text's own lines, and its first paragraphs say.
    /// No day is guessed: without a reason the answer is nil.
    static func read(
        _ layout: Layout, _ shape: ArticleShape, sayings: [DateMention], mentions: [DateMention],
        given: Day? = nil
    ) -> PublicationDate {
        if let given {
            return PublicationDate(day: given, basis: .given, reason: "given by the person who filed it")
        }
        if let (day, field) = layout.facts.published {
            return PublicationDate(day: day, basis: .metadata, reason: "metadata: \(field)")
        }
        if let stated = line(layout, shape) { return stated }
        if let day = shape.dateline?.date?.fullDay {
            return PublicationDate(day: day, basis: .stated, reason: "stated in the dateline")
        }
        return inferred(layout, shape, sayings: sayings, mentions: mentions)
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

    /// A line of its own: one with a label first, then a bare date; a day of change only if there is
    /// nothing else.
    private static func line(_ layout: Layout, _ shape: ArticleShape) -> PublicationDate? {
        let lines: [(line: PublishedLine, span: TextSpan)] = shape.parts.compactMap { part in
            guard part.role == .boilerplate || part.role == .heading || part.role == .standfirst else {
                return nil
            }
            guard
                part.boilerplate == nil
                    || [.masthead, .byline, .notice, .pageControl, .outsideArticle].contains(part.boilerplate)
            else { return nil }
            let line = PublishedLine(layout.scalars, part.span)
            guard line.day != nil,
                line.isDateOnly || line.isLabelled || [.byline, .masthead].contains(part.boilerplate)
            else { return nil }
            return (line, part.span)
        }
        let best = lines.first { $0.line.isLabelled } ?? lines.first { !$0.line.isUpdate } ?? lines.first
        guard let best, let day = best.line.day else { return nil }
        let text = layout.scalars.line(best.span)
        let isBare = best.line.isDateOnly && !best.line.isLabelled && !best.line.isUpdate
        return PublicationDate(
            day: day, basis: isBare ? .masthead : .stated,
            reason: "\(isBare ? "masthead" : "stated"): \(text)")
    }

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
        return PublicationDate(
            day: day.next(weekday), basis: .inferred,
            reason: "inferred: \(words), the first after \(layout.scalars.line(event.span)) (\(day))")
    }
}

extension Day {
    fileprivate static let earliest = Day(number: -700_000)
}
