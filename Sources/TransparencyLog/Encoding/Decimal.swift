/// Whole numbers as the formats write them: ASCII decimal without leading zeros.
enum Decimal {
    /// Nil for anything but digits, for a leading zero, and past the largest `UInt64`.
    static func decode(_ text: some Collection<UInt8>) -> UInt64? {
        guard let first = text.first, text.count == 1 || first != UInt8(ascii: "0") else { return nil }
        var number: UInt64 = 0
        for digit in text {
            guard let next = appending(digit, to: number) else { return nil }
            number = next
        }
        return number
    }

    /// `number * 10 + digit`; nil if `digit` is none, or on overflow.
    static func appending(_ digit: UInt8, to number: UInt64) -> UInt64? {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
        let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tens.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
        return overflow || carry ? nil : sum
    }
}
