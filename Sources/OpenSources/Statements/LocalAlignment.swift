/// The stretches of two sentences that best answer each other, in order (after Smith and Waterman).
struct LocalAlignment {
    /// The stretch of the one, from the first word that matches to the last.
    let a: Range<Int>
    /// That of the other.
    let b: Range<Int>
    /// The weight of the words that match.
    let matched: Double
    /// How many content words match.
    let matches: Int

    /// - Parameters:
    ///   - words: Of which `range` is compared.
    ///   - sentence: Of which `other` is compared.
    init?(
        _ words: [CarrierText.Word], _ range: Range<Int>, _ sentence: [CarrierText.Word], _ other: Range<Int>,
        _ weights: WordWeights
    ) {
        guard !other.isEmpty else { return nil }
        var best = (cell: Cell(), row: 0, column: 0)
        var above = Array(repeating: Cell(), count: other.count + 1)
        var current = above
        for row in range {
            let form = words[row].form
            let own = Self.weight(form, weights)
            current[0] = Cell()
            for column in 1...other.count {
                var cell = Cell()
                let likeness = Self.likeness(form, sentence[other.lowerBound + column - 1].form)
                if likeness > 0 {
                    cell = above[column - 1]
                    if cell.score == 0 { (cell.row, cell.column) = (Int32(row), Int32(column - 1)) }
                    cell.score += own * likeness
                    cell.matched += own * likeness
                    cell.count += form.isSmall ? 0 : 1
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
        a = Int(best.cell.row)..<best.row
        b = other.lowerBound + Int(best.cell.column)..<other.lowerBound + best.column
        matched = best.cell.matched
        matches = Int(best.cell.count)
    }

    private struct Cell {
        var score = 0.0
        var matched = 0.0
        var count: Int32 = 0
        var row: Int32 = 0
        var column: Int32 = 0
    }

    /// What a word left out or put in costs.
    private static let gap = 0.12

    /// 1 for the same word, and less for one that only begins alike, or for another number.
    private static func likeness(_ a: WordForms.Form, _ b: WordForms.Form) -> Double {
        a.number == b.number ? 1 : a.stem != 0 && a.stem == b.stem ? SentenceLinks.nearlyAlike : 0
    }

    /// A small word counts little, so that it decides only between equals.
    static func weight(_ form: WordForms.Form, _ weights: WordWeights) -> Double {
        form.isSmall ? 0.2 : SentenceLinks.weight(form.number, weights)
    }
}
