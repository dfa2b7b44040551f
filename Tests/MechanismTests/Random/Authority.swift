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
        agreement.extend joint p
        commitment.progress officer p
        commitment.assess officer gm
        report.file officer pgms
        report.correct officer pgms
        report.withdraw officer pgms
        incident.open officer gms
        incident.gather officer gms
        incident.triage officer gms
        evidence.deposit officer pgms
        verification.task officer g
        verification.observe officer pgm
        verification.report officer gm
        finding.propose officer gm
        finding.reply officer p
        finding.concur officer g
        finding.dissent officer g
        finding.determine officer g
        crossing.report officer pgm
        publication.record officer gms
        statement.record officer gms
        edition.cut officer gs
        edition.publish officer gs
        """

    private static let roles: [Character: Role] = ["p": .party, "g": .guarantor, "m": .monitoringTeam, "s": .secretariat, "o": .observer]

    static let lines: [String: Line] = Dictionary(
        uniqueKeysWithValues: written.split(separator: "\n").map { line in
            let words = line.split(separator: " ")
            return (String(words[0]), Line(hands: Hands(rawValue: words[1]) ?? .heads, roles: words[2].compactMap { roles[$0] }))
        })

    /// What somebody must do while a clock runs: any of these.
    static let duties: [String: [any ActBody.Type]] = [
        "assent": [Assent.self],
        "triage": [TriageIncident.self],
        "tasking": [TaskVerification.self],
        "team-report": [ReportVerification.self, Observe.self],
        "reply": [ReplyToFinding.self],
        "determination": [ConcurWithFinding.self, DissentFromFinding.self, DetermineFinding.self],
    ]
}
