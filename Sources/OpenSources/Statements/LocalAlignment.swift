/// The stretch of a sentence that best answers some words, in their order (after Smith and Waterman).
struct LocalAlignment {
    /// The stretch, as indices of the sentence's words.
    let range: Range<Int>
    /// The words that it answers: from the first that matches to the last.
    let answered: Range<Int>
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
            var start = (row: 0, column: 0)
        }
        var best = (cell: Cell(), row: 0, column: 0)
        var above = Array(repeating: Cell(), count: sentence.count + 1)
        var current = above
        for (row, word) in words.enumerated() {
            current[0] = Cell()
            for column in 1...sentence.count {
                var cell = Cell()
                let likeness = Self.likeness(word, sentence[column - 1])
                if likeness > 0 {
                    cell = above[column - 1]
                    if cell.score == 0 { cell.start = (row, column - 1) }
                    cell.score += own[row] * likeness
                    cell.matched += own[row] * likeness
                    cell.count += word.isSmall ? 0 : 1
                }
                if above[column].score - Self.gap > cell.score {
                    cell = above[column]
                    cell.score -= Self.gap
                }
                if current[column - 1].score - Self.gap > cell.score {
                    cell = current[column - 1]
                    cell.score -= Self.gap
                }
                current[column] = cell
                if likeness > 0, cell.score > best.cell.score { best = (cell, row + 1, column) }
            }
            swap(&above, &current)
        }
        guard best.cell.score > 0 else { return nil }
        range = best.cell.start.column..<best.column
        answered = best.cell.start.row..<best.row
        weight = best.cell.score
        share = best.cell.matched / total
        matches = best.cell.count
    }

    /// What a word is worth that only begins alike.
    static let nearlyAlike = 0.6
    /// What a word left out or put in costs.
    private static let gap = 0.12

    /// 1 for the same word, and less for one that only begins alike.
    private static func likeness(_ a: CarrierText.Word, _ b: CarrierText.Word) -> Double {
        a.place == b.place ? 1 : a.stem != 0 && a.stem == b.stem ? nearlyAlike : 0
    }

    /// A small word counts little, so that it decides only between equals.
    static func weight(_ word: CarrierText.Word, _ weights: WordWeights) -> Double {
        word.isSmall ? 0.2 : weights.weight(word.place) + 0.5
    }
}
