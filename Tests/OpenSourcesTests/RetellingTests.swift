import Foundation
import Testing

@testable import OpenSources

/// The texts of `Retellings`, as its README.md says.
private struct Retelling {
    let name: String
    let statement: String
    let text: String
    /// By its number, where the text says each thing of its statement.
    let passages: [Int: [TextSpan]]

    static func read(_ part: String) throws -> [Retelling] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Retellings")
        let whole = try String(contentsOf: folder.appending(path: part), encoding: .utf8)
        return whole.components(separatedBy: "\n=== ").dropFirst().map { part in
            let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            let head = lines[0].components(separatedBy: " | ")
            let (text, passages) = plain(lines[1])
            return Retelling(name: head[0], statement: head[1], text: text, passages: passages)
        }
    }

    /// Without the marks of passages, and what they mark.
    private static func plain(_ marked: Substring) -> (String, [Int: [TextSpan]]) {
        var text = Scalars()
        var passages: [Int: [TextSpan]] = [:]
        var open: (number: Int, start: Int)?
        var rest = Scalars(String(marked))[...]
        while let scalar = rest.popFirst() {
            if scalar == "{" {
                open = (Int(Scalars(rest.prefix { $0.isDigit }).string) ?? 0, text.count)
                rest = rest.drop { $0 != ":" }.dropFirst(2)
            } else if scalar == "}", let passage = open {
                passages[passage.number, default: []].append(TextSpan(start: passage.start, end: text.count))
                open = nil
            } else {
                text.append(scalar)
            }
        }
        return (text.string, passages)
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
        for (part, _, _) in Self.parts {
            let texts = try Retelling.read(part)
            #expect(texts.count > 30 && Set(texts.map(\.name)).count == texts.count)
            #expect(Dictionary(grouping: texts, by: \.statement).values.count { $0.count >= 3 } > 10)
            #expect(texts.allSatisfy { !$0.text.contains("{") && !$0.text.contains("}") })
        }
    }

    /// Of each part how many pairs may wrongly be together, and how many of a hundred that are one must be.
    private static let parts = [
        ("develop.txt", 0, 98), ("held.txt", 0, 96), ("fresh.txt", 0, 88), ("other.txt", 9, 45), ("highland.txt", 12, 76),
        ("strait.txt", 5, 52), ("unseen.txt", 9, 60), ("river.txt", 10, 47), ("federal.txt", 4, 42),
    ]

    @Test("retellings come together, and what is like them does not", arguments: parts)
    func grouping(part: String, wrong: Int, percent: Int) throws {
        let texts = try Retelling.read(part)
        let publications = try texts.map { try Samples.read($0.text, as: $0.name) }
        let statements = Grouping.group(publications)
        let given = Retelling.pairs(statements.map { $0.carriers.map(\.file) })
        let wanted = Retelling.pairs(
            Dictionary(grouping: texts, by: \.statement).values.map { $0.map(\.name) })
        #expect(given.subtracting(wanted).count <= wrong, "wrongly together: \(given.subtracting(wanted))")
        #expect(given.intersection(wanted).count * 100 >= wanted.count * percent)
        // A judge that takes all for one is caught.
        #expect(!Retelling.pairs([texts.map(\.name)]).subtracting(wanted).isEmpty)
    }

    /// Of the labelled passages of texts that are known to carry one statement, how many have their
    /// counterpart among the three best alterations; and how many of the first alterations between two
    /// labelled passages are right.
    private func counterparts(_ part: String, shifted shift: Int = 0) throws -> (found: Double, right: Double) {
        let texts = try Retelling.read(part)
        let publications = try texts.map { try Samples.read($0.text, as: $0.name) }
        let told = Dictionary(grouping: texts.indices) { texts[$0].statement }.sorted { $0.key < $1.key }.map { name, members in
            Statement(
                id: name, speaker: "", side: nil, isUnnamed: false, day: nil,
                carriers: members.map { index in
                    Carrier(
                        publication: index, file: texts[index].name, quotes: Array(publications[index].quotes.indices),
                        passages: publications[index].passages.map(\.span))
                }, score: 1, evidence: [])
        }
        func labels(_ excerpt: Excerpt) -> Set<Int> {
            let said = texts[excerpt.publication].passages.filter { $0.value.contains { $0.overlaps(excerpt.span) } }
            return Set(said.keys.map { $0 + (excerpt.publication % 2) * shift })
        }
        var (wanted, found, first, right) = (0, 0, 0, 0)
        let alterations = Dictionary(grouping: Alteration.find(publications, told)) { [$0.a.publication, $0.b.publication] }
        let pairs = told.map { $0.carriers.map(\.publication) }.flatMap { members in
            members.indices.flatMap { one in members[(one + 1)...].map { [members[one], $0] } }
        }
        for pair in pairs {
            let alterations = alterations[pair] ?? []
            for alteration in alterations where alteration.rank == 1 && !labels(alteration.a).isEmpty && !labels(alteration.b).isEmpty {
                first += 1
                right += labels(alteration.a).isDisjoint(with: labels(alteration.b)) ? 0 : 1
            }
            for number in 1...9 {
                for (one, other) in [(\Alteration.a, \Alteration.b), (\Alteration.b, \Alteration.a)] {
                    guard pair.allSatisfy({ texts[$0].passages[number] != nil }) else { continue }
                    let against = alterations.filter { labels($0[keyPath: one]).contains(number) }
                    wanted += 1
                    found += against.prefix(3).contains { labels($0[keyPath: other]).contains(number) } ? 1 : 0
                }
            }
        }
        return (Double(found) / Double(wanted), Double(right) / Double(first))
    }

    @Test(
        "what a text says is found in another of its statement, be it told in the outlet's own voice",
        arguments: [
            ("develop.txt", 0.92, 0.92), ("held.txt", 0.92, 0.92), ("fresh.txt", 0.92, 0.92), ("other.txt", 0.74, 0.9), ("highland.txt", 0.74, 0.87),
            ("strait.txt", 0.75, 0.9), ("unseen.txt", 0.83, 0.9), ("river.txt", 0.75, 0.84), ("federal.txt", 0.7, 0.86),
        ])
    func counterparts(part: String, found: Double, right: Double) throws {
        let scores = try counterparts(part)
        #expect(scores.found >= found && scores.right >= right, "\(part): \(scores)")
    }

    @Test("wrong counterparts are told from right ones")
    func wrongCounterparts() throws {
        #expect(try counterparts("develop.txt", shifted: 20).right < 0.6)
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
        var forms = WordForms()
        let one = CarrierText.words(of: a, forms: &forms)[...]
        let other = CarrierText.words(of: b, forms: &forms)[...]
        return Alteration.Change.read(one, other, near: (one, other), isMoved: false, forms)
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
        func numbers(_ text: String) -> [Int] { Quantity.read(text.split(separator: " ").map { Quantity.part(String($0)) }) }
        #expect(numbers("two hundred and forty") == [240_000])
        #expect(Quantity.read(["the", "20th", "of", "two"].map(Quantity.part), ordinals: true) == [20_000, 2000])
        #expect(Quantity.read(["the", "20th", "of", "two"].map(Quantity.part)) == [2000])
        #expect(numbers("1,200 crates and 2.5 million") == [1_200_000, 2_500_000_000])
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
