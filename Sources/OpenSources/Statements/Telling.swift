/// The sentences of an utterance as weighted content words.
struct Telling {
    struct Sentence {
        let span: TextSpan
        /// Sorted by word.
        private let words: [(word: Int32, weight: Float)]
        private let weight: Double
        /// Nil where no model was asked.
        private let meaning: SentenceMeanings.Meaning?

        /// - Parameter words: Sorted, each once.
        init(
            span: TextSpan, words: [(word: Int32, weight: Float)], meaning: SentenceMeanings.Meaning? = nil
        ) {
            self.span = span
            self.meaning = meaning
            self.words = words
            weight = words.reduce(0) { $0 + Double($1.weight) }
        }

        /// By the words in common, and by what both mean where a model was asked.
        func likeness(to other: Sentence) -> Double {
            guard let meaning, let meant = other.meaning else { return sharedWords(with: other) }
            return sharedWords(with: other) + SentenceMeanings.weight * meaning.likeness(to: meant)
        }

        /// Weight of the words in common over the geometric mean of all weights.
        private func sharedWords(with other: Sentence) -> Double {
            guard weight > 0, other.weight > 0 else { return 0 }
            var shared = 0.0
            var (i, j) = (0, 0)
            while i < words.count, j < other.words.count {
                if words[i].word == other.words[j].word {
                    shared += Double(words[i].weight)
                    i += 1
                    j += 1
                } else if words[i].word < other.words[j].word {
                    i += 1
                } else {
                    j += 1
                }
            }
            return shared / (weight * other.weight).squareRoot()
        }
    }

    let sentences: [Sentence]
}
