import Mechanism
import Registry
import Testing
@testable import Website

@Suite("Dossiers")
struct DossierTests {
    @Test("a reader sees a subject without what an unseen act made, and a participant sees the whole")
    func hidden() async throws {
        let sample = try await SampleRecord()
        let proposal = "/proposals/\(sample.number("proposal"))"
        let page = try await sample.get(proposal).text
        #expect(page.contains("The post at the bridge is moved back.") && page.contains("Bland: none yet") && page.contains("Answers are due"))
        let token = try await sample.token(for: "aland/liaison")
        let whole = try await sample.get("/api/v1\(proposal)", token: token)
        #expect(try whole.value("status") as? String == "answered")
        #expect(try (whole.value("steps") as? [Any])?.count == 2)
        #expect(whole.text.contains(SampleRecord.hiddenWords))
        for path in Dossiers.all.map({ "/\($0.path)" }) {
            let list = try await sample.get(path)
            #expect(list.status == 200 && !list.text.contains(SampleRecord.hiddenWords))
        }
        #expect(try await sample.get("/liaison/\(sample.number("hidden-call"))").status == 404)
        #expect(try await sample.get("/positions/\(sample.number("hidden-position"))").status == 404)
        #expect(try await sample.get("/api/v1/liaison/\(sample.number("hidden-call"))", token: token).status == 200)
    }

    @Test("every row of the state, pruned, names no act that the reader may not see")
    func pruned() async throws {
        let sample = try await SampleRecord()
        let reading = try await sample.reading()
        var hidden = 0, seen = 0
        func check<Element: Row>(_ table: Table<Element>) {
            for row in table.rows {
                hidden += CitationCollector.citations(in: row).count { !reading.sees($0) }
                guard let pruned = reading.seen(row) else { continue }
                let citations = CitationCollector.citations(in: pruned)
                seen += citations.count
                #expect(citations.allSatisfy(reading.sees), "\(Element.table)")
            }
        }
        let state = reading.state
        check(state.reports); check(state.incidents); check(state.exhibits); check(state.findings); check(state.commitments); check(state.crossings)
        check(state.proposals); check(state.positions); check(state.assurances); check(state.calls); check(state.actions); check(state.statements)
        check(state.publications); check(state.claims); check(state.alterations)
        #expect(hidden > 5 && seen > 10)
    }

    @Test("what is due is told with who owes it, and nothing of what a reader may not see")
    func due() async throws {
        let sample = try await SampleRecord()
        let page = try await sample.get("/due").text
        #expect(page.contains("/assurances/\(sample.number("assurance"))") && page.contains("/actions/\(sample.number("action"))"))
        #expect(!page.contains("/liaison/"))
        #expect(try await sample.get("/api/v1/due", token: sample.token(for: "aland/liaison")).text.contains("/liaison/\(sample.number("hidden-call"))"))
    }
}
