public import TransparencyLog

/// Cosigns checkpoints, one after the other: decided by ``Cosigner``, kept durably, and only then answered.
public actor WitnessOffice {
    /// What becomes of a request.
    public enum Outcome: Hashable, Sendable {
        case answered(Cosigner.Answer)
        /// The checkpoint continues the one before, and is not cosigned all the same. One sentence.
        case withheld(String)
        /// Nothing is cosigned any more until the witness is started again. One sentence.
        case halted(String)
    }

    /// A log as the witness sees it.
    public struct Log: Hashable, Sendable {
        public let key: VerifierKey
        /// `nil` while nothing of it was cosigned.
        public let latest: Witnessed?
        public let misbehaviours: [Misbehaviour]
    }

    private var cosigner: Cosigner
    /// The public half of the witness's key.
    public nonisolated let verifier: VerifierKey
    private let storage: any WitnessStorage
    private let now: @Sendable () -> UInt64
    private let objection: @Sendable (Checkpoint) async -> String?
    private let tell: @Sendable (String) -> Void
    private var halted: String?

    /// - Parameters:
    ///   - now: seconds since 1970 UTC.
    ///   - objection: why a checkpoint that continues the one before is not cosigned yet, where this witness asks for more; one sentence.
    ///   - tell: is told, in a sentence, what the keeper of the witness should know: above all a log's misbehaviour.
    /// - Throws: `inconsistent` when what is kept of a log is not what this witness cosigned: then nothing is cosigned.
    public init(
        _ cosigner: Cosigner, storage: any WitnessStorage, now: @escaping @Sendable () -> UInt64,
        objection: @escaping @Sendable (Checkpoint) async -> String? = { _ in nil },
        tell: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        (self.cosigner, self.storage, self.now, self.objection, self.tell) = (cosigner, storage, now, objection, tell)
        verifier = cosigner.verifier
        for log in cosigner.logs {
            _ = try storage.latest(log.name).map { bytes throws(WitnessError) in try Witnessed(bytes, by: cosigner.verifier) }
        }
    }

    /// Witnesses these logs from now on: a log whose key was replaced goes on where it was.
    /// - Parameter logs: the keys of all of them, of type 1.
    /// - Throws: `notAllowed` for a key of another type: then it goes on with those before.
    public func witness(_ logs: [VerifierKey]) throws(WitnessError) {
        guard logs != cosigner.logs else { return }
        cosigner = try cosigner.witnessing(logs)
    }

    /// Cosigns the checkpoint of a request, or says why not.
    /// - Parameter bytes: a ``WitnessRequest``.
    public func add(_ bytes: [UInt8]) async -> Outcome {
        let request: WitnessRequest
        do throws(TransparencyLogError) {
            request = try WitnessRequest(bytes)
        } catch {
            return .answered(.malformed(error.message))
        }
        return await add(request)
    }

    private func add(_ request: WitnessRequest) async -> Outcome {
        let origin = request.checkpoint.origin
        guard !cosigner.keys(of: origin).isEmpty else {
            return .answered(cosigner.decide(request, kept: nil, now: 0).answer)
        }
        do {
            while true {
                if let halted { return .halted(halted) }
                let kept = try storage.latest(origin)
                let decision = cosigner.decide(
                    request, kept: try kept.map { bytes throws(WitnessError) in try Witnessed(bytes, by: cosigner.verifier) }, now: now())
                if let proof = decision.misbehaviour, try await storage.keep(Misbehaviour(proof, seen: now()), of: origin) {
                    tell("The log \(origin) has signed two checkpoints that contradict each other; both are kept.")
                }
                guard case .cosigned(let witnessed) = decision.answer else { return .answered(decision.answer) }
                if let reason = await objection(witnessed.checkpoint) { return .withheld(reason) }
                // Until this returns, nobody has seen the cosignature: a crash before it leaves the old checkpoint, one after
                // it the new one. Where another request came in between, everything is decided again.
                if try await storage.replace(origin, kept, with: witnessed.note.bytes) { return .answered(decision.answer) }
            }
        } catch {
            // What the store has now is not certain, and a failed write is not tried again.
            let reason = "Nothing more is cosigned until the witness is started again: \(error)"
            if halted == nil { tell(reason) }
            halted = reason
            return .halted(reason)
        }
    }

    /// Why nothing is cosigned any more; `nil` while all is well.
    public var reasonForHalt: String? { halted }

    /// Every log that is witnessed, in the order they were named; a log with several keys stands there once.
    public func logs() throws -> [Log] {
        var names: Set<String> = []
        return try cosigner.logs.filter { names.insert(WitnessProtocol.name(of: $0.name)).inserted }.map(log)
    }

    /// The log that stands under this name: the SHA-256 of its origin, in hexadecimal. `nil` for one that is not witnessed.
    public func log(named name: String) throws -> Log? {
        try cosigner.logs.first { WitnessProtocol.name(of: $0.name) == name }.map(log)
    }

    private func log(_ key: VerifierKey) throws -> Log {
        Log(
            key: key,
            latest: try storage.latest(key.name).map { bytes throws(WitnessError) in try Witnessed(bytes, by: cosigner.verifier) },
            misbehaviours: try storage.misbehaviours(key.name))
    }
}
