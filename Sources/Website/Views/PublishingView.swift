import Mechanism
import Registry
import TransparencyLog

/// How a determination or an edition stands to the witnesses' quorum, where it is not simply published under it.
struct PublishingView: Encodable, Sendable {
    /// `waiting` or `without-witnesses`.
    let state: Term
    /// The witnesses that have not cosigned it, by their names in the policy.
    let missing: [String]
    /// When it is published without them.
    let until: Instant?
    /// The same in a sentence.
    let words: String

    /// `nil` for what is published under the quorum.
    init?(_ publishing: Publishing) {
        switch publishing {
        case .published: return nil
        case .waiting(let missing, let until):
            state = Term(word: "waiting", text: "Waits for the witnesses")
            self.missing = missing.map(\.description)
            self.until = Instant(until)
            let whom = missing.isEmpty
                ? "until the witnesses have cosigned one checkpoint together"
                : "for the witnesses; not cosigned yet by: \(Self.list(missing))"
            words = "Not published yet: it waits \(whom). If that takes longer, it is published without them at \(Instant(until).words)."
        case .publishedWithout(let missing):
            state = Term(word: "without-witnesses", text: "Published without witnesses")
            self.missing = missing.map(\.description)
            until = nil
            words = missing.isEmpty
                ? "Published after the agreement's delay: the witnesses have not cosigned one checkpoint together."
                : "Published after the agreement's delay, not cosigned by: \(Self.list(missing))."
        }
    }

    private static func list(_ names: [Policy.Word]) -> String { names.map(\.description).joined(separator: ", ") }
}

extension Reading {
    /// An act that publishes something, once that counts as published.
    func published(_ act: Citation?) -> Citation? {
        seen(act).flatMap { snapshot.publishing(of: $0, now: now).isPublished ? $0 : nil }
    }

    /// An act that publishes something, while that waits for the witnesses.
    func waiting(_ act: Citation?) -> Citation? {
        seen(act).flatMap { snapshot.publishing(of: $0, now: now).isPublished ? nil : $0 }
    }

    /// The act by which the reader is to learn of a finding's determination, while it waits for the witnesses.
    func waitingDetermination(of finding: Finding) -> Citation? { waiting(telling(of: state.findings[finding.id]?.determination)) }

    func publishingView(_ act: Citation?) -> PublishingView? {
        seen(act).flatMap { PublishingView(snapshot.publishing(of: $0, now: now)) }
    }
}

extension ActKind {
    /// Whether an act of this kind publishes something, for which the witnesses are waited for.
    var publishes: Bool { [DetermineFinding.kind.name, PublishFinding.kind.name, PublishEdition.kind.name].contains(name) }
}
