/// Groups publications by the statement they carry.
///
/// Only utterances of one speaker are compared (a government's name and its organ's are one speaker), and only where their days and rounds
/// do not contradict each other. Then their sentences are aligned in order (`Alignment`). Within the utterances of one speaker
/// all pairs are compared.
public enum Grouping {
    /// - Returns: All statements, those that only one publication carries too, most carried first, then in order of appearance.
    public static func group(_ publications: [Publication]) -> [Statement] {
        let utterances = publications.enumerated().flatMap { Utterance.read($1, index: $0) }
        let tellings = tell(utterances, publications)
        let links = links(utterances, tellings, publications)

        var clusters = Clusters(utterances)
        for link in links { clusters.join(link) }
        let ordered = clusters.all.sorted { a, b in
            let (carriersA, carriersB) = (Set(a.map { utterances[$0].publication }).count, Set(b.map { utterances[$0].publication }).count)
            return carriersA != carriersB ? carriersA > carriersB : a[0] < b[0]
        }
        return ordered.enumerated().map { number, members in
            statement(number: number + 1, members, links.filter { members.contains($0.a) && members.contains($0.b) }, utterances, tellings, publications)
        }
    }

    struct Link {
        let a: Int
        let b: Int
        let alignment: Alignment

        /// 0 to 1; one half is where a link begins to hold.
        var score: Double { alignment.strength / (alignment.strength + Grouping.threshold) }
    }

    /// The least strength of alignment that links two utterances.
    static let threshold = 0.5

    // MARK: Comparing

    private static func tell(_ utterances: [Utterance], _ publications: [Publication]) -> [Telling] {
        var weights = WordWeights()
        var scalars: [Int: Scalars] = [:]
        let counted = utterances.map { utterance in
            let text = scalars[utterance.publication] ?? Scalars(publications[utterance.publication].text)
            scalars[utterance.publication] = text
            return utterance.passages.map { passage in
                (passage.span, weights.count(ContentWords.read(Tokeniser(scalars: text).tokens(in: passage.span))))
            }
        }
        return counted.map { sentences in
            Telling(sentences: sentences.map { span, numbers in
                let words = numbers.map { (word: $0, weight: weights.weight($0)) }
                return Telling.Sentence(span: span, words: words, weight: words.reduce(0) { $0 + $1.weight })
            })
        }
    }

    private static func links(_ utterances: [Utterance], _ tellings: [Telling], _ publications: [Publication]) -> [Link] {
        var blocks: [String: [Int]] = [:]
        for (index, utterance) in utterances.enumerated() { blocks[block(utterance.actor), default: []].append(index) }
        var links: [Link] = []
        for members in blocks.values {
            for (position, a) in members.enumerated() {
                for b in members[(position + 1)...] where mayMatch(utterances[a], utterances[b], publications) {
                    let link = Link(a: a, b: b, alignment: Alignment(tellings[a].sentences, tellings[b].sentences))
                    let isContradicted = contradict(publications[utterances[a].publication].rounds, publications[utterances[b].publication].rounds)
                    if link.alignment.strength >= threshold * (isContradicted ? 4 : 1) { links.append(link) }
                }
            }
        }
        return links.sorted { a, b in
            a.alignment.strength != b.alignment.strength ? a.alignment.strength > b.alignment.strength : (a.a, a.b) < (b.a, b.b)
        }
    }

    /// Speakers that may be one: of one side, or of one name.
    private static func block(_ actor: Actor.Identity) -> String {
        actor.kind == .unnamed ? "unnamed " + actor.name.lowercased() : actor.side ?? actor.name.lowercased()
    }

    private static func mayMatch(_ a: Utterance, _ b: Utterance, _ publications: [Publication]) -> Bool {
        guard a.publication != b.publication else { return false }
        guard a.actor == b.actor || a.actor.kind == .government || b.actor.kind == .government else { return false }
        switch (a.day, b.day) {
        case (let first?, let second?): return abs(first.days(until: second)) <= 1
        case (let day?, nil): return isPossible(day, publications[b.publication])
        case (nil, let day?): return isPossible(day, publications[a.publication])
        case (nil, nil): return true
        }
    }

    /// A publication cannot carry what was said before the days it speaks of, nor what was said after it was published.
    private static func isPossible(_ day: Day, _ publication: Publication) -> Bool {
        if let published = publication.published.day { return (0...30).contains(day.days(until: published)) }
        return publication.latestEvent.map { $0 <= day } ?? true
    }

    private static func contradict(_ a: Set<Int>, _ b: Set<Int>) -> Bool { !a.isEmpty && !b.isEmpty && a.isDisjoint(with: b) }

    // MARK: Making

    private static func statement(
        number: Int, _ members: [Int], _ links: [Link], _ utterances: [Utterance], _ tellings: [Telling], _ publications: [Publication]
    ) -> Statement {
        let own = members.map { utterances[$0] }
        let speaker = (own.first { $0.actor.kind != .government } ?? own[0]).actor
        let carriers = own.map { utterance in
            Carrier(
                publication: utterance.publication, file: publications[utterance.publication].file, quotes: utterance.quotes,
                passages: utterance.passages.map(\.span))
        }
        // Each member is as sure as its best link.
        let scores = members.map { member in links.filter { $0.a == member || $0.b == member }.map(\.score).max() ?? 1 }
        return Statement(
            id: "S\(number)", speaker: speaker.name, side: speaker.side, isUnnamed: speaker.kind == .unnamed, day: day(own),
            carriers: carriers, score: scores.reduce(0, +) / Double(scores.count),
            evidence: links.flatMap { evidence($0, utterances, tellings, publications) }.sorted { $0.likeness > $1.likeness })
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

/// Utterances joined by their links, strongest first; none that contradict each other are joined through a third.
private struct Clusters {
    private let utterances: [Utterance]
    private var members: [[Int]]
    private var home: [Int]

    init(_ utterances: [Utterance]) {
        self.utterances = utterances
        members = utterances.indices.map { [$0] }
        home = Array(utterances.indices)
    }

    /// Each sorted, empty ones left out.
    var all: [[Int]] { members.filter { !$0.isEmpty } }

    mutating func join(_ link: Grouping.Link) {
        let (a, b) = (home[link.a], home[link.b])
        guard a != b else { return }
        for one in members[a] {
            for other in members[b] where contradict(utterances[one], utterances[other]) { return }
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
