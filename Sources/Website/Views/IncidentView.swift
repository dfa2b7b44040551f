import Mechanism

/// One incident, whole.
struct IncidentView: Encodable, Sendable {
    struct Link: Encodable, Sendable {
        let number: Int64
        let title: [Wording]
    }
    struct Triage: Encodable, Sendable {
        let act: ActLine
        let outcome: Term
        let articles: [Named]
        let duplicateOf: Link?
        let reason: [Wording]
    }
    struct Definition: Encodable, Sendable {
        let type: Named
        /// The agreement's own definition.
        let text: String
        let article: Named?
        /// The version of the agreement that was in force when the incident was opened, whose definition holds for it.
        let version: Int64
    }
    /// That one incident was absorbed into another, and parted from it again.
    struct Merge: Encodable, Sendable {
        /// The other incident.
        let incident: Link
        let act: ActLine
        let reason: [Wording]
        /// Left out while it is absorbed.
        let parted: ActLine?
        let partedReason: [Wording]
    }
    /// Reports that were taken out of an incident into one of their own.
    struct Split: Encodable, Sendable {
        /// The other incident.
        let incident: Link
        let act: ActLine
        let reason: [Wording]
        /// The reports, by the places in the record of the acts that filed them.
        let reports: [Int64]
    }
    struct TimelineEntry: Encodable, Sendable {
        let act: ActLine
        /// What it came to, such as a position or an outcome.
        let detail: String?
    }

    let incident: IncidentLine
    let opened: ActLine
    let placeName: [Wording]
    let meaning: String
    let definition: Definition?
    let triages: [Triage]
    /// When it was absorbed into another incident, in order.
    let merges: [Merge]
    /// What it absorbed, in order, also what was parted from it since.
    let absorbed: [Merge]
    /// Incidents that some of its reports became.
    let splits: [Split]
    /// The incident that its reports were taken from; left out where it was opened by itself.
    let splitFrom: Split?
    let accounts: [AccountView]
    let facts: [FactRow]
    /// What was published of it; left out where no claim from a publication is part of an account.
    let press: PressView?
    /// Actors that are named here and take no part, under the names that each side uses.
    let actors: [ActorView]
    let exhibits: [ExhibitView]
    let verifications: [VerificationView]
    let findings: [FindingView]
    let timeline: [TimelineEntry]
}

extension Reading {
    /// One act about an incident.
    struct IncidentAct {
        let citation: Citation
        let kind: ActKind
        var detail: String?
    }

    /// Every act about an incident that the reader may see, in the record's order. Give it what a reading gave.
    func acts(of incident: Incident) -> [IncidentAct] {
        var acts = [IncidentAct(citation: incident.opened, kind: openingKind(of: incident))]
        acts += incident.gathered.map { IncidentAct(citation: $0, kind: GatherReport.kind) }
        for triage in incident.triages {
            acts.append(.init(citation: triage.act, kind: TriageIncident.kind, detail: Term(triage.outcome).text))
        }
        acts += merges(of: incident).flatMap { other, merge in
            [IncidentAct(citation: merge.act, kind: MergeIncidents.kind, detail: "Into incident \(other.opened.index)")] + parting(merge)
        }
        acts += absorptions(by: incident).flatMap { other, merge in
            [IncidentAct(citation: merge.act, kind: MergeIncidents.kind, detail: "Incident \(other.opened.index) into this one")] + parting(merge)
        }
        acts += splits(of: incident).map { other, _ in
            IncidentAct(citation: other.opened, kind: SplitIncident.kind, detail: "Some of its reports became incident \(other.opened.index)")
        }
        for report in accounts(of: incident) {
            acts += report.versions.enumerated().map { version, content in
                IncidentAct(citation: content.act, kind: version == 0 ? FileReport.kind : CorrectReport.kind)
            }
            if let withdrawn = report.withdrawn { acts.append(.init(citation: withdrawn, kind: WithdrawReport.kind)) }
        }
        for exhibit in exhibits(of: incident) {
            acts.append(.init(citation: exhibit.deposited, kind: exhibit.depositKind, detail: Term(exhibit.type).text))
            // What was copied stands there as the copy's deposit.
            acts += exhibit.custody.filter { $0.kind != .copied }.map { .init(citation: $0.act, kind: $0.kind.act, detail: detail($0)) }
            if let released = exhibit.released { acts.append(.init(citation: released, kind: ReleaseEvidence.kind)) }
        }
        for verification in incident.verifications.compactMap(verification) {
            acts.append(.init(citation: verification.tasked, kind: TaskVerification.kind))
            for request in verification.requests.compactMap({ state.accesses[$0].flatMap(seen) }) {
                acts.append(.init(citation: request.asked, kind: RequestAccess.kind, detail: "Of \(actor(request.content.by).name)"))
                acts += request.answers.map { .init(citation: $0.act, kind: AnswerAccess.kind, detail: Term($0.content.answer).text) }
            }
            acts += verification.interviews.compactMap(interview).map { .init(citation: $0.recorded, kind: RecordInterview.kind, detail: Term($0.content.category).text) }
            acts += verification.observations.map { observation in
                .init(citation: observation.act, kind: Observe.kind, detail: Term(observation.content.method).text)
            }
            acts += verification.restrictions.compactMap(restriction).map { restriction in
                let detail = "Access \(restriction.content.kind.rawValue) by \(actor(restriction.content.by).name)"
                return .init(citation: restriction.recorded, kind: RecordRestriction.kind, detail: detail)
            }
            if let report = verification.report {
                acts.append(.init(citation: report.act, kind: ReportVerification.kind, detail: Term(report.occurrence).text))
            }
        }
        for finding in incident.findings.compactMap(finding) {
            acts.append(.init(citation: finding.proposed, kind: ProposeFinding.kind, detail: Term(finding.conclusion.outcome).text))
            acts += finding.replies.map { .init(citation: $0.act, kind: ReplyToFinding.kind, detail: Term($0.position).text) }
            acts += finding.votes.map { .init(citation: $0.act, kind: $0.concurs ? ConcurWithFinding.kind : DissentFromFinding.kind) }
            acts += finding.setAside.compactMap { determination in
                telling(of: determination).map { .init(citation: $0, kind: sees(determination.act) ? DetermineFinding.kind : PublishFinding.kind, detail: "Set aside since, by a reply that was lodged in time") }
            }
            if let determination = finding.determination {
                let detail = Term(finding.conclusion.outcome).text
                if sees(determination.act) { acts.append(.init(citation: determination.act, kind: DetermineFinding.kind, detail: detail)) }
                acts += determination.acknowledged.map { .init(citation: $0, kind: AcknowledgeFinding.kind) }
                if let published = determination.published { acts.append(.init(citation: published, kind: PublishFinding.kind, detail: detail)) }
            }
            if let waiting = waitingDetermination(of: finding) {
                let kind = waiting.audience == .everyone ? PublishFinding.kind : DetermineFinding.kind
                acts.append(.init(citation: waiting, kind: kind))
            }
        }
        return acts.sorted { $0.citation.index < $1.citation.index }
    }

    /// The kind of the act that opened an incident: reports may have become one of their own.
    private func openingKind(of incident: Incident) -> ActKind { source(of: incident) == nil ? OpenIncident.kind : SplitIncident.kind }

    /// The row of the incident that an incident's reports were taken from; whether the reader may see it is to be asked yet.
    private func source(of incident: Incident) -> Incident? { state.incidents.rows.first { $0.splits.contains { $0.incident == incident.id } } }

    private func merges(of incident: Incident) -> [(Incident, Incident.Merge)] {
        incident.merges.compactMap { merge in self.incident(merge.into).map { ($0, merge) } }
    }

    private func absorptions(by incident: Incident) -> [(Incident, Incident.Merge)] {
        incident.absorbed.compactMap(self.incident).flatMap { other in other.merges.filter { $0.into == incident.id }.map { (other, $0) } }
    }

    private func splits(of incident: Incident) -> [(Incident, Incident.Split)] {
        incident.splits.compactMap { split in self.incident(split.incident).map { ($0, split) } }
    }

    private func parting(_ merge: Incident.Merge) -> [IncidentAct] {
        merge.parted.map { [.init(citation: $0, kind: SplitIncident.kind, detail: "Parted again")] } ?? []
    }

    private func detail(_ step: Exhibit.Step) -> String? {
        switch step.kind {
        case .handedOver: step.to.map { "To \(participant($0.participant).name), \($0.desk)" }
        case .received, .recalled: step.condition.map { Term($0).text }
        case .examined: step.method.map { Term($0).text }
        case .disposed: step.disposal.map { Term($0).text }
        case .copied: nil
        }
    }

    /// The acts whose texts the page of an incident shows.
    func citations(for incident: Incident) -> [Citation] {
        let others = (merges(of: incident) + absorptions(by: incident)).map(\.0.opened) + splits(of: incident).map(\.0.opened)
        return acts(of: incident).map(\.citation) + others + pressCitations(for: incident)
            + incident.triages.compactMap(\.duplicateOf).compactMap { self.incident($0)?.opened } + (source(of: incident).map { [$0.opened] } ?? [])
    }

    private func link(_ incident: Incident, _ texts: Texts) -> IncidentView.Link { .init(number: incident.opened.index, title: texts[incident.opened, "title"]) }

    private func mergeView(_ other: Incident, _ merge: Incident.Merge, _ texts: Texts) -> IncidentView.Merge {
        .init(
            incident: link(other, texts), act: line(merge.act, MergeIncidents.kind, texts), reason: texts[merge.act, "reason"],
            parted: line(merge.parted, SplitIncident.kind, texts), partedReason: texts[merge.parted, "reason"])
    }

    private func splitView(_ other: Incident, _ split: Incident.Split, by act: Citation, _ texts: Texts) -> IncidentView.Split {
        .init(
            incident: link(other, texts), act: line(act, SplitIncident.kind, texts), reason: texts[act, "reason"],
            reports: split.reports.compactMap { report($0)?.filed.index })
    }

    func incidentView(_ incident: Incident, _ texts: Texts) -> IncidentView {
        let accounts = accounts(of: incident)
        let findings = incident.findings.compactMap(finding)
        let verifications = incident.verifications.compactMap(verification)
        var named = accounts.flatMap { $0.facts.alleged + $0.facts.casualties.map(\.side) }
        named += findings.flatMap(\.conclusion.attributedTo)
        named += verifications.flatMap(\.restrictions).compactMap(restriction).map(\.content.by)
        return IncidentView(
            incident: incidentLine(incident, texts), opened: line(incident.opened, openingKind(of: incident), texts),
            placeName: texts[incident.opened, "place"], meaning: outcome(of: incident).meaning,
            definition: version(incident.agreement)?.text.definitions.first { $0.id == incident.type }.map {
                .init(type: Named(id: $0.id.name, name: $0.title), text: $0.text, article: $0.article.map(article), version: incident.agreement)
            },
            triages: incident.triages.map { triage in
                .init(
                    act: line(triage.act, TriageIncident.kind, texts), outcome: Term(triage.outcome),
                    articles: triage.articles.map(article),
                    duplicateOf: triage.duplicateOf.flatMap(self.incident).map { link($0, texts) },
                    reason: texts[triage.act, "reason"])
            },
            merges: merges(of: incident).map { mergeView($0, $1, texts) }, absorbed: absorptions(by: incident).map { mergeView($0, $1, texts) },
            splits: splits(of: incident).map { splitView($0, $1, by: $0.opened, texts) },
            splitFrom: source(of: incident).flatMap { self.incident($0.id) }.flatMap { source in
                source.splits.first { $0.incident == incident.id }.map { splitView(source, $0, by: incident.opened, texts) }
            },
            accounts: accounts.map { accountView($0, texts) }, facts: factRows(accounts), press: pressView(of: incident, texts),
            actors: (agreement?.actors ?? []).filter { named.contains($0.id) }.map(actorView),
            exhibits: exhibits(of: incident).map { exhibitView($0, texts) },
            verifications: verifications.map { verificationView($0, texts) },
            findings: findings.map { findingView($0, texts) },
            timeline: acts(of: incident).map { .init(act: line($0.citation, $0.kind, texts), detail: $0.detail) })
    }
}

extension Exhibit.Step.Kind {
    /// The kind of act that tells of it.
    var act: ActKind {
        switch self {
        case .handedOver: TransferEvidence.kind
        case .received: ReceiveEvidence.kind
        case .recalled: RecallEvidence.kind
        case .examined: ExamineEvidence.kind
        case .copied: DeriveEvidence.kind
        case .disposed: DisposeOfEvidence.kind
        }
    }
}
