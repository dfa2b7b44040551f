@testable import Mechanism

extension Author {
    /// What may be said of how a commitment stands to its deadline now; at times something else.
    fileprivate mutating func timeliness(of terms: Agreement.Commitment, isComplete: Bool) -> AssessCommitment.Timeliness {
        guard !chance(6) else { return word() }
        guard let due = state.due(of: terms, period: terms.period(at: clock)) else { return .notDue }
        return isComplete ? .onTime : clock <= due ? .notDue : .late
    }
}

extension Moves {
    static let commitments: [Move] = [
        Move(ReportProgress.self) { author in
            var body = ReportProgress()
            guard let terms = author.one(of: author.stage.agreement.commitments) else { return .first(AdoptAgreement.self) }
            (body.commitment, body.level) = (terms.id, author.number(0...3))
            if author.chance(3) { body.period = author.number(0...2) }
            if author.chance(3) {
                if body.level < 3 || author.chance(6) { body.obstacle = author.word() }
                return .act(body, by: author.chance(6) ? nil : author.officer(of: terms.obligor, for: World.id("commitment")))
            }
            if author.chance(2) { body.evidence = author.some(of: author.state.exhibits.rows.suffix(2).map(\.id)) }
            return .act(body)
        },

        Move(AssessCommitment.self) { author in
            var body = AssessCommitment()
            guard let terms = author.one(of: author.stage.agreement.commitments) else { return .first(AdoptAgreement.self) }
            (body.commitment, body.level) = (terms.id, author.chance(2) ? 3 : author.number(0...3))
            (body.basis, body.timeliness) = (author.word(), author.timeliness(of: terms, isComplete: body.level == 3))
            if author.chance(4) { body.period = author.number(0...2) }
            if body.level < 3, author.chance(2) { body.obstacle = author.word() }
            body.evidence = author.some(of: author.state.exhibits.rows.suffix(2).map(\.id))
            return body.basis == .verified && body.evidence.isEmpty && !author.chance(4) ? .first(DepositEvidence.self) : .act(body)
        },
    ]

    static let others: [Move] = [
        Move(ContestAssessment.self) { author in
            guard let assessment = author.one(in: author.state.assessments) else { return .first(AssessCommitment.self) }
            var body = ContestAssessment()
            body.assessment = assessment.id
            if author.chance(2) { body.level = author.number(0...3) }
            if author.chance(3) { body.evidence = author.some(of: author.state.exhibits.rows.suffix(2).map(\.id)) }
            return .act(body)
        },

        Move(ReportCoverage.self) { author in
            var body = ReportCoverage()
            body.area = World.id("valley")
            let today = author.clock.milliseconds / 86_400_000
            body.to = Day(number: today - author.number(0...1))
            body.from = Day(number: body.to.number - author.number(0...1))
            body.extent = author.word()
            if body.extent != .observed { body.reason = author.word() }
            return .act(body)
        },

        Move(CorrectEdition.self) { author in
            guard let edition = author.one(in: author.state.editions, where: { $0.published != nil }) else { return .first(PublishEdition.self) }
            var body = CorrectEdition()
            body.edition = edition.id
            return .act(body, audience: author.chance(8) ? .participants : .everyone)
        },

        Move(ReportCrossing.self) { author in
            var body = ReportCrossing()
            (body.crossing, body.since) = (author.one(of: author.stage.agreement.crossings)?.id ?? World.id("bridge"), author.before())
            for traffic in author.some(of: [nil] + author.stage.agreement.traffic.map(\.id)) {
                var passage = CrossingStatus.Passage()
                (passage.traffic, passage.condition) = (traffic, author.word())
                body.conditions.append(passage)
            }
            if author.errs(12) { body.since = author.ahead() }
            if !body.conditions.allSatisfy({ $0.condition == .open }) { body.reason = author.word() }
            if author.chance(3) { body.until = author.errs(4) ? body.since : author.ahead() }
            return .act(body)
        },

        Move(CutEdition.self) { author in
            var body = CutEdition()
            (body.kind, body.from) = (author.word(), author.before())
            return .act(body)
        },

        Move(PublishEdition.self) { author in
            guard let edition = author.one(in: author.state.editions, where: { $0.published == nil }) else { return .first(CutEdition.self) }
            var body = PublishEdition()
            (body.edition, body.size, body.digest) = (edition.id, edition.size, edition.digest)
            (body.publicSize, body.publicRoot, body.figures) = (edition.publicSize, edition.publicRoot, edition.figures)
            if author.errs(10) { body.digest = author.content() } else if author.errs(10) { body.publicRoot = author.content() }
            return .act(body, audience: author.chance(8) ? .participants : .everyone)
        },
    ]
}
