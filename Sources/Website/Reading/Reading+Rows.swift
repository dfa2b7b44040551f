import Mechanism
import Registry

/// The state's rows, each without what the reader may not see.
extension Reading: Onlooker {
    /// A row of any table as the reader sees it, each by the rule that its subject has.
    func asSeen<Element: Row>(_ row: Element) -> Element? {
        switch row {
        case let row as Report: pruned(row) as? Element
        case let row as Incident: pruned(row) as? Element
        case let row as Verification: pruned(row) as? Element
        case let row as Finding: pruned(row) as? Element
        case let row as CommitmentStatus: pruned(row) as? Element
        case let row as CrossingStatus: pruned(row) as? Element
        case let row as Publication: pruned(row) as? Element
        case let row as Statement: pruned(row) as? Element
        case let row as Claim: pruned(row) as? Element
        case let row as JointAct: pruned(row) as? Element
        case let row as any Dossierable: row.seen(by: self) as? Element
        default: seen(row)
        }
    }

    var reports: [Report] { state.reports.rows.compactMap(pruned) }
    var incidents: [Incident] { state.incidents.rows.compactMap(pruned) }
    var publications: [Publication] { state.publications.rows.compactMap(pruned) }
    var statements: [Statement] { state.statements.rows.compactMap(pruned) }
    var claims: [Claim] { state.claims.rows.compactMap(pruned) }
    var verifications: [Verification] { state.verifications.rows.compactMap(pruned) }
    var restrictions: [Restriction] { state.restrictions.rows.compactMap(seen) }
    var commitments: [CommitmentStatus] { state.commitments.rows.map(pruned) }
    var crossings: [CrossingStatus] { state.crossings.rows.map(pruned) }

    func report(_ id: ActID) -> Report? { state.reports[id].flatMap(pruned) }
    func incident(_ id: ActID) -> Incident? { state.incidents[id].flatMap(pruned) }
    func exhibit(_ id: ActID) -> Exhibit? { state.exhibits[id].flatMap(seen) }
    /// The evidence on an incident, with that on the incidents that it absorbed. Give it what a reading gave.
    func exhibits(of incident: Incident) -> [Exhibit] { incident.whole(self.incident).flatMap(\.exhibits).compactMap(exhibit) }
    func restriction(_ id: ActID) -> Restriction? { state.restrictions[id].flatMap(seen) }
    func verification(_ id: ActID) -> Verification? { state.verifications[id].flatMap(pruned) }
    func finding(_ id: ActID) -> Finding? { state.findings[id].flatMap(pruned) }
    func publication(_ id: ActID) -> Publication? { state.publications[id].flatMap(pruned) }
    func statement(_ id: ActID) -> Statement? { state.statements[id].flatMap(pruned) }

    /// An incident by its number: the place in the record of the act that opened it. (Numbers that counted incidents
    /// would tell, by their gaps, of those that a reader may not see.)
    func incident(number: Int64) -> Incident? {
        state.incidents.rows.first { $0.opened.index == number }.flatMap(pruned)
    }

    private func pruned(_ report: Report) -> Report? {
        guard sees(report.filed) else { return nil }
        var seen = report
        seen.versions.removeAll { !sees($0.act) }
        seen.withdrawn = self.seen(report.withdrawn)
        // Which incident gathered it is told by the incident alone, whose gathering act may be hidden.
        seen.incidents = []
        // And which claims are part of it, by the claims.
        seen.claims = []
        return seen
    }

    private func pruned(_ incident: Incident) -> Incident? {
        guard sees(incident.opened) else { return nil }
        var seen = incident
        // The first reports were named by the opening act, each later one by a gathering act of its own.
        let first = incident.reports.count - incident.gathered.count
        seen.reports = incident.reports.enumerated().filter { place, id in
            report(id) != nil && (place < first || sees(incident.gathered[place - first]))
        }.map(\.element)
        seen.gathered.removeAll { !sees($0) }
        seen.triages = incident.triages.filter { sees($0.act) }.map { triage in
            var triage = triage
            triage.duplicateOf = triage.duplicateOf.flatMap { id in
                state.incidents[id].map { sees($0.opened) } ?? false ? id : nil
            }
            return triage
        }
        seen.exhibits.removeAll { exhibit($0) == nil }
        seen.verifications.removeAll { verification($0) == nil }
        seen.findings.removeAll { finding($0) == nil }
        seen.merges = incident.merges.filter { merge in sees(merge.act) && state.incidents[merge.into].map { sees($0.opened) } ?? false }.map { merge in
            var merge = merge
            merge.parted = self.seen(merge.parted)
            return merge
        }
        seen.absorbed.removeAll { id in
            !(state.incidents[id].map { absorbed in sees(absorbed.opened) && absorbed.merges.contains { $0.into == incident.id && sees($0.act) } } ?? false)
        }
        seen.splits = incident.splits.filter { split in state.incidents[split.incident].map { sees($0.opened) } ?? false }.map { split in
            var split = split
            split.reports.removeAll { report($0) == nil }
            return split
        }
        return seen
    }

    private func pruned(_ verification: Verification) -> Verification? {
        guard sees(verification.tasked) else { return nil }
        var seen = verification
        seen.observations.removeAll { !sees($0.act) }
        seen.interviews.removeAll { id in !(state.teamInterviews[id].map { sees($0.recorded) } ?? false) }
        seen.requests.removeAll { id in !(state.accesses[id].map { sees($0.asked) } ?? false) }
        seen.restrictions.removeAll { restriction($0) == nil }
        if let report = verification.report, !sees(report.act) { seen.report = nil }
        return seen
    }

    private func pruned(_ finding: Finding) -> Finding? {
        guard sees(finding.proposed) else { return nil }
        var seen = finding
        seen.replies.removeAll { !sees($0.act) }
        seen.votes.removeAll { !sees($0.act) }
        seen.determination = pruned(finding.determination)
        seen.setAside = finding.setAside.compactMap(pruned)
        // Who may not know yet that the other one is determined sees this one stand.
        seen.supersededBy = finding.supersededBy.flatMap { id in self.finding(id).flatMap { $0.determination == nil && $0.supersededBy == nil ? nil : id } }
        return seen
    }

    private func pruned(_ determination: Finding.Determination?) -> Finding.Determination? {
        guard var seen = determination, published(telling(of: seen)) != nil else { return nil }
        seen.acknowledged.removeAll { !sees($0) }
        seen.published = published(seen.published)
        return seen
    }

    /// The act by which the reader learns of a determination: participants by the determination itself, the public by its publication.
    func telling(of determination: Finding.Determination?) -> Citation? {
        determination.flatMap { seen($0.act) ?? seen($0.published) }
    }

    private func pruned(_ status: CommitmentStatus) -> CommitmentStatus {
        var seen = status
        seen.accounts.removeAll { !sees($0.act) }
        seen.assessments.removeAll { id in state.assessments[id].map { !sees($0.act) } ?? true }
        return seen
    }

    /// The assessments of a commitment, in order.
    func assessments(_ status: CommitmentStatus) -> [Assessment] { status.assessments.compactMap { state.assessments[$0].flatMap(seen) } }

    private func pruned(_ status: CrossingStatus) -> CrossingStatus {
        var seen = status
        seen.entries.removeAll { !sees($0.act) }
        return seen
    }

    private func pruned(_ publication: Publication) -> Publication? {
        guard var seen = self.seen(publication) else { return nil }
        seen.statements.removeAll { id in state.statements[id].map { !sees($0.recorded) } ?? true }
        seen.claims.removeAll { id in state.claims[id].map { !sees($0.proposed) } ?? true }
        return seen
    }

    private func pruned(_ statement: Statement) -> Statement? {
        guard var seen = self.seen(statement) else { return nil }
        func isHidden(_ id: ActID) -> Bool { state.publications[id].map { !sees($0.recorded) } ?? true }
        seen.publications.removeAll(where: isHidden)
        seen.read?.publications.removeAll(where: isHidden)
        seen.judgements.removeAll { isHidden($0.publication) }
        seen.alterations.removeAll { id in state.alterations[id].map { !sees($0.recorded) || isHidden($0.from.publication) || isHidden($0.to.publication) } ?? true }
        return seen
    }

    private func pruned(_ claim: Claim) -> Claim? {
        guard var seen = self.seen(claim) else { return nil }
        for place in seen.decisions.indices {
            // A report that is hidden is not named by who took a claim as part of it.
            seen.decisions[place].report = seen.decisions[place].report.flatMap { report($0) == nil ? nil : $0 }
        }
        return seen
    }

    /// Published editions in the order of their publication, which numbers them; their publication opens the cut-off too.
    var publishedEditions: [Edition] {
        state.editions.rows.filter { published($0.published) != nil }
            .sorted { ($0.published?.index ?? 0) < ($1.published?.index ?? 0) }
    }

    /// Editions that are cut and not published yet, or whose publication waits for the witnesses.
    var editionsInPreparation: [Edition] {
        state.editions.rows.filter { published($0.published) == nil && sees($0.cut) }
    }
}

extension Reading {
    /// What the mechanism has made of an incident, as far as the reader may know. For a participant, the state's own answer, once it is
    /// published.
    func outcome(of incident: Incident) -> IncidentOutcome {
        if let merge = incident.merges.last(where: { sees($0.act) }), seen(merge.parted) == nil { return .merged }
        let findings = incident.findings.compactMap(finding)
        if let standing = findings.last(where: \.stands) { return standing.conclusion.outcome }
        switch incident.triage?.outcome {
        case nil: return .registered
        case .outOfMandate: return .outOfMandate
        case .insufficientInformation: return .insufficientInformation
        case .duplicate: return .duplicate
        case .accepted:
            if let last = findings.last {
                guard let determination = agreement?.determination else { return .proposed }
                return counted(last).isOutOfReach(under: determination) ? .noAgreement : .proposed
            }
            return incident.verifications.isEmpty ? .accepted : .underVerification
        }
    }

    /// The finding that decides the outcome: determined, and not superseded.
    func determinedFinding(on incident: Incident) -> Finding? {
        incident.findings.compactMap(finding).last(where: \.stands)
    }
}

extension Reading {
    /// What the reader may know to be owed, each row counting as far as it is seen: what is owed no more because of a hidden act, is
    /// owed still for whoever may not know of that act.
    var deadlines: [Deadline] { state.deadlines(at: now, to: self).filter(isOwed) }

    /// What the reader may know to be owed on one row.
    func deadlines<Element: Row>(of row: Element) -> [Deadline] {
        state.deadlines(of: row.id, in: "\(Element.table)", at: now, to: self).filter(isOwed)
    }

    /// The right of reply and of assent end with their window, also before another act lets the rules know that it has ended.
    private func isOwed(_ deadline: Deadline) -> Bool {
        Visibility.allows(deadline.audience, to: reader) && !(["reply", "assent"].contains(deadline.clock) && deadline.isOverdue(at: now))
    }
}
