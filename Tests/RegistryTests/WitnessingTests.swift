import Mechanism
import Testing
import TransparencyLog

@testable import Registry

@Suite("The registry and its witnesses")
struct WitnessingTests {
    /// A record whose policy names three witnesses, any two of which are a quorum; and the witnesses.
    private struct Town {
        let storage: any RecordStorage
        let registry: SignerKey
        let office: Office
        var pen = Pen()
        let neighbours: Neighbourhood
        let pauses = Pauses()
        let first: Receipt

        static let names = ["north", "south", "lake"]

        init(_ storage: any RecordStorage = MemoryRecord(), quorum: String = "two") async throws {
            self.storage = storage
            registry = try Cast.registry()
            neighbours = try Neighbourhood(Self.names, log: registry.verifier)
            office = try await Office(storage: storage, key: registry, clock: SetClock().clock)
            var establish = try Cast.establish(under: registry)
            establish.witnesses = try Self.policy(registry, neighbours, quorum)
            first = try await office.record(pen.establish(establish))
        }

        static func policy(_ registry: SignerKey, _ neighbours: Neighbourhood, _ quorum: String) throws -> String {
            let witnesses = try names.map { name in
                "witness \(name) \(try #require(neighbours.keys[name]).verifier) \(Neighbourhood.address(name))\n"
            }.joined()
            let group = quorum == "two" ? "group two 2 north south lake\n" : quorum == "every" ? "group every all north south lake\n"
                : quorum == "any" ? "group any any north south lake\n" : ""
            return "log \(registry.verifier)\n\(witnesses)\(group)quorum \(quorum)\n"
        }

        var witnessing: Witnessing { Witnessing(office, by: neighbours, pause: { [pauses] in try await pauses.pause($0) }) }

        /// Lets the witnesses work while `body` goes on.
        func atWork(_ body: () async throws -> Void) async throws {
            let work = Task { [witnessing] in await witnessing.run() }
            do {
                try await body()
            } catch {
                work.cancel()
                await work.value
                throw error
            }
            work.cancel()
            await work.value
        }

        mutating func publish(_ count: Int = 1) async throws {
            for _ in 0..<count { try await office.record(pen.publication("Number \(UInt64.random(in: .min ... .max))")) }
        }

        /// Ends the rest of every witness that is left alone.
        func wake() { pauses.end(upTo: 300) }

        /// Brings the agreement into force.
        mutating func adopt() async throws {
            let agreement = try Cast.agreement()
            var lay = LayAgreement()
            (lay.agreement, lay.part, lay.parts) = (agreement.hash, 1, 1)
            lay.content = String(decoding: agreement.canonical, as: UTF8.self)
            try await office.record(pen.sign(lay, by: "secretariat/head"))
            var adopt = AdoptAgreement()
            adopt.agreement = agreement.hash
            let proposed = try await office.record(pen.sign(adopt, by: "north/head"))
            var assent = Assent()
            assent.act = proposed.act
            try await office.record(pen.sign(assent, by: "south/head"))
        }

        var heard: Cosignatures { get async throws { try #require(await office.snapshot()).witnessed } }
        var covered: UInt64 { get async throws { try await heard.latest?.checkpoint.size ?? 0 } }
        func problem(_ name: String) async throws -> String? { try await heard.standings.first { $0.witness.name.description == name }?.problem }
        func size(_ name: String) async throws -> UInt64? { try await heard.standings.first { $0.witness.name.description == name }?.size }
    }

    // MARK: The quorum

    @Test("each growth is cosigned by all, kept durably, and published under the quorum", arguments: Backend.allCases)
    func growth(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var town = try await Town(storage)
            #expect(try await town.covered == 0)
            let work = Task { [witnessing = town.witnessing] in await witnessing.run() }
            for _ in 0..<3 {
                try await town.publish(2)
                let size = try storage.size()
                try await eventually("all acts are cosigned") { [town] in try await town.covered == size }
                try await eventually("every witness has cosigned") { [town] in
                    try await town.heard.standings.allSatisfy { $0.size == size && $0.problem == nil && $0.heard != nil }
                }
                try await eventually("the late line is kept too") {
                    try storage.cosigned().map { try Note($0).signatures.count } == 4
                }
                let kept = try Note(#require(try storage.cosigned()))
                let policy = try #require(await town.office.snapshot()?.witnessed.policy)
                #expect(policy.judge(kept).isQuorumMet && policy.judge(kept).absent.isEmpty)
            }
            work.cancel()
            await work.value
            #expect(town.neighbours.mostUnderWay == 1)
            // Opened again, the record knows what was cosigned.
            let again = try await Office(storage: storage, key: town.registry, clock: SetClock().clock)
            let snapshot = try #require(await again.snapshot())
            #expect(try await snapshot.witnessed.latest == town.heard.latest)
            #expect(snapshot.witnessed.standings.map(\.size) == [7, 7, 7])
        }
    }

    @Test("an absent witness is borne, told, and asked again after longer and longer pauses; admission goes on")
    func absent() async throws {
        var town = try await Town()
        town.neighbours.set("south", .absent)
        let work = Task { [witnessing = town.witnessing] in await witnessing.run() }
        try await eventually("the other two are a quorum") { [town] in try await town.covered == 1 }
        for rest in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300] as [Int64] {
            try await eventually("it rests for \(rest) seconds") { [town] in town.pauses.lengths.first == rest }
            town.pauses.end(upTo: rest)
        }
        #expect(try await town.problem("south")?.contains("did not answer") == true)
        try await town.publish()
        try await eventually("acts are cosigned without it") { [town] in try await town.covered == 2 }
        // It comes back, and catches up.
        town.neighbours.set("south", .honest)
        try await eventually("it has caught up") { [town] in
            town.wake()
            return try await town.size("south") == 2
        }
        #expect(try await town.problem("south") == nil)
        work.cancel()
        await work.value
    }

    @Test("without the quorum nothing counts as cosigned, and acts are admitted all the same")
    func noQuorum() async throws {
        var town = try await Town()
        town.neighbours.set("south", .absent)
        town.neighbours.set("lake", .absent)
        let work = Task { [witnessing = town.witnessing] in await witnessing.run() }
        try await town.publish(3)
        try await eventually("the one that is there has cosigned the newest") { [town] in try await town.size("north") == 4 }
        #expect(try await town.covered == 0)
        #expect(try town.storage.cosigned() == nil)
        #expect(await town.office.snapshot()?.cosigned == nil)
        work.cancel()
        await work.value
    }

    @Test("a slow witness that the quorum does not need holds nobody up, and its late line is added")
    func slow() async throws {
        var town = try await Town()
        let gate = Gate()
        town.neighbours.set("lake", .slow(gate))
        // What it has is asked for at the start, too; that is not waited for at this gate.
        let work = Task { [witnessing = town.witnessing] in
            await gate.open()
            await witnessing.run()
        }
        try await eventually("all have cosigned") { [town] in try await town.size("lake") == 1 }
        let second = Gate()
        town.neighbours.set("lake", .slow(second))
        try await town.publish()
        try await eventually("two are a quorum") { [town] in try await town.covered == 2 }
        await second.someone()
        try await town.publish()
        try await eventually("and again") { [town] in try await town.covered == 3 }
        #expect(try await town.size("lake") == 1)
        await second.open()
        try await eventually("it comes after") { [town] in try await town.size("lake") == 3 }
        try await eventually("its line is added") { [town] in try await town.heard.latest?.by.count == 3 }
        #expect(town.neighbours.mostUnderWay == 1)
        work.cancel()
        await work.value
    }

    @Test("while a round is under way the record grows by many acts, and the next round takes them all at once")
    func coalescing() async throws {
        var town = try await Town()
        let gate = Gate()
        let work = Task { [witnessing = town.witnessing] in await witnessing.run() }
        try await eventually("all have cosigned") { [town] in try await town.heard.latest?.by.count == 3 }
        for name in Town.names { town.neighbours.set(name, .slow(gate)) }
        try await town.publish()
        await gate.someone()
        try await town.publish(40)
        for name in Town.names { town.neighbours.set(name, .honest) }
        await gate.open()
        try await eventually("the newest is cosigned by all") { [town] in
            try await town.heard.standings.allSatisfy { $0.size == 42 }
        }
        let sizes = Set(town.neighbours.asked.map(\.size))
        #expect(sizes.count <= 5 && sizes.isSuperset(of: [1, 42]), "\(sizes.sorted())")
        #expect(town.neighbours.mostUnderWay == 1)
        work.cancel()
        await work.value
    }

    // MARK: Witnesses that do wrong

    @Test("a cosignature that does not hold counts for nothing, and is told", arguments: ["lying", "other", "noise"])
    func lying(manner: String) async throws {
        let town = try await Town()
        town.neighbours.set("south", manner == "lying" ? .lying : manner == "other" ? .cosigningOther : .noise)
        town.neighbours.set("lake", .absent)
        try await town.atWork {
            try await eventually("it is told") { try await town.problem("south") != nil }
            try await eventually("the honest one has cosigned") { try await town.size("north") == 1 }
            #expect(try await town.covered == 0)
            #expect(try await town.size("south") == nil)
            #expect(try town.storage.cosigned() == nil)
        }
    }

    @Test("a 409 is answered with the proof from what the witness has, with or without a body", arguments: [false, true])
    func conflict(withoutBody: Bool) async throws {
        var town = try await Town()
        try await town.publish(8)
        let early = try await Self.note(town, 5)
        // What it has is not known at the start, because it did not answer then.
        town.neighbours.set("south", .absent)
        town.neighbours.set("lake", .absent)
        try town.neighbours.plant(early, at: "south", origin: town.registry.name)
        let work = Task { [witnessing = town.witnessing] in await witnessing.run() }
        try await eventually("it is missed") { [town] in try await town.problem("south") != nil }
        town.neighbours.set("south", withoutBody ? .conflictWithoutBody : .honest)
        try await eventually("the quorum is met") { [town] in
            town.wake()
            return try await town.covered == 9
        }
        #expect(town.neighbours.asked.contains { $0.name == "south" && $0.old == 5 && $0.size == 9 })
        work.cancel()
        await work.value
    }

    @Test("what the witnesses have is asked for at the start, so that the first request is right")
    func start() async throws {
        var town = try await Town()
        try await town.publish(8)
        let early = try await Self.note(town, 5)
        for name in Town.names { try town.neighbours.plant(early, at: name, origin: town.registry.name) }
        try await town.witnessing.check()
        try await town.atWork { [town] in
            try await eventually("the quorum is met") { try await town.covered == 9 }
        }
        #expect(town.neighbours.asked.allSatisfy { $0.old == 5 })
    }

    @Test("who says again and again that it has another checkpoint, who is busy and who answers oddly is left alone for a while", arguments: [
        ("again", 1), ("busy", 7), ("busyForEver", 3_600), ("busyUnsaid", 1), ("500", 1), ("404", 1), ("403", 1), ("302", 1), ("ahead", 1),
    ] as [(String, Int64)])
    func odd(manner: String, rest: Int64) async throws {
        let town = try await Town()
        let manners: [String: Neighbourhood.Manner] = [
            "again": .alwaysConflict(1), "busy": .busy(retryAfter: 7), "busyForEver": .busy(retryAfter: 1 << 40), "busyUnsaid": .busy(retryAfter: nil),
            "500": .status(500), "404": .status(404), "403": .status(403), "302": .status(302), "ahead": .alwaysConflict(1_000),
        ]
        town.neighbours.set("south", try #require(manners[manner]))
        try await town.atWork {
            try await eventually("the others are a quorum") { try await town.covered == 1 }
            try await eventually("it rests") { town.pauses.lengths.contains(rest) }
            let problem = try #require(try await town.problem("south"))
            #expect(problem.unicodeScalars.allSatisfy { $0.value >= 0x20 })
            #expect(await town.office.reasonForHalt == nil)
        }
        #expect(town.neighbours.asked.filter { $0.name == "south" }.count <= 3)
    }

    // MARK: Rollback

    /// The record's checkpoint as it was at a size.
    private static func note(_ town: Town, _ size: UInt64) async throws -> Note {
        let snapshot = try #require(await town.office.snapshot())
        return try Checkpoint(origin: town.registry.name, size: size, root: snapshot.tree.root(at: size)).sign(by: town.registry)
    }

    private static func forged(_ town: Town, _ size: UInt64, by key: SignerKey? = nil) throws -> Note {
        try Checkpoint(origin: town.registry.name, size: size, root: Merkle.leafHash(of: [9])).sign(by: key ?? town.registry)
    }

    @Test("a store behind what a witness has, or beside it, is not signed on, and the sentence says how to go on", arguments: [1, 4, 90] as [UInt64])
    func rollback(size: UInt64) async throws {
        var town = try await Town()
        try await town.publish(3)
        try town.neighbours.plant(try Self.forged(town, size), at: "lake", origin: town.registry.name)
        let error = await #expect(throws: RegistryError.self) { try await town.witnessing.check() }
        #expect(error?.code == .rolledBack)
        #expect(error?.message.contains("lake") == true && error?.message.contains("truce succeed") == true)
        // Nothing is admitted from here on.
        let outcome = await town.office.submit(try town.pen.publication("Too late"))
        #expect(outcome.halt != nil)
        #expect(try town.storage.size() == 4)
    }

    @Test("what a witness shows that this registry did not sign speaks against nothing")
    func forgedByWitness() async throws {
        var town = try await Town()
        try await town.publish(3)
        let stranger = try Cast.registry(seed: 55)
        try town.neighbours.plant(try Self.forged(town, 90, by: stranger), at: "lake", origin: town.registry.name)
        try await town.witnessing.check()
        #expect(await town.office.reasonForHalt == nil)
    }

    @Test("a witness that was not reached at the start, and has more than the store, stops the registry when it is reached")
    func lateRollback() async throws {
        let town = try await Town()
        town.neighbours.set("lake", .absent)
        try await town.witnessing.check()
        try town.neighbours.plant(try Self.forged(town, 90), at: "lake", origin: town.registry.name)
        try await town.atWork {
            try await eventually("it is missed") { try await town.problem("lake") != nil }
            town.neighbours.set("lake", .honest)
            try await eventually("the registry stops") {
                town.wake()
                return await town.office.reasonForHalt?.contains("fallen behind") == true
            }
        }
        // What is there can still be read.
        #expect(await town.office.snapshot()?.size == 1)
    }

    @Test("what a quorum cosigned is confirmed to be in the store by so many witnesses that the others are no quorum", arguments: [
        ("two", [], true), ("two", ["lake"], true), ("two", ["south", "lake"], false), ("every", [], true), ("every", ["lake"], false),
        ("any", [], true), ("any", ["lake"], false), ("lake", ["north", "south"], true), ("lake", ["lake"], false), ("none", [], false),
    ] as [(String, [String], Bool)])
    func confirmed(quorum: String, absent: [String], isConfirmed: Bool) async throws {
        var town = try await Town(quorum: quorum)
        try await town.publish(3)
        try await town.atWork {
            try await eventually("all have cosigned") { try town.neighbours.size(of: "north") == 4 && town.neighbours.size(of: "lake") == 4 && town.neighbours.size(of: "south") == 4 }
        }
        for name in absent { town.neighbours.set(name, .absent) }
        let answers = try await town.witnessing.check()
        #expect(Set(answers.confirmed.keys.map(\.description)) == Set(Town.names).subtracting(absent))
        #expect(answers.confirmed.values.allSatisfy { $0 == 4 })
        let policy = try #require(await town.heard.policy)
        #expect(answers.isConfirmed(by: policy) == isConfirmed)
    }

    @Test("a witness that shows less than it is known to have cosigned, or what it or the registry did not sign, confirms nothing")
    func unconfirmed() async throws {
        var town = try await Town()
        try await town.publish(3)
        let early = try #require(await town.office.snapshot()).checkpoint
        try await town.publish()
        try await town.atWork { try await eventually("the quorum") { try await town.covered == 5 } }
        let lake = try #require(try await town.heard.policy?.witnesses.last)
        func size() async throws -> UInt64? { try await town.witnessing.check().confirmed[lake.name] }
        #expect(try await size() == 5)
        try town.neighbours.plant(early.sign(by: town.registry), at: "lake", origin: town.registry.name)
        #expect(try await size() == nil)
        let stranger = try Cast.registry(seed: 55)
        let latest = try #require(await town.office.snapshot()).checkpoint
        try town.neighbours.plant(latest.sign(by: stranger), at: "lake", origin: town.registry.name)
        #expect(try await size() == nil)
        town.neighbours.plant(bare: try latest.sign(by: town.registry), at: "lake", origin: town.registry.name)
        #expect(try await size() == nil)
        try town.neighbours.plant(latest.sign(by: town.registry), at: "lake", origin: town.registry.name)
        #expect(try await size() == 5)
    }

    // MARK: Receipts

    @Test("a receipt is under the cosigned checkpoint where that covers the act, and under the latest one otherwise")
    func receipts() async throws {
        var town = try await Town()
        try await town.publish(2)
        try await town.atWork { [town] in try await eventually("all is cosigned") { try await town.covered == 3 } }
        try await town.publish(2)
        let snapshot = try #require(await town.office.snapshot())
        for index in 0..<5 as Range<UInt64> {
            let entry = try #require(try town.storage.entries(index..<index + 1).first)
            let act = try OpenedAct(Entry(strict: entry).envelope).act.id
            let receipt = try snapshot.receipt(index: index, act: act, entry: entry)
            let checkpoint = try Checkpoint(receipt.proof.note)
            #expect(checkpoint.size == (index < 3 ? 3 : 5))
            let policy = try #require(snapshot.witnessed.policy)
            #expect(receipt.proof.verify(leaf: Merkle.leafHash(of: entry), policy: policy).verdict.isProven == (index < 3))
            try ReceiptCheck.verify([receipt], town.storage, town.registry.verifier)
        }
    }

    // MARK: The store

    @Test("a cosigned checkpoint that cannot be kept is not published, and writing stops")
    func failedKeep() async throws {
        let storage = FaultyRecord(MemoryRecord())
        let town = try await Town(storage)
        storage.fault = .losesBatch
        try await town.atWork {
            try await eventually("writing stops") { await town.office.reasonForHalt != nil }
            #expect(try await town.covered == 0)
        }
    }

    @Test("a kept checkpoint that is none of this record is not gone on from")
    func foreignKept() async throws {
        let town = try await Town()
        try await town.storage.keep(cosigned: try Self.forged(town, 1).bytes)
        await #expect(throws: RegistryError.self) { try await Office(storage: town.storage, key: town.registry, clock: SetClock().clock) }
        try await town.storage.keep(cosigned: Array("noise".utf8))
        await #expect(throws: RegistryError.self) { try await Office(storage: town.storage, key: town.registry, clock: SetClock().clock) }
    }

    @Test("a first act whose policy does not list the registry's own log is refused")
    func foreignPolicy() async throws {
        let registry = try Cast.registry()
        let office = try await Office(storage: MemoryRecord(), key: registry, clock: SetClock().clock)
        var establish = try Cast.establish(under: registry)
        establish.witnesses = "log \(try Cast.registry(seed: 66).verifier)\nquorum none\n"
        var pen = Pen()
        #expect(await office.submit(try pen.establish(establish)).refusal?.refusal.rule == "mechanism.witnesses")
    }

    // MARK: Publishing

    @Test("what is not demanded is published at once; what is waits for the quorum, or for the hours to be over")
    func publishing() async throws {
        var citation = Citation()
        (citation.index, citation.received) = (0, Moment(milliseconds: SetClock.start))
        let hours = State().witnessHours
        let soon = citation.received.adding(hours: hours - 1), late = citation.received.adding(hours: hours)

        let free = try await Town(quorum: "none")
        #expect(try #require(await free.office.snapshot()).publishing(of: citation, now: soon) == .published)

        let town = try await Town(quorum: "every")
        town.neighbours.set("lake", .absent)
        let words = try Town.names.map { try Policy.Word($0) }
        #expect(try #require(await town.office.snapshot()).publishing(of: citation, now: soon) == .waiting(for: words, until: late))
        try await town.atWork {
            try await eventually("two have cosigned") {
                let sizes = (try await town.size("north"), try await town.size("south"))
                return sizes == (1, 1)
            }
            let snapshot = try #require(await town.office.snapshot())
            #expect(snapshot.publishing(of: citation, now: soon) == .waiting(for: [words[2]], until: late))
            #expect(snapshot.publishing(of: citation, now: late) == .publishedWithout([words[2]]))
            town.neighbours.set("lake", .honest)
            try await eventually("all have cosigned") {
                town.wake()
                return try await town.covered == 1
            }
            #expect(try #require(await town.office.snapshot()).publishing(of: citation, now: soon) == .published)
        }
        var next = citation
        next.index = 1
        #expect(try #require(await town.office.snapshot()).publishing(of: next, now: soon) == .waiting(for: words, until: late))
    }

    // MARK: Other witnesses

    @Test("when the record names other witnesses they are asked from then on, and what was cosigned before stays so")
    func replaced() async throws {
        var town = try await Town()
        let work = Task { [witnessing = town.witnessing] in await witnessing.run() }
        try await town.adopt()
        let before = try town.storage.size()
        try await eventually("all is cosigned") { [town] in
            let latest = try await town.heard.latest
            return latest?.by.count == 3 && latest?.checkpoint.size == before
        }
        var replace = ReplaceRegistration()
        replace.registry = town.registry.verifier.description
        replace.witnesses = try Town.policy(town.registry, town.neighbours, "lake")
        town.neighbours.set("lake", .absent)
        let proposed = try await town.office.record(town.pen.sign(replace, by: "north/head"))
        var assent = Assent()
        assent.act = proposed.act
        try await town.office.record(town.pen.sign(assent, by: "south/head"))
        try await eventually("the others have cosigned") { [town] in try await town.size("north") == before + 2 }
        #expect(try await town.heard.policy?.quorum?.description == "lake")
        // The checkpoint with the proposal alone may still have met the old quorum; the one with the assent needs the new one.
        let covered = try await town.covered
        #expect(covered == before || covered == before + 1)
        let reopened = try await Office(storage: town.storage, key: town.registry, clock: SetClock().clock)
        #expect(try await reopened.snapshot()?.witnessed.latest == town.heard.latest)
        town.neighbours.set("lake", .honest)
        try await eventually("the new quorum is met") { [town] in
            town.wake()
            return try await town.covered == before + 2
        }
        work.cancel()
        await work.value
        var audit = Audit()
        try await audit.replay(StorageSource(town.storage), card: Card(firstEntry: town.first.entry))
        #expect(audit.holds && audit.proofs.contains { $0.contains("quorum has cosigned the first \(before + 2) acts") }, "\(audit.items)")
    }

    // MARK: The audit

    @Test("an audit tells what the witnesses have cosigned, and that another record is not this one")
    func audit() async throws {
        var town = try await Town()
        try await town.publish(2)
        try await town.atWork { [town] in try await eventually("all have cosigned") { try await town.heard.latest?.by.count == 3 } }
        try await town.publish()
        let card = try Card(firstEntry: town.first.entry)

        var audit = Audit()
        try await audit.replay(StorageSource(town.storage), card: card)
        #expect(audit.holds && audit.proofs.contains { $0.contains("quorum has cosigned the first 3 acts: north, south, lake") }, "\(audit.items)")
        #expect(audit.open.contains { $0.contains("last 1 acts are not cosigned") })

        try await town.storage.keep(cosigned: try Self.forged(town, 3).bytes)
        audit = Audit()
        try await audit.replay(StorageSource(town.storage), card: card)
        #expect(!audit.holds && audit.failures.contains { $0.contains("another") })

        try await town.storage.keep(cosigned: Array("noise".utf8))
        audit = Audit()
        try await audit.replay(StorageSource(town.storage), card: card)
        #expect(!audit.holds)
    }

    // MARK: The clock

    private static func clocks(_ minutes: [Int64?]) async throws -> Cosignatures {
        let registry = try Cast.registry()
        let neighbours = try Neighbourhood(Town.names, log: registry.verifier)
        var state = State()
        var establish = try Cast.establish(under: registry, rehearsal: false)
        establish.witnesses = try Town.policy(registry, neighbours, "two")
        var pen = Pen()
        let act = try OpenedAct(pen.establish(establish).envelope).act
        try state.admit(act, received: Moment(milliseconds: SetClock.start))
        var said = Cosignatures(of: state, latest: nil)
        for (standing, minutes) in zip(said.standings, minutes) {
            guard let minutes else { continue }
            said.hear(
                standing.witness.name, size: 1, time: UInt64(SetClock.start / 1_000 + minutes * 60), at: Moment(milliseconds: SetClock.start))
        }
        return said
    }

    @Test("The registry's clock strays when no quorum of its witnesses is near to it, and not by one witness's word", arguments: [
        ([0, 0, 0], false), ([5, -5, nil], false), ([0, 0, 600], false), ([6, 6, nil], true), ([-6, 0, -6], true), ([600, nil, nil], false), ([nil, nil, nil], false),
    ] as [([Int64?], Bool)])
    func straying(minutes: [Int64?], strays: Bool) async throws {
        #expect(try await Self.clocks(minutes).strays == strays)
    }

    @Test("While its clock strays a registry stamps nothing; when it is right again, it goes on")
    func stamping() async throws {
        let registry = try Cast.registry()
        let office = try await Office(storage: MemoryRecord(), key: registry)
        var pen = Pen()
        let neighbours = try Neighbourhood(Town.names, log: registry.verifier)
        var establish = try Cast.establish(under: registry, rehearsal: false)
        establish.witnesses = try Town.policy(registry, neighbours, "two")
        try await office.record(pen.establish(establish))
        await office.take(try await Self.clocks([6, 6, 6]))
        let act = try pen.publication("Talks begin")
        #expect(await office.submit(act).halt?.contains("within five minutes") == true)
        await office.take(try await Self.clocks([0, 0, 6]))
        try await office.record(act)
    }
}
