/// Utterances joined by their links, strongest first. Two groups are joined only if their members are
/// alike on the whole: one link by chance does not carry a third along, and none that contradict each
/// other come together.
struct Clusters {
    private var members: [[Int]]
    private var homes: [Int]
    private var traits: [Traits]
    /// Groups that were not joined, with their sizes then: they are not asked again until one has grown.
    private var refused: [UInt64: (Int, Int)] = [:]

    /// What contradictions are seen by.
    private struct Traits {
        var publications: Set<Int>
        /// The one that is no government's name.
        var actor: KnownActor.Identity?
        var days: ClosedRange<Day>?
    }

    /// Of a larger group, so many stand for all.
    private static let sample = 8

    init(_ utterances: [Utterance], actors: [KnownActor.Identity]) {
        members = utterances.indices.map { [$0] }
        homes = Array(utterances.indices)
        traits = zip(utterances, actors).map { utterance, actor in
            Traits(
                publications: [utterance.publication],
                actor: actor.kind == .government ? nil : actor,
                days: utterance.day.map { $0...$0 })
        }
    }

    /// Each sorted, empty ones left out.
    var all: [[Int]] { members.filter { !$0.isEmpty }.map { $0.sorted() } }

    func home(of index: Int) -> Int { homes[index] }
    func areTogether(_ a: Int, _ b: Int) -> Bool { homes[a] == homes[b] }

    /// Joins the groups of two utterances, if they go together.
    mutating func join(
        _ one: Int, _ other: Int, affinity: (Int, Int) -> Double, threshold: (Int, Int) -> Double,
        mayMatch: (Int, Int) -> Bool
    ) -> Bool {
        var (a, b) = (homes[one], homes[other])
        guard a != b else { return false }
        let key = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
        let sizes = (members[min(a, b)].count, members[max(a, b)].count)
        if let before = refused[key], before == sizes { return false }
        guard !contradict(traits[a], traits[b]),
            areAlike(sample(a, with: one), sample(b, with: other), affinity, threshold, mayMatch)
        else {
            refused[key] = sizes
            return false
        }
        if members[a].count < members[b].count { swap(&a, &b) }
        for index in members[b] { homes[index] = a }
        members[a] += members[b]
        members[b] = []
        traits[a].publications.formUnion(traits[b].publications)
        traits[a].actor = traits[a].actor ?? traits[b].actor
        traits[a].days = Self.union(traits[a].days, traits[b].days)
        traits[b].publications = []
        return true
    }

    private func areAlike(
        _ a: [Int], _ b: [Int], _ affinity: (Int, Int) -> Double, _ threshold: (Int, Int) -> Double,
        _ mayMatch: (Int, Int) -> Bool
    ) -> Bool {
        var (sum, needed) = (0.0, 0.0)
        for one in a {
            for other in b {
                guard mayMatch(one, other) else { return false }
                sum += affinity(one, other)
                needed += threshold(one, other)
            }
        }
        return sum >= needed * 3 / 4
    }

    /// All members, or the one that is linked and others from all over the group.
    private func sample(_ home: Int, with linked: Int) -> [Int] {
        let all = members[home]
        guard all.count > Self.sample else { return all }
        let others = (0..<Self.sample).map { all[$0 * all.count / Self.sample] }
        return others.contains(linked) ? others : others.dropLast() + [linked]
    }

    private func contradict(_ a: Traits, _ b: Traits) -> Bool {
        let (few, many) =
            a.publications.count < b.publications.count
            ? (a.publications, b.publications) : (b.publications, a.publications)
        if few.contains(where: many.contains) { return true }
        if let one = a.actor, let other = b.actor, one != other { return true }
        if let days = Self.union(a.days, b.days), a.days != nil, b.days != nil {
            return days.lowerBound.days(until: days.upperBound) > 1
        }
        return false
    }

    private static func union(_ a: ClosedRange<Day>?, _ b: ClosedRange<Day>?) -> ClosedRange<Day>? {
        guard let a, let b else { return a ?? b }
        return min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
    }
}
