/// Groups publications by the statement they carry.
///
/// Only utterances of one speaker are compared (a government's name and its organ's are one speaker),
/// and only where their days and rounds do not contradict each other. Then their sentences are aligned
/// in order (`Alignment`). Of a speaker who is heard in few publications all pairs are compared; of one
/// who is heard in many, those that share the rarest words (`Candidates`), so that the time is linear to
/// the publications.
public enum Grouping {
    /// - Returns: All statements, those that only one publication carries too, most carried first, then in order of appearance.
    ///
    /// - Parameter meanings: What a model makes of the publications' sentences, where one was asked.
    public static func group(_ publications: [Publication], meanings: SentenceMeanings? = nil) -> [Statement] {
        group(publications, copies: CopyGroup.find(publications), meanings: meanings)
    }

    /// - Parameter copies: The near-identical ones among the publications.
    public static func group(
        _ publications: [Publication], copies: [CopyGroup], meanings: SentenceMeanings? = nil
    ) -> [Statement] {
        var numbers = ContentNumbers()
        let dating = Dating(publications)
        var names = SpeakerNames(publications)
        var utterances: [Utterance] = []
        for (index, publication) in publications.enumerated() {
            utterances += Utterance.read(
                publication, index: index, dating: dating, names: &names, numbering: &numbers)
        }
        var usage = ContentNumbers.Usage(words: numbers.count)
        for utterance in utterances {
            for sentence in utterance.sentences { usage.count(sentence.words) }
        }
        var copyOf = Array(publications.indices)
        for group in copies {
            for index in group.publications { copyOf[index] = group.publications[0] }
        }
        var blocks: [String: [Int]] = [:]
        for (index, utterance) in utterances.enumerated() {
            blocks[block(names.voice(of: utterance.actor)), default: []].append(index)
        }
        var drafts: [Draft] = []
        for (_, members) in blocks.sorted(by: { $0.value[0] < $1.value[0] }) {
            drafts += SpeakerBlock(
                members, utterances, publications, names, copyOf: copyOf, words: numbers, usage: usage, meanings: meanings
            ).group()
        }
        drafts.sort { a, b in
            a.members.count != b.members.count
                ? a.members.count > b.members.count : a.members[0] < b.members[0]
        }
        let texts = TextsInUse(publications)
        return drafts.enumerated().map { number, draft in
            statement(number: number + 1, draft, utterances, publications, texts, copyOf: copyOf)
        }
    }

    /// A group of utterances that are one statement, before it is written out.
    struct Draft {
        /// Indices of utterances, ascending.
        let members: [Int]
        /// How sure it is of each.
        let scores: [Double]
        /// The passages that joined them, best first.
        let evidence: [Evidence]

        struct Evidence {
            let a: (utterance: Int, span: TextSpan)
            let b: (utterance: Int, span: TextSpan)
            let likeness: Double
        }
    }

    /// The least affinity that links two utterances: the strength of their alignment, and for those that
    /// are surely of one speaker twice the likeness of all their words.
    static let threshold = 0.6
    /// The same where both are of one person, or of one organisation, on one day.
    static let thresholdOnOneDay = 0.3
    /// The same where only the weekday is known to be one.
    static let thresholdOnOneWeekday = 0.5
    /// The same where one publication came out days after the other.
    static let thresholdAtDistance = 1.8
    /// The same where the publications begin with different rounds of talks.
    static let thresholdAcrossRounds = 1.2

    /// Speakers that may be one: of one side, or of one name.
    private static func block(_ actor: KnownActor.Identity) -> String {
        actor.kind == .unnamed ? "unnamed " + actor.name.lowercased() : actor.side ?? actor.name.lowercased()
    }

    // MARK: Making

    /// The text of the publication that was asked for last, as scalars.
    private final class TextsInUse {
        private let publications: [Publication]
        private var current: (index: Int, text: Scalars)?

        init(_ publications: [Publication]) { self.publications = publications }

        subscript(index: Int) -> Scalars {
            if let current, current.index == index { return current.text }
            let text = Scalars(publications[index].text)
            current = (index, text)
            return text
        }
    }

    private static func statement(
        number: Int, _ draft: Draft, _ utterances: [Utterance], _ publications: [Publication],
        _ texts: TextsInUse, copyOf: [Int]
    ) -> Statement {
        let own = draft.members.map { utterances[$0] }
        let speaker = (own.first { $0.actor.kind != .government } ?? own[0]).actor
        let carriers = own.map { utterance in
            let publication = publications[utterance.publication]
            return Carrier(
                publication: utterance.publication, file: publication.file,
                outlet: publication.outlet?.name, quotes: utterance.quotes,
                passages: utterance.sentences.map(\.span))
        }
        func excerpt(_ place: (utterance: Int, span: TextSpan)) -> Excerpt {
            let index = utterances[place.utterance].publication
            return Excerpt(
                publication: index, file: publications[index].file, span: place.span,
                text: texts[index].line(place.span))
        }
        return Statement(
            id: "S\(number)", speaker: speaker.name, side: speaker.side, isUnnamed: speaker.kind == .unnamed,
            day: day(own), carriers: carriers,
            score: draft.scores.reduce(0, +) / Double(draft.scores.count),
            evidence: draft.evidence.map {
                AlignedPassages(a: excerpt($0.a), b: excerpt($0.b), likeness: $0.likeness)
            },
            tellings: Set(own.map { copyOf[$0.publication] }).count)
    }

    /// The day that most carriers give; of two, the earlier.
    private static func day(_ utterances: [Utterance]) -> Day? {
        var counts: [Day: Int] = [:]
        for day in utterances.filter(\.isDayTold).compactMap(\.day) { counts[day, default: 0] += 1 }
        return counts.max { a, b in a.value != b.value ? a.value < b.value : a.key > b.key }?.key
    }
}
