extension Policy {
    /// What a policy says of a checkpoint.
    public struct Judgement: Hashable, Sendable {
        /// A witness whose cosignature holds.
        public struct Cosigned: Hashable, Sendable {
            /// Its name in the policy.
            public let witness: Word
            /// When it cosigned, the last time if it did so more than once: seconds since 1970 UTC.
            public let time: UInt64
        }

        /// Proven if the log's signature holds and the quorum is met.
        public let verdict: Verdict
        /// What the log signed; nil unless the log's signature holds.
        public let checkpoint: Checkpoint?
        /// The log that signed it; nil unless the log's signature holds.
        public let log: Log?
        /// In the policy's order.
        public let cosigned: [Cosigned]
        /// The witnesses that did not cosign, in the policy's order.
        public let absent: [Word]

        public var isSignedByLog: Bool { log != nil }
        public var isQuorumMet: Bool { verdict.isProven }
    }

    /// Judges a checkpoint with its signatures.
    ///
    /// Lines by unknown keys are ignored; a line of a known log or witness that does not hold spoils the whole note.
    public func judge(_ note: Note) -> Judgement {
        let checkpoint: Checkpoint
        do throws(TransparencyLogError) {
            checkpoint = try Checkpoint(note)
        } catch {
            return refusal(error.message)
        }
        let verified: [Note.Verified]
        switch note.verify(by: logs.map(\.key) + witnesses.map(\.key)) {
        case .verified(let signatures): verified = signatures
        case .refused(let reason): return refusal(reason)
        }
        // A log may sign only what bears its own name.
        let signed = logs.first { log in
            log.key.name.isSameBytes(as: checkpoint.origin) && verified.contains { $0.key == log.key }
        }
        guard let signed else {
            return refusal(
                "The checkpoint of \(checkpoint.origin) must be signed by a log of that name that the policy lists.")
        }

        var times: [VerifierKey: UInt64] = [:]
        for signature in verified {
            if let time = signature.time { times[signature.key] = max(time, times[signature.key] ?? 0) }
        }
        let cosigned = witnesses.compactMap { witness in
            times[witness.key].map { Judgement.Cosigned(witness: witness.name, time: $0) }
        }
        let absent = witnesses.filter { times[$0.key] == nil }.map(\.name)
        return Judgement(
            verdict: verdict(cosigned: Set(cosigned.map(\.witness)), absent: absent),
            checkpoint: checkpoint, log: signed, cosigned: cosigned, absent: absent)
    }

    /// Whether `witnesses` would be a quorum.
    public func isQuorum(_ witnesses: Set<Word>) -> Bool { verdict(cosigned: witnesses, absent: []).isProven }

    private func verdict(cosigned: Set<Word>, absent: [Word]) -> Verdict {
        guard let quorum else { return .proven }
        // Groups stand after their members, so one pass settles them all.
        let witnessed = groups.reduce(into: cosigned) { witnessed, group in
            if group.members.count(where: witnessed.contains) >= group.required { witnessed.insert(group.name) }
        }
        if witnessed.contains(quorum) { return .proven }
        let names = absent.map(\.description).joined(separator: ", ")
        return .refused(
            "The quorum \(quorum) must have cosigned the checkpoint, and these witnesses have not: \(names).")
    }

    private func refusal(_ reason: String) -> Judgement {
        Judgement(
            verdict: .refused(reason), checkpoint: nil, log: nil, cosigned: [], absent: witnesses.map(\.name))
    }
}
