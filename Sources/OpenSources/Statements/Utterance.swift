/// What one publication carries of one speaker.
struct Utterance {
    let publication: Int
    let actor: KnownActor.Identity
    let passages: [Passage]
    let quotes: [Int]
    /// The day the speaker spoke, where the publication tells.
    let day: Day?

    /// The utterances of a publication that are statements: by a named speaker who is quoted, dated, or
    /// heard more than once; by an unnamed one who is quoted. A standing position is none: nobody said
    /// it at a time.
    static func read(_ publication: Publication, index: Int) -> [Utterance] {
        let principals = principals(of: publication)
        func key(_ actor: KnownActor.Identity) -> KnownActor.Identity {
            actor.kind == .government ? actor.side.flatMap { principals[$0] } ?? actor : actor
        }
        var order: [KnownActor.Identity] = []
        var passages: [KnownActor.Identity: [Passage]] = [:]
        for passage in publication.passages where !passage.isStandingPosition {
            let actor = key(passage.actor)
            if passages[actor] == nil { order.append(actor) }
            passages[actor, default: []].append(passage)
        }
        var quotes: [KnownActor.Identity: [Int]] = [:]
        for (number, quote) in publication.quotes.enumerated() where !quote.isStandingPosition {
            guard let actor = quote.actor.map(key) else { continue }
            if passages[actor] == nil, quotes[actor] == nil { order.append(actor) }
            quotes[actor, default: []].append(number)
        }
        return order.compactMap { actor in
            let own = passages[actor] ?? []
            let numbers = quotes[actor] ?? []
            let isQuoted = numbers.contains { publication.quotes[$0].kind == .direct }
            let day = own.lazy.compactMap { self.day(of: $0, in: publication) }.first
            guard isQuoted || actor.kind != .unnamed && (own.filter(\.isStated).count > 1 || day != nil)
            else { return nil }
            return Utterance(publication: index, actor: actor, passages: own, quotes: numbers, day: day)
        }
    }

    /// For each side, the organ or person most heard: where a publication names the capital, it is that
    /// one who speaks.
    private static func principals(of publication: Publication) -> [String: KnownActor.Identity] {
        var counts: [(actor: KnownActor.Identity, count: Int)] = []
        for passage in publication.passages
        where [.organisation, .person].contains(passage.actor.kind) && !passage.isStandingPosition {
            if let index = counts.firstIndex(where: { $0.actor == passage.actor }) {
                counts[index].count += 1
            } else {
                counts.append((passage.actor, 1))
            }
        }
        var principals: [String: (actor: KnownActor.Identity, count: Int)] = [:]
        for (actor, count) in counts {
            if let side = actor.side, count > principals[side]?.count ?? 0 {
                principals[side] = (actor, count)
            }
        }
        return principals.mapValues(\.actor)
    }

    private static func day(of passage: Passage, in publication: Publication) -> Day? {
        guard let said = passage.said else { return nil }
        if let weekday = said.weekday { return publication.published.day?.previous(weekday) }
        return said.day(near: publication.reference)
    }
}
