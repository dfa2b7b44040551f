/// Utterances joined by their links, strongest first. Two groups are joined only if their members are
/// alike on the whole: one link by chance does not carry a third along, and none that contradict each
/// other come together.
struct Clusters {
    private let utterances: [Utterance]
    private var members: [[Int]]
    private var home: [Int]
    private var strengths: [[Int]: Double] = [:]

    init(_ utterances: [Utterance], _ compared: [Grouping.Link]) {
        self.utterances = utterances
        for link in compared { strengths[[link.a, link.b]] = link.alignment.strength }
        members = utterances.indices.map { [$0] }
        home = Array(utterances.indices)
    }

    /// Each sorted, empty ones left out.
    var all: [[Int]] { members.filter { !$0.isEmpty } }

    mutating func join(_ link: Grouping.Link) {
        let (a, b) = (home[link.a], home[link.b])
        guard a != b else { return }
        var strength = 0.0
        for one in members[a] {
            for other in members[b] {
                if contradict(utterances[one], utterances[other]) { return }
                strength += strengths[[min(one, other), max(one, other)]] ?? 0
            }
        }
        guard strength >= Grouping.threshold * Double(members[a].count * members[b].count) * 3 / 4 else {
            return
        }
        members[a] = (members[a] + members[b]).sorted()
        for index in members[b] { home[index] = a }
        members[b] = []
    }

    private func contradict(_ a: Utterance, _ b: Utterance) -> Bool {
        if a.publication == b.publication { return true }
        if a.actor != b.actor, a.actor.kind != .government, b.actor.kind != .government { return true }
        if let first = a.day, let second = b.day { return abs(first.days(until: second)) > 1 }
        return false
    }
}
