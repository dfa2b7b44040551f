import Testing

@testable import OpenSources

@Suite("Unreadable and hostile files")
struct BadInputTests {
    private func code(_ bytes: [UInt8], as name: String = "a.txt") -> UnreadablePublication.Code? {
        do throws(UnreadablePublication) {
            _ = try OpenSources.read(file: name, bytes: bytes)
            return nil
        } catch {
            #expect(error.message.hasPrefix(name) && error.message.hasSuffix("."))
            return error.code
        }
    }

    @Test("files that are no text are refused with a reason")
    func refused() {
        #expect(code([]) == .empty)
        #expect(code(Array(" \n\t\u{FEFF}\n".utf8)) == .empty)
        #expect(code([0x25, 0x50, 0x44, 0x46, 0x2D, 0x31]) == .notText)
        #expect(code([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]) == .notText)
        #expect(code([0xFF, 0xFE, 0, 0, 0x41, 0, 0, 0]) == .notText)
        #expect(code([0x41, 0x00, 0x42]) == .notText)
        #expect(code(Array(repeating: 0x01, count: 100)) == .notText)
        #expect(code(Array("caf".utf8) + Array(repeating: 0xE9, count: 40)) == .notUTF8)
        #expect(code(Array(repeating: 0x61, count: (8 << 20) + 1)) == .tooLarge)
        #expect(
            code(Array("<html><head><script>x()</script></head><body> </body></html>".utf8), as: "a.html")
                == .noText)
    }

    @Test("a file of two megabytes in one line is read")
    func large() throws {
        let line = Array("The team said that the road was “open to all” on that day. ".utf8)
        let count = (2 << 20) / line.count
        let bytes = Array(Array(repeating: line, count: count).joined())
        let publication = try OpenSources.read(file: "large.txt", bytes: bytes)
        #expect(publication.quotes.count == count)
    }

    @Test("a few broken bytes are borne, and offsets stay true")
    func brokenBytes() throws {
        let text = Array("The road is caf".utf8) + [0xE9] + Array(" wide. “It is open,” Jean Roux said.".utf8)
        let publication = try OpenSources.read(file: "a.txt", bytes: text)
        #expect(publication.quotes.map(\.text).contains("It is open,"))
        let page =
            Array("<html><body><p>The road is caf".utf8) + [0xE9]
            + Array(" wide. “It is open,” Jean Roux said.</p></body></html>".utf8)
        let quote = try #require(try OpenSources.read(file: "a.html", bytes: page).quotes.first)
        let source = try #require(quote.source)
        #expect(String(decoding: page[source.start..<source.end], as: UTF8.self) == "It is open,")
    }

    @Test("a text cut within its last character is read")
    func truncated() throws {
        let bytes = Array("The road is “open,” Jean Roux said —".utf8).dropLast()
        #expect(try OpenSources.read(file: "a.txt", bytes: Array(bytes)).quotes.first?.text == "open,")
    }

    @Test("pages made to exhaust the parser end soon, with a reason or an answer", .timeLimit(.minutes(5)))
    func bombs() {
        let deep = String(repeating: "<b>", count: 400_000) + String(repeating: "</i>", count: 400_000)
        #expect(code(Array("<html><body>\(deep)</body></html>".utf8), as: "deep.html") == .tooDeep)
        let attributes = (0..<200_000).map { "a\($0)=1" }.joined(separator: " ")
        #expect(
            code(Array("<html><body><p \(attributes)>x</p></body></html>".utf8), as: "wide.html") == .tooDeep)
        let links = String(repeating: "<p><a href=x>One more</a></p>", count: 50_000)
        #expect(code(Array("<html><body>\(links)</body></html>".utf8), as: "links.html") == nil)
        let references = String(repeating: "&amp;", count: 500_000)
        #expect(
            code(Array("<html><body><p>\(references)</p></body></html>".utf8), as: "references.html") == nil)
    }

    @Test(
        "texts made of marks and cues alone end soon", .timeLimit(.minutes(5)),
        arguments: [
            "“", "\"", "'a ", "‘", "said ", "“a” ", "he said, ", "(", ", who said ", "of the ",
            "According to ", "On Sunday, 9 November 2025. ", "— ", "\n“a", "S. ",
        ])
    func monotonous(part: String) throws {
        let text = "Smith said " + String(repeating: part, count: 60_000 / part.utf8.count)
        _ = try Samples.read(text)
    }

    @Test("a corpus of cut and flipped pages is read or refused, and every offset of what is read holds")
    func mutated() throws {
        var state: UInt64 = 7
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        for (name, original) in [
            ("a.html", Samples.page), ("a.txt", Samples.pasted), ("b.txt", Samples.nested),
        ] {
            for _ in 0..<150 {
                var bytes = Array(original.utf8)
                for _ in 0..<(1 + random(4)) {
                    switch random(3) {
                    case 0: bytes.removeSubrange(random(bytes.count)...)
                    case 1 where !bytes.isEmpty: bytes[random(bytes.count)] = UInt8(32 + random(95))
                    default:
                        let start = bytes.isEmpty ? 0 : random(bytes.count)
                        bytes.removeSubrange(start..<min(bytes.count, start + 30))
                    }
                    if bytes.isEmpty { break }
                }
                guard let publication = try? OpenSources.read(file: name, bytes: bytes) else { continue }
                let scalars = Array(publication.text.unicodeScalars)
                for (span, text) in publication.paragraphs.map({ ($0.span, $0.text) })
                    + publication.quotes.map({ ($0.span, $0.text) })
                {
                    #expect(String(String.UnicodeScalarView(scalars[span.start..<span.end])) == text)
                }
                for source in publication.quotes.compactMap(\.source) {
                    #expect(source.start < source.end && source.end <= bytes.count)
                }
            }
        }
    }

    @Test("right-to-left marks and zero-width characters are blanks, and stay counted")
    func invisible() throws {
        let publication = try Samples.read(
            "\u{FEFF}\u{200F}The road is \u{200E}“open,” Jean Roux said.\u{200B}")
        let quote = try #require(publication.quotes.first)
        #expect(quote.text == "open,")
        #expect(quote.span.start == 16)
    }
}
