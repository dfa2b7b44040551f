extension Alteration {
    /// For each quotation and reported sentence of a statement, where another carrier gives its words:
    /// best first.
    ///
    /// Every carrier is compared with every other where they are few; else with the few that tell most,
    /// so that the time is linear to the carriers.
    public static func find(_ publications: [Publication], _ statements: [Statement]) -> [Alteration] {
        var all: [Alteration] = []
        each(publications, statements) { all += $0 }
        return all.sorted(by: comesBefore)
    }

    /// The same, of one statement after the other, each best first, so that no more are held at a time.
    public static func each(
        _ publications: [Publication], _ statements: [Statement], _ body: ([Alteration]) -> Void
    ) {
        var forms = WordForms()
        for statement in statements where statement.carriers.count > 1 {
            body(find(publications, statement, &forms).sorted(by: comesBefore))
        }
    }

    private static func comesBefore(_ a: Alteration, _ b: Alteration) -> Bool {
        a.score != b.score
            ? a.score > b.score
            : (a.a.publication, a.a.span.start, a.b.publication, a.rank) < (
                b.a.publication, b.a.span.start, b.b.publication, b.rank
            )
    }

    private static func find(
        _ publications: [Publication], _ statement: Statement, _ forms: inout WordForms
    ) -> [Alteration] {
        var weights = WordWeights()
        var texts: [CarrierText] = []
        for carrier in statement.carriers {
            texts.append(
                CarrierText(carrier, publications[carrier.publication], forms: &forms, weights: &weights))
        }
        for text in texts {
            for sentence in text.sentences { weights.count(Set(sentence.words.map(\.place))) }
        }
        weights.settle()
        // Those that tell most are compared with all.
        let fullest = Set(
            texts.indices.sorted { (texts[$1].units.count, $0) < (texts[$0].units.count, $1) }
                .prefix(texts.count <= fewCarriers ? texts.count : references))
        var found: [Alteration] = []
        for one in texts.indices {
            for other in texts.indices.dropFirst(one + 1)
            where fullest.contains(one) || fullest.contains(other) {
                let there = Counterparts(texts[one], texts[other], weights).alterations(of: statement.id)
                let back = Counterparts(texts[other], texts[one], weights).alterations(of: statement.id)
                // Two passages that answer each other are shown once.
                found += there
                found += back.filter { alteration in
                    !there.contains {
                        $0.a.span.overlaps(alteration.b.span) && $0.b.span.overlaps(alteration.a.span)
                    }
                }
            }
        }
        return found
    }

    private static let fewCarriers = 8
    private static let references = 1
}

/// In which sentences words stand.
private struct SentenceIndex {
    private var byPlace: [Int: [Int]] = [:]
    private var byStem: [UInt64: [Int]] = [:]
    private let count: Int

    init(_ sentences: [CarrierText.Sentence]) {
        count = sentences.count
        for (index, sentence) in sentences.enumerated() {
            for word in sentence.words where !word.isSmall {
                if byPlace[word.place]?.last != index { byPlace[word.place, default: []].append(index) }
                if word.stem != 0, byStem[word.stem]?.last != index {
                    byStem[word.stem, default: []].append(index)
                }
            }
        }
    }

    /// For each sentence the most of some words' content that it can match in any order, 0 to 1.
    func bounds(_ words: [CarrierText.Word], _ weights: WordWeights) -> [Double] {
        var shared = [Double](repeating: 0, count: count)
        var total = 0.0
        for word in words where !word.isSmall {
            let own = LocalAlignment.weight(word, weights)
            total += own
            let whole = byPlace[word.place] ?? []
            for sentence in whole { shared[sentence] += own }
            for sentence in byStem[word.stem] ?? [] where !whole.contains(sentence) {
                shared[sentence] += own * LocalAlignment.nearlyAlike
            }
        }
        return total > 0 ? shared.map { $0 / total } : shared
    }
}

/// Where one carrier gives the words of another.
private struct Counterparts {
    private let one: CarrierText
    private let other: CarrierText
    private let weights: WordWeights
    private let index: SentenceIndex
    /// For each sentence of the one, the sentence of the other that the order of both pairs it with.
    private var partners: [Int: Int] = [:]

    /// The least of the words' content that their counterpart must hold, or less where the order of both
    /// tellings bears it out.
    private static let floor = 0.3
    /// From here on, no other counterpart of a quotation is given.
    private static let clear = 0.62
    /// The least score of a second or third one.
    private static let faint = 0.16
    /// How much of what is missing the order may give.
    private static let trust = 0.35

    init(_ one: CarrierText, _ other: CarrierText, _ weights: WordWeights) {
        self.one = one
        self.other = other
        self.weights = weights
        index = SentenceIndex(other.sentences)
        func telling(_ text: CarrierText) -> [Telling.Sentence] {
            text.sentences.map { sentence in
                Telling.Sentence(
                    span: sentence.span,
                    words: Set(sentence.words.filter { !$0.isSmall }.map(\.place)).sorted().map {
                        (Int32($0), Float(weights.weight($0)))
                    })
            }
        }
        for pair in Alignment(telling(one), telling(other)).pairs { partners[pair.a] = pair.b }
    }

    func alterations(of statement: String) -> [Alteration] {
        one.units.flatMap { unit in
            candidates(for: unit).enumerated().map { rank, candidate in
                let words = candidate.words
                return Alteration(
                    statement: statement, a: one.excerpt(unit.span), b: other.excerpt(candidate.span),
                    aIsQuoted: unit.isQuoted, bIsQuoted: candidate.isQuoted, score: candidate.score,
                    rank: rank + 1,
                    changes: Alteration.Change.read(
                        unit.words, words, near: (candidate.answered, candidate.around),
                        isMoved: unit.context.isElsewhere(candidate.context)),
                    words: rank == 0 ? WordRun.read(unit.words, words) : [])
            }
        }
    }

    // MARK: Candidates

    private struct Candidate {
        var span: TextSpan
        var words: [CarrierText.Word]
        /// Of the unit, what it answers, with some words more.
        var answered: [CarrierText.Word]
        /// With the words just before it, where a hedge may stand.
        var around: [CarrierText.Word]
        var isQuoted: Bool
        let context: CarrierText.Context
        let score: Double
    }

    /// The likeliest first: one that is clear, or up to three.
    private func candidates(for unit: CarrierText.Unit) -> [Candidate] {
        let place = self.place(of: unit)
        let bounds = index.bounds(unit.words, weights).enumerated().map { ($0, $1) }
        let promising = bounds.filter { $0.1 > 0 || place(($0.0)) > 0 }
            .sorted { a, b in
                let (first, second) = (a.1 + place(a.0) * Self.trust, b.1 + place(b.0) * Self.trust)
                return first != second ? first > second : a.0 < b.0
            }
            .prefix(4)
        var found: [(candidate: Candidate, share: Double, matches: Int)] = []
        for (index, bound) in promising {
            let sentence = other.sentences[index]
            let stretch = bound > 0 ? LocalAlignment(unit.words, sentence.words, weights) : nil
            let share = stretch?.share ?? 0
            let score = share + (1 - share) * Self.trust * place(index)
            let candidate =
                stretch.flatMap { $0.share >= Self.floor / 2 ? self.candidate(unit, sentence, $0, score) : nil }
                ?? Candidate(
                    span: sentence.span, words: sentence.words, answered: unit.words,
                    around: sentence.words, isQuoted: false,
                    context: sentence.context, score: score)
            found.append((candidate, share, stretch?.matches ?? 0))
        }
        found.sort { $0.candidate.score > $1.candidate.score }
        guard let best = found.first else { return [] }
        let content = unit.words.count { !$0.isSmall }
        let isFound =
            best.share >= Self.floor && best.matches >= min(2, content)
            || best.candidate.score >= Self.faint
        guard isFound else { return [] }
        // What one sentence says, another telling may say in two.
        if best.candidate.score >= Self.clear, unit.isQuoted { return [best.candidate] }
        return found.prefix(3).map(\.candidate).filter { $0.score >= Self.faint }
    }

    /// How well a sentence of the other stands where the unit stands in the one: 1 for its partner, less
    /// for one between the partners of its neighbours.
    private func place(of unit: CarrierText.Unit) -> (Int) -> Double {
        guard let sentence = unit.sentence else { return { _ in 0 } }
        if let partner = partners[sentence] {
            return { $0 == partner ? 1 : abs($0 - partner) == 1 ? 0.4 : 0 }
        }
        let before = partners.filter { $0.key < sentence }.max { $0.key < $1.key }?.value ?? -1
        let after = partners.filter { $0.key > sentence }.min { $0.key < $1.key }?.value ?? other.sentences.count
        return { index in
            index > before && index < after ? 0.7 : index == before || index == after ? 0.5 : 0
        }
    }

    /// The stretch with as many words at its ends as the unit's own ends have without a match, up to a
    /// mark; or the quotation that holds most of it.
    private func candidate(
        _ unit: CarrierText.Unit, _ sentence: CarrierText.Sentence, _ stretch: LocalAlignment,
        _ score: Double
    ) -> Candidate {
        let words = sentence.words
        var (start, end) = (stretch.range.lowerBound, stretch.range.upperBound)
        var missing = min(stretch.answered.lowerBound, 6)
        while start > 0, missing > 0, !other.isParted(words[start - 1], words[start]) {
            start -= 1
            missing -= 1
        }
        missing = min(unit.words.count - stretch.answered.upperBound, 6)
        while end < words.count, missing > 0, !other.isParted(words[end - 1], words[end]) {
            end += 1
            missing -= 1
        }
        // A sentence stands against a sentence.
        if !unit.isQuoted { (start, end) = (0, words.count) }
        let span = TextSpan(start: words[start].span.start, end: words[end - 1].span.end)
        let around = Array(words[max(0, start - 4)..<end])
        let answered = Array(
            unit.words[max(0, stretch.answered.lowerBound - 4)..<min(stretch.answered.upperBound + 3, unit.words.count)])
        if let quote = other.units.first(where: {
            $0.isQuoted && $0.span.overlaps(span) && $0.span.common(span) * 2 >= span.length
        }) {
            return Candidate(
                span: quote.span, words: quote.words, answered: answered, around: quote.words, isQuoted: true,
                context: sentence.context, score: score)
        }
        return Candidate(
            span: span, words: Array(words[start..<end]), answered: answered, around: around, isQuoted: false,
            context: sentence.context, score: score)
    }
}
