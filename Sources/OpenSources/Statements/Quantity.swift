/// Numbers in words or digits: "forty-one", "two hundred", "1,200", "2.5 million".
enum Quantity {
    /// The numbers that words tell, in thousandths. "One" is left out, which is as often a pronoun.
    static func read(_ words: [String]) -> Set<Int> {
        var found = Set<Int>()
        var pending: Int?
        func end() {
            if let pending, pending != 1000 { found.insert(pending) }
            pending = nil
        }
        for word in words {
            if let value = digits(word) ?? small(word) {
                // "Two hundred [and] forty": units follow hundreds.
                if let sum = pending, sum >= 100_000, sum % 100_000 == 0, value < 100_000 {
                    pending = sum + value
                } else {
                    end()
                    pending = value
                }
            } else if let factor = factors[word], let number = pending {
                let (product, isTooLarge) = number.multipliedReportingOverflow(by: factor)
                pending = isTooLarge ? number : product
            } else if word != "and" || pending == nil {
                end()
            }
        }
        end()
        return found
    }

    /// Whether a word may be part of a number.
    static func isPart(_ word: String) -> Bool { digits(word) != nil || small(word) != nil || factors[word] != nil }

    private static let factors = ["hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12]

    private static func digits(_ word: String) -> Int? {
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

    private static func small(_ word: String) -> Int? {
        if let value = numerals[word] { return value * 1000 }
        guard word.utf8.contains(UInt8(ascii: "-")) else { return nil }
        let parts = word.split(separator: "-")
        guard parts.count == 2, let tens = numerals[String(parts[0])], tens >= 20, tens % 10 == 0,
            let units = numerals[String(parts[1])], units < 10
        else { return nil }
        return (tens + units) * 1000
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
}
