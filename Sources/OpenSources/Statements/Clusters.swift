import HeapModule

/// The odds that two utterances are one, kept small: there are far more of these than of utterances.
struct Link {
    /// Indices of the utterances.
    let a: Int32
    let b: Int32
    /// As `Resemblance.logOdds`.
    let odds: Float

    init(_ a: Int, _ b: Int, odds: Double) { (self.a, self.b, self.odds) = (Int32(a), Int32(b), Float(odds)) }
}

/// Utterances put together, those that resemble each other most first. Two groups are joined only if
/// their members resemble each other on the whole: one link by chance does not carry a third along, none
/// that contradict each other come together, and an utterance that could go to either of two groups goes
/// to the one of which more speaks for it.
struct Clusters {
    private var members: [[Int]]
    private var traits: [Traits]
    /// For each group the groups that it was compared with.
    private var edges: [[Int: Edge]]

    /// What contradictions are seen by.
    struct Traits {
        fileprivate var publications: Set<Int>
        /// Stretches of days in one of which it was said, as numbers of days; nil where nothing tells.
        fileprivate var days: [ClosedRange<Int>]?

        /// - Parameter published: The days on which its publication may have appeared.
        init(_ utterance: Utterance, published: [Day]) {
            let days =
                utterance.days.isEmpty
                ? published.map { $0.number - Resemblance.echo...$0.number }
                : utterance.days.map { $0.number - 1...$0.number + 1 }
            publications = [utterance.publication]
            self.days = days.isEmpty ? nil : days
        }
    }

    /// What is known of two groups from their members' comparisons.
    private struct Edge {
        var count = 0
        var sum = 0.0
        var best = -Double.infinity

        mutating func add(_ other: Edge) {
            count += other.count
            sum += other.sum
            best = max(best, other.best)
        }
    }

    private struct Offer: Comparable {
        let odds: Double
        let a: Int
        let b: Int

        /// Of even odds the earlier groups come first.
        static func < (one: Offer, other: Offer) -> Bool {
            one.odds != other.odds ? one.odds < other.odds : (one.a, one.b) > (other.a, other.b)
        }
    }

    /// The least odds at which groups are joined.
    private let threshold: Double
    /// The odds of two of whom no link tells; nil: nothing is known of them.
    private let unlinked: Double?
    /// How much the likeliest link counts: one telling is often the source of all others, which are less like one another.
    private static let trust = 0.6
    /// How much the number of links counts.
    private static let support = 0.4
    /// The odds of two that were not thought to be worth a comparison, or of which nothing likely came.
    private static let unlikely = -2.0
    /// Nothing is joined by links that are all less likely than this, however many they are.
    static let doubtful: Float = -1

    /// Joins all that go together.
    ///
    /// - Parameters:
    ///   - links: Of utterances 0 to `count` - 1, each two once.
    ///   - isWhole: All are linked that may be; else those that are not are unlikely to be one.
    ///   - traits: Of an utterance; asked for once.
    /// - Returns: Their groups, each in order, those of one alone too; in order of their first.
    static func join(
        _ links: [Link], count: Int, isWhole: Bool, threshold: Double, traits: (Int) -> Traits
    ) -> [[Int]] {
        // Groups that no link leads between are never joined: each part of the whole is worked on alone.
        var sets = DisjointSets(count: count)
        for link in links where link.odds >= doubtful { sets.join(Int(link.a), Int(link.b)) }
        let parts = (0..<count).map { sets.first(of: $0) }
        var groups: [[Int]] = []
        var isAlone = Array(repeating: true, count: count)
        func part(_ link: Link) -> Int { parts[Int(link.a)] }
        let sorted = links.filter { part($0) == parts[Int($0.b)] }.sorted { part($0) < part($1) }
        var rest = sorted[...]
        while let first = rest.first {
            let own = rest.prefix { part($0) == part(first) }
            rest = rest.dropFirst(own.count)
            let utterances = Set(own.lazy.flatMap { [$0.a, $0.b] }).sorted().map(Int.init)
            for utterance in utterances { isAlone[utterance] = false }
            var clusters = Clusters(own, of: utterances, threshold: threshold, unlinked: isWhole ? nil : unlikely, traits: traits)
            clusters.join()
            groups += clusters.members.lazy.filter { !$0.isEmpty }.map { $0.map { utterances[$0] }.sorted() }
        }
        groups += isAlone.indices.lazy.filter { isAlone[$0] }.map { [$0] }
        return groups.sorted { $0[0] < $1[0] }
    }

    private init(
        _ links: ArraySlice<Link>, of utterances: [Int], threshold: Double, unlinked: Double?, traits: (Int) -> Traits
    ) {
        self.threshold = threshold
        self.unlinked = unlinked
        members = utterances.indices.map { [$0] }
        self.traits = utterances.map(traits)
        edges = Array(repeating: [:], count: utterances.count)
        let places = Dictionary(uniqueKeysWithValues: zip(utterances, utterances.indices))
        for link in links {
            guard let a = places[Int(link.a)], let b = places[Int(link.b)] else { continue }
            let edge = Edge(count: 1, sum: Double(link.odds), best: Double(link.odds))
            edges[a][b] = edge
            edges[b][a] = edge
        }
    }

    /// Between the likeliest of the links of two groups and all of them, more where there are more.
    private func odds(_ edge: Edge, _ a: Int, _ b: Int) -> Double {
        var (sum, count) = (edge.sum, Double(edge.count))
        if let unlinked {
            let all = Double(members[a].count * members[b].count)
            sum += (all - count) * unlinked
            count = all
        }
        return Self.trust * edge.best + (1 - Self.trust) * sum / count + Self.support * Double(edge.count).naturalLogarithm
    }

    private mutating func join() {
        var offers = Heap<Offer>()
        for a in edges.indices {
            for (b, edge) in edges[a] where a < b && odds(edge, a, b) >= threshold {
                offers.insert(Offer(odds: odds(edge, a, b), a: a, b: b))
            }
        }
        while let offer = offers.popMax() {
            // What was offered may have been joined to others since, and be likelier or less likely now.
            guard let edge = edges[offer.a][offer.b] else { continue }
            let now = odds(edge, offer.a, offer.b)
            guard now == offer.odds else {
                if now >= threshold { offers.insert(Offer(odds: now, a: offer.a, b: offer.b)) }
                continue
            }
            guard let days = together(traits[offer.a], traits[offer.b]) else {
                edges[offer.a][offer.b] = nil
                edges[offer.b][offer.a] = nil
                continue
            }
            let isSmaller = edges[offer.a].count < edges[offer.b].count
            let (home, guest) = isSmaller ? (offer.b, offer.a) : (offer.a, offer.b)
            members[home] += members[guest]
            members[guest] = []
            traits[home].publications.formUnion(traits[guest].publications)
            traits[home].days = days.isEmpty ? nil : days
            for (other, edge) in edges[guest] {
                edges[other][guest] = nil
                guard other != home else { continue }
                var whole = edges[home][other] ?? Edge()
                whole.add(edge)
                edges[home][other] = whole
                edges[other][home] = whole
                let odds = odds(whole, home, other)
                if odds >= threshold { offers.insert(Offer(odds: odds, a: min(home, other), b: max(home, other))) }
            }
            edges[guest] = [:]
        }
    }

    /// The days that both allow, empty where nothing tells; nil where they contradict each other.
    private func together(_ a: Traits, _ b: Traits) -> [ClosedRange<Int>]? {
        let (few, many) =
            a.publications.count < b.publications.count
            ? (a.publications, b.publications) : (b.publications, a.publications)
        if few.contains(where: many.contains) { return nil }
        guard let one = a.days, let other = b.days else { return a.days ?? b.days ?? [] }
        let days = one.flatMap { days in other.filter { $0.overlaps(days) }.map { $0.clamped(to: days) } }
        return days.isEmpty ? nil : days
    }
}
