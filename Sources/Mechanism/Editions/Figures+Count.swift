extension State {
    /// What an edition counts: the acts received from `from` on and before `to`, beside those of as long before.
    ///
    /// Goes through the record's rows: its cost grows with them, as that of no other act does. What a repudiated key signed is not counted.
    func figures(from: Moment, to: Moment) -> Figures {
        var figures = Figures()
        guard let agreement else { return figures }
        let begins = agreement.truce.from.moment
        let days = DaysOfTruce(self, from: begins, to: to)
        figures.period = tally(Span(from: from, to: to), days)
        figures.before = tally(Span(from: Moment(milliseconds: 2 * from.milliseconds - to.milliseconds), to: from), days)
        // The record before the cut-off: also what was received in its very millisecond.
        figures.total = tally(Span(from: begins, to: max(begins, Moment(milliseconds: to.milliseconds + 1))), days)
        figures.crossings = agreement.crossings.map(crossing)
        figures.commitments = parties.map { party in commitments(of: party.id, agreement.commitments.filter { $0.obligor == party.id }, at: to) }
        return figures
    }

    private func tally(_ span: Span, _ days: DaysOfTruce) -> Figures.Tally {
        var tally = Figures.Tally()
        let within = days.within(span)
        tally.days = Int64(within.count)
        tally.calm = Int64(days.isCalm[within].count { $0 })
        tally.coverage = days.extents.map { area, extents in
            var coverage = Figures.Coverage()
            coverage.area = area
            for extent in extents[within] {
                switch extent {
                case .observed: coverage.observed += 1
                case .partly: coverage.partly += 1
                case .notObserved: coverage.notObserved += 1
                case nil: coverage.notReported += 1
                }
            }
            return coverage
        }
        tally.restrictions = restrictions(in: span)
        tally.reports = reports(in: span)
        tally.incidents = incidents(in: span)
        tally.proposed = Int64(findings.rows.count { span.contains($0.proposed.received) && !isContested($0.proposed) })
        tally.determined = determined(in: span)
        return tally
    }

    private func reports(in span: Span) -> [Figures.Reports] {
        let types = ever(\.definitions).map(\.id)
        let places = Dictionary(uniqueKeysWithValues: types.enumerated().map { ($0.element, $0.offset) })
        let roles = Dictionary(uniqueKeysWithValues: (establishment?.participants ?? []).map { ($0.id, $0.role) })
        var counts = types.map { type in
            var count = Figures.Reports()
            count.type = type
            return count
        }
        for report in rows(of: reports, in: span, \.filed) where report.withdrawn == nil && !isContested(report.filed) {
            guard let place = places[report.facts.type] else { continue }
            switch roles[report.filed.participant] {
            case .party: counts[place].parties += 1
            case .guarantor: counts[place].guarantors += 1
            case .monitoringTeam: counts[place].monitors += 1
            case .secretariat: counts[place].secretariat += 1
            case .observer, nil: break
            }
        }
        return counts.filter { $0.parties + $0.guarantors + $0.monitors + $0.secretariat > 0 }
    }

    private func incidents(in span: Span) -> [Figures.Incidents] {
        let outcomes = rows(of: incidents, in: span, \.opened).filter { !isContested($0.opened) }.map(publicOutcome)
        return IncidentOutcome.allCases.compactMap { outcome in
            var count = Figures.Incidents()
            (count.outcome, count.count) = (outcome, Int64(outcomes.count { $0 == outcome }))
            return count.count > 0 ? count : nil
        }
    }

    /// What the mechanism has made of an incident, as far as everybody may know: a determination counts from its publication on.
    fileprivate func publicOutcome(of incident: Incident) -> IncidentOutcome {
        guard standingFinding(on: incident) != nil else { return outcome(of: incident) }
        let published = findings.last(of: incident.findings) { $0.determination?.published != nil }
        return published?.conclusion.outcome ?? .proposed
    }

    private func determined(in span: Span) -> [Figures.Determined] {
        func counts(_ finding: Finding) -> Bool {
            guard let published = finding.determination?.published, span.contains(published.received), !isContested(published) else { return false }
            // That another has taken its place is known once that is published.
            return finding.supersededBy.flatMap { findings[$0]?.determination?.published }.map(isContested) ?? true
        }
        let conclusions = findings.rows.filter(counts).map(\.conclusion)
        return IncidentOutcome.allCases.flatMap { outcome in
            ([nil] + Grade.allCases.map(Optional.some)).compactMap { grade in
                var count = Figures.Determined()
                (count.outcome, count.grade) = (outcome, grade)
                count.count = Int64(conclusions.count { $0.outcome == outcome && $0.grade == grade })
                return count.count > 0 ? count : nil
            }
        }
    }

    private func restrictions(in span: Span) -> [Figures.Restrictions] {
        let recorded = rows(of: restrictions, in: span, \.recorded).filter { !isContested($0.recorded) }.map(\.content)
        let actors = parties.map(\.id) + ever(\.actors).map(\.id)
        return actors.compactMap { actor in
            var count = Figures.Restrictions()
            count.by = actor
            for restriction in recorded where restriction.by == actor {
                switch restriction.kind {
                case .denied: count.denied += 1
                case .delayed: count.delayed += 1
                case .conditioned: count.conditioned += 1
                }
            }
            return count.denied + count.delayed + count.conditioned > 0 ? count : nil
        }
    }

    /// By each participant's last word.
    private func crossing(_ crossing: Agreement.Crossing) -> Figures.Crossing {
        var count = Figures.Crossing()
        count.crossing = crossing.id
        var spoken: [Identifier] = []
        for entry in crossings[CrossingStatus.id(of: crossing.id)]?.entries.reversed() ?? [] where !isContested(entry.act) && !spoken.contains(entry.act.participant) {
            spoken.append(entry.act.participant)
            switch entry.condition {
            case .open: count.open += 1
            case .restricted: count.restricted += 1
            case .closed: count.closed += 1
            }
        }
        return count
    }

    private func commitments(of party: Identifier, _ commitments: [Agreement.Commitment], at moment: Moment) -> Figures.Commitments {
        var count = Figures.Commitments()
        count.party = party
        for commitment in commitments {
            let last = assessments.last(of: self.commitments[CommitmentStatus.id(of: commitment.id)]?.assessments ?? Blocks()) { !isContested($0.act) }
            switch last.flatMap({ CommitmentStatus.Level(rawValue: $0.content.level) }) {
            case nil: count.notAssessed += 1
            case .notInitiated: count.notInitiated += 1
            case .minimum: count.minimum += 1
            case .intermediate: count.intermediate += 1
            case .complete: count.complete += 1
            }
            if isOverdue(commitment, at: moment) { count.overdue += 1 }
        }
        return count
    }

    /// Whether a commitment, or the present period of one that recurs or the one before, is overdue.
    private func isOverdue(_ commitment: Agreement.Commitment, at moment: Moment) -> Bool {
        let period = commitment.period(at: moment)
        return (max(0, period - 1)...period).contains { timing(of: commitment, period: $0, at: moment)?.isOverdue(at: moment) ?? false }
    }

    private func ever<Term: NamedTerm>(_ list: (Agreement) -> [Term]) -> [Term] { agreements.ever(list) }

    /// The rows of a table whose act was received in a span. They stand in the order of receipt: the first is found by halving.
    private func rows<Element: Row>(of table: Table<Element>, in span: Span, _ act: (Element) -> Citation) -> [Element] {
        var (low, high) = (0, table.rows.count)
        while low < high {
            let middle = (low + high) / 2
            if act(table.rows[middle]).received < span.from { low = middle + 1 } else { high = middle }
        }
        return Array(table.rows[low...].prefix { act($0).received < span.to })
    }
}

/// What an agreement lists under names of its own.
protocol NamedTerm { var id: Identifier { get } }
extension Agreement.Definition: NamedTerm {}
extension Agreement.Actor: NamedTerm {}
extension Agreement.Area: NamedTerm {}

/// From a moment on, and before another.
private struct Span {
    let from: Moment
    let to: Moment
    func contains(_ moment: Moment) -> Bool { from <= moment && moment < to }
}

/// The days of the truce that have ended, in UTC, from the one in which it began: whether each was calm, and how far each area was observed.
private struct DaysOfTruce {
    private let first: Int64
    private let count: Int
    private(set) var isCalm: [Bool]
    private(set) var extents: [(area: Identifier, days: [ReportCoverage.Extent?])]

    init(_ state: State, from: Moment, to: Moment) {
        first = from.day.number
        count = Int(max(0, to.day.number - first))
        isCalm = Array(repeating: true, count: count)
        extents = (state.agreement?.areas ?? []).map { [count] in ($0.id, Array(repeating: nil, count: count)) }
        for incident in state.incidents.rows where Self.disturbs(state.publicOutcome(of: incident)) && !state.isContested(incident.opened) {
            for day in days(incident.when.from.day, incident.when.to.day) { isCalm[day] = false }
        }
        for report in state.coverage.rows where !state.isContested(report.act) {
            guard let area = extents.firstIndex(where: { $0.area == report.content.area }) else { continue }
            for day in days(report.content.from, report.content.to) { extents[area].days[day] = report.content.extent }
        }
    }

    /// The days that ended in a span, its last moment included.
    func within(_ span: Span) -> Range<Int> { days(span.from.day, Day(number: span.to.day.number - 1)) }

    /// The places of the days from one to another, as far as they belong to the truce and have ended.
    private func days(_ from: Day, _ to: Day) -> Range<Int> {
        let low = min(max(0, from.number - first), Int64(count))
        return Int(low)..<Int(min(max(low, to.number - first + 1), Int64(count)))
    }

    /// Whether an incident may have disturbed the calm: not one that was found to be none, is another's, or none of the truce's.
    private static func disturbs(_ outcome: IncidentOutcome) -> Bool {
        switch outcome {
        case .outOfMandate, .duplicate, .merged, .notEstablished: false
        default: true
        }
    }
}

extension [Agreement] {
    /// What any version of the agreement has in a list, in the order in which it came, each name once.
    func ever<Term: NamedTerm>(_ list: (Agreement) -> [Term]) -> [Term] {
        var seen: Set<Identifier> = []
        return flatMap(list).filter { seen.insert($0.id).inserted }
    }
}
