/// Two checkpoints that one growing tree cannot have, both signed by their log: proof of its misbehaviour that convinces whoever
/// has the log's key.
public struct SplitView: Hashable, Sendable {
    /// The checkpoint of the smaller tree, or of a tree of the same size.
    public let first: Note
    public let second: Note
    /// For trees of different sizes, the root that the second has at the first's size: another than the first says.
    public let root: Digest?
    /// The consistency proof from that root to the second's; empty for trees of the same size.
    public let proof: [Digest]

    /// Two checkpoints of the same size.
    public init(_ first: Note, _ second: Note) {
        (self.first, self.second, root, proof) = (first, second, nil, [])
    }

    /// Checkpoints of different sizes.
    public init(_ first: Note, _ second: Note, root: Digest, proof: [Digest]) {
        (self.first, self.second, self.root, self.proof) = (first, second, root, proof)
    }

    /// What a witness that has cosigned `first` can show against the log that hands in `request`; `nil` when that shows nothing.
    ///
    /// A proof from a size that is a power of two does not tell the root that it begins from, so it shows nothing of itself.
    public init?(_ first: Note, _ request: WitnessRequest) {
        guard let old = try? Checkpoint(first), old.origin.isSameBytes(as: request.checkpoint.origin) else { return nil }
        if old.size == request.checkpoint.size {
            guard old.root != request.checkpoint.root else { return nil }
            self.init(first, request.note)
        } else {
            guard request.old == old.size,
                let root = Merkle.rootBefore(from: old.size, to: request.checkpoint.size, proof: request.proof)
            else { return nil }
            self.init(first, request.note, root: root, proof: request.proof)
            guard contradiction(old, request.checkpoint).isProven else { return nil }
        }
    }

    /// Whether both checkpoints are signed by one log, whose keys these are, and contradict each other.
    public func verify(by keys: [VerifierKey]) -> Verdict {
        let checkpoints: [Checkpoint]
        do throws(TransparencyLogError) {
            checkpoints = try [Checkpoint(first), Checkpoint(second)]
        } catch {
            return .refused(error.message)
        }
        guard checkpoints[0].origin.isSameBytes(as: checkpoints[1].origin) else {
            return .refused("Both checkpoints must be of the same log.")
        }
        let own = keys.filter { $0.name.isSameBytes(as: checkpoints[0].origin) }
        for note in [first, second] {
            if case .refused(let reason) = note.verify(by: own) { return .refused(reason) }
        }
        return contradiction(checkpoints[0], checkpoints[1])
    }

    private func contradiction(_ first: Checkpoint, _ second: Checkpoint) -> Verdict {
        guard let root else {
            guard first.size == second.size, first.root != second.root else {
                return .refused("Two checkpoints contradict each other by themselves only if they have one size and two roots.")
            }
            return .proven
        }
        guard first.size < second.size, root != first.root else {
            return .refused("The larger tree must have another root at the smaller one's size than the smaller one's checkpoint says.")
        }
        return Merkle.verifyConsistency(from: first.size, fromRoot: root, to: second.size, toRoot: second.root, proof: proof)
    }
}
