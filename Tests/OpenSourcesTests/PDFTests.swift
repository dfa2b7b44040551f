import Testing

@testable import OpenSources

@Suite("Reading what pdftotext prints")
struct PDFTests {
    /// Three pages with a head and a number on each; a paragraph and a word run over lines, one over pages.
    private let printed = """
        THE VALLEY HERALD                                   14 March 2024

        Ferry at Marn runs again

        By Ilse Varga

        The council met for three hours on Monday and went through the whole list of cross-
        ings that had been closed since the autumn. Its speaker said that the road was open.

        Nobody was harmed, said the guard, whose own house stands beside the road and who had

        1
        \u{0C}THE VALLEY HERALD                                   14 March 2024

        watched the crossing through the night without seeing one lorry that had been turned
        back. “They let us through,” said Ada Lorenz, a driver. The Orvia-
        Tessaly line stayed shut.

        2
        \u{0C}THE VALLEY HERALD                                   14 March 2024

        Forty lorries went over before noon, half of them with grain and the rest with tools.

        3
        \u{0C}
        """

    private func read(_ text: String) throws -> Publication {
        try OpenSources.read(file: "a.pdf", bytes: Array("%PDF-1.7".utf8), extracted: Array(text.utf8))
    }

    @Test("lines become paragraphs, over pages too, and words cut by hyphens are whole")
    func paragraphs() throws {
        let publication = try read(printed)
        #expect(publication.headline == "Ferry at Marn runs again")
        let body = publication.paragraphs.filter { $0.role == .body }
        #expect(body.count == 3)
        #expect(body[0].text.contains("list of crossings that had been closed since the autumn. Its speaker"))
        #expect(body[1].text.contains("who had watched the crossing"))
        #expect(body[1].text.hasSuffix("The Orvia-Tessaly line stayed shut."))
        #expect(body.map(\.page) == [1, 1, 3])
        #expect(publication.quotes.first { $0.kind == .direct }?.speaker?.name == "Ada Lorenz")
    }

    @Test("heads and numbers that pages repeat are marked, and none is left out")
    func runningHeads() throws {
        let publication = try read(printed)
        let heads = publication.boilerplate.filter { $0.kind == .runningHead }
        #expect(heads.count == 6)
        #expect(publication.paragraphs.filter { $0.text.hasPrefix("THE VALLEY HERALD") }.count == 3)
        // On one page nothing is repeated.
        let alone = try read(printed.components(before: "\u{0C}"))
        #expect(!alone.boilerplate.contains { $0.kind == .runningHead })
    }

    @Test("the digest is the PDF's, and offsets lead to the bytes of what was printed")
    func source() throws {
        let publication = try read(printed)
        #expect(publication.sha256 == Reading.digest(Array("%PDF-1.7".utf8)))
        let bytes = Array(printed.utf8)
        let quote = try #require(publication.quotes.first { $0.kind == .direct })
        let span = try #require(quote.source)
        #expect(String(decoding: bytes[span.start..<span.end], as: UTF8.self) == "They let us through,")
        for paragraph in publication.paragraphs {
            let span = try #require(paragraph.source)
            let text = String(decoding: bytes[span.start..<span.end], as: UTF8.self)
            #expect(text.first == paragraph.text.first && text.last == paragraph.text.last)
        }
    }

    @Test("a PDF alone, or one of which nothing is printed, is refused")
    func refused() {
        #expect(throws: UnreadablePublication.self) {
            try OpenSources.read(file: "a.pdf", bytes: Array("%PDF-1.7".utf8))
        }
        #expect(throws: UnreadablePublication.self) { try read("\u{0C}\u{0C}") }
    }

    @Test("pages of any length and number are read in linear time", .timeLimit(.minutes(1)))
    func long() throws {
        let pages = (0..<500).map { page in
            // No two pages begin or end alike.
            let word = String(page, radix: 2).map { $0 == "0" ? "a" : "b" }.joined()
            return "HEAD\n\n" + String(repeating: "A line of \(word) that goes on and on, as they do\n", count: 40) + "7\n"
        }
        let publication = try read(pages.joined(separator: "\u{0C}"))
        #expect(publication.boilerplate.count == 1000)
        _ = try read(String(repeating: "\u{0C}x\n", count: 20_000))
    }
}

extension String {
    fileprivate func components(before mark: Character) -> String { String(prefix { $0 != mark }) }
}
