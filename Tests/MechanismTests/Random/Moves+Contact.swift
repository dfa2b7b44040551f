@testable import Mechanism

extension Moves {
    /// Liaison and notices.
    static let contact: [Move] = [
        Move(CallLiaison.self) { author in
            var body = CallLiaison()
            (body.to, body.urgency) = (author.party(), author.word())
            if author.chance(3) { body.incident = author.one(in: author.state.incidents)?.id }
            let others = author.stage.participants([.party, .guarantor, .monitoringTeam]).filter { $0 != body.to }
            return .act(body, by: author.one(of: others).map { author.officer(of: $0, for: World.id("liaison")) })
        },

        Move(AcknowledgeCall.self) { author in
            guard let call = author.one(in: author.state.calls, where: { $0.acknowledgements.isEmpty && $0.resolutions.isEmpty }) else { return .first(CallLiaison.self) }
            var body = AcknowledgeCall()
            body.call = call.id
            return .act(body, by: author.chance(8) ? nil : author.officer(of: call.to, for: World.id("liaison")))
        },

        Move(ResolveCall.self) { author in
            guard let call = author.one(in: author.state.calls, where: { $0.resolutions.isEmpty }) else { return .first(CallLiaison.self) }
            var body = ResolveCall()
            (body.call, body.outcome) = (call.id, author.word())
            let side = author.one(of: [call.to, call.called.participant]) ?? call.to
            return .act(body, by: author.chance(8) ? nil : author.officer(of: side, for: World.id("liaison")))
        },

        Move(GiveNotice.self) { author in
            var body = GiveNotice()
            (body.kind, body.from) = (author.word(), author.ahead(0...60))
            body.to = body.from.adding(hours: author.number(1...12))
            body.places = [author.place()]
            return .act(body)
        },

        Move(ObjectToNotice.self) { author in
            let clock = author.clock
            let isOff = author.errs(10)
            guard let notice = author.one(in: author.state.notices, where: { $0.withdrawals.isEmpty != isOff && $0.to >= clock }) else { return .first(GiveNotice.self) }
            var body = ObjectToNotice()
            body.notice = notice.id
            let others = author.stage.participants([.party, .guarantor]).filter { $0 != notice.given.participant }
            // At times when it is just over.
            if author.chance(6), notice.to < clock.adding(hours: 100) { return .wait(Moment(milliseconds: notice.to.milliseconds + 1)) }
            return .act(body, by: author.chance(8) ? nil : author.one(of: others).map { author.officer(of: $0, for: World.id("notice")) })
        },

        Move(WithdrawNotice.self) { author in
            let clock = author.clock
            let isOff = author.errs(10)
            guard let notice = author.one(in: author.state.notices, where: { $0.withdrawals.isEmpty != isOff && $0.from >= clock }) else { return .first(GiveNotice.self) }
            var body = WithdrawNotice()
            body.notice = notice.id
            if author.chance(6), notice.from > clock { return .wait(notice.from) }
            return .act(body, by: author.chance(8) ? nil : author.officer(of: notice.given.participant, for: World.id("notice")))
        },
    ]
}
