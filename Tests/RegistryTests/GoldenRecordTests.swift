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
        "a673c5cf857f599281dde70245c095da6310919c850105edcc81163eb1907b33",
        "2c1b7fdd803051551134b2335a969375e8e89ae74ac13fec2b67ae59bb9d27cd",
        "5b1e2f3dddb370c726464ad3b2a199c844527b6e5b59aa147bf836bf6a0a8cab",
        "3f69403922120d62bb672fcbee6f25f2550aed282850ed97c812f6e0eb4ed0c9",
        "120a297fae374bd6ae3f29ae932fbf874395f66cad8747e957c5a1e25490ebd3",
        "491a65dc356a53590ecdf4aad5308a5a2f921dd705d84ce031853e1dd01a8abb",
        "afdf827c1f7f3fccd6e7deaf86f8be38285a07876721a23e7deb64f2e6e6da6b",
        "eb77a72b472243333341d8df7587a2ac7b313a09667c47a41cd1442ff1cf5d3e",
        "fbb10c938bbcc2c2f26b36ba32c53b13ac9da4eea2c3a99d72f7076c66bd0179",
    ]
    private static let root = "f507df261e5c0af312de20915d9642a7e6bebc0d72f3ba658a4122851830e540"
    private static let digest = "22b11dbc4dc7258f5aa14c92909e07e53a0934e56d693956d6b4b2d8e0309d76"
    private static let checkpoint = """
        truce.example/record
        9
        9QffJh5cCvMS3iCRXZZCp+a+vA1y87plikEihRgw5UA=

        — truce.example/record BwJOKdYw7AybiEL7URGamU5Cjck+AoEb8zx2fCKslc+fWOgp01yGRMkftuO46CgknHvFsV337CzdBZGiaNYeNIjcsAc=

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
