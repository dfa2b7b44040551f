import Crypto
import Mechanism
import Testing

@testable import Registry

@Suite("Texts beside the record")
struct TextTests {
    @Test("A commitment is the SHA-256 of its domain, a zero byte, the salt, the length and the text")
    func commitment() throws {
        let salt = (0..<32).map { UInt8($0) }
        for words in ["Shots were heard.", "“Grüße”", String(repeating: "x", count: 300)] {
            let text = Text(slot: try Cast.id("note"), language: try Cast.id("en"), salt: salt, text: words)
            let utf8 = Array(words.utf8)
            let length = [UInt8](repeating: 0, count: 6) + [UInt8(utf8.count >> 8), UInt8(utf8.count & 255)]
            let expected = SHA256.hash(data: Array("truce/text/v1\0".utf8) + salt + length + utf8)
            #expect(text.reference.commitment.bytes == Array(expected))
            #expect(text.reference.length == Int64(utf8.count))
        }
        // As `printf 'truce/text/v1\0'`, 32 zero bytes, seven of them, 02, `no` give it to sha256sum.
        #expect(
            Text.commitment(salt: [UInt8](repeating: 0, count: 32), text: "no").hex
                == "a166a06771f80dea288859f1b50c999a9890be5f16f5d4d2aeac678245c9e350")
    }

    @Test("Exactly the texts that an act commits to are taken, in its order", arguments: Tampering.allCases)
    func tampered(with tampering: Tampering) throws {
        var pen = Pen()
        _ = try pen.establish(Cast.establish(under: Cast.registry()))
        var record = RecordPublication()
        record.content = Hash.sha256(of: [1])
        let whole = try pen.sign(record, by: "lake/head", texts: [("headline", "Talks begin"), ("outlet", "The Gazette")])
        let act = try OpenedAct(whole.envelope).act
        #expect(whole.mismatch(with: act) == nil)
        var changed = whole
        try tampering.apply(&changed.texts)
        #expect(changed.mismatch(with: act) != nil)
    }

    enum Tampering: String, CaseIterable {
        case salt, shortSalt, words, sameLetterOtherBytes, slot, language, order, extra, missing, none, twice

        func apply(_ texts: inout [Text]) throws {
            switch self {
            case .salt: texts[0].salt.bytes[31] ^= 1
            case .shortSalt: texts[0].salt.bytes.removeLast()
            case .words: texts[0].text += " "
            case .sameLetterOtherBytes: texts[0].text = "Talks begi\u{6E}\u{200B}"
            case .slot: texts[0].slot = try Cast.id("file")
            case .language: texts[1].language = try Cast.id("ur")
            case .order: texts.swapAt(0, 1)
            case .extra: texts.append(Text(slot: try Cast.id("file"), language: try Cast.id("en"), salt: texts[0].salt.bytes, text: "a.txt"))
            case .missing: texts.removeLast()
            case .none: texts = []
            case .twice: texts.append(texts[1])
            }
        }
    }

    @Test("A text moved between salt and words keeps no commitment")
    func boundary() {
        let salt = [UInt8](repeating: 0x61, count: 32)
        #expect(Text.commitment(salt: salt, text: "ab") != Text.commitment(salt: salt + [0x61], text: "b"))
        #expect(Text.commitment(salt: salt, text: "é") != Text.commitment(salt: salt, text: "e\u{301}"))
    }
}
