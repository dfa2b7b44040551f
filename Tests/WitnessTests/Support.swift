import Synchronization
import Testing
import TransparencyLog
import Witness

/// A log for a witness to watch: its entries are its own affair, its tree is in memory.
struct SampleLog {
    let key: SignerKey
    private(set) var tree = MemoryTree()

    /// - Parameter word: what its entries begin with; logs of other words have other trees.
    init(_ name: String = "log.example/one", seed: UInt8 = 1, word: String = "entry", size: Int = 0) throws {
        key = try SignerKey.generate(name: name, seed: [UInt8](repeating: seed, count: 32))
        grow(to: size, word)
    }

    mutating func grow(to size: Int, _ word: String = "entry") {
        for number in Int(tree.size)..<max(size, Int(tree.size)) { tree.append(Merkle.leafHash(of: Array("\(word) \(number)".utf8))) }
    }

    func note(_ size: UInt64) throws -> Note {
        try Checkpoint(origin: key.name, size: size, root: tree.root(at: size)).sign(by: key)
    }

    /// What the log hands in, with the proof that it should be.
    func request(_ old: UInt64, _ size: UInt64) throws -> WitnessRequest {
        let proof = old == 0 || old > size ? [] : try Merkle.consistencyProof(from: old, to: size, nodes: tree)
        return try WitnessRequest(old: old, proof: proof, note: note(size))
    }
}

/// A witness's store that forgets.
final class ForgetfulWitness: WitnessStorage {
    struct Broken: Error, CustomStringConvertible { let description = "the disk is full" }

    private struct Contents {
        var latest: [String: [UInt8]] = [:]
        var proofs: [String: [Misbehaviour]] = [:]
        var isBroken = false
        var interruption: (@Sendable () -> Void)?
    }

    private let contents = Mutex(Contents())

    func fail() { contents.withLock { $0.isBroken = true } }
    /// Done once, just before something is stored.
    func interrupt(_ work: @escaping @Sendable () -> Void) { contents.withLock { $0.interruption = work } }
    /// Puts something there, whatever it is.
    func put(_ origin: String, _ bytes: [UInt8]) { contents.withLock { $0.latest[origin] = bytes } }

    func latest(_ origin: String) -> [UInt8]? { contents.withLock { $0.latest[origin] } }

    func replace(_ origin: String, _ old: [UInt8]?, with new: [UInt8]) throws -> Bool {
        let work = contents.withLock { contents in
            defer { contents.interruption = nil }
            return contents.interruption
        }
        work?()
        return try contents.withLock { contents in
            guard !contents.isBroken else { throw Broken() }
            guard contents.latest[origin] == old else { return false }
            contents.latest[origin] = new
            return true
        }
    }

    func keep(_ misbehaviour: Misbehaviour, of origin: String) -> Bool {
        contents.withLock { contents in
            guard contents.proofs[origin]?.contains(where: { $0.proof == misbehaviour.proof }) != true else { return false }
            contents.proofs[origin, default: []].append(misbehaviour)
            return true
        }
    }

    func misbehaviours(_ origin: String) -> [Misbehaviour] { contents.withLock { $0.proofs[origin] ?? [] } }
}

/// A clock that a test sets.
final class WitnessClock: Sendable {
    private let seconds = Mutex<UInt64>(1_760_000_000)
    var now: UInt64 { seconds.withLock { $0 } }
    func set(_ seconds: UInt64) { self.seconds.withLock { $0 = seconds } }
}

/// A witness over a store that forgets.
struct Scene {
    let key: SignerKey
    let storage = ForgetfulWitness()
    let clock = WitnessClock()
    let told = Told()
    let office: WitnessOffice

    final class Told: Sendable {
        private let words = Mutex<[String]>([])
        var sentences: [String] { words.withLock { $0 } }
        func tell(_ sentence: String) { words.withLock { $0.append(sentence) } }
    }

    init(_ logs: [SampleLog]) throws {
        key = try Self.key()
        office = try WitnessOffice(
            Cosigner(key: key, logs: logs.map(\.key.verifier)), storage: storage, now: { [clock] in clock.now },
            tell: { [told] in told.tell($0) })
    }

    static func key(_ seed: UInt8 = 9) throws -> SignerKey {
        try SignerKey.generate(name: "witness.example", type: .cosignature, seed: [UInt8](repeating: seed, count: 32))
    }

    func answer(_ bytes: [UInt8]) async throws -> Cosigner.Answer {
        guard case .answered(let answer) = await office.add(bytes) else { throw WitnessError(.storage, "The witness halted.") }
        return answer
    }

    func answer(_ request: WitnessRequest) async throws -> Cosigner.Answer { try await answer(request.bytes) }

    /// Hands in what must be cosigned.
    @discardableResult
    func cosigned(_ request: WitnessRequest, _ location: SourceLocation = #_sourceLocation) async throws -> Witnessed {
        let answer = try await answer(request)
        guard case .cosigned(let witnessed) = answer else {
            Issue.record("It should be cosigned: \(answer)", sourceLocation: location)
            throw WitnessError(.notAllowed, "Not cosigned.")
        }
        return witnessed
    }
}

extension Cosigner.Answer {
    /// The status by which the protocol gives this answer.
    var status: Int {
        switch self {
        case .cosigned: 200
        case .malformed: 400
        case .unsigned: 403
        case .unknownLog: 404
        case .conflict: 409
        case .inconsistent: 422
        }
    }
}
