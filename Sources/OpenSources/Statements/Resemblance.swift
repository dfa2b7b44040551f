/// How much two utterances resemble tellings of one statement: by what they tell in the same order, when,
/// and who is named as the speaker.
struct Resemblance {
    /// The likeness of the sentences that both tell in one order, together.
    let told: Double
    /// What the publications' likest sentences share, whoever's they are (`SentenceLikeness.telling`).
    let telling: Double
    /// Days between them, as few as may be; nil where not both are known.
    let days: Int?
    /// How telling it is that either names the other's speaker.
    let mention: Double
    /// Nothing tells that the speakers are one, and the publications give words to others: to no person, no
    /// organisation or no side in common.
    let areOthers: Bool
    /// One of them the publication says itself.
    let isOwn: Bool
    /// Both weekdays are known, and more than a day apart.
    let isOtherWeekday: Bool
    /// One of the publications appeared before the other's speaker spoke.
    let isTooEarly: Bool

    private enum Speakers {
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
    ///
    /// - Parameter likeness: That of the two publications.
    init?(_ a: Utterance, _ b: Utterance, _ likeness: SentenceLikeness, in accounts: Accounts) {
        let (one, other) = (accounts[a.publication], accounts[b.publication])
        guard a.publication != b.publication, let days = Self.days(a, one, b, other) else { return nil }
        self.days = days == .max ? nil : days
        let speakers = Self.speakers(a.speaker, b.speaker)
        areOthers = speakers == .unknown && !one.speakers.mayShare(other.speakers)
        isOwn = a.actor == nil || b.actor == nil
        isOtherWeekday = Self.areApart(a.weekday, b.weekday)
        isTooEarly = Self.isEarlier(other, than: a) || Self.isEarlier(one, than: b)
        // Who is heard at length in both is not taken for another.
        if speakers == .different, a.spoken.count > 1 && b.spoken.count > 1 || Self.areSides(a.actor, b.actor) { return nil }
        if areOthers, isOwn, one.speakers.areOfOtherSides(than: other.speakers) { return nil }
        // Two who accuse each other name each other.
        let mention =
            speakers == .different
            ? 0 : accounts.mention(of: a, in: b.publication) + accounts.mention(of: b, in: a.publication)
        // In a small collection a name that all texts hold tells nothing by its rarity.
        self.mention = speakers == .same ? max(mention, Self.named) : mention
        told = Alignment(likeness, a, b).told
        telling = likeness.telling
    }

    private static func speakers(_ a: NamedSpeaker?, _ b: NamedSpeaker?) -> Speakers {
        guard let a, let b else { return .unknown }
        if !a.mayBe(b) { return .different }
        return a.identity.kind == b.identity.kind && a.identity.kind != .unnamed ? .same : .unknown
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

    /// Whether a publication appeared before a thing was said, by those of their days that lie nearest.
    private static func isEarlier(_ account: Account, than utterance: Utterance) -> Bool {
        let delays = utterance.days.lazy.flatMap { said in account.published.lazy.map { said.days(until: $0) } }
        return (delays.min { abs($0) < abs($1) } ?? 0) < 0
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
        var odds = -10 + 2.3 * min(told, 3.5) + 2.4 * min((1 + telling / 5).naturalLogarithm, 6) + 0.5 * min(mention, 6)
        switch days {
        case .some(...1): odds += 2.1
        case .some(2...3): odds += 0.9
        case .some: odds -= 1.7
        case nil: break
        }
        if areOthers { odds -= 1.2 }
        if isOwn { odds += 3.4 }
        if isOtherWeekday { odds -= 0.7 }
        if isTooEarly { odds -= 2.4 }
        return odds
    }
}
