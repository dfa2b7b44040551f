/// Groups publications by the statement they carry.
///
/// Utterances are compared by what they tell in the same order, when, and who is named as the speaker
/// (`Resemblance`): outlets name one speaker by name, by office, or not at all. Of few publications all
/// are compared with all; of many, those that share the rarest words (`Candidates`), so that the time is
/// linear to the publications.
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
        var copyOf = Array(publications.indices)
        for group in copies {
            for index in group.publications { copyOf[index] = group.publications[0] }
        }
        let accounts = Accounts(publications, copyOf: copyOf, meanings: meanings)
        let drafts = Gathering(accounts, copyOf: copyOf, isModelAsked: meanings != nil).drafts().sorted { a, b in
            a.members.count != b.members.count
                ? a.members.count > b.members.count : a.members[0] < b.members[0]
        }
        let texts = TextsInUse(publications)
        return drafts.enumerated().map { number, draft in
            statement(number: number + 1, draft, accounts, publications, texts, copyOf: copyOf)
        }
    }

    /// A group of utterances that are one statement, before it is written out.
    struct Draft {
        /// Indices of utterances, ascending.
        let members: [Int]
        /// How sure it is of them, 0 to 1.
        let score: Double
        /// For each utterance, the sentences besides its speaker's that tell the same as another's.
        let told: [Int: Set<Int>]
        /// The passages that joined them, best first.
        let evidence: [Evidence]

        struct Evidence {
            let a: (utterance: Int, sentence: Int)
            let b: (utterance: Int, sentence: Int)
            let likeness: Double
        }
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
        number: Int, _ draft: Draft, _ accounts: Accounts, _ publications: [Publication], _ texts: TextsInUse,
        copyOf: [Int]
    ) -> Statement {
        let own = draft.members.map { accounts.utterances[$0] }
        let speaker = speaker(own)
        var parts: [Int: (quotes: Set<Int>, passages: Set<TextSpan>)] = [:]
        for (index, utterance) in zip(draft.members, own) {
            let spans = accounts[utterance.publication].sentences
            parts[utterance.publication, default: ([], [])].quotes.formUnion(utterance.quotes)
            let told = utterance.spoken + (draft.told[index] ?? [])
            parts[utterance.publication]?.passages.formUnion(told.map { spans[$0] })
        }
        let carriers = parts.sorted { $0.key < $1.key }.map { index, part in
            Carrier(
                publication: index, file: publications[index].file, outlet: publications[index].outlet?.name,
                quotes: part.quotes.sorted(), passages: part.passages.sorted())
        }
        func excerpt(_ place: (utterance: Int, sentence: Int)) -> Excerpt {
            let index = accounts.utterances[place.utterance].publication
            let span = accounts[index].sentences[place.sentence]
            return Excerpt(
                publication: index, file: publications[index].file, span: span, text: texts[index].line(span))
        }
        return Statement(
            id: "S\(number)", speaker: speaker?.name ?? "", side: speaker?.side, isUnnamed: speaker?.kind == .unnamed,
            day: day(own), carriers: carriers, score: draft.score,
            evidence: draft.evidence.map {
                AlignedPassages(a: excerpt($0.a), b: excerpt($0.b), likeness: $0.likeness)
            },
            tellings: Set(carriers.map { copyOf[$0.publication] }).count)
    }

    /// The speaker as most carriers name him; a person or an organ before a capital, and both before an
    /// office that could be anybody's.
    private static func speaker(_ utterances: [Utterance]) -> KnownActor.Identity? {
        var counts: [KnownActor.Identity: Int] = [:]
        for actor in utterances.compactMap(\.actor) { counts[actor, default: 0] += 1 }
        func rank(_ actor: KnownActor.Identity) -> Int {
            switch actor.kind {
            case .person, .organisation: 2
            case .government: 1
            case .unnamed: 0
            }
        }
        return counts.max { a, b in
            (rank(a.key), a.value, b.key.name) < (rank(b.key), b.value, a.key.name)
        }?.key
    }

    /// The day that most carriers give; of two, the earlier.
    private static func day(_ utterances: [Utterance]) -> Day? {
        var counts: [Day: Int] = [:]
        for day in utterances.filter(\.isDayTold).compactMap(\.days.first) { counts[day, default: 0] += 1 }
        return counts.max { a, b in a.value != b.value ? a.value < b.value : a.key > b.key }?.key
    }
}
