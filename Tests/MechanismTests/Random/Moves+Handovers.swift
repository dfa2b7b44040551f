@testable import Mechanism

extension Author {
    /// A handover of one of these stages, now.
    fileprivate mutating func handover(_ stages: Handover.Stage...) -> Handover? {
        let (state, clock) = (state, clock)
        return one(in: state.handovers) { stages.contains(state.stage(of: $0, at: clock)) }
    }

    private static let subject = World.id("handover")

    fileprivate mutating func officer(_ participant: Identifier?) -> Signer? {
        chance(8) ? nil : participant.map { officer(of: $0, for: Self.subject) }
    }

    /// A person of a handover that this side has not received yet, with all who are of one family with it.
    fileprivate mutating func persons(of handover: Handover, for side: Identifier) -> [Hash] {
        let asksNobody = errs(2)
        let left = handover.persons.filter { person in
            state.persons[person]?.passage(in: handover.id).map { passage in
                !state.hasReceipt(passage, by: side, of: handover) && (asksNobody || state.consent(of: passage) != .refused)
            } ?? false
        }
        return chance(3) ? some(of: left) : left
    }
}

extension Moves {
    static let handovers: [Move] = [
        Move(ProposeHandover.self) { author in
            var body = ProposeHandover()
            body.from = author.party()
            body.to = author.one(of: author.stage.participants([.party, .guarantor, .monitoringTeam]).filter { $0 != body.from }) ?? author.party()
            body.crossing = author.one(of: author.stage.agreement.crossings)?.id ?? World.id("bridge")
            body.begins = author.ahead(0...12)
            body.ends = body.begins.adding(hours: author.number(1...24))
            for _ in 0..<author.number(1...3) {
                var listed = ProposeHandover.Listed()
                listed.person = author.chance(6) ? author.one(in: author.state.persons)?.commitment ?? author.content() : author.content()
                (listed.category, listed.family) = (author.one(of: author.stage.agreement.persons)?.id ?? World.id("wounded"), author.number(0...1))
                guard !body.persons.contains(where: { $0.person == listed.person }) else { continue }
                body.persons.append(listed)
                if let place = body.counts.firstIndex(where: { $0.category == listed.category }) {
                    body.counts[place].persons += 1
                } else {
                    var count = ProposeHandover.Count()
                    (count.category, count.persons) = (listed.category, 1)
                    body.counts.append(count)
                }
            }
            let sides = [body.from, body.to] + author.stage.participants([.guarantor])
            return .act(body, by: author.officer(author.one(of: sides.filter { $0.name != "monitors" })))
        },

        Move(AcceptHandover.self) { author in
            guard let handover = author.handover(.proposed) else { return .first(ProposeHandover.self) }
            var body = AcceptHandover()
            body.handover = handover.id
            if author.chance(10) { return .wait(Moment(milliseconds: handover.answersUntil.milliseconds + author.number(0...1))) }
            return .act(body, by: author.officer(author.one(of: author.state.unanswered(handover))))
        },

        Move(DeclineHandover.self) { author in
            guard let handover = author.handover(.proposed, .lapsed) else { return .first(ProposeHandover.self) }
            var body = DeclineHandover()
            body.handover = handover.id
            return .act(body, by: author.officer(author.one(of: author.state.answering(handover))))
        },

        Move(WithdrawHandover.self) { author in
            guard let handover = author.handover(.proposed, .lapsed) else { return .first(ProposeHandover.self) }
            var body = WithdrawHandover()
            body.handover = handover.id
            return .act(body, by: author.officer(handover.proposed.participant))
        },

        Move(CheckHandover.self) { author in
            guard let handover = author.handover(.accepted, .receivedInPart, .mismatched) else { return .first(AcceptHandover.self) }
            var body = CheckHandover()
            (body.handover, body.weapons) = (handover.id, author.chance(5) ? .some : CheckHandover.Weapons.none)
            return .act(body, by: author.officer(author.one(of: [handover.to, World.id("monitors")])))
        },

        Move(ReceivePersons.self) { author in
            guard let handover = author.handover(.accepted, .receivedInPart, .mismatched) else { return .first(AcceptHandover.self) }
            let side = author.one(of: handover.sides) ?? handover.to
            if side == handover.to, handover.checks.last?.weapons != CheckHandover.Weapons.none, !author.chance(6) { return .first(CheckHandover.self) }
            var body = ReceivePersons()
            (body.handover, body.crossing, body.when) = (handover.id, handover.crossing, author.before())
            body.persons = author.persons(of: handover, for: side)
            return .act(body, by: author.officer(side))
        },

        Move(ReportMismatch.self) { author in
            guard let handover = author.handover(.accepted, .receivedInPart, .mismatched) else { return .first(AcceptHandover.self) }
            var body = ReportMismatch()
            body.handover = handover.id
            for person in author.some(of: handover.persons) {
                if author.chance(2) { body.missing.append(person) } else { body.disputed.append(person) }
            }
            if author.chance(3) { body.unexpected = [author.content()] }
            if body.missing.isEmpty, body.disputed.count == 1, author.errs(3) { (body.unexpected, body.disputed) = (body.disputed, []) }
            return .act(body, by: author.officer(author.one(of: handover.sides + [World.id("monitors")])))
        },

        Move(AgreeToMismatch.self) { author in
            let state = author.state
            guard let mismatch = author.one(in: state.mismatches, where: { !state.isAgreed($0) && state.handovers[$0.handover]?.ending.isEmpty == true }),
                let handover = state.handovers[mismatch.handover]
            else { return .first(ReportMismatch.self) }
            var body = AgreeToMismatch()
            body.mismatch = mismatch.id
            return .act(body, by: author.officer(author.one(of: handover.sides.filter { $0 != mismatch.act.participant })))
        },

        Move(CompleteHandover.self) { author in
            guard let handover = author.handover(.accepted, .receivedInPart, .mismatched) else { return .first(AcceptHandover.self) }
            let state = author.state
            let isAccounted = handover.persons.allSatisfy { person in
                state.persons[person]?.passage(in: handover.id).map { state.isAccounted($0, person, in: handover) } ?? false
            }
            if !isAccounted, !author.chance(8) {
                return author.chance(3) ? .first(AgreeToMismatch.self) : .first(ReceivePersons.self)
            }
            var body = CompleteHandover()
            body.handover = handover.id
            return .act(body)
        },

        Move(LabelPerson.self) { author in
            guard let handover = author.handover(.proposed, .accepted, .receivedInPart, .mismatched) else { return .first(ProposeHandover.self) }
            var body = LabelPerson()
            (body.handover, body.person) = (handover.id, author.one(of: handover.persons) ?? Hash())
            return .act(body)
        },

        Move(DetermineStatus.self) { author in
            guard let handover = author.handover(.proposed, .accepted, .receivedInPart, .mismatched) else { return .first(ProposeHandover.self) }
            var body = DetermineStatus()
            (body.handover, body.person) = (handover.id, author.one(of: handover.persons) ?? Hash())
            body.category = author.one(of: author.stage.agreement.persons)?.id ?? World.id("wounded")
            return .act(body)
        },

        Move(RecordConsent.self) { author in
            guard let handover = author.handover(.proposed, .accepted, .receivedInPart, .mismatched) else { return .first(ProposeHandover.self) }
            var body = RecordConsent()
            (body.handover, body.person) = (handover.id, author.one(of: handover.persons) ?? Hash())
            body.answer = author.chance(2) ? .refused : author.word()
            return .act(body, audience: author.chance(10) ? .everyone : .participants)
        },
    ]

    /// Acts opened to everyone, and texts erased.
    static let texts: [Move] = [
        Move(ReleaseAct.self) { author in
            guard let done = author.oneDone() else { return .first(FileReport.self) }
            var body = ReleaseAct()
            body.act = author.chance(12) ? author.one(in: author.state.interviews)?.id ?? done.id : done.id
            return .act(body, by: author.chance(3) ? nil : author.officer(of: done.signer.participant, for: World.id("text")), audience: author.chance(8) ? .participants : .everyone)
        },

        Move(RedactText.self) { author in
            var body = RedactText()
            if let asked = author.one(in: author.state.redactions), author.chance(2) {
                (body.act, body.text) = (asked.act, asked.text)
                return .act(body)
            }
            guard let done = author.oneDone(where: { !$0.texts.isEmpty }) else { return .first(FileReport.self) }
            (body.act, body.text) = (done.id, author.one(of: done.texts) ?? Hash())
            return .act(body)
        },

        Move(ReportErased.self) { author in
            guard let redaction = author.one(in: author.state.redactions, where: { $0.asked.count > 1 }) else { return .first(RedactText.self) }
            var body = ReportErased()
            (body.act, body.text) = (redaction.act, redaction.text)
            return .act(body)
        },
    ]
}
