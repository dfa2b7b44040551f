import Following
import Mechanism
import Registry
import SQLiteStorage
import Testing
import TransparencyLog

@Suite("The follower")
struct FollowerTests {
    /// A record of a dozen acts.
    private static func small() throws -> Pen {
        var pen = try Pen()
        try pen.enter(publications: 11)
        return pen
    }

    // MARK: Honest

    @Test("An honest record is copied as it grows, with every tile and text, and without an alarm")
    func honest() async throws {
        var pen = try Self.small()
        try await Scene.with(pen) { scene in
            await scene.follower.look()
            #expect(await scene.size == 12)
            for more in [1, 250, 3, 600] {
                try pen.enter(publications: more)
                scene.registry.show { $0.pen = pen }
                await scene.follower.look()
                #expect(await scene.size == UInt64(pen.entries.count))
            }
            #expect(await scene.follower.allAlarms.isEmpty)
            var audit = Audit()
            try await audit.replay(folder: scene.folder, card: scene.card)
            #expect(audit.holds, "\(audit.items)")
            #expect(audit.items.contains { $0.sentence.contains("All \(pen.entries.count - 1) texts") })
        }
    }

    @Test("A look at a registry with nothing new is one request, and one at a record grown by an act a handful")
    func quiet() async throws {
        var pen = try Self.small()
        try await Scene.with(pen) { scene in
            scene.registry.show { $0.cosigned = try? pen.cosigned(at: 1_760_000_000).bytes }
            await scene.follower.look()
            _ = scene.registry.asked
            await scene.follower.look()
            #expect(scene.registry.asked == ["checkpoint"])
            try pen.enter(publications: 1)
            scene.registry.show { $0.pen = pen }
            await scene.follower.look()
            #expect(scene.registry.asked == ["checkpoint", "tile/0/000.p/13", "tile/entries/000.p/13", "texts", "checkpoint/cosigned"])
        }
    }

    @Test("A copy that was ended while it caught up goes on from where it was")
    func resumed() async throws {
        var pen = try Self.small()
        try pen.enter(publications: 2_600)
        try await Scene.with(pen) { scene in
            scene.registry.show { $0.bundles = 5 }
            await scene.follower.look()
            #expect(await scene.size == 0)
            #expect(await scene.kinds == [.entries])
            #expect(try scene.storage.stagedEnd() == 1024)
            let scene = try await scene.restarted()
            scene.registry.show { $0.bundles = .max }
            _ = scene.registry.asked
            await scene.follower.look()
            #expect(await scene.size == 2_612)
            #expect(scene.registry.asked.filter { $0.contains("entries") }.count == 11 - 4)
            #expect(await scene.kinds.isEmpty)
        }
    }

    @Test("What was kept on its way and belongs to another record is forgotten")
    func keptOfAnother() async throws {
        var pen = try Self.small()
        var other = pen
        try pen.enter(publications: 2_000)
        for number in 0..<2_000 { other.enter(try other.publication("Otherwise, \(number)")) }
        try await Scene.with(pen) { scene in
            scene.registry.show { $0.bundles = 5 }
            await scene.follower.look()
            #expect(try scene.storage.stagedEnd() == 1024)
            // Nothing was accepted yet, so this is no split view of the copy's; the checkpoint that was seen makes it one.
            scene.registry.show { shown in (shown.pen, shown.bundles) = (other, .max) }
            await scene.follower.look()
            #expect(await scene.size == 2_012)
            _ = try await scene.evidence(.splitView, "different roots")
        }
    }

    // MARK: What the registry may do

    /// What a registry may show after an honest beginning, and what is found.
    enum Misdeed: CaseIterable {
        case fork, twin, shorter, dropped, reordered, backwards, thief, stranger, noise

        var kind: Alarm.Kind {
            switch self {
            case .fork, .twin, .shorter: .splitView
            case .dropped, .reordered, .backwards, .thief, .stranger, .noise: .ruleBroken
            }
        }

        func record(after pen: Pen) throws -> Pen {
            var pen = pen
            switch self {
            case .fork:
                var other = try Pen()
                try other.enter(publications: 10)
                other.enter(try other.publication("Otherwise"))
                try other.enter(publications: 4)
                return other
            case .twin:
                var other = try Pen()
                try other.enter(publications: 10)
                other.enter(try other.publication("Otherwise"))
                return other
            case .shorter:
                var other = try Pen()
                try other.enter(publications: 7)
                other.enter(try other.publication("Otherwise"))
                return other
            case .dropped:
                _ = try pen.publication("Dropped")
                try pen.enter(publications: 2)
            case .reordered:
                let (first, second) = (try pen.publication("First"), try pen.publication("Second"))
                pen.enter(second)
                pen.enter(first)
            case .backwards: pen.enter(try pen.publication("Before"), at: try pen.received - 1)
            case .thief:
                pen.enter(try pen.publication("Forged", as: "desk/head!2"))
                try pen.enter(publications: 3)
            case .stranger: pen.enter(try pen.publication("Forged", by: "lake/nobody"))
            case .noise:
                var envelope = Envelope()
                envelope.payload = Base64Bytes(Array("{}".utf8))
                pen.enter(Submission(envelope: envelope, texts: []))
            }
            return pen
        }
    }

    @Test("What contradicts the registry's signature becomes evidence that convinces; the copy stays, and goes on", arguments: Misdeed.allCases)
    func misdeeds(misdeed: Misdeed) async throws {
        var pen = try Self.small()
        try await Scene.with(pen) { scene in
            await scene.follower.look()
            scene.registry.show { shown in shown.pen = (try? misdeed.record(after: pen)) ?? pen }
            await scene.follower.look()
            #expect(await scene.size == 12)
            let words = misdeed.kind == .splitView ? "two records under one name" : "does not hold"
            let evidence = try await scene.evidence(misdeed.kind, words)
            try await Self.expectNoByteToSpare(evidence, scene.card)
            // The same again finds nothing new; and what was found stands through a restart and an honest record.
            await scene.follower.look()
            let count = await scene.follower.allAlarms.count
            try pen.enter(publications: 20)
            scene.registry.show { $0.pen = pen }
            let restarted = try await scene.restarted()
            await restarted.follower.look()
            #expect(await restarted.size == 32)
            #expect(await restarted.kinds.contains(misdeed.kind))
            #expect(await restarted.follower.allAlarms.count >= count)
        }
    }

    @Test("An invented record under the registry's own signature is told from the card's")
    func invented() async throws {
        let pen = try Self.small()
        var other = try Pen(seed: 1)
        try other.enter(publications: 5)
        try await Scene.with(pen) { scene in
            scene.registry.show { $0.pen = other }
            await scene.follower.look()
            #expect(await scene.size == 0)
            try await Self.expectNoByteToSpare(try await scene.evidence(.wrongRecord, "another record"), scene.card)
            scene.registry.show { $0.pen = pen }
            await scene.follower.look()
            #expect(await scene.size == 12)
        }
    }

    /// That evidence with any byte changed proves nothing.
    static func expectNoByteToSpare(_ evidence: [UInt8], _ card: Card, _ location: SourceLocation = #_sourceLocation) async throws {
        // Every byte of what is short; of what holds a record, so many that each field is met.
        for place in stride(from: 0, to: evidence.count, by: max(1, evidence.count / 400)) {
            var changed = evidence
            changed[place] ^= place.isMultiple(of: 2) ? 1 : 4
            #expect(await !Evidence.audit(changed, under: card).holds, "byte \(place)", sourceLocation: location)
        }
        #expect(await !Evidence.audit(evidence + [0x0A], under: card).holds, sourceLocation: location)
        #expect(await !Evidence.audit(Array(evidence.dropLast()), under: card).holds, sourceLocation: location)
    }

    // MARK: What nothing signed proves

    @Test("Tiles, entries and texts that are not the checkpoint's are told, never taken, and no alarm once they are right")
    func unsigned() async throws {
        var pen = try Self.small()
        let begun = pen
        try pen.enter(publications: 4)
        let grown = pen
        let tile = try #require(TilePath("tile/0/000.p/16")), bundle = try #require(TilePath("tile/entries/000.p/16"))
        let troubles: [(Alarm.Kind, (inout StandIn.Shown) throws -> Void)] = [
            (.tiles, { $0.tiles[tile] = [UInt8](repeating: 3, count: 16 * 32) }),
            (.tiles, { $0.tiles[tile] = [1, 2, 3] }),
            (.entries, { $0.tiles[bundle] = try EntryBundle.encode(grown.entries.map { $0 + [0x20] }) }),
            (.entries, { $0.tiles[bundle] = try EntryBundle.encode(Array(grown.entries.prefix(15))) }),
            (.entries, { $0.tiles[bundle] = [0, 9, 1] }),
            (.unsigned, { $0.note = Array("nonsense".utf8) }),
            (.unsigned, { $0.note = try grown.checkpoint().bytes.dropLast(9) + Array("AAAAAAA=\n".utf8) }),
            (.unreachable, { $0.isSilent = true }),
        ]
        for (kind, trouble) in troubles {
            try await Scene.with(begun) { scene in
                await scene.follower.look()
                try scene.registry.show { shown in
                    shown.pen = grown
                    try trouble(&shown)
                }
                await scene.follower.look()
                #expect(await scene.kinds == [kind])
                #expect(await scene.follower.allAlarms.allSatisfy { $0.evidence == nil })
                #expect(await scene.size == 12)
                scene.registry.show { $0 = StandIn.Shown(pen: grown) }
                await scene.follower.look()
                #expect(await scene.kinds.isEmpty)
                #expect(await scene.size == 16)
            }
        }
    }

    @Test("A text that its officer did not commit to is left out and told")
    func wrongText() async throws {
        let pen = try Self.small()
        try await Scene.with(pen) { scene in
            var wrong = try #require(pen.texts[3]?.first)
            wrong.text = "Other words"
            scene.registry.show { $0.texts[3] = [wrong] }
            await scene.follower.look()
            #expect(await scene.kinds == [.texts])
            #expect(await scene.size == 12)
            #expect(try scene.storage.texts(0..<12).keys.sorted() == [1, 2, 4, 5, 6, 7, 8, 9, 10, 11])
        }
    }

    @Test("A text that acts have redacted goes from the copy, and is known to be erased")
    func redactedText() async throws {
        var pen = try Self.small()
        try await Scene.with(pen) { scene in
            await scene.follower.look()
            #expect(try scene.storage.texts(3..<4)[3]?.count == 1)
            var redact = RedactText()
            redact.act = try OpenedAct(Entry(strict: pen.entries[3]).envelope).act.id
            redact.text = try #require(pen.texts[3]?.first).reference.commitment
            for name in ["desk/head", "lake/head"] { pen.enter(try pen.sign(redact, by: name, texts: [("reason", "It names somebody.")])) }
            scene.registry.show { $0.pen = pen }
            await scene.follower.look()
            #expect(try scene.storage.texts(3..<4)[3] ?? [] == [])
            #expect(await scene.follower.allAlarms.isEmpty)
            var audit = Audit()
            try await audit.replay(folder: scene.folder, card: scene.card)
            #expect(audit.holds && audit.items.contains { $0.sentence == "1 texts are erased, as acts in the record ask." }, "\(audit.items)")
        }
    }

    @Test("A registry that shows less than it signed before is told to be stale")
    func stale() async throws {
        var pen = try Self.small()
        let before = pen
        try pen.enter(publications: 4)
        try await Scene.with(pen) { scene in
            await scene.follower.look()
            scene.registry.show { $0.pen = before }
            await scene.follower.look()
            #expect(await scene.kinds == [.stale])
            scene.registry.show { $0.pen = pen }
            await scene.follower.look()
            #expect(await scene.kinds.isEmpty)
        }
    }

    @Test("A copy of another card's record, or one that contradicts itself, is not opened")
    func wrongCopy() async throws {
        let pen = try Self.small()
        try await Scene.with(pen) { scene in
            await scene.follower.look()
            let other = try Pen(seed: 1).card
            await #expect(throws: RegistryError.self) {
                try await Follower(card: other, storage: scene.storage, registry: scene.registry, key: Pen.officer("south/head"), name: "x")
            }
        }
    }

    @Test("A copy that cannot be written is served on as it was, takes nothing more in, and is not tried again until it is started again")
    func unwritable() async throws {
        var pen = try Self.small()
        try await Scene.with(pen) { scene in
            await scene.follower.look()
            let before = try #require(await scene.follower.snapshot()).note
            try pen.enter(publications: 3)
            scene.registry.show { $0.pen = pen }
            // From here on every write fails.
            try scene.storage.close()
            await scene.follower.look()
            #expect(await scene.kinds == [.storage])
            _ = scene.registry.asked
            await scene.follower.look()
            #expect(scene.registry.asked.isEmpty)
            #expect(await scene.follower.snapshot()?.note == before)
            guard case .decided(.halted) = await scene.follower.take(try pen.publication("News").canonical) else { return #expect(Bool(false)) }
        }
    }

    @Test("A registry whose key was replaced by the parties is followed on, whatever card one began with; the old key signs nothing more")
    func replaced() async throws {
        var pen = try Self.small()
        let begun = pen
        var replacement = ReplaceRegistration()
        let key = try SignerKey.generate(name: pen.registry.name, seed: [UInt8](repeating: 9, count: 32))
        replacement.registry = key.verifier.description
        replacement.witnesses = "log \(key.verifier)\nquorum none\n"
        let proposal = try pen.sign(replacement, by: "north/head")
        pen.enter(proposal)
        var assent = Assent()
        assent.act = try OpenedAct(proposal.envelope).act.id
        pen.enter(try pen.sign(assent, by: "south/head"))
        try pen.enter(publications: 2)
        var underOld = pen
        try underOld.enter(publications: 1)
        pen.registry = key
        for start in [begun, pen] {
            try await Scene.with(start) { scene in
                await scene.follower.look()
                scene.registry.show { $0.pen = pen }
                await scene.follower.look()
                #expect(await scene.size == 16)
                #expect(await scene.kinds.isEmpty)
                scene.registry.show { $0.pen = underOld }
                await scene.follower.look()
                #expect(await scene.size == 16)
                #expect(await scene.kinds == [.unsigned])
                let restarted = try await scene.restarted()
                #expect(await restarted.size == 16)
            }
        }
    }

    // MARK: Neighbours

    @Test("Another copy agrees, is behind, is ahead, differs, is silent or strange")
    func neighbours() async throws {
        var pen = try Self.small()
        let begun = pen
        try await Scene.with(pen) { scene in
            await scene.follower.look()
            let snapshot = try #require(await scene.follower.snapshot())
            func verdict(_ bytes: [UInt8]?) -> CopyComparison.Verdict { CopyComparison(bytes, with: snapshot).verdict }
            #expect(verdict(try begun.checkpoint().bytes) == .agrees)
            #expect(verdict(try begun.checkpoint(5).bytes) == .behind)
            try pen.enter(publications: 1)
            #expect(verdict(try pen.checkpoint().bytes) == .ahead)
            #expect(verdict(try Misdeed.twin.record(after: begun).checkpoint().bytes) == .differs)
            #expect(verdict(nil) == .silent)
            #expect(verdict(Array("nonsense".utf8)) == .strange)
            let forged = try Checkpoint(pen.checkpoint()).sign(by: SignerKey.generate(name: pen.registry.name, seed: [UInt8](repeating: 1, count: 32)))
            #expect(verdict(forged.bytes) == .strange)
        }
    }

    @Test("A checkpoint that another copy shows is evidence where it contradicts this one, now or once it has grown")
    func noticed() async throws {
        var pen = try Self.small()
        let (twin, fork) = (try Misdeed.twin.record(after: pen), try Misdeed.fork.record(after: pen))
        try await Scene.with(pen) { scene in
            await scene.follower.look()
            await scene.follower.notice(try fork.checkpoint().bytes, from: "a neighbour")
            #expect(await scene.kinds.isEmpty)
            await scene.follower.notice(try twin.checkpoint().bytes, from: "a neighbour")
            _ = try await scene.evidence(.splitView, "different roots")
            try pen.enter(publications: 9)
            scene.registry.show { $0.pen = pen }
            await scene.follower.look()
            #expect(await scene.kinds.filter { $0 == .splitView }.count == 2)
        }
    }
}
