import Foundation
import Testing

@testable import OpenSources

@Suite("What is printed")
struct JSONTests {
    private func printed() throws -> String {
        let publications = [
            try Samples.read(Samples.pasted, as: "a.txt"), try Samples.read(Samples.page, as: "b.html"),
        ]
        return Reading.json(publications, Grouping.group(publications))
    }

    @Test("the answer is JSON with the keys of the format, and the same each time")
    func shape() throws {
        let text = try printed()
        #expect(try printed() == text)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(Set(object.keys) == ["counts", "publications", "copies", "statements", "alterations"])
        let publications = try #require(object["publications"] as? [[String: Any]])
        #expect(publications.count == 2)
        let keys: Set<String> = [
            "file", "outlet", "headline", "dateline", "published", "published_basis", "paragraphs",
            "boilerplate", "quotes", "sha256",
        ]
        for publication in publications {
            #expect(keys.isSubset(of: publication.keys))
            let quotes = try #require(publication["quotes"] as? [[String: Any]])
            for quote in quotes {
                #expect(
                    Set(quote.keys).isSuperset(of: [
                        "start", "end", "text", "kind", "cue", "speaker", "statement",
                    ]))
                #expect((quote["source"] != nil) == (publication["file"] as? String == "b.html"))
            }
        }
        let statements = try #require(object["statements"] as? [[String: Any]])
        #expect(
            statements.allSatisfy {
                Set($0.keys).isSuperset(of: ["id", "speaker", "date", "publications", "score", "evidence"])
            })
        let ids = Set(statements.compactMap { $0["id"] as? String })
        for quote in publications.flatMap({ $0["quotes"] as? [[String: Any]] ?? [] }) {
            if let id = quote["statement"] as? String { #expect(ids.contains(id)) }
        }
    }

    @Test("strings of any content come back as they were")
    func strings() throws {
        let text = "quote \" slash \\ line \n tab \t bell \u{07} sep \u{2028} curly “ ’ flag 🇳🇵 zero \u{200B}"
        let json = JSONValue.array([
            .text(text), .integer(-3), .thousandths(0.0456), .thousandths(-1.5), .null,
            .object([("k", .array([]))]),
        ]).text
        let back = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [Any])
        #expect(back[0] as? String == text)
        #expect(json.contains("0.046") && json.contains("-1.500"))
    }

    @Test(
        "a string that one mark alone keeps from being written as it stands comes back as it was",
        arguments: ["a \"b\"", "\\", "line\n", "\u{2028}", "a\u{2029}b", "\u{1F}", "è", "آب", "\u{E2}\u{A8}", "", "“plain”"])
    func string(_ text: String) throws {
        let json = JSONValue.text(text).text
        #expect(try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed) as? String == text)
        #expect(!json.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x2028 || $0.value == 0x2029 })
    }

    @Test("what does not go into one piece goes into several, and what fails to take one is heard")
    func pieces() throws {
        struct Full: Error {}
        let publications = try (0..<40).map { try Samples.read(Samples.pasted, as: "\($0).txt") }
        let statements = Grouping.group(publications)
        var pieces: [[UInt8]] = []
        Reading.write(publications, statements) { pieces.append($0) }
        #expect(pieces.count > 1 && String(decoding: pieces.joined(), as: UTF8.self) == Reading.json(publications, statements))
        #expect(throws: Full.self) { try Reading.write(publications, statements) { _ in throw Full() } }
    }

    @Test("nothing read prints as empty lists")
    func empty() {
        let json = Reading.json([], [])
        for list in ["publications", "copies", "statements", "alterations"] {
            #expect(json.contains("\n \"\(list)\": []"))
        }
        #expect(json.contains("\"origins\": 0, \"sides_heard\": [], \"sides_not_heard\": []}"))
    }
}
