import Mechanism
import TransparencyLog

/// Who kept the record, from an act on until the next: under what origin and key, and before which witnesses.
struct RegistrationView: Encodable, Sendable {
    /// The record that was gone on from.
    struct Predecessor: Encodable, Sendable {
        let origin: String
        /// How many of its entries the record begins with.
        let size: Int64
        /// The root over them, in base64.
        let root: String
    }

    /// Such as `begun` or `key`: what changed.
    let change: Term
    /// The place in the record of the act by which it took effect.
    let index: Int64
    let since: Instant
    /// That act; left out where it is for participants only.
    let act: ActLine?
    let origin: String
    /// The registry's verifier key (C2SP signed-note).
    let registry: String
    /// The names of the witnesses, in the policy's order.
    let witnesses: [String]
    /// The name of the witness or group that must cosign; `none` where nobody must.
    let quorum: String
    /// The policy, whole (C2SP tlog-policy).
    let policy: String
    let predecessor: Predecessor?
}

extension Reading {
    /// Every registration of the record, the first first. Whoever checks a checkpoint must know whose key it is under, so it is for everyone
    /// who may see the first act; the acts that made it so are shown to those who may see them.
    var registrations: [RegistrationView] {
        guard establishment != nil else { return [] }
        let rows = state.registrations.rows
        return rows.enumerated().map { place, row in
            let before = place > 0 ? rows[place - 1] : nil
            let kind = before == nil ? Establish.kind : row.predecessor == nil ? Assent.kind : Succeed.kind
            let policy = try? Policy(file: row.witnesses)
            return RegistrationView(
                change: change(row, before), index: row.act.index, since: Instant(row.act.received),
                act: seen(row.act).map { line($0, kind, .none) }, origin: row.origin, registry: row.registry,
                witnesses: (policy?.witnesses ?? []).map(\.name.description), quorum: policy?.quorum?.description ?? "none", policy: row.witnesses,
                predecessor: row.predecessor.map { .init(origin: $0.origin, size: $0.size, root: Base64.encode($0.root.bytes)) })
        }
    }

    private func change(_ row: Registration, _ before: Registration?) -> Term {
        guard let before else { return Term(word: "begun", text: "The record was begun") }
        guard row.predecessor == nil else { return Term(word: "succession", text: "Another registry went on with the record") }
        guard row.registry != before.registry else { return Term(word: "witnesses", text: "The witnesses were replaced") }
        // The policy names the log's own key, so its text changes with every key.
        return witnesses(row) == witnesses(before)
            ? Term(word: "key", text: "The registry's key was replaced")
            : Term(word: "key-and-witnesses", text: "The registry's key and the witnesses were replaced")
    }

    private func witnesses(_ registration: Registration) -> Policy? {
        (try? Policy(file: registration.witnesses)).flatMap { try? Policy(logs: [], witnesses: $0.witnesses, groups: $0.groups, quorum: $0.quorum) }
    }
}
