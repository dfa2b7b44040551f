import Mechanism
import Testing
import TransparencyLog

@testable import Registry

/// A whole small record with fixed keys, nonces, salts and clock is the same to the byte on every machine.
///
/// The values hold where an Ed25519 signature is deterministic, as RFC 8032 has it: not with Apple's CryptoKit.
@Suite("The golden record")
struct GoldenRecordTests {
    private static let entries = [
        "89844b642d62247a3b5b0ec1dfbf539484c390e187e9d694154ff9297dad3446",
        "a7b3045b4a75d317b0320044abc65b1432a5262e7670c8cd6bd4ca9a35e27834",
        "16c284d0190944581a68f8d2ccc858ae19525b746ba45de58c2f2778418d20a4",
        "f8d093a474d993c1b8ce84a2c2490f7391145a8a1731180168c0dd03ffa16fd6",
        "b0d7c66aae7bdeeb7c0c298df79ccba5c7c779698a66dad0c4265e821d5da428",
        "f95b323d82d0ba37550fc98d129f07def1584206a7834393d68c36b1da7c3c31",
        "bf5a39cefe9da3d27deb1f3e04ea7bfa8f8e93d325740b5f508274b5af47d041",
        "a847d83a9a65e868e942472ad3593a8d390a8f4b85b6221e925d35cb53476e46",
        "f69b53b7df28249431e04fb3d6dd27226ebb5660b48811b0411afc6da050566b",
    ]
    private static let root = "60a0e1e2f04c6b026f2f4288287368497215c0ff5edf52d2ee9bc2729420613d"
    private static let digest = "afbfbea7b50219d6ae076596e375f9b8e0defa1529067d25f50b8c7c47bc8264"
    private static let checkpoint = """
        truce.example/record
        9
        YKDh4vBMawJvL0KIKHNoSXIVwP9e31LS7pvCcpQgYT0=

        — truce.example/record BwJOKcUfrjs9DffBP0aEdbOR8XKCtvYaKdh4e4//ZwStEe3agRuW2LLtwbpZtW5QHw/wkemO6Xp1MMBmSf4oj7JDjQk=

        """

    @Test("Entries, root, state and checkpoint are those written down here", arguments: Backend.allCases)
    func golden(backend: Backend) async throws {
        try await backend.withStorage { storage in
            let scene = try await Self.play(storage)
            let snapshot = try #require(await scene.office.snapshot())
            var state = snapshot.state
            #expect(try storage.entries(0..<snapshot.size).map { Hash.sha256(of: $0).hex } == Self.entries)
            #expect(snapshot.checkpoint.root.description == Self.root)
            #expect(state.digest().hex == Self.digest)
            #expect(String(decoding: snapshot.note.bytes, as: UTF8.self) == Self.checkpoint)
        }
    }

    @Test("The record with a space more in one text is another record")
    func other() async throws {
        let storage = MemoryRecord()
        _ = try await Self.play(storage, remark: "Both sides hold. ")
        let entries = storage.entries(0..<storage.size()).map { Hash.sha256(of: $0).hex }
        #expect(entries.count == Self.entries.count)
        #expect(entries != Self.entries)
    }

    /// Established, an agreement laid, adopted and assented to, officers, a report, a publication, a withdrawal, an edition's cut-off.
    private static func play(_ storage: any RecordStorage, remark: String = "Both sides hold.") async throws -> Scene {
        var scene = try await Scene(storage)
        let agreement = try Cast.agreement()
        var lay = LayAgreement()
        (lay.agreement, lay.part, lay.parts) = (agreement.hash, 1, 1)
        lay.content = String(decoding: agreement.canonical, as: UTF8.self)
        try await scene.office.record(scene.pen.sign(lay, by: "secretariat/head", audience: .everyone))
        var adopt = AdoptAgreement()
        adopt.agreement = agreement.hash
        var assent = Assent()
        assent.act = try await scene.office.record(scene.pen.sign(adopt, by: "north/head", audience: .everyone)).act
        try await scene.office.record(scene.pen.sign(assent, by: "south/head", audience: .everyone, texts: [("note", remark)]))
        try await scene.office.record(scene.pen.accredit("north/liaison", for: ["report"]))
        var report = FileReport()
        report.facts.type = try Cast.id("shelling")
        report.facts.when.from = Moment(milliseconds: SetClock.start - 7_200_000)
        report.facts.when.to = Moment(milliseconds: SetClock.start - 3_600_000)
        report.facts.place.area = try Cast.id("valley")
        report.facts.place.precision = 3
        try await scene.office.record(scene.pen.sign(report, by: "north/liaison", texts: [("narrative", "Three rounds fell near the bridge; “nobody was hurt”.")]))
        try await scene.office.record(scene.pen.publication("Talks resume in the valley"))
        try await scene.office.record(scene.pen.withdraw("north/liaison"))
        var cut = CutEdition()
        cut.from = Moment(milliseconds: SetClock.start)
        try await scene.office.record(scene.pen.sign(cut, by: "secretariat/head", audience: .everyone))
        return scene
    }
}
