@testable import Mechanism

extension Author {
    mutating func conclusion() -> Conclusion {
        var conclusion = Conclusion()
        (conclusion.occurrence, conclusion.occurrenceConfidence) = (chance(3) ? word() : .occurred, word())
        (conclusion.attributionConfidence, conclusion.classificationConfidence) = (word(), word())
        let standards = stage.agreement.standards.map(\.id)
        (conclusion.occurrenceStandard, conclusion.attributionStandard, conclusion.classificationStandard) = (one(of: standards), one(of: standards), one(of: standards))
        guard conclusion.occurrence == .occurred else {
            conclusion.attribution = .notApplicable
            return conclusion
        }
        switch number(0...4) {
        case 0: (conclusion.attribution, conclusion.attributedTo) = (.party, [party()])
        case 1: (conclusion.attribution, conclusion.attributedTo) = (.proxy, [World.id("group-b")])
        case 2: (conclusion.attribution, conclusion.attributedTo) = (.nonSignatory, some(of: [World.id("group-a"), World.id("group-c")]))
        case 3: (conclusion.attribution, conclusion.attributedTo) = (.several, stage.parties)
        default: conclusion.attribution = .undetermined
        }
        if !chance(3) {
            (conclusion.classification, conclusion.article, conclusion.grade) = (.violation, World.id("2.1"), word())
            (conclusion.gradeConfidence, conclusion.gradeStandard) = (word(), Self.strong)
            if !chance(8) { conclusion.classificationStandard = Self.strong }
        } else {
            conclusion.classification = chance(2) ? .noViolation : .undetermined
        }
        return conclusion
    }

    /// A standard of proof by which a violation of any grade is found.
    private static let strong = World.id("certainty")

    /// A finding that is not determined, and that this determiner may still take a position on.
    fileprivate mutating func position() -> (finding: Finding, signer: Signer)? {
        guard let finding = one(in: state.findings, where: { $0.determined == nil }) else { return nil }
        let members = stage.agreement.determination.members
        let silent = members.filter { member in !finding.votes.contains { $0.act.participant == member } }
        guard let determiner = one(of: silent.isEmpty || chance(8) ? members : silent) else { return nil }
        return (finding, officer(of: determiner, for: World.id("finding")))
    }

    /// Mostly waits for the parties' replies, or for the window's end.
    fileprivate mutating func hear(_ finding: Finding) -> Move.Next? {
        let replied = stage.parties.allSatisfy { party in finding.replies.contains { $0.act.participant == party } }
        guard !replied, clock <= finding.repliesUntil, !chance(5) else { return nil }
        return chance(2) ? .first(ReplyToFinding.self) : .wait(Moment(milliseconds: finding.repliesUntil.milliseconds + number(0...2)))
    }
}

extension Moves {
    static let findings: [Move] = [
        Move(ProposeFinding.self) { author in
            let state = author.state
            let agreement = author.stage.agreement
            func isFree(_ incident: Incident) -> Bool {
                !incident.findings.contains { state.findings[$0].map { state.isOpen($0, under: agreement) } ?? true }
            }
            guard let incident = author.acceptedIncident(where: { incident in
                incident.verifications.contains { state.verifications[$0]?.report != nil } && isFree(incident)
            }) else {
                return .first(author.acceptedIncident(where: isFree) == nil ? TriageIncident.self : ReportVerification.self)
            }
            var body = ProposeFinding()
            if author.errs(8), let early = author.one(in: state.incidents, where: { $0.absorbedInto == nil && !$0.verifications.contains { state.verifications[$0]?.report != nil } && isFree($0) }) {
                (body.incident, body.conclusion) = (early.id, author.conclusion())
                return .act(body, audience: .participants)
            }
            (body.incident, body.conclusion, body.evidence) = (incident.id, author.conclusion(), author.evidence(of: incident))
            body.supersedes = state.standingFinding(on: incident)?.id
            return .act(body, audience: .participants)
        },

        Move(ReplyToFinding.self) { author in
            guard let finding = author.one(in: author.state.findings, where: { $0.determined == nil }) else { return .first(ProposeFinding.self) }
            var body = ReplyToFinding()
            (body.finding, body.position) = (finding.id, author.word())
            let silent = author.stage.parties.filter { party in !finding.replies.contains { $0.act.participant == party } }
            let party = author.chance(6) ? author.party() : author.one(of: silent) ?? author.party()
            return .act(body, by: author.officer(of: party, for: World.id("finding")))
        },

        Move(ConcurWithFinding.self) { author in
            guard let (finding, signer) = author.position() else { return .first(ProposeFinding.self) }
            if let before = author.hear(finding) { return before }
            var body = ConcurWithFinding()
            body.finding = finding.id
            return .act(body, by: signer)
        },

        Move(DissentFromFinding.self) { author in
            guard let (finding, signer) = author.position() else { return .first(ProposeFinding.self) }
            if let before = author.hear(finding) { return before }
            var body = DissentFromFinding()
            body.finding = finding.id
            return .act(body, by: signer)
        },

        Move(DetermineFinding.self) { author in
            guard let (finding, signer) = author.position() else { return .first(ProposeFinding.self) }
            if let before = author.hear(finding) { return before }
            if author.errs(8) { return .first(Repudiate.self) }
            if finding.concurring.count < author.stage.agreement.determination.quorum, !author.chance(6) { return .first(ConcurWithFinding.self) }
            var body = DetermineFinding()
            body.finding = finding.id
            return .act(body, by: signer, audience: author.chance(10) ? .everyone : .participants)
        },
    ]
}
