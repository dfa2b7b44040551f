import Mechanism
import Registry
import Synchronization
import Testing
import TransparencyLog
import Witness

/// Witnesses in this process, each at its address, honest or not as a test chooses.
final class Neighbourhood: WitnessTransport {
    enum Manner: Sendable {
        case honest
        /// Nobody answers.
        case absent
        /// A signature line under the right name that holds nowhere.
        case lying
        /// Answers with the cosignature of something else.
        case cosigningOther
        /// Says that it has another checkpoint, and not which.
        case conflictWithoutBody
        /// Says so every time.
        case alwaysConflict(UInt64)
        case busy(retryAfter: Int?)
        case status(Int)
        /// Answers once the gate is open.
        case slow(Gate)
        /// Answers with something that is no signature line.
        case noise
    }

    struct Absent: Error, CustomStringConvertible { let description = "nobody is there" }

    struct Asked: Sendable {
        let name: String
        let size: UInt64
        let old: UInt64
    }

    private struct Contents {
        var manners: [String: Manner] = [:]
        var asked: [Asked] = []
        var underWay: [String: Int] = [:]
        var mostUnderWay = 0
    }

    private let contents = Mutex(Contents())
    private let offices: [String: WitnessOffice]
    let keys: [String: SignerKey]
    private let stores: [String: MemoryWitness]

    init(_ names: [String], log: VerifierKey) throws {
        var (keys, stores, offices) = ([String: SignerKey](), [String: MemoryWitness](), [String: WitnessOffice]())
        for (number, name) in names.enumerated() {
            let key = try SignerKey.generate(name: "\(name).example/witness", type: .cosignature, seed: [UInt8](repeating: UInt8(100 + number), count: 32))
            let store = MemoryWitness()
            (keys[name], stores[name]) = (key, store)
            offices[name] = try WitnessOffice(Cosigner(key: key, logs: [log]), storage: store, now: { 1_760_000_000 + UInt64(number) })
        }
        (self.keys, self.stores, self.offices) = (keys, stores, offices)
    }

    static func address(_ name: String) -> String { "https://\(name).example" }

    func set(_ name: String, _ manner: Manner) { contents.withLock { $0.manners[name] = manner } }
    var asked: [Asked] { contents.withLock { $0.asked } }
    /// The most requests that were under way to one witness at a time.
    var mostUnderWay: Int { contents.withLock { $0.mostUnderWay } }
    func size(of name: String) throws -> UInt64? { try stores[name]?.notes().first.map { try Checkpoint(Note($0)).size } }
    /// Puts a checkpoint there as if it had been cosigned.
    func plant(_ note: Note, at name: String, origin: String) throws {
        guard let key = keys[name] else { return }
        stores[name]?.plant(origin, try note.adding(Cosignature.make(on: note, by: key, at: 1_760_000_000)).bytes)
    }

    /// The same without the witness's line.
    func plant(bare note: Note, at name: String, origin: String) { stores[name]?.plant(origin, note.bytes) }

    private func name(_ address: String) -> String {
        String(address.dropFirst("https://".count).prefix { $0 != "." })
    }

    func get(_ address: String) async throws -> WitnessAnswer {
        let name = name(address)
        switch contents.withLock({ $0.manners[name] ?? .honest }) {
        case .absent: throw Absent()
        case .slow(let gate):
            await gate.pass()
            fallthrough
        default:
            guard let note = stores[name]?.notes().first else { return WitnessAnswer(status: 404) }
            return WitnessAnswer(status: 200, body: note)
        }
    }

    func post(_ address: String, _ body: [UInt8]) async throws -> WitnessAnswer {
        let name = name(address)
        let request = try WitnessRequest(body)
        let manner = contents.withLock { contents in
            contents.asked.append(Asked(name: name, size: request.checkpoint.size, old: request.old))
            contents.underWay[name, default: 0] += 1
            contents.mostUnderWay = max(contents.mostUnderWay, contents.underWay[name] ?? 0)
            return contents.manners[name] ?? .honest
        }
        defer { contents.withLock { $0.underWay[name, default: 0] -= 1 } }
        switch manner {
        case .honest: return try await honest(name, body)
        case .absent: throw Absent()
        case .lying:
            guard let key = keys[name] else { throw Absent() }
            let id = withUnsafeBytes(of: key.keyID.bigEndian) { Array($0) }
            return WitnessAnswer(status: 200, body: Array("— \(key.name) \(Base64.encode(id + [UInt8](repeating: 3, count: 72)))\n".utf8))
        case .cosigningOther:
            guard let key = keys[name] else { throw Absent() }
            let other = try SignerKey.generate(name: "other.example", seed: [UInt8](repeating: 1, count: 32))
            let note = try Checkpoint(origin: other.name, size: 1, root: Merkle.emptyRoot).sign(by: other)
            return WitnessAnswer(status: 200, body: Array("\(try Cosignature.make(on: note, by: key, at: 1))\n".utf8))
        case .conflictWithoutBody:
            let answer = try await honest(name, body)
            return answer.status == 409 ? WitnessAnswer(status: 409) : answer
        case .alwaysConflict(let size): return WitnessAnswer(status: 409, body: WitnessProtocol.sizeBody(size))
        case .busy(let seconds): return WitnessAnswer(status: 429, retryAfter: seconds)
        case .status(let status): return WitnessAnswer(status: status, body: Array("no\u{1B}[31m\n".utf8))
        case .noise: return WitnessAnswer(status: 200, body: Array("<html>".utf8))
        case .slow(let gate):
            await gate.pass()
            return try await honest(name, body)
        }
    }

    private func honest(_ name: String, _ body: [UInt8]) async throws -> WitnessAnswer {
        guard let office = offices[name], case .answered(let answer) = await office.add(body) else { throw Absent() }
        switch answer {
        case .cosigned(let witnessed): return WitnessAnswer(status: 200, body: witnessed.reply)
        case .conflict(let size): return WitnessAnswer(status: 409, body: WitnessProtocol.sizeBody(size))
        case .malformed(let reason): return WitnessAnswer(status: 400, body: Array(reason.utf8))
        case .unsigned(let reason): return WitnessAnswer(status: 403, body: Array(reason.utf8))
        case .unknownLog(let reason): return WitnessAnswer(status: 404, body: Array(reason.utf8))
        case .inconsistent(let reason): return WitnessAnswer(status: 422, body: Array(reason.utf8))
        }
    }
}

/// A witness's store in memory, for one log.
final class MemoryWitness: WitnessStorage {
    private let latest = Mutex<[String: [UInt8]]>([:])

    func notes() -> [[UInt8]] { latest.withLock { Array($0.values) } }
    func plant(_ origin: String, _ note: [UInt8]) { latest.withLock { $0[origin] = note } }
    func latest(_ origin: String) -> [UInt8]? { latest.withLock { $0[origin] } }
    func replace(_ origin: String, _ old: [UInt8]?, with new: [UInt8]) -> Bool {
        latest.withLock { latest in
            guard latest[origin] == old else { return false }
            latest[origin] = new
            return true
        }
    }
    func keep(_ misbehaviour: Misbehaviour, of origin: String) -> Bool { false }
    func misbehaviours(_ origin: String) -> [Misbehaviour] { [] }
}

/// Pauses that a test ends.
final class Pauses: Sendable {
    private struct Waiting {
        let seconds: Int64
        let goOn: CheckedContinuation<Void, any Error>
    }
    private let waiting = Mutex<[Int: Waiting]>([:])
    private let next = Atomic<Int>(0)

    func pause(_ duration: Duration) async throws {
        let number = next.add(1, ordering: .relaxed).newValue
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { goOn in
                waiting.withLock { $0[number] = Waiting(seconds: duration.components.seconds, goOn: goOn) }
                if Task.isCancelled { end(number, CancellationError()) }
            }
        } onCancel: {
            end(number, CancellationError())
        }
    }

    private func end(_ number: Int, _ error: (any Error)?) {
        guard let waiting = waiting.withLock({ $0.removeValue(forKey: number) }) else { return }
        if let error { waiting.goOn.resume(throwing: error) } else { waiting.goOn.resume() }
    }

    /// How long each pause under way is to last, in seconds, the shortest first.
    var lengths: [Int64] { waiting.withLock { $0.values.map(\.seconds).sorted() } }

    /// Ends every pause of at most so many seconds.
    func end(upTo seconds: Int64) {
        for number in waiting.withLock({ $0.filter { $0.value.seconds <= seconds }.map(\.key) }) { end(number, nil) }
    }
}

/// Waits, turn by turn, until something has come about; not for ever.
func eventually(
    _ words: String, _ location: SourceLocation = #_sourceLocation, _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
        if try await condition() { return }
        await Task.yield()
    }
    Issue.record("It never came about that \(words).", sourceLocation: location)
}
