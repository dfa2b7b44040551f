/// How much two utterances resemble tellings of one statement: by what they tell in the same order, when,
/// and who is named as the speaker.
struct Resemblance {
    /// The likeness of the sentences that both tell in one order, together.
    let told: Double
    /// The likeness of the likest sentences.
    let best: Double
    /// Weight of the words in common over the geometric mean of all weights.
    let words: Double
    /// Days between them, as few as may be; nil where not both are known.
    let days: Int?
    let speakers: Speakers
    /// How telling it is that either names the other's speaker.
    let mention: Double
    /// Nothing tells that the speakers are one, and the publications give words to others: to no person, no
    /// organisation or no side in common.
    let areOthers: Bool
    /// One of them the publication says itself.
    let isOwn: Bool
    /// Both weekdays are known, and more than a day apart.
    let isOtherWeekday: Bool

    enum Speakers {
        /// One person, or one organisation.
        case same
        /// Two persons, two organisations, or two sides.
        case different
        case unknown
    }

    /// The least that one speaker's name tells.
    private static let named = 4.0
    /// So many days apart, a publication may still tell of what was said.
    static let echo = 10

    /// Nil where the two cannot be one: one publication's, said on different days, or by speakers who cannot
    /// be one.
    init?(_ a: Utterance, _ b: Utterance, in accounts: Accounts) {
        let (one, other) = (accounts[a.publication], accounts[b.publication])
        guard a.publication != b.publication, let days = Self.days(a, one, b, other) else { return nil }
        self.days = days == .max ? nil : days
        speakers = Self.speakers(a.actor, b.actor)
        areOthers = speakers == .unknown && !one.speakers.mayShare(other.speakers)
        isOwn = a.actor == nil || b.actor == nil
        isOtherWeekday = Self.areApart(a.weekday, b.weekday)
        // Who is heard at length in both is not taken for another.
        if speakers == .different, a.spoken.count > 1 && b.spoken.count > 1 || Self.areSides(a.actor, b.actor) { return nil }
        if areOthers, isOwn, one.speakers.areOfOtherSides(than: other.speakers) { return nil }
        // Two who accuse each other name each other.
        let mention =
            speakers == .different
            ? 0 : accounts.mention(of: a, in: b.publication) + accounts.mention(of: b, in: a.publication)
        // In a small collection a name that all texts hold tells nothing by its rarity.
        self.mention = speakers == .same ? max(mention, Self.named) : mention
        let likeness = accounts.likeness(a, b)
        let alignment = Alignment(likeness.sentences)
        told = alignment.told
        best = alignment.pairs.reduce(0) { max($0, $1.likeness) }
        words = likeness.words
    }

    private static func speakers(_ a: KnownActor.Identity?, _ b: KnownActor.Identity?) -> Speakers {
        guard let a, let b else { return .unknown }
        if !a.mayBe(b) { return .different }
        return a.kind == b.kind && a.kind != .unnamed ? .same : .unknown
    }

    private static func areSides(_ a: KnownActor.Identity?, _ b: KnownActor.Identity?) -> Bool {
        guard let side = a?.side, let other = b?.side else { return false }
        return side != other
    }

    private static func areApart(_ a: Weekday?, _ b: Weekday?) -> Bool {
        guard let a, let b else { return false }
        let days = abs(a.position - b.position)
        return min(days, 7 - days) > 1
    }

    /// The days between two utterances, as few as may be; nil where they cannot be one, `.max` where
    /// nothing tells.
    private static func days(_ a: Utterance, _ one: Account, _ b: Utterance, _ other: Account) -> Int? {
        func fewest(_ a: [Day], _ b: [Day]) -> Int {
            a.reduce(Int.max) { least, day in b.reduce(least) { min($0, abs(day.days(until: $1))) } }
        }
        if !a.days.isEmpty, !b.days.isEmpty {
            let days = fewest(a.days, b.days)
            return days <= 1 ? days : nil
        }
        let (first, second) = (a.days.isEmpty ? one.published : a.days, b.days.isEmpty ? other.published : b.days)
        if first.isEmpty || second.isEmpty {
            // A text cannot carry what was said before the days it speaks of.
            let (known, undated) = first.isEmpty ? (second, one) : (first, other)
            guard let latest = undated.latestEvent, !known.isEmpty else { return .max }
            return known.contains { latest <= $0 } ? .max : nil
        }
        let days = fewest(first, second)
        return days <= echo ? days : nil
    }
}

extension Resemblance {
    /// The odds that both are tellings of one statement, as their natural logarithm: 0 is even.
    ///
    /// The weights were found by logistic regression on labelled retellings (`Tests/OpenSourcesTests/Retellings`), and
    /// rounded.
    var logOdds: Double {
        var odds =
            -6.6 + 2.2 * min(told, 3.5) + 3.3 * min(best, 0.8) + 6 * min(words, 0.5) + 0.8 * min(mention, 6)
        switch days {
        case .some(...1): odds += 2.3
        case .some(2...3): odds += 1.3
        case .some: odds -= 2.9
        case nil: break
        }
        switch speakers {
        case .different: odds -= 3.9
        case .unknown: odds -= areOthers ? 3 : 0
        case .same: break
        }
        if isOwn { odds += 1.5 }
        if isOtherWeekday { odds -= 1.2 }
        return odds
    }
}
