import Mechanism
import Registry
import Testing
@testable import Website

@Suite("Pages of the press")
struct SourcePageTests {
    @Test("a statement's page sets its words side by side, and marks those that one passage alone has")
    func sideBySide() async throws {
        let sample = try await SampleRecord()
        let view = try sample.site.statement("\(sample.number("statement"))", try await sample.reading())
        #expect(view.alterations.count == 1)
        let pair = try #require(view.alterations.first)
        #expect(pair.change.word == "hedge-added" && pair.read?.word == "reworded" && pair.differs)
        #expect(pair.to.runs.filter(\.only).map(\.text) == ["perhaps "])
        #expect(pair.from.runs.map(\.text).joined() == "we will keep the truce <b>")
        let page = try await sample.get("/statements/\(sample.number("statement"))").text
        #expect(page.contains("<ins>perhaps </ins>") && page.contains("The program read: Reworded") && !page.contains("<b>"))
    }

    @Test("who judged later that a publication carries it is shown, and how sure the program was")
    func carriers() async throws {
        let sample = try await SampleRecord()
        let view = try sample.site.statement("\(sample.number("statement"))", try await sample.reading())
        #expect(view.carriers.map { $0.judged?.kind } == [nil, "statement.carry"] && view.carriers.map(\.score) == [nil, 0.81])
        #expect(view.outlets == 2 && view.excluded.isEmpty && view.unheard.map(\.id) == ["bland"])
        #expect(view.claims.count == 3)
    }

    @Test("a publication's day stands as a person knows it beside as the program read it")
    func beside() async throws {
        let sample = try await SampleRecord()
        let dossier = try sample.site.dossier(Publication.self, "\(sample.number("publication-2"))", try await sample.reading())
        let facts = Dictionary(uniqueKeysWithValues: dossier.facts.map { ($0.label, $0.values.map(\.text)) })
        #expect(facts["Published"] == ["2026-01-06 (known to a person from elsewhere)"] && facts["As a program read it"] == ["2026-01-05 (inferred)"])
    }

    @Test("two publications of one statement in a report are one origin, one side, two outlets")
    func origins() async throws {
        let sample = try await SampleRecord()
        let press = try #require(try sample.site.incident("\(sample.number("incident"))", try await sample.reading()).press)
        #expect(press.publications == 2 && press.outlets == 2 && press.origins == 1 && press.sides.map(\.id) == ["aland"] && press.unheard.map(\.id) == ["bland"])
        #expect(press.claims.count == 2)
    }

    @Test("a claim that only a hidden act has decided waits for the public, and is taken for participants")
    func undecided() async throws {
        let sample = try await SampleRecord()
        let name = "\(sample.number("claim-3"))"
        #expect(try sample.site.dossier(Claim.self, name, try await sample.reading()).status.word == "waiting")
        let inside = try sample.site.dossier(Claim.self, name, try await sample.reading(.participant(.of("bland"))))
        #expect(inside.status.word == "accepted-into-report" && inside.facts.contains { $0.label == "Report" })
    }

    @Test("the list of claims gives each one's passage, and those that wait first")
    func waiting() async throws {
        let sample = try await SampleRecord()
        let list = try sample.site.dossiers(Claim.self, try await sample.reading())
        #expect(list.groups.map(\.status.word) == ["waiting", "accepted-into-report"])
        #expect(list.groups.first?.dossiers.map { $0.lead.map(\.text) } == [["a second one followed"]])
        #expect(try await sample.get("/claims").text.contains("a second one followed"))
    }

    @Test("there is no page for what is no statement, publication or claim, nor for a hidden one", arguments: ["statements", "publications", "claims"])
    func missing(path: String) async throws {
        let sample = try await SampleRecord()
        for label in ["report-a", "hidden-statement", "hidden-publication", "hidden-claim"] {
            #expect(try await sample.get("/\(path)/\(sample.number(label))").status == 404, "\(label)")
        }
    }
}
