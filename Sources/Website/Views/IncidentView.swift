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
    let accounts: [AccountView]
    let facts: [FactRow]
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
        var acts = [IncidentAct(citation: incident.opened, kind: OpenIncident.kind)]
        acts += incident.gathered.map { IncidentAct(citation: $0, kind: GatherReport.kind) }
        for triage in incident.triages {
            acts.append(.init(citation: triage.act, kind: TriageIncident.kind, detail: Term(triage.outcome).text))
        }
        for report in accounts(of: incident) {
            acts += report.versions.enumerated().map { version, content in
                IncidentAct(citation: content.act, kind: version == 0 ? FileReport.kind : CorrectReport.kind)
            }
            if let withdrawn = report.withdrawn { acts.append(.init(citation: withdrawn, kind: WithdrawReport.kind)) }
        }
        for exhibit in exhibits(of: incident) {
            acts.append(.init(citation: exhibit.deposited, kind: exhibit.depositKind, detail: Term(exhibit.type).text))
        }
        for verification in incident.verifications.compactMap(verification) {
            acts.append(.init(citation: verification.tasked, kind: TaskVerification.kind))
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

    /// The acts whose texts the page of an incident shows.
    func citations(for incident: Incident) -> [Citation] {
        acts(of: incident).map(\.citation)
            + incident.triages.compactMap(\.duplicateOf).compactMap { self.incident($0)?.opened }
    }

    func incidentView(_ incident: Incident, _ texts: Texts) -> IncidentView {
        let accounts = accounts(of: incident)
        let findings = incident.findings.compactMap(finding)
        let verifications = incident.verifications.compactMap(verification)
        var named = accounts.flatMap { $0.facts.alleged + $0.facts.casualties.map(\.side) }
        named += findings.flatMap(\.conclusion.attributedTo)
        named += verifications.flatMap(\.restrictions).compactMap(restriction).map(\.content.by)
        return IncidentView(
            incident: incidentLine(incident, texts), opened: line(incident.opened, OpenIncident.kind, texts),
            placeName: texts[incident.opened, "place"], meaning: outcome(of: incident).meaning,
            definition: agreement?.definitions.first { $0.id == incident.type }.map {
                .init(type: Named(id: $0.id.name, name: $0.title), text: $0.text, article: $0.article.map(article))
            },
            triages: incident.triages.map { triage in
                .init(
                    act: line(triage.act, TriageIncident.kind, texts), outcome: Term(triage.outcome),
                    articles: triage.articles.map(article),
                    duplicateOf: triage.duplicateOf.flatMap(self.incident).map {
                        .init(number: $0.opened.index, title: texts[$0.opened, "title"])
                    },
                    reason: texts[triage.act, "reason"])
            },
            accounts: accounts.map { accountView($0, texts) }, facts: factRows(accounts),
            actors: (agreement?.actors ?? []).filter { named.contains($0.id) }.map(actorView),
            exhibits: exhibits(of: incident).map { exhibitView($0, texts) },
            verifications: verifications.map { verificationView($0, texts) },
            findings: findings.map { findingView($0, texts) },
            timeline: acts(of: incident).map { .init(act: line($0.citation, $0.kind, texts), detail: $0.detail) })
    }
}
