/// The participants whose officers may have evidence.
private let custodians: [Role] = [.party, .guarantor, .monitoringTeam, .secretariat]

public struct TransferEvidence: ActBody {
    public static let kind = ActKind(
        "evidence.transfer", "Hands an exhibit over to a desk; on its way nobody works on it until that desk receives it.", by: custodians,
        texts: [.may("packing", "How it is packed and sealed.")], since: 1)

    public var exhibit = ActID()
    public var to = Exhibit.Holder()
    public var at = Moment()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("exhibit", &exhibit, "The exhibit, which a desk of one's own participant has.")
        field("to", &to, "The desk that it is handed to, accredited for evidence.")
        field("at", &at, "When it left.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.exhibit(exhibit)
        let holder = try state.holder(of: target)
        guard holder.participant == act.participant else {
            throw Refusal("evidence.custodian", "An exhibit is handed over by the participant that has it, “\(holder.participant)”.")
        }
        guard to != holder, let officer = state.officer(at: to.participant, to.desk), officer.withdrawn == nil, officer.standing != .recovery,
            officer.isHead || officer.functions.contains(ReceiveEvidence.kind.subject),
            let role = try state.established().role(of: to.participant), custodians.contains(role)
        else {
            throw Refusal("evidence.desk", "An exhibit is handed to another desk that is accredited for evidence; “\(to.participant)/\(to.desk)” is none.")
        }
        try state.checkTime(at, of: target, act)
        var step = Exhibit.Step(.handedOver, act, at: at)
        step.to = to
        state.exhibits.update(exhibit) { $0.custody.append(step) }
    }
}

public struct ReceiveEvidence: ActBody {
    public static let kind = ActKind(
        "evidence.receive", "Receives an exhibit that was handed to one's desk, and says in what condition it came.", by: custodians,
        texts: [.may("remark", "What was found on receipt; needed unless it came intact.")], since: 1, answers: true)

    public var exhibit = ActID()
    public var at = Moment()
    public var condition = Exhibit.Condition()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("exhibit", &exhibit, "The exhibit, which is on its way to one's desk.")
        field("at", &at, "When it came.")
        field("condition", &condition, "In what condition.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.exhibit(exhibit)
        guard case .underway(_, let to) = state.counted(target).keeping, to.signs(act) else {
            throw Refusal("evidence.receive", "An exhibit is received by the desk that it was handed to, once.")
        }
        try Self.checkCondition(condition, act)
        try state.checkTime(at, of: target, act)
        var step = Exhibit.Step(.received, act, at: at)
        (step.to, step.condition) = (to, condition)
        state.exhibits.update(exhibit) { $0.custody.append(step) }
    }

    static func checkCondition(_ condition: Exhibit.Condition, _ act: Admitted) throws(Refusal) {
        guard condition == .intact || act.act.payload.texts.contains(where: { $0.slot.name == "remark" }) else {
            throw Refusal("evidence.condition", "Where an exhibit does not come intact, the text “remark” must say what was found.")
        }
    }
}

public struct RecallEvidence: ActBody {
    public static let kind = ActKind(
        "evidence.recall", "Takes an exhibit back that was handed over and not received.", by: custodians,
        texts: [.must("reason", "Why it is taken back."), .may("remark", "What was found; needed unless it came back intact.")], since: 1)

    public var exhibit = ActID()
    public var at = Moment()
    public var condition = Exhibit.Condition()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("exhibit", &exhibit, "The exhibit, which is on its way from a desk of one's own participant.")
        field("at", &at, "When it was back at that desk.")
        field("condition", &condition, "In what condition.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.exhibit(exhibit)
        guard case .underway(let from, _) = state.counted(target).keeping, from.participant == act.participant else {
            throw Refusal("evidence.recall", "An exhibit is taken back by the participant that handed it over, while it is on its way.")
        }
        try ReceiveEvidence.checkCondition(condition, act)
        try state.checkTime(at, of: target, act)
        var step = Exhibit.Step(.recalled, act, at: at)
        step.condition = condition
        state.exhibits.update(exhibit) { $0.custody.append(step) }
    }
}

public struct ExamineEvidence: ActBody {
    public static let kind = ActKind(
        "evidence.examine", "Records an examination of an exhibit by the desk that has it.", by: custodians,
        texts: [.must("result", "What was done, and what was found.")], since: 1)

    public var exhibit = ActID()
    public var at = Moment()
    public var method = Exhibit.Method()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("exhibit", &exhibit, "The exhibit, which one's own desk has.")
        field("at", &at, "When it was examined.")
        field("method", &method, "How.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.exhibit(exhibit)
        try state.checkHolder(of: target, act)
        try state.checkTime(at, of: target, act)
        var step = Exhibit.Step(.examined, act, at: at)
        step.method = method
        state.exhibits.update(exhibit) { $0.custody.append(step) }
    }
}

public struct DeriveEvidence: ActBody {
    public static let kind = ActKind(
        "evidence.derive", "Deposits a copy that was made from an exhibit, such as a transcript; the original stays as it is.", by: custodians,
        texts: [.must("description", "What was done to make it, and what was left out.")], since: 1)

    public var exhibit = ActID()
    public var form = Exhibit.Form()
    public var type = Exhibit.Kind()
    public var content = Hash()
    public var size: Int64 = 0
    public var at = Moment()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("exhibit", &exhibit, "The exhibit that it was made from, which one's own desk has.")
        field("form", &form, "What kind of copy it is.")
        field("type", &type, "What it is.")
        field("content", &content, "SHA-256 of the copy's content.")
        field("size", &size, "The copy's length in bytes.")
        field("at", &at, "When it was made.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let source = try state.exhibit(exhibit)
        try state.checkHolder(of: source, act)
        let incident = try state.incident(source.incident)
        try DepositEvidence.checkContent(content, size, on: state.surviving(incident), state)
        try state.checkTime(at, of: source, act)
        guard state.audience(of: act.citation) == .participants || state.isOpen(source) || state.originator(of: source) == act.participant else {
            throw Refusal("evidence.release", "A copy of evidence that the public does not know of is for participants, until “\(state.originator(of: source))” releases it.")
        }
        var copy = Exhibit()
        copy.deposited = act.citation
        (copy.incident, copy.type, copy.content, copy.size) = (source.incident, type, content, size)
        (copy.collected, copy.collector) = (at, act.citation.desk)
        var derivation = Exhibit.Derivation()
        (derivation.form, derivation.from, derivation.original) = (form, exhibit, source.derivation?.original ?? exhibit)
        copy.derivation = derivation
        state.exhibits.insert(copy)
        state.exhibits.update(exhibit) { $0.custody.append(Exhibit.Step(.copied, act, at: at)) }
        // A copy stays beside its original, also on an incident that another has absorbed.
        state.incidents.update(source.incident) { $0.exhibits.append(copy.id) }
    }
}

public struct ReleaseEvidence: ActBody {
    public static let kind = ActKind(
        "evidence.release", "Lets the public know of an exhibit that was deposited for participants; nothing narrows it again.", by: custodians,
        texts: [.must("reason", "Why it is released.")], since: 1)

    public var exhibit = ActID()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("exhibit", &exhibit, "The exhibit, of one's own participant or made from one.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.exhibit(exhibit)
        try state.checkOpening(of: target, by: act.participant)
        guard act.citation.audience == .everyone else {
            throw Refusal("evidence.release", "A release is for everyone: its audience must be public.")
        }
        guard !state.isOpen(target) else {
            throw Refusal("evidence.release", "The public may know of this exhibit already.")
        }
        state.exhibits.update(exhibit) { $0.released = act.citation }
    }
}

public struct DisposeOfEvidence: ActBody {
    public static let kind = ActKind(
        "evidence.dispose", "Ends the custody of an exhibit: returned, destroyed or archived.", by: custodians,
        texts: [.must("reason", "Why, and to whom or where it went.")], since: 1)

    public var exhibit = ActID()
    public var at = Moment()
    public var disposal = Exhibit.Disposal()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("exhibit", &exhibit, "The exhibit, which one's own desk has.")
        field("at", &at, "When.")
        field("disposal", &disposal, "How custody ended.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.exhibit(exhibit)
        try state.checkHolder(of: target, act)
        try state.checkTime(at, of: target, act)
        // Findings before the last determined one are superseded, or nobody can determine them any more.
        let undetermined = state.surviving(try state.incident(target.incident)).findings.reversed()
            .compactMap { state.findings[$0] }.prefix { $0.determined == nil }
        guard !undetermined.contains(where: { $0.evidence.contains { state.isOrComesFrom($0, exhibit) } }) else {
            throw Refusal("evidence.cited", "An exhibit is disposed of while no undetermined finding cites it or a copy of it.")
        }
        var step = Exhibit.Step(.disposed, act, at: at)
        step.disposal = disposal
        state.exhibits.update(exhibit) { $0.custody.append(step) }
    }
}
