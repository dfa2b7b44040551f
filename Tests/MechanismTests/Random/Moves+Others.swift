@testable import Mechanism

extension Moves {
    static let commitments: [Move] = [
        Move(ReportProgress.self) { author in
            var body = ReportProgress()
            (body.commitment, body.level) = (author.one(of: author.stage.agreement.commitments)?.id ?? World.id("c1"), author.number(0...3))
            if author.chance(2) { body.evidence = author.some(of: author.state.exhibits.rows.suffix(2).map(\.id)) }
            return .act(body)
        },

        Move(AssessCommitment.self) { author in
            var body = AssessCommitment()
            (body.commitment, body.level) = (author.one(of: author.stage.agreement.commitments)?.id ?? World.id("c1"), author.number(0...3))
            (body.basis, body.timeliness) = (author.word(), author.word())
            if body.level < 3, author.chance(2) { body.obstacle = author.word() }
            body.evidence = author.some(of: author.state.exhibits.rows.suffix(2).map(\.id))
            return body.basis == .verified && body.evidence.isEmpty && !author.chance(4) ? .first(DepositEvidence.self) : .act(body)
        },
    ]

    static let others: [Move] = [
        Move(ReportCrossing.self) { author in
            var body = ReportCrossing()
            (body.crossing, body.condition, body.since) = (author.one(of: author.stage.agreement.crossings)?.id ?? World.id("bridge"), author.word(), author.before())
            return .act(body)
        },

        Move(RecordPublication.self) { author in
            var body = RecordPublication()
            body.content = author.content()
            if author.chance(2) { (body.published, body.basis) = (Day(number: 20_401), .stated) }
            return .act(body)
        },

        Move(RecordStatement.self) { author in
            guard author.state.publications.count > 0 else { return .first(RecordPublication.self) }
            var body = RecordStatement()
            body.publications = author.some(of: author.state.publications.rows.suffix(3).map(\.id))
            if !author.chance(3) { body.side = author.one(of: author.stage.participants)?.id }
            if author.chance(2) { body.date = Day(number: 20_400) }
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
            (body.publicSize, body.publicRoot) = (edition.publicSize, edition.publicRoot)
            return .act(body, audience: author.chance(8) ? .participants : .everyone)
        },
    ]
}
