@testable import Mechanism

extension Author {
    /// A day of publication with what it rests on, or none.
    fileprivate mutating func dating() -> Publication.Dating {
        guard chance(3) else { return Publication.Dating(Day(number: number(20_399...20_401)), one(of: [.stated, .masthead, .metadata, .inferred]) ?? .stated) }
        return Publication.Dating()
    }

    fileprivate mutating func excerpt(of publication: ActID) -> Excerpt {
        let start = number(0...5) * 20
        return Excerpt(publication, start, start + number(1...30))
    }

    /// A claim that is decided so, or not yet.
    fileprivate mutating func claim(where fits: (Claim, Claim.Decision?) -> Bool) -> Claim? {
        let state = state
        return one(in: state.claims) { fits($0, state.decision(on: $0)) }
    }
}

extension Moves {
    static let publications: [Move] = [
        Move(RecordPublication.self) { author in
            var body = RecordPublication()
            body.content = author.content()
            let dating = author.dating()
            (body.published, body.basis) = author.chance(4) ? (Day(number: 20_398), .given) : (dating.published, dating.basis)
            if author.chance(2) { body.read = dating }
            if author.chance(2) { body.language = author.errs(4) ? World.id("none-of-these") : author.one(of: ["en", "ur", "tur"]).map(World.id) }
            if author.errs(12) { body.content = author.one(in: author.state.publications)?.content ?? body.content }
            return .act(body)
        },

        Move(CorrectPublication.self) { author in
            guard let publication = author.one(in: author.state.publications) else { return .first(RecordPublication.self) }
            var body = CorrectPublication()
            body.publication = publication.id
            let dating = author.chance(6) ? publication.dating : author.dating()
            (body.published, body.basis) = (dating.published, dating.basis)
            return .act(body, texts: author.chance(4) ? ["outlet"] : [])
        },

        Move(RecordStatement.self) { author in
            guard author.state.publications.count > 0 else { return .first(RecordPublication.self) }
            var body = RecordStatement()
            let publications = author.state.publications.rows.suffix(3).map(\.id)
            body.publications = author.some(of: publications)
            if !author.chance(3) { body.side = author.one(of: author.stage.participants)?.id }
            if author.chance(2) { body.date = Day(number: 20_400) }
            if author.chance(2) {
                var read = Statement.Grouped()
                (read.side, read.date, read.publications, read.score) = (body.side, body.date, author.some(of: publications), author.number(0...1_000))
                if author.errs(12) { read.score = 1_001 }
                body.read = read
            }
            return .act(body)
        },

        Move(CarryStatement.self) { author in
            let state = author.state
            guard let statement = author.one(in: state.statements) else { return .first(RecordStatement.self) }
            let carriers = state.carriers(of: statement)
            let isOne = author.chance(3) && carriers.count > 1 || author.errs(8)
            guard let publication = author.one(in: state.publications, where: { carriers.contains($0.id) == isOne }) else { return .first(RecordPublication.self) }
            var body = CarryStatement()
            (body.statement, body.publication, body.carries) = (statement.id, publication.id, author.errs(8) ? isOne : !isOne)
            if author.chance(2) { body.score = author.number(0...1_000) }
            return .act(body)
        },

        Move(RecordAlteration.self) { author in
            let state = author.state
            guard let statement = author.one(in: state.statements) else { return .first(RecordStatement.self) }
            var body = RecordAlteration()
            if author.chance(2), let known = author.one(in: state.alterations) {
                (body.statement, body.from, body.to, body.change) = (known.statement, known.from, known.to, author.word())
                if author.errs(4) { (body.from, body.to) = (body.to, body.from) }
                return .act(body)
            }
            let carriers = state.carriers(of: statement)
            guard let first = author.one(of: carriers), let second = author.one(of: carriers) else { return .first(RecordStatement.self) }
            (body.statement, body.from, body.to, body.change) = (statement.id, author.excerpt(of: first), author.excerpt(of: second), author.word())
            if author.errs(6) {
                guard let stranger = author.one(in: state.publications, where: { !carriers.contains($0.id) }) else { return .first(RecordPublication.self) }
                body.to.publication = stranger.id
            }
            if author.errs(12) { body.to.end = body.to.start }
            if author.chance(2) { body.read = author.word() }
            return .act(body)
        },

        Move(ProposeClaim.self) { author in
            let state = author.state
            guard let publication = author.one(in: state.publications) else { return .first(RecordPublication.self) }
            var body = ProposeClaim()
            let excerpt = author.excerpt(of: publication.id)
            (body.publication, body.start, body.end) = (excerpt.publication, excerpt.start, excerpt.end)
            (body.voice, body.by, body.use) = (author.word(), author.word(), author.word())
            let errs = author.errs(6)
            if errs || author.chance(2) {
                guard let statement = author.one(in: state.statements, where: { state.carries(publication.id, $0) != errs }) else {
                    return .first(errs ? RecordPublication.self : RecordStatement.self)
                }
                (body.statement, body.claimant) = (statement.id, author.errs(6) ? author.party() : statement.side)
            } else if body.voice == .attributed, author.chance(2) {
                body.claimant = author.party()
            }
            if author.chance(2) { body.type = World.id("shelling") }
            if author.chance(2) { body.when = author.when() }
            if author.chance(2) { body.area = author.place().area }
            let facts = author.facts()
            (body.alleged, body.casualties) = (facts.alleged, facts.casualties)
            if body.use == .position {
                body.says = author.word()
                if author.chance(2) { body.stance = author.word() }
                if body.says == .commits, var ahead = body.when {
                    ahead.to = author.ahead()
                    body.when = ahead
                }
            }
            if author.errs(12) { body.says = author.word() }
            if author.errs(12), let known = author.one(in: state.claims) { body = known.content }
            return .act(body, texts: (body.voice == .attributed) != author.errs(12) ? ["speaker"] : [])
        },

        Move(AcceptClaim.self) { author in
            let state = author.state
            let contested = author.errs(3) ? author.claim { claim, _ in state.restsOnContested(claim) } : nil
            guard let claim = contested ?? author.claim(where: { claim, decision in decision?.accepted != true && !state.restsOnContested(claim) }) else {
                return .first(ProposeClaim.self)
            }
            if contested == nil, author.errs(6) { return .first(Repudiate.self) }
            var body = AcceptClaim()
            body.claim = claim.id
            if claim.content.use == .position { body.about = author.matter() }
            if claim.content.use == .report || author.errs(12) {
                let isWithdrawn = author.errs(16)
                guard let report = author.one(in: state.reports, where: { ($0.withdrawn != nil) == isWithdrawn }) else { return .first(FileReport.self) }
                body.report = report.id
            }
            return .act(body)
        },

        Move(DeclineClaim.self) { author in
            guard let claim = author.claim(where: { _, decision in decision?.accepted != false }) else { return .first(ProposeClaim.self) }
            var body = DeclineClaim()
            body.claim = claim.id
            return .act(body)
        },
    ]
}
