import Testing

@testable import Mechanism

@Suite("Texts: release, redaction, erasure")
struct TextTests {
    private static func release(_ act: ActID) -> ReleaseAct {
        var release = ReleaseAct()
        release.act = act
        return release
    }

    private static let text = Hash.sha256(of: Array("a text".utf8))

    private static func redact(_ act: ActID, _ text: Hash = text) -> RedactText {
        var redact = RedactText()
        (redact.act, redact.text) = (act, text)
        return redact
    }

    private static func erase(_ act: ActID) -> ReportErased {
        var erase = ReportErased()
        (erase.act, erase.text) = (act, text)
        return erase
    }

    @Test("A participant opens its own act to everyone, in public, once; another's word opens nothing")
    func release() throws {
        var world = try World.running()
        let report = try world.perform(world.report(), by: "north/desk")
        func audience() throws -> Audience { world.state.audience(of: try #require(world.state.reports[report]).filed) }
        #expect(try audience() == .participants)
        #expect(world.refusal(Self.release(report), by: "north/desk") == "text.public")
        for name in ["south", "secretariat", "lake", "watchers"] {
            try world.perform(Self.release(report), by: "\(name)/desk", audience: .everyone)
            #expect(try audience() == .participants, "\(name)")
        }
        #expect(world.refusal(Self.release(report), by: "south/desk", audience: .everyone) == "text.released")
        try world.perform(Self.release(report), by: "north/desk", audience: .everyone)
        #expect(try audience() == .everyone)
        #expect(world.refusal(Self.release(report), by: "north/desk", audience: .everyone) == "text.released")
        // What was public stays so.
        let open = try world.perform(world.report(), by: "north/desk", audience: .everyone)
        #expect(world.state.audience(of: try #require(world.state.reports[open]).filed) == .everyone)
    }

    @Test("A text is redacted by its author or the secretariat and a guarantor beside them, and by nobody alone")
    func redaction() throws {
        let started = try World.running()
        let act = Hash.sha256(of: Array("an act".utf8))
        func redacted(by names: [String], author: String) throws -> Bool {
            var world = started
            for name in names { try world.perform(Self.redact(act), by: "\(name)/desk") }
            return world.state.isRedacted(Self.text, in: act, by: World.id(author))
        }
        for author in ["north", "south"] {
            for alone in ["north", "south", "lake", "secretariat", "monitors", "watchers"] { #expect(try !redacted(by: [alone], author: author)) }
            #expect(try redacted(by: [author, "lake"], author: author))
            #expect(try redacted(by: ["hill", author], author: author))
            #expect(try redacted(by: ["secretariat", "lake"], author: author))
            #expect(try redacted(by: ["monitors", "lake", author], author: author))
            #expect(try !redacted(by: [author, "secretariat"], author: author))
            #expect(try !redacted(by: [author, "monitors", "watchers"], author: author))
            #expect(try !redacted(by: ["lake", "hill"], author: author))
        }
        #expect(try !redacted(by: ["north", "lake"], author: "south"))
        #expect(try !redacted(by: ["lake"], author: "lake"))
        #expect(try redacted(by: ["lake", "hill"], author: "lake"))
        #expect(try redacted(by: ["lake", "secretariat"], author: "lake"))
        #expect(try !redacted(by: ["lake", "north"], author: "lake"))
        #expect(try redacted(by: ["lake", "secretariat"], author: "secretariat"))
    }

    @Test("A redaction names an act and its text together, once by each participant, and says why")
    func names() throws {
        var world = try World.running()
        let (act, other) = (Hash.sha256(of: [1]), Hash.sha256(of: [2]))
        #expect(world.refusal(Self.redact(act), by: "north/desk", texts: []) == "act.texts")
        try world.perform(Self.redact(act), by: "north/desk")
        #expect(world.refusal(Self.redact(act), by: "north/desk") == "text.asked")
        #expect(world.refusal(Self.redact(other), by: "lake/desk") == nil)
        #expect(!world.state.isRedacted(Self.text, in: act, by: World.id("north")))
        #expect(!world.state.isRedacted(Self.text, in: other, by: World.id("north")))
        try world.perform(Self.redact(act), by: "lake/desk")
        #expect(world.state.isRedacted(Self.text, in: act, by: World.id("north")))
        #expect(!world.state.isRedacted(act, in: act, by: World.id("north")))
    }

    @Test("Each participant reports once that it has a redacted text no more")
    func erasure() throws {
        var world = try World.running()
        let act = Hash.sha256(of: [1])
        #expect(world.refusal(Self.erase(act), by: "south/desk") == "text.redacted")
        try world.perform(Self.redact(act), by: "north/desk")
        #expect(world.refusal(Self.erase(act), by: "south/desk") == "text.redacted")
        try world.perform(Self.redact(act), by: "lake/desk")
        try world.perform(Self.erase(act), by: "south/desk")
        #expect(world.refusal(Self.erase(act), by: "south/desk") == "text.erased")
        #expect(world.refusal(Self.erase(act), by: "watchers/desk") == nil)
        #expect(world.state.redactions.rows[0].erased.map(\.participant.name) == ["south", "watchers"])
    }
}
