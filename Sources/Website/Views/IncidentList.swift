import Mechanism
import Registry

/// A stage's end by the agreement's clocks, counted for the moment of reading.
struct DeadlineView: Encodable, Hashable, Sendable {
    /// What is due, such as “triage”.
    let stage: Term
    let due: Instant
    let overdue: Bool
    /// Such as “2 days left” or “overdue by 5 hours”.
    let words: String
}

/// An incident in a list.
struct IncidentLine: Encodable, Sendable {
    /// The place in the record of the act that opened it.
    let number: Int64
    let act: String
    let title: [Wording]
    let type: Named
    let when: Span
    let place: PlaceView
    let outcome: Term
    let grade: Term?
    /// How many reports it gathers: allegations, not findings.
    let reports: Int
    /// The participants that have reported on it.
    let tellers: [Named]
    let deadline: DeadlineView?
    let notes: [Wording]
}

struct IncidentList: Encodable, Sendable {
    struct Group: Encodable, Sendable {
        let outcome: Term
        /// What the state means, in one sentence.
        let meaning: String
        let incidents: [IncidentLine]
    }
    let groups: [Group]
}

extension Reading {
    func incidentLine(_ incident: Incident, _ texts: Texts) -> IncidentLine {
        let told = accounts(of: incident).map(\.filed.participant)
        return IncidentLine(
            number: incident.opened.index, act: incident.id.hex, title: texts[incident.opened, "title"],
            type: definition(incident.type), when: Span(incident.when), place: place(incident.place),
            outcome: Term(outcome(of: incident)), grade: Term(determinedFinding(on: incident)?.conclusion.grade),
            reports: told.count, tellers: participants.filter { told.contains($0.id) }.map { participant($0.id) },
            deadline: deadline(of: incident), notes: texts.notes(incident.opened))
    }

    func incidentList(_ texts: Texts) -> IncidentList {
        let all = incidents.map { (outcome(of: $0), incidentLine($0, texts)) }
        return IncidentList(groups: IncidentOutcome.inOrderOfWork.compactMap { outcome in
            let lines = all.filter { $0.0 == outcome }.map(\.1)
            return lines.isEmpty ? nil : IncidentList.Group(outcome: Term(outcome), meaning: outcome.meaning, incidents: lines)
        })
    }

    /// What is due next on an incident, its verifications and its findings.
    func deadline(of incident: Incident) -> DeadlineView? {
        let findings = incident.findings.compactMap(finding)
        if let until = findings.last.flatMap(waitingDetermination).flatMap({ snapshot.publishing(of: $0, now: now).until }) {
            return deadlineView(Term(word: "publication", text: "Publication, at the latest"), until)
        }
        let deadlines = deadlines(of: incident) + incident.verifications.compactMap(verification).flatMap(deadlines) + findings.flatMap(deadlines)
        return deadlines.min { $0.until < $1.until }.map(deadlineView)
    }
}

extension IncidentOutcome {
    /// What still needs work first, then what was decided.
    static let inOrderOfWork: [IncidentOutcome] = [
        .registered, .accepted, .underVerification, .proposed, .noAgreement, .violation, .noViolation, .notEstablished, .inconclusive,
        .notVerifiable, .outOfMandate, .insufficientInformation, .duplicate, .merged,
    ]

    var meaning: String {
        switch self {
        case .registered: "Reported and opened; nobody has decided yet whether the mechanism handles it."
        case .accepted: "The mechanism handles it; no team has been tasked yet."
        case .underVerification: "A team is establishing the facts."
        case .proposed: "A finding is proposed; the parties may reply before it is determined."
        case .noAgreement: "A finding is proposed, and the determiners cannot agree on it."
        case .violation: "Determined: it occurred, and it breaches the agreement."
        case .noViolation: "Determined: it occurred, and it does not breach the agreement."
        case .notEstablished: "Determined: it did not occur as reported."
        case .inconclusive: "Determined: the evidence does not settle it."
        case .notVerifiable: "Determined: it could not be verified."
        case .outOfMandate: "The agreement does not cover it."
        case .insufficientInformation: "The reports say too little to act on."
        case .duplicate: "Another incident covers the same event."
        case .merged: "Another incident has absorbed it, and takes the acts about it."
        }
    }
}
