import Mechanism
import Testing

@testable import Registry

/// The machine's clock is not to be trusted with the order of the record.
@Suite("Clocks that jump")
struct ClockTests {
    @Test("When the clock goes back, acts get the time of the last one until it has caught up; then its own again", arguments: Backend.allCases)
    func backwards(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene(storage)
            let before = try Self.received(try await scene.office.record(scene.pen.publication("Before")))
            scene.time.set(to: SetClock.start - 3_600_000)
            for number in 1...3 {
                let receipt = try await scene.office.record(scene.pen.publication("An hour back, \(number)"))
                #expect(try Self.received(receipt) == before)
            }
            // Also after a start, when nothing but the record remembers the time.
            let office = try await scene.reopened()
            #expect(try Self.received(try await office.record(scene.pen.publication("Started again"))) == before)
            scene.time.set(to: before.milliseconds + 5_000)
            #expect(try Self.received(try await office.record(scene.pen.publication("Caught up"))).milliseconds == before.milliseconds + 5_000)
            try await Self.expectNeverDecreasing(storage)
        }
    }

    @Test("Whatever the clock says from one act to the next, time never decreases in the record, and it replays")
    func jumping() async throws {
        let storage = MemoryRecord()
        var scene = try await Scene(storage)
        for (number, jump) in [0, -1, 86_400_000, -86_400_000, 1, .min / 2, 400_000, -400_000, 0].enumerated() {
            scene.time.set(to: max(SetClock.start + Int64(jump), 0))
            try await scene.office.record(scene.pen.publication("Jump \(number)"))
        }
        try await Self.expectNeverDecreasing(storage)
        _ = try await scene.reopened()
    }

    private static func received(_ receipt: Receipt) throws -> Moment { try Entry(strict: receipt.entry).received }

    private static func expectNeverDecreasing(_ storage: any RecordStorage) async throws {
        let times = try storage.entries(0..<storage.size()).map { try Entry(strict: $0).received }
        #expect(times == times.sorted() && times.count > 5)
    }
}
