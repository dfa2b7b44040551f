public import TransparencyLog

/// Whether a store has fallen behind what its registry signed before: a backup that was restored, or a copy that somebody else
/// went on from. A registry that signed on from there would show two records under one name.
public enum Rollback {
    /// Compares a checkpoint that somebody else keeps with the store.
    ///
    /// - Parameters:
    ///   - note: the checkpoint, as a witness, a follower or a reader has it.
    ///   - keys: the keys that sign for this record. A checkpoint that none of them signed says nothing.
    ///   - holder: who has it, for the sentence.
    /// - Returns: why nothing may be signed on this store, and how to go on: one sentence. `nil` when the checkpoint is one of this record.
    public static func objection(to note: Note, keys: [VerifierKey], snapshot: Snapshot, holder: String) -> String? {
        guard let checkpoint = try? Checkpoint(note), checkpoint.origin.utf8.elementsEqual(snapshot.checkpoint.origin.utf8),
            case .verified = note.verify(by: keys)
        else { return nil }
        let way = "go on with a follower's copy of the record, or start a successor with “truce succeed”"
        guard checkpoint.size <= snapshot.size else {
            return "\(holder) has a checkpoint signed by this registry over \(checkpoint.size) acts, and the store has \(snapshot.size): it has fallen behind, so nothing may be signed on it; \(way)."
        }
        guard (try? snapshot.tree.root(at: checkpoint.size)) == checkpoint.root else {
            return "\(holder) has a checkpoint signed by this registry over \(checkpoint.size) acts that are not those of the store: nothing may be signed on it; \(way)."
        }
        return nil
    }

    /// What witnesses answered that were asked for the latest checkpoint that they cosigned.
    public struct Answers: Sendable {
        /// Why nothing may be signed on the store; `nil` when nothing that was answered speaks against it.
        public var objection: String?
        /// The checkpoints, by the witnesses' names; `nil` for one that has none of this record. Who did not answer is not there.
        public var latest: [Policy.Word: Note?] = [:]
        /// Up to which size the store is shown to have what a witness cosigned, by the witnesses' names: by a checkpoint that both it and this
        /// registry have signed, over the store's own acts, and no older than any that the store has of it.
        public var confirmed: [Policy.Word: UInt64] = [:]

        /// Whether the store has all that a quorum has cosigned: a quorum confirms it, and those who do not are no quorum by themselves.
        ///
        /// It tells nothing of acts that had a receipt and were not cosigned yet, nor of witnesses that the record has named since.
        public func isConfirmed(by policy: Policy) -> Bool {
            let others = Set(policy.witnesses.map(\.name)).subtracting(confirmed.keys)
            return objection == nil && policy.quorum != nil && policy.isQuorum(Set(confirmed.keys)) && !policy.isQuorum(others)
        }
    }

    /// Asks every witness of the record's policy, side by side.
    public static func ask(_ snapshot: Snapshot, by transport: any WitnessTransport) async -> Answers {
        let witnesses = snapshot.witnessed.policy?.witnesses ?? []
        var answers = await withTaskGroup(of: (Policy.Word, Note?)?.self) { group in
            for witness in witnesses {
                guard let line = WitnessLine(witness, origin: snapshot.checkpoint.origin, transport) else { continue }
                group.addTask { await line.latest().map { (witness.name, $0.note) } }
            }
            var answers = Answers()
            for await case let (name, note)? in group { answers.latest[name] = .some(note) }
            return answers
        }
        // The first in the policy's order, whoever answered first.
        answers.objection = witnesses.lazy.compactMap { witness in
            (answers.latest[witness.name] ?? nil).flatMap {
                objection(to: $0, keys: snapshot.signers, snapshot: snapshot, holder: "The witness \(witness.name)")
            }
        }.first
        for witness in witnesses {
            answers.confirmed[witness.name] = (answers.latest[witness.name] ?? nil).flatMap { confirmed($0, by: witness, snapshot) }
        }
        return answers
    }

    private static func confirmed(_ note: Note, by witness: Policy.Witness, _ snapshot: Snapshot) -> UInt64? {
        guard case .verified = note.verify(by: snapshot.signers), case .verified(let lines) = note.verify(by: [witness.key]), !lines.isEmpty,
            let checkpoint = try? Checkpoint(note), checkpoint.origin.utf8.elementsEqual(snapshot.checkpoint.origin.utf8),
            snapshot.root(at: checkpoint.size) == checkpoint.root,
            checkpoint.size >= snapshot.witnessed.standings.first(where: { $0.witness == witness })?.size ?? 0
        else { return nil }
        return checkpoint.size
    }
}
