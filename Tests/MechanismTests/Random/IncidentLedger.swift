@testable import Mechanism

/// Which incident each report and each exhibit is with, and which incident has absorbed which: kept from the acts alone, so that nothing
/// can be lost on the way, and what is parted again is as it was.
struct IncidentLedger {
    /// The incident that a report or an exhibit is with.
    private var home: [ActID: ActID] = [:]
    private var into: [ActID: ActID] = [:]
    private var exhibits: Set<ActID> = []

    /// Whether an exhibit is with an incident, or with one that it has absorbed.
    func holds(_ incident: ActID, _ exhibit: ActID) -> Bool {
        var at = home[exhibit]
        while let here = at {
            if here == incident { return true }
            at = into[here]
        }
        return false
    }

    mutating func enter(_ id: ActID, _ entry: Ledger.Entry, _ state: State) -> [String] {
        switch entry.body {
        case let body as OpenIncident: for report in body.reports { home[report] = id }
        case let body as GatherReport: home[body.report] = body.incident
        case let body as MergeIncidents: into[body.incident] = body.into
        case let body as SplitIncident:
            if let apart = body.apart { for report in apart.reports { home[report] = id } } else { into[body.incident] = nil }
        case let body as DepositEvidence:
            home[id] = body.incident
            exhibits.insert(id)
        case let body as DeriveEvidence:
            home[id] = home[body.exhibit]
            exhibits.insert(id)
        default: return []
        }
        return state.incidents.rows.compactMap { incident in
            let with = home.keys.filter { holds(incident.id, $0) }
            let (reports, pieces) = (Set(with).subtracting(exhibits), exhibits.intersection(with))
            guard Set(state.reports(of: incident)) == reports, state.reports(of: incident).count == reports.count else {
                return "incidents: \(incident.id.hex) has not the reports that were gathered into it"
            }
            guard Set(state.exhibits(of: incident)) == pieces, state.exhibits(of: incident).count == pieces.count else {
                return "incidents: \(incident.id.hex) has not the evidence that was deposited on it"
            }
            return nil
        }
    }
}
