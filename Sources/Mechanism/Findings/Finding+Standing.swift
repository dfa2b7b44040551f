/// What counts of a finding, and which finding counts on an incident.
extension State {
    func checkDeterminer(_ act: Admitted) throws(Refusal) {
        let determination = try inForce().determination
        guard determination.members.contains(act.participant) else {
            throw Refusal("finding.determiner", "Findings and their consequences are determined by \(determination.members.map(\.name).joined(separator: ", ")), as the agreement says.")
        }
    }

    /// A finding with the replies and positions that count: one that a repudiated key signed does not, and may be given again.
    public func counted(_ finding: Finding) -> Finding {
        var finding = finding
        finding.replies.removeAll { isContested($0.act) }
        finding.votes.removeAll { isContested($0.act) }
        return finding
    }

    /// The act behind a piece of evidence: the deposit of an exhibit, or an observation of the incident's verifications.
    func citation(ofEvidence id: ActID, for incident: ActID) -> Citation? {
        if let exhibit = exhibits[id] { return exhibit.deposited }
        return incidents[incident]?.verifications.compactMap { verifications[$0] }.flatMap(established).first { $0.act == id }
    }

    /// The finding that counts on an incident: determined, and not superseded.
    public func standingFinding(on incident: Incident) -> Finding? {
        findings.last(of: incident.findings, where: \.stands)
    }

    /// Whether a finding rests on what is determined on its incident now: nothing, or the one that it is to supersede; or is what is determined, for
    /// somebody who may not know that yet.
    func isCurrent(_ finding: Finding, on incident: Incident) -> Bool {
        standingFinding(on: incident).map { $0.id == finding.supersedes || $0.id == finding.id } ?? true
    }

    /// Whether a repudiated key signed a finding's proposal, or the act behind a piece of its evidence.
    func restsOnContested(_ finding: Finding) -> Bool {
        isContested(finding.proposed) || finding.evidence.contains { citation(ofEvidence: $0, for: finding.incident).map(isContested) ?? false }
    }

    /// Whether a finding may still be determined. One that rests on a contested act is not; another may be proposed in its place.
    func isOpen(_ finding: Finding, under agreement: Agreement) -> Bool {
        guard finding.determination == nil, finding.supersededBy == nil, !restsOnContested(finding),
            let incident = incidents[finding.incident], isCurrent(finding, on: incident)
        else { return false }
        return !counted(finding).isOutOfReach(under: agreement.determination)
    }

    /// A finding that something follows from: one that stands.
    func standing(_ id: ActID) throws(Refusal) -> Finding {
        let finding = try finding(id)
        guard finding.determination != nil else {
            throw Refusal("finding.undetermined", "The finding must be determined before anything follows from it.")
        }
        guard finding.supersededBy == nil else {
            throw Refusal("finding.superseded", "The finding was superseded; what follows, follows from the incident's last determined one.")
        }
        return finding
    }

    /// Lets the finding stand again that one superseded whose determination was set aside; behind one that is itself not
    /// determined any more, the one before it.
    mutating func reinstate(before id: ActID) {
        var id = id
        while let after = findings[id], after.determination == nil, after.supersededBy == nil,
            let before = after.supersedes, findings[before]?.supersededBy == id {
            findings.update(before) { $0.supersededBy = nil }
            id = before
        }
    }
}
