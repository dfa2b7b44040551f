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
        private var named: [KnownActor.Identity] = []

        mutating func add(_ actor: KnownActor.Identity) { named.append(actor) }

        /// Whether a person, an organisation and a side may be heard in both, as far as both hear any.
        func mayShare(_ other: Speakers) -> Bool {
            if areOfOtherSides(than: other) { return false }
            for kind in [KnownActor.Kind.person, .organisation] {
                let (one, another) = (named.filter { $0.kind == kind }, other.named.filter { $0.kind == kind })
                if one.isEmpty || another.isEmpty { continue }
                return one.contains { actor in another.contains(where: actor.mayBe) }
            }
            return true
        }

        func areOfOtherSides(than other: Speakers) -> Bool {
            let (sides, others) = (Set(named.compactMap(\.side)), Set(other.named.compactMap(\.side)))
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
            utterances[index].actor = actor
            guard actor.kind != .unnamed else { continue }
            let publication = utterances[index].publication
            utterances[index].name = numbers.readName(of: actor, in: publications[publication].language.language)
            accounts[publication].speakers.add(actor)
        }
        let originals = accounts.indices.lazy.filter { copyOf[$0] == $0 }
        (weights, counts) = Self.weigh(originals.map { [accounts] in accounts[$0].wording }, words: numbers.count)
        if Set(accounts.map(\.language)).count > 1 {
            for index in accounts.indices { accounts[index].shared = accounts[index].wording.translated(numbers.shared) }
            let weights = Self.weigh(originals.compactMap { [accounts] in accounts[$0].shared }, words: numbers.count).weights
            for index in accounts.indices { accounts[index].shared?.weigh(weights) }
            sharedWeights = weights
        } else {
            sharedWeights = nil
        }
        for index in accounts.indices { accounts[index].wording.weigh(weights) }
    }

    private static func weigh(
        _ wordings: [Wording], words: Int
    ) -> (weights: Wording.Weights, counts: [Int32]) {
        var sentences = [Int32](repeating: 0, count: words)
        var texts = sentences
        for wording in wordings { wording.count(sentences: &sentences, texts: &texts) }
        let all = wordings.reduce(0) { $0 + $1.sentences }
        return (
            Wording.Weights(
                inSentences: sentences.map { Float(WordWeights.weight(count: Int($0), of: all + Self.others * 10)) },
                inTexts: texts.map { Float(WordWeights.weight(count: Int($0), of: wordings.count + Self.others)) }),
            sentences
        )
    }

    /// So many texts, of ten sentences each, are thought beside those that are compared: where these are few,
    /// a word that two of them share is not a common one.
    private static let others = 20

    subscript(publication: Int) -> Account { accounts[publication] }

    func alignment(_ a: Utterance, _ b: Utterance) -> Alignment { Alignment(likeness(a, b).sentences) }

    /// How alike two utterances are, sentence by sentence and in all words, by which they are compared.
    func likeness(_ a: Utterance, _ b: Utterance) -> (sentences: SentenceLikeness, words: Double) {
        let (one, other) = (accounts[a.publication], accounts[b.publication])
        if one.language != other.language, let sharedWeights, let first = one.shared, let second = other.shared {
            return Self.likeness(first, a.compared, second, b.compared, sharedWeights)
        }
        return Self.likeness(one.wording, a.compared, other.wording, b.compared, weights)
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

    private static func likeness(
        _ a: Wording, _ chosenA: Wording.Choice, _ b: Wording, _ chosenB: Wording.Choice, _ weights: Wording.Weights
    ) -> (sentences: SentenceLikeness, words: Double) {
        let likeness = SentenceLikeness(a, chosenA, b, chosenB, weights)
        func weight(_ wording: Wording, _ chosen: Wording.Choice) -> Float {
            wording.words(of: chosen).reduce(0) { $0 + weights.inTexts[Int($1)] }
        }
        let product = weight(a, chosenA) * weight(b, chosenB)
        return (likeness, product > 0 ? Double(likeness.common / product.squareRoot()) : 0)
    }
}
