@testable import Mechanism

extension Author {
    /// When something happened, not long ago.
    mutating func when() -> When {
        var when = When()
        when.to = before()
        when.from = Moment(milliseconds: when.to.milliseconds - number(0...World.hour))
        when.precision = word()
        return when
    }

    mutating func place() -> Place {
        var place = Place()
        place.precision = number(1...5)
        if !chance(4) { place.area = one(of: [World.id("valley"), World.id("bridge")]) }
        if place.area == nil || chance(3) { (place.latitude, place.longitude) = (3_412_000, number(7_109_000...7_110_000)) }
        return place
    }

    mutating func facts() -> Facts {
        var facts = Facts()
        (facts.type, facts.when, facts.place) = (World.id("shelling"), when(), place())
        if chance(2) { facts.weapon = word() }
        if chance(3) { facts.direction = number(0...359) }
        if !chance(3) { facts.alleged = [actor()] }
        if chance(3) {
            var casualties = Casualties()
            casualties.side = chance(2) ? Casualties.civilians : actor()
            (casualties.killed.low, casualties.killed.best, casualties.killed.high) = (0, number(0...2), number(2...5))
            facts.casualties = [casualties]
        }
        return facts
    }

    /// Some of an incident's evidence: exhibits, and observations of teams that have reported.
    mutating func evidence(of incident: Incident) -> [ActID] {
        let reported = incident.verifications.compactMap { state.verifications[$0] }.filter { $0.report != nil }
        return some(of: incident.exhibits + reported.flatMap { $0.observations.map(\.act.act) })
    }

    /// An incident that triage has accepted.
    mutating func acceptedIncident(where fits: (Incident) -> Bool = { _ in true }) -> Incident? {
        one(in: state.incidents) { $0.triage?.outcome == .accepted && fits($0) }
    }
}

extension Moves {
    static let reports: [Move] = [
        Move(FileReport.self) { author in
            var body = FileReport()
            (body.channel, body.basis, body.facts) = (author.word(), author.word(), author.facts())
            return .act(body)
        },

        Move(CorrectReport.self) { author in
            guard let report = author.one(in: author.state.reports, where: { $0.withdrawn == nil }) else { return .first(FileReport.self) }
            var body = CorrectReport()
            (body.report, body.facts) = (report.id, author.facts())
            return .act(body, by: author.chance(6) ? nil : author.officer(of: report.filed.participant, for: World.id("report")))
        },

        Move(WithdrawReport.self) { author in
            guard let report = author.one(in: author.state.reports, where: { $0.withdrawn == nil }) else { return .first(FileReport.self) }
            var body = WithdrawReport()
            body.report = report.id
            return .act(body, by: author.chance(6) ? nil : author.officer(of: report.filed.participant, for: World.id("report")))
        },
    ]

    static let incidents: [Move] = [
        Move(OpenIncident.self) { author in
            let free = author.state.reports.rows.filter { $0.incidents.isEmpty && $0.withdrawn == nil }
            guard !free.isEmpty else { return .first(FileReport.self) }
            var body = OpenIncident()
            body.reports = author.some(of: free.suffix(3).map(\.id))
            (body.type, body.when, body.place) = (World.id("shelling"), author.when(), author.place())
            return .act(body)
        },

        Move(GatherReport.self) { author in
            guard let incident = author.one(in: author.state.incidents) else { return .first(OpenIncident.self) }
            guard let report = author.one(in: author.state.reports, where: { $0.incidents.isEmpty && $0.withdrawn == nil }) else { return .first(FileReport.self) }
            var body = GatherReport()
            (body.incident, body.report) = (incident.id, report.id)
            return .act(body)
        },

        Move(TriageIncident.self) { author in
            guard let incident = author.one(in: author.state.incidents, where: { $0.verifications.isEmpty }) else { return .first(OpenIncident.self) }
            var body = TriageIncident()
            body.incident = incident.id
            body.outcome = author.chance(3) ? author.word() : .accepted
            if body.outcome == .duplicate { body.duplicateOf = author.one(in: author.state.incidents)?.id }
            if body.outcome == .accepted { body.articles = [World.id("2.1")] }
            return .act(body)
        },

        Move(DepositEvidence.self) { author in
            guard let incident = author.one(in: author.state.incidents) else { return .first(OpenIncident.self) }
            var body = DepositEvidence()
            (body.incident, body.type, body.content) = (incident.id, author.word(), author.content())
            (body.size, body.collected, body.collector) = (author.number(1...9_000), author.before(), World.id("desk"))
            return .act(body)
        },
    ]

    static let verification: [Move] = [
        Move(TaskVerification.self) { author in
            guard let incident = author.acceptedIncident() else { return .first(TriageIncident.self) }
            var body = TaskVerification()
            body.incident = incident.id
            body.lead = author.member(author.one(of: author.stage.participants([.monitoringTeam, .guarantor])))
            if !author.chance(3) { body.team = author.stage.parties.map { author.member($0) } }
            if author.chance(3) { body.team.append(author.member(World.id("monitors"), at: World.id("desk-2"))) }
            return .act(body)
        },

        Move(Observe.self) { author in
            guard let verification = author.one(in: author.state.verifications, where: { $0.report == nil }) else { return .first(TaskVerification.self) }
            var body = Observe()
            body.verification = verification.id
            (body.method, body.when, body.place, body.bearing) = (author.word(), author.when(), author.place(), author.word())
            if author.chance(4) {
                var restriction = Observe.Restriction()
                (restriction.kind, restriction.by) = (author.word(), author.actor())
                body.restriction = restriction
            }
            let member = author.one(of: verification.team + [verification.lead])
            return .act(body, by: author.chance(8) ? nil : member.map { .init(participant: $0.participant, desk: $0.desk) })
        },

        Move(ReportVerification.self) { author in
            guard let verification = author.one(in: author.state.verifications, where: { $0.report == nil && !$0.observations.isEmpty }) else { return .first(Observe.self) }
            var body = ReportVerification()
            (body.verification, body.occurrence) = (verification.id, author.word())
            for member in [verification.lead] + verification.team where !body.views.contains(where: { $0.component == member.participant }) {
                var view = ReportVerification.View()
                (view.component, view.position) = (member.participant, author.word())
                body.views.append(view)
            }
            return .act(body, by: author.chance(8) ? nil : .init(participant: verification.lead.participant, desk: verification.lead.desk))
        },
    ]
}

extension Author {
    func member(_ participant: Identifier?, at desk: Identifier = World.id("desk")) -> Verification.Member {
        var member = Verification.Member()
        (member.participant, member.desk) = (participant ?? Identifier(), desk)
        return member
    }
}
