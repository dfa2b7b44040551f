import Foundation
import Mechanism
import Registry
import Testing
import TransparencyLog
@testable import Website

@Suite("What counts no more, and who kept the record")
struct ContestTests {
    /// A head says that an officer's key was stolen before it signed anything on the incident.
    private static func repudiate(_ name: String, audience: Audience = .everyone, on sample: SampleRecord) async throws -> Receipt {
        var repudiate = Repudiate()
        let officer = try sample.key(name)
        (repudiate.key, repudiate.since) = (officer.key, SampleRecord.start.moment)
        return try await sample.record(repudiate, by: "\(officer.participant)/head", ["reason": "It was taken."], audience: audience)
    }

    // MARK: Contested acts

    @Test("what a repudiated key signed is shown as contested wherever it stands, with the act that says so")
    func contested() async throws {
        let sample = try await SampleRecord()
        let before = try await sample.get("/incidents/\(sample.number("incident"))").text
        #expect(!before.contains("Contested"))
        let act = try await Self.repudiate("bland/liaison", on: sample)
        let words = "Contested: Bland says that the key was in other hands from 2025-10-20 00:00 UTC on."
        for path in ["/acts/\(sample.number("reply"))", "/acts/\(sample.number("report-b"))"] {
            let page = try await sample.get(path).text
            #expect(page.contains(words) && page.contains("<a href=\"/acts/\(act.index)\">Its act</a>"), "\(path)")
        }
        #expect(try await sample.get("/acts").text.contains("<a class=\"chip strong\" href=\"/acts/\(act.index)\">Contested</a>"))
        let page = try await sample.get("/incidents/\(sample.number("incident"))").text
        #expect(page.contains("Bland: Rejects <span class=\"chip strong\">Contested, does not count</span>"))
        // The report, the reply and the timeline's line of each.
        #expect(page.components(separatedBy: words).count == 5)
        let finding = try #require(try sample.site.incident("\(sample.number("incident"))", await sample.reading()).findings.first)
        #expect(finding.replies.first?.act.contested?.index == Int64(act.index))
        // As if it had not replied.
        #expect(finding.silent.map(\.id) == ["aland", "bland"])
        #expect(finding.votes.allSatisfy { $0.act.contested == nil } && finding.act.contested == nil)
        for (path, schema) in [("incidents/\(sample.number("incident"))", "Incident"), ("acts?limit=200", "Acts"), ("acts/\(sample.number("reply"))", "RecordedAct")] {
            try await sample.fits(path, schema)
        }
    }

    @Test("a finding, a concurrence and an exhibit by a repudiated key are contested too, and count as the rules have it")
    func findings() async throws {
        let sample = try await SampleRecord()
        _ = try await Self.repudiate("eyes/lead", on: sample)
        _ = try await Self.repudiate("gate/envoy", on: sample)
        let view = try sample.site.incident("\(sample.number("incident"))", try await sample.reading())
        let finding = try #require(view.findings.first)
        #expect(finding.act.contested != nil && finding.votes.first?.act.contested != nil && finding.published?.contested != nil)
        #expect(finding.undeclared.map(\.id) == ["gate"])
        #expect(view.exhibits.first?.act.contested != nil && view.verifications.first?.observations.first?.act.contested != nil)
        let page = try await sample.get("/incidents/\(sample.number("incident"))").text
        #expect(page.contains("Gate: Concurs <span class=\"chip strong\">"))
        #expect(finding.evidence.allSatisfy { $0.words.hasSuffix("(contested)") } && !finding.evidence.isEmpty)
    }

    @Test("a repudiation for participants only is told to participants only")
    func hidden() async throws {
        let sample = try await SampleRecord()
        _ = try await Self.repudiate("bland/liaison", audience: .participants, on: sample)
        let place = "\(sample.number("incident"))"
        #expect(try await !sample.get("/incidents/\(place)").text.contains("Contested"))
        let (anyone, participant) = (try await sample.reading(), try await sample.reading(.participant(.of("aland"))))
        #expect(try sample.site.incident(place, anyone).findings.first?.silent.map(\.id) == ["aland"])
        #expect(try sample.site.incident(place, participant).findings.first?.silent.map(\.id) == ["aland", "bland"])
    }

    // MARK: Determinations that were set aside

    @Test("a determination that a late reply set aside stands on the incident's page with that reply, and the finding is open again")
    func setAside() async throws {
        let sample = try await SampleRecord()
        let lodger = try OfficerKey(SignerKey.generate(name: "eyes/follower", seed: [UInt8](repeating: 77, count: 32)))
        var accredit = Accredit()
        (accredit.key, accredit.desk, accredit.functions) = (lodger.key, lodger.desk, [.of("lodging")])
        _ = try await sample.record(accredit, by: "eyes/head")
        var reply = ReplyToFinding()
        reply.finding = try #require(sample.ids["finding"])
        var submission = try await sample.submission(reply, by: "aland/liaison", texts: ["reply": "We were kept back."])
        let state = try await sample.snapshot().state
        let (act, until) = (try OpenedAct(submission.envelope).act.id, try #require(state.findings[reply.finding]).repliesUntil)
        submission.lodgings = [try lodger.lodging(of: act, mechanism: try #require(state.establishment?.act.act), at: until)]
        guard case .recorded(let receipt) = await sample.office.submit(submission) else { return #expect(Bool(false)) }
        let view = try sample.site.incident("\(sample.number("incident"))", try await sample.reading())
        let finding = try #require(view.findings.first)
        #expect(finding.status.word == "proposed" && finding.published == nil && finding.votes.isEmpty)
        #expect(finding.setAside.map(\.act.index) == [Int64(sample.number("publish-finding"))])
        #expect(finding.setAside.first?.reply?.index == Int64(receipt.index))
        #expect(view.timeline.contains { $0.act.index == Int64(sample.number("publish-finding")) && $0.detail?.contains("Set aside") == true })
        let page = try await sample.get("/incidents/\(sample.number("incident"))").text
        #expect(page.contains("<h4>Set aside</h4>") && !page.contains("<h4>Determination published</h4>"))
        try await sample.fits("incidents/\(sample.number("incident"))", "Incident")
        // Determined anew, both stand there.
        var concur = ConcurWithFinding(), determine = DetermineFinding()
        (concur.finding, determine.finding) = (reply.finding, reply.finding)
        _ = try await sample.record(concur, by: "gate/envoy")
        _ = try await sample.record(determine, by: "gate/envoy", audience: .participants)
        var acknowledge = AcknowledgeFinding(), publish = PublishFinding()
        (acknowledge.finding, publish.finding) = (reply.finding, reply.finding)
        for party in ["aland", "bland"] { _ = try await sample.record(acknowledge, by: "\(party)/liaison", audience: .participants) }
        _ = try await sample.record(publish, by: "gate/envoy")
        let again = try await sample.get("/incidents/\(sample.number("incident"))").text
        #expect(again.contains("<h4>Set aside</h4>") && again.contains("<h4>Determination published</h4>"))
    }

    // MARK: Who kept the record

    @Test("the record's page shows every key, origin and set of witnesses that the record has had, and since when")
    func registrations() async throws {
        let sample = try await SampleRecord()
        let witness = try SignerKey.generate(name: "w.example", type: .cosignature, seed: [UInt8](repeating: 201, count: 32))
        var replace = ReplaceRegistration()
        replace.registry = sample.registryKey.verifier.description
        replace.witnesses = "log \(sample.registryKey.verifier)\nwitness one \(witness.verifier)\nquorum one\n"
        var assent = Assent()
        assent.act = try await sample.record(replace, by: "aland/head").act
        let last = try await sample.record(assent, by: "bland/head")
        let record = try await sample.site.record(try await sample.reading())
        #expect(record.registrations.map(\.change.word) == ["begun", "witnesses"])
        #expect(record.registrations.map(\.index) == [0, Int64(last.index)])
        #expect(record.registrations.map(\.witnesses) == [[], ["one"]] && record.registrations.map(\.quorum) == ["none", "one"])
        #expect(record.registrations.allSatisfy { $0.registry == sample.registryKey.verifier.description && $0.act != nil })
        let page = try await sample.get("/record").text
        #expect(page.contains("The witnesses were replaced") && page.contains("Entry \(last.index)"))
        try await sample.fits("record", "Record")
    }
}
