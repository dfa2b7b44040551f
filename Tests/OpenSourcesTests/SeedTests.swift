import Foundation
import Testing

@testable import OpenSources

/// The five reports that lie beside the package, and hand-made labels of three of them.
private enum Seeds {
    static let shared = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
    static let folder = shared.appending(path: "seeds")
    static let gold = shared.appending(path: "gold/seeds_gold_part.json")

    static var exist: Bool {
        FileManager.default.fileExists(atPath: folder.path)
            && FileManager.default.fileExists(atPath: gold.path)
    }

    static func read() throws -> [Publication] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "txt" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map { try OpenSources.read(file: $0.lastPathComponent, bytes: [UInt8](Data(contentsOf: $0))) }
    }
}

/// The labels, as far as they are scored.
private struct Gold: Decodable {
    struct Document: Decodable {
        struct Quote: Decodable {
            let speaker: String
            let statement: String?
            let start_offset: Int
            let end_offset: Int
        }
        let file: String
        let outlet: String?
        let title: String?
        let dateline: String?
        let published: String?
        let direct_quotes: [Quote]
    }
    struct Pair: Decodable {
        let a: String
        let b: String
        let relation: String
    }
    let documents: [Document]
    let pairs: [Pair]
}

/// What is printed, as far as it is scored: the answer is judged by its JSON alone.
private struct Answer: Decodable {
    struct Publication: Decodable {
        struct Quote: Decodable {
            struct Speaker: Decodable {
                let name: String
                let mention: String
            }
            let start: Int
            let end: Int
            let text: String
            let kind: String
            let speaker: Speaker?
        }
        let file: String
        let outlet: String?
        let headline: String?
        let dateline: String?
        let published: String?
        let quotes: [Quote]
    }
    struct Statement: Decodable {
        let id: String
        let speaker: String
        let date: String?
        let publications: [String]
    }
    let publications: [Publication]
    let statements: [Statement]
}

@Suite("The five reports", .enabled(if: Seeds.exist, "needs ../shared"))
struct SeedTests {
    private let publications: [Publication]
    private let statements: [OpenSources.Statement]
    private let answer: Answer
    private let gold: Gold

    /// Words of which one must stand in the speaker's name or mention, for each labelled statement.
    private static let accepted: [String: [String]] = [
        "S1": [
            "foreign office", "foreign ministry", "ministry of foreign affairs", "spokesperson", "spokesman",
            "andrabi", "islamabad", "pakistan",
            "the statement", "fo",
        ],
        "S4": ["ispr", "ahmed sharif", "sharif", "director general"],
        "S5": ["senior pakistani official", "official"],
        "S5b": ["official"],
    ]

    init() throws {
        publications = try Seeds.read()
        statements = Grouping.group(publications)
        answer = try JSONDecoder().decode(
            Answer.self, from: Data(Reading.json(publications, statements).utf8))
        gold = try JSONDecoder().decode(Gold.self, from: Data(contentsOf: Seeds.gold))
    }

    @Test(
        "of the labelled direct quotes at least 95 in 100 are found, at least 95 in 100 of those given are right, and 9 in 10 speakers"
    )
    func quotes() throws {
        var (found, wanted, given, speakers) = (0, 0, 0, 0)
        for document in gold.documents {
            let publication = try #require(answer.publications.first { $0.file == document.file })
            var direct = publication.quotes.filter { $0.kind == "direct" }
            given += direct.count
            for quote in document.direct_quotes {
                wanted += 1
                func likeness(_ other: Answer.Publication.Quote) -> Double {
                    let common = max(
                        0, min(other.end, quote.end_offset) - max(other.start, quote.start_offset))
                    return Double(common)
                        / Double(max(other.end, quote.end_offset) - min(other.start, quote.start_offset))
                }
                guard let best = direct.indices.max(by: { likeness(direct[$0]) < likeness(direct[$1]) }),
                    likeness(direct[best]) >= 0.8
                else { continue }
                found += 1
                let speaker = direct.remove(at: best).speaker
                let words = "\(speaker?.name ?? "") \(speaker?.mention ?? "")".lowercased()
                let accepted = quote.statement.flatMap { Self.accepted[$0] } ?? []
                if (accepted + [quote.speaker.lowercased()]).contains(where: words.contains) { speakers += 1 }
            }
        }
        #expect(wanted > 40)
        #expect(found * 100 >= wanted * 95)
        #expect(found * 100 >= given * 95)
        #expect(speakers * 10 >= found * 9)
    }

    @Test("headlines, outlets, datelines and dates are as labelled")
    func facts() throws {
        for document in gold.documents {
            let publication = try #require(answer.publications.first { $0.file == document.file })
            #expect(publication.headline == document.title)
            #expect(publication.published == document.published)
            #expect(publication.dateline == document.dateline)
            // The outlet of one text is known from elsewhere only.
            if let outlet = document.outlet, document.title != nil { #expect(publication.outlet == outlet) }
        }
    }

    @Test(
        "the four that carry one statement are one, of 9 November 2025, and the one of an earlier round is not among them"
    )
    func grouping() throws {
        let first = try #require(answer.statements.first)
        #expect(first.publications.map { $0.prefix(3) } == ["000", "001", "002", "003"])
        #expect(first.date == "2025-11-09")
        #expect(first.speaker.contains("Foreign Office"))
        for pair in gold.pairs {
            let isTogether = answer.statements.contains {
                $0.publications.contains(pair.a) && $0.publications.contains(pair.b)
            }
            #expect(isTogether == (pair.relation == "same_statement"))
        }
        #expect(
            !answer.statements.contains {
                $0.publications.count > 1 && $0.publications.contains { $0.hasPrefix("004") }
            })
    }

    /// Where each of the first four reports tells each thing of the statement, by our own reading: a line for each thing, the
    /// number of a report before the spans of its sentences.
    private static let things = """
        0 610-898 | 1 190-411 | 3 342-638
        0 900-1127 | 1 412-579 | 3 643-937
        0 1129-1359 | 1 580-766 | 2 1480-1629 | 3 938-1275
        0 1361-1574 | 1 767-920 | 2 1630-1767
        0 1361-1574 | 1 921-1180 | 2 1768-1930
        0 1576-1763 | 2 1931-2180
        0 1576-1763 | 1 1181-1325 | 2 2181-2306
        0 1765-2011 | 1 1326-1605 | 2 2307-2547
        0 2013-2240 | 1 1606-1732 | 2 2858-3076 | 3 2315-2628
        0 2242-2376 | 1 1733-1951 | 2 3077-3237 | 3 2017-2314
        0 2378-2524 | 1 1952-2167 | 2 3455-3647
        0 2525-2642 | 1 2852-3069 | 2 990-1317
        0 2644-2953 | 2 343-596
        0 2644-2953 | 2 1318-1446
        1 2562-2851 | 2 4195-4320 4321-4458 | 3 1747-2011
        0 2955-3110 | 1 3070-3284 | 2 4507-4708 | 3 2842-3047
        0 3112-3422 | 1 3285-3471 | 2 4709-4934 | 3 3260-3516
        0 3424-3561 | 1 3472-3777 | 2 5078-5261
        0 3563-3758 | 1 3472-3777 | 2 5289-5541 | 3 3522-3697
        0 3760-3959 | 1 3778-3965 | 2 5935-6251
        0 3960-4078 | 1 3778-3965 | 3 3698-3914
        0 4080-4303 | 1 3966-4205
        0 4407-4517 | 1 4444-4703 | 2 6905-7007 | 3 5496-5724
        0 4518-4635 | 1 4444-4703 | 2 4935-5077 7008-7123 | 3 3915-4101 5496-5724
        1 2168-2436 | 2 3648-3827 | 3 1281-1487
        1 2168-2436 | 2 3828-4024 | 3 1488-1746
        1 1952-2167 | 2 3402-3454 | 3 2315-2628
        1 4206-4443 | 2 6288-6574
        """

    @Test("what one report tells of the statement is found in another, among the three likeliest")
    func counterparts() throws {
        let alterations = Alteration.find(publications, Grouping.group(publications))
        var (wanted, found) = (0, 0)
        for line in Self.things.split(separator: "\n") {
            let places = line.split(separator: "|").map { part in
                let words = part.split(separator: " ")
                let spans = words.dropFirst().map { $0.split(separator: "-").compactMap { Int($0) } }.map { TextSpan(start: $0[0], end: $0[1]) }
                return (report: Int(words[0]), spans: spans)
            }
            func holds(_ excerpt: Excerpt, _ place: Int) -> Bool {
                excerpt.publication == places[place].report && places[place].spans.contains { $0.overlaps(excerpt.span) }
            }
            for one in places.indices {
                for other in places.indices where other != one {
                    let against = alterations.lazy.flatMap { [($0.a, $0.b), ($0.b, $0.a)] }
                        .filter { holds($0.0, one) && $0.1.publication == places[other].report }
                    wanted += 1
                    found += against.prefix(3).contains { holds($0.1, other) } ? 1 : 0
                }
            }
        }
        #expect(wanted == 196 && Double(found) / Double(wanted) >= 0.92, "\(found) of \(wanted)")
    }

    @Test("any two or three of the five are grouped as all five are")
    func subsets() {
        for a in publications.indices {
            for b in publications.indices where b > a {
                for c in publications.indices where c >= b {
                    let some = Array(Set([a, b, c])).sorted().map { publications[$0] }
                    for statement in Grouping.group(some) where statement.carriers.count > 1 {
                        #expect(statement.carriers.allSatisfy { !$0.file.hasPrefix("004") })
                    }
                    let wanted = some.filter { !$0.file.hasPrefix("004") }.count
                    if wanted > 1 { #expect(Grouping.group(some).first?.carriers.count == wanted) }
                }
            }
        }
    }

    @Test(
        "other voices in a report are statements of their own: a minister to a broadcaster, a general's briefing, unnamed officials"
    )
    func others() {
        func carriers(_ name: String) -> [[Substring]] {
            statements.filter { $0.speaker.contains(name) }.map { $0.carriers.map { $0.file.prefix(3) } }
        }
        #expect(carriers("Asif") == [["002"]])
        #expect(carriers("Ahmed Sharif") == [["000"]])
        #expect(carriers("Tarar") == [["004"]])
        #expect(
            statements.filter(\.isUnnamed).map { $0.carriers.map { $0.file.prefix(3) } } == [
                ["000"], ["000"],
            ])
        #expect(statements.first { $0.speaker.contains("Asif") }?.day == Day(iso: "2025-11-07"))
    }

    @Test("the two unlabelled reports by our own reading: every quotation is found, with its speaker")
    func unlabelled() throws {
        for (prefix, counts) in [
            ("002", ["Khawaja Asif": 1, "Foreign Office of Pakistan": 16]), ("004", ["Attaullah Tarar": 10]),
        ] {
            let publication = try #require(publications.first { $0.file.hasPrefix(prefix) })
            let direct = publication.quotes.filter { $0.kind == .direct }
            var found: [String: Int] = [:]
            for quote in direct { found[quote.speaker?.name ?? "nobody", default: 0] += 1 }
            #expect(found == counts)
            #expect(direct.count == publication.text.unicodeScalars.count { $0 == "\u{201C}" })
            #expect(publication.published.day == nil)
        }
        let second = try #require(publications.first { $0.file.hasPrefix("002") })
        #expect(second.paragraphs.first?.text == second.headline)
        #expect(second.dateline == "ISLAMABAD")
        #expect(publications.first { $0.file.hasPrefix("004") }?.dateline == "ISLAMABAD")
    }

    @Test("no statement is the Afghan side's own: what a report ascribes to Kabul is a standing position")
    func sides() {
        #expect(!statements.contains { $0.side == "Afghanistan" })
        #expect(
            publications.flatMap(\.quotes).contains {
                $0.speaker?.side == "Afghanistan" && $0.isStandingPosition
            })
    }

    @Test("every offset is exact")
    func offsets() {
        for publication in publications {
            let scalars = Array(publication.text.unicodeScalars)
            for quote in publication.quotes {
                #expect(
                    String(String.UnicodeScalarView(scalars[quote.span.start..<quote.span.end])) == quote.text
                )
            }
        }
    }
}
