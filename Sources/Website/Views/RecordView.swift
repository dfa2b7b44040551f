import Mechanism
import Registry
import TransparencyLog

/// The record itself: what it is known by, and what can be checked about it.
struct RecordView: Encodable, Sendable {
    /// The latest checkpoint that met the witnesses' quorum.
    struct Cosigned: Encodable, Sendable {
        let size: UInt64
        let checkpointNote: String
    }
    /// What the record has grown by since then.
    struct Gap: Encodable, Sendable {
        let entries: UInt64
        /// When the first act was received that no quorum has cosigned; left out where there is none.
        let since: Instant?
        let words: String
    }
    /// A witness that the record's policy names.
    struct Witness: Encodable, Sendable {
        let name: String
        let key: String
        /// The size of the last checkpoint that it cosigned; left out where none is known.
        let size: UInt64?
        /// When it did so, by its own clock.
        let cosigned: Instant?
        /// What was wrong with its last answer; left out where nothing was.
        let problem: String?
    }

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
    /// The name of the witness or group that must have cosigned; `none` where nobody must.
    let quorum: String?
    /// Left out until the quorum was met, and where none is demanded.
    let cosigned: Cosigned?
    /// Left out where no quorum is demanded.
    let gap: Gap?
    /// In the policy's order.
    let cosigners: [Witness]
    /// Who kept the record and who witnesses it, over time; the first first.
    let registrations: [RegistrationView]
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
    /// - Parameter waitingSince: when the first act was received that no quorum has cosigned.
    func recordView(digest: Hash, actsForParticipants: Int, waitingSince: Moment?) -> RecordView {
        let card = establishment == nil ? nil : snapshot.card
        return RecordView(
            origin: snapshot.checkpoint.origin, root: snapshot.checkpoint.root.base64,
            checkpointNote: String(decoding: snapshot.note.bytes, as: UTF8.self), card: card?.text, fingerprint: card?.fingerprint,
            registry: card?.registry.description, witnesses: card?.witnesses, first: card?.first.hex, digest: digest.hex,
            rules: state.rules, actsForParticipants: actsForParticipants,
            quorum: snapshot.witnessed.policy.map { $0.quorum?.description ?? "none" },
            cosigned: snapshot.witnessed.latest.map {
                .init(size: $0.checkpoint.size, checkpointNote: String(decoding: $0.note.bytes, as: UTF8.self))
            },
            gap: gap(waitingSince), cosigners: snapshot.witnessed.standings.map { standing in
                .init(
                    name: standing.witness.name.description, key: standing.witness.key.description, size: standing.size,
                    cosigned: standing.time.map { Instant(seconds: $0) }, problem: standing.problem)
            }, registrations: registrations)
    }

    private func gap(_ since: Moment?) -> RecordView.Gap? {
        guard snapshot.witnessed.policy?.quorum != nil else { return nil }
        let entries = snapshot.size - (snapshot.witnessed.latest?.checkpoint.size ?? 0)
        guard entries > 0, let since else { return .init(entries: entries, since: nil, words: "The witnesses' quorum has cosigned every act.") }
        let length = Moment.words(milliseconds: now.milliseconds - since.milliseconds)
        return .init(
            entries: entries, since: Instant(since),
            words: "Acts that the witnesses' quorum has not cosigned yet: \(entries); the first of them was received \(length) ago.")
    }
}
