public struct RecommendRemedy: ActBody {
    public static let kind = ActKind(
        "remedy.recommend", "Recommends corrective action to one participant, with the time by which it is to be done.",
        by: [.guarantor, .monitoringTeam], texts: [.must("recommendation", "What exactly is to be done.")], since: 1)

    public var finding: ActID?
    public var incident: ActID?
    public var commitment: Identifier?
    public var to = Identifier()
    public var due = Moment()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("finding", &finding, "The determined finding that it follows from; null where it is about something else.")
        field("incident", &incident, "The incident that it is about; null where it is about something else.")
        field("commitment", &commitment, "The commitment that it is about; null where it is about something else.")
        field("to", &to, "Who is to act.")
        field("due", &due, "When it is to be done.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let agreement = try state.inForce()
        guard [finding != nil, incident != nil, commitment != nil].filter({ $0 }).count == 1 else {
            throw Refusal("remedy.subject", "A remedy is about one thing: a determined finding, an incident or a commitment.")
        }
        if let finding { try state.checkInformed(of: state.standing(finding), act) }
        if let incident { _ = try state.incident(incident) }
        if let commitment { _ = try state.commitment(commitment) }
        let others = state.participants(.guarantor).filter { $0 != to }
        guard to != act.participant, !others.isEmpty, state.participants(.party, .guarantor, .monitoringTeam, .secretariat).contains(to) else {
            throw Refusal("remedy.addressee", "A remedy is addressed to one other participant that takes part, and there must be a guarantor beside it to accept it.")
        }
        guard due > act.received else {
            throw Refusal("remedy.due", "A remedy says when it is to be done: a time to come.")
        }
        var remedy = Remedy()
        remedy.recommended = act.citation
        (remedy.finding, remedy.incident, remedy.commitment) = (finding, incident, commitment)
        (remedy.to, remedy.due) = (to, due)
        remedy.answerUntil = act.received.adding(hours: agreement.clocks.remedy)
        state.remedies.insert(remedy)
        if let finding { state.note(act, tellsOf: finding) }
    }
}

extension State {
    /// Takes one step with a remedy, from one of the given standings.
    mutating func step(
        _ id: ActID, to status: Remedy.Status, from: [Remedy.Status], _ act: Admitted, evidence: [ActID] = []
    ) throws(Refusal) {
        let remedy = try remedy(id)
        if let cause = remedy.finding { try checkInformed(of: finding(cause), act) }
        guard from.contains(self.status(of: remedy)) else {
            throw Refusal("remedy.status", "The remedy is \(self.status(of: remedy).rawValue); for this act it must be \(from.map(\.rawValue).joined(separator: " or ")).")
        }
        for (index, exhibit) in evidence.enumerated() {
            _ = try self.exhibit(exhibit)
            guard !evidence[..<index].contains(exhibit) else {
                throw Refusal("remedy.evidence", "Each piece of evidence is cited once.")
            }
        }
        var step = Remedy.Step()
        (step.act, step.status, step.evidence) = (act.citation, status, evidence)
        remedies.update(id) { $0.steps.append(step) }
        if let cause = remedy.finding { note(act, tellsOf: cause) }
    }

    /// That the one who is to act signs.
    func checkAddressee(of id: ActID, _ act: Admitted) throws(Refusal) {
        let remedy = try remedy(id)
        guard remedy.to == act.participant else {
            throw Refusal("remedy.addressee", "A remedy is undertaken, refused and reported by whom it is addressed to, “\(remedy.to)”.")
        }
    }

    /// That nobody judges what it was to do itself.
    func checkOther(than id: ActID, _ act: Admitted) throws(Refusal) {
        guard try remedy(id).to != act.participant else {
            throw Refusal("remedy.own", "A remedy is accepted, returned and closed by another guarantor than the one that it is addressed to.")
        }
    }
}

public struct UndertakeRemedy: ActBody {
    public static let kind = ActKind(
        "remedy.undertake", "Undertakes a recommended remedy, also one refused before.", by: [.party, .guarantor, .monitoringTeam, .secretariat],
        texts: [.may("plan", "How it will be done.")], since: 1, answers: true)

    public var remedy = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("remedy", &remedy, "The remedy.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        try state.checkAddressee(of: remedy, act)
        try state.step(remedy, to: .undertaken, from: [.recommended, .refused], act)
    }
}

public struct RefuseRemedy: ActBody {
    public static let kind = ActKind(
        "remedy.refuse", "Refuses a recommended remedy, with a reason.", by: [.party, .guarantor, .monitoringTeam, .secretariat],
        texts: [.must("reason", "Why.")], since: 1, answers: true)

    public var remedy = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("remedy", &remedy, "The remedy.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        try state.checkAddressee(of: remedy, act)
        try state.step(remedy, to: .refused, from: [.recommended], act)
    }
}

public struct ReportRemedy: ActBody {
    public static let kind = ActKind(
        "remedy.report", "Reports what was done about an undertaken remedy.", by: [.party, .guarantor, .monitoringTeam, .secretariat],
        texts: [.must("done", "What was done, and what was not.")], since: 1, answers: true)

    public var remedy = ActID()
    public var evidence: [ActID] = []
    public init() {}
    public mutating func visit(_ field: inout some Fields) {
        field("remedy", &remedy, "The remedy.")
        field("evidence", &evidence, "The exhibits that show it.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        try state.checkAddressee(of: remedy, act)
        try state.step(remedy, to: .reported, from: [.undertaken], act, evidence: evidence)
    }
}

public struct AcceptRemedy: ActBody {
    public static let kind = ActKind(
        "remedy.accept", "Accepts what was reported: the remedy is done.", by: [.guarantor], texts: [.may("reason", "Why.")], since: 1, answers: true)

    public var remedy = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("remedy", &remedy, "The remedy.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        try state.checkOther(than: remedy, act)
        try state.step(remedy, to: .accepted, from: [.reported], act)
    }
}

public struct ReturnRemedy: ActBody {
    public static let kind = ActKind(
        "remedy.return", "Returns what was reported: it is not enough, and the remedy stays undertaken.", by: [.guarantor],
        texts: [.must("reason", "What is missing.")], since: 1, answers: true)

    public var remedy = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("remedy", &remedy, "The remedy.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        try state.checkOther(than: remedy, act)
        try state.step(remedy, to: .undertaken, from: [.reported], act)
    }
}

public struct CloseRemedy: ActBody {
    public static let kind = ActKind(
        "remedy.close", "Closes a remedy that is not accepted, with a reason.", by: [.guarantor], texts: [.must("reason", "Why.")], since: 1)

    public var remedy = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("remedy", &remedy, "The remedy.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        try state.checkOther(than: remedy, act)
        try state.step(remedy, to: .closed, from: Remedy.Status.allCases.filter { !$0.isFinal }, act)
    }
}
