/// How likely each sentence of one carrier answers each of another: by the content that both hold, the
/// rarer the heavier, and by how well their neighbours answer each other.
struct SentenceLinks {
    struct Link {
        /// Indices of pieces.
        let a: Int
        let b: Int
        let likeness: Double
        /// 1 where the two are each other's likeliest or clearly alike; 2 and 3 where it is not clear.
        let rank: Int
    }

    /// One link for each pair of sentences that may answer each other: of each sentence up to three.
    let links: [Link]
    /// How likely the place of two sentences makes them answer each other, 0 to 1.
    private let places: [Double]
    private let columns: Int

    /// What a word is worth that only begins alike.
    static let nearlyAlike = 0.6
    /// How much of what is missing the neighbours may give.
    private static let trust = 0.25
    /// Neighbours that are less alike give nothing.
    private static let firm = 0.12
    /// The least likeness of a link; and the least where both carriers speak in their own voice.
    private static let (faint, faintInOwnVoice) = (0.06, 0.07)
    /// What is less alike is never clearly another's counterpart.
    private static let doubtful = 0.1
    /// A key that more words of a carrier share tells nothing, and would take time with their square.
    private static let common = 150
    /// From here on a sentence may be the likeliest of several: what one says in one, another says in two.
    private static let clear = 0.35
    /// The least part of the best link of a sentence that another must have.
    private static let near = 0.5

    /// - Parameters:
    ///   - one: With the weights of its pieces.
    ///   - isOwnCompared: Whether what both tell in their own voices is compared, too.
    init(
        _ one: (text: CarrierText, weights: [Double]), _ other: (text: CarrierText, weights: [Double]),
        _ weights: WordWeights, isOwnCompared: Bool
    ) {
        let (rows, columns) = (one.weights.count, other.weights.count)
        self.columns = columns
        var likeness = [Double](repeating: 0, count: rows * columns)
        Self.meet(one.text.postings, other.text.postings) { a, b in
            likeness[Int(a.piece) * columns + Int(b.piece)] += Self.weight(a.word, weights)
        }
        Self.meet(one.text.stems, other.text.stems) { a, b in
            guard a.word != b.word, !one.text.holds(b.word, in: Int(a.piece)), !other.text.holds(a.word, in: Int(b.piece))
            else { return }
            likeness[Int(a.piece) * columns + Int(b.piece)] +=
                Self.nearlyAlike * min(Self.weight(a.word, weights), Self.weight(b.word, weights))
        }
        for row in 0..<rows {
            for column in 0..<columns where likeness[row * columns + column] > 0 {
                let whole = (one.weights[row] * other.weights[column]).squareRoot()
                likeness[row * columns + column] = min(1, likeness[row * columns + column] / whole)
            }
        }
        places = Self.places(likeness, rows, columns)
        for index in likeness.indices { likeness[index] += Self.trust * places[index] * (1 - likeness[index]) }
        links = Self.choose(likeness, one.text.pieces.map(\.voice), other.text.pieces.map(\.voice), isOwnCompared)
    }

    /// The likeness of words that two sentences have there, with what their place adds.
    func likeness(_ words: Double, at link: Link) -> Double {
        words + Self.trust * places[link.a * columns + link.b] * (1 - words)
    }

    /// How sure a likeness makes: half of all content in common is much, as no two tellings choose the
    /// same words. From 0.6 on, of a hundred first counterparts ninety-eight are right.
    static func sureness(_ likeness: Double) -> Double { likeness * (1.6 - 0.6 * likeness) }

    /// The weight of the content of each piece.
    static func weights(of text: CarrierText, _ weights: WordWeights) -> [Double] {
        text.pieces.map { text.contents[$0.contents].reduce(0) { $0 + weight($1, weights) } }
    }

    /// Even a word of every sentence tells a little.
    static func weight(_ word: Int32, _ weights: WordWeights) -> Double { weights.weight(word) + 0.5 }

    /// All pairs of postings with one key.
    private static func meet(
        _ a: [CarrierText.Posting], _ b: [CarrierText.Posting], _ body: (CarrierText.Posting, CarrierText.Posting) -> Void
    ) {
        func end(_ postings: [CarrierText.Posting], _ start: Int) -> Int {
            var end = start
            while end < postings.count, postings[end].key == postings[start].key { end += 1 }
            return end
        }
        var (i, j) = (0, 0)
        while i < a.count, j < b.count {
            if a[i].key < b[j].key {
                i += 1
            } else if b[j].key < a[i].key {
                j += 1
            } else {
                let (first, second) = (end(a, i), end(b, j))
                if first - i <= common, second - j <= common {
                    for one in a[i..<first] {
                        for other in b[j..<second] { body(one, other) }
                    }
                }
                (i, j) = (first, second)
            }
        }
    }

    /// A retelling mostly keeps the order: what stands beside two sentences that are alike is likely
    /// alike, too.
    private static func places(_ likeness: [Double], _ rows: Int, _ columns: Int) -> [Double] {
        var places = [Double](repeating: 0, count: likeness.count)
        for row in 0..<rows {
            for column in 0..<columns where likeness[row * columns + column] >= firm {
                let own = likeness[row * columns + column]
                for (step, shift, part) in neighbours {
                    let (a, b) = (row + step, column + shift)
                    guard a >= 0, a < rows, b >= 0, b < columns else { continue }
                    places[a * columns + b] = max(places[a * columns + b], own * part)
                }
            }
        }
        return places
    }

    /// Steps in the one and the other, and how much a link so far away says.
    private static let neighbours: [(Int, Int, Double)] = [-2, -1, 1, 2].flatMap { step in
        (-2...2).map { shift in
            let isNext = abs(step) == 1 && abs(shift) <= 1
            return (step, shift, (isNext ? 1 : 0.5) * (step * shift < 0 ? 0.5 : 1) * (shift == 0 ? 0.7 : 1))
        }
    }

    /// Of each sentence the three likeliest, with those of the others that have it among theirs.
    private static func choose(
        _ likeness: [Double], _ one: [CarrierText.Voice], _ other: [CarrierText.Voice], _ isOwnCompared: Bool
    ) -> [Link] {
        let (rows, columns) = (one.count, other.count)
        func may(_ row: Int, _ column: Int, _ own: Double) -> Bool {
            guard own >= faint else { return false }
            if one[row] == .statement || other[column] == .statement { return true }
            return isOwnCompared && own >= faintInOwnVoice && one[row] == .own && other[column] == .own
        }
        var ofRows = [Best](repeating: Best(), count: rows)
        var ofColumns = [Best](repeating: Best(), count: columns)
        for row in 0..<rows {
            for column in 0..<columns {
                let own = likeness[row * columns + column]
                guard may(row, column, own) else { continue }
                ofRows[row].add(column, own)
                ofColumns[column].add(row, own)
            }
        }
        var links: [Link] = []
        for row in 0..<rows {
            for column in 0..<columns {
                let own = likeness[row * columns + column]
                guard may(row, column, own) else { continue }
                let there = ofRows[row].rank(of: column, own, near: near)
                let back = ofColumns[column].rank(of: row, own, near: near)
                let rank = min(there, back)
                guard rank <= 3 else { continue }
                let isFirst = own >= clear ? rank == 1 : own >= doubtful && there == 1 && back == 1
                links.append(Link(a: row, b: column, likeness: own, rank: isFirst ? 1 : max(2, rank)))
            }
        }
        return links
    }

    /// The three likeliest.
    private struct Best {
        private var first = (index: -1, likeness: 0.0)
        private var second = (index: -1, likeness: 0.0)
        private var third = (index: -1, likeness: 0.0)

        mutating func add(_ index: Int, _ likeness: Double) {
            if likeness > first.likeness {
                (first, second, third) = ((index, likeness), first, second)
            } else if likeness > second.likeness {
                (second, third) = ((index, likeness), second)
            } else if likeness > third.likeness {
                third = (index, likeness)
            }
        }

        /// 1 to 3, or 4 for what is none of them or much less alike than the first.
        func rank(of index: Int, _ likeness: Double, near: Double) -> Int {
            if index == first.index { return 1 }
            guard likeness >= near * first.likeness else { return 4 }
            return index == second.index ? 2 : index == third.index ? 3 : 4
        }
    }
}
