import Mechanism
import Registry
import Synchronization
import Testing
import TransparencyLog

extension Office.Outcome {
    var receipt: Receipt? { if case .recorded(let receipt) = self { receipt } else { nil } }
    var refusal: SignedRefusal? { if case .refused(let refusal) = self { refusal } else { nil } }
    var objection: String? { if case .malformed(let sentence) = self { sentence } else { nil } }
    var halt: String? { if case .halted(let sentence) = self { sentence } else { nil } }
}

extension Office {
    /// Hands an act in that must be admitted.
    @discardableResult
    nonisolated func record(_ submission: Submission, _ location: SourceLocation = #_sourceLocation) async throws -> Receipt {
        let outcome = await submit(submission)
        return try #require(outcome.receipt, "\(outcome)", sourceLocation: location)
    }

    /// Hands an act in as bytes.
    @discardableResult
    nonisolated func record(_ bytes: [UInt8], _ location: SourceLocation = #_sourceLocation) async throws -> Receipt {
        let outcome = await submit(bytes)
        return try #require(outcome.receipt, "\(outcome)", sourceLocation: location)
    }
}

/// A clock that a test sets; each reading of it is a second after the one before.
final class SetClock: Sendable {
    static let start: Int64 = 1_760_000_000_000
    private let next = Mutex(SetClock.start)

    var clock: Clock {
        .rehearsal { Moment(milliseconds: self.next.withLock { next in defer { next += 1_000 }; return next }) }
    }

    func set(to milliseconds: Int64) { next.withLock { $0 = milliseconds } }
}

/// An office over a store that was empty, with its mechanism established.
struct Scene {
    let storage: any RecordStorage
    let registry: SignerKey
    let time = SetClock()
    let office: Office
    var pen = Pen()
    let first: Receipt

    init(_ storage: any RecordStorage, registry: SignerKey? = nil, witnesses: String? = nil) async throws {
        self.storage = storage
        self.registry = try registry ?? Cast.registry()
        office = try await Office(storage: storage, key: self.registry, clock: time.clock)
        var establish = try Cast.establish(under: self.registry)
        if let witnesses { establish.witnesses = witnesses }
        first = try await office.record(pen.establish(establish))
    }

    /// The office started anew over the same store.
    func reopened() async throws -> Office { try await Office(storage: storage, key: registry, clock: time.clock) }

    /// A record of a handful of acts by several keys.
    static func small(_ storage: any RecordStorage) async throws -> Scene {
        var scene = try await Scene(storage)
        try await scene.office.record(scene.pen.accredit("secretariat/press", for: ["publication"]))
        for number in 1...4 {
            try await scene.office.record(scene.pen.publication("Talks, day \(number)", by: "secretariat/press"))
        }
        try await scene.office.record(scene.pen.accredit("lake/envoy", for: ["finding", "publication"]))
        try await scene.office.record(scene.pen.publication("Talks resume", by: "lake/envoy"))
        return scene
    }
}
