@testable import Mechanism

/// Who may sign which kind of act: written down a second time, from `docs/mechanism.md`, so that the table in the code is
/// compared with something.
enum Authority {
    /// How many hands an act needs.
    enum Hands: Substring {
        case officer, head, recovery, heads, joint
    }

    struct Line {
        var hands: Hands
        var roles: [Role]
    }

    /// A line each: the kind, the hands, the roles (p a party, g a guarantor, m the monitoring team, s the secretariat, o an observer).
    private static let written = """
        mechanism.establish heads pgmso
        mechanism.succeed heads pgmso
        registry.replace joint p
        rules.change joint p
        joint.assent head p
        joint.retract head p
        officer.accredit head pgmso
        officer.withdraw head pgmso
        officer.replace recovery pgmso
        officer.repudiate head pgmso
        agreement.lay officer pgs
        agreement.adopt joint p
        agreement.amend joint p
        agreement.extend joint p
        agreement.suspend joint p
        agreement.resume joint p
        agreement.end joint p
        commitment.progress officer p
        commitment.assess officer gm
        commitment.contest officer p
        report.file officer pgms
        report.correct officer pgms
        report.withdraw officer pgms
        incident.open officer gms
        incident.gather officer gms
        incident.triage officer gms
        incident.merge officer gms
        incident.split officer gms
        evidence.deposit officer pgms
        evidence.transfer officer pgms
        evidence.receive officer pgms
        evidence.recall officer pgms
        evidence.examine officer pgms
        evidence.derive officer pgms
        evidence.release officer pgms
        evidence.dispose officer pgms
        verification.task officer g
        verification.request-access officer pgm
        verification.answer-access officer p
        verification.observe officer pgm
        verification.interview officer pgm
        verification.report officer gm
        restriction.record officer pgm
        finding.propose officer gm
        finding.reply officer p
        finding.concur officer g
        finding.dissent officer g
        finding.determine officer g
        finding.acknowledge officer p
        finding.publish officer g
        consequence.decide officer g
        remedy.recommend officer gm
        remedy.undertake officer pgms
        remedy.refuse officer pgms
        remedy.report officer pgms
        remedy.accept officer g
        remedy.return officer g
        remedy.close officer g
        crossing.report officer pgm
        handover.propose officer pg
        handover.accept officer pgm
        handover.decline officer pgm
        handover.withdraw officer pg
        handover.check officer pgm
        handover.receive officer pgm
        handover.mismatch officer pgm
        handover.agree officer pgm
        handover.complete officer gm
        handover.label officer p
        handover.determine-status officer g
        handover.consent officer gm
        meeting.convene officer gms
        meeting.cancel officer gms
        meeting.minute officer gms
        meeting.approve officer pgms
        meeting.dissent officer pgms
        proposal.table officer pg
        proposal.answer officer pgms
        proposal.withdraw officer pg
        position.state officer pg
        assurance.request officer pg
        assurance.answer officer pgms
        assurance.withdraw officer pgms
        action.assign officer pgms
        action.accept officer pgms
        action.complete officer pgms
        action.confirm officer pgms
        action.return officer pgms
        action.drop officer pgms
        escalation.raise officer pgms
        escalation.resolve officer pgms
        liaison.call officer pgm
        liaison.acknowledge officer p
        liaison.resolve officer pgm
        notice.give officer p
        notice.object officer pg
        notice.withdraw officer p
        publication.record officer gms
        publication.correct officer gms
        statement.record officer gms
        statement.carry officer gms
        alteration.record officer gms
        claim.propose officer gms
        claim.accept officer gms
        claim.decline officer gms
        coverage.report officer m
        edition.cut officer gs
        edition.publish officer gs
        edition.correct officer gs
        text.release officer pgmso
        text.redact officer pgmso
        text.erase officer pgmso
        """

    private static let roles: [Character: Role] = ["p": .party, "g": .guarantor, "m": .monitoringTeam, "s": .secretariat, "o": .observer]

    static let lines: [String: Line] = Dictionary(
        uniqueKeysWithValues: written.split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            return (String(words[0]), Line(hands: Hands(rawValue: words[1]) ?? .heads, roles: words[2].compactMap { roles[$0] }))
        })
}
