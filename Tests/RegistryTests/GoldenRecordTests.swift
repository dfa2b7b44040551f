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
        "a43400e7faae21543e84af89ccbdbcc790d8abe55c4a58fb0e51ea96deab635c",
        "3f5f865d0e0a7e54b853d424c495d18ef3b97648876aa7746dd7cf2e6d9a2b1f",
        "66c8244f308a8cc104ae59530a99aad3d1fa827d6ea750ce149c87c00bdd3b89",
        "cf4cc762135d4ee36f5616787947c35d2cb33c9f48eb0ee3dcc6f680a8d5b580",
        "4f207d82732eea976ad3a2bff9464b9d358cba453f4d3cb6d80f960574200ddb",
        "8c4a3bfbf9c8ae4d5ec4f208303177ec9736e21284adce477bbb00ce1af5e088",
        "1ef0ae442349f576e84adb8475f437d8787569723ca60440d89c8bc33cb111dd",
        "ad20e8c0e3bddb7839380cd7a9aa97d16886d4fdcf096b035b737477f2e15211",
        "9c0da1aa74a6106758fbf14e9c501096977e19446930c5ede4deee23cfbfa7cc",
    ]
    private static let root = "2f1f89920a6cca6ef4d8ac0433ed213417abd7fe1279f87dcba02daea0f8da8e"
    private static let digest = "add32c6d18b2011cea8e8dd2e381b4d2654b90ee585c1e918989f2230c0237a5"
    private static let checkpoint = """
        truce.example/record
        9
        Lx+Jkgpsym702KwEM+0hNBer1/4Sefh9y6AtrqD42o4=

        — truce.example/record BwJOKRqqN1HSUGXp36LhizphktIPvTLXS5m+1lj8KWb9UPnDD+7KYgYX5tIIXqbWgYatcpRh6Q7J2Tyr3Qi8ljHQuAU=

        """

    @Test("Entries, root, state and checkpoint are those written down here", arguments: Backend.allCases)
    func golden(backend: Backend) async throws {
        try await backend.withStorage { storage in
            let scene = try await Self.play(storage)
            let snapshot = try #require(await scene.office.snapshot())
            var state = snapshot.state
            let entries = try storage.entries(0..<snapshot.size).map { Hash.sha256(of: $0).hex }
            #expect(entries == Self.entries)
            #expect(snapshot.checkpoint.root.description == Self.root)
            #expect(state.digest().hex == Self.digest)
            let checkpoint = String(decoding: snapshot.note.bytes, as: UTF8.self)
            #expect(checkpoint == Self.checkpoint)
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
