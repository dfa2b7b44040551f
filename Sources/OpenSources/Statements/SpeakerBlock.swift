/// The utterances of speakers that may be one, to be grouped among themselves.
struct SpeakerBlock {
    struct Link {
        let a: Int
        let b: Int
        let affinity: Double
    }

    /// How near to each other two utterances of one speaker were said, as far as is known.
    private enum Nearness {
        case apart
        case oneDay
        /// The weekday is the same, and one of the days is not known.
        case oneWeekday
        case unknown
        /// One publication came out long after the other.
        case distant
    }

    /// Up to so many, all pairs are compared.
    static let few = 48

    /// So many days later, a publication that tells no day of a saying may still tell of it.
    private static let echo = 10
    /// So many, they came out together.
    private static let fresh = 2

    /// Indices of the utterances, ascending; everywhere else in the block an utterance is its place here.
    private let members: [Int]
    private let utterances: [Utterance]
    private let publications: [Publication]
    /// Who speaks, an organisation by the person who does so for it.
    private let actors: [KnownActor.Identity]
    private let copyOf: [Int]
    private let tellings: Weighed
    /// The same in words that all languages share; nil where the block has but one language.
    private let shared: Weighed?
    /// In how many sentences of the block each word stands.
    private let counts: [Int32]

    init(
        _ members: [Int], _ utterances: [Utterance], _ publications: [Publication], _ names: SpeakerNames,
        copyOf: [Int], words: ContentNumbers, usage: ContentNumbers.Usage, meanings: SentenceMeanings? = nil
    ) {
        self.members = members
        self.utterances = members.map { utterances[$0] }
        self.publications = publications
        actors = self.utterances.map { names.voice(of: $0.actor) }
        self.copyOf = copyOf
        guard members.count > 1 else {
            (tellings, shared, counts) = (Weighed(), nil, [])
            return
        }
        // Weights are counted among the utterances of one block alone: what its speakers always speak of
        // weighs little, whatever else is in the collection.
        // Of few utterances it is not yet known what the speaker always speaks of.
        let isKnown = members.count > Self.few
        let own = self.utterances.map(\.sentences)
        let usage = isKnown ? nil : usage
        let meant = meanings.map { meanings in
            members.map { index in
                let utterance = utterances[index]
                return meanings.meanings(of: utterance.sentences.map(\.span), in: publications[utterance.publication])
            }
        }
        (tellings, counts) = Self.weigh(own, meant, words: words.count, usage)
        let languages = Set(self.utterances.map { publications[$0.publication].language.identifier })
        shared =
            languages.count == 1
            ? nil
            : Self.weigh(
                own.map { sentences in
                    sentences.map { span, own in
                        (span, Set(own.map { words.shared[Int($0)] }).subtracting([-1]).sorted())
                    }
                }, meant, words: words.count, nil
            ).weighed
    }

    /// Utterances as weighed words.
    private struct Weighed {
        var tellings: [Telling] = []
        /// All words of each utterance as if they were one sentence.
        var bags: [Telling.Sentence] = []
    }

    /// - Parameter usage: By which the bags are weighed; nil: by the utterances' own.
    /// - Returns: Also, in how many sentences each word stands.
    private static func weigh(
        _ utterances: [[(span: TextSpan, words: [Int32])]], _ meanings: [[SentenceMeanings.Meaning?]]?, words: Int,
        _ usage: ContentNumbers.Usage?
    ) -> (weighed: Weighed, counts: [Int32]) {
        var own = ContentNumbers.Usage(words: words)
        for sentence in utterances.joined() { own.count(sentence.words) }
        let known = usage ?? own
        let weighed = Weighed(
            tellings: utterances.enumerated().map { index, sentences in
                Telling(
                    sentences: sentences.enumerated().map { place, sentence in
                        Telling.Sentence(
                            span: sentence.span, words: own.weighed(sentence.words),
                            meaning: meanings?[index][place])
                    })
            },
            bags: utterances.map { sentences in
                Telling.Sentence(
                    span: TextSpan(start: 0, end: 0),
                    words: known.weighed(Set(sentences.lazy.flatMap(\.words)).sorted()))
            })
        return (weighed, own.counts)
    }

    /// Two utterances in words that can be compared.
    private func comparable(_ a: Int, _ b: Int) -> Weighed {
        func language(_ index: Int) -> String? {
            publications[utterances[index].publication].language.identifier
        }
        guard let shared, language(a) != language(b) else { return tellings }
        return shared
    }

    func group() -> [Grouping.Draft] {
        guard members.count > 1 else {
            return [Grouping.Draft(members: members, scores: [1], evidence: [])]
        }
        var affinities = Affinities(block: self)
        var links: [Link] = []
        for (a, b) in pairs() where nearness(a, b) != .apart {
            let affinity = affinities[a, b]
            if affinity >= threshold(a, b) { links.append(Link(a: a, b: b, affinity: affinity)) }
        }
        links.sort { a, b in a.affinity != b.affinity ? a.affinity > b.affinity : (a.a, a.b) < (b.a, b.b) }
        var clusters = Clusters(utterances, actors: actors)
        var joining: [Link] = []
        for link in links
        where clusters.join(
            link.a, link.b, affinity: { affinities[$0, $1] },
            threshold: { min(threshold($0, $1), Grouping.thresholdAcrossRounds) }, mayMatch: { nearness($0, $1) != .apart })
        {
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
            let key = Copied(publication: copyOf[utterance.publication], actor: actors[index], day: utterance.day)
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
                        published: utterance.published,
                        words: Set(utterance.sentences.lazy.flatMap(\.words)))
                }, counts: counts, mayMatch: { nearness($0, $1) != .apart })
    }

    private struct Copied: Hashable {
        let publication: Int
        let actor: KnownActor.Identity
        let day: Day?
    }

    /// How alike two utterances are, computed once; none where they cannot be one.
    private struct Affinities {
        let block: SpeakerBlock
        private var known: [UInt64: Double] = [:]

        init(block: SpeakerBlock) { self.block = block }

        subscript(one: Int, other: Int) -> Double {
            mutating get {
                let (a, b) = (min(one, other), max(one, other))
                let key = UInt64(a) << 32 | UInt64(b)
                if let affinity = known[key] { return affinity }
                let affinity = block.nearness(a, b) == .apart ? 0 : block.affinity(a, b)
                known[key] = affinity
                return affinity
            }
        }
    }

    /// The strength of the alignment; of one speaker, with twice the likeness of all words.
    private func affinity(_ a: Int, _ b: Int) -> Double {
        let weighed = comparable(a, b)
        let strength = Alignment(weighed.tellings[a].sentences, weighed.tellings[b].sentences).strength
        let affinity =
            isOneSpeaker(a, b)
            ? max(0, strength) + 2 * weighed.bags[a].likeness(to: weighed.bags[b]) : strength
        // A copy carries what it was copied from, however little its words weigh among so few.
        let isCopy = copyOf[utterances[a].publication] == copyOf[utterances[b].publication]
        return isCopy ? max(affinity, Grouping.thresholdAcrossRounds) : affinity
    }

    /// One person, or one organisation on one day: an organisation makes many statements, and a
    /// government has many speakers.
    private func isOneSpeaker(_ a: Int, _ b: Int) -> Bool {
        guard actors[a] == actors[b] else { return false }
        return actors[a].kind == .person || actors[a].kind == .organisation && nearness(a, b) == .oneDay
    }

    private func threshold(_ a: Int, _ b: Int) -> Double {
        let (one, other) = (rounds(a), rounds(b))
        let isOtherRound = !one.isEmpty && !other.isEmpty && one.isDisjoint(with: other)
        guard isOneSpeaker(a, b) else {
            return isOtherRound ? Grouping.thresholdAcrossRounds : Grouping.threshold
        }
        switch nearness(a, b) {
        case .apart: return .infinity
        // One round may be told as another, where the day shows that it is the same statement.
        case .oneDay: return Grouping.thresholdOnOneDay
        case .oneWeekday: return Grouping.thresholdOnOneWeekday * (isOtherRound ? 2 : 1)
        case .unknown: return Grouping.threshold * (isOtherRound ? 2 : 1)
        case .distant: return Grouping.thresholdAtDistance * (isOtherRound ? 2 : 1)
        }
    }

    private func rounds(_ index: Int) -> Set<Int> { publications[utterances[index].publication].rounds }

    private func nearness(_ one: Int, _ other: Int) -> Nearness {
        let (a, b) = (utterances[one], utterances[other])
        guard a.publication != b.publication,
            actors[one] == actors[other] || actors[one].kind == .government
                || actors[other].kind == .government
        else { return .apart }
        if let first = a.day, let second = b.day {
            return abs(first.days(until: second)) <= 1 ? .oneDay : .apart
        }
        if let first = a.weekday, let second = b.weekday, first != second { return .apart }
        if let day = a.day { return nearness(of: day, to: b) ?? byWeekday(a, b) }
        if let day = b.day { return nearness(of: day, to: a) ?? byWeekday(a, b) }
        guard let first = a.published, let second = b.published else { return byWeekday(a, b) }
        let days = abs(first.days(until: second))
        return days <= Self.fresh ? .oneDay : days <= Self.echo ? .distant : .apart
    }

    private func byWeekday(_ a: Utterance, _ b: Utterance) -> Nearness {
        a.weekday != nil && a.weekday == b.weekday ? .oneWeekday : .unknown
    }

    /// A publication cannot carry what was said before the days it speaks of, nor what was said after
    /// it was published.
    private func nearness(of day: Day, to utterance: Utterance) -> Nearness? {
        if let published = utterance.published {
            let days = day.days(until: published)
            return (0...Self.fresh).contains(days) ? .oneDay : (0...Self.echo).contains(days) ? .distant : .apart
        }
        return publications[utterance.publication].latestEvent.map { $0 <= day } ?? true ? nil : .apart
    }

    // MARK: Making

    private func drafts(_ clusters: Clusters, links: [Link], joining: [Link]) -> [Grouping.Draft] {
        // Each member is as sure as its best link.
        var best: [Int: Double] = [:]
        for link in links where clusters.areTogether(link.a, link.b) {
            // One half is where a link begins to hold.
            let score = link.affinity / (link.affinity + threshold(link.a, link.b))
            best[link.a] = max(best[link.a] ?? 0, score)
            best[link.b] = max(best[link.b] ?? 0, score)
        }
        var evidence: [Int: [Grouping.Draft.Evidence]] = [:]
        for link in joining {
            let weighed = comparable(link.a, link.b).tellings
            let (a, b) = (weighed[link.a].sentences, weighed[link.b].sentences)
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
