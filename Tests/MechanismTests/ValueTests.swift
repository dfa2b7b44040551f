import Testing

@testable import Mechanism

@Suite("Values of the record")
struct ValueTests {
    @Test("Days are those of the calendar", arguments: [
        ("1970-01-01", 0), ("2000-02-29", 11_016), ("2025-11-09", 20_401), ("1969-12-31", -1), ("9999-12-31", 2_932_896),
    ])
    func days(_ text: String, _ number: Int64) {
        #expect(Day(Array(text.utf8))?.number == number)
        #expect(Day(number: number).description == text)
    }

    @Test("A day that does not exist is refused", arguments: ["2025-02-29", "2025-13-01", "2025-00-10", "2025-1-01", "25-01-01", "2025-01-32", "2025/01/01"])
    func noDay(_ text: String) { #expect(Day(Array(text.utf8)) == nil) }

    @Test("Every day of four centuries leads back to itself")
    func everyDay() {
        for number in stride(from: Int64(-60_000), through: 90_000, by: 1) {
            #expect(Day(Array(Day(number: number).description.utf8))?.number == number)
        }
    }

    @Test("An officer's time names its instant", arguments: [
        ("2025-11-09T14:30:00+05:00", 1_762_680_600_000), ("2025-11-09T09:30:00Z", 1_762_680_600_000), ("2025-11-09T05:00:00-04:30", 1_762_680_600_000),
    ])
    func localTime(_ text: String, _ milliseconds: Int64) {
        #expect(LocalTime(Array(text.utf8))?.moment.milliseconds == milliseconds)
    }

    @Test("A time without its offset, or that does not exist, is refused", arguments: [
        "2025-11-09T14:30:00", "2025-11-09 14:30:00Z", "2025-11-09T24:00:00Z", "2025-11-09T14:60:00Z", "2025-11-09T14:30Z", "2025-11-31T14:30:00Z", "2025-11-09T14:30:00.5Z",
    ])
    func noTime(_ text: String) { #expect(LocalTime(Array(text.utf8)) == nil) }

    @Test("Identifiers are ASCII alone", arguments: [("a", true), ("party-a", true), ("9.1", true), ("", false), ("-a", false), ("A", false), ("é", false), ("a b", false), (String(repeating: "a", count: 65), false)])
    func identifiers(_ text: String, _ allowed: Bool) { #expect((Identifier(text) != nil) == allowed) }

    @Test("A hash is written and read in lower-case hexadecimal, and ordered as its bytes")
    func hashes() {
        let hash = Hash.sha256(of: Array("abc".utf8))
        #expect(hash.hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(Hash(hex: hash.hex) == hash)
        #expect(Hash(hash.bytes) == hash)
        #expect(Hash(hex: hash.hex.uppercased()) == nil)
        #expect(Hash(hex: String(hash.hex.dropLast())) == nil)
    }
}
