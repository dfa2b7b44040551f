import Mechanism
import Registry
import TransparencyLog

/// The record itself: what it is known by, and what can be checked about it.
struct RecordView: Encodable, Sendable {
    let origin: String
    let root: String
    /// The latest checkpoint, as signed.
    let checkpointNote: String
    /// The card's text; left out while nothing is established.
    let card: String?
    /// Eight words that can be read aloud.
    let fingerprint: String?
    /// The registry's verifier key (C2SP signed-note).
    let registry: String?
    let witnesses: String?
    /// SHA-256 of the first entry.
    let first: String?
    /// The digest of the state over the whole record.
    let digest: String
    /// The version of the rules.
    let rules: Int64
    let actsForParticipants: Int
}

/// The digest of the state at a size of the record.
struct DigestView: Encodable, Sendable {
    let digest: String
    let rules: Int64
}

/// What an officer's client needs to draw up the next act.
struct OfficerView: Encodable, Sendable {
    let participant: String
    let desk: String
    let key: String
    let functions: [String]
    let withdrawn: Bool
    let mechanism: String
    let rules: Int64
    /// The id of the key's last admitted act; empty when there is none.
    let previous: String
}

extension Reading {
    func recordView(digest: Hash, actsForParticipants: Int) -> RecordView {
        let card = establishment == nil ? nil : snapshot.card
        return RecordView(
            origin: snapshot.checkpoint.origin, root: snapshot.checkpoint.root.base64,
            checkpointNote: String(decoding: snapshot.note.bytes, as: UTF8.self), card: card?.text, fingerprint: card?.fingerprint,
            registry: card?.registry.description, witnesses: card?.witnesses, first: card?.first.hex, digest: digest.hex,
            rules: state.rules, actsForParticipants: actsForParticipants)
    }
}
