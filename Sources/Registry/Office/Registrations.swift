import Mechanism
import TransparencyLog

/// What the rules of acts cannot look into, because it is about the log itself: origins, keys, policies and checkpoints that an
/// act names. Checked in admission and in replay alike.
enum Registrations {
    /// - Parameters:
    ///   - state: the state before the act.
    ///   - tree: the tree of the entries before it.
    static func check(_ act: Act, state: State, tree: MemoryTree) throws(Refusal) {
        switch act.body {
        case let establish as Establish:
            try check(registry: establish.registry, origin: establish.origin, witnesses: establish.witnesses)
        case let replacement as ReplaceRegistration:
            try check(registry: replacement.registry, origin: state.registration?.origin ?? "", witnesses: replacement.witnesses)
        case let succession as Succeed:
            try check(registry: succession.registry, origin: succession.origin, witnesses: succession.witnesses)
            try check(succession, state, tree)
        default: break
        }
    }

    private static func check(registry: String, origin: String, witnesses: String) throws(Refusal) {
        // Bytes, not characters: names that only look the same are not the same.
        guard let key = try? VerifierKey(registry), key.name.utf8.elementsEqual(origin.utf8), key.type == .ed25519 else {
            throw Refusal("mechanism.registry", "The registry's key must be a C2SP verifier key of Ed25519, named for the record's origin, \(origin).")
        }
        guard let policy = try? Policy(file: witnesses), policy.logs.contains(where: { $0.key == key }) else {
            throw Refusal("mechanism.witnesses", "The witnesses must be named in a tlog-policy that can be read, and that lists the registry's own log, \(key).")
        }
    }

    /// That a succession goes on from these very entries, under a checkpoint of the registry before that was witnessed as it demanded.
    private static func check(_ succession: Succeed, _ state: State, _ tree: MemoryTree) throws(Refusal) {
        guard let before = state.registration, let key = try? VerifierKey(before.registry), let policy = try? Policy(file: before.witnesses),
            let note = try? Note(Array(succession.checkpoint.utf8)), case .verified = note.verify(by: [key]),
            let checkpoint = try? Checkpoint(note), checkpoint.origin.utf8.elementsEqual(before.origin.utf8)
        else {
            throw Refusal("succession.checkpoint", "A succession must carry a checkpoint that the registry before has signed.")
        }
        guard checkpoint.size == tree.size, checkpoint.root == tree.root, succession.predecessor.root.bytes == tree.root.bytes else {
            throw Refusal("succession.checkpoint", "A succession must go on from the entries of its checkpoint, \(checkpoint.size) of them; here are \(tree.size).")
        }
        guard policy.quorum == nil || policy.judge(note).isQuorumMet else {
            throw Refusal("succession.checkpoint", "A succession must go on from a checkpoint that the witnesses' quorum has cosigned.")
        }
    }
}
