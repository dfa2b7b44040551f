import Mechanism

/// A finding: occurrence, attribution and classification apart, with replies, concurrence and dissent.
struct FindingView: Encodable, Sendable {
    struct Judgement: Encodable, Sendable {
        let answer: Term
        let confidence: Term
    }
    struct Reply: Encodable, Sendable {
        let act: ActLine
        let position: Term
        let words: [Wording]
    }
    struct Vote: Encodable, Sendable {
        let act: ActLine
        let position: Term
        let reasons: [Wording]
    }

    /// A determination that counts no more.
    struct SetAside: Encodable, Sendable {
        let act: ActLine
        /// The reply that set it aside; left out where it is for participants only.
        let reply: ActLine?
    }

    let act: ActLine
    let status: Term
    let outcome: Term
    let occurrence: Judgement
    let attribution: Judgement
    let attributedTo: [Named]
    let classification: Judgement
    let article: Named?
    let grade: Term?
    /// What the agreement says follows from a violation of this grade.
    let consequence: String?
    let reasons: [Wording]
    let evidence: [EvidenceLink]
    /// How many of the acts that the finding cites are for participants only: the finding itself, which is visible, cites them.
    let evidenceForParticipants: Int
    let repliesUntil: Instant
    let repliesOpen: Bool
    let replies: [Reply]
    /// Parties that have not replied.
    let silent: [Named]
    let votes: [Vote]
    /// Determiners that have neither concurred nor dissented.
    let undeclared: [Named]
    /// Left out for the public, which learns of the determination by its publication.
    let determined: ActLine?
    let published: ActLine?
    /// Determinations that a reply set aside, which was lodged in time and recorded after them; in their order.
    let setAside: [SetAside]
    /// Left out for what is determined and published under the witnesses' quorum, and until there is a determination.
    let publishing: PublishingView?
}

extension Reading {
    func findingView(_ finding: Finding, _ texts: Texts) -> FindingView {
        let conclusion = finding.conclusion
        let evidence = finding.evidence.compactMap(evidenceLink)
        let counted = counted(finding)
        let replied = counted.replies.map(\.act.participant)
        let voted = counted.votes.map(\.act.participant)
        // Side by side stand participants in the order of establishment, whoever spoke first.
        let order = participants.map(\.id)
        func isBefore(_ left: Citation, _ right: Citation) -> Bool {
            (order.firstIndex(of: left.participant) ?? order.count) < (order.firstIndex(of: right.participant) ?? order.count)
        }
        let waiting = waitingDetermination(of: finding)
        let open = finding.determined == nil && waiting == nil && now <= finding.repliesUntil
        return FindingView(
            act: line(finding.proposed, ProposeFinding.kind, texts),
            status: status(of: finding, waiting: waiting != nil),
            outcome: Term(conclusion.outcome),
            occurrence: .init(answer: Term(conclusion.occurrence), confidence: Term(conclusion.occurrenceConfidence)),
            attribution: .init(answer: Term(conclusion.attribution), confidence: Term(conclusion.attributionConfidence)),
            attributedTo: conclusion.attributedTo.map(actor),
            classification: .init(answer: Term(conclusion.classification), confidence: Term(conclusion.classificationConfidence)),
            article: conclusion.article.map(article), grade: Term(conclusion.grade),
            consequence: conclusion.grade.flatMap(consequence),
            reasons: texts[finding.proposed, "reasons"], evidence: evidence,
            evidenceForParticipants: finding.evidence.count - evidence.count,
            repliesUntil: Instant(finding.repliesUntil), repliesOpen: open,
            replies: finding.replies.sorted { isBefore($0.act, $1.act) }.map {
                .init(act: line($0.act, ReplyToFinding.kind, texts), position: Term($0.position), words: texts[$0.act, "reply"])
            },
            silent: parties.filter { !replied.contains($0.id) }.map { participant($0.id) },
            votes: finding.votes.sorted { isBefore($0.act, $1.act) }.map { vote in
                .init(
                    act: line(vote.act, vote.concurs ? ConcurWithFinding.kind : DissentFromFinding.kind, texts),
                    position: vote.concurs ? Term(word: "concurs", text: "Concurs") : Term(word: "dissents", text: "Dissents"),
                    reasons: texts[vote.act, "reasons"])
            },
            undeclared: (agreement?.determination.members ?? []).filter { !voted.contains($0) }.map(participant),
            determined: line(seen(finding.determined), DetermineFinding.kind, texts),
            published: line(finding.determination?.published, PublishFinding.kind, texts),
            setAside: finding.setAside.map { determination in
                .init(
                    act: line(telling(of: determination) ?? determination.act, sees(determination.act) ? DetermineFinding.kind : PublishFinding.kind, texts),
                    reply: line(finding.replies.map(\.act).first { $0.index > determination.act.index }, ReplyToFinding.kind, texts))
            },
            publishing: publishingView(telling(of: finding.determination) ?? waiting))
    }

    /// What the agreement lets follow from a violation of that grade.
    func consequence(of grade: Grade) -> String? {
        let texts = agreement?.consequences.filter { $0.grade == grade }.map(\.text) ?? []
        return texts.isEmpty ? nil : texts.joined(separator: " ")
    }

    private func status(of finding: Finding, waiting: Bool) -> Term {
        if let determination = finding.determination {
            let superseded = finding.supersededBy == nil ? "" : ", and superseded"
            return Term(word: "determined", text: "Determined\(determination.published == nil ? ", not published yet" : "")\(superseded)")
        }
        return waiting
            ? Term(word: "waiting", text: "Proposed, its determination waiting for the witnesses")
            : Term(word: "proposed", text: "Proposed")
    }
}
