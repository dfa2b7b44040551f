public import TransparencyLog

/// What a witness decides: whether a log's new checkpoint continues the one that it cosigned before (C2SP tlog-witness).
///
/// Pure: what is kept and what time it is come in, what is to be kept and answered comes out.
public struct Cosigner: Sendable {
    private let key: SignerKey
    private let trusted: [Origin: [VerifierKey]]
    /// The logs that it witnesses, in the order they were named.
    public let logs: [VerifierKey]

    /// An origin as its bytes: names that only look the same are not the same.
    private struct Origin: Hashable {
        let bytes: [UInt8]
        init(_ name: String) { bytes = Array(name.utf8) }
    }

    /// - Parameters:
    ///   - key: the witness's own, of type 4.
    ///   - logs: the keys of the logs to witness, of type 1; a log may have several.
    /// - Throws: `notAllowed` for a key of another type.
    public init(key: SignerKey, logs: [VerifierKey]) throws(WitnessError) {
        guard key.type == .cosignature else {
            throw WitnessError(.notAllowed, "A witness cosigns with a key of type 4, and \(key.name) is of type 1.")
        }
        for log in logs where log.type != .ed25519 {
            throw WitnessError(.notAllowed, "A log's key is of type 1, and that of \(log.name) is a cosigner's.")
        }
        self.key = key
        self.logs = logs
        trusted = Dictionary(grouping: logs) { Origin($0.name) }
    }

    /// The same witness, for other logs.
    /// - Throws: `notAllowed` for a key of another type.
    func witnessing(_ logs: [VerifierKey]) throws(WitnessError) -> Cosigner { try Cosigner(key: key, logs: logs) }

    /// The public half of the witness's key.
    public var verifier: VerifierKey { key.verifier }

    /// The keys of the log with this origin; none for a log that is not witnessed.
    public func keys(of origin: String) -> [VerifierKey] { trusted[Origin(origin)] ?? [] }

    /// The answer to a request, and what it shows of the log.
    public struct Decision: Hashable, Sendable {
        public let answer: Answer
        /// Proof of the log's misbehaviour, where the request holds one.
        public var misbehaviour: SplitView?
    }

    public enum Answer: Hashable, Sendable {
        /// Cosigned; true once it is kept, and to be answered with its cosignature line only then.
        case cosigned(Witnessed)
        /// The request is none, or wants to go back. One sentence, as with all others.
        case malformed(String)
        case unknownLog(String)
        case unsigned(String)
        /// The size that the witness has.
        case conflict(UInt64)
        case inconsistent(String)
    }

    /// Decides on a request.
    ///
    /// - Parameters:
    ///   - kept: what was cosigned last of this log; `nil` for nothing.
    ///   - now: seconds since 1970 UTC. A cosignature's time never lies before that of the one before.
    public func decide(_ request: WitnessRequest, kept: Witnessed?, now: UInt64) -> Decision {
        let checkpoint = request.checkpoint
        let keys = keys(of: checkpoint.origin)
        guard !keys.isEmpty else { return Decision(answer: .unknownLog("This witness does not know the log \(checkpoint.origin).")) }
        let signed: Note
        switch request.note.verify(by: keys) {
        case .refused(let reason): return Decision(answer: .unsigned(reason))
        case .verified(let lines):
            // Lines of others are not kept: one that pretends to be the witness's own would spoil the note.
            guard let note = request.note.keeping({ line in lines.contains { $0.signature == line } }) else {
                return Decision(answer: .unsigned("The checkpoint must be signed by its log."))
            }
            signed = note
        }
        guard request.old <= checkpoint.size else {
            return Decision(answer: .malformed("The old size must not be above the checkpoint's, and \(request.old) is above \(checkpoint.size)."))
        }
        let misbehaviour = kept.flatMap { kept in
            (try? WitnessRequest(old: request.old, proof: request.proof, note: signed)).flatMap { SplitView(kept.logNote(keys), $0) }
        }
        func decision(_ answer: Answer) -> Decision { Decision(answer: answer, misbehaviour: misbehaviour) }

        guard request.old == kept?.checkpoint.size ?? 0 else { return decision(.conflict(kept?.checkpoint.size ?? 0)) }
        if let reason = inconsistency(request, kept?.checkpoint) { return decision(.inconsistent(reason)) }
        do {
            return decision(.cosigned(try Witnessed(cosigning: signed, by: key, at: max(now, kept?.time ?? 0, 1))))
        } catch {
            return decision(.malformed(error.message))
        }
    }

    /// Why the checkpoint does not continue the one before; `nil` when it does.
    private func inconsistency(_ request: WitnessRequest, _ kept: Checkpoint?) -> String? {
        let checkpoint = request.checkpoint
        guard checkpoint.size > 0 || checkpoint.root == Merkle.emptyRoot else {
            return "A checkpoint of size 0 must have the root of the empty tree."
        }
        guard let kept, kept.size > 0 else {
            return request.proof.isEmpty ? nil : "From size 0 there is nothing to prove: the proof must be empty."
        }
        return Merkle.verifyConsistency(
            from: kept.size, fromRoot: kept.root, to: checkpoint.size, toRoot: checkpoint.root, proof: request.proof
        ).reason
    }
}
