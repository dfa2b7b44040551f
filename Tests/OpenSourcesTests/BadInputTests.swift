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
        #expect(publication.quotes.count { $0.kind == .direct } == count)
    }

    @Test("a few broken bytes are borne, and offsets stay true")
    func brokenBytes() throws {
        let text = Array("The road is caf".utf8) + [0xE9] + Array(" wide. “It is open,” Jean Roux said.".utf8)
        let publication = try OpenSources.read(file: "a.txt", bytes: text)
        #expect(publication.quotes.map(\.text).contains("It is open,"))
        let page =
            Array("<html><body><p>The road is caf".utf8) + [0xE9]
            + Array(" wide. “It is open,” Jean Roux said.</p></body></html>".utf8)
        let quote = try #require(
            try OpenSources.read(file: "a.html", bytes: page).quotes.first { $0.kind == .direct })
        let source = try #require(quote.source)
        #expect(String(decoding: page[source.start..<source.end], as: UTF8.self) == "It is open,")
    }

    @Test("a text cut within its last character is read")
    func truncated() throws {
        let bytes = Array("The road is “open,” Jean Roux said —".utf8).dropLast()
        #expect(try OpenSources.read(file: "a.txt", bytes: Array(bytes)).quotes.first { $0.kind == .direct }?.text == "open,")
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

    /// A page in Latin-1 that says so, of a masthead, a table and comments.
    private static let foreign: [UInt8] =
        Array(
            """
            <html lang=fr><head><meta http-equiv=Content-Type content="text/html; charset=iso-8859-1">
            <title>Le bac de Marn</title></head><body><table><tr><td><h1>Le bac de Marn</h1><tr><td>Publi\u{1} le 9 novembre 2025
            <p>Le bac a repris jeudi, et personne n'est rest\u{1} sur la rive, a dit le chef du port.<br><br>\u{2}Tout va bien,\u{3} a dit Ada Lorenz.
            </table><div id=comments><p>Moi aussi, j'y \u{1}tais, toute la nuit.</div></body></html>
            """.utf8
        ).map { [1: 0xE9, 2: 0xAB, 3: 0xBB][$0] ?? $0 }

    /// Changes a file at a few places: cut, flipped, doubled, moved, marks of markup and of encodings set in.
    private func mutate(_ bytes: inout [UInt8], _ random: (Int) -> Int) {
        let pieces = [
            "<div class=comment>", "</p>", "<!--", "-->", "<script>", "</script", "<svg>", "&#x", "&amp;", "\"", "'", "<",
            ">", "“", "\u{202E}", "\u{0}", "\u{0C}", "<meta charset=utf-16>", "2025-11-09", "<noscript>", "<![CDATA[",
        ]
        for _ in 0...random(5) where !bytes.isEmpty {
            let start = random(bytes.count)
            let end = min(bytes.count, start + 1 + random(60))
            switch random(7) {
            case 0: bytes.removeSubrange(start..<end)
            case 1: bytes[start] = UInt8(random(256))
            case 2: bytes.insert(contentsOf: bytes[start..<end], at: random(bytes.count))
            case 3: bytes.insert(contentsOf: Array(pieces[random(pieces.count)].utf8), at: start)
            case 4 where random(4) == 0: bytes.removeSubrange(start...)
            case 5: for index in start..<end { bytes[index] = bytes[index] ^ 0x20 }
            default: bytes.insert(contentsOf: Array(pieces[random(pieces.count)].utf8), at: end)
            }
        }
    }

    /// Every offset of a publication, against its text and the bytes that it was read from.
    private func audit(_ publication: Publication, _ bytes: [UInt8], _ name: String) {
        let scalars = Array(publication.text.unicodeScalars)
        var end = 0
        for paragraph in publication.paragraphs {
            #expect(paragraph.span.start >= end && paragraph.span.end <= scalars.count, "\(name)")
            end = paragraph.span.end
        }
        let spans =
            publication.paragraphs.map { ($0.span, $0.text) } + publication.quotes.map { ($0.span, $0.text) }
        for (span, text) in spans {
            guard 0 <= span.start, span.start <= span.end, span.end <= scalars.count else {
                Issue.record("\(name): \(span) is outside the text")
                continue
            }
            #expect(String(String.UnicodeScalarView(scalars[span.start..<span.end])) == text, "\(name)")
        }
        for source in publication.paragraphs.compactMap(\.source) + publication.quotes.compactMap(\.source) {
            #expect(0 <= source.start && source.start < source.end && source.end <= bytes.count, "\(name)")
        }
        #expect((publication.published.day == nil) == (publication.published.basis == .unknown), "\(name)")
        #expect(!publication.published.reason.isEmpty)
    }

    @Test(
        "thousands of mangled pages and texts are read or refused, and every offset of what is read holds",
        .timeLimit(.minutes(5)),
        arguments: [
            ("a.html", Array(Samples.page.utf8)), ("b.html", foreign), ("a.txt", Array(Samples.pasted.utf8)),
            ("b.txt", Array(Samples.nested.utf8)),
        ] as [(String, [UInt8])])
    func mutated(name: String, original: [UInt8]) throws {
        var state: UInt64 = 7
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        var read = 0
        for round in 0..<1000 {
            var bytes = original
            mutate(&bytes, random)
            do throws(UnreadablePublication) {
                audit(try OpenSources.read(file: name, bytes: bytes), bytes, "\(name), round \(round)")
                read += 1
            } catch {
                #expect(error.message.hasPrefix(name) && error.message.hasSuffix("."))
            }
            if round % 10 == 0, let printed = try? OpenSources.read(file: "a.pdf", bytes: [], extracted: bytes) {
                audit(printed, bytes, "\(name) as a PDF, round \(round)")
            }
        }
        #expect(read > 500)
    }

    @Test("text in no language is neither given an author nor a day")
    func nothingStated() throws {
        for text in ["lorem", "<html><body><p>x</p></body></html>", ")))((( ,,, ;;;", "\u{202E}\u{200F}a\u{202C}"] {
            let publication = try Samples.read(text, as: "a.html")
            #expect(publication.published.day == nil && publication.published.basis == .unknown)
            #expect(publication.outlet == nil && publication.quotes.isEmpty)
        }
    }

    @Test("right-to-left marks and zero-width characters are blanks, and stay counted")
    func invisible() throws {
        let publication = try Samples.read(
            "\u{FEFF}\u{200F}The road is \u{200E}“open,” Jean Roux said.\u{200B}")
        let quote = try #require(publication.quotes.first { $0.kind == .direct })
        #expect(quote.text == "open,")
        #expect(quote.span.start == 16)
    }
}
