extension Incident {
    /// The incident that has absorbed this one; `nil` while it stands for itself.
    public var absorbedInto: ActID? { merges.last.flatMap { $0.parted == nil ? $0.into : nil } }

    /// The reports that are its own now: those that it gathered, without those that became incidents of their own.
    public var ownReports: [ActID] {
        guard !splits.isEmpty else { return reports }
        let taken = Set(splits.flatMap(\.reports))
        return reports.filter { !taken.contains($0) }
    }

    /// The incident and all that it has absorbed, however deep, each before what it absorbed itself.
    /// - Parameter find: an incident by its id; `nil` where whoever asks may not see it.
    public func whole(_ find: (ActID) -> Incident?) -> [Incident] {
        var (whole, next): ([Incident], [Incident]) = ([], [self])
        while let incident = next.popLast() {
            whole.append(incident)
            next += incident.absorbed.reversed().compactMap(find).filter { $0.absorbedInto == incident.id }
        }
        return whole
    }
}

extension State {
    /// The reports that an incident rests on: its own, and those of the incidents that it has absorbed.
    public func reports(of incident: Incident) -> [ActID] { incident.whole { incidents[$0] }.flatMap(\.ownReports) }

    /// The evidence on an incident: what was deposited on it, and on the incidents that it has absorbed.
    public func exhibits(of incident: Incident) -> [ActID] { incident.whole { incidents[$0] }.flatMap(\.exhibits) }

    /// The incident that takes the acts about this one: the one that has absorbed it, or the incident itself.
    public func surviving(_ incident: Incident) -> Incident {
        var surviving = incident
        while let into = surviving.absorbedInto.flatMap({ incidents[$0] }) { surviving = into }
        return surviving
    }

    /// An incident that acts may be about.
    func standingIncident(_ id: ActID) throws(Refusal) -> Incident {
        let incident = try incident(id)
        guard incident.absorbedInto == nil else {
            throw Refusal("incident.merged", "Another incident has absorbed this one: the act must name \(surviving(incident).id.hex).")
        }
        return incident
    }
}

public struct MergeIncidents: ActBody {
    public static let kind = ActKind(
        "incident.merge", "Absorbs an incident into another that is about the same event; it stays, marked, and may be parted again.",
        by: [.guarantor, .monitoringTeam, .secretariat], texts: [.must("reason", "Why both are about the same event.")], since: 1)

    public var incident = ActID()
    public var into = ActID()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("incident", &incident, "The incident that is absorbed; no team was tasked with it.")
        field("into", &into, "The incident that absorbs it, and takes the acts about both from here on.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let absorbed = try state.standingIncident(incident)
        let surviving = try state.standingIncident(into)
        guard incident != into else {
            throw Refusal("incident.merge", "An incident is absorbed into another one.")
        }
        guard absorbed.verifications.isEmpty else {
            throw Refusal("incident.merge", "An incident is absorbed while no team was tasked with it; the other one may be absorbed into it.")
        }
        guard surviving.triage?.outcome != .duplicate else {
            throw Refusal("incident.merge", "An incident is absorbed into one that is not a duplicate; name the one that it duplicates.")
        }
        var merge = Incident.Merge()
        (merge.act, merge.into) = (act.citation, into)
        state.incidents.update(incident) { $0.merges.append(merge) }
        state.incidents.update(into) { if !$0.absorbed.contains(incident) { $0.absorbed.append(incident) } }
    }
}

public struct SplitIncident: ActBody {
    public static let kind = ActKind(
        "incident.split", "Parts an absorbed incident again, or takes some reports of an incident into one of their own.",
        by: [.guarantor, .monitoringTeam, .secretariat],
        texts: [
            .must("reason", "Why they are about different events."),
            .may("title", "One sentence that takes no side; needed for an incident of its own."), .may("place", "The name of the place."),
        ], since: 1)

    public var incident = ActID()
    public var apart: OpenIncident?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("incident", &incident, "The absorbed incident, or the one that the reports are taken from.")
        field("apart", &apart, "The incident that reports become, which has this act's id; null where an absorbed incident is parted.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        if let apart { try take(apart, act, &state) } else { try part(act, &state) }
    }

    private func part(_ act: Admitted, _ state: inout State) throws(Refusal) {
        let absorbed = try state.incident(incident)
        guard absorbed.absorbedInto != nil else {
            throw Refusal("incident.split", "An incident that was absorbed is parted again; of any other, some reports may be taken apart.")
        }
        // What a finding rests on stays where the finding looks for it.
        let agreement = try state.inForce()
        let parting = absorbed.whole { state.incidents[$0] }.map(\.id)
        for finding in state.surviving(absorbed).findings.compactMap({ state.findings[$0] })
        where finding.determined != nil || state.isOpen(finding, under: agreement) {
            guard !finding.evidence.contains(where: { state.exhibits[$0].map { parting.contains($0.incident) } ?? false }) else {
                throw Refusal("incident.split", "An incident is parted while no finding cites its evidence; \(finding.id.hex) does.")
            }
        }
        state.incidents.update(incident) { $0.merges[$0.merges.count - 1].parted = act.citation }
    }

    private func take(_ apart: OpenIncident, _ act: Admitted, _ state: inout State) throws(Refusal) {
        let own = Set(try state.standingIncident(incident).ownReports)
        try apart.check(act, state)
        for id in apart.reports {
            guard try state.report(id).withdrawn == nil else {
                throw Refusal("report.withdrawn", "A withdrawn report stays where it was gathered.")
            }
            guard own.contains(id) else {
                throw Refusal("incident.split", "\(id.hex) must be a report of this incident itself; what it has absorbed is parted first.")
            }
        }
        guard apart.reports.count < own.count else {
            throw Refusal("incident.reports", "An incident must keep at least one report.")
        }
        guard act.act.payload.texts.contains(where: { $0.slot.name == "title" }) else {
            throw Refusal("act.texts", "An act incident.split that makes an incident must have the text “title”: one sentence that takes no side.")
        }
        var split = Incident.Split()
        (split.incident, split.reports) = (act.citation.act, apart.reports)
        state.incidents.update(incident) { $0.splits.append(split) }
        apart.open(by: act, in: &state)
    }
}
