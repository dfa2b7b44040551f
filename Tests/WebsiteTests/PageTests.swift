import Foundation
import Mechanism
import Registry
import Testing
@testable import Website

@Suite("Pages")
struct PageTests {
    @Test("every page is served, with headers that forbid scripts, frames and guessing")
    func served() async throws {
        let sample = try await SampleRecord()
        let incident = sample.number("incident")
        for path in ["/", "/incidents", "/incidents/\(incident)", "/commitments", "/commitments/calm-aland", "/sources", "/agreement", "/editions", "/editions/1", "/acts", "/acts/\(incident)", "/record"] {
            let answer = try await sample.get(path)
            #expect(answer.status == 200, "\(path)")
            #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
            let policy = answer.headers["content-security-policy"] ?? ""
            #expect(policy.contains("default-src 'self'") && policy.contains("script-src 'none'") && policy.contains("frame-ancestors 'none'"))
            #expect(answer.headers["x-content-type-options"] == "nosniff")
            #expect(answer.text.contains("<html lang=\"en\">") && answer.text.contains("<main id=\"main\""))
            #expect(answer.text.components(separatedBy: "<h1").count == 2, "\(path) must have one main heading")
            #expect(!answer.text.contains("{{") && !answer.text.contains("Optional("), "\(path)")
        }
    }

    @Test("a rehearsal says so on every page and in every answer, and a page for what is not there too")
    func rehearsal() async throws {
        let sample = try await SampleRecord()
        for path in ["/", "/incidents", "/record", "/nothing"] {
            #expect(try await sample.get(path).text.contains("Rehearsal:"), "\(path)")
        }
        for path in ["overview", "incidents", "acts", "digest"] {
            #expect(try await sample.get("/api/v1/\(path)").value("rehearsal") as? Bool == true, "\(path)")
        }
    }

    @Test("an incident's page sets the accounts side by side and says of every act where it is and how to prove it")
    func incident() async throws {
        let sample = try await SampleRecord()
        let page = try await sample.get("/incidents/\(sample.number("incident"))").text
        let size = try await sample.snapshot().size
        for label in ["report-a", "report-b", "incident", "triage", "exhibit", "task", "observation", "restriction", "team-report", "finding", "reply", "concur", "publish-finding"] {
            #expect(page.contains("in the record at \(sample.number(label))</a>, under checkpoint \(size)"), "\(label)")
            #expect(page.contains("href=\"/proofs/\(sample.number(label))\""), "\(label)")
        }
        for words in ["Disputed", "Told by Aland only", "Agreed", "Access Denied by Bland", "Violation established", "Graded serious", "Aland has not replied", "Invented for this test."] {
            #expect(page.contains(words), "\(words)")
        }
        #expect(page.contains("lang=\"ur\" dir=\"rtl\""))
        // The finding, which is public, cites evidence that is not.
        #expect(page.contains("acts for participants only: 1"))
    }

    @Test("the overview counts allegations apart, and shows each party's account beside the assessment")
    func overview() async throws {
        let sample = try await SampleRecord()
        let page = try await sample.get("/").text
        for words in ["Aland says", "Bland says", "no account given", "not assessed", "3 of 3, complete", "In force", "Reports: allegations, not findings", "nothing reported"] {
            #expect(page.contains(words), "\(words)")
        }
        let overview = try await sample.site.overview(try await sample.reading())
        #expect(overview.reports.filed == 2)
        #expect(overview.incidents.first { $0.outcome.word == "violation-established" }?.count == 1)
        #expect(overview.incidentsInAll == 1)
        #expect(overview.restrictions.count == 1 && overview.restrictions.by.map(\.denied) == [0, 1])
        #expect(overview.calm?.incident == Int64(sample.number("incident")))
    }

    @Test("sources are counted by origin, and a party whose own voice is missing is named")
    func sources() async throws {
        let sample = try await SampleRecord()
        let sources = try sample.site.sources(try await sample.reading())
        #expect(sources.publications == 2 && sources.origins == 1 && sources.outlets == 2 && sources.sides == 1)
        #expect(sources.claims.map(\.status.word) == ["waiting", "accepted-into-report"] && sources.claims.map(\.claims) == [1, 2])
        #expect(sources.unheard.map(\.id) == ["bland"])
        #expect(try await sample.get("/sources").text.contains("Bland's own voice is not heard in any publication here."))
    }

    @Test("hostile text is shown as text")
    func hostile() async throws {
        let sample = try await SampleRecord()
        for path in ["/incidents/\(sample.number("incident"))", "/acts/\(sample.number("report-b"))"] {
            let page = try await sample.get(path).text
            #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && page.contains("&lt;script&gt;alert(2)"))
            #expect(!page.unicodeScalars.contains("\u{202E}") && page.contains("[U+202E]"))
            // Byte by byte: as characters, a bracket and the mark before it are one.
            #expect(Array(page.utf8).firstRange(of: Array("<script".utf8)) == nil)
        }
    }

    @Test("what is not there is a plain page with 404, in one sentence and without a path or a trace", arguments: [
        "/nothing", "/incidents/99999", "/incidents/x", "/incidents/-1", "/commitments/none", "/editions/0", "/editions/9", "/acts/99999", "/acts/x", "/assets/openapi.json", "/assets/..%2fstyle.css",
    ])
    func missing(path: String) async throws {
        let answer = try await SampleRecord().get(path)
        #expect(answer.status == 404)
        #expect(answer.text.contains("<h1>Not found</h1>"))
        #expect(!answer.text.contains(".swift") && !answer.text.contains("Error"))
    }

    @Test("a page that has not changed is not sent again")
    func unchanged() async throws {
        let sample = try await SampleRecord()
        let tag = try #require(try await sample.get("/incidents").headers["etag"])
        let again = try await sample.get("/incidents", headers: ["if-none-match": tag])
        #expect(again.status == 304 && again.bytes.isEmpty)
        var progress = ReportProgress()
        (progress.commitment, progress.level) = (.of("calm-aland"), 1)
        let submission = try await sample.submission(progress, by: "bland/liaison", texts: ["account": "It is not kept."])
        _ = await sample.office.submit(submission)
        #expect(try await sample.get("/incidents", headers: ["if-none-match": tag]).status == 200)
    }

    @Test("an empty record is no error of the site's")
    func empty() async throws {
        let storage = InMemoryStorage()
        let sample = try await SampleRecord()
        let office = try await Office(storage: storage, key: sample.registryKey)
        let site = try Site(keeper: office, storage: storage, host: "registry.example", now: { Moment() })
        await #expect(throws: WebsiteError.self) { try await site.reading() }
    }

    @Test("the printed report needs nothing else, and leads nowhere")
    func printed() async throws {
        let sample = try await SampleRecord()
        let report = PrintedReport(snapshot: try await sample.snapshot(), storage: sample.storage, reader: .anyone, now: SampleRecord.start.moment.adding(hours: 200))
        let page = try report.html()
        #expect(page.contains("<style>") && page.contains("--ground") && page.contains("Rehearsal:") && page.contains("Shells near a village"))
        #expect(!page.contains("href=") && !page.contains("src=") && !page.contains(SampleRecord.hiddenWords))
        let json = try JSONSerialization.jsonObject(with: Data(try report.json().utf8)) as? [String: Any]
        #expect(json?["rehearsal"] as? Bool == true && ["overview", "incidents", "due", "proceedings"].allSatisfy { json?[$0] != nil })
    }
}
