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
        "x",
    ]
    private static let root = "@@ROOT@@"
    private static let digest = "@@DIGEST@@"
    private static let checkpoint = """
        x
        """

    @Test("Entries, root, state and checkpoint are those written down here", arguments: Backend.allCases)
    func golden(backend: Backend) async throws {
        try await backend.withStorage { storage in
            let scene = try await Self.play(storage)
            let snapshot = try #require(await scene.office.snapshot())
            var state = snapshot.state
            print("GOLDEN", try storage.entries(0..<snapshot.size).map { Base64.encode($0) }.joined(separator: " "))
            #expect(try storage.entries(0..<snapshot.size).map { Hash.sha256(of: $0).hex } == Self.entries)
            #expect(snapshot.checkpoint.root.description == Self.root)
            #expect(state.digest().hex == Self.digest)
            #expect(String(decoding: snapshot.note.bytes, as: UTF8.self) == Self.checkpoint)
        }
    }

    @Test("The record with one text's salt changed is another record")
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
