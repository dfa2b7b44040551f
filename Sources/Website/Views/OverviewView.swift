import Mechanism

/// How things stand, on one page.
struct OverviewView: Encodable, Sendable {
    /// How long nothing has happened that was established as a violation.
    struct Calm: Encodable, Sendable {
        let days: Int64
        /// The last event that was established as a violation, by the number of its incident; left out where there is none.
        let incident: Int64?
        let since: Instant
        let words: String
    }
    struct Count: Encodable, Sendable {
        let outcome: Term
        let count: Int
    }
    /// Reports are allegations: counted apart, and never as incidents or violations.
    struct Reports: Encodable, Sendable {
        struct Teller: Encodable, Sendable {
            let participant: Named
            let count: Int
        }
        let filed: Int
        let withdrawn: Int
        let gathered: Int
        let by: [Teller]
    }
    struct Restrictions: Encodable, Sendable {
        struct By: Encodable, Sendable {
            let actor: Named
            let denied: Int
            let delayed: Int
            let conditioned: Int
        }
        let count: Int
        /// How many observations teams made, so that the count has something to be read against.
        let observations: Int
        /// Every party in the order of establishment, then others.
        let by: [By]
    }
    struct Crossing: Encodable, Sendable {
        struct Account: Encodable, Sendable {
            let participant: Named
            /// Left out where the participant has reported nothing.
            let condition: Term?
            let since: Instant?
            let reported: Instant?
            /// The act, by its place in the record.
            let act: Int64?
            let remark: [Wording]
        }
        let id: String
        let name: String
        let agreed: Bool
        /// In the order of those who report on crossings.
        let accounts: [Account]
    }

    let title: String
    let note: String
    let participants: [AgreementView.Member]
    let truce: TruceView
    let calm: Calm?
    let parties: [Named]
    let commitments: [CommitmentLine]
    /// Every outcome, those with none too.
    let incidents: [Count]
    let incidentsInAll: Int
    /// How many incidents have a determined finding: what the counts of outcomes rest on.
    let determined: Int
    let reports: Reports
    let restrictions: Restrictions
    /// Who reports on crossings: each party and the monitors.
    let crossingTellers: [Named]
    let crossings: [Crossing]
    /// The latest three.
    let editions: [EditionLine]
    /// How many acts of the record are for participants only.
    let actsForParticipants: Int
}

extension Reading {
    /// The acts whose texts the overview shows.
    var overviewCitations: [Citation] { editionCitations + crossings.flatMap { $0.entries.map(\.act) } }

    func overviewView(actsForParticipants: Int, _ texts: Texts) -> OverviewView {
        let incidents = incidents
        let outcomes = incidents.map(outcome)
        return OverviewView(
            title: title, note: agreement?.note ?? "",
            participants: participants.map { .init(id: $0.id.name, name: $0.name, role: Term($0.role)) },
            truce: truceView, calm: calm(incidents), parties: parties.map { participant($0.id) }, commitments: commitmentList.commitments,
            incidents: IncidentOutcome.inOrderOfWork.map { outcome in
                .init(outcome: Term(outcome), count: outcomes.filter { $0 == outcome }.count)
            },
            incidentsInAll: incidents.count, determined: outcomes.filter(\.isDetermined).count,
            reports: reportCounts(incidents), restrictions: restrictionCounts, crossingTellers: crossingTellers.map { participant($0.id) }, crossings: crossingViews(texts),
            editions: Array(editionLines(texts).prefix(3)), actsForParticipants: actsForParticipants)
    }

    private func calm(_ incidents: [Incident]) -> OverviewView.Calm? {
        guard let begin = agreement?.truce.from.moment, begin <= now else { return nil }
        let violations = incidents.filter { outcome(of: $0) == .violation }
        guard let last = violations.max(by: { $0.when.from < $1.when.from }) else {
            return .init(
                days: begin.days(until: now), incident: nil, since: Instant(begin),
                words: "No violation has been established since the truce began.")
        }
        return .init(
            days: last.when.from.days(until: now), incident: last.opened.index, since: Instant(last.when.from),
            words: "Counted from the last event that was established as a violation.")
    }

    private func reportCounts(_ incidents: [Incident]) -> OverviewView.Reports {
        let reports = reports
        return .init(
            filed: reports.count, withdrawn: reports.filter { $0.withdrawn != nil }.count,
            gathered: incidents.reduce(0) { $0 + $1.ownReports.count },
            by: participants.compactMap { participant in
                let count = reports.filter { $0.filed.participant == participant.id }.count
                return count == 0 && participant.role != .party ? nil : .init(participant: self.participant(participant.id), count: count)
            })
    }

    private var restrictionCounts: OverviewView.Restrictions {
        let observations = verifications.flatMap(\.observations)
        let restrictions = self.restrictions.map(\.content)
        let others = (agreement?.actors ?? []).map(\.id).filter { actor in restrictions.contains { $0.by == actor } }
        return .init(
            count: restrictions.count, observations: observations.count,
            by: (parties.map(\.id) + others).map { actor in
                func count(_ kind: RecordRestriction.Kind) -> Int { restrictions.filter { $0.by == actor && $0.kind == kind }.count }
                return .init(actor: self.actor(actor), denied: count(.denied), delayed: count(.delayed), conditioned: count(.conditioned))
            })
    }

    private var crossingTellers: [Participant] { participants.filter { $0.role == .party || $0.role == .monitoringTeam } }

    private func crossingViews(_ texts: Texts) -> [OverviewView.Crossing] {
        (agreement?.crossings ?? []).map { crossing in
            let entries = crossings.first { $0.crossing == crossing.id }?.entries ?? .init()
            let latest = crossingTellers.map { teller in (teller, entries.last { $0.act.participant == teller.id }) }
            return .init(
                id: crossing.id.name, name: crossing.name, agreed: Set(latest.compactMap { $0.1?.condition }).count < 2,
                accounts: latest.map { teller, entry in
                    .init(
                        participant: participant(teller.id), condition: Term(entry?.condition), since: Instant(entry?.since),
                        reported: Instant(entry?.act.received), act: entry?.act.index, remark: texts[entry?.act, "remark"])
                })
        }
    }
}
