import Foundation
import Mechanism
import Registry
import Testing
import TransparencyLog
@testable import Website

extension SampleRecord {
    func challenge() async throws -> Challenge {
        let answer = try await get("/api/v1/challenge")
        return Challenge(
            origin: try answer.value("origin") as? String ?? "", host: try answer.value("host") as? String ?? "",
            nonce: try answer.value("nonce") as? String ?? "",
            expires: Moment(milliseconds: (try answer.value("expires") as? NSNumber)?.int64Value ?? 0))
    }

    func answer(_ challenge: Challenge, by name: String, as desk: String? = nil, signing: Challenge? = nil) async throws -> SiteAnswer {
        let parts = (desk ?? name).split(separator: "/")
        var answer = SessionAnswer()
        (answer.participant, answer.desk) = (.of(String(parts[0])), .of(String(parts[1])))
        (answer.nonce, answer.expires) = (challenge.nonce, challenge.expires)
        answer.signature = Base64Bytes(try key(name).sign((signing ?? challenge).message))
        return try await post("/api/v1/session", answer.canonical)
    }

    func token(for name: String) async throws -> String {
        try await answer(try await challenge(), by: name).value("token") as? String ?? ""
    }
}

@Suite("Sessions")
struct SessionTests {
    @Test("an officer who signs the challenge reads as its participant")
    func opens() async throws {
        let sample = try await SampleRecord()
        let token = try await sample.token(for: "aland/liaison")
        #expect(token.count == 64)
        let index = sample.number("hidden-incident")
        #expect(try await sample.get("/api/v1/incidents/\(index)", token: token).status == 200)
        #expect(try await sample.get("/api/v1/overview", token: token).value("acts-for-participants") as? Int == 0)
        #expect(try await sample.get("/api/v1/overview", token: token).headers["cache-control"] == "private, no-store")
        #expect(try await sample.get("/proofs/\(index)", token: token).status == 200)
        // Pages are for everyone, whoever asks.
        #expect(try await sample.get("/incidents/\(index)", token: token).status == 404)
    }

    @Test("the signature must be by the accredited key of that desk, over this host's challenge")
    func wrongKey() async throws {
        let sample = try await SampleRecord()
        #expect(try await sample.answer(sample.challenge(), by: "aland/liaison", as: "bland/liaison").status == 403)
        #expect(try await sample.answer(sample.challenge(), by: "aland/liaison", as: "aland/nobody").status == 403)
        let mine = try await sample.challenge()
        var other = mine
        other.host = "elsewhere.example"
        #expect(try await sample.answer(mine, by: "aland/liaison", signing: other).status == 403)
        other = mine
        other.origin = "another.example/log"
        #expect(try await sample.answer(mine, by: "aland/liaison", signing: other).status == 403)
        #expect(try await sample.answer(mine, by: "aland/liaison").status == 200)
    }

    @Test("a nonce serves once, must be this host's own, and ends")
    func nonces() async throws {
        let clock = SampleRecord.TestClock(Moment(milliseconds: 1_700_000_000_000))
        let sample = try await SampleRecord(sessionClock: .rehearsal { clock.now })
        let challenge = try await sample.challenge()
        #expect(try await sample.answer(challenge, by: "aland/liaison").status == 200)
        #expect(try await sample.answer(challenge, by: "aland/liaison").status == 401)
        #expect(try await sample.answer(challenge, by: "bland/liaison").status == 401)
        var invented = try await sample.challenge()
        invented.nonce = String(repeating: "0", count: 32)
        #expect(try await sample.answer(invented, by: "aland/liaison").status == 401)
        var longer = try await sample.challenge()
        longer.expires = longer.expires.adding(hours: 1)
        #expect(try await sample.answer(longer, by: "aland/liaison").status == 401)
        let late = try await sample.challenge()
        clock.move(milliseconds: Sessions.challengeLife + 10)
        #expect(try await sample.answer(late, by: "aland/liaison").status == 401)
    }

    @Test("no two challenges are alike, however many are asked for at once")
    func distinct() async throws {
        let sessions = Sessions(host: "registry.example", now: { Moment() })
        var nonces: Set<String> = []
        for _ in 0..<100 { nonces.insert(await sessions.challenge(origin: "x").nonce) }
        #expect(nonces.count == 100)
    }

    @Test("a session ends after an hour, and with its officer's accreditation")
    func ends() async throws {
        let clock = SampleRecord.TestClock(Moment(milliseconds: 1_700_000_000_000))
        let sample = try await SampleRecord(sessionClock: .rehearsal { clock.now })
        let token = try await sample.token(for: "aland/liaison")
        #expect(try await sample.get("/api/v1/overview", token: token).status == 200)
        var withdraw = WithdrawOfficer()
        withdraw.key = try sample.key("aland/liaison").key
        guard case .recorded = await sample.office.submit(try await sample.submission(withdraw, by: "aland/head")) else { return #expect(Bool(false)) }
        #expect(try await sample.get("/api/v1/overview", token: token).status == 401)
        let other = try await sample.token(for: "bland/liaison")
        #expect(try await sample.get("/api/v1/overview", token: other).status == 200)
        clock.move(milliseconds: Sessions.sessionLife + 1)
        #expect(try await sample.get("/api/v1/overview", token: other).status == 401)
    }

    @Test("a token that opens nothing is refused, and not taken for nobody's", arguments: ["Bearer 00", "Bearer", "Basic abc", "Bearer a b", ""])
    func unknown(header: String) async throws {
        let sample = try await SampleRecord()
        let answer = try await sample.get("/api/v1/overview", headers: ["authorization": header])
        #expect(answer.status == 401 && answer.headers["www-authenticate"] == "Bearer")
        #expect(try answer.value("reason") as? String != nil)
    }

    @Test("what is no answer to a challenge is malformed", arguments: ["", "{", "{}", "[]", "null", "{\"participant\":\"aland\"}"])
    func malformed(body: String) async throws {
        let answer = try await SampleRecord().post("/api/v1/session", Array(body.utf8))
        #expect(answer.status == 400)
        #expect(try answer.value("reason") as? String != nil)
    }
}
