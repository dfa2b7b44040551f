/// All that one publication tells: the sentences of its body, whoever's voice they are.
struct Account {
    let sentences: [TextSpan]
    var wording: Wording
    /// The same in words that all languages share; nil where all publications are of one language.
    var shared: Wording?
    let language: String?
    /// The days on which it may have appeared, the likeliest first (`Dating`).
    let published: [Day]
    /// The latest day that it speaks of as past.
    let latestEvent: Day?
    /// The speakers with names whose utterances it carries.
    var speakers = Speakers()

    struct Speakers {
        private var named: [NamedSpeaker] = []

        mutating func add(_ speaker: NamedSpeaker) { named.append(speaker) }

        /// Whether a person, an organisation and a side may be heard in both, as far as both hear any.
        func mayShare(_ other: Speakers) -> Bool {
            if areOfOtherSides(than: other) { return false }
            for kind in [KnownActor.Kind.person, .organisation] {
                let (one, another) = (named.filter { $0.identity.kind == kind }, other.named.filter { $0.identity.kind == kind })
                if one.isEmpty || another.isEmpty { continue }
                return one.contains { speaker in another.contains(where: speaker.mayBe) }
            }
            return true
        }

        func areOfOtherSides(than other: Speakers) -> Bool {
            let (sides, others) = (Set(named.compactMap(\.identity.side)), Set(other.named.compactMap(\.identity.side)))
            return !sides.isEmpty && !others.isEmpty && sides.isDisjoint(with: others)
        }
    }
}

/// What many publications tell, ready to be compared.
struct Accounts {
    private var accounts: [Account] = []
    /// In order of the publications.
    private(set) var utterances: [Utterance] = []
    /// In how many sentences each word stands.
    let counts: [Int32]
    private let weights: Wording.Weights
    private let sharedWeights: Wording.Weights?

    /// - Parameter copyOf: For each publication the one it was copied from, or itself: a copy's words count once.
    init(_ publications: [Publication], copyOf: [Int], meanings: SentenceMeanings?) {
        var numbers = ContentNumbers()
        let dating = Dating(publications)
        var names = SpeakerNames(publications)
        for (index, publication) in publications.enumerated() {
            let tokeniser = Tokeniser(scalars: Scalars(publication.text), language: publication.language.language)
            let sentences = Array(Set(publication.voices.map(\.span) + publication.passages.map(\.span)).sorted().prefix(Wording.limit))
            let published = dating.days(of: publication, tokeniser.scalars)
            utterances += Utterance.read(
                publication, index: index, sentences: sentences, published: published, tokeniser: tokeniser,
                names: &names)
            accounts.append(
                Account(
                    sentences: sentences,
                    wording: Wording(
                        sentences.map { numbers.read(tokeniser.tokens(in: $0), in: tokeniser.language) },
                        meanings: meanings?.meanings(of: sentences, in: publication) ?? []),
                    language: publication.language.identifier, published: published,
                    latestEvent: publication.latestEvent))
        }
        for index in utterances.indices {
            guard let actor = utterances[index].actor.map(names.voice(of:)) else { continue }
            let speaker = NamedSpeaker(actor)
            utterances[index].speaker = speaker
            guard actor.kind != .unnamed else { continue }
            let publication = utterances[index].publication
            utterances[index].name = numbers.readName(of: actor, in: publications[publication].language.language)
            accounts[publication].speakers.add(speaker)
        }
        let originals = accounts.indices.lazy.filter { copyOf[$0] == $0 }
        (weights, counts) = Self.weigh(originals.map { [accounts] in accounts[$0].wording }, words: numbers.count, chance: 6, short: 20)
        if Set(accounts.map(\.language)).count > 1 {
            for index in accounts.indices { accounts[index].shared = accounts[index].wording.translated(numbers.shared) }
            // Of the words of a sentence, languages share few.
            let weights = Self.weigh(
                originals.compactMap { [accounts] in accounts[$0].shared }, words: numbers.count, chance: 2, short: 6
            ).weights
            for index in accounts.indices { accounts[index].shared?.weigh(weights) }
            sharedWeights = weights
        } else {
            sharedWeights = nil
        }
        for index in accounts.indices { accounts[index].wording.weigh(weights) }
    }

    private static func weigh(
        _ wordings: [Wording], words: Int, chance: Float, short: Float
    ) -> (weights: Wording.Weights, counts: [Int32]) {
        var sentences = [Int32](repeating: 0, count: words)
        var texts = sentences
        for wording in wordings { wording.count(sentences: &sentences, texts: &texts) }
        let all = wordings.reduce(0) { $0 + $1.sentences }
        return (
            Wording.Weights(
                inSentences: sentences.map { Float(WordWeights.weight(count: Int($0), of: all + Self.others * 10)) },
                inTexts: texts.map { Float(WordWeights.weight(count: Int($0), of: wordings.count + Self.others)) },
                chance: chance, short: short),
            sentences
        )
    }

    /// So many texts, of ten sentences each, are thought beside those that are compared: where these are few,
    /// a word that two of them share is not a common one.
    private static let others = 10

    subscript(publication: Int) -> Account { accounts[publication] }

    /// How alike the sentences of two publications are: of two languages, in the words that these share.
    func likeness(_ a: Int, _ b: Int) -> SentenceLikeness {
        let (one, other) = (accounts[a], accounts[b])
        if one.language != other.language, let sharedWeights, let first = one.shared, let second = other.shared {
            return SentenceLikeness(first, second, sharedWeights)
        }
        return SentenceLikeness(one.wording, other.wording, weights)
    }

    /// How telling it is that a publication names an utterance's speaker: the weight of the name; 0 where
    /// it does not.
    func mention(of utterance: Utterance, in publication: Int) -> Double {
        let wording = accounts[publication].wording
        var weight = Float.infinity
        for word in utterance.name {
            guard wording.holds(word) else { return 0 }
            weight = min(weight, weights.inTexts[Int(word)])
        }
        return weight.isFinite ? Double(weight) : 0
    }
}
