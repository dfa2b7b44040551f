extension Alteration {
    /// For each sentence of a statement's carriers, be it a quotation, a report or the outlet's own voice,
    /// where another carrier gives its words: best first.
    ///
    /// Every carrier is compared with every other where they are few; else with the one that tells most,
    /// so that the time is linear to the carriers.
    public static func find(_ publications: [Publication], _ statements: [Statement]) -> [Alteration] {
        var all: [Alteration] = []
        each(publications, statements) { all += $0 }
        return all.sorted(by: comesBefore)
    }

    /// The same, of one statement after the other, each best first, so that no more are held at a time.
    public static func each<Failure: Error>(
        _ publications: [Publication], _ statements: [Statement], _ body: ([Alteration]) throws(Failure) -> Void
    ) throws(Failure) {
        var comparison = Comparison(publications)
        let compared = statements.filter { $0.carriers.count > 1 }
        for statement in compared {
            for carrier in statement.carriers { comparison.carried[carrier.publication, default: []].append((statement.id, carrier)) }
        }
        for statement in compared { try body(comparison.find(statement).sorted(by: comesBefore)) }
    }

    private static func comesBefore(_ a: Alteration, _ b: Alteration) -> Bool {
        a.score != b.score
            ? a.score > b.score
            : (a.a.publication, a.a.span.start, a.b.publication, a.rank, a.b.span.start) < (
                b.a.publication, b.a.span.start, b.b.publication, b.rank, b.b.span.start
            )
    }
}

/// What is kept from one statement to the next.
private struct Comparison {
    let publications: [Publication]
    /// By publication, the statements that others carry, too.
    var carried: [Int: [(statement: String, carrier: Carrier)]] = [:]
    private var forms = WordForms()
    private var weights = WordWeights()
    /// Pairs of publications whose own voices have been compared.
    private var compared = Set<UInt64>()

    init(_ publications: [Publication]) { self.publications = publications }

    mutating func find(_ statement: Statement) -> [Alteration] {
        var texts: [CarrierText] = []
        weights.clear()
        for carrier in statement.carriers {
            let others = (carried[carrier.publication] ?? []).filter { $0.statement != statement.id }.flatMap(\.carrier.passages)
            let text = CarrierText(carrier, publications[carrier.publication], others: others, forms: &forms)
            for piece in text.pieces { weights.count(text.contents[piece.contents]) }
            texts.append(text)
        }
        weights.settle()
        // Those that tell most are compared with all.
        let fullest = Set(
            texts.indices.sorted { (texts[$1].told, $0) < (texts[$0].told, $1) }
                .prefix(texts.count <= Self.fewCarriers ? texts.count : Self.references))
        let weighed = texts.map { (text: $0, weights: SentenceLinks.weights(of: $0, weights)) }
        var found: [Alteration] = []
        for one in texts.indices {
            for other in texts.indices.dropFirst(one + 1)
            where fullest.contains(one) || fullest.contains(other) {
                let pair = UInt64(texts[one].index) << 32 | UInt64(texts[other].index)
                let links = SentenceLinks(
                    weighed[one], weighed[other], weights, isOwnCompared: compared.insert(pair).inserted)
                let counterparts = Counterparts(one: texts[one], other: texts[other], links: links, weights: weights, forms: forms)
                for link in links.links { found.append(counterparts.alteration(link, of: statement.id)) }
            }
        }
        return found
    }

    private static let fewCarriers = 8
    private static let references = 1
}

/// Where one carrier gives the words of another.
private struct Counterparts {
    let one: CarrierText
    let other: CarrierText
    let links: SentenceLinks
    let weights: WordWeights
    let forms: WordForms

    func alteration(_ link: SentenceLinks.Link, of statement: String) -> Alteration {
        let (a, b) = (one.pieces[link.a], other.pieces[link.b])
        let whole = Stretches(
            a: (a.span, a.words), b: (b.span, b.words), answered: a.words, around: b.words, likeness: link.likeness)
        let shown = link.rank == 1 ? stretches(of: whole, in: (a, b), at: link) : whole
        let (words, counterpart) = (one.words[shown.a.words], other.words[shown.b.words])
        return Alteration(
            statement: statement, a: one.excerpt(shown.a.span, of: link.a), b: other.excerpt(shown.b.span, of: link.b),
            aIsQuoted: one.isQuoted(shown.a.span), bIsQuoted: other.isQuoted(shown.b.span),
            score: SentenceLinks.sureness(shown.likeness),
            rank: link.rank,
            changes: Alteration.Change.read(
                words, counterpart, near: (one.words[shown.answered], other.words[shown.around]),
                isMoved: a.context.isElsewhere(b.context), forms),
            words: link.rank == 1 ? WordRun.read(words, counterpart) : [])
    }

    /// What is shown of two sentences.
    private struct Stretches {
        typealias Stretch = (span: TextSpan, words: Range<Int>)
        var a: Stretch
        var b: Stretch
        /// Of the one's words, those that the other answers, with some words more.
        var answered: Range<Int>
        /// Of the other's words the stretch with those just before it, where a hedge may stand.
        var around: Range<Int>
        var likeness: Double
    }

    /// The least part of two stretches' content that both hold, to show them alone.
    private static let firm = 0.6

    /// The clauses that answer each other, where they are clearly more alike than the whole.
    private func stretches(
        of whole: Stretches, in pieces: (a: CarrierText.Piece, b: CarrierText.Piece), at link: SentenceLinks.Link
    ) -> Stretches {
        guard let met = LocalAlignment(one.words, whole.a.words, other.words, whole.b.words, weights), met.matches > 1 else {
            return whole
        }
        // Of a quotation nothing is hidden that the other leaves out.
        let a = one.isQuoted(whole.a.span) ? whole.a.words : one.clauses(around: met.a, in: whole.a.words)
        let b = other.isQuoted(whole.b.span) ? whole.b.words : other.clauses(around: met.b, in: whole.b.words)
        let weight = (content(one.words[a]) * content(other.words[b])).squareRoot()
        let likeness = links.likeness(min(1, met.matched / weight), at: link)
        guard met.matched >= Self.firm * weight, likeness > whole.likeness else { return whole }
        var cut = whole
        cut.likeness = likeness
        if a != whole.a.words { cut.a = (one.span(of: a), a) }
        if b != whole.b.words { cut.b = (other.span(of: b), b) }
        // What stands beside a quotation is not said of its words.
        let bounds = (
            one.isQuoted(cut.a.span) ? a : pieces.a.sentence, other.isQuoted(cut.b.span) ? b : pieces.b.sentence
        )
        cut.answered = max(bounds.0.lowerBound, met.a.lowerBound - 4)..<min(met.a.upperBound + 3, bounds.0.upperBound)
        cut.around = max(bounds.1.lowerBound, b.lowerBound - 4)..<b.upperBound
        return cut
    }

    private func content(_ words: ArraySlice<CarrierText.Word>) -> Double {
        words.reduce(0) { $0 + LocalAlignment.weight($1.form, weights) }
    }
}
