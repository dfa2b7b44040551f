/// Tells the language of a publication: by its script and its small words, and where they are too few
/// by what the page says of itself.
enum LanguageDetector {
    /// So many words of the article are looked at.
    private static let limit = 600
    /// With fewer words than this, small words may be missing by chance.
    private static let few = 24

    static func detect(_ layout: Layout) -> (language: Language, said: PublicationLanguage) {
        let sample = Sample(layout, limit: limit)
        let claimed = layout.facts.language
        let claim = claimed.flatMap { tag in
            Language.all.first { $0.identifier == tag.lowercased().prefix { $0 != "-" && $0 != "_" } }
        }
        func answer(_ language: Language, _ reason: String) -> (Language, PublicationLanguage) {
            let isKnown = !language.identifier.isEmpty
            return (
                language,
                PublicationLanguage(
                    identifier: isKnown ? language.identifier : nil,
                    isRightToLeft: isKnown ? language.traits.isRightToLeft : sample.isMostlyRightToLeft,
                    reason: reason)
            )
        }
        let best = Language.all.indices.max { sample.share(of: $0) < sample.share(of: $1) } ?? 0
        if sample.share(of: best) >= 1 {
            let language = Language.all[best]
            let words = "\(sample.counts[best]) of \(sample.words) words tell \(language.identifier)"
            let contradiction = claim.map { $0.identifier == language.identifier } ?? true
                ? "" : ", although the page says \(claimed ?? "")"
            return answer(language, words + contradiction)
        }
        if let claim, sample.fits(claim), sample.words < few || sample.share(of: claim) >= 0.4 {
            return answer(claim, "the page says \(claimed ?? "")")
        }
        if sample.words < few, claimed == nil, sample.fits(.english) {
            return answer(.english, "too few words to tell; read as en")
        }
        return answer(
            .unknown,
            "language not known" + (claimed.map { "; the page says \($0)" } ?? ""))
    }

    /// Words of the article, counted.
    private struct Sample {
        private(set) var words = 0
        /// How many are small words of each language.
        private(set) var counts = Array(repeating: 0, count: Language.all.count)
        private var rightToLeft = 0
        private var letters = 0
        /// Words with a letter of a language's neighbours.
        private var foreign = Array(repeating: 0, count: Language.all.count)

        init(_ layout: Layout, limit: Int) {
            for block in layout.blocks where block.markedAs == nil && words < limit {
                read(layout.scalars, block.span, limit: limit)
            }
        }

        private mutating func read(_ scalars: Scalars, _ span: TextSpan, limit: Int) {
            var key: UInt64? = 0
            var length = 0
            var telling: UInt8 = 0
            var others: UInt8 = 0
            func end(_ sample: inout Sample) {
                guard length > 0 else { return }
                sample.words += 1
                let languages = telling | (key.flatMap { LanguageDetector.smallWords[$0] } ?? 0)
                if languages | others != 0 {
                    for index in sample.counts.indices {
                        sample.counts[index] += Int(languages >> index & 1)
                        sample.foreign[index] += Int(others >> index & 1)
                    }
                }
                (key, length, telling, others) = (0, 0, 0, 0)
            }
            for scalar in scalars[span.start..<span.end] {
                if scalar.isLetter {
                    letters += 1
                    length += 1
                    if !scalar.isASCII {
                        if (0x590...0x8FF).contains(scalar.value) { rightToLeft += 1 }
                        telling |= LanguageDetector.tellingLetters[scalar] ?? 0
                        others |= LanguageDetector.foreignLetters[scalar] ?? 0
                    }
                    key = key.flatMap { LanguageDetector.key($0, scalar) }
                } else if !scalar.isJoiner {
                    end(&self)
                    if words >= limit { return }
                }
            }
            end(&self)
        }

        var isMostlyRightToLeft: Bool { rightToLeft * 2 > letters }

        /// The share of a language's small words, with 1 as the least that tells it.
        func share(of index: Int) -> Double {
            guard words > 0, fits(Language.all[index]), foreign[index] * 33 <= words else { return 0 }
            let least = max(2, Double(words) * LanguageDetector.least[index])
            return Double(counts[index]) / least
        }

        func share(of language: Language) -> Double {
            Language.all.firstIndex { $0.identifier == language.identifier }.map { share(of: $0) } ?? 0
        }

        func fits(_ language: Language) -> Bool {
            language.traits.isRightToLeft == isMostlyRightToLeft
        }
    }

    /// Which languages a small word belongs to, as bits, by the word's key.
    private static let smallWords: [UInt64: UInt8] = {
        var words: [UInt64: UInt8] = [:]
        for (index, language) in Language.all.enumerated() {
            for word in language[.telling] {
                var key: UInt64? = 0
                for scalar in word.unicodeScalars { key = key.flatMap { LanguageDetector.key($0, scalar) } }
                if let key { words[key, default: 0] |= 1 << index }
            }
        }
        return words
    }()

    /// Which languages a letter belongs to, as bits.
    private static let tellingLetters = letters(.tellingLetters)
    /// Of which languages it belongs to a neighbour.
    private static let foreignLetters = letters(.foreignLetters)

    private static func letters(_ section: WordSection) -> [Unicode.Scalar: UInt8] {
        var letters: [Unicode.Scalar: UInt8] = [:]
        for (index, language) in Language.all.enumerated() {
            for scalar in language.words.rows(section).joined().joined().joined().unicodeScalars {
                letters[scalar, default: 0] |= 1 << index
            }
        }
        return letters
    }

    /// The least share of its telling words in a text of each language.
    private static let least = Language.all.map { language in
        language.words.phrases(.leastTelling).first.flatMap(Double.init).map { $0 / 100 } ?? 1
    }

    /// A word's letters, at most seven, in one number: ASCII letters in lower case, of others nine bits.
    private static func key(_ key: UInt64, _ scalar: Unicode.Scalar) -> UInt64? {
        guard key >> 54 == 0 else { return nil }
        if scalar.isASCII { return key << 9 | UInt64(scalar.value | 0x20) }
        guard let letter = Folding.letter(scalar) else { return key }
        return key << 9 | UInt64((letter.isASCII ? letter.value | 0x20 : letter.value) & 0x1FF)
    }
}
