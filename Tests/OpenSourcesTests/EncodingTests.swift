import Testing

@testable import OpenSources

@Suite("Encodings other than UTF-8")
struct EncodingTests {
    private func page(_ charset: String, _ text: [UInt8]) -> [UInt8] {
        Array("<html><head><meta charset=\"\(charset)\"></head><body><p>".utf8) + text
            + Array("</p></body></html>".utf8)
    }

    @Test(
        "a page is read in the encoding that it declares, and offsets lead back to its bytes",
        arguments: [
            ("windows-1252", [0x93, 0x4D, 0x61, 0x6C, 0x6D, 0xF6, 0x94], "“Malmö”"),
            ("ISO-8859-1", [0x4D, 0x61, 0x6C, 0x6D, 0xF6, 0x20, 0xE9, 0xE8, 0xEA], "Malmö éèê"),
            ("iso-8859-9", [0x4B, 0x61, 0x73, 0xFD, 0x6D, 0x20, 0xFE, 0xF0], "Kasım şğ"),
            ("windows-1251", [0xCC, 0xE8, 0xF0, 0x20, 0xE2, 0xE5, 0xF7, 0xE5, 0xF0], "Мир вечер"),
            ("koi8-r", [0xED, 0xC9, 0xD2, 0x20, 0xD7, 0xC5], "Мир ве"),
            ("Shift_JIS", [0x93, 0xFA, 0x96, 0x7B, 0x41, 0x95, 0xBD, 0x98, 0x61], "日本A平和"),
            ("gb2312", [0xBA, 0xCD, 0xC6, 0xBD, 0x41, 0xBA, 0xCD], "和平A和"),
            ("euc-kr", [0xC6, 0xF2, 0xC8, 0xAD, 0xC6, 0xF2], "평화평"),
        ] as [(String, [UInt8], String)])
    func declared(charset: String, bytes: [UInt8], text: String) throws {
        let file = page(charset, bytes)
        let publication = try OpenSources.read(file: "a.html", bytes: file)
        #expect(publication.text == text)
        let source = try #require(publication.paragraphs.first?.source)
        #expect(Array(file[source.start..<source.end]) == bytes)
    }

    @Test("UTF-16 is known by its mark or by its zeros, in either order, and offsets lead back to its bytes")
    func utf16() throws {
        let text = "The road is wide.\n\n“It is open,” Jean Roux said. 🕊 Nobody came."
        let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        for (bytes, mark) in [(little, 0), ([0xFF, 0xFE] + little, 1), ([0xFE, 0xFF] + big, 1), (big, 0)] {
            let publication = try OpenSources.read(file: "a.txt", bytes: bytes)
            #expect(Array(publication.text.unicodeScalars).count == text.unicodeScalars.count + mark)
            let quote = try #require(publication.quotes.first { $0.kind == .direct })
            #expect(quote.text == "It is open,")
            let source = try #require(quote.source)
            #expect(source.length == 2 * "It is open,".count)
            let units = stride(from: source.start, to: source.end, by: 2).map { bytes[$0] | bytes[$0 + 1] }
            #expect(units == Array("It is open,".utf8))
        }
    }

    @Test("what cannot be decoded is refused in one sentence that names the encoding")
    func refused() throws {
        func message(_ bytes: [UInt8]) -> String? {
            do throws(UnreadablePublication) {
                _ = try OpenSources.read(file: "a.html", bytes: bytes)
                return nil
            } catch { return error.message }
        }
        let broken = [UInt8](repeating: 0xE9, count: 60)
        #expect(message(page("x-of-our-own", broken))?.contains("“x-of-our-own”") == true)
        #expect(message(page("iso-2022-jp", broken))?.contains("“iso-2022-jp”") == true)
        #expect(message(page("utf-8", broken))?.contains("declares no other encoding") == true)
        #expect(message(page("shift_jis", [UInt8](repeating: 0xFF, count: 60)))?.contains("neither") == true)
    }

    @Test("a null byte among thousands is borne, one in ten is not")
    func nulls() throws {
        let text = Array(String(repeating: "The road is wide and open. ", count: 100).utf8)
        let page = Array("<html><p>".utf8) + text + [0] + text
        #expect(try OpenSources.read(file: "a.html", bytes: page).text.contains("open. ?The road"))
        let many = Array(String(repeating: "abcdefghi\u{0}", count: 20).utf8)
        #expect(throws: UnreadablePublication.self) { try OpenSources.read(file: "a.txt", bytes: many) }
    }
}
