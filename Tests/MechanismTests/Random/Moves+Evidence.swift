@testable import Mechanism

extension Author {
    private static let subject = World.id("evidence")

    /// An exhibit that a desk has, and which.
    fileprivate mutating func held() -> (exhibit: Exhibit, holder: Exhibit.Holder)? {
        let state = state
        let exhibit = one(in: state.exhibits) { if case .held = state.counted($0).keeping { true } else { false } }
        guard let exhibit, case .held(let holder) = state.counted(exhibit).keeping else { return nil }
        return (exhibit, holder)
    }

    fileprivate mutating func underway() -> (exhibit: Exhibit, from: Exhibit.Holder, to: Exhibit.Holder)? {
        let state = state
        let exhibit = one(in: state.exhibits) { if case .underway = state.counted($0).keeping { true } else { false } }
        guard let exhibit, case .underway(let from, let to) = state.counted(exhibit).keeping else { return nil }
        return (exhibit, from, to)
    }

    fileprivate mutating func signer(_ holder: Exhibit.Holder) -> Signer? {
        chance(8) ? nil : Signer(participant: holder.participant, desk: holder.desk)
    }

    /// After what happened to an exhibit last; now and then before it.
    fileprivate mutating func after(_ exhibit: Exhibit) -> Moment {
        let last = max(exhibit.collected, exhibit.custody.last?.at ?? exhibit.collected)
        guard last < clock, !chance(10) else { return chance(2) ? clock : before() }
        return Moment(milliseconds: number(last.milliseconds...clock.milliseconds))
    }
}

extension Moves {
    static let evidence: [Move] = [
        Move(DepositEvidence.self) { author in
            guard let incident = author.one(in: author.state.incidents, where: { $0.absorbedInto == nil }) else { return .first(OpenIncident.self) }
            var body = DepositEvidence()
            (body.incident, body.type, body.content) = (incident.id, author.word(), author.content())
            (body.size, body.collected, body.collector) = (author.number(1...9_000), author.before(), World.id("desk"))
            return .act(body)
        },

        Move(TransferEvidence.self) { author in
            guard let (exhibit, holder) = author.held() else { return .first(DepositEvidence.self) }
            var body = TransferEvidence()
            (body.exhibit, body.at) = (exhibit.id, author.after(exhibit))
            let able = author.stage.participants([.party, .guarantor, .monitoringTeam, .secretariat])
            (body.to.participant, body.to.desk) = (author.one(of: able) ?? holder.participant, author.one(of: desks) ?? desks[0])
            return .act(body, by: author.signer(holder))
        },

        Move(ReceiveEvidence.self) { author in
            guard let (exhibit, _, to) = author.underway() else { return .first(TransferEvidence.self) }
            var body = ReceiveEvidence()
            (body.exhibit, body.at, body.condition) = (exhibit.id, author.after(exhibit), author.word())
            return .act(body, by: author.signer(to), texts: body.condition == .intact || author.chance(8) ? [] : ["remark"])
        },

        Move(RecallEvidence.self) { author in
            guard let (exhibit, from, _) = author.underway() else { return .first(TransferEvidence.self) }
            var body = RecallEvidence()
            (body.exhibit, body.at, body.condition) = (exhibit.id, author.after(exhibit), author.word())
            return .act(body, by: author.signer(from), texts: body.condition == .intact || author.chance(8) ? [] : ["remark"])
        },

        Move(ExamineEvidence.self) { author in
            guard let (exhibit, holder) = author.held() else { return .first(DepositEvidence.self) }
            var body = ExamineEvidence()
            (body.exhibit, body.at, body.method) = (exhibit.id, author.after(exhibit), author.word())
            return .act(body, by: author.signer(holder))
        },

        Move(DeriveEvidence.self) { author in
            guard let (exhibit, holder) = author.held() else { return .first(DepositEvidence.self) }
            var body = DeriveEvidence()
            (body.exhibit, body.form, body.type) = (exhibit.id, author.word(), author.word())
            (body.content, body.size, body.at) = (author.content(), author.number(1...9_000), author.after(exhibit))
            return .act(body, by: author.signer(holder))
        },

        Move(ReleaseEvidence.self) { author in
            let state = author.state
            guard let exhibit = author.one(in: state.exhibits, where: { !state.isOpen($0) }) else { return .first(DepositEvidence.self) }
            var body = ReleaseEvidence()
            body.exhibit = exhibit.id
            let originator = state.originator(of: exhibit)
            return .act(
                body, by: author.chance(8) ? nil : author.officer(of: originator, for: World.id("evidence")), audience: author.chance(8) ? .participants : .everyone)
        },

        Move(DisposeOfEvidence.self) { author in
            guard let (exhibit, holder) = author.held() else { return .first(DepositEvidence.self) }
            var body = DisposeOfEvidence()
            (body.exhibit, body.at, body.disposal) = (exhibit.id, author.after(exhibit), author.word())
            return .act(body, by: author.signer(holder))
        },
    ]
}
