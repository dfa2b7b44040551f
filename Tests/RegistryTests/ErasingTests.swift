import Foundation
import Mechanism
import SQLiteStorage
import Testing
import TransparencyLog

@testable import Registry

@Suite("Texts that acts have redacted")
struct ErasingTests {
    /// A publication of a party, and what asks that its headline be erased.
    private static func redact(_ submission: Submission) throws -> RedactText {
        var redact = RedactText()
        (redact.act, redact.text) = (try submission.act(), submission.texts[0].reference.commitment)
        return redact
    }

    private static let reason = [("reason", "It names somebody.")]

    @Test("A text is erased when its author or the secretariat and a guarantor have asked, and the record holds as before", arguments: Backend.allCases)
    func erased(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene(storage)
            let submission = try scene.pen.publication("Maria Example speaks", by: "lake/head")
            try await scene.office.record(submission)
            try await scene.office.record(scene.pen.publication("Talks go on"))
            let redact = try Self.redact(submission)
            // A party that is not the author asks, and the author; then the keeper of the registry.
            for name in ["north/head", "lake/head"] {
                try await scene.office.record(scene.pen.sign(redact, by: name, texts: Self.reason))
                #expect(try storage.texts(1..<2)[1] == submission.texts)
            }
            let state = try #require(await scene.office.snapshot()?.state)
            #expect(try storage.textsToErase(under: state).isEmpty)
            try await scene.office.record(scene.pen.sign(redact, by: "secretariat/head", texts: Self.reason))
            #expect(try storage.texts(1..<2)[1] ?? [] == [])
            #expect(try storage.texts(2..<3)[2]?.map(\.text) == ["Talks go on"])
            // Replay needs payloads alone, and the audit knows the text to be erased.
            _ = try await scene.reopened()
            var audit = Audit()
            try await audit.replay(StorageSource(storage), card: nil, beside: Beside(texts: { try storage.texts($0) }))
            #expect(audit.holds, "\(audit.items)")
            #expect(audit.items.contains { $0.result == .proved && $0.sentence == "1 texts are erased, as acts in the record ask." })
            #expect(!audit.open.contains { $0.contains("texts are not here") })
            // One that nobody has redacted is another matter.
            audit = Audit()
            try await audit.replay(StorageSource(storage), card: nil, beside: Beside(texts: { try storage.texts($0).filter { $0.key != 2 } }))
            #expect(audit.open.contains { $0.hasPrefix("1 texts are not here, and no acts in the record have redacted them") })
        }
    }

    @Test("What a crash has left is erased at the next start, and a text that an act does not have erases nothing", arguments: Backend.allCases)
    func again(backend: Backend) async throws {
        try await backend.withStorage { inner in
            let storage = FaultyRecord(inner)
            var scene = try await Scene(storage)
            let submission = try scene.pen.publication("Maria Example speaks")
            try await scene.office.record(submission)
            var redact = try Self.redact(submission)
            redact.text = .zero
            for name in ["secretariat/head", "lake/head"] { try await scene.office.record(scene.pen.sign(redact, by: name, texts: Self.reason)) }
            redact.act = .zero
            for name in ["secretariat/head", "lake/head"] { try await scene.office.record(scene.pen.sign(redact, by: name, texts: Self.reason)) }
            #expect(try inner.texts(1..<2)[1] == submission.texts)
            redact = try Self.redact(submission)
            try await scene.office.record(scene.pen.sign(redact, by: "secretariat/head", texts: Self.reason))
            storage.fault = .losesAnswer
            #expect(await scene.office.submit(try scene.pen.sign(redact, by: "lake/head", texts: Self.reason)).halt != nil)
            storage.recover()
            #expect(try inner.texts(1..<2)[1] == submission.texts)
            _ = try await scene.reopened()
            #expect(try inner.texts(1..<2)[1] ?? [] == [])
        }
    }

    @Test("The words are in no file of the record any more")
    func files() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let storage = try SQLiteRecord(folder: folder.path, for: .keeping)
        var scene = try await Scene(storage)
        let words = "Maria Example speaks of what she saw"
        let submission = try scene.pen.publication(words, by: "lake/head")
        try await scene.office.record(submission)
        func isSomewhere() throws -> Bool {
            try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
                .contains { try Data(contentsOf: $0).range(of: Data(words.utf8)) != nil }
        }
        #expect(try isSomewhere())
        let redact = try Self.redact(submission)
        for name in ["secretariat/head", "lake/head"] { try await scene.office.record(scene.pen.sign(redact, by: name, texts: Self.reason)) }
        #expect(try !isSomewhere())
        try storage.close()
        #expect(try !isSomewhere())
    }

    @Test("An act is for everyone once its own participant has released it, and what outsiders are shown is judged so")
    func released() async throws {
        let storage = MemoryRecord()
        var scene = try await Scene(storage)
        let submission = try scene.pen.publication("Talks begin", by: "lake/head")
        try await scene.office.record(submission)
        var release = ReleaseAct()
        release.act = try submission.act()
        func citation() async throws -> (Citation, State) {
            let state = try #require(await scene.office.snapshot()?.state)
            return (try #require(state.publications[release.act]).recorded, state)
        }
        func view(_ places: [UInt64]) throws -> PublicView {
            var view = PublicView()
            for place in places { try view.add(storage.entries(place..<place + 1)[0], at: place) }
            return view
        }
        for (place, name) in ["secretariat/head", "lake/head"].enumerated() {
            let (before, state) = try await citation()
            #expect(!Visibility.allows(before, of: state, to: .anyone), "\(place)")
            #expect(try view([0, 1] + (2..<UInt64(2 + place))).unreleased == release.act)
            try await scene.office.record(scene.pen.sign(release, by: name, audience: .everyone))
        }
        let (after, state) = try await citation()
        #expect(Visibility.allows(after, of: state, to: .anyone))
        #expect(try view([0, 1, 2, 3]).unreleased == nil)
        #expect(try view([0, 1, 2, 3]).count == 4)
    }

    @Test("Evidence shows as released by whose it is, and a copy of it by whoever the rules let release it")
    func releasedEvidence() async throws {
        var scene = try await Scene(MemoryRecord())
        let description = [("description", "A photograph.")]
        var deposit = DepositEvidence()
        deposit.collector = try Cast.id("lake")
        let original = try scene.pen.sign(deposit, by: "lake/head", texts: description)
        var derive = DeriveEvidence()
        derive.exhibit = try original.act()
        let copy = try scene.pen.sign(derive, by: "secretariat/head", texts: description)
        func unreleased(_ exhibit: Submission, after names: [String]) throws -> ActID? {
            var release = ReleaseEvidence()
            release.exhibit = try exhibit.act()
            var shown = [exhibit]
            for name in names { shown.append(try scene.pen.sign(release, by: name, audience: .everyone, texts: [("reason", "It names nobody.")])) }
            var view = PublicView()
            for (index, submission) in shown.enumerated() {
                try view.add(Entry(received: Moment(), envelope: submission.envelope).canonical, at: UInt64(index))
            }
            return view.unreleased
        }
        for exhibit in [original, copy] { #expect(try unreleased(exhibit, after: []) == exhibit.act()) }
        #expect(try unreleased(original, after: ["north/head"]) == original.act())
        for exhibit in [original, copy] { #expect(try unreleased(exhibit, after: ["lake/head"]) == nil) }
    }
}
