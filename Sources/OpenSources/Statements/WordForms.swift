/// Words as small numbers, with what is to be known of each to compare it, worked out once.
struct WordForms {
    struct Form {
        /// The same for words that are written alike but for case.
        let written: Int32
        /// The same for words that fold to one.
        let number: Int32
        let isSmall: Bool
        /// The same for long content words with the same first letters, by which forms that are folded
        /// apart still meet ("retaliate", "retaliatory"), and for all numerals; 0 for others.
        let stem: Int32
    }

    /// What a word does to a sentence.
    struct Sense {
        let degree: Degrees.Sense
        let quantity: Quantity.Part
        /// It may begin the date of a day, or be the noun of a round: most sentences have no such word.
        let mayPlace: Bool
        /// Where its `contents` begin and end.
        fileprivate let first: Int32
        fileprivate let end: Int32
    }

    /// By language, in the order of `Language.all`; the last for one that is not known.
    private var forms: [[String: Form]] = Array(repeating: [:], count: Language.all.count + 1)
    private var writings: [String: Int32] = [:]
    private var numbers: [String: Int32] = [:]
    private var quantities: [Int: Int32] = [:]
    private var stems: [UInt64: Int32] = [:]
    private var senses: [Sense] = []
    private var parts: [Int32] = []

    /// The content of any sentence that tells a number, whichever.
    static let anyQuantity: Int32 = 0
    /// One more than the greatest number of a word or quantity.
    private(set) var end: Int32 = 1

    /// Where the forms of a language stand.
    static func place(of language: Language) -> Int {
        Language.all.firstIndex { $0.identifier == language.identifier } ?? Language.all.count
    }

    /// - Parameter place: Of the language.
    mutating func form(of word: String, in language: Language, at place: Int) -> Form {
        if let form = forms[place][word] { return form }
        let content = ContentWords.fold(word, in: language)
        let quantity = Quantity.part(word)
        let form = Form(
            written: writing(of: word, in: language, content: content, quantity), number: number(of: content ?? word),
            isSmall: content == nil,
            stem: quantity.isNumeral ? Self.numeral : content.map { stem(of: $0) } ?? 0)
        forms[place][word] = form
        return form
    }

    func sense(of written: Int32) -> Sense { senses[Int(written)] }

    /// The words that one word gives to the content of its sentence: none, or several where a hyphen
    /// joins them. Numerals give theirs together, as a quantity.
    func contents(of sense: Sense) -> ArraySlice<Int32> { parts[Int(sense.first)..<Int(sense.end)] }

    /// The numbers that words tell together, in thousandths.
    func quantities(in words: ArraySlice<CarrierText.Word>, ordinals: Bool = false) -> [Int] {
        Quantity.read(words.lazy.map { sense(of: $0.form.written).quantity }, ordinals: ordinals)
    }

    /// - Parameter quantity: In thousandths.
    mutating func number(of quantity: Int) -> Int32 {
        if let number = quantities[quantity] { return number }
        defer { end += 1 }
        quantities[quantity] = end
        return end
    }

    private mutating func number(of folded: String) -> Int32 {
        if let number = numbers[folded] { return number }
        defer { end += 1 }
        numbers[folded] = end
        return end
    }

    private mutating func writing(
        of word: String, in language: Language, content: String?, _ quantity: Quantity.Part
    ) -> Int32 {
        if let written = writings[word] { return written }
        let first = Int32(parts.count)
        if !quantity.isNumeral, quantity.factor == nil {
            let pieces = word.split(separator: "-")
            if pieces.count > 1, language.countries.side(of: word) == nil {
                for piece in pieces {
                    if let folded = ContentWords.fold(String(piece), in: language) { parts.append(number(of: folded)) }
                }
            } else if let content {
                parts.append(number(of: content))
            }
        }
        let isDigit = word.utf8.first.map { (0x30...0x39).contains($0) } ?? false
        let written = Int32(senses.count)
        writings[word] = written
        senses.append(
            Sense(
                degree: Degrees.sense(of: word), quantity: quantity,
                mayPlace: isDigit || DateMention.month(word) != nil || Self.roundNouns.contains(word),
                first: first, end: Int32(parts.count)))
        return written
    }

    private mutating func stem(of folded: String) -> Int32 {
        guard folded.utf8.count >= 6 else { return 0 }
        let letters = folded.utf8.prefix(5).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        if let stem = stems[letters] { return stem }
        let stem = Self.numeral + 1 + Int32(stems.count)
        stems[letters] = stem
        return stem
    }

    private static let numeral: Int32 = 1
    private static let roundNouns = Language.anywhere[.roundNouns]
}
