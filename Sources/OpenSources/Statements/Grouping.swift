/// Groups publications by the statement they carry.
///
/// Only utterances of one speaker are compared (a government's name and its organ's are one speaker),
/// and only where their days and rounds do not contradict each other. Then their sentences are aligned
/// in order (`Alignment`). Within the utterances of one speaker all pairs are compared.
public enum Grouping {
    /// - Returns: All statements, those that only one publication carries too, most carried first, then in order of appearance.
    public static func group(_ publications: [Publication]) -> [Statement] {
        let utterances = publications.enumerated().flatMap { Utterance.read($1, index: $0) }
        var blocks: [String: [Int]] = [:]
        for (index, utterance) in utterances.enumerated() {
            blocks[block(utterance.actor), default: []].append(index)
        }
        let tellings = tell(utterances, blocks: Array(blocks.values), publications)
        let compared = compare(utterances, tellings, blocks: Array(blocks.values), publications)
        let links = compared.filter { $0.alignment.strength >= $0.threshold }

        var clusters = Clusters(utterances, compared)
        for link in links { clusters.join(link) }
        let ordered = clusters.all.sorted { a, b in
            let (carriersA, carriersB) = (
                Set(a.map { utterances[$0].publication }).count,
                Set(b.map { utterances[$0].publication }).count
            )
            return carriersA != carriersB ? carriersA > carriersB : a[0] < b[0]
        }
        return ordered.enumerated().map { number, members in
            statement(
                number: number + 1, members,
                links.filter { members.contains($0.a) && members.contains($0.b) }, utterances, tellings,
                publications)
        }
    }

    struct Link {
        let a: Int
        let b: Int
        let alignment: Alignment
        /// The least strength that links these two.
        let threshold: Double

        /// 0 to 1; one half is where a link begins to hold.
        var score: Double { alignment.strength / (alignment.strength + Grouping.threshold) }
    }

    /// The least strength of alignment that links two utterances.
    static let threshold = 0.6
    /// The same where the publications begin with different rounds of talks.
    static let thresholdAcrossRounds = 1.2

    // MARK: Comparing

    /// The utterances' sentences as weighted words. Weights are counted among the utterances of one
    /// side alone: what its speakers always speak of weighs little, whatever else is in the collection.
    private static func tell(_ utterances: [Utterance], blocks: [[Int]], _ publications: [Publication])
        -> [Telling]
    {
        var tellings = Array(repeating: Telling(sentences: []), count: utterances.count)
        for block in blocks where block.count > 1 {
            var weights = WordWeights()
            let counted = block.map { index in
                let text = Scalars(publications[utterances[index].publication].text)
                return utterances[index].passages.map { passage in
                    (
                        passage.span,
                        weights.count(ContentWords.read(Tokeniser(scalars: text).tokens(in: passage.span)))
                    )
                }
            }
            for (index, sentences) in zip(block, counted) {
                tellings[index] = Telling(
                    sentences: sentences.map { span, numbers in
                        let words = numbers.map { (word: $0, weight: weights.weight($0)) }
                        return Telling.Sentence(
                            span: span, words: words, weight: words.reduce(0) { $0 + $1.weight })
                    })
            }
        }
        return tellings
    }

    /// All pairs that may be one statement, the strongest alignment first.
    private static func compare(
        _ utterances: [Utterance], _ tellings: [Telling], blocks: [[Int]], _ publications: [Publication]
    ) -> [Link] {
        var links: [Link] = []
        for members in blocks {
            for (position, a) in members.enumerated() {
                for b in members[(position + 1)...] where mayMatch(utterances[a], utterances[b], publications)
                {
                    let differ = contradict(
                        publications[utterances[a].publication].rounds,
                        publications[utterances[b].publication].rounds)
                    links.append(
                        Link(
                            a: a, b: b, alignment: Alignment(tellings[a].sentences, tellings[b].sentences),
                            threshold: differ ? thresholdAcrossRounds : threshold))
                }
            }
        }
        return links.sorted { a, b in
            a.alignment.strength != b.alignment.strength
                ? a.alignment.strength > b.alignment.strength : (a.a, a.b) < (b.a, b.b)
        }
    }

    /// Speakers that may be one: of one side, or of one name.
    private static func block(_ actor: KnownActor.Identity) -> String {
        actor.kind == .unnamed ? "unnamed " + actor.name.lowercased() : actor.side ?? actor.name.lowercased()
    }

    private static func mayMatch(_ a: Utterance, _ b: Utterance, _ publications: [Publication]) -> Bool {
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
    private static func isPossible(_ day: Day, _ publication: Publication) -> Bool {
        if let published = publication.published.day { return (0...30).contains(day.days(until: published)) }
        return publication.latestEvent.map { $0 <= day } ?? true
    }

    private static func contradict(_ a: Set<Int>, _ b: Set<Int>) -> Bool {
        !a.isEmpty && !b.isEmpty && a.isDisjoint(with: b)
    }

    // MARK: Making

    private static func statement(
        number: Int, _ members: [Int], _ links: [Link], _ utterances: [Utterance], _ tellings: [Telling],
        _ publications: [Publication]
    ) -> Statement {
        let own = members.map { utterances[$0] }
        let speaker = (own.first { $0.actor.kind != .government } ?? own[0]).actor
        let carriers = own.map { utterance in
            Carrier(
                publication: utterance.publication, file: publications[utterance.publication].file,
                quotes: utterance.quotes,
                passages: utterance.passages.map(\.span))
        }
        // Each member is as sure as its best link.
        let scores = members.map { member in
            links.filter { $0.a == member || $0.b == member }.map(\.score).max() ?? 1
        }
        return Statement(
            id: "S\(number)", speaker: speaker.name, side: speaker.side, isUnnamed: speaker.kind == .unnamed,
            day: day(own),
            carriers: carriers, score: scores.reduce(0, +) / Double(scores.count),
            evidence: links.flatMap { evidence($0, utterances, tellings, publications) }.sorted {
                $0.likeness > $1.likeness
            })
    }

    /// The day that most carriers give; of two, the earlier.
    private static func day(_ utterances: [Utterance]) -> Day? {
        var counts: [Day: Int] = [:]
        for day in utterances.compactMap(\.day) { counts[day, default: 0] += 1 }
        return counts.max { a, b in a.value != b.value ? a.value < b.value : a.key > b.key }?.key
    }

    private static func evidence(
        _ link: Link, _ utterances: [Utterance], _ tellings: [Telling], _ publications: [Publication]
    ) -> [AlignedPassages] {
        func excerpt(_ utterance: Int, _ sentence: Int) -> Excerpt {
            let publication = publications[utterances[utterance].publication]
            let span = tellings[utterance].sentences[sentence].span
            return Excerpt(
                publication: utterances[utterance].publication, file: publication.file, span: span,
                text: Scalars(publication.text).line(span))
        }
        return link.alignment.pairs.sorted { $0.likeness > $1.likeness }.prefix(3).map { pair in
            AlignedPassages(a: excerpt(link.a, pair.a), b: excerpt(link.b, pair.b), likeness: pair.likeness)
        }
    }
}
