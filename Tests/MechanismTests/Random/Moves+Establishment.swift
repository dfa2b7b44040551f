@testable import Mechanism

extension Moves {
    static let establishment: [Move] = [
        Move(Establish.self) { author in
            var body = author.stage.establish
            if author.chance(8) { body.origin = "" }
            return .act(body, by: author.head(of: author.stage.participants[0].id), audience: .everyone)
        },

        Move(Accredit.self) { author in
            var body = Accredit()
            if let place = unseated(author) {
                let known = World.key("\(place.participant)/\(place.desk)")
                (body.key, body.desk) = (author.state.isKnown(known) ? author.freshKey(of: place.participant) : known, place.desk)
                body.functions = place.desk == desks[0] ? subjects + [Officer.lodging] : [World.id("report"), World.id("incident"), World.id("evidence")]
                return .act(body, by: author.head(of: place.participant))
            }
            let participant = author.one(of: author.stage.participants)?.id ?? author.party()
            body.key = author.freshKey(of: participant)
            let name = author.one(of: ["desk.phone", "desk-3", "desk-4", "desk-9.tablet"]) ?? "desk-3"
            (body.desk, body.functions) = (World.id(name), author.some(of: [World.id("report"), World.id("evidence"), Officer.lodging]))
            return .act(body, by: author.head(of: participant))
        },

        Move(WithdrawOfficer.self) { author in
            // Mostly a desk that others can do without.
            let rare = author.chance(6)
            guard let officer = author.one(in: author.state.officers, where: { $0.standing == .desk && $0.withdrawn == nil && (rare || !desks.contains($0.desk)) })
            else { return .first(Accredit.self) }
            var body = WithdrawOfficer()
            body.key = officer.key
            return .act(body, by: author.head(of: officer.participant))
        },

        Move(ReplaceHead.self) { author in
            var body = ReplaceHead()
            let open = author.one(in: author.state.replacements) { !$0.effective }
            if let open, !author.chance(4) {
                body.key = open.key
                return .act(body, by: .init(participant: open.participant, desk: World.id("recovery-\(author.number(1...3))")))
            }
            let able = author.chance(2) ? [author.stage.exchanged.0, World.id("hill")] : author.stage.participants.map(\.id)
            let participant = author.one(of: able) ?? author.party()
            body.key = author.freshKey(of: participant)
            let recovers = able.count == 2
            return .act(body, by: .init(participant: participant, desk: recovers ? World.id("recovery-\(author.number(1...3))") : Officer.headDesk))
        },

        Move(Repudiate.self) { author in
            // At times the key behind what somebody is about to rest on.
            if author.errs(3), let finding = author.one(in: author.state.findings, where: { $0.determined == nil }),
                let officer = author.state.officer(at: finding.proposed.participant, finding.proposed.desk), !officer.isHead {
                var body = Repudiate()
                (body.key, body.since) = (officer.key, finding.proposed.received)
                return .act(body, by: author.head(of: officer.participant))
            }
            if author.errs(3), let claim = author.one(in: author.state.claims, where: { $0.decisions.isEmpty }),
                let officer = author.state.officer(at: claim.proposed.participant, claim.proposed.desk), !officer.isHead {
                var body = Repudiate()
                (body.key, body.since) = (officer.key, claim.proposed.received)
                return .act(body, by: author.head(of: officer.participant))
            }
            guard let officer = author.one(in: author.state.officers, where: { $0.repudiated == nil && $0.standing == .desk && $0.last.act != nil })
            else { return .first(Accredit.self) }
            var body = Repudiate()
            (body.key, body.since) = (officer.key, author.before())
            return .act(body, by: author.head(of: officer.participant))
        },

        Move(Succeed.self) { author in
            guard let registration = author.state.registration else { return .first(Establish.self) }
            var body = Succeed()
            body.origin = "test.example/log-\(author.state.registrations.count)"
            (body.registry, body.witnesses) = ("\(body.origin)+00000000+AAAA", "quorum none\n")
            (body.predecessor.origin, body.predecessor.size) = (registration.origin, author.state.size)
            return .act(body, by: author.head(of: author.one(of: author.state.successors) ?? author.party()))
        },
    ]

    /// The kinds that take every party's assent.
    private static let jointKinds = ActKinds.all.filter { if case .joint = $0.kind.hands { true } else { false } }

    static let joint: [Move] = [
        Move(Assent.self) { author in
            guard let proposal = author.one(in: author.state.joint, where: { $0.outcome == .pending }) else {
                return .first(author.one(of: jointKinds) ?? ReplaceRegistration.self)
            }
            var body = Assent()
            body.act = proposal.id
            let given = proposal.assents.map(\.participant) + [proposal.proposed.participant]
            let missing = author.stage.parties.filter { !given.contains($0) != author.errs(16) }
            return .act(body, by: author.one(of: missing).map { author.head(of: $0) })
        },

        Move(Retract.self) { author in
            guard let proposal = author.one(in: author.state.joint, where: { $0.outcome == .pending }) else {
                return .first(author.one(of: jointKinds) ?? ReplaceRegistration.self)
            }
            var body = Retract()
            body.act = proposal.id
            // What a party changes alone it may take back while it is under notice.
            if author.chance(2), let change = author.state.course.notified.last { body.act = change.id }
            return .act(body, by: author.chance(6) ? nil : author.head(of: proposal.proposed.participant))
        },

        Move(ReplaceRegistration.self) { author in
            guard let registration = author.state.registration else { return .first(Establish.self) }
            var body = ReplaceRegistration()
            (body.registry, body.witnesses) = ("\(registration.origin)+0000000\(author.number(0...9))+AAAA", "quorum none\n")
            return .act(body)
        },

        Move(ChangeRules.self) { author in
            var body = ChangeRules()
            body.version = author.state.rules + 1
            return .act(body)
        },
    ]

    static let agreement: [Move] = [
        Move(LayAgreement.self) { author in
            let stage = author.stage
            let opening = author.state.agreement == nil && !author.chance(8)
            let drafts = author.state.drafts
            let missing = stage.agreements.indices.filter { drafts[stage.hashes[$0]]?.contents.count ?? 0 < stage.parts }
            let text = opening ? 0 : author.one(of: missing.isEmpty || author.chance(3) ? Array(stage.agreements.indices) : missing) ?? 0
            let laid = author.state.drafts[stage.hashes[text]]?.contents.count ?? 0
            var body = LayAgreement()
            (body.agreement, body.part, body.parts) = (stage.hashes[text], Int64(laid) + 1, Int64(stage.parts))
            let part = laid < stage.parts ? laid : 0
            body.content = Renaming.part(part, of: stage.parts, stage.agreements[text].canonical)
            return .act(body)
        },

        Move(AdoptAgreement.self) { author in
            var body = AdoptAgreement()
            body.agreement = author.stage.hashes[0]
            return .act(body)
        },

        Move(AmendAgreement.self) { author in
            var body = AmendAgreement()
            let texts = author.stage.hashes.dropLast()
            body.amends = author.state.versions.rows.last?.agreement ?? texts[0]
            body.agreement = author.chance(3) ? author.one(of: texts.dropFirst(author.chance(4) ? 0 : 2)) ?? texts[0] : texts[body.amends == texts[0] ? 1 : 0]
            if let draft = author.state.drafts[body.agreement], Int64(draft.contents.count) == draft.parts { return .act(body) }
            return author.chance(8) ? .act(body) : .first(LayAgreement.self)
        },

        Move(SuspendTruce.self) { author in
            var body = SuspendTruce()
            body.alone = author.chance(2)
            return .act(body)
        },

        Move(ResumeTruce.self) { author in
            var body = ResumeTruce()
            guard author.state.truce(at: author.clock)?.phase == .suspended || author.chance(8) else { return .first(author.chance(3) ? Assent.self : SuspendTruce.self) }
            body.alone = author.chance(4)
            return .act(body)
        },

        Move(EndTruce.self) { author in
            var body = EndTruce()
            body.alone = author.chance(2)
            return .act(body)
        },

        Move(ExtendTruce.self) { author in
            let ends = author.state.truceEnds?.moment ?? author.clock
            var body = ExtendTruce()
            let day = Day(number: ends.milliseconds / 86_400_000 + author.number(1...30))
            body.until = LocalTime(Array("\(day)T08:00:00Z".utf8)) ?? LocalTime()
            return .act(body)
        },
    ]
}
