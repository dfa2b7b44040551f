/// Compares utterances, and gathers those that are one statement.
struct Gathering {
    private let accounts: Accounts
    private let copyOf: [Int]
    /// Indices of the utterances of each publication.
    private let own: [[Int]]
    /// The publications that are compared: no copies, and none that says nothing.
    private let originals: [Int]
    private var isFew: Bool { originals.count <= Self.few }

    /// Up to so many publications, all are compared with all.
    static let few = 256
    /// Sentences of a publication's own voice that are as like as this to another's tell the same.
    static let same = 0.3

    /// The least odds at which groups of utterances are one: chosen with the weights of links (`Clusters`) on labelled
    /// retellings, each part of them scored with what the others taught.
    private static let likely = 0.7
    private let threshold: Double

    /// - Parameter isModelAsked: What sentences mean to a model counts, too.
    init(_ accounts: Accounts, copyOf: [Int], isModelAsked: Bool) {
        self.accounts = accounts
        threshold = isModelAsked ? Self.likely + SentenceMeanings.doubt : Self.likely
        self.copyOf = copyOf
        var own: [[Int]] = Array(repeating: [], count: copyOf.count)
        for (index, utterance) in accounts.utterances.enumerated() { own[utterance.publication].append(index) }
        self.own = own
        originals = copyOf.indices.filter { copyOf[$0] == $0 && !own[$0].isEmpty }
    }

    func drafts() -> [Grouping.Draft] {
        var links: [Link] = []
        for (one, other) in pairs() {
            let own = self.links(one, other)
            // Of many, those that are unlike have nothing to say to each other; of few, that they are unlike counts.
            if isFew || own.contains(where: { $0.odds >= Clusters.doubtful }) { links += own }
        }
        let groups = Clusters.join(links, count: accounts.utterances.count, isWhole: isFew, threshold: threshold) {
            Clusters.Traits(accounts.utterances[$0], published: accounts[accounts.utterances[$0].publication].published)
        }
        return withTheirParts(groups.filter { $0.contains { accounts.utterances[$0].actor != nil } }).map(draft)
    }

    /// A publication may give one statement to several names ("the staff", "the general"): what another
    /// carrier tells as the statement's is no statement of its own.
    private func withTheirParts(_ groups: [[Int]]) -> [[Int]] {
        var groups = groups
        var single: [Int: [Int]] = [:]
        for index in groups.indices where groups[index].count == 1 {
            single[accounts.utterances[groups[index][0]].publication, default: []].append(index)
        }
        for home in groups.indices where groups[home].count > 1 {
            let members = groups[home].prefix(Self.shown)
            for part in groups[home].flatMap({ single[accounts.utterances[$0].publication] ?? [] }) {
                guard let alone = groups[part].first, isTold(accounts.utterances[alone], by: members) else { continue }
                groups[home].append(alone)
                groups[part] = []
            }
        }
        return groups.filter { !$0.isEmpty }.map { $0.sorted() }
    }

    /// Whether the speaker may be that of some utterances, and most of what is said is told by one of them.
    private func isTold(_ utterance: Utterance, by others: ArraySlice<Int>) -> Bool {
        guard let speaker = utterance.speaker, !utterance.spoken.isEmpty,
            others.allSatisfy({ accounts.utterances[$0].speaker.map(speaker.mayBe) ?? true })
        else { return false }
        return others.contains { other in
            let other = accounts.utterances[other]
            guard other.publication != utterance.publication else { return false }
            let likeness = accounts.likeness(utterance.publication, other.publication)
            let columns = other.compared.places(of: likeness.columns)
            let told = utterance.spoken.count { row in columns.contains { likeness[row, $0] >= Self.same } }
            return told * 2 > utterance.spoken.count
        }
    }

    /// The utterances of two publications, each with each, with their odds.
    private func links(_ one: Int, _ other: Int) -> [Link] {
        let likeness = accounts.likeness(one, other)
        return own[one].flatMap { a in
            own[other].compactMap { b in
                mayLink(a, b) ? Link(a, b, odds: odds(a, b, likeness)) : nil
            }
        }
    }

    /// Two publications' own voices tell of one event; only where neither names a speaker may that be all
    /// that they tell of a statement.
    private func mayLink(_ a: Int, _ b: Int) -> Bool {
        let (one, other) = (accounts.utterances[a], accounts.utterances[b])
        return one.actor != nil || other.actor != nil
            || own[one.publication].count == 1 && own[other.publication].count == 1
    }

    // MARK: Comparing

    /// Publications to compare, the lower first.
    private func pairs() -> [(Int, Int)] {
        // A copy is compared with what it was copied from, and stands with it.
        let copies = copyOf.indices.filter { copyOf[$0] != $0 }.map { (copyOf[$0], $0) }
        guard !isFew else {
            return copies
                + originals.indices.flatMap { a in originals[(a + 1)...].map { (originals[a], $0) } }
        }
        let items = originals.map { index in
            Candidates.Item(index: index, days: accounts[index].published) { accounts[index].wording.words }
        }
        return copies + Candidates.pairs(items, counts: accounts.counts)
    }

    private func odds(_ a: Int, _ b: Int, _ likeness: SentenceLikeness) -> Double {
        let (one, other) = (accounts.utterances[a], accounts.utterances[b])
        if one.publication != other.publication, copyOf[one.publication] == copyOf[other.publication],
            one.actor == other.actor, one.days == other.days
        {
            // A copy says what it was copied from says, by the same speaker, be it with light edits.
            return Self.sure
        }
        return Resemblance(one, other, likeness, in: accounts)?.logOdds ?? -Self.sure
    }

    /// The odds of what is certain.
    private static let sure = 20.0

    // MARK: Making

    private func draft(_ members: [Int]) -> Grouping.Draft {
        guard members.count > 1 else { return Grouping.Draft(members: members, score: 1, told: [:], evidence: []) }
        var told: [Int: Set<Int>] = [:]
        var evidence: [Grouping.Draft.Evidence] = []
        var sum = 0.0
        var shown: Set<Set<Int>> = []
        let first = members.prefix(Self.shown)
        // The first are compared from either side.
        var known: [[Int]: SentenceLikeness] = [:]
        func likeness(_ a: Int, _ b: Int) -> SentenceLikeness {
            let (one, other) = (accounts.utterances[a].publication, accounts.utterances[b].publication)
            if let seen = known[[other, one]] { return seen.turned }
            let likeness = accounts.likeness(one, other)
            if first.contains(a) { known[[one, other]] = likeness }
            return likeness
        }
        // Each by the one that it resembles most, of the first in a large group.
        for a in members {
            let others = first.lazy.filter { $0 != a }.map { other in
                let likeness = likeness(a, other)
                return (index: other, likeness: likeness, odds: odds(a, other, likeness))
            }
            guard let other = others.max(by: { $0.odds < $1.odds }) else { continue }
            // One half is where the odds are even.
            let even = max(0, other.odds)
            sum += 0.5 + even / (2 * (even + 1))
            let pairs = Alignment(other.likeness, accounts.utterances[a], accounts.utterances[other.index]).pairs
                .sorted { $0.likeness > $1.likeness }
            if shown.insert([a, other.index]).inserted {
                evidence += pairs.prefix(3).map { pair in
                    Grouping.Draft.Evidence(a: (a, pair.a), b: (other.index, pair.b), likeness: pair.likeness)
                }
            }
            for pair in pairs where pair.likeness >= Self.same {
                told[a, default: []].insert(pair.a)
                told[other.index, default: []].insert(pair.b)
            }
        }
        return Grouping.Draft(
            members: members, score: sum / Double(members.count), told: told,
            evidence: evidence.sorted { $0.likeness > $1.likeness })
    }

    /// To so many of a group each is compared for what they have in common.
    private static let shown = 8
}
