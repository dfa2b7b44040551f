import Mechanism

/// That an act for participants was opened to everyone: by whom, when, and why.
struct ReleaseView: Encodable, Hashable, Sendable {
    /// The place in the record of the act that released it.
    let index: Int64
    let participant: Named
    let received: Instant
    let reason: [Wording]
}

/// That a text was erased: by whose acts, when, and why. Its commitment stands in its act.
struct Erasure: Encodable, Hashable, Sendable {
    struct Asked: Encodable, Hashable, Sendable {
        /// The place in the record of the act that asked for it.
        let index: Int64
        let participant: Named
        let received: Instant
    }
    /// Those that the reader may see, in the order of the record.
    let asked: [Asked]
    let reasons: [Wording]
    /// The same in a sentence.
    let words: String
}

extension Reading {
    /// The act that opened another one to everyone; `nil` where that was so from the beginning, or is not so.
    func release(of act: Citation) -> Citation? {
        guard act.audience == .participants else { return nil }
        return seen(state.releases[act.act]?.by.first { $0.participant == act.participant } ?? state.exhibits[act.act]?.released)
    }

    func releaseView(of act: Citation, _ texts: Texts) -> ReleaseView? {
        release(of: act).map { release in
            .init(
                index: release.index, participant: participant(release.participant), received: Instant(release.received), reason: texts[release, "reason"])
        }
    }

    /// A text that is to be erased, and the acts that ask for it, as far as the reader may see them.
    struct SeenRedaction: Sendable {
        let act: Citation
        let text: Hash
        let asked: [Citation]
    }

    func redactions(of acts: [Citation]) -> [SeenRedaction] {
        guard state.redactions.count > 0 else { return [] }
        let wanted = Dictionary(acts.map { ($0.act, $0) }) { first, _ in first }
        return state.redactions.rows.compactMap { redaction in
            guard let act = wanted[redaction.act], state.isRedacted(redaction.text, in: act.act, by: act.participant) else { return nil }
            return SeenRedaction(act: act, text: redaction.text, asked: redaction.asked.filter(sees))
        }
    }

    func erasure(_ redaction: SeenRedaction, _ texts: Texts) -> Erasure {
        let asked = redaction.asked.map { Erasure.Asked(index: $0.index, participant: participant($0.participant), received: Instant($0.received)) }
        let names = asked.map { "\($0.participant.name) on \($0.received.words)" }.joined(separator: " and ")
        return .init(
            asked: asked, reasons: redaction.asked.flatMap { texts[$0, "reason"] },
            words: asked.isEmpty ? "This text was erased; its commitment stands." : "This text was erased, as asked by \(names); its commitment stands.")
    }
}
