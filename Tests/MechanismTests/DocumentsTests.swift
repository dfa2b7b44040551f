import Foundation
import Testing

@testable import Mechanism

@Suite("The documents")
struct DocumentsTests {
    /// With `TRUCE_WRITE_DOCUMENTS=1` the generated part of `docs/formats.md` is written anew instead of compared.
    private static let writes = ProcessInfo.processInfo.environment["TRUCE_WRITE_DOCUMENTS"] == "1"

    @Test("docs/formats.md says of every field what the code says")
    func formats() throws {
        let document = try String(contentsOf: Tree.formats, encoding: .utf8)
        let generated = FormatsDocument.generated(try Golden())
        let expected = try #require(FormatsDocument.replacing(in: document, with: generated), "docs/formats.md must have its two marks")
        guard document != expected else { return }
        guard !Self.writes else { return try expected.write(to: Tree.formats, atomically: true, encoding: .utf8) }
        let line = zip(document.split(separator: "\n"), expected.split(separator: "\n")).first { $0 != $1 }
        Issue.record("""
            docs/formats.md must say what the code says; run the tests once with TRUCE_WRITE_DOCUMENTS=1 and read the difference.
            It says:  \(line?.0.prefix(200) ?? "less")
            The code: \(line?.1.prefix(200) ?? "less")
            """)
    }

    @Test("A field more, another meaning or another form changes the document")
    func fires() {
        let field = Shape.Field(key: "a", shape: .optional(.list(.text("text"))), meaning: "A.")
        func rendered(_ fields: [Shape.Field]) -> [String] { FormatsDocument.fields(of: .object([.init(key: "outer", shape: .list(.object(fields)), meaning: "B.")])) }
        let before = rendered([field])
        #expect(before.last == "| `outer[].a` | list of: text; or null | A. |")
        #expect(rendered([field, .init(key: "b", shape: .truth, meaning: "B.")]) != before)
        #expect(rendered([.init(key: "a", shape: field.shape, meaning: "C.")]) != before)
        #expect(rendered([.init(key: "a", shape: .list(.text("text")), meaning: "A.")]) != before)
    }

    @Test("A document is filled between its marks and nowhere else, and not without them")
    func marks() {
        let document = "before\n\(FormatsDocument.begin)\nold\n\(FormatsDocument.end)\nafter"
        let filled = FormatsDocument.replacing(in: document, with: "new")
        #expect(filled == "before\n\(FormatsDocument.begin)\n\nnew\n\(FormatsDocument.end)\nafter")
        #expect(filled.flatMap { FormatsDocument.replacing(in: $0, with: "new") } == filled)
        #expect(FormatsDocument.replacing(in: "before\n\(FormatsDocument.end)\n\(FormatsDocument.begin)", with: "new") == nil)
        #expect(FormatsDocument.replacing(in: "nothing", with: "new") == nil)
    }

    @Test("Every table that the state's digest takes is documented, in that order")
    func tables() throws {
        let flushed = try Tree.sources(of: "Mechanism").flatMap { $0.matches(of: /(\w+)\.flush\(into: &map\)/) }.count
        #expect(flushed == FormatsDocument.tables.count)
        #expect(Set(FormatsDocument.tables.map { "\($0.table)" }).count == flushed)
    }

    @Test("docs/mechanism.md names every rule by which an act is refused, and no other")
    func rules() throws {
        let sources = try (Tree.sources(of: "Mechanism") + Tree.sources(of: "Registry")).map(RuleNames.inSource).reduce(into: Set()) { $0.formUnion($1) }
        let document = RuleNames.inDocument(try String(contentsOf: Tree.mechanism, encoding: .utf8))
        #expect(sources.count > 80)
        #expect(sources.subtracting(document).sorted() == [], "missing in docs/mechanism.md")
        #expect(document.subtracting(sources).sorted() == [], "not in the sources")
    }

    @Test("docs/mechanism.md names every kind of act")
    func kinds() throws {
        let document = try String(contentsOf: Tree.mechanism, encoding: .utf8)
        let missing = ActKinds.all.map { $0.kind.name.name }.filter { !document.contains("`\($0)`") }
        #expect(missing == [])
    }

    @Test("A rule's name is found however its refusal is written, and in tables of rules alone")
    func names() {
        #expect(RuleNames.inSource("throw Refusal(\"a.b\", \"…\")\nthrow Refusal(\n    \"c.d-e\",\n \"…\")\nRefusal(reason)") == ["a.b", "c.d-e"])
        #expect(RuleNames.inDocument("| rule | refuses |\n|---|---|\n| `a.b` | … |\n\n| act | who |\n|---|---|\n| `c.d` | … |\n`e.f`") == ["a.b"])
    }
}
