import Foundation
import Testing

@testable import OpenSources

/// The texts of `Retellings`, as its README.md says.
private struct Retelling {
    let name: String
    let statement: String
    let text: String

    static func read(_ part: String) throws -> [Retelling] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Retellings")
        let whole = try String(contentsOf: folder.appending(path: part), encoding: .utf8)
        return whole.components(separatedBy: "\n=== ").dropFirst().map { part in
            let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            let head = lines[0].components(separatedBy: " | ")
            return Retelling(name: head[0], statement: head[1], text: plain(lines[1]))
        }
    }

    /// Without the marks of passages.
    private static func plain(_ marked: Substring) -> String {
        var text = ""
        var rest = marked
        while let open = rest.firstIndex(of: "{") {
            text += rest[..<open]
            rest = rest[open...]
            guard let colon = rest.range(of: ": ") else { break }
            rest = rest[colon.upperBound...]
        }
        return (text + rest).filter { $0 != "}" }
    }

    struct Pair: Hashable {
        let a: String
        let b: String

        init(_ one: String, _ other: String) { (a, b) = (min(one, other), max(one, other)) }
    }

    static func pairs(_ groups: some Sequence<[String]>) -> Set<Pair> {
        Set(groups.flatMap { group in group.flatMap { a in group.filter { $0 != a }.map { Pair(a, $0) } } })
    }
}

@Suite("Retellings of invented statements")
struct RetellingTests {
    @Test("the files hold thirty texts and more each, and several of most statements")
    func files() throws {
        for part in ["develop.txt", "held.txt"] {
            let texts = try Retelling.read(part)
            #expect(texts.count > 30 && Set(texts.map(\.name)).count == texts.count)
            #expect(Dictionary(grouping: texts, by: \.statement).values.count { $0.count >= 3 } > 10)
            #expect(texts.allSatisfy { !$0.text.contains("{") && !$0.text.contains("}") })
        }
    }

    @Test("of the texts to develop on, retellings come together and nothing else does")
    func grouping() throws {
        let texts = try Retelling.read("develop.txt")
        let publications = try texts.map { try Samples.read($0.text, as: $0.name) }
        let statements = Grouping.group(publications)
        let given = Retelling.pairs(statements.map { $0.carriers.map(\.file) })
        let wanted = Retelling.pairs(
            Dictionary(grouping: texts, by: \.statement).values.map { $0.map(\.name) })
        #expect(given.subtracting(wanted).isEmpty, "wrongly together: \(given.subtracting(wanted))")
        #expect(given.intersection(wanted).count * 100 >= wanted.count * 90)
        // A judge that takes all for one is caught.
        #expect(!Retelling.pairs([texts.map(\.name)]).subtracting(wanted).isEmpty)
    }

    @Test("every alteration's passages and words are the publications' own")
    func offsets() throws {
        let texts = try Retelling.read("develop.txt")
        let publications = try texts.map { try Samples.read($0.text, as: $0.name) }
        let alterations = Alteration.find(publications, Grouping.group(publications))
        #expect(alterations.count > 100)
        for alteration in alterations {
            for (excerpt, spans) in [
                (alteration.a, alteration.words.compactMap(\.a)), (alteration.b, alteration.words.compactMap(\.b)),
            ] {
                let text = Scalars(publications[excerpt.publication].text)
                #expect(text.string(excerpt.span) == excerpt.text)
                #expect(spans.allSatisfy(excerpt.span.contains))
                #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.end <= $1.start })
            }
            #expect(!alteration.changes.isEmpty && alteration.change == alteration.changes.last)
        }
    }
}

@Suite("What became of words")
struct AlteredWordsTests {
    private func changes(_ a: String, _ b: String) -> [Alteration.Change] {
        var (forms, weights) = (WordForms(), WordWeights())
        func words(_ text: String) -> [CarrierText.Word] {
            let scalars = Scalars(text)
            return CarrierText.words(
                in: TextSpan(start: 0, end: scalars.count), of: Tokeniser(scalars: scalars), forms: &forms,
                weights: &weights)
        }
        let (one, other) = (words(a), words(b))
        return Alteration.Change.read(one, other, near: (one, other), isMoved: false)
    }

    @Test(
        "each kind of change is told",
        arguments: [
            ("the ferry sails at noon", "The ferry sails at noon", Alteration.Change.verbatim),
            ("the ferry sails at noon and not before", "the ferry sails at noon", .cut),
            ("the ferry will not sail", "the ferry will sail", .reworded),
            ("the ferry leaves at noon", "at midday the boat goes", .reworded),
            ("the ferry sails at noon", "the ferry may sail at noon", .hedgeAdded),
            ("the ferry will perhaps sail", "the ferry will sail", .hedgeRemoved),
            ("the crew is willing to sail", "the crew has agreed to sail", .strengthChanged),
            ("forty-one crates were landed", "31 crates were landed", .numberChanged),
        ])
    func kinds(a: String, b: String, change: Alteration.Change) {
        #expect(changes(a, b).last == change)
    }

    @Test("a number is one in words and digits, and the same number is no change")
    func numbers() {
        #expect(Quantity.read(["two", "hundred", "and", "forty"]) == [240_000])
        #expect(Quantity.read(["1,200", "crates", "and", "2.5", "million"]) == [1_200_000, 2_500_000_000])
        #expect(!changes("forty-one crates", "41 crates").contains(.numberChanged))
    }

    @Test("two passages side by side: kept, left out, put in, replaced")
    func words() {
        let runs = WordRun.read("The old bridge at Marn is open", "The bridge at Marn was open again")
        #expect(runs.map(\.kind) == [.kept, .leftOut, .kept, .replaced, .kept, .putIn])
        #expect(runs[1].a == TextSpan(start: 4, end: 7) && runs[1].b == nil)
        #expect(runs[3].a == TextSpan(start: 23, end: 25) && runs[3].b == TextSpan(start: 19, end: 22))
    }
}

@Suite("Near-identical copies")
struct CopyTests {
    /// Words that no two numbers share, the same each time.
    private func text(_ number: Int, _ words: Int = 200) -> [String] {
        (0..<words).map { "w\(number)x\($0 * 7 % words)" }
    }

    @Test("a text with some words changed is a copy, another is none, and each group is told once")
    func copies() {
        var edited = text(1)
        for place in stride(from: 0, to: 200, by: 25) { edited[place] = "changed" }
        let texts = [text(1), text(2), edited, text(3), text(2)].map { $0.joined(separator: " ") }
        let groups = CopyGroup.find(texts: texts + ["", "w"])
        #expect(groups.map(\.publications) == [[0, 2], [1, 4]])
        #expect(groups[1].likeness == 1 && groups[0].likeness < 1)
    }

    @Test("the estimate is near the share of runs of three words that both hold")
    func estimate() {
        for kept in [50, 100, 150] {
            let (a, b) = (text(4), Array(text(4).prefix(kept)) + text(5).dropFirst(kept))
            func runs(_ words: [String]) -> Set<[String]> { Set((0..<(words.count - 2)).map { Array(words[$0..<($0 + 3)]) }) }
            let exact = Double(runs(a).intersection(runs(b)).count) / Double(runs(a).union(runs(b)).count)
            let sketches = [a, b].map { Sketch(utf8: $0.joined(separator: " ").utf8) }
            #expect(abs(sketches[0].likeness(to: sketches[1]) - exact) < 0.15)
        }
    }

    @Test("case, marks and line breaks make no difference")
    func marks() {
        let plain = text(6).joined(separator: " ")
        let dressed = "“" + text(6).joined(separator: ",\n").uppercased() + "”"
        #expect(Sketch(utf8: plain.utf8).likeness(to: Sketch(utf8: dressed.utf8)) == 1)
    }
}
