import Mechanism
import Testing

@testable import Registry

@Suite("A reader's challenge")
struct ChallengeTests {
    private let challenge = Challenge(
        origin: "truce.example/record", host: "truce.example", nonce: "00112233445566778899aabbccddeeff", expires: Moment(milliseconds: 1_000))

    private static func state() async throws -> (State, Scene) {
        var scene = try await Scene(MemoryRecord())
        try await scene.office.record(scene.pen.accredit("north/liaison", for: ["report"]))
        return (try #require(await scene.office.snapshot()).state, scene)
    }

    private func reader(
        _ challenge: Challenge? = nil, signed: Challenge? = nil, by key: String, as desk: String = "north/liaison", _ state: State, at now: Int64 = 1_000
    ) throws -> Reader {
        let parts = try desk.split(separator: "/").map { try Cast.id(String($0)) }
        return try (challenge ?? self.challenge).reader(
            participant: parts[0], desk: parts[1], signature: Cast.officer(key).sign((signed ?? self.challenge).message), state: state,
            now: Moment(milliseconds: now))
    }

    @Test("What is signed names its purpose, record, host, nonce and end, a line each")
    func message() {
        #expect(
            challenge.message
                == Array("truce/read/v1\ntruce.example/record\ntruce.example\n00112233445566778899aabbccddeeff\n1000\n".utf8))
    }

    @Test("An officer who signs in time reads for its participant; whoever else signs is anyone")
    func keys() async throws {
        let (state, _) = try await Self.state()
        let north = Reader.participant(try Cast.id("north"))
        #expect(try reader(by: "north/liaison", state) == north)
        #expect(try reader(by: "north/head", as: "north/head", state) == north)
        #expect(try reader(by: "north/head", state) == .anyone)
        #expect(try reader(by: "south/head", state) == .anyone)
        #expect(try reader(by: "north/liaison", as: "south/head", state) == .anyone)
        #expect(try reader(by: "north/liaison", as: "north/nobody", state) == .anyone)
        #expect(try reader(by: "north/liaison", as: "nobody/liaison", state) == .anyone)
        for signature in [[], [UInt8](repeating: 0, count: 64), [1]] {
            #expect(challenge.reader(
                participant: try Cast.id("north"), desk: try Cast.id("liaison"), signature: signature, state: state, now: Moment()) == .anyone)
        }
    }

    @Test("A challenge is good for its own record, host, nonce and end alone")
    func other() async throws {
        let (state, _) = try await Self.state()
        var others: [Challenge] = []
        for change: (inout Challenge) -> Void in [
            { $0.origin = "other.example/record" }, { $0.host = "evil.example" }, { $0.nonce = "ff112233445566778899aabbccddeeff" },
            { $0.expires = Moment(milliseconds: 2_000) },
        ] {
            others.append(challenge)
            change(&others[others.count - 1])
        }
        for other in others { #expect(try reader(other, by: "north/liaison", state) == .anyone, "\(other)") }
    }

    @Test("A challenge ends at its end")
    func expiry() async throws {
        let (state, _) = try await Self.state()
        #expect(try reader(by: "north/liaison", state, at: 1_000) != .anyone)
        #expect(try reader(by: "north/liaison", state, at: 1_001) == .anyone)
    }

    @Test("A withdrawn officer reads as anyone; its successor at the desk reads, with the successor's key")
    func withdrawn() async throws {
        var (_, scene) = try await Self.state()
        try await scene.office.record(scene.pen.withdraw("north/liaison"))
        var state = try #require(await scene.office.snapshot()).state
        #expect(try reader(by: "north/liaison", state) == .anyone)
        try await scene.office.record(scene.pen.accredit("north/liaison!2", for: ["report"]))
        state = try #require(await scene.office.snapshot()).state
        #expect(try reader(by: "north/liaison", state) == .anyone)
        #expect(try reader(by: "north/liaison!2", state) == .participant(try Cast.id("north")))
    }
}
