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
}
