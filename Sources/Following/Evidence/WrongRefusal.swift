public import Mechanism
public import Registry
import TransparencyLog

/// A signed refusal of an act that the same rules, run again over the same entries, do not refuse so.
struct WrongRefusal: Showing {
    static let kind = Evidence.Kind.wrongRefusal

    var refusal = ""
    var payload = Base64Bytes()
    var signatures: [Base64Bytes] = []
    var lodgings: [Lodging] = []
    var checkpoint = ""
    var proof: [Base64Bytes] = []
    var entries: [Base64Bytes] = []

    init() {}

    init(_ refusal: SignedRefusal, of submission: Submission, _ note: Note, entries: [[UInt8]], proof: [Digest]) {
        self.refusal = refusal.note.wire
        payload = submission.envelope.payload
        signatures = submission.envelope.signatures.map(\.sig)
        lodgings = submission.lodgings
        checkpoint = note.wire
        self.entries = entries.map(Base64Bytes.init)
        self.proof = proof.wire
    }

    mutating func visit(_ field: inout some Fields) {
        field("refusal", &refusal, "The refusal, as signed.")
        field("payload", &payload, "The act's payload.")
        field("signatures", &signatures, "The act's signatures.")
        field("lodgings", &lodgings, "The lodgings that it was handed in with.")
        field("checkpoint", &checkpoint, "A checkpoint over the record that it was refused at, as signed.")
        field("proof", &proof, "The consistency proof from the refusal's size to the checkpoint's (RFC 6962 section 2.1.2).")
        field("entries", &entries, "Every entry of the record up to the refusal's size.")
    }

    func prove(under trust: Trust) async throws -> Shown {
        let signed = try SignedRefusal(Array(refusal.utf8), registry: trust.card.registry)
        guard signed.note.bytes.elementsEqual(refusal.utf8), trust.trimmed(signed.note) == signed.note else {
            throw NotShown("The refusal must be signed by the registry of the card, and by nobody beside.")
        }
        guard signed.size == UInt64(entries.count) else {
            throw NotShown("It must have the \(signed.size) entries that the act was refused at.")
        }
        try trust.demandBeginning(entries, of: trust.checkpoint(checkpoint), proof: proof)
        let opened = try OpenedAct(payload: payload, signatures: signatures)
        switch try await Rerun.of(signed, opened, lodgings: lodgings, state: State.replayed(entries)) {
        case .right(let reason), .open(let reason): throw NotShown(reason)
        case .wrong(let sentence):
            return Shown(
                proved: ["The registry refused act \(signed.act.hex) by the rule \(signed.refusal.rule).", sentence],
                open: lodgings.isEmpty ? [] : [
                    "That the act was handed in with these lodgings is not signed by the registry: handed in again with them, it must be recorded."
                ])
        }
    }
}

/// A refusal run again.
public enum Rerun: Sendable {
    /// The rules refuse the act just so. One sentence.
    case right(String)
    /// The rules say otherwise. One sentence.
    case wrong(String)
    /// It cannot be told. One sentence.
    case open(String)

    /// What is looked into beyond the state and the act: the bytes of the envelope, the log itself, or the registry's own machine.
    private static func isBeyond(_ refusal: SignedRefusal, _ act: Act) -> Bool {
        refusal.refusal.rule == "act.length" || act.body is Establish || act.body is ReplaceRegistration || act.body is Succeed
    }

    /// Admits a refused act again.
    /// - Parameter state: that of the record at the size of the refusal.
    public static func of(_ refusal: SignedRefusal, _ opened: OpenedAct, lodgings: [Lodging], state: State) -> Rerun {
        guard opened.act.id == refusal.act else { return .open("The refusal must be of this act; it is of another, \(refusal.act.hex).") }
        guard state.size.magnitude == refusal.size else {
            return .open("The act was refused at size \(refusal.size): the record must be known up to there.")
        }
        guard !isBeyond(refusal, opened.act) else {
            return .open("The rule \(refusal.refusal.rule) looks into more than the record and the act here, so it is not run again.")
        }
        let told = "It must be refused by the rule \(refusal.refusal.rule)"
        let registry = state.registration?.registry
        var state = state
        do throws(Refusal) {
            guard opened.isSigned(by: try state.signers(of: opened.act)) else {
                return .open("The act is not signed by the key that its desk had then, so it was not to be admitted in any case.")
            }
            for lodging in lodgings {
                let key = try state.key(of: lodging.lodged)
                guard let mechanism = state.establishment?.act.act, lodging.isSigned(by: key, mechanism: mechanism, act: opened.act.id) else {
                    return .open("A lodging is not signed by the desk that it names, so the act was not to be admitted with it.")
                }
            }
            try state.admit(opened.act, received: refusal.received, lodgings: lodgings.map(\.lodged))
        } catch {
            return error.rule == refusal.refusal.rule
                ? .right("The rules refuse the act just so. \(error)")
                : .wrong("\(told), and the rules refuse it by another, \(error.rule): \(error.reason)")
        }
        // The last assent to another key of the registry: what is at hand there is not in the record.
        guard refusal.refusal.rule != "registry.key" || state.registration?.registry == registry else {
            return .open("The act names another key of the registry, and whether the registry had it then is not in the record.")
        }
        return .wrong("\(told), and the rules admit it at that size and time of receipt.")
    }

    /// Runs a refusal again on a stored record.
    /// - Returns: the verdict, and, where that is ``wrong(_:)``, evidence of it that others can check.
    /// - Throws: ``Replay/Problem`` when the record does not hold, and what the store throws.
    public static func of(
        _ refusal: SignedRefusal, _ submission: Submission, on storage: any RecordStorage, card: Card
    ) async throws -> (Rerun, Evidence?) {
        guard let bytes = try storage.checkpoint(), try storage.size() >= refusal.size else {
            return (.open("The act was refused at size \(refusal.size): the record must be known up to there."), nil)
        }
        let note = try Note(bytes)
        let size = try Checkpoint(note).size
        var replay = Replay()
        try await replay.run(size: refusal.size, entries: { try storage.entries($0) })
        let opened: OpenedAct
        do {
            opened = try OpenedAct(submission.envelope)
        } catch {
            return (.open("The act must be one: \(error)."), nil)
        }
        let verdict = Rerun.of(refusal, opened, lodgings: submission.lodgings, state: replay.state)
        guard case .wrong = verdict else { return (verdict, nil) }
        var tree = replay.tree
        for entry in try storage.entries(refusal.size..<size) { tree.append(Merkle.leafHash(of: entry)) }
        let evidence = Evidence(WrongRefusal(
            refusal, of: submission, try Trust(card).trimmed(note) ?? note, entries: try storage.entries(0..<refusal.size),
            proof: try Merkle.consistencyProof(from: refusal.size, to: size, nodes: tree)))
        return (verdict, await Evidence.audit(evidence.canonical, under: card).holds ? evidence : nil)
    }
}
