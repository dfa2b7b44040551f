@testable import Mechanism

extension Author {
    /// A finding that is determined and not superseded.
    mutating func standingFinding(where fits: (Finding) -> Bool = { _ in true }) -> Finding? {
        one(in: state.findings) { $0.stands && fits($0) }
    }

    /// A remedy of one of these standings.
    fileprivate mutating func remedy(_ standings: Remedy.Status...) -> Remedy? {
        let state = state
        return one(in: state.remedies) { standings.contains(state.status(of: $0)) }
    }

    /// Mostly by whom it is addressed to, or by a guarantor that it is not addressed to.
    fileprivate mutating func addressee(_ remedy: Remedy) -> Signer? { chance(8) ? nil : officer(of: remedy.to, for: World.id("remedy")) }

    fileprivate mutating func judge(_ remedy: Remedy) -> Signer? {
        let judge = one(of: stage.participants([.guarantor]).filter { $0 != remedy.to })
        return chance(8) ? nil : judge.map { officer(of: $0, for: World.id("remedy")) }
    }

    /// Some hours from now.
    mutating func ahead(_ hours: ClosedRange<Int64> = 1...60) -> Moment { clock.adding(hours: number(hours)) }
}

extension Moves {
    static let remedies: [Move] = [
        Move(AcknowledgeFinding.self) { author in
            let state = author.state
            guard let finding = author.standingFinding(where: { $0.determination.map { !state.uninformed(of: $0).isEmpty } ?? false }),
                let determination = finding.determination
            else { return .first(DetermineFinding.self) }
            var body = AcknowledgeFinding()
            body.finding = finding.id
            let party = author.one(of: state.uninformed(of: determination)) ?? author.party()
            return .act(body, by: author.officer(of: author.chance(8) ? author.party() : party, for: World.id("finding")), audience: author.chance(10) ? .everyone : .participants)
        },

        Move(PublishFinding.self) { author in
            let isOver = author.errs(10)
            guard let finding = author.standingFinding(where: { ($0.determination?.published == nil) != isOver }), let determination = finding.determination
            else { return .first(DetermineFinding.self) }
            if !author.state.uninformed(of: determination).isEmpty, !author.chance(4) {
                let end = determination.act.received.adding(hours: author.stage.agreement.clocks.publication)
                if author.clock <= end { return author.chance(2) ? .first(AcknowledgeFinding.self) : .wait(Moment(milliseconds: end.milliseconds + author.number(0...1))) }
            }
            var body = PublishFinding()
            body.finding = finding.id
            let determiner = author.one(of: author.stage.agreement.determination.members) ?? author.party()
            return .act(body, by: author.officer(of: determiner, for: World.id("finding")), audience: author.chance(10) ? .participants : .everyone)
        },

        Move(DecideConsequence.self) { author in
            let state = author.state
            let isOver = author.errs(6)
            guard let due = author.one(in: state.consequences, where: { $0.isOpen != isOver && state.holds($0) }) else { return .first(DetermineFinding.self) }
            var body = DecideConsequence()
            (body.finding, body.consequence, body.on) = (due.finding, due.consequence, due.on)
            // Mostly as another determiner has, so that it takes effect.
            (body.decision, body.until) = due.votes.last.map { ($0.decision, $0.until) } ?? (author.word(), nil)
            if author.chance(3) { (body.decision, body.until) = (author.word(), nil) }
            if body.decision == .deferred, body.until == nil { body.until = author.ahead() }
            let determiner = author.one(of: author.stage.agreement.determination.members) ?? author.party()
            return .act(body, by: author.officer(of: determiner, for: World.id("consequence")), audience: author.chance(8) ? .everyone : .participants)
        },

        Move(RecommendRemedy.self) { author in
            var body = RecommendRemedy()
            switch author.number(0...2) {
            case 0:
                guard let finding = author.standingFinding() else { return .first(DetermineFinding.self) }
                body.finding = finding.id
            case 1:
                guard let incident = author.one(in: author.state.incidents) else { return .first(OpenIncident.self) }
                body.incident = incident.id
            default: body.commitment = author.one(of: author.stage.agreement.commitments)?.id
            }
            body.to = author.one(of: author.stage.participants([.party, .party, .guarantor, .monitoringTeam, .secretariat])) ?? author.party()
            body.due = author.ahead()
            return .act(body, audience: .participants)
        },

        Move(UndertakeRemedy.self) { author in
            guard let remedy = author.remedy(.recommended, .refused) else { return .first(RecommendRemedy.self) }
            var body = UndertakeRemedy()
            body.remedy = remedy.id
            return .act(body, by: author.addressee(remedy), audience: .participants)
        },

        Move(RefuseRemedy.self) { author in
            guard let remedy = author.remedy(.recommended) else { return .first(RecommendRemedy.self) }
            var body = RefuseRemedy()
            body.remedy = remedy.id
            return .act(body, by: author.addressee(remedy), audience: .participants)
        },

        Move(ReportRemedy.self) { author in
            guard let remedy = author.remedy(.undertaken) else { return .first(UndertakeRemedy.self) }
            var body = ReportRemedy()
            (body.remedy, body.evidence) = (remedy.id, author.some(of: author.state.exhibits.rows.suffix(2).map(\.id)))
            return .act(body, by: author.addressee(remedy), audience: .participants)
        },

        Move(AcceptRemedy.self) { author in
            guard let remedy = author.remedy(.reported) else { return .first(ReportRemedy.self) }
            var body = AcceptRemedy()
            body.remedy = remedy.id
            return .act(body, by: author.judge(remedy), audience: .participants)
        },

        Move(ReturnRemedy.self) { author in
            guard let remedy = author.remedy(.reported) else { return .first(ReportRemedy.self) }
            var body = ReturnRemedy()
            body.remedy = remedy.id
            return .act(body, by: author.judge(remedy), audience: .participants)
        },

        Move(CloseRemedy.self) { author in
            guard let remedy = author.remedy(.recommended, .undertaken, .refused, .reported) else { return .first(RecommendRemedy.self) }
            var body = CloseRemedy()
            body.remedy = remedy.id
            return .act(body, by: author.judge(remedy), audience: .participants)
        },
    ]
}
