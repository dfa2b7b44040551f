extension Agreement.Commitment {
    /// The number of the period that a moment falls into; 0 before the first, and where the commitment does not recur.
    public func period(at moment: Moment) -> Int64 {
        guard let recurrence, moment >= recurrence.from.moment else { return 0 }
        return (moment.milliseconds - recurrence.from.moment.milliseconds) / (recurrence.hours * 3_600_000) + 1
    }

    /// The beginning of a period, counted from 1.
    func beginning(of period: Int64) -> Moment {
        recurrence.map { $0.from.moment.adding(hours: (period - 1) * $0.hours) } ?? Moment()
    }

    /// The period that an act is about: the one that it names, or the one that its time falls into.
    func period(named: Int64?, at moment: Moment) throws(Refusal) -> Int64 {
        let now = period(at: moment)
        guard let named else { return now }
        guard recurrence != nil, (0...now).contains(named) else {
            throw Refusal("commitment.period", recurrence == nil
                ? "“\(id)” does not recur: its period must be null."
                : "A period of “\(id)” must have begun: a number from 0, for the first deadline, to \(now).")
        }
        return named
    }
}

/// How a commitment, or one period of one that recurs, stands to its deadline.
public struct CommitmentTiming: Sendable {
    /// The number of the period; 0 for the first deadline, or where the commitment does not recur.
    public let period: Int64
    /// Since when the clock runs.
    public let from: Moment
    /// The last moment in time; `nil` where nothing is due, or not while a condition is not met.
    public let due: Moment?
    /// The conditions that are not met.
    public let waiting: [Agreement.Commitment.Condition]
    /// The act that set the clock off last: the agreement's, or the assessment by which the last condition was met.
    public let cause: Citation
    /// The last assessment of the period.
    public let assessed: Assessment?
    /// Whether the obligor has said since that it is complete.
    public let isReported: Bool

    /// Whether the last assessment of the period says that all of it is done.
    public var isComplete: Bool { assessed?.isComplete ?? false }

    public func isOverdue(at moment: Moment) -> Bool { due.map { moment > $0 } == true && !isComplete }
}

extension State {
    /// How a commitment of the agreement stands to its deadline at an instant, by what had been said by then.
    /// - Parameters:
    ///   - period: of one that recurs, the period asked for; the one that the instant falls into where none is named.
    ///   - status: what was said of it, as far as whoever asks may see it; all of it where none is given.
    public func timing(of commitment: Agreement.Commitment, period: Int64? = nil, by status: CommitmentStatus? = nil, at moment: Moment) -> CommitmentTiming? {
        guard let status = status ?? commitments[CommitmentStatus.id(of: commitment.id)], let adoption else { return nil }
        let period = period ?? commitment.period(at: moment)
        let term = term(of: commitment, period: period, cause: adoption) { held(of: $0, at: moment) }
        let assessed = assessments.last(of: status.assessments) { $0.period == period && $0.act.received <= moment && !isContested($0.act) }
        let account = status.accounts.last {
            $0.act.participant == commitment.obligor && $0.period == period && $0.act.received <= moment && !self.isContested($0.act)
        }
        let isReported = account.map { $0.level == CommitmentStatus.Level.complete.rawValue && $0.act.index > assessed?.act.index ?? -1 }
        return CommitmentTiming(
            period: period, from: term.from, due: term.due, waiting: term.waiting, cause: term.cause, assessed: assessed, isReported: isReported ?? false)
    }

    /// The assessment by which a condition was met, by what had been said by an instant; `nil` while it is not.
    public func met(_ condition: Agreement.Commitment.Condition, at moment: Moment) -> Citation? {
        held(of: condition.commitment, at: moment)?.meets(condition)
    }

    /// The deadline by which an assessment that is made now is judged.
    func due(of commitment: Agreement.Commitment, period: Int64) -> Moment? {
        term(of: commitment, period: period, cause: Citation()) { commitments[CommitmentStatus.id(of: $0)]?.held }.due
    }

    private struct Term {
        var from: Moment
        var due: Moment?
        var waiting: [Agreement.Commitment.Condition] = []
        var cause: Citation
    }

    /// By the date agreed; by the end of the period; not before so many hours after the last condition was met.
    private func term(
        of commitment: Agreement.Commitment, period: Int64, cause: Citation, held: (Identifier) -> HeldLevels?
    ) -> Term {
        let start = max(cause.received, agreement?.truce.from.moment ?? Moment())
        var term = Term(from: period > 0 ? commitment.beginning(of: period) : start, cause: cause)
        // The last moment in time still belongs to a period; the next begins right after it.
        term.due = period > 0 ? Moment(milliseconds: commitment.beginning(of: period + 1).milliseconds - 1) : commitment.due?.moment
        var ready: Moment?
        for condition in commitment.conditions {
            guard let met = held(condition.commitment)?.meets(condition) else {
                term.waiting.append(condition)
                continue
            }
            let due = met.received.adding(hours: condition.hours)
            if ready.map({ $0 < due }) ?? true { (ready, term.cause, term.from) = (due, met, max(term.from, met.received)) }
        }
        guard term.waiting.isEmpty else {
            term.due = nil
            return term
        }
        guard let ready else { return term }
        if commitment.recurrence == nil {
            term.due = term.due.map { max($0, ready) } ?? ready
        } else if let due = term.due, due < ready {
            // A period that ends before the conditions' hours have passed owes nothing; the first deadline is put off.
            term.due = period > 0 ? nil : ready
        }
        return term
    }

    private func held(of commitment: Identifier, at moment: Moment) -> HeldLevels? {
        guard let status = commitments[CommitmentStatus.id(of: commitment)] else { return nil }
        return moment < now ? held(status, until: moment) : status.held
    }

    private func held(_ status: CommitmentStatus, until moment: Moment) -> HeldLevels {
        var held = HeldLevels()
        for id in status.assessments {
            if let assessment = assessments[id], assessment.act.received <= moment, !isContested(assessment.act) { held.take(assessment) }
        }
        return held
    }

    /// Goes through the assessments anew, after a key was repudiated: what a thief assessed meets no condition.
    mutating func recountAssessments() {
        for place in commitments.rows.indices {
            let held = held(commitments.rows[place], until: now)
            commitments.update(at: place) { $0.held = held }
        }
    }
}

extension CommitmentStatus {
    /// What is not assessed as complete: of a commitment that recurs, the present period and the one before; what came earlier is history.
    /// The obligor owes it until it has said that it is complete, and then those who assess.
    func deadlines(_ state: State, _ agreement: Agreement, at moment: Moment) -> [Deadline] {
        guard let terms = agreement.commitments.first(where: { $0.id == commitment }) else { return [] }
        let period = terms.period(at: moment)
        return (max(0, period - 1)...period).compactMap { period in
            guard let timing = state.timing(of: terms, period: period, by: self, at: moment), let due = timing.due, !timing.isComplete,
                state.isOwed(due, at: moment)
            else { return nil }
            return Deadline(
                "due", of: Self.table, id, owed: timing.isReported ? state.participants(.guarantor, .monitoringTeam) : [terms.obligor],
                from: timing.from, until: due, audience: timing.cause.audience)
        }
    }
}
