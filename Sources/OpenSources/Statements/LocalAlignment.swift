/// The stretch of a sentence that best answers some words, in their order (after Smith and Waterman).
struct LocalAlignment {
    /// The stretch, as indices of the sentence's words.
    let range: Range<Int>
    let weight: Double
    /// The part of the words' content that is matched, 0 to 1.
    let share: Double
    /// How many content words match.
    let matches: Int

    init?(_ words: [CarrierText.Word], _ sentence: [CarrierText.Word], _ weights: WordWeights) {
        let own = words.map { Self.weight($0, weights) }
        let total = own.reduce(0, +)
        guard total > 0, !sentence.isEmpty else { return nil }
        struct Cell {
            var score = 0.0
            var matched = 0.0
            var count = 0
            var start = 0
        }
        var best = (cell: Cell(), end: 0)
        var above = Array(repeating: Cell(), count: sentence.count + 1)
        for (row, word) in words.enumerated() {
            var current = Array(repeating: Cell(), count: sentence.count + 1)
            for column in 1...sentence.count {
                var cell = Cell()
                func consider(_ other: Cell) { if other.score > cell.score { cell = other } }
                if sentence[column - 1].folded == word.folded {
                    var next = above[column - 1]
                    if next.score == 0 { next = Cell(start: column - 1) }
                    next.score += own[row]
                    next.matched += own[row]
                    next.count += word.isSmall ? 0 : 1
                    consider(next)
                }
                for other in [above[column], current[column - 1]] where other.score > 0 {
                    var next = other
                    next.score -= Self.gap
                    consider(next)
                }
                current[column] = cell
                if cell.score > best.cell.score, sentence[column - 1].folded == word.folded {
                    best = (cell, column)
                }
            }
            above = current
        }
        guard best.cell.score > 0 else { return nil }
        range = best.cell.start..<best.end
        weight = best.cell.score
        share = best.cell.matched / total
        matches = best.cell.count
    }

    /// What a word left out or put in costs.
    private static let gap = 0.12

    /// A small word counts little, so that it decides only between equals.
    private static func weight(_ word: CarrierText.Word, _ weights: WordWeights) -> Double {
        word.isSmall ? 0.2 : weights.weight(word.folded) + 0.5
    }
}
