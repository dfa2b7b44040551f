import Mechanism

/// A finding: occurrence, attribution and classification apart, with replies, concurrence and dissent.
struct FindingView: Encodable, Sendable {
    struct Judgement: Encodable, Sendable {
        let answer: Term
        let confidence: Term
        /// The agreement's standard of proof that it rests on; left out where the agreement has none.
        let standard: Named?
    }
    /// Another finding on the same incident.
    struct Link: Encodable, Sendable {
        /// The place in the record of the act that proposed it.
        let index: Int64
        let path: String
        let outcome: Term
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
    /// How grave it is, with the confidence in that; left out where there is no violation.
    let grading: Judgement?
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
    /// The acts by which parties said that they are informed of the determination; in the order of establishment.
    let informed: [ActLine]
    /// Parties that have not said so; none where the reader does not see the determination itself.
    let uninformed: [Named]
    let published: ActLine?
    /// The determined finding that this one is to supersede, or has superseded.
    let supersedes: Link?
    /// The finding that was determined in its place.
    let supersededBy: Link?
    /// What is due on it, by whomever.
    let deadlines: [DeadlineView]
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
            occurrence: judgement(Term(conclusion.occurrence), conclusion.occurrenceConfidence, conclusion.occurrenceStandard),
            attribution: judgement(Term(conclusion.attribution), conclusion.attributionConfidence, conclusion.attributionStandard),
            attributedTo: conclusion.attributedTo.map(actor),
            classification: judgement(Term(conclusion.classification), conclusion.classificationConfidence, conclusion.classificationStandard),
            article: conclusion.article.map(article), grade: Term(conclusion.grade),
            grading: conclusion.grade.flatMap { grade in conclusion.gradeConfidence.map { judgement(Term(grade), $0, conclusion.gradeStandard) } },
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
            informed: (finding.determination?.acknowledged ?? []).sorted { isBefore($0, $1) }.map { line($0, AcknowledgeFinding.kind, texts) },
            uninformed: seen(finding.determined) == nil ? [] : (finding.determination.map(state.uninformed) ?? []).map(participant),
            published: line(finding.determination?.published, PublishFinding.kind, texts),
            supersedes: finding.supersedes.flatMap(findingLink), supersededBy: finding.supersededBy.flatMap(findingLink),
            deadlines: deadlines(of: finding).map(deadlineView),
            setAside: finding.setAside.map { determination in
                .init(
                    act: line(telling(of: determination) ?? determination.act, sees(determination.act) ? DetermineFinding.kind : PublishFinding.kind, texts),
                    reply: line(finding.replies.map(\.act).first { $0.index > determination.act.index }, ReplyToFinding.kind, texts))
            },
            publishing: publishingView(telling(of: finding.determination) ?? waiting))
    }

    private func judgement(_ answer: Term, _ confidence: Conclusion.Confidence, _ standard: Identifier?) -> FindingView.Judgement {
        .init(answer: answer, confidence: Term(confidence), standard: standard.map(self.standard))
    }

    /// Another finding, where the reader may see it.
    private func findingLink(_ id: ActID) -> FindingView.Link? {
        finding(id).flatMap { finding in
            incident(finding.incident).map {
                .init(
                    index: finding.proposed.index, path: "/incidents/\($0.opened.index)#finding-\(finding.proposed.index)",
                    outcome: Term(finding.conclusion.outcome))
            }
        }
    }

    /// What the agreement lets follow from a violation of that grade.
    func consequence(of grade: Grade) -> String? { agreement?.consequence(of: grade) }

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
