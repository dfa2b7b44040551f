import Mechanism

/// A commitment on its scale, each party's own account beside the assessed level.
struct CommitmentLine: Encodable, Sendable {
    struct Account: Encodable, Sendable {
        let participant: Named
        /// Left out where the party has given no account.
        let level: Level?
        let given: Instant?
    }

    struct Assessed: Encodable, Sendable {
        let level: Level
        let basis: Term
        let timeliness: Term
        let obstacle: Term?
        let participant: Named
        let given: Instant
    }

    let id: String
    let title: String
    let obligor: Named
    let article: Named
    let due: Instant?
    /// The deadline is past and the last assessment does not say complete.
    let overdue: Bool
    let assessed: Assessed?
    /// One for each party, in the order of establishment.
    let accounts: [Account]
}

struct CommitmentList: Encodable, Sendable {
    /// Whose accounts stand beside each commitment's assessment.
    let parties: [Named]
    let commitments: [CommitmentLine]
}

/// One commitment with everything that was said of it.
struct CommitmentView: Encodable, Sendable {
    struct Account: Encodable, Sendable {
        let act: ActLine
        let level: Level
        let words: [Wording]
        let evidence: [EvidenceLink]
    }

    struct Assessment: Encodable, Sendable {
        let act: ActLine
        let level: Level
        let basis: Term
        let timeliness: Term
        let obstacle: Term?
        let reasons: [Wording]
        let evidence: [EvidenceLink]
    }

    let commitment: CommitmentLine
    let indicator: String
    let method: String
    let after: [Named]
    /// Each party's in the order of time, parties in that of establishment.
    let accounts: [Account]
    let assessments: [Assessment]
    /// Parties that have given no account of it.
    let silent: [Named]
}

extension Reading {
    func commitmentLine(_ commitment: Agreement.Commitment) -> CommitmentLine {
        let status = commitments.first { $0.commitment == commitment.id } ?? CommitmentStatus()
        let assessed = assessments(status).last
        // As the rules count it, by conditions and periods, where the reader may know what set the clock off.
        let timing = state.timing(of: commitment, at: now).flatMap { sees($0.cause) ? $0 : nil }
        let complete = timing?.assessed.map { sees($0.act) && $0.isComplete } ?? false
        return CommitmentLine(
            id: commitment.id.name, title: commitment.title, obligor: participant(commitment.obligor),
            article: article(commitment.article), due: Instant(timing?.due),
            overdue: timing?.due.map { $0 < now && !complete } ?? false,
            assessed: assessed.map {
                CommitmentLine.Assessed(
                    level: Level($0.content.level), basis: Term($0.content.basis), timeliness: Term($0.content.timeliness),
                    obstacle: Term($0.content.obstacle), participant: participant($0.act.participant), given: Instant($0.act.received))
            },
            accounts: parties.map { party in
                let account = status.account(of: party.id)
                return CommitmentLine.Account(
                    participant: participant(party.id), level: account.map { Level($0.level) }, given: Instant(account?.act.received))
            })
    }

    var commitmentList: CommitmentList {
        CommitmentList(
            parties: parties.map { participant($0.id) }, commitments: (agreement?.commitments ?? []).map(commitmentLine))
    }

    /// The commitment of that name in the agreement, and every act about it.
    func commitment(named name: String) -> (Agreement.Commitment, CommitmentStatus, [Citation])? {
        guard let commitment = agreement?.commitments.first(where: { $0.id.name == name }),
            let status = commitments.first(where: { $0.commitment == commitment.id })
        else { return nil }
        return (commitment, status, status.accounts.map(\.act) + assessments(status).map(\.act))
    }

    func commitmentView(_ commitment: Agreement.Commitment, _ status: CommitmentStatus, _ texts: Texts) -> CommitmentView {
        let spoken = Set(status.accounts.map(\.act.participant))
        return CommitmentView(
            commitment: commitmentLine(commitment), indicator: commitment.indicator, method: commitment.method,
            after: commitment.conditions.map(\.commitment).map { id in
                Named(id: id.name, name: agreement?.commitments.first { $0.id == id }?.title ?? id.name)
            },
            accounts: parties.flatMap { party in status.accounts.filter { $0.act.participant == party.id } }.map { account in
                CommitmentView.Account(
                    act: line(account.act, ReportProgress.kind, texts), level: Level(account.level),
                    words: texts[account.act, "account"], evidence: account.evidence.compactMap(evidenceLink))
            },
            assessments: assessments(status).map { assessment in
                CommitmentView.Assessment(
                    act: line(assessment.act, AssessCommitment.kind, texts), level: Level(assessment.content.level),
                    basis: Term(assessment.content.basis), timeliness: Term(assessment.content.timeliness),
                    obstacle: Term(assessment.content.obstacle), reasons: texts[assessment.act, "reasons"],
                    evidence: assessment.content.evidence.compactMap(evidenceLink))
            },
            silent: parties.filter { !spoken.contains($0.id) }.map { participant($0.id) })
    }
}
