/// What sentences mean to a model, for those who wish it: `Grouping` does without. It helps where a
/// retelling shares too few words with what it retells.
public struct SentenceMeanings: Sendable {
    /// The direction in which a sentence points.
    struct Meaning: Hashable, Sendable {
        /// Of length 1.
        fileprivate let vector: [Float]
        /// How alike sentences are to the model that have nothing in common.
        fileprivate let floor: Double

        /// 0 where two sentences are no more alike than any two, 1 where they mean the same to the model.
        func likeness(to other: Meaning) -> Double {
            max(0, (SentenceMeanings.cosine(vector, other.vector) - floor) / (1 - floor))
        }
    }

    private var meanings: [String: Meaning] = [:]

    /// How much it counts beside the words that two sentences share, which count 0 to 1 in the same way.
    static let weight = 0.35
    /// By how much more two utterances must resemble each other where a model was asked: it finds every two sentences
    /// on one matter a little alike.
    static let doubt = 0.5

    /// A sentence longer than this, in scalars, has no meaning here.
    static let longestSentence = 2_000
    private static let batch = 32

    /// Asks a model what the sentences of publications mean, whoever's voice they are.
    ///
    /// - Throws: What the model throws, and `NoEmbeddings`.
    public init(of publications: [Publication], by model: any SentenceModel) async throws {
        var sentences: Set<String> = []
        for publication in publications {
            let scalars = Scalars(publication.text)
            for voice in publication.voices where voice.span.length <= Self.longestSentence {
                sentences.insert(scalars.line(voice.span))
            }
        }
        let known = sentences.sorted()
        let all = Self.unlike + known
        var vectors: [[Float]] = []
        for start in stride(from: 0, to: all.count, by: Self.batch) {
            let asked = Array(all[start..<min(start + Self.batch, all.count)])
            let answer = try await model.embed(Self.request(asked, to: model.name))
            vectors += try Self.vectors(in: answer, count: asked.count, width: vectors.first?.count)
        }
        let floor = Self.floor(among: vectors.prefix(Self.unlike.count))
        for (sentence, vector) in zip(known, vectors.dropFirst(Self.unlike.count)) {
            meanings[sentence] = Meaning(vector: vector, floor: floor)
        }
    }

    /// One for each sentence; nil for those that the model was not asked about.
    func meanings(of sentences: [TextSpan], in publication: Publication) -> [Meaning?] {
        let scalars = Scalars(publication.text)
        return sentences.map { meanings[scalars.line($0)] }
    }

    // MARK: Vectors

    private static func request(_ sentences: [String], to model: String) -> [UInt8] {
        let body = JSONValue.object([
            ("model", .text(model)), ("input", .array(sentences.map { .text($0) })),
            ("encoding_format", .text("float")),
        ])
        return Array(body.text.utf8)
    }

    /// - Parameter width: How many numbers a vector has; nil while none is known.
    private static func vectors(in answer: [UInt8], count: Int, width: Int?) throws(NoEmbeddings) -> [[Float]] {
        guard let data = JSONReader.read(answer)?["data"]?.asArray, data.count == count else { throw NoEmbeddings() }
        var vectors = [[Float]?](repeating: nil, count: count)
        var width = width
        for (place, item) in data.enumerated() {
            let index = item["index"]?.asNumber.flatMap { Int(exactly: $0) } ?? place
            guard vectors.indices.contains(index), vectors[index] == nil, let numbers = item["embedding"]?.asArray,
                let unit = unit(numbers.map { $0.asNumber ?? .nan }), unit.count == width ?? unit.count
            else { throw NoEmbeddings() }
            width = unit.count
            vectors[index] = unit
        }
        return vectors.compactMap { $0 }
    }

    /// A vector of length 1; nil where it has no direction.
    private static func unit(_ numbers: [Double]) -> [Float]? {
        let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length > 0, length.isFinite else { return nil }
        return numbers.map { Float($0 / length) }
    }

    fileprivate static func cosine(_ a: [Float], _ b: [Float]) -> Double {
        var sum: Float = 0
        for index in a.indices { sum += a[index] * b[index] }
        return Double(sum)
    }

    /// Models differ in how alike any two sentences are to them. It is measured on sentences that have
    /// nothing in common: the likest two of them are where likeness begins.
    private static func floor(among vectors: ArraySlice<[Float]>) -> Double {
        var floor = -1.0
        for (place, one) in vectors.enumerated() {
            for other in vectors.dropFirst(place + 1) { floor = max(floor, cosine(one, other)) }
        }
        return min(floor, 0.99)
    }

    private static let unlike = [
        "The minister said that both sides would meet again on Thursday.",
        "Eleven people were wounded when a shell hit the market.",
        "The bakery on the corner sells bread with caraway seeds.",
        "He denied that any soldier had crossed the river.",
        "Prices of wheat rose by four percent in a month.",
        "Our team lost the final after extra time.",
        "The road over the pass is closed because of snow.",
        "She thanked the doctors and nurses of the hospital.",
        "The guarantors asked for the names of the prisoners.",
        "A new bridge will carry trains from next spring.",
        "The court put off its ruling on the election law.",
        "Children planted forty trees behind the school.",
    ]
}
