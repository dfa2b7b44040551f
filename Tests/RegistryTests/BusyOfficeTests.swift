import Mechanism
import Synchronization
import Testing
import TransparencyLog

@testable import Registry

/// The contract of the office over every store: many at once.
@Suite("The busy office")
struct BusyOfficeTests {
    @Test("The same act handed in twice at once is recorded once, and both get a receipt of it", arguments: Backend.allCases)
    func atOnce(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene(storage)
            var (acts, receipts): (UInt64, [Receipt]) = (1, [])
            for round in 0..<20 {
                let submission = try scene.pen.publication("Talks, day \(round)")
                let office = scene.office
                async let one = office.record(submission)
                async let two = office.record(submission)
                let both = try await [one, two]
                #expect(both.allSatisfy { $0.index == acts })
                receipts += both
                acts += 1
            }
            #expect(try storage.size() == acts)
            try ReceiptCheck.verify(receipts, storage, scene.registry.verifier)
        }
    }

    @Test("The first act handed in by several at once establishes one mechanism", arguments: Backend.allCases)
    func establishments(backend: Backend) async throws {
        try await backend.withStorage { storage in
            let registry = try Cast.registry()
            let office = try await Office(storage: storage, key: registry, clock: SetClock().clock)
            var outcomes: [Office.Outcome] = []
            try await withThrowingTaskGroup(of: Office.Outcome.self) { group in
                for number in 0..<8 {
                    var establish = try Cast.establish(under: registry)
                    establish.participants[0].name = "The north, draft \(number)"
                    var pen = Pen()
                    let submission = try pen.establish(establish)
                    group.addTask { await office.submit(submission) }
                }
                for try await outcome in group { outcomes.append(outcome) }
            }
            #expect(outcomes.compactMap(\.receipt).count == 1)
            #expect(outcomes.compactMap(\.halt).isEmpty)
            #expect(try storage.size() == 1)
            _ = try await Office(storage: storage, key: registry, clock: SetClock().clock)
        }
    }

    @Test("The chains of 64 at once are all admitted, without a gap, each act with a receipt that verifies", arguments: Backend.allCases)
    func many(backend: Backend) async throws {
        try await backend.withStorage { storage in
            let (submitters, each) = (64, 6)
            var scene = try await Scene(storage)
            for number in 0..<submitters {
                try await scene.office.record(scene.pen.accredit("secretariat/clerk-\(number)", for: ["publication"]))
            }
            let (office, pen) = (scene.office, scene.pen)
            let receipts = try await withThrowingTaskGroup(of: [Receipt].self) { group in
                for number in 0..<submitters {
                    group.addTask {
                        var (pen, receipts): (Pen, [Receipt]) = (pen, [])
                        for act in 0..<each {
                            receipts.append(try await office.record(pen.publication("\(number)/\(act)", by: "secretariat/clerk-\(number)")))
                        }
                        return receipts
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let accredited = UInt64(1 + submitters)
            let size = accredited + UInt64(submitters * each)
            #expect(try storage.size() == size)
            #expect(receipts.joined().map(\.index).sorted() == Array(accredited..<size))
            for chain in receipts { #expect(chain.map(\.index) == chain.map(\.index).sorted(), "a key's acts stand in their order") }
            try ReceiptCheck.verify(Array(receipts.joined()), storage, scene.registry.verifier)
            let snapshot = try #require(await office.snapshot())
            #expect(snapshot.size == size)
            #expect(snapshot.state.publications.count == submitters * each)
            let leaves = try storage.entries(0..<size).map(PlainTree.leaf)
            #expect(snapshot.checkpoint.root.bytes == PlainTree.root(leaves[...]))
            // Started anew, the office reads the same record.
            #expect(try await scene.reopened().snapshot()?.checkpoint == snapshot.checkpoint)
            var audit = Audit()
            try await audit.replay(StorageSource(storage), card: snapshot.card)
            #expect(audit.holds, "\(audit.items)")
        }
    }

    @Test("Nobody reads of an act, nor sees a checkpoint, that is not in the store yet", arguments: Backend.allCases)
    func unstored(backend: Backend) async throws {
        try await backend.withStorage { inner in
            let submitters = 32
            let storage = FaultyRecord(inner)
            var scene = try await Scene(storage)
            for number in 0..<submitters {
                try await scene.office.record(scene.pen.accredit("secretariat/clerk-\(number)", for: ["publication"]))
            }
            let (office, pen) = (scene.office, scene.pen)
            storage.turns = 20
            let whole = UInt64(1 + submitters + submitters * 8)
            let early = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<submitters {
                    group.addTask {
                        var pen = pen
                        for act in 0..<8 { try await office.record(pen.publication("\(number)/\(act)", by: "secretariat/clerk-\(number)")) }
                        return 0
                    }
                }
                for _ in 0..<4 {
                    group.addTask {
                        var (early, read) = (0, UInt64(0))
                        while read < whole, !Task.isCancelled {
                            read = try #require(await office.snapshot()).size
                            // The store only grows: what was read before must be in it now.
                            if read > (try storage.size()) { early += 1 }
                            await Task.yield()
                        }
                        return early
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(early == 0, "\(early) snapshots were of what the store did not have")
        }
    }

    @Test("Reading goes on while act after act comes in: a reader waits for one batch at most", arguments: Backend.allCases)
    func readingUnderLoad(backend: Backend) async throws {
        try await backend.withStorage { inner in
            let storage = FaultyRecord(inner)
            var scene = try await Scene(storage)
            try await scene.office.record(scene.pen.accredit("lake/envoy", for: ["publication"]))
            let office = scene.office
            let (first, second) = (Gate(), Gate())
            let (one, two) = (try scene.pen.publication("One"), try scene.pen.publication("Two", by: "lake/envoy"))
            storage.gate = first
            async let answerOne = office.submit(one)
            await first.someone()
            let read = Shown()
            let reading = Task { read.show(await office.snapshot()) }
            async let answerTwo = office.submit(two)
            // The second act comes to the office while the first is being stored: a few turns' work.
            for _ in 0..<2_000 { await Task.yield() }
            storage.gate = second
            await first.open()
            await second.someone()
            // The first batch is stored, the second under way: whoever asked before has no reason to wait for it.
            for _ in 0..<20_000 where read.size == nil { await Task.yield() }
            #expect(read.size != nil)
            await second.open()
            #expect(await answerOne.receipt != nil)
            #expect(await answerTwo.receipt != nil)
            await reading.value
        }
    }
}

/// The size of a record, once somebody has read it.
private final class Shown: Sendable {
    private let shown = Mutex<UInt64?>(nil)
    var size: UInt64? { shown.withLock { $0 } }
    func show(_ snapshot: Snapshot?) { shown.withLock { $0 = snapshot?.size } }
}
