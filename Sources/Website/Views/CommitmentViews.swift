import Mechanism

/// A commitment on its scale, each party's own account beside the assessed level.
struct CommitmentLine: Encodable, Sendable {
    struct Account: Encodable, Sendable {
        let participant: Named
        /// Left out where the party has given no account.
        let level: Level?
        /// The party's own reason why it is not complete, where it gives one.
        let obstacle: Term?
        let given: Instant?
    }

    struct Assessed: Encodable, Sendable {
        let level: Level
        let basis: Term
        let timeliness: Term
        let obstacle: Term?
        let participant: Named
        let given: Instant
        /// The parties that contest it.
        let contestedBy: [Named]
    }

    let id: String
    let title: String
    let obligor: Named
    let article: Named
    /// The present period of one that recurs, from 1; 0 before the first. Left out where it does not recur.
    let period: Int64?
    let due: Instant?
    /// It is not due while conditions are not met.
    let waiting: Bool
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
        /// The period that it is about; left out where the commitment does not recur.
        let period: Int64?
        let obstacle: Term?
        let words: [Wording]
        let evidence: [EvidenceLink]
    }

    /// A party's objection to an assessment.
    struct Contest: Encodable, Sendable {
        let act: ActLine
        /// The level that the party holds right; left out where it names none.
        let level: Level?
        let reasons: [Wording]
        let evidence: [EvidenceLink]
    }

    struct Assessment: Encodable, Sendable {
        let act: ActLine
        let level: Level
        let period: Int64?
        let basis: Term
        let timeliness: Term
        let obstacle: Term?
        let reasons: [Wording]
        let evidence: [EvidenceLink]
        /// In the order of establishment.
        let contests: [Contest]
    }

    /// What another commitment must have come to before this one is due.
    struct Terms: Encodable, Sendable {
        let commitment: Named
        let level: Level
        /// Whether that level must have been verified.
        let verified: Bool
        /// Hours from then until this one is due.
        let hours: Int64
        let words: String
    }

    struct Condition: Encodable, Sendable {
        let terms: Terms
        /// The assessment by which it was met; left out while it is not.
        let met: ActLine?
    }

    struct Recurrence: Encodable, Sendable {
        let from: Instant
        /// The length of a period.
        let hours: Int64

        init(_ recurrence: Agreement.Commitment.Recurrence) {
            (from, hours) = (Instant(recurrence.from.moment), recurrence.hours)
        }
    }

    /// One period of a commitment that recurs: each party's last account of it beside the last assessment.
    struct Period: Encodable, Sendable {
        /// 0 for the first deadline, before periods begin.
        let number: Int64
        let due: Instant?
        let overdue: Bool
        let assessed: CommitmentLine.Assessed?
        let accounts: [CommitmentLine.Account]
    }

    let commitment: CommitmentLine
    let indicator: String
    let method: String
    let conditions: [Condition]
    let recurrence: Recurrence?
    /// The latest first: the present one, the one before, and every one of which something was said; none where it does not recur.
    let periods: [Period]
    /// Each party's in the order of time, parties in that of establishment.
    let accounts: [Account]
    let assessments: [Assessment]
    /// Parties that have given no account of it.
    let silent: [Named]
}

extension Reading {
    func commitmentLine(_ commitment: Agreement.Commitment) -> CommitmentLine {
        let status = commitments.first { $0.commitment == commitment.id } ?? CommitmentStatus()
        let timing = timing(of: commitment, status)
        return CommitmentLine(
            id: commitment.id.name, title: commitment.title, obligor: participant(commitment.obligor), article: article(commitment.article),
            period: commitment.recurrence.map { _ in commitment.period(at: now) }, due: timing.due,
            waiting: !commitment.conditions.allSatisfy { met($0) != nil }, overdue: timing.overdue, assessed: assessments(status).last.map(assessed),
            accounts: accounts(status.accounts.map { $0 }))
    }

    /// When a commitment, or a period of it, is due, as the rules count it, where the reader may know what set the clock off.
    private func timing(of commitment: Agreement.Commitment, _ status: CommitmentStatus, period: Int64? = nil) -> (due: Instant?, overdue: Bool) {
        guard commitment.conditions.allSatisfy({ met($0) != nil }), let timing = state.timing(of: commitment, period: period, by: status, at: now),
            sees(timing.cause)
        else { return (nil, false) }
        return (Instant(timing.due), timing.isOverdue(at: now))
    }

    /// The assessment by which a condition was met, where the reader may see it.
    private func met(_ condition: Agreement.Commitment.Condition) -> Citation? { seen(state.met(condition, at: now)) }

    private func assessed(_ assessment: Assessment) -> CommitmentLine.Assessed {
        .init(
            level: Level(assessment.content.level), basis: Term(assessment.content.basis), timeliness: Term(assessment.content.timeliness),
            obstacle: Term(assessment.content.obstacle), participant: participant(assessment.act.participant), given: Instant(assessment.act.received),
            contestedBy: parties.map(\.id).filter { party in assessment.contests.contains { $0.act.participant == party && contest(of: $0.act) == nil } }.map(participant))
    }

    /// Each party's last account among some.
    private func accounts(_ accounts: [CommitmentStatus.Account]) -> [CommitmentLine.Account] {
        parties.map { party in
            let account = accounts.last { $0.act.participant == party.id }
            return CommitmentLine.Account(
                participant: participant(party.id), level: account.map { Level($0.level) }, obstacle: Term(account?.obstacle),
                given: Instant(account?.act.received))
        }
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
        let assessments = assessments(status)
        let acts = status.accounts.map(\.act) + assessments.map(\.act) + assessments.flatMap(\.contests).map(\.act) + commitment.conditions.compactMap(met)
        return (commitment, status, acts)
    }

    /// A condition as an agreement has it.
    func terms(_ condition: Agreement.Commitment.Condition, of agreement: Agreement) -> CommitmentView.Terms {
        let title = agreement.commitments.first { $0.id == condition.commitment }?.title ?? condition.commitment.name
        let level = Level(condition.level)
        return .init(
            commitment: Named(id: condition.commitment.name, name: title), level: level, verified: condition.verified, hours: condition.hours,
            words: "Due \(condition.hours) hours after “\(title)” is \(condition.verified ? "verified" : "assessed") at level \(level.number), \(level.text)\(level.number < 3 ? ", or above" : "").")
    }

    func commitmentView(_ commitment: Agreement.Commitment, _ status: CommitmentStatus, _ texts: Texts) -> CommitmentView {
        let spoken = Set(status.accounts.map(\.act.participant))
        let recurs = commitment.recurrence != nil
        let order = participants.map(\.id)
        func isBefore(_ left: Citation, _ right: Citation) -> Bool {
            (order.firstIndex(of: left.participant) ?? order.count, left.index) < (order.firstIndex(of: right.participant) ?? order.count, right.index)
        }
        return CommitmentView(
            commitment: commitmentLine(commitment), indicator: commitment.indicator, method: commitment.method,
            conditions: commitment.conditions.map { condition in
                .init(terms: terms(condition, of: agreement ?? Agreement()), met: line(met(condition), AssessCommitment.kind, texts))
            },
            recurrence: commitment.recurrence.map(CommitmentView.Recurrence.init), periods: recurs ? periods(commitment, status) : [],
            accounts: parties.flatMap { party in status.accounts.filter { $0.act.participant == party.id } }.map { account in
                CommitmentView.Account(
                    act: line(account.act, ReportProgress.kind, texts), level: Level(account.level), period: recurs ? account.period : nil,
                    obstacle: Term(account.obstacle), words: texts[account.act, "account"], evidence: account.evidence.compactMap(evidenceLink))
            },
            assessments: assessments(status).map { assessment in
                CommitmentView.Assessment(
                    act: line(assessment.act, AssessCommitment.kind, texts), level: Level(assessment.content.level), period: recurs ? assessment.period : nil,
                    basis: Term(assessment.content.basis), timeliness: Term(assessment.content.timeliness),
                    obstacle: Term(assessment.content.obstacle), reasons: texts[assessment.act, "reasons"],
                    evidence: assessment.content.evidence.compactMap(evidenceLink),
                    contests: assessment.contests.sorted { isBefore($0.act, $1.act) }.map { contest in
                        .init(
                            act: line(contest.act, ContestAssessment.kind, texts), level: contest.level.map { Level($0) },
                            reasons: texts[contest.act, "reasons"], evidence: contest.evidence.compactMap(evidenceLink))
                    })
            },
            silent: parties.filter { !spoken.contains($0.id) }.map { participant($0.id) })
    }

    private func periods(_ commitment: Agreement.Commitment, _ status: CommitmentStatus) -> [CommitmentView.Period] {
        let assessments = assessments(status)
        let present = commitment.period(at: now)
        let numbers = Set([present, max(0, present - 1)] + status.accounts.map(\.period) + assessments.map(\.period))
        return numbers.sorted(by: >).map { number in
            let timing = timing(of: commitment, status, period: number)
            return .init(
                number: number, due: timing.due, overdue: timing.overdue, assessed: assessments.last { $0.period == number }.map(assessed),
                accounts: accounts(status.accounts.filter { $0.period == number }))
        }
    }
}
