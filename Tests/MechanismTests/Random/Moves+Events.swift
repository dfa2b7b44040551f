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
        return some(of: state.exhibits(of: incident) + reported.flatMap { state.established(by: $0).map(\.act) })
    }

    /// An incident that triage has accepted.
    mutating func acceptedIncident(where fits: (Incident) -> Bool = { _ in true }) -> Incident? {
        one(in: state.incidents) { $0.triage?.outcome == .accepted && $0.absorbedInto == nil && fits($0) }
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

        Move(MergeIncidents.self) { author in
            let incidents = author.state.incidents.rows.filter { $0.absorbedInto == nil && $0.verifications.isEmpty }
            guard let incident = author.one(of: incidents), author.state.incidents.count > 1 else { return .first(OpenIncident.self) }
            var body = MergeIncidents()
            (body.incident, body.into) = (incident.id, author.one(in: author.state.incidents) { $0.absorbedInto == nil && $0.id != incident.id }?.id ?? incident.id)
            return .act(body)
        },

        Move(SplitIncident.self) { author in
            var body = SplitIncident()
            if author.chance(2), let absorbed = author.one(in: author.state.incidents, where: { $0.absorbedInto != nil }) {
                body.incident = absorbed.id
                return .act(body)
            }
            guard !author.errs(8), let incident = author.one(in: author.state.incidents, where: { $0.absorbedInto == nil && $0.ownReports.count > 1 }) else {
                // Nothing absorbed it.
                if author.errs(4), let alone = author.one(in: author.state.incidents) {
                    body.incident = alone.id
                    return .act(body)
                }
                return .first(GatherReport.self)
            }
            var apart = OpenIncident()
            apart.reports = author.some(of: incident.ownReports)
            if apart.reports.count == incident.ownReports.count, !author.chance(6) { apart.reports.removeLast() }
            (apart.type, apart.when, apart.place) = (World.id("shelling"), author.when(), author.place())
            (body.incident, body.apart) = (incident.id, apart)
            return .act(body, texts: author.chance(10) ? [] : ["title"])
        },
    ]

    static let verification: [Move] = [
        Move(TaskVerification.self) { author in
            guard let incident = author.acceptedIncident(where: { $0.verifications.isEmpty }) ?? (author.chance(3) ? author.acceptedIncident() : nil)
            else { return .first(TriageIncident.self) }
            var body = TaskVerification()
            body.incident = author.errs(16) ? author.one(in: author.state.incidents)?.id ?? incident.id : incident.id
            body.lead = author.member(author.one(of: author.stage.participants([.monitoringTeam, .guarantor])))
            if !author.chance(3) { body.team = author.stage.parties.map { author.member($0) } }
            if author.chance(9) { body.team.append(author.member(World.id("monitors"), at: World.id("desk-2"))) }
            return .act(body)
        },

        Move(Observe.self) { author in
            guard let verification = author.one(in: author.state.verifications, where: { $0.report == nil }) else { return .first(TaskVerification.self) }
            var body = Observe()
            body.verification = verification.id
            (body.method, body.when, body.place, body.bearing) = (author.word(), author.when(), author.place(), author.word())
            let member = author.one(of: verification.team + [verification.lead])
            return .act(body, by: author.chance(8) ? nil : member.map { .init(participant: $0.participant, desk: $0.desk) })
        },

        Move(RecordInterview.self) { author in
            guard let verification = author.one(in: author.state.verifications, where: { $0.report == nil }) else { return .first(TaskVerification.self) }
            var body = RecordInterview()
            (body.verification, body.category, body.when) = (verification.id, author.word(), author.when())
            (body.bearing, body.consent) = (author.word(), !author.chance(8))
            let member = author.one(of: verification.team + [verification.lead])
            return .act(
                body, by: author.chance(8) ? nil : member.map { .init(participant: $0.participant, desk: $0.desk) },
                audience: author.chance(8) ? .everyone : .participants)
        },

        Move(RequestAccess.self) { author in
            guard let verification = author.one(in: author.state.verifications, where: { $0.report == nil }) else { return .first(TaskVerification.self) }
            var body = RequestAccess()
            (body.verification, body.place) = (verification.id, author.place())
            body.by = author.chance(3) ? World.id("group-b") : author.chance(8) ? author.actor() : author.party()
            (body.from, body.to) = (author.clock, author.ahead())
            let member = author.one(of: verification.team + [verification.lead])
            return .act(body, by: author.chance(8) ? nil : member.map { .init(participant: $0.participant, desk: $0.desk) })
        },

        Move(AnswerAccess.self) { author in
            guard let request = author.one(in: author.state.accesses) else { return .first(RequestAccess.self) }
            var body = AnswerAccess()
            (body.request, body.answer) = (request.id, author.word())
            if body.answer == .delayed { body.until = author.ahead() }
            return .act(
                body, by: author.chance(8) ? nil : author.officer(of: request.answerer, for: World.id("verification")),
                texts: body.answer == .granted || author.chance(8) ? [] : ["reason"])
        },

        Move(RecordRestriction.self) { author in
            var body = RecordRestriction()
            (body.kind, body.by, body.place, body.left) = (author.word(), author.actor(), author.place(), author.before())
            body.arrived = Moment(milliseconds: body.left.milliseconds - author.number(0...World.hour))
            guard !author.chance(3) else { return .act(body) }
            guard let verification = author.one(in: author.state.verifications, where: { $0.report == nil }) else { return .first(TaskVerification.self) }
            body.verification = verification.id
            if author.chance(2) { body.request = author.one(of: verification.requests) }
            if author.errs(8) { body.request = author.one(in: author.state.accesses)?.id }
            let member = author.one(of: (verification.team + [verification.lead]).map(\.participant))
            return .act(body, by: author.chance(4) ? nil : member.map { author.officer(of: $0, for: World.id("restriction")) })
        },

        Move(ReportVerification.self) { author in
            let state = author.state
            let isEarly = author.errs(12)
            guard let verification = author.one(in: state.verifications, where: { $0.report == nil && (isEarly || !state.established(by: $0).isEmpty) }) else {
                return .first(author.chance(3) ? author.one(of: [RecordInterview.self, RecordRestriction.self]) ?? Observe.self : Observe.self)
            }
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
