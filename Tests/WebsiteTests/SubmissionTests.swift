import Foundation
import Mechanism
import Registry
import Testing
import TransparencyLog
@testable import Website

@Suite("Handing acts in")
struct SubmissionTests {
    private static func progress(level: Int64 = 1) -> ReportProgress {
        var progress = ReportProgress()
        (progress.commitment, progress.level) = (.of("calm-aland"), level)
        return progress
    }

    @Test("an act is answered with its place and its receipt; the same again with the same place")
    func recorded() async throws {
        let sample = try await SampleRecord()
        let size = try await sample.snapshot().size
        let submission = try await sample.submission(Self.progress(), by: "bland/liaison", texts: ["account": "It is not kept."])
        let first = try await sample.post("/api/v1/acts", submission.canonical)
        #expect(first.status == 201)
        #expect(try first.value("index") as? Int == Int(size))
        let receipt = try ProofFile(try first.value("receipt") as? String ?? "")
        let entry = try #require(receipt.extra)
        #expect(try receipt.verify(leaf: Merkle.leafHash(of: entry), logs: [sample.registryKey.verifier]).verdict.isProven)
        let again = try await sample.post("/api/v1/acts", submission.canonical)
        #expect(try again.status == 201 && again.value("index") as? Int == Int(size))
        #expect(try await sample.snapshot().size == size + 1)
        #expect(try await sample.get("/commitments/calm-aland").text.contains("It is not kept."))
    }

    @Test("an act that the rules refuse is answered with the registry's signed refusal")
    func refused() async throws {
        let sample = try await SampleRecord()
        let size = try await sample.snapshot().size
        let submission = try await sample.submission(Self.progress(level: 9), by: "bland/liaison", texts: ["account": "x"])
        let answer = try await sample.post("/api/v1/acts", submission.canonical)
        #expect(answer.status == 422)
        #expect(try answer.value("rule") as? String == "commitment.level")
        #expect(try (answer.value("reason") as? String)?.isEmpty == false)
        let note = try Note(Array((try answer.value("refusal") as? String ?? "").utf8))
        guard case .verified = note.verify(by: [sample.registryKey.verifier]) else { return #expect(Bool(false)) }
        #expect(try await sample.snapshot().size == size)
    }

    @Test("what is no act is malformed, and nothing is recorded", arguments: [
        "", "{", "[]", "null", "{}", "{\"envelope\":{},\"texts\":[]}", "{\"envelope\":1,\"envelope\":2,\"texts\":[]}", String(repeating: "[", count: 10_000),
    ])
    func malformed(body: String) async throws {
        let sample = try await SampleRecord()
        let size = try await sample.snapshot().size
        let answer = try await sample.post("/api/v1/acts", Array(body.utf8))
        #expect(answer.status == 400)
        #expect(try answer.value("reason") as? String != nil)
        #expect(try await sample.snapshot().size == size)
    }

    @Test("a signature by another key is malformed, and what is too long is turned away")
    func foreign() async throws {
        let sample = try await SampleRecord()
        var submission = try await sample.submission(Self.progress(), by: "bland/liaison", texts: ["account": "x"])
        submission.envelope.signatures[0].sig = try sample.key("aland/liaison").signature(over: submission.envelope.preAuthentication).sig
        #expect(try await sample.post("/api/v1/acts", submission.canonical).status == 400)
        let long = [UInt8](repeating: UInt8(ascii: " "), count: Submission.longest + 1)
        let answer = try await sample.post("/api/v1/acts", long)
        #expect(answer.status == 413)
        #expect(try answer.value("reason") as? String != nil)
    }

    @Test("a registry that cannot store says so, and what was read before can still be read")
    func halted() async throws {
        let sample = try await SampleRecord()
        let size = try await sample.snapshot().size
        sample.storage.fill()
        let submission = try await sample.submission(Self.progress(), by: "bland/liaison", texts: ["account": "x"])
        let answer = try await sample.post("/api/v1/acts", submission.canonical)
        #expect(answer.status == 503)
        #expect(try (answer.value("reason") as? String)?.contains("Full") == false)
        #expect(try await sample.get("/api/v1/overview").value("checkpoint") as? Int == Int(size))
    }
}
