@testable import Mechanism

extension Author {
    fileprivate mutating func acting(except others: [Identifier] = []) -> Identifier {
        one(of: stage.participants(Role.acting).filter { !others.contains($0) }) ?? party()
    }

    mutating func matter() -> Matter {
        var matter = Matter()
        switch number(0...3) {
        case 0: matter.article = World.id("2.1")
        case 1: matter.proposal = one(in: state.proposals)?.id
        case 2: matter.incident = one(in: state.incidents)?.id
        default: matter.commitment = one(of: stage.agreement.commitments)?.id
        }
        if matter == Matter() { matter.article = World.id("2.1") }
        return matter
    }

    /// A meeting that is not cancelled.
    fileprivate mutating func meeting(where fits: (Meeting) -> Bool = { _ in true }) -> Meeting? {
        one(in: state.meetings) { $0.cancelled.isEmpty && fits($0) }
    }

    /// An action item that is so far.
    fileprivate mutating func action(_ stages: ActionItem.Progress?...) -> ActionItem? {
        let state = state
        return one(in: state.actions) { stages.contains(state.progress(of: $0)) }
    }

    fileprivate mutating func judge(_ item: ActionItem) -> Signer? {
        let judges = [item.assigned.participant] + stage.participants([.guarantor])
        return chance(8) ? nil : one(of: judges.filter { $0 != item.owner }).map { officer(of: $0, for: World.id("action")) }
    }
}

extension Moves {
    static let meetings: [Move] = [
        Move(ConveneMeeting.self) { author in
            var body = ConveneMeeting()
            (body.kind, body.from) = (author.chance(2) ? .round : author.word(), author.ahead(1...30))
            body.to = body.from.adding(hours: author.number(1...5))
            body.participants = author.stage.parties + author.some(of: author.stage.participants([.guarantor, .monitoringTeam]))
            if author.chance(6) { body.participants.removeFirst() }
            return .act(body)
        },

        Move(CancelMeeting.self) { author in
            let clock = author.clock
            guard let meeting = author.meeting(where: { $0.from >= clock && $0.minutes.isEmpty }) else { return .first(ConveneMeeting.self) }
            var body = CancelMeeting()
            body.meeting = meeting.id
            if author.chance(6), meeting.from > clock { return .wait(meeting.from) }
            return .act(body, by: author.chance(8) ? nil : author.officer(of: meeting.convened.participant, for: World.id("meeting")))
        },

        Move(MinuteMeeting.self) { author in
            guard let meeting = author.meeting(where: { $0.minutes.isEmpty }) else { return .first(ConveneMeeting.self) }
            if author.clock <= meeting.to, !author.chance(8) { return .wait(Moment(milliseconds: meeting.to.milliseconds + author.number(0...1))) }
            var body = MinuteMeeting()
            body.meeting = meeting.id
            for participant in meeting.participants {
                var attendance = Meeting.Attendance()
                (attendance.participant, attendance.presence) = (participant, author.chance(2) ? .present : author.word())
                body.attendance.append(attendance)
            }
            let writers = [meeting.convened.participant, World.id("secretariat")]
            return .act(body, by: author.chance(8) ? nil : author.one(of: writers).map { author.officer(of: $0, for: World.id("meeting")) })
        },

        Move(ApproveMinutes.self) { author in
            guard let meeting = author.meeting(where: { !$0.minutes.isEmpty }) else { return .first(MinuteMeeting.self) }
            var body = ApproveMinutes()
            body.meeting = meeting.id
            let came = meeting.minutes.last?.attendance.filter { $0.presence == .present || $0.presence == .represented }.map(\.participant) ?? []
            return .act(body, by: author.chance(6) ? nil : author.one(of: came).map { author.officer(of: $0, for: World.id("meeting")) })
        },

        Move(DissentFromMinutes.self) { author in
            guard let meeting = author.meeting(where: { !$0.minutes.isEmpty }) else { return .first(MinuteMeeting.self) }
            var body = DissentFromMinutes()
            body.meeting = meeting.id
            return .act(body, by: author.chance(6) ? nil : author.one(of: meeting.participants).map { author.officer(of: $0, for: World.id("meeting")) })
        },
    ]

    static let followUp: [Move] = [
        Move(TableProposal.self) { author in
            var body = TableProposal()
            body.to = author.some(of: author.stage.participants([.party, .party, .guarantor]))
            if author.chance(2) { body.until = author.ahead(1...80) }
            if author.chance(4) { body.meeting = author.meeting()?.id }
            if author.chance(2) { body.about = author.matter() }
            let others = author.stage.participants([.party, .guarantor]).filter { !body.to.contains($0) }
            if others.isEmpty { body.to.removeLast() }
            let able = author.stage.participants([.party, .guarantor]).filter { !body.to.contains($0) }
            return .act(body, by: author.one(of: able).map { author.officer(of: $0, for: World.id("proposal")) })
        },

        Move(AnswerProposal.self) { author in
            guard let proposal = author.one(in: author.state.proposals, where: { $0.withdrawn.isEmpty }) else { return .first(TableProposal.self) }
            var body = AnswerProposal()
            (body.proposal, body.reply) = (proposal.id, author.word())
            let addressee = author.one(of: proposal.addressees)?.participant ?? author.party()
            if body.reply == .counters {
                body.counter = author.one(in: author.state.proposals) { own in
                    own.tabled.participant == addressee && own.tabled.index > proposal.tabled.index && own.withdrawn.isEmpty
                        && own.addressees.contains { $0.participant == proposal.tabled.participant }
                }?.id
                // The counter-proposal comes first; now and then another act is named.
                if body.counter == nil, !author.chance(4) {
                    var counter = TableProposal()
                    (counter.to, counter.about) = ([proposal.tabled.participant], author.matter())
                    return .act(counter, by: author.officer(of: addressee, for: World.id("proposal")))
                }
            }
            if body.reply == .needsTime { body.until = proposal.until.adding(hours: author.number(1...80)) }
            return .act(body, by: author.chance(8) ? nil : author.officer(of: addressee, for: World.id("proposal")))
        },

        Move(WithdrawProposal.self) { author in
            guard let proposal = author.one(in: author.state.proposals, where: { $0.withdrawn.isEmpty }) else { return .first(TableProposal.self) }
            var body = WithdrawProposal()
            body.proposal = proposal.id
            return .act(body, by: author.chance(6) ? nil : author.officer(of: proposal.tabled.participant, for: World.id("proposal")))
        },

        Move(StatePosition.self) { author in
            var body = StatePosition()
            (body.about, body.stance) = (author.matter(), author.word())
            return .act(body)
        },

        Move(RequestAssurance.self) { author in
            var body = RequestAssurance()
            let signer = author.officer(of: author.one(of: author.stage.participants([.party, .guarantor])) ?? author.party(), for: World.id("assurance"))
            body.of = author.acting(except: [signer.participant])
            if author.chance(2) { body.until = author.ahead(1...80) }
            if author.chance(2) { body.about = author.matter() }
            return .act(body, by: signer)
        },

        Move(AnswerAssurance.self) { author in
            guard let assurance = author.one(in: author.state.assurances) else { return .first(RequestAssurance.self) }
            var body = AnswerAssurance()
            (body.assurance, body.answer) = (assurance.id, author.word())
            let words = [AnswerAssurance.Answer.conditional: ["condition"], .refused: ["reason"]][body.answer] ?? []
            return .act(
                body, by: author.chance(8) ? nil : author.officer(of: assurance.of, for: World.id("assurance")), texts: author.chance(12) ? ["reason"] : words)
        },

        Move(WithdrawAssurance.self) { author in
            let state = author.state
            guard let assurance = author.one(in: state.assurances, where: { [.given, .conditional].contains(state.standing(of: $0)) })
                ?? (author.errs(4) ? author.one(in: state.assurances) : nil)
            else { return .first(AnswerAssurance.self) }
            var body = WithdrawAssurance()
            body.assurance = assurance.id
            return .act(body, by: author.chance(8) ? nil : author.officer(of: assurance.of, for: World.id("assurance")))
        },

        Move(AssignAction.self) { author in
            var body = AssignAction()
            (body.owner, body.until) = (author.acting(), author.ahead())
            if author.chance(4) { body.meeting = author.meeting()?.id }
            return .act(body)
        },

        Move(AcceptAction.self) { author in
            guard let item = author.action(nil) else { return .first(AssignAction.self) }
            var body = AcceptAction()
            body.action = item.id
            return .act(body, by: author.chance(8) ? nil : author.officer(of: item.owner, for: World.id("action")))
        },

        Move(CompleteAction.self) { author in
            guard let item = author.action(nil, .accepted, .returned) else { return .first(AssignAction.self) }
            var body = CompleteAction()
            body.action = item.id
            return .act(body, by: author.chance(8) ? nil : author.officer(of: item.owner, for: World.id("action")))
        },

        Move(ConfirmAction.self) { author in
            guard let item = author.action(.completed) else { return .first(CompleteAction.self) }
            var body = ConfirmAction()
            body.action = item.id
            return .act(body, by: author.judge(item))
        },

        Move(ReturnAction.self) { author in
            guard let item = author.action(.completed) else { return .first(CompleteAction.self) }
            var body = ReturnAction()
            body.action = item.id
            if author.chance(2) { body.until = author.ahead() }
            return .act(body, by: author.judge(item))
        },

        Move(DropAction.self) { author in
            guard let item = author.action(nil, .accepted, .completed, .returned) else { return .first(AssignAction.self) }
            var body = DropAction()
            body.action = item.id
            return .act(body, by: author.chance(8) ? nil : author.officer(of: item.assigned.participant, for: World.id("action")))
        },

        Move(RaiseEscalation.self) { author in
            // At times what the rung has given more time for.
            let state = author.state
            if author.errs(6), let given = author.one(in: state.escalations, where: { $0.calls.last.flatMap(state.resolution)?.outcome == .extended }) {
                var body = RaiseEscalation()
                (body.overdue, body.rung) = (given.overdue, given.rung)
                return .act(body)
            }
            let ladder = author.stage.agreement.ladder
            let rung = author.chance(3) ? ladder[1] : ladder[0]
            guard let deadline = author.one(of: author.state.deadlines(at: author.clock)) else { return .first(OpenIncident.self) }
            let reached = Moment(milliseconds: deadline.until.adding(hours: rung.hours).milliseconds + 1)
            if author.clock < reached, reached < author.clock.adding(hours: 200), !author.chance(5) {
                return .wait(Moment(milliseconds: reached.milliseconds - author.number(0...1)))
            }
            var body = RaiseEscalation()
            (body.overdue.table, body.overdue.row, body.overdue.clock) = (World.id(deadline.table), deadline.row, World.id(deadline.clock))
            body.rung = rung.id
            let raiser = author.one(of: author.stage.participants([.party, .guarantor])) ?? author.party()
            return .act(body, by: author.chance(8) ? nil : author.officer(of: raiser, for: World.id("escalation")))
        },

        Move(ResolveEscalation.self) { author in
            let state = author.state
            guard let open = author.one(in: state.escalations, where: { $0.calls.last.map { state.resolution(of: $0) == nil } ?? false }),
                let call = open.calls.last
            else { return .first(RaiseEscalation.self) }
            var body = ResolveEscalation()
            (body.overdue, body.rung, body.outcome) = (open.overdue, open.rung, author.word())
            if body.outcome == .extended { body.until = author.ahead(1...24) }
            let members = author.stage.agreement.ladder.first { $0.id == open.rung }?.members ?? []
            let free = members.filter { !call.owed.contains($0) }
            return .act(body, by: author.one(of: free.isEmpty || author.chance(8) ? members : free).map { author.officer(of: $0, for: World.id("escalation")) })
        },
    ]
}
