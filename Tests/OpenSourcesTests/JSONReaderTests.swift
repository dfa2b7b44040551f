import Foundation
import Testing

@testable import OpenSources

@Suite("JSON that somebody else wrote")
struct JSONReaderTests {
    private func read(_ text: String) -> JSONValue? { JSONReader.read(Array(text.utf8)) }

    @Test("texts come back as they were meant")
    func texts() throws {
        let text = try #require(read(#"["a\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00 é 😀"]"#)?.asArray?.first?.asText)
        #expect(text == "a\"\\/\u{08}\u{0C}\n\r\tAé😀 é 😀")
        let any = "quote \" slash \\ bell \u{07} sep \u{2028} flag 🇳🇵 zero \u{200B}"
        #expect(read(JSONValue.text(any).text)?.asText == any)
    }

    @Test("numbers, words and nesting are read")
    func values() throws {
        let value = try #require(read(#" {"a": [0, -12, 1.5, 2e3, -0.25E-1], "b": {"c": true, "d": null}} "#))
        #expect(value["a"]?.asArray?.compactMap(\.asNumber) == [0, -12, 1.5, 2000, -0.025])
        guard case .boolean(true)? = value["b"]?["c"], case .null? = value["b"]?["d"] else {
            Issue.record("true and null should be read")
            return
        }
        #expect(value["x"] == nil && value["a"]?["x"] == nil)
    }

    @Test(
        "what is not strictly JSON is not read",
        arguments: [
            "", " ", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a: 1}", "'a'", "01", "1.", ".5", "+1", "1e", "-", "nul",
            "truex", "1 2", "\"a", "\"\n\"", #""\x""#, #""\u12""#, #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#,
            #"{"a": 1, "a": 2}"#, "NaN", "[1] //", "\u{FEFF}{}",
        ])
    func refused(text: String) { #expect(read(text) == nil) }

    @Test("bytes that are not UTF-8, and lists without an end of depth, are not read")
    func hostile() {
        #expect(JSONReader.read([0x22, 0xFF, 0x22]) == nil)
        #expect(read(String(repeating: "[", count: 1 << 20)) == nil)
        let deep = JSONReader.deepest
        #expect(read(String(repeating: "[", count: deep) + String(repeating: "]", count: deep)) != nil)
        #expect(read(String(repeating: "[", count: deep + 2) + String(repeating: "]", count: deep + 2)) == nil)
    }

    @Test("it takes what another reader takes, and refuses what that refuses")
    func agrees() throws {
        let seed = #"{"k": ["a\u00e9b", -1.5e2, true, null, {"x": "y"}], "z": 0}"#
        for place in seed.utf8.indices {
            for byte in [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "0"), UInt8(ascii: "]"), 0x20, 0x01] {
                var bytes = Array(seed.utf8)
                bytes[seed.utf8.distance(from: seed.utf8.startIndex, to: place)] = byte
                let other = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
                // The other reader lets a key stand twice.
                let text = String(decoding: bytes, as: UTF8.self)
                #expect((JSONReader.read(bytes) == nil) == (other == nil), "\(text)")
            }
        }
    }
}
