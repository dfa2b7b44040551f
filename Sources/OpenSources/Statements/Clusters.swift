import HeapModule

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
    private struct Traits {
        var publications: Set<Int>
        /// Stretches of days in one of which it was said, as numbers of days; nil where nothing tells.
        var days: [ClosedRange<Int>]?
    }

    /// What is known of two groups from their members' comparisons.
    private struct Edge {
        var count = 0
        var sum = 0.0
        var best = -Double.infinity

        /// Halfway between the likeliest of the links and all of them, more where there are more.
        var odds: Double { (best + sum / Double(count)) / 2 + Clusters.support * Double(count).naturalLogarithm }

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

    /// The least odds at which groups are joined (`Resemblance.logOdds`).
    private let threshold: Double
    /// How much the number of links counts.
    private static let support = 0.6

    init(_ utterances: [Utterance], threshold: Double, published: (Int) -> [Day]) {
        self.threshold = threshold
        members = utterances.indices.map { [$0] }
        traits = utterances.map { utterance in
            let (said, published) = (utterance.days, published(utterance.publication))
            let days =
                said.isEmpty
                ? published.map { $0.number - Resemblance.echo...$0.number } : said.map { $0.number - 1...$0.number + 1 }
            return Traits(publications: [utterance.publication], days: days.isEmpty ? nil : days)
        }
        edges = Array(repeating: [:], count: utterances.count)
    }

    /// Each sorted, empty ones left out.
    var all: [[Int]] { members.filter { !$0.isEmpty }.map { $0.sorted() } }

    /// Tells the odds that two utterances are one; once for each two, before any are joined.
    mutating func compare(_ a: Int, _ b: Int, odds: Double) {
        let edge = Edge(count: 1, sum: odds, best: odds)
        edges[a][b] = edge
        edges[b][a] = edge
    }

    /// Joins all that go together.
    mutating func join() {
        var offers = Heap<Offer>()
        for a in edges.indices {
            for (b, edge) in edges[a] where a < b && edge.odds >= threshold {
                offers.insert(Offer(odds: edge.odds, a: a, b: b))
            }
        }
        while let offer = offers.popMax() {
            // What was offered may have been joined to others since.
            guard edges[offer.a][offer.b]?.odds == offer.odds else { continue }
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
                if whole.odds >= threshold {
                    offers.insert(Offer(odds: whole.odds, a: min(home, other), b: max(home, other)))
                }
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

extension Double {
    /// To within a ten-thousandth, and the same on every machine, as libraries' are not.
    fileprivate var naturalLogarithm: Double {
        // ln x = 2 artanh((x - 1) / (x + 1)), after powers of two are taken out.
        var (x, twos) = (self, 0.0)
        while x > 1.5 {
            x /= 2
            twos += 1
        }
        let y = (x - 1) / (x + 1)
        let square = y * y
        return twos * 0.6931471805599453 + 2 * y * (1 + square * (1 / 3 + square * (1 / 5 + square / 7)))
    }
}
