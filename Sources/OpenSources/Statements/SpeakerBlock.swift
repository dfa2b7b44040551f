/// The utterances of speakers that may be one, to be grouped among themselves.
struct SpeakerBlock {
    struct Link {
        let a: Int
        let b: Int
        let strength: Double
    }

    /// Up to so many, all pairs are compared.
    static let few = 48

    /// Indices of the utterances, ascending; everywhere else in the block an utterance is its place here.
    private let members: [Int]
    private let utterances: [Utterance]
    private let publications: [Publication]
    private let copyOf: [Int]
    private let tellings: [Telling]
    /// The same in words that all languages share; none where the block has but one language.
    private let shared: [Telling]
    /// In how many sentences of the block each word stands.
    private let counts: [Int32]

    init(
        _ members: [Int], _ utterances: [Utterance], _ publications: [Publication], copyOf: [Int],
        words: ContentNumbers
    ) {
        self.members = members
        self.utterances = members.map { utterances[$0] }
        self.publications = publications
        self.copyOf = copyOf
        guard members.count > 1 else {
            (tellings, shared, counts) = ([], [], [])
            return
        }
        // Weights are counted among the utterances of one block alone: what its speakers always speak of
        // weighs little, whatever else is in the collection.
        (tellings, counts) = Self.weigh(self.utterances.map(\.sentences), words: words.count)
        let languages = Set(members.map { publications[utterances[$0].publication].language.identifier })
        shared =
            languages.count == 1
            ? []
            : Self.weigh(
                self.utterances.map { utterance in
                    utterance.sentences.map { span, own in
                        (span, Set(own.map { words.shared[Int($0)] }).subtracting([-1]).sorted())
                    }
                }, words: words.count
            ).tellings
    }

    /// - Returns: The sentences with their words weighed, and in how many each word stands.
    private static func weigh(_ utterances: [[(span: TextSpan, words: [Int32])]], words: Int)
        -> (tellings: [Telling], counts: [Int32])
    {
        var counts = [Int32](repeating: 0, count: words)
        var sentences = 0
        for sentence in utterances.joined() {
            sentences += 1
            for word in sentence.words { counts[Int(word)] += 1 }
        }
        var weights: [Int32: Float] = [:]
        let tellings = utterances.map { utterance in
            Telling(
                sentences: utterance.map { span, words in
                    Telling.Sentence(
                        span: span,
                        words: words.map { word in
                            let count = counts[Int(word)]
                            if let weight = weights[count] { return (word, weight) }
                            let weight = Float(WordWeights.weight(count: Int(count), of: sentences))
                            weights[count] = weight
                            return (word, weight)
                        })
                })
        }
        return (tellings, counts)
    }

    /// The sentences of two utterances, so that their words can be compared.
    private func comparable(_ a: Int, _ b: Int) -> (a: [Telling.Sentence], b: [Telling.Sentence]) {
        func language(_ index: Int) -> String? { publications[utterances[index].publication].language.identifier }
        let tellings = shared.isEmpty || language(a) == language(b) ? tellings : shared
        return (tellings[a].sentences, tellings[b].sentences)
    }

    private func alignment(_ a: Int, _ b: Int) -> Alignment {
        let (one, other) = comparable(a, b)
        return Alignment(one, other)
    }

    func group() -> [Grouping.Draft] {
        guard members.count > 1 else {
            return [Grouping.Draft(members: members, scores: [1], evidence: [])]
        }
        var strengths = Strengths(block: self)
        var links: [Link] = []
        for (a, b) in pairs() where mayMatch(a, b) {
            let strength = strengths[a, b]
            if strength >= threshold(a, b) { links.append(Link(a: a, b: b, strength: strength)) }
        }
        links.sort { a, b in a.strength != b.strength ? a.strength > b.strength : (a.a, a.b) < (b.a, b.b) }
        var clusters = Clusters(utterances)
        var joining: [Link] = []
        for link in links where clusters.join(link.a, link.b, strength: { strengths[$0, $1] }) {
            joining.append(link)
        }
        return drafts(clusters, links: links, joining: joining)
    }

    // MARK: Comparing

    private func pairs() -> [(Int, Int)] {
        guard members.count > Self.few else {
            return members.indices.flatMap { a in ((a + 1)..<members.count).map { (a, $0) } }
        }
        // A copy is compared with what it was copied from, and stands with it.
        var originals: [Copied: Int] = [:]
        var leading: [Int] = []
        var pairs: [(Int, Int)] = []
        for (index, utterance) in utterances.enumerated() {
            let key = Copied(publication: copyOf[utterance.publication], actor: utterance.actor, day: utterance.day)
            if let original = originals[key] {
                pairs.append((original, index))
            } else {
                originals[key] = index
                leading.append(index)
            }
        }
        return pairs
            + Candidates.pairs(
                leading.map { index in
                    let utterance = utterances[index]
                    return Candidates.Item(
                        index: index, day: utterance.day,
                        published: publications[utterance.publication].published.day,
                        words: Set(utterance.sentences.lazy.flatMap(\.words)))
                }, counts: counts, mayMatch: mayMatch)
    }

    private struct Copied: Hashable {
        let publication: Int
        let actor: KnownActor.Identity
        let day: Day?
    }

    /// The strength of two utterances' alignment, computed once; none where they cannot be one.
    private struct Strengths {
        let block: SpeakerBlock
        private var known: [UInt64: Double] = [:]

        init(block: SpeakerBlock) { self.block = block }

        subscript(one: Int, other: Int) -> Double {
            mutating get {
                let (a, b) = (min(one, other), max(one, other))
                let key = UInt64(a) << 32 | UInt64(b)
                if let strength = known[key] { return strength }
                let strength =
                    block.mayMatch(a, b)
                    ? block.alignment(a, b).strength : 0
                known[key] = strength
                return strength
            }
        }
    }

    private func threshold(_ a: Int, _ b: Int) -> Double {
        let (one, other) = (rounds(a), rounds(b))
        return !one.isEmpty && !other.isEmpty && one.isDisjoint(with: other)
            ? Grouping.thresholdAcrossRounds : Grouping.threshold
    }

    private func rounds(_ index: Int) -> Set<Int> { publications[utterances[index].publication].rounds }

    private func mayMatch(_ one: Int, _ other: Int) -> Bool {
        let (a, b) = (utterances[one], utterances[other])
        guard a.publication != b.publication else { return false }
        guard a.actor == b.actor || a.actor.kind == .government || b.actor.kind == .government else {
            return false
        }
        switch (a.day, b.day) {
        case (let first?, let second?): return abs(first.days(until: second)) <= 1
        case (let day?, nil): return isPossible(day, publications[b.publication])
        case (nil, let day?): return isPossible(day, publications[a.publication])
        case (nil, nil): return true
        }
    }

    /// A publication cannot carry what was said before the days it speaks of, nor what was said after
    /// it was published.
    private func isPossible(_ day: Day, _ publication: Publication) -> Bool {
        if let published = publication.published.day { return (0...30).contains(day.days(until: published)) }
        return publication.latestEvent.map { $0 <= day } ?? true
    }

    // MARK: Making

    private func drafts(_ clusters: Clusters, links: [Link], joining: [Link]) -> [Grouping.Draft] {
        // Each member is as sure as its best link.
        var best: [Int: Double] = [:]
        for link in links where clusters.areTogether(link.a, link.b) {
            // One half is where a link begins to hold.
            let score = link.strength / (link.strength + Grouping.threshold)
            best[link.a] = max(best[link.a] ?? 0, score)
            best[link.b] = max(best[link.b] ?? 0, score)
        }
        var evidence: [Int: [Grouping.Draft.Evidence]] = [:]
        for link in joining {
            let (a, b) = comparable(link.a, link.b)
            evidence[clusters.home(of: link.a), default: []] += Alignment(a, b).pairs
                .sorted { $0.likeness > $1.likeness }.prefix(3).map { pair in
                    Grouping.Draft.Evidence(
                        a: (members[link.a], a[pair.a].span), b: (members[link.b], b[pair.b].span),
                        likeness: pair.likeness)
                }
        }
        return clusters.all.map { cluster in
            Grouping.Draft(
                members: cluster.map { members[$0] }, scores: cluster.map { best[$0] ?? 1 },
                evidence: (evidence[clusters.home(of: cluster[0])] ?? []).sorted { $0.likeness > $1.likeness })
        }
    }
}
