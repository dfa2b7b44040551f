import Foundation
import Mechanism
import Registry
import Testing
@testable import Website

@Suite("Pages on what the mechanism has made of things")
struct MechanismPageTests {
    private static let insider = Reader.participant(.of("aland"))

    // MARK: The agreement

    @Test("every version of the agreement stays readable, with who made it and what it changed")
    func versions() async throws {
        let rich = try await RichRecord(), sample = rich.sample
        let current = try await sample.get("/agreement").text
        for words in ["Nobody fires, and nobody flies.", "Version 1", "Version 2", "What the second round agreed.", "Article", "72</td>", "48</td>", "Beyond reasonable doubt", "Changed", "Added"] {
            #expect(current.contains(words), "\(words)")
        }
        #expect(!current.contains("in force no more"))
        for label in ["lay", "adopt", "assent", "lay-2", "amend", "assent-2"] { #expect(current.contains("href=\"/proofs/\(rich.number(label))\""), "\(label)") }
        let past = try await sample.get("/agreement/versions/1").text
        #expect(past.contains("Nobody fires.") && !past.contains("Nobody fires, and nobody flies."))
        #expect(past.contains("This is version 1, which is in force no more.") && !past.contains("Beyond reasonable doubt"))
        #expect(try await sample.get("/agreement/versions/2").text.contains("What it says otherwise than"))
        let view = try sample.site.agreement(await sample.reading())
        #expect(view.version.number == 2 && view.version.inForce && view.comparedWith == 1 && view.changes.count == 9)
        #expect(view.versions.map(\.inForce) == [false, true] && view.versions[1].instruments.map(\.id) == ["arrangements"])
        #expect(view.versions[0].until == view.versions[1].since)
        #expect(view.commitments.map(\.path) == ["/commitments/calm-aland", "/commitments/count-aland", "/commitments/watch-bland"])
        for path in ["agreement", "agreement/versions/1", "agreement/versions/2"] { try await sample.fits(path, "Agreement") }
        for path in ["0", "3", "x", "-1", "99999999999999999999"] {
            #expect(try await sample.get("/agreement/versions/\(path)").status == 404, "\(path)")
            #expect(try await sample.get("/api/v1/agreement/versions/\(path)").status == 404, "\(path)")
        }
        // The definition that an incident was opened under stays what it was.
        let old = try sample.site.incident("\(sample.number("incident"))", await sample.reading())
        let new = try sample.site.incident("\(rich.number("dusk"))", await sample.reading())
        #expect(old.definition?.text == "Shells are fired." && old.definition?.version == 1)
        #expect(new.definition?.text == "Shells or rockets are fired." && new.definition?.version == 2)
    }

    @Test("the truce's course is told with its acts and reasons, and how it stands on the overview too")
    func course() async throws {
        let sample = try await SampleRecord()
        var extend = ExtendTruce()
        extend.until = try #require(LocalTime(Array("2026-03-20T00:00:00Z".utf8)))
        var assent = Assent()
        assent.act = try await sample.record(extend, by: "aland/head", ["reason": "The talks go on."]).act
        let pending = try sample.site.agreement(await sample.reading())
        #expect(pending.pending.map { $0.waitsFor.map(\.id) } == [["bland"]] && pending.pending.first?.act.kind == "agreement.extend")
        #expect(pending.truce.state.word == "in-force" && pending.course.map(\.change.word) == ["begun"])
        try await sample.fits("agreement", "Agreement")
        try await sample.record(assent, by: "bland/head")
        #expect(try sample.site.agreement(await sample.reading()).pending.isEmpty)
        #expect(try await sample.get("/").text.contains("<p class=\"figure\">Extended</p>"))
        assent.act = try await sample.record(SuspendTruce(), by: "bland/head", ["reason": "A bridge fell."]).act
        try await sample.record(assent, by: "aland/head")
        #expect(try await sample.get("/").text.contains("<p class=\"figure\">Suspended</p>"))
        assent.act = try await sample.record(ResumeTruce(), by: "aland/head").act
        try await sample.record(assent, by: "bland/head")
        let view = try sample.site.agreement(await sample.reading())
        #expect(view.truce.state.word == "resumed" && view.until?.words == "2026-03-20 00:00 UTC")
        #expect(view.course.map(\.change.word) == ["begun", "extended", "suspended", "resumed"])
        #expect(view.course.allSatisfy { $0.effect == nil && !$0.alone } && view.course[1].acts.map(\.kind) == ["agreement.extend", "joint.assent"])
        let page = try await sample.get("/agreement").text
        for words in ["The talks go on.", "A bridge fell.", "Resumed"] { #expect(page.contains(words), "\(words)") }
        try await sample.fits("overview", "Overview")
        try await sample.fits("agreement", "Agreement")
        sample.clock.move(hours: 24 * 200)
        let late = try sample.site.agreement(await sample.reading())
        #expect(late.truce.state.word == "expired" && late.course.last?.change.word == "expired")
    }

    @Test("an ended truce says so, and a change that participants alone may read of is told to nobody else")
    func hiddenChange() async throws {
        let sample = try await SampleRecord()
        var assent = Assent()
        assent.act = try await sample.record(EndTruce(), by: "aland/head", ["reason": "\(SampleRecord.hiddenWords) reason"], audience: .participants).act
        try await sample.record(assent, by: "bland/head", audience: .participants)
        let outside = try sample.site.agreement(await sample.reading()), inside = try sample.site.agreement(await sample.reading(Self.insider))
        #expect(outside.truce.state.word == "in-force" && outside.course.map(\.change.word) == ["begun"] && outside.pending.isEmpty)
        #expect(inside.truce.state.word == "ended" && inside.course.map(\.change.word) == ["begun", "ended"])
        for path in ["/", "/agreement", "/api/v1/agreement", "/api/v1/overview"] {
            #expect(try await !sample.get(path).text.contains(SampleRecord.hiddenWords), "\(path)")
        }
        #expect(try await sample.get("/api/v1/agreement", token: sample.token(for: "aland/liaison")).text.contains(SampleRecord.hiddenWords))
    }

    @Test("a change that is public until its last assent waits for it still, for whoever may not know of the assent")
    func hiddenAssent() async throws {
        let sample = try await SampleRecord()
        var assent = Assent()
        assent.act = try await sample.record(SuspendTruce(), by: "aland/head", ["reason": "A flood."]).act
        try await sample.record(assent, by: "bland/head", audience: .participants)
        let outside = try sample.site.agreement(await sample.reading()), inside = try sample.site.agreement(await sample.reading(Self.insider))
        #expect(outside.truce.state.word == "in-force" && outside.pending.map { $0.waitsFor.map(\.id) } == [["bland"]])
        #expect(inside.truce.state.word == "suspended" && inside.pending.isEmpty)
        #expect(try await sample.reading().dueView.due.contains { $0.deadline.stage.word == "assent" && $0.owed.map(\.id) == ["bland"] })
        sample.clock.move(hours: 25)
        #expect(try sample.site.agreement(await sample.reading()).pending.isEmpty)
        try await sample.fits("agreement", "Agreement")
    }

    @Test("an amendment that participants alone may read of leaves the public without an agreement rather than with a wrong one")
    func hiddenAmendment() async throws {
        let sample = try await SampleRecord()
        var lay = LayAgreement()
        (lay.agreement, lay.part, lay.parts) = (Agreement.amended.hash, 1, 1)
        lay.content = String(decoding: Agreement.amended.canonical, as: UTF8.self)
        try await sample.record(lay, by: "gate/head", audience: .participants)
        var amend = AmendAgreement()
        (amend.amends, amend.agreement) = (Agreement.sample.hash, Agreement.amended.hash)
        var assent = Assent()
        assent.act = try await sample.record(amend, by: "bland/head", audience: .participants).act
        try await sample.record(assent, by: "aland/head", audience: .participants)
        for path in ["/agreement", "/agreement/versions/1", "/agreement/versions/2"] {
            let answer = try await sample.get(path)
            #expect(answer.status == 404 && !answer.text.contains("nobody flies"), "\(path)")
        }
        let token = try await sample.token(for: "aland/liaison")
        #expect(try await (sample.get("/api/v1/agreement", token: token).value("versions") as? [Any])?.count == 2)
    }

    // MARK: Findings

    @Test("a finding shows the standard of proof of each answer, what it supersedes, and who is informed")
    func findings() async throws {
        var rich = try await RichRecord()
        let sample = rich.sample, number = "\(sample.number("incident"))"
        let before = try sample.site.incident(number, await sample.reading())
        #expect(before.findings.map(\.supersedes?.index) == [nil, Int64(rich.number("finding"))] && before.findings.allSatisfy { $0.supersededBy == nil })
        #expect(before.findings[0].grading?.answer.word == "serious" && before.findings[0].grading?.confidence.word == "moderate" && before.findings[1].grading == nil)
        #expect(before.findings[1].occurrence.standard?.name == "Beyond reasonable doubt" && before.findings[1].classification.standard?.id == "likely")
        let inside = try sample.site.incident(number, await sample.reading(Self.insider))
        #expect(inside.findings[1].status.word == "determined" && inside.findings[1].uninformed.map(\.id) == ["aland", "bland"])
        #expect(inside.findings[0].supersededBy?.index == Int64(rich.number("finding-2")))
        try await sample.fits("incidents/\(number)", "Incident")
        try await sample.fits("incidents/\(number)", "Incident", token: sample.token(for: "aland/liaison"))
        try await rich.publish()
        let after = try sample.site.incident(number, await sample.reading())
        #expect(after.findings[0].supersededBy?.path == "/incidents/\(number)#finding-\(rich.number("finding-2"))" && after.findings[1].published != nil)
        // Who was informed is for participants here, and so is who was not.
        #expect(after.findings[1].informed.isEmpty && after.findings[1].uninformed.isEmpty)
        let informed = try sample.site.incident(number, await sample.reading(Self.insider)).findings[1].informed
        #expect(informed.map(\.participant.id) == ["aland", "bland"])
        let page = try await sample.get("/incidents/\(number)").text
        for words in ["Beyond reasonable doubt", "href=\"/agreement#standard-sure\"", "How grave is it?", "Superseded", "id=\"finding-\(rich.number("finding-2"))\"", "The parties were informed first"] {
            #expect(page.contains(words), "\(words)")
        }
    }

    @Test("a determination that is not published is not told by what is not due any more")
    func dueTellsNothing() async throws {
        let sample = try await SampleRecord(publishes: false)
        let number = "\(sample.number("incident"))"
        let outside = try await sample.reading(), inside = try await sample.reading(Self.insider)
        let path = "/incidents/\(number)"
        func due(_ reading: Reading) -> [String] { (reading.dueView.due + reading.dueView.overdue).filter { $0.path == path }.map(\.deadline.stage.word) }
        #expect(due(outside) == ["determination"] && due(inside) == ["publication"])
        #expect(try sample.site.incident(number, outside).incident.deadline?.stage.word == "determination")
        #expect(try sample.site.incident(number, outside).findings.last?.deadlines.map(\.stage.word) == ["determination"])
        #expect(try sample.site.incident(number, inside).incident.deadline?.stage.word == "publication")
        // The same as in a record in which it was not determined.
        let rich = try await RichRecord()
        let items = try await rich.sample.reading().dueView
        #expect((items.due + items.overdue).contains { $0.path == path && $0.deadline.stage.word == "determination" })
    }

    @Test("what follows from a published finding is not taken back, for whoever may not know that another took its place")
    func followsStill() async throws {
        let rich = try await RichRecord(), sample = rich.sample, path = "/remedies/\(rich.number("remedy"))"
        func due(_ reading: Reading) -> [String] { (reading.dueView.due + reading.dueView.overdue).map(\.path).filter { $0 == path || $0.hasPrefix("/consequences/") } }
        let outside = try await sample.get(path).text
        #expect(!outside.contains("Taken back") && outside.contains("The post is moved back."))
        #expect(try await sample.get("/api/v1\(path)", token: sample.token(for: "aland/liaison")).text.contains("Taken back"))
        let toAnyone = try await sample.reading(), toParticipants = try await sample.reading(Self.insider)
        #expect(due(toAnyone).count == 3 && due(toParticipants).isEmpty)
        let consequences = try await sample.get("/api/v1/consequences").text, whole = try await sample.get("/api/v1/consequences", token: sample.token(for: "aland/liaison")).text
        #expect(!consequences.contains("taken-back") && whole.contains("taken-back"))
    }

    @Test("the right of reply ends with its window, also while no further act comes in")
    func replyEnds() async throws {
        let rich = try await RichRecord(), sample = rich.sample
        var propose = ProposeFinding()
        (propose.incident, propose.evidence) = (try rich.id("dusk"), [try rich.id("video")])
        var report = ReportVerification()
        (report.verification, report.occurrence) = (try rich.id("task-dusk"), .occurred)
        var view = ReportVerification.View()
        view.component = .of("eyes")
        report.views = [view]
        try await sample.record(report, by: "eyes/lead", ["summary": "It occurred."])
        propose.conclusion.occurrence = .occurred
        (propose.conclusion.occurrenceStandard, propose.conclusion.attributionStandard, propose.conclusion.classificationStandard) = (.of("sure"), .of("sure"), .of("sure"))
        try await sample.record(propose, by: "eyes/lead", ["reasons": "The video."])
        let number = "\(rich.number("dusk"))"
        #expect(try sample.site.incident(number, await sample.reading()).incident.deadline?.stage.word == "reply")
        sample.clock.move(hours: 49)
        #expect(try sample.site.incident(number, await sample.reading()).incident.deadline?.stage.word == "determination")
    }

    // MARK: Evidence

    @Test("an exhibit's page shows its custody, examinations and copies, and its incident leads to it")
    func custody() async throws {
        let rich = try await RichRecord(), sample = rich.sample
        let page = try await sample.get("/exhibits/\(rich.number("video"))").text
        for words in [
            "With Aland, liaison: from 2025-10-20 00:00 UTC", "On its way from Aland, liaison to Eyes, lead", "With Eyes, lead, come seal broken", "In bag 7, sealed.",
            "The seal of bag 7 was torn.", "It was not cut.", "Imagery", "/exhibits/\(rich.number("copy"))", "In custody",
        ] { #expect(page.contains(words), "\(words)") }
        let copy = try await sample.get("/exhibits/\(rich.number("copy"))").text
        #expect(copy.contains("/exhibits/\(rich.number("video"))") && copy.contains("Faces are blurred."))
        let incident = try await sample.get("/incidents/\(rich.number("dusk"))").text
        #expect(incident.contains("href=\"/exhibits/\(rich.number("video"))\"") && incident.contains("With Eyes, lead"))
        for label in ["transfer", "receive", "examine", "copy", "release-map", "dispose-map"] { #expect(incident.contains("href=\"/proofs/\(rich.number(label))\""), "\(label)") }
        for label in ["video", "copy", "map"] { try await sample.fits("exhibits/\(rich.number(label))", "Dossier") }
        try await sample.fits("incidents/\(rich.number("dusk"))", "Incident")
        // Participants know that it was handed on, and of the transcript.
        let token = try await sample.token(for: "bland/liaison")
        let whole = try await sample.get("/api/v1/exhibits/\(rich.number("video"))", token: token)
        #expect(try whole.value("status") as? String == "underway")
        #expect(whole.text.contains("\(SampleRecord.hiddenWords) packing") && whole.text.contains("/exhibits/\(rich.number("hidden-copy"))"))
        #expect(try await sample.get("/exhibits/\(rich.number("hidden-copy"))").status == 404)
    }

    @Test("released evidence says by whom, when and why it was opened, and how custody ended")
    func released() async throws {
        let rich = try await RichRecord(), sample = rich.sample
        for path in ["/exhibits/\(rich.number("map"))", "/acts/\(rich.number("map"))", "/incidents/\(rich.number("dusk"))"] {
            let page = try await sample.get(path).text
            #expect(page.contains("released to everyone by Bland") && page.contains("The posts are known."), "\(path)")
        }
        let map = try await sample.get("/api/v1/exhibits/\(rich.number("map"))")
        #expect(try map.value("status") as? String == "returned")
    }

    // MARK: Verification, incidents

    @Test("a team's requests for access stand under its verification; interviews are for participants")
    func verification() async throws {
        let rich = try await RichRecord(), sample = rich.sample, number = "\(rich.number("dusk"))"
        let outside = try #require(try sample.site.incident(number, await sample.reading()).verifications.first)
        let inside = try #require(try sample.site.incident(number, await sample.reading(Self.insider)).verifications.first)
        #expect(outside.requests.map(\.status.word) == ["unanswered"] && inside.requests.map(\.status.word) == ["denied"])
        #expect(outside.requests.first?.path == "/access/\(rich.number("access"))")
        #expect(outside.interviews.isEmpty && inside.interviews.map(\.category.word) == ["resident"])
        #expect(try await sample.get("/incidents/\(number)").text.contains("Access asked of Bland"))
        try await sample.fits("incidents/\(number)", "Incident", token: sample.token(for: "aland/liaison"))
    }

    @Test("merged and split incidents lead to one another, with the reasons")
    func merging() async throws {
        let rich = try await RichRecord(), sample = rich.sample
        let reading = try await sample.reading()
        let dusk = try sample.site.incident("\(rich.number("dusk"))", reading), twice = try sample.site.incident("\(rich.number("twice"))", reading)
        #expect(dusk.absorbed.map(\.incident.number) == [Int64(rich.number("twice"))] && dusk.absorbed.first?.reason.first?.text == "Both tell of the same shots.")
        #expect(twice.merges.map(\.incident.number) == [Int64(rich.number("dusk"))] && twice.incident.outcome.word == "merged" && twice.merges.first?.parted == nil)
        let whole = try sample.site.incident("\(rich.number("dusk"))", await sample.reading(Self.insider))
        #expect(whole.absorbed.count == 2)
        let smoke = try sample.site.incident("\(rich.number("smoke"))", reading), west = try sample.site.incident("\(rich.number("split"))", reading)
        #expect(smoke.splits.map(\.incident.number) == [Int64(rich.number("split"))] && smoke.splits.first?.reports == [Int64(rich.number("report-f"))])
        #expect(west.splitFrom?.incident.number == Int64(rich.number("smoke")) && west.opened.kind == "incident.split" && smoke.opened.kind == "incident.open")
        let page = try await sample.get("/incidents/\(rich.number("twice"))").text
        #expect(page.contains("Absorbed") && page.contains("href=\"/incidents/\(rich.number("dusk"))\"") && page.contains("Both tell of the same shots."))
        #expect(try await sample.get("/incidents/\(rich.number("split"))").text.contains("There were two fires."))
        for label in ["dusk", "twice", "smoke", "split"] { try await sample.fits("incidents/\(rich.number(label))", "Incident") }
        // Parted again, both still lead to one another.
        var part = SplitIncident()
        part.incident = try rich.id("twice")
        try await sample.record(part, by: "desk/registrar", ["reason": "They were an hour apart."])
        let parted = try sample.site.incident("\(rich.number("dusk"))", await sample.reading())
        #expect(parted.absorbed.first?.parted != nil && parted.absorbed.first?.partedReason.first?.text == "They were an hour apart.")
        #expect(parted.accounts.count == 1 && dusk.accounts.count == 2)
        try await sample.fits("incidents/\(rich.number("dusk"))", "Incident")
        #expect(try await sample.get("/incidents/\(rich.number("twice"))").text.contains("Was absorbed"))
    }

    // MARK: Commitments, editions, texts

    @Test("a commitment shows its conditions, its periods with each side's account, objections and reasons")
    func commitments() async throws {
        let rich = try await RichRecord(), sample = rich.sample
        let watch = try sample.site.commitment("watch-bland", await sample.reading())
        #expect(watch.conditions.map(\.met?.index) == [Int64(rich.number("verified"))] && watch.commitment.due != nil && !watch.commitment.waiting)
        #expect(watch.conditions.first?.terms.words == "Due 168 hours after “No fire” is verified at level 2, intermediate, or above.")
        let calm = try sample.site.commitment("calm-aland", await sample.reading())
        #expect(calm.assessments.last?.contests.map(\.level?.number) == [1] && calm.commitment.assessed?.contestedBy.map(\.id) == ["bland"])
        let count = try sample.site.commitment("count-aland", await sample.reading())
        #expect(count.periods.map(\.number) == count.periods.map(\.number).sorted(by: >) && count.commitment.period == count.periods.first?.number)
        let first = try #require(count.periods.last)
        #expect(first.number == 0 && first.accounts.map { $0.level?.number } == [nil, 2] && first.assessed == nil)
        #expect(count.periods.contains { $0.accounts[0].obstacle?.word == "access" && $0.accounts[1].level == nil })
        for (name, words) in [
            ("watch-bland", "Due 168 hours after"), ("watch-bland", "Met"), ("calm-aland", "Bland objects"), ("calm-aland", "There was one more."),
            ("count-aland", "The first deadline"), ("count-aland", "held up, as it says, by: Access"),
        ] { #expect(try await sample.get("/commitments/\(name)").text.contains(words), "\(words)") }
        for name in ["watch-bland", "calm-aland", "count-aland"] { try await sample.fits("commitments/\(name)", "Commitment") }
    }

    @Test("a condition that participants alone know to be met is one that waits, for everybody else")
    func waiting() async throws {
        let rich = try await RichRecord(), sample = rich.sample
        var assess = AssessCommitment()
        (assess.commitment, assess.level, assess.basis) = (.of("calm-aland"), 0, .documented)
        try await sample.record(assess, by: "eyes/lead", ["reasons": "Shells fell."])
        #expect(try sample.site.commitment("watch-bland", await sample.reading()).commitment.waiting)
        (assess.level, assess.basis, assess.evidence) = (3, .verified, [try rich.id("exhibit")])
        try await sample.record(assess, by: "eyes/lead", ["reasons": "\(SampleRecord.hiddenWords) reasons"], audience: .participants)
        let outside = try sample.site.commitment("watch-bland", await sample.reading()), inside = try sample.site.commitment("watch-bland", await sample.reading(Self.insider))
        #expect(outside.commitment.waiting && outside.conditions.first?.met == nil && outside.commitment.due == nil)
        #expect(!inside.commitment.waiting && inside.conditions.first?.met != nil && inside.commitment.due != nil)
        #expect(try await sample.get("/commitments/watch-bland").text.contains("Waiting"))
    }

    @Test("an edition shows its errata beside what was published, and coverage beside its counts")
    func errata() async throws {
        let rich = try await RichRecord(), sample = rich.sample
        let page = try await sample.get("/editions/1").text
        for words in ["Errata", "The week had one loud night.", "A quiet week.", "Coverage: days that areas were observed", "… could not be observed", "Commitments at the cut-off", "Crossings at the cut-off"] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(try await sample.get("/editions").text.contains("errata: 1"))
        for (path, schema) in [("editions/1", "Edition"), ("editions", "Editions")] { try await sample.fits(path, schema) }
    }

    @Test("where an erased text stood, it says who asked for that and why; a released act says who opened it")
    func openings() async throws {
        let rich = try await RichRecord(), sample = rich.sample
        for path in ["/incidents/\(sample.number("incident"))", "/acts/\(sample.number("report-a"))"] {
            let page = try await sample.get(path).text
            #expect(!page.contains("Shells came from across the line."), "\(path)")
            for words in ["This text was erased, as asked by Aland on", "and Gate on", "It lets a witness be known.", "/acts/\(rich.number("redact"))", "گولے سرحد پار سے آئے۔"] {
                #expect(page.contains(words), "\(path): \(words)")
            }
        }
        try await sample.fits("incidents/\(sample.number("incident"))", "Incident")
        try await sample.fits("acts/\(sample.number("report-a"))", "RecordedAct")
        let opened = try await sample.get("/acts/\(rich.number("opened-report"))").text
        for words in ["What was first kept close.", "released to everyone by Bland", "The committee asked for it."] { #expect(opened.contains(words), "\(words)") }
        try await sample.fits("acts/\(rich.number("opened-report"))", "RecordedAct")
    }

    @Test("a printed report leads nowhere from an erased text either")
    func printed() async throws {
        let sample = try await SampleRecord()
        let place = sample.number("incident")
        let title = try #require(sample.storage.texts(place..<place + 1)[place]?.first)
        var redact = RedactText()
        (redact.act, redact.text) = (try #require(sample.ids["incident"]), title.reference.commitment)
        for head in ["desk/head", "gate/head"] { try await sample.record(redact, by: head, ["reason": "It names a village."]) }
        let crossing = sample.number("crossing")
        let remark = try #require(sample.storage.texts(crossing..<crossing + 1)[crossing]?.first)
        (redact.act, redact.text) = (try #require(sample.ids["crossing"]), remark.reference.commitment)
        for head in ["aland/head", "gate/head"] { try await sample.record(redact, by: head, ["reason": "It names a driver."]) }
        let page = try PrintedReport(snapshot: await sample.snapshot(), storage: sample.storage, reader: .anyone, now: sample.clock.now).html()
        #expect(page.contains("[erased]") && page.contains("It names a driver.") && !page.contains("href=") && !page.contains("Goods pass."))
        #expect(try await sample.get("/incidents").text.contains("[erased]"))
        #expect(try await sample.get("/incidents/\(place)").text.contains("It names a village."))
    }

    @Test("a text that is to be erased is not shown by a store that has it still")
    func notErasedYet() async throws {
        let rich = try await RichRecord(), sample = rich.sample
        let reading = try await sample.reading()
        let place = sample.number("report-a")
        let entry = try #require(sample.storage.entries(place..<place + 1).first)
        let kept = InMemoryStorage()
        let all = sample.storage.entries(0..<sample.storage.size())
        let words = Text(slot: .of("narrative"), language: .of("en"), salt: [UInt8](repeating: 0, count: 32), text: "Shells came from across the line.")
        let references = try RecordedAct(index: place, bytes: entry).opened.act.payload.texts
        // The salt is the text's number among the act's.
        let text = try #require((0...3).map { Text(slot: words.slot, language: words.language, salt: [UInt8](repeating: UInt8($0), count: 32), text: words.text) }.first { references.contains($0.reference) })
        try kept.commit(RecordBatch(first: 0, entries: all.enumerated().map { number, bytes in
            .init(bytes: bytes, act: Hash.sha256(of: [UInt8(number % 256), UInt8(number / 256)]), texts: number == Int(place) ? [text] : [])
        }, tiles: [], checkpoint: []))
        let citation = try RecordedAct(index: place, bytes: entry).citation
        let texts = try Texts(of: [citation], for: reading, from: kept)
        #expect(texts[citation, "narrative"].map(\.text) == [""] && texts.salted(citation).isEmpty && texts.erasure(citation, text.reference.commitment) != nil)
    }

    // MARK: Nothing leaks

    @Test("nothing of all this that is for participants only is anywhere in a public page or answer")
    func nowhere() async throws {
        let rich = try await RichRecord(), sample = rich.sample
        let ids = ["hidden-merge", "hidden-copy", "hidden-transfer", "hidden-refusal", "hidden-interview", "hidden-determination"].compactMap { rich.ids[$0]?.hex }
        #expect(ids.count == 6)
        let inside = try await sample.get("/api/v1/incidents/\(rich.number("dusk"))", token: sample.token(for: "aland/liaison")).text
        for words in ["merge", "copy", "interview"] { #expect(inside.contains("\(SampleRecord.hiddenWords) \(words)")) }
        // A participant's own officers name the last act of their key, which may be hidden: those answers are for participants.
        for path in try await sample.everyAddress() {
            let answer = try await sample.get(path)
            #expect(answer.status != 500, "\(path)")
            #expect(!answer.text.contains(SampleRecord.hiddenWords), "\(path)")
            for id in ids where !path.contains("/acts/") && !path.hasPrefix("/proofs/") { #expect(!answer.text.contains(id), "\(path)") }
            #expect(!answer.text.contains("{{") && !answer.text.contains("Optional("), "\(path)")
        }
    }
}
