import Mechanism
import Testing
import TransparencyLog

@testable import Registry

@Suite("Another key, another registry, lodged acts, the public's view")
struct SuccessionTests {
    // MARK: Another key under the same origin

    private static func replacement(_ scene: inout Scene, by key: SignerKey) throws -> Submission {
        var replace = ReplaceRegistration()
        (replace.registry, replace.witnesses) = (key.verifier.description, "log \(key.verifier)\nquorum none\n")
        return try scene.pen.sign(replace, by: "north/head", audience: .everyone)
    }

    @Test("From the last assent on the registry signs with its next key, and one replay accepts both", arguments: Backend.allCases)
    func nextKey(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene.small(storage)
            let next = try Cast.registry(seed: 9)
            let office = try await Office(storage: storage, key: scene.registry, nextKeys: [next], clock: scene.time.clock)
            var assent = Assent()
            let proposal = try await office.record(Self.replacement(&scene, by: next))
            assent.act = proposal.act
            guard case .verified = proposal.proof.note.verify(by: [scene.registry.verifier]) else {
                Issue.record("a proposal changes no key")
                return
            }
            let last = try await office.record(scene.pen.sign(assent, by: "south/head", audience: .everyone))
            guard case .verified = last.proof.note.verify(by: [next.verifier]) else {
                Issue.record("the entry that brings it into effect is under the next key's checkpoint")
                return
            }
            let old = try Card(firstEntry: storage.entries(0..<1)[0])
            var audit = Audit()
            try await audit.replay(StorageSource(storage), card: old)
            #expect(audit.holds && audit.proofs.contains { $0.contains("have replaced its registry") }, "\(audit.items)")
            #expect(audit.card?.registry == next.verifier)
            audit = Audit()
            try await audit.replay(StorageSource(storage), card: audit.card)
            #expect(audit.holds)
            // Started again: with both keys, or with the next one; not with the old one alone.
            _ = try await Office(storage: storage, key: scene.registry, nextKeys: [next], clock: scene.time.clock)
            _ = try await Office(storage: storage, key: next, clock: scene.time.clock)
            let error = await #expect(throws: RegistryError.self) {
                try await Office(storage: storage, key: scene.registry, clock: scene.time.clock)
            }
            #expect(error?.code == .inconsistent)
        }
    }

    @Test("A next key that is lost before the last assent: the assent is refused, and the registry goes on as before", arguments: Backend.allCases)
    func lostKey(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene.small(storage)
            let next = try Cast.registry(seed: 9)
            var office = try await Office(storage: storage, key: scene.registry, nextKeys: [next], clock: scene.time.clock)
            var assent = Assent()
            assent.act = try await office.record(Self.replacement(&scene, by: next)).act
            office = try await scene.reopened()
            var pen = scene.pen
            let refusal = await office.submit(try pen.sign(assent, by: "south/head", audience: .everyone)).refusal
            #expect(refusal?.refusal.rule == "registry.key" && refusal?.refusal.reason.contains(next.verifier.description) == true)
            let receipt = try await office.record(scene.pen.publication("As before"))
            guard case .verified = receipt.proof.note.verify(by: [scene.registry.verifier]) else {
                Issue.record("it goes on under the key that it has")
                return
            }
            // Found again, the key is assented to.
            office = try await Office(storage: storage, key: scene.registry, nextKeys: [next], clock: scene.time.clock)
            try await office.record(scene.pen.sign(assent, by: "south/head", audience: .everyone))
            #expect(await office.snapshot()?.card?.registry == next.verifier)
        }
    }

    @Test("A key that the registry does not have is not named, nor one of another origin, nor a policy that cannot be read")
    func unknownKey() async throws {
        var scene = try await Scene.small(MemoryRecord())
        let refused = await scene.office.submit(try Self.replacement(&scene, by: Cast.registry(seed: 9))).refusal
        #expect(refused?.refusal.rule == "registry.key")
        for (registry, witnesses, rule) in [
            (scene.registry, "quorum nobody\n", "mechanism.witnesses"),
            (try Cast.registry("other.example/record"), "quorum none\n", "registry.key"),
        ] {
            var pen = scene.pen
            var replace = ReplaceRegistration()
            (replace.registry, replace.witnesses) = (registry.verifier.description, witnesses)
            // A refused act is no link of its key's chain.
            let submission = try pen.sign(replace, by: "south/head")
            #expect(await scene.office.submit(submission).refusal?.refusal.rule == rule)
        }
    }

    // MARK: Another registry

    private static func succession(
        _ scene: inout Scene, to key: SignerKey, size: UInt64, change: (inout Succeed) throws -> Void = { _ in }, signedBy names: [String]? = nil
    ) async throws -> Submission {
        let snapshot = try #require(await scene.office.snapshot())
        var succeed = Succeed()
        (succeed.origin, succeed.registry) = (key.name, key.verifier.description)
        succeed.witnesses = "log \(key.verifier)\nquorum none\n"
        let root = try snapshot.tree.root(at: size)
        (succeed.predecessor.origin, succeed.predecessor.size) = (scene.registry.name, Int64(size))
        succeed.predecessor.root = try #require(Hash(root.bytes))
        let checkpoint = try Checkpoint(origin: scene.registry.name, size: size, root: root).sign(by: scene.registry)
        succeed.checkpoint = String(decoding: checkpoint.bytes, as: UTF8.self)
        try change(&succeed)
        let submission = try scene.pen.sign(succeed, by: "north/head", audience: .everyone, texts: [("reason", "It does not answer.")])
        var envelope = submission.envelope
        envelope.signatures = try (names ?? Cast.participants.map { "\($0.0)/head" }).map {
            try Cast.officer($0).signature(over: envelope.preAuthentication)
        }
        return Submission(envelope: envelope, texts: submission.texts)
    }

    @Test("A successor begins with its predecessor's entries and texts, and one replay covers both", arguments: Backend.allCases)
    func successor(backend: Backend) async throws {
        try await backend.withStorage { old in
            try await backend.withStorage { new in
                var scene = try await Scene.small(old)
                let size = try old.size()
                let key = try Cast.registry("next.example/record", seed: 9)
                let submission = try await Self.succession(&scene, to: key, size: size)
                let receipt = try await Succession.make(from: old, into: new, by: submission, key: key, clock: scene.time.clock)
                #expect(receipt.index == size)
                #expect(try new.entries(0..<size) == old.entries(0..<size))
                #expect(try new.texts(0..<size) == old.texts(0..<size))
                let office = try await Office(storage: new, key: key, clock: scene.time.clock)
                // Whoever signed the succession goes on from it; everybody else from where they stood.
                try await office.record(scene.pen.publication("Talks go on", by: "secretariat/press"))
                var audit = Audit()
                try await audit.replay(StorageSource(new), card: Card(firstEntry: old.entries(0..<1)[0]))
                #expect(audit.holds, "\(audit.items)")
                #expect(audit.card?.origin == "next.example/record")
                // A receipt of the record before stands for the same place in the record after it.
                #expect(try scene.first.index == 0 && new.entries(0..<1) == [scene.first.entry])
                let error = await #expect(throws: RegistryError.self) {
                    try await Office(storage: new, key: scene.registry, clock: scene.time.clock)
                }
                #expect(error?.code == .inconsistent, "the registry before keeps nothing of it")
            }
        }
    }

    @Test("A succession may go on from an earlier checkpoint: what came after it is not in the record any more")
    func earlier() async throws {
        let (old, new) = (MemoryRecord(), MemoryRecord())
        var scene = try await Scene(old)
        let submission = try await Self.succession(&scene, to: Cast.registry("next.example/record", seed: 9), size: 1)
        _ = try await Scene.small(MemoryRecord())
        _ = try await Succession.make(
            from: old, into: new, by: submission, key: Cast.registry("next.example/record", seed: 9), clock: scene.time.clock)
        #expect(new.size() == 2)
    }

    @Test("A succession that lacks a signature, goes on from other entries, or has no good checkpoint makes nothing")
    func refused() async throws {
        let key = try Cast.registry("next.example/record", seed: 9)
        let others = ["north/head", "south/head", "lake/head"]
        let changes: [(what: String, names: [String]?, change: @Sendable (inout Succeed) throws -> Void)] = [
            ("a head is missing", others, { _ in }),
            ("a head's signature is another's", others + ["lake/head"], { _ in }),
            ("another root", nil, { $0.predecessor.root = Hash.sha256(of: [1]) }),
            ("another origin before", nil, { $0.predecessor.origin = "elsewhere.example/record" }),
            ("the same origin", nil, { $0.origin = "truce.example/record" }),
            ("no checkpoint", nil, { $0.checkpoint = "" }),
            ("a checkpoint by another key", nil, { succeed in
                let note = try Note(Array(succeed.checkpoint.utf8))
                succeed.checkpoint = String(decoding: try Checkpoint(note).sign(by: Cast.registry(seed: 3)).bytes, as: UTF8.self)
            }),
            ("a policy that cannot be read", nil, { $0.witnesses = "quorum nobody\n" }),
            ("another registry's key", nil, { succeed in
                succeed.registry = try Cast.registry("next.example/record", seed: 8).verifier.description
            }),
        ]
        for (what, names, change) in changes {
            let (old, new) = (MemoryRecord(), MemoryRecord())
            var scene = try await Scene.small(old)
            let submission = try await Self.succession(&scene, to: key, size: old.size(), change: change, signedBy: names)
            await #expect(throws: (any Error).self, "\(what)") {
                try await Succession.make(from: old, into: new, by: submission, key: key, clock: scene.time.clock)
            }
            #expect(new.size() == 0, "\(what)")
        }
    }

    @Test("Where witnesses are named, a succession goes on only from what their quorum has cosigned")
    func cosigned() async throws {
        let witness = try SignerKey.generate(name: "witness.example/w", type: .cosignature, seed: [UInt8](repeating: 5, count: 32))
        let registry = try Cast.registry()
        let key = try Cast.registry("next.example/record", seed: 9)
        for isCosigned in [false, true] {
            let (old, new) = (MemoryRecord(), MemoryRecord())
            var scene = try await Scene(old, registry: registry, witnesses: "log \(registry.verifier)\nwitness w \(witness.verifier)\nquorum w\n")
            let submission = try await Self.succession(&scene, to: key, size: 1) { succeed in
                guard isCosigned else { return }
                let note = try Note(Array(succeed.checkpoint.utf8))
                let line = try Cosignature.make(on: note, by: witness, at: 1_760_000_000)
                succeed.checkpoint = String(decoding: try note.adding(line).bytes, as: UTF8.self)
            }
            let made = try? await Succession.make(from: old, into: new, by: submission, key: key, clock: scene.time.clock)
            #expect((made != nil) == isCosigned)
        }
    }

    // MARK: Lodged acts

    @Test("A lodging stands in the entry and is verified with the record; a forged one is refused, in admission and in replay")
    func lodged() async throws {
        let storage = MemoryRecord()
        var scene = try await Scene.small(storage)
        try await scene.office.record(scene.pen.accredit("lake/follower", for: ["lodging"]))
        let mechanism = try #require(scene.pen.mechanism)
        let time = Moment(milliseconds: SetClock.start)
        for forged in [true, false] {
            var pen = scene.pen
            var submission = try pen.publication(forged ? "Forged" : "Lodged", by: "secretariat/press")
            let lodger = try Cast.officer(forged ? "lake/follower!2" : "lake/follower")
            submission.lodgings = [try lodger.lodging(of: submission.act(), mechanism: mechanism, at: time)]
            let outcome = await scene.office.submit(submission)
            #expect(forged ? outcome.refusal?.refusal.rule == "act.lodging" : outcome.receipt != nil, "\(outcome)")
        }
        let last = try Entry(strict: storage.entries(storage.size() - 1..<storage.size())[0])
        #expect(last.lodgings.map(\.time) == [time])
        var audit = Audit()
        try await audit.replay(StorageSource(storage), card: nil)
        #expect(audit.holds, "\(audit.items)")
        // The same entry with another time, in a record whose registry signs for it all the same.
        var entry = last
        entry.lodgings[0].time = Moment(milliseconds: time.milliseconds - 1)
        var replay = Replay()
        let entries = storage.entries(0..<storage.size() - 1) + [entry.canonical]
        await #expect(throws: Replay.Problem.self) {
            try await replay.run(size: UInt64(entries.count), entries: { Array(entries[Int($0.lowerBound)..<Int($0.upperBound)]) })
        }
    }

    @Test("A lodging by a desk that the record does not know is refused with the act, by the rule that says so")
    func lodgedByNobody() async throws {
        var scene = try await Scene.small(MemoryRecord())
        let mechanism = try #require(scene.pen.mechanism)
        var submission = try scene.pen.publication("Lodged", by: "secretariat/press")
        submission.lodgings = [try Cast.officer("lake/nobody").lodging(of: submission.act(), mechanism: mechanism, at: Moment(milliseconds: SetClock.start))]
        let outcome = await scene.office.submit(submission)
        #expect(outcome.refusal?.refusal.rule == "act.lodging", "\(outcome)")
    }

    // MARK: The public's view

    @Test("An edition tells whether all public acts were shown: none withheld, none doubled, none slipped in")
    func publicView() async throws {
        let storage = MemoryRecord()
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
        try await scene.office.record(scene.pen.sign(assent, by: "south/head", audience: .everyone))
        try await scene.office.record(scene.pen.publication("For participants alone"))
        var cut = CutEdition()
        cut.from = Moment(milliseconds: SetClock.start)
        var publish = PublishEdition()
        publish.edition = try await scene.office.record(scene.pen.sign(cut, by: "secretariat/head", audience: .everyone)).act
        let row = try #require(await scene.office.snapshot()?.state.editions[publish.edition])
        (publish.size, publish.digest, publish.publicSize, publish.publicRoot) = (row.size, row.digest, row.publicSize, row.publicRoot)
        publish.figures = row.figures
        try await scene.office.record(scene.pen.sign(publish, by: "secretariat/head", audience: .everyone, texts: [("summary", "Calm.")]))
        let all = storage.entries(0..<storage.size()).enumerated().map { (index: UInt64($0), entry: $1) }
        let open = try all.filter { try OpenedAct(Entry(strict: $0.entry).envelope).act.payload.audience == .everyone }
        #expect(open.count == all.count - 1)
        func view(_ shown: [(index: UInt64, entry: [UInt8])]) throws -> PublicView {
            var view = PublicView()
            for (index, entry) in shown { try view.add(entry, at: index) }
            return view
        }
        let whole = try view(open)
        #expect(whole.editions.map(\.index) == [UInt64(all.count - 1)] && whole.isWhole(for: publish))
        for withheld in 0..<4 {
            var fewer = open
            fewer.remove(at: withheld)
            #expect(try !view(fewer).isWhole(for: publish))
        }
        #expect(throws: Malformed.self) { try view(open + [open[0]]) }
        #expect(whole.unreleased == nil)
        #expect(try view(all).unreleased != nil)
        var swapped = open
        swapped[1].index = 0
        #expect(throws: Malformed.self) { try view(swapped) }
    }
}
