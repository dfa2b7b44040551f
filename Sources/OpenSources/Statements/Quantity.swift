/// Numbers in words or digits: "forty-one", "two hundred", "1,200", "2.5 million".
enum Quantity {
    /// What a word is to the number that it may be part of.
    enum Part: Equatable {
        /// It tells no number.
        case none
        /// It may join two parts of one.
        case and
        /// In thousandths.
        case number(Int)
        /// "Third", "20th", in thousandths.
        case ordinal(Int)
        case factor(Int)

        var isNumeral: Bool {
            switch self {
            case .number, .ordinal: true
            case .none, .and, .factor: false
            }
        }

        var factor: Int? {
            if case .factor(let factor) = self { factor } else { nil }
        }
    }

    static func part(_ word: String) -> Part {
        if word == "and" { return .and }
        if let value = digits(word[...]) ?? small(word, numerals) { return .number(value) }
        if let value = small(word, ordinals) ?? digits(word.dropLast(2), before: word.suffix(2)) { return .ordinal(value) }
        return factors[word].map(Part.factor) ?? .none
    }

    /// The numbers that words tell, in thousandths. "One" is left out, which is as often a pronoun.
    ///
    /// - Parameter ordinals: Whether those count, too: a date is told by either.
    static func read(_ parts: some Sequence<Part>, ordinals: Bool = false) -> [Int] {
        var found: [Int] = []
        var pending: Int?
        func end() {
            if let pending, pending != 1000 { found.append(pending) }
            pending = nil
        }
        func add(_ value: Int) {
            // "Two hundred [and] forty": units follow hundreds.
            if let sum = pending, sum >= 100_000, sum % 100_000 == 0, value < 100_000 {
                pending = sum + value
            } else {
                end()
                pending = value
            }
        }
        for part in parts {
            switch part {
            case .number(let value): add(value)
            case .ordinal(let value) where ordinals: add(value)
            case .factor(let factor) where pending != nil:
                let (product, isTooLarge) = (pending ?? 0).multipliedReportingOverflow(by: factor)
                if !isTooLarge { pending = product }
            case .and where pending != nil: break
            case .none, .and, .ordinal, .factor: end()
            }
        }
        end()
        return found
    }

    private static let factors = ["hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12]

    private static func digits(_ word: Substring, before ending: Substring) -> Int? {
        ["st", "nd", "rd", "th"].contains(ending) ? digits(word) : nil
    }

    private static func digits(_ word: Substring) -> Int? {
        guard let first = word.utf8.first, (0x30...0x39).contains(first) else { return nil }
        var (value, decimals, isAfterPoint) = (0, 0, false)
        for byte in word.utf8 {
            switch byte {
            case 0x30...0x39:
                guard value < 1_000_000_000_000 else { return nil }
                if isAfterPoint {
                    guard decimals < 3 else { continue }
                    decimals += 1
                }
                value = value * 10 + Int(byte - 0x30)
            case UInt8(ascii: ","): continue
            case UInt8(ascii: ".") where !isAfterPoint: isAfterPoint = true
            default: return nil
            }
        }
        while decimals < 3 {
            value *= 10
            decimals += 1
        }
        return value
    }

    /// - Parameter units: By which the word, or its part after a hyphen, is read.
    private static func small(_ word: String, _ units: [String: Int]) -> Int? {
        if let value = units[word] { return value * 1000 }
        guard word.utf8.contains(UInt8(ascii: "-")) else { return nil }
        let parts = word.split(separator: "-")
        guard parts.count == 2, let tens = numerals[String(parts[0])], tens >= 20, tens % 10 == 0,
            let last = units[String(parts[1])], last < 10
        else { return nil }
        return (tens + last) * 1000
    }

    private static let numerals: [String: Int] = {
        var numerals: [String: Int] = [:]
        let small = """
            zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
            sixteen seventeen eighteen nineteen
            """
        for (value, word) in small.split(whereSeparator: \.isWhitespace).enumerated() { numerals[String(word)] = value }
        let tens = "twenty thirty forty fifty sixty seventy eighty ninety"
        for (index, word) in tens.split(separator: " ").enumerated() { numerals[String(word)] = (index + 2) * 10 }
        return numerals
    }()

    /// "First" is as often an adverb, and "second" a time: both are left out.
    private static let ordinals: [String: Int] = {
        var ordinals: [String: Int] = [:]
        let small = """
            third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
            sixteenth seventeenth eighteenth nineteenth
            """
        for (index, word) in small.split(whereSeparator: \.isWhitespace).enumerated() { ordinals[String(word)] = index + 3 }
        let tens = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
        for (index, word) in tens.split(separator: " ").enumerated() { ordinals[String(word)] = (index + 2) * 10 }
        return ordinals
    }()
}
