import Mutation
import Testing

@testable import Mechanism

@Suite("The strict reader")
struct StrictJSONTests {
    private func reads(_ text: String) -> Bool { (try? JSONTape(Array(text.utf8))) != nil }

    @Test("Plain JSON is read", arguments: [
        "{}", "[]", "null", "true", "false", "0", "-1", "9007199254740992", "\"\"", "{\"a\":[1,2,{\"b\":null}]}",
        " { \"a\" : 1 } \n", "\"\\u0041\\n\\\"\\\\\\/\"", "\"\\ud83d\\ude00\"", "\"سلام\"",
    ])
    func plain(_ text: String) { #expect(reads(text)) }

    @Test("What JSON libraries disagree on is refused", arguments: [
        "", " ", "{\"a\":1,\"a\":2}", "01", "-0", "1.0", "1e3", "9007199254740993", "-9007199254740993", "+1", "1 2", "{} x",
        "\"\\ud83d\"", "\"\\ude00\"", "\"\\u12\"", "\"\\x\"", "\"a\nb\"", "\"open", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{a:1}",
        "{\"\\u0061\":1}", "\u{FEFF}{}", "[[[[[[[[[]]]]]]]]]", "tru", "nul", "NaN", "-", "'a'",
    ])
    func refused(_ text: String) { #expect(!reads(text)) }

    @Test("Ill-formed UTF-8 is refused", arguments: [
        [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], [0x22, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22],
        [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xFF, 0x22],
    ] as [[UInt8]])
    func illFormed(_ bytes: [UInt8]) { #expect((try? JSONTape(bytes)) == nil) }

    @Test("Eight levels are read, a ninth is refused")
    func depth() {
        #expect(reads(String(repeating: "[", count: 8) + String(repeating: "]", count: 8)))
        #expect(!reads(String(repeating: "[", count: 9) + String(repeating: "]", count: 9)))
    }

    @Test("An object has at most 64 keys")
    func keys() {
        let keys = { (count: Int) in "{" + (0..<count).map { "\"k\($0)\":0" }.joined(separator: ",") + "}" }
        #expect(reads(keys(64)))
        #expect(!reads(keys(66)))
    }

    @Test("Escapes mean what RFC 8259 says")
    func escapes() throws {
        let tape = try JSONTape(Array(#""\u0041\ud83d\ude00\b\f\n\r\t\"\\\/é""#.utf8))
        var text: String?
        tape.withRoot { text = $0.string }
        #expect(text == "A😀\u{8}\u{c}\n\r\t\"\\/é")
    }

    @Test("What is written is read back, whatever the characters", arguments: [
        "", "plain", "quote \" and \\", "control \u{1}\u{1f}\u{7f}", "right-to-left \u{202E}سلام", "emoji 👨‍👩‍👧", "line\nbreak\u{2028}",
    ])
    func roundTrip(_ text: String) throws {
        var writer = JSONWriter()
        writer.string(text)
        let tape = try JSONTape(writer.bytes)
        var read: String?
        tape.withRoot { read = $0.string }
        #expect(read.map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test("No mangled payload crashes the reader, and what is read says the same to another reader")
    func payloads() throws {
        let seeds = try ActKinds.all.map { try Samples.payload($0) } + Golden().lines.map(\.payload)
        #expect(Attack(seeds, seed: 7, isSame: sameJSON).problems { try Self.again(Payload(strict: $0)) } == [])
    }

    @Test("No mangled agreement crashes the reader, and what is read says the same to another reader")
    func agreements() throws {
        let seeds = [World.agreement().canonical]
        #expect(Attack(seeds, seed: 8, isSame: sameJSON).problems { bytes in
            let agreement = try Agreement(strict: bytes)
            // Whether it makes sense is another question, which any agreement that can be read must bear.
            _ = agreement.problems()
            return try Self.again(agreement)
        } == [])
    }

    /// What a record writes, which it must read as the same.
    private static func again<Value: Record>(_ value: Value) throws -> [UInt8] {
        let written = value.canonical
        return try Value(strict: written).canonical == written ? written : []
    }
}

@Suite("Records")
struct RecordTests {
    private struct Sample: Record, Equatable {
        var a: Int64 = 0
        var b: Identifier?
        var c: [Hash] = []
        mutating func visit(_ field: inout some Fields) {
            field("a", &a, "A number.")
            field("b", &b, "A name.")
            field("c", &c, "Hashes.")
        }
    }

    @Test("Keys may come in any order, and are written in theirs")
    func order() throws {
        let sample = try Sample(strict: Array(#"{"c":[],"b":"x","a":5}"#.utf8))
        #expect(String(decoding: sample.canonical, as: UTF8.self) == #"{"a":5,"b":"x","c":[]}"#)
    }

    @Test("A missing or an unknown key is refused", arguments: [#"{"a":5,"b":null}"#, #"{"a":5,"b":null,"c":[],"d":1}"#, #"[]"#, #"{"a":"5","b":null,"c":[]}"#])
    func keys(_ text: String) { #expect((try? Sample(strict: Array(text.utf8))) == nil) }

    @Test("People may leave out lists and optional values, and hear of every error at once, with its path")
    func authored() throws {
        let (sample, none) = Sample.read(try JSONTape(Array(#"{"a":5}"#.utf8)), as: .authored)
        #expect(none.isEmpty && sample == Sample(a: 5, b: nil, c: []))
        let (_, problems) = Sample.read(try JSONTape(Array(#"{"a":"x","b":"UPPER","c":["00"],"d":1}"#.utf8)), as: .authored)
        #expect(problems.map(\.path) == ["a", "b", "c.0", "d"])
    }
}
