import Foundation
import Testing

@testable import OpenSources

/// The texts of the example agreement, which were written for it: five on the talks, and two on an event of each side.
@Suite("The example's press texts")
struct ExampleTests {
    /// On the talks.
    private let publications: [Publication]
    /// On two events, one of each side.
    private let events: [Publication]

    init() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Examples/istanbul-2025/publications")
        let all = try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil
        )
        .filter { $0.pathExtension == "txt" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
        .map { try OpenSources.read(file: $0.lastPathComponent, bytes: [UInt8](Data(contentsOf: $0))) }
        func tellsOfEvent(_ publication: Publication) -> Bool {
            publication.file.hasSuffix("-road.txt") || publication.file.hasSuffix("-inn.txt")
        }
        events = all.filter(tellsOfEvent)
        publications = all.filter { !tellsOfEvent($0) }
    }

    @Test("each side's event is told by two outlets, and goes back to one statement")
    func told() {
        #expect(events.count == 4)
        let statements = Grouping.group(publications + events)
        #expect(
            Set(statements.map { Set($0.carriers.map(\.file)) }).isSuperset(of: [
                ["gazette-road.txt", "placeholder-road.txt"], ["courier-inn.txt", "exemplar-inn.txt"],
            ]))
        #expect(statements.count == 4)
    }

    @Test("each text's outlet, headline and day are read")
    func facts() {
        #expect(
            publications.map { $0.outlet?.name } == [
                "The Example Gazette", "The Exemplar Daily", "Placeholder News Service", "The Sample Courier",
                "The Specimen Post",
            ])
        #expect(
            publications.map(\.headline) == [
                "Islamabad says Istanbul round brought no verifiable steps",
                "Kabul says its delegation came to Istanbul to settle matters",
                "Pakistan ready to receive its nationals at Torkham and Chaman, spokesperson says",
                "Talks over, truce holds: Foreign Office takes stock",
                "No dialogue with armed groups, Islamabad repeats",
            ])
        #expect(publications.map { $0.published.day?.day } == [9, 8, 9, 9, 10])
        #expect(publications.allSatisfy { $0.published.day?.year == 2025 && $0.published.day?.month == 11 })
    }

    @Test("they carry two statements: one side's four times, the other's once")
    func statements() {
        let statements = Grouping.group(publications)
        #expect(
            statements.map { $0.carriers.map(\.file) } == [
                ["example-gazette.txt", "placeholder-news.txt", "sample-courier.txt", "specimen-post.txt"],
                ["exemplar-daily.txt"],
            ])
        #expect(statements.map(\.side) == ["Pakistan", "Afghanistan"])
        #expect(statements.map(\.day) == [Day(iso: "2025-11-09"), Day(iso: "2025-11-08")])
    }

    @Test("any two of the four are grouped without the rest, and none with the other side's")
    func pairs() {
        for a in publications.indices {
            for b in publications.indices where b > a {
                let statements = Grouping.group([publications[a], publications[b]])
                let sides = Set(statements.map(\.side))
                #expect(statements.count == (sides.count == 1 ? 1 : 2))
                #expect((statements.count == 1) == ![a, b].contains(1))
            }
        }
    }

    @Test(
        "every direct quotation is somebody's, and all but the other side's are the Foreign Office's or its government's"
    )
    func quotes() {
        for publication in publications {
            let direct = publication.quotes.filter { $0.kind == .direct }
            #expect(direct.count >= 3)
            let side = publication.outlet?.name == "The Exemplar Daily" ? "Afghanistan" : "Pakistan"
            #expect(direct.allSatisfy { $0.speaker?.side == side })
        }
    }
}
