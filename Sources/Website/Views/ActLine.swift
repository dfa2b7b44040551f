import Mechanism

/// One act as every page shows it: what, by whom, when, where in the record, and where its proof is.
struct ActLine: Encodable, Hashable, Sendable {
    let index: Int64
    let act: String
    let kind: String
    /// What its officer did, such as “filed a report”.
    let did: String
    let received: Instant
    let participant: Named
    let desk: String
    let audience: Term
    /// Where the receipt can be had: proof that the act is in the record.
    let proof: String
    /// Left out where the act is not contested.
    let contested: ContestView?
    /// How an act for participants became everyone's; left out where it did not.
    let released: ReleaseView?
    /// The act's own remarks: whatever is to be said beside it, such as that it was invented.
    let notes: [Wording]
}

extension Reading {
    func line(_ citation: Citation, _ kind: ActKind, _ texts: Texts) -> ActLine {
        ActLine(
            index: citation.index, act: citation.act.hex, kind: kind.name.name,
            did: kind.publishes && waiting(citation) != nil ? "\(kind.did), which waits for the witnesses" : kind.did,
            received: Instant(citation.received), participant: participant(citation.participant), desk: citation.desk.name,
            audience: Term(state.audience(of: citation)), proof: "/proofs/\(citation.index)",
            contested: contest(of: citation), released: releaseView(of: citation, texts), notes: texts.notes(citation))
    }

    func line(_ citation: Citation?, _ kind: ActKind, _ texts: Texts) -> ActLine? {
        citation.map { line($0, kind, texts) }
    }
}

extension ActKind {
    /// What an officer did by such an act, after the officer's name.
    var did: String { Self.phrases[name.name] ?? "signed an act \(name)" }

    static let phrases = [
        "mechanism.establish": "established the mechanism",
        "mechanism.succeed": "went on with the record under another registry",
        "registry.replace": "proposed to replace the registry's key or the witnesses",
        "rules.change": "proposed to change the version of the rules",
        "joint.assent": "assented to a joint act",
        "joint.retract": "took a joint act back",
        "officer.accredit": "accredited an officer",
        "officer.withdraw": "withdrew an officer's accreditation",
        "officer.replace": "asked for its head's key to be replaced",
        "officer.repudiate": "repudiated a stolen key",
        "agreement.lay": "laid a part of the agreement",
        "agreement.adopt": "proposed to adopt the agreement",
        "agreement.amend": "proposed to amend the agreement",
        "agreement.suspend": "suspended the truce, or proposed to",
        "agreement.resume": "resumed the truce, or proposed to",
        "agreement.end": "ended the truce, or proposed to",
        "agreement.extend": "proposed to extend the truce",
        "report.file": "filed a report",
        "report.correct": "corrected its report",
        "report.withdraw": "withdrew its report",
        "incident.open": "opened the incident",
        "incident.gather": "gathered a further report",
        "incident.triage": "decided on triage",
        "incident.merge": "absorbed the incident into another",
        "incident.split": "parted what was one incident",
        "evidence.deposit": "deposited evidence",
        "evidence.transfer": "handed evidence over",
        "evidence.receive": "received evidence",
        "evidence.recall": "took evidence back that was on its way",
        "evidence.examine": "examined evidence",
        "evidence.derive": "deposited a copy of evidence",
        "evidence.release": "released evidence to the public",
        "evidence.dispose": "ended the custody of evidence",
        "verification.task": "tasked a team",
        "verification.request-access": "asked for access",
        "verification.answer-access": "answered a request for access",
        "verification.observe": "recorded an observation",
        "verification.interview": "recorded an interview",
        "verification.report": "gave the team's report",
        "restriction.record": "recorded a restriction of access",
        "finding.propose": "proposed a finding",
        "finding.reply": "replied to the finding",
        "finding.concur": "concurred with the finding",
        "finding.dissent": "dissented from the finding",
        "finding.determine": "determined the finding",
        "finding.acknowledge": "said that its party is informed of the determination",
        "finding.publish": "published the determination",
        "consequence.decide": "decided on a consequence",
        "remedy.recommend": "recommended a remedy",
        "remedy.undertake": "undertook the remedy",
        "remedy.refuse": "refused the remedy",
        "remedy.report": "reported on the remedy",
        "remedy.accept": "accepted what was done",
        "remedy.return": "returned what was reported",
        "remedy.close": "closed the remedy",
        "liaison.call": "called a party's liaison officers",
        "liaison.acknowledge": "acknowledged the call",
        "liaison.resolve": "said what the call came to",
        "notice.give": "gave notice",
        "notice.object": "objected to the notice",
        "notice.withdraw": "withdrew the notice",
        "commitment.progress": "gave its account of a commitment",
        "commitment.assess": "assessed a commitment",
        "commitment.contest": "contested an assessment",
        "crossing.report": "reported a crossing's status",
        "handover.propose": "proposed a handover",
        "handover.accept": "accepted the handover",
        "handover.decline": "declined the handover",
        "handover.withdraw": "withdrew the handover",
        "handover.check": "recorded a look for weapons",
        "handover.receive": "gave its receipt",
        "handover.mismatch": "reported a mismatch",
        "handover.agree": "agreed to a mismatch",
        "handover.complete": "completed the handover",
        "handover.label": "gave its label for a person's status",
        "handover.determine-status": "said to which category a person belongs",
        "handover.consent": "recorded what a person answered in private",
        "meeting.convene": "convened a meeting",
        "meeting.cancel": "cancelled the meeting",
        "meeting.minute": "gave the minutes",
        "meeting.approve": "approved the minutes",
        "meeting.dissent": "dissented from the minutes",
        "proposal.table": "tabled a proposal",
        "proposal.answer": "answered the proposal",
        "proposal.withdraw": "withdrew its proposal",
        "position.state": "stated its position",
        "assurance.request": "asked for an assurance",
        "assurance.answer": "answered the request for an assurance",
        "assurance.withdraw": "took its assurance back",
        "action.assign": "assigned an action item",
        "action.accept": "accepted the action item",
        "action.complete": "reported the action item done",
        "action.confirm": "confirmed that it is done",
        "action.return": "returned the action item",
        "action.drop": "dropped the action item",
        "escalation.raise": "raised what is overdue",
        "escalation.resolve": "said what came of the escalation",
        "text.release": "released an act to everyone",
        "text.redact": "asked for a text to be erased",
        "text.erase": "reported a text erased",
        "publication.record": "recorded a publication",
        "publication.correct": "corrected what was recorded of a publication",
        "statement.record": "recorded a public statement",
        "statement.carry": "judged whether a publication carries a statement",
        "alteration.record": "compared two passages of a statement",
        "claim.propose": "proposed a claim from a publication",
        "claim.accept": "took a claim from a publication",
        "claim.decline": "did not take a claim from a publication",
        "edition.cut": "set the cut-off of an edition",
        "edition.publish": "published an edition",
        "edition.correct": "corrected an edition",
        "coverage.report": "reported how far an area was observed",
    ]
}
