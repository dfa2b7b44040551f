import Foundation
import Mechanism
import Registry
import Testing
import TransparencyLog
@testable import Website

@Suite("The witnesses' quorum on the pages")
struct PublishingTests {
    /// A record that demands the cosignatures of two witnesses, neither of which is there.
    private static func sample() async throws -> SampleRecord {
        let keys = try (1...2).map {
            try SignerKey.generate(name: "w\($0).example", type: .cosignature, seed: [UInt8](repeating: UInt8(200 + $0), count: 32))
        }
        return try await SampleRecord(
            witnesses: "witness one \(keys[0].verifier)\nwitness two \(keys[1].verifier)\ngroup both all one two\nquorum both\n")
    }

    /// A reading at so many hours after an act.
    private static func reading(_ sample: SampleRecord, _ reader: Reader = .anyone, hours: Int64, after label: String) async throws -> Reading {
        let index = sample.number(label)
        let bytes = try #require(sample.storage.entries(index..<index + 1).first)
        return Reading(snapshot: try await sample.snapshot(), reader: reader, now: try Entry(strict: bytes).received.adding(hours: hours))
    }

    @Test("a determination that waits for the witnesses is none yet, for participants neither, and the page says for whom it waits", arguments: [
        (Reader.anyone, "publish-finding", "finding.publish"), (.participant(.of("aland")), "determine", "finding.determine"),
    ])
    func determinationWaits(reader: Reader, label: String, kind: String) async throws {
        let sample = try await Self.sample()
        let reading = try await Self.reading(sample, reader, hours: 23, after: label)
        let view = try sample.site.incident("\(sample.number("incident"))", reading)
        #expect(view.incident.outcome.word == "proposed" && view.incident.grade == nil)
        let finding = try #require(view.findings.last)
        #expect(finding.status.word == "waiting" && finding.determined == nil && !finding.repliesOpen)
        #expect(finding.publishing?.state.word == "waiting" && finding.publishing?.missing == ["one", "two"])
        #expect(view.incident.deadline?.stage.word == "publication" && view.incident.deadline?.overdue == false)
        #expect(view.timeline.contains { $0.act.kind == kind && $0.act.did.contains("waits for the witnesses") })
        let overview = try await sample.site.overview(reading)
        #expect(overview.determined == 0 && overview.calm?.incident == nil)
        let page = try sample.site.templates.render(Page(template: "incident", title: "Incident", path: "/incidents", reading: reading, content: view))
        #expect(page.contains("not cosigned yet by: one, two"))
        #expect(!page.contains("Determined: it occurred"))
        let printed = try PrintedReport(snapshot: reading.snapshot, storage: sample.storage, reader: reader, now: reading.now).html()
        #expect(!printed.contains("Determined: it occurred"))
    }

    @Test("when the hours are over it is published, and the absent are named")
    func determinationWithoutWitnesses() async throws {
        let sample = try await Self.sample()
        let reading = try await Self.reading(sample, hours: 24, after: "publish-finding")
        let view = try sample.site.incident("\(sample.number("incident"))", reading)
        #expect(view.incident.outcome.word == "violation-established")
        let finding = try #require(view.findings.last)
        #expect(finding.status.word == "determined" && finding.publishing?.state.word == "without-witnesses")
        let page = try sample.site.templates.render(Page(template: "incident", title: "Incident", path: "/incidents", reading: reading, content: view))
        #expect(page.contains("not cosigned by: one, two"))
    }

    @Test("the parties know of a determination first: until it is published the public sees a proposal, and no violation is counted")
    func partiesFirst() async throws {
        let sample = try await SampleRecord(publishes: false)
        let number = "\(sample.number("incident"))"
        let outside = try await sample.reading()
        let shown = try sample.site.incident(number, outside)
        let finding = try #require(shown.findings.last)
        #expect(shown.incident.outcome.word == "proposed" && finding.status.word == "proposed")
        #expect(finding.determined == nil && finding.published == nil && finding.publishing == nil)
        #expect(!shown.timeline.contains { $0.act.kind == "finding.determine" })
        let overview = try await sample.site.overview(outside)
        #expect(overview.determined == 0 && overview.calm?.incident == nil)
        #expect(try await sample.get("/proofs/\(sample.number("determine"))").status == 403)
        let inside = try sample.site.incident(number, try await sample.reading(.participant(.of("bland"))))
        #expect(inside.incident.outcome.word == "violation-established")
        #expect(inside.findings.last?.status.text == "Determined, not published yet" && inside.findings.last?.determined != nil)
    }

    @Test("an edition that waits is in preparation, without number and summary; afterwards it is published, and the absent are named")
    func edition() async throws {
        let sample = try await Self.sample()
        let waiting = try sample.site.editions(try await Self.reading(sample, hours: 23, after: "publish"))
        #expect(waiting.editions.isEmpty && waiting.inPreparation.count == 1)
        let line = try #require(waiting.inPreparation.first)
        #expect(line.number == nil && line.published == nil && line.summary.isEmpty && line.publishing?.missing == ["one", "two"])
        let published = try sample.site.editions(try await Self.reading(sample, hours: 24, after: "publish"))
        #expect(published.inPreparation.isEmpty && published.editions.first?.number == 1)
        #expect(published.editions.first?.publishing?.state.word == "without-witnesses")
        #expect(published.editions.first?.summary.first?.text == "A quiet week.")
    }

    @Test("where no quorum is demanded, nothing waits and nothing is said of witnesses")
    func none() async throws {
        let sample = try await SampleRecord()
        let reading = try await Self.reading(sample, hours: 0, after: "determine")
        let view = try sample.site.incident("\(sample.number("incident"))", reading)
        #expect(view.incident.outcome.word == "violation-established" && view.findings.last?.publishing == nil)
        #expect(try sample.site.editions(reading).editions.first?.publishing == nil)
        #expect(try await sample.get("/checkpoint/cosigned").bytes == sample.get("/checkpoint").bytes)
        let record = try await sample.site.record(reading)
        #expect(record.quorum == "none" && record.gap == nil && record.cosigners.isEmpty)
    }

    @Test("the record's page and answer show the gap and each witness, and there is no cosigned checkpoint")
    func record() async throws {
        let sample = try await Self.sample()
        let answer = try await sample.get("/checkpoint/cosigned")
        #expect(answer.status == 404 && answer.headers["content-type"]?.hasPrefix("text/plain") == true)
        let reading = try await sample.reading()
        let record = try await sample.site.record(reading)
        #expect(record.quorum == "both" && record.cosigned == nil && record.gap?.entries == reading.snapshot.size)
        #expect(record.gap?.since?.iso == "2025-10-20T00:00:00.000Z")
        #expect(record.cosigners.map(\.name) == ["one", "two"] && record.cosigners.allSatisfy { $0.size == nil })
        #expect(try await sample.get("/record").text.contains("has not cosigned yet"))
    }

    @Test("a time that no clock has does no harm")
    func strangeTimes() {
        #expect(Instant(seconds: .max).iso.hasPrefix("9999-12-31"))
        #expect(Instant(seconds: 0).iso == "1970-01-01T00:00:00.000Z")
    }
}
