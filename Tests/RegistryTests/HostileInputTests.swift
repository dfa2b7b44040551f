import Foundation
import Mechanism
import Mutation
import Testing
import TransparencyLog

@testable import Registry

/// Mangled inputs for everything that the registry reads from others: none may crash, and none has two readings.
@Suite("Hostile input")
struct HostileInputTests {
    private static func store() async throws -> MemoryRecord {
        let storage = MemoryRecord()
        _ = try await Scene.small(storage)
        return storage
    }

    private static func again<Value: Record>(_ value: Value) throws -> [UInt8] {
        let written = value.canonical
        return try Value(strict: written).canonical == written ? written : []
    }

    @Test("entries")
    func entries() async throws {
        let seeds = try await Self.store().entries(0..<8)
        #expect(Attack(seeds, seed: 30, isSame: sameJSON).problems { bytes in
            let entry = try Entry(strict: bytes)
            _ = try? OpenedAct(entry.envelope)
            return try Self.again(entry)
        } == [])
    }

    @Test("envelopes")
    func envelopes() async throws {
        let seeds = try await Self.store().entries(0..<8).map { try Entry(strict: $0).envelope.canonical }
        #expect(Attack(seeds, seed: 31, isSame: sameJSON).problems { try Self.again(Envelope(strict: $0)) } == [])
    }

    @Test("signed envelopes: what is changed and signed all the same is the same act")
    func signedEnvelopes() async throws {
        let entry = try await Self.store().entries(3..<4)[0]
        let genuine = try Entry(strict: entry).envelope
        let act = try OpenedAct(genuine).act.id
        let key = try Cast.officer("secretariat/press").key
        #expect(Attack([genuine.canonical], seed: 32, isSame: sameJSON).problems { bytes in
            let envelope = try Envelope(strict: bytes)
            let opened = try OpenedAct(envelope)
            if opened.isSigned(by: [key]), opened.act.id != act { return [] }
            return try Self.again(envelope)
        } == [])
    }

    @Test("submissions")
    func submissions() async throws {
        let storage = try await Self.store()
        let seeds = try storage.entries(0..<8).enumerated().map { index, bytes in
            let place = UInt64(index)
            return try Submission(envelope: Entry(strict: bytes).envelope, texts: storage.texts(place..<place + 1)[place] ?? []).canonical
        }
        #expect(Attack(seeds, seed: 33, isSame: sameJSON).problems { bytes in
            let submission = try Submission(strict: bytes)
            if let opened = try? OpenedAct(submission.envelope) { _ = submission.mismatch(with: opened.act) }
            return try Self.again(submission)
        } == [])
    }

    @Test("submissions at the office: whatever comes, it answers in a sentence, and goes on")
    func office() async throws {
        var scene = try await Scene.small(MemoryRecord())
        let genuine = try scene.pen.publication("Mangled", by: "lake/envoy")
        let (seed, act) = (genuine.canonical, try genuine.act())
        let size = try scene.storage.size()
        for round in 0..<Attack.rounds / 10 {
            var random = SeededGenerator(seed: 34 << 32 + UInt64(round))
            let input = Mutation.mutated(seed, seed, using: &random)
            switch await scene.office.submit(input) {
            case .malformed(let reason):
                #expect(!reason.isEmpty && !reason.unicodeScalars.contains { $0.value < 0x20 }, "round \(round): \(reason)")
            // Of a desk that nobody knows there is no signature to check.
            case .refused(let refusal): #expect(refusal.refusal.rule == "act.officer", "round \(round): \(refusal.refusal)")
            case .recorded(let receipt): #expect(receipt.act == act, "round \(round) was taken as another act")
            case .halted(let reason): Issue.record("round \(round) stopped the office: \(reason)")
            }
        }
        try await scene.office.record(genuine)
        #expect(try scene.storage.size() == size + 1)
    }

    @Test("cards")
    func cards() async throws {
        let entry = try await Self.store().entries(0..<1)[0]
        let card = try Card(firstEntry: entry)
        #expect(Attack([Array(card.text.utf8)], seed: 35).problems { bytes in
            guard let text = String(validating: bytes, as: UTF8.self) else { throw Refused() }
            let read = try Card(text)
            _ = try? Policy(file: read.witnesses)
            return Array(read.text.utf8)
        } == [])
    }
}
