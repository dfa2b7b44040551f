import Foundation
import Mechanism
import Registry
import Testing
@testable import Website

@Suite("Visibility")
struct VisibilityTests {
    private static let hidden = [
        "hidden-report", "hidden-incident", "hidden-triage", "hidden-exhibit", "hidden-assessment", "hidden-crossing", "hidden-publication", "hidden-statement",
        "determine", "informed-aland", "informed-bland",
        "hidden-answer", "hidden-position", "hidden-call",
        "hidden-alteration", "hidden-accept", "hidden-claim",
    ]

    @Test("nothing that is for participants only is anywhere in a public page, answer, tile or proof")
    func nowhere() async throws {
        let sample = try await SampleRecord()
        // A public act's own bytes may name a hidden act; these ids nobody names.
        let ids = ["hidden-incident", "hidden-triage", "hidden-assessment", "hidden-crossing", "hidden-statement", "hidden-alteration", "hidden-accept", "hidden-claim"].compactMap { sample.ids[$0]?.hex }
        #expect(ids.count == 8)
        for path in try await sample.everyAddress() {
            let answer = try await sample.get(path)
            #expect(answer.status != 500, "\(path)")
            #expect(!answer.text.contains(SampleRecord.hiddenWords), "\(path)")
            for id in ids { #expect(!answer.text.contains(id), "\(path)") }
            // A receipt carries the entry in base64: the words themselves are never in an entry, the act's kind is.
            if path.hasPrefix("/proofs/"), answer.status == 200 { #expect(!Self.hidden.contains { path == "/proofs/\(sample.number($0))" }) }
        }
    }

    @Test("the words are found by a participant, so that the search above can find something")
    func somewhere() async throws {
        let sample = try await SampleRecord()
        let reading = try await sample.reading(.participant(.of("aland")))
        let incident = try sample.site.incident("\(sample.number("hidden-incident"))", reading)
        #expect(incident.incident.title.first?.text.contains(SampleRecord.hiddenWords) == true)
        #expect(try sample.site.act("\(sample.number("hidden-report"))", reading).texts.first?.text?.text.contains(SampleRecord.hiddenWords) == true)
    }

    @Test("an act for participants only is closed to others: itself, its texts and its proof")
    func closed() async throws {
        let sample = try await SampleRecord()
        for label in Self.hidden {
            let index = sample.number(label)
            for path in ["/acts/\(index)", "/proofs/\(index)", "/api/v1/acts/\(index)", "/api/v1/acts/\(index)/texts"] {
                let answer = try await sample.get(path)
                #expect(answer.status == 403, "\(path)")
                #expect(answer.text.contains("This act is for participants only."), "\(path)")
            }
        }
    }

    @Test("a hidden incident is not distinguished from none")
    func indistinct() async throws {
        let sample = try await SampleRecord()
        let hidden = try await sample.get("/api/v1/incidents/\(sample.number("hidden-incident"))")
        let none = try await sample.get("/api/v1/incidents/\(sample.number("report-a"))")
        #expect(hidden.status == 404 && hidden.bytes == none.bytes)
    }

    @Test("counts leave out what is hidden, but for how many acts are for participants only")
    func counts() async throws {
        let sample = try await SampleRecord()
        let all = try await sample.site.overview(try await sample.reading(.participant(.of("bland"))))
        let some = try await sample.site.overview(try await sample.reading())
        #expect(some.actsForParticipants == Self.hidden.count && all.actsForParticipants == 0)
        #expect(some.incidentsInAll == 1 && all.incidentsInAll == 2)
        #expect(some.reports.filed == 2 && all.reports.filed == 3)
        #expect(some.commitments[0].assessed == nil && all.commitments[0].assessed != nil)
        #expect(some.crossings[0].accounts.map { $0.condition?.word } == ["open", nil, nil])
        #expect(all.crossings[0].accounts.map { $0.condition?.word } == ["open", nil, "closed"])
        #expect(try sample.site.sources(try await sample.reading()).unheard.count == 1)
        #expect(try sample.site.sources(try await sample.reading(.participant(.of("aland")))).unheard.isEmpty)
    }

    @Test("a participant's reading is the state itself")
    func whole() async throws {
        let sample = try await SampleRecord()
        let reading = try await sample.reading(.participant(.of("gate")))
        #expect(reading.incidents.map(\.canonical) == reading.state.incidents.rows.map(\.canonical))
        #expect(reading.publications.map(\.canonical) == reading.state.publications.rows.map(\.canonical))
        #expect(reading.commitments.map(\.canonical) == reading.state.commitments.rows.map(\.canonical))
        for incident in reading.state.incidents.rows {
            #expect(reading.outcome(of: incident) == reading.state.outcome(of: incident))
        }
    }

    @Test("an outcome that a hidden act brought about is not told")
    func outcome() async throws {
        let sample = try await SampleRecord()
        var report = FileReport()
        report.facts = Play.facts(killed: 0, weapon: nil, alleged: [])
        let filed = await sample.office.submit(try await sample.submission(report, by: "aland/liaison", texts: ["narrative": "A noise."]))
        guard case .recorded(let first) = filed else { return #expect(Bool(false)) }
        var open = OpenIncident()
        (open.reports, open.type, open.when, open.place) = ([first.act], .of("shelling"), report.facts.when, report.facts.place)
        guard case .recorded(let opened) = await sample.office.submit(try await sample.submission(open, by: "desk/registrar", texts: ["title": "A noise"])) else {
            return #expect(Bool(false))
        }
        var triage = TriageIncident()
        (triage.incident, triage.outcome) = (opened.act, .outOfMandate)
        let decided = try await sample.submission(triage, by: "eyes/quiet", texts: ["reason": "Not ours."], audience: .participants)
        guard case .recorded = await sample.office.submit(decided) else { return #expect(Bool(false)) }
        let incident = try #require(try await sample.snapshot().state.incidents[opened.act])
        let anyone = try await sample.reading()
        let participant = try await sample.reading(.participant(.of("aland")))
        #expect(anyone.outcome(of: try #require(anyone.incident(incident.id))) == .registered)
        #expect(participant.outcome(of: try #require(participant.incident(incident.id))) == .outOfMandate)
    }

    @Test("where a desk's last act is hidden, its id is told to participants only")
    func officers() async throws {
        let sample = try await SampleRecord()
        #expect(try await sample.get("/api/v1/officers/eyes/quiet").status == 403)
        let open = try await sample.get("/api/v1/officers/eyes/lead")
        #expect(try open.value("previous") as? String == sample.ids["finding"]?.hex)
        #expect(try await sample.get("/api/v1/officers/eyes/nobody").status == 404)
    }
}
