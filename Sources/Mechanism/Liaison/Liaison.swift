/// A call from one side to a party's liaison officers: contact in the field, which never waits for proof or a finding.
public struct LiaisonCall: Row {
    public static let table: StaticString = "call"

    public enum Urgency: String, Word {
        case routine, urgent, immediate
        public init() { self = .routine }
    }
    /// What a call came to.
    public enum Outcome: String, Word {
        case stopped, explained
        case passedOn = "passed-on"
        case unresolved
        public init() { self = .unresolved }
    }

    /// How a side says that the call ended.
    public struct Resolution: Record, Hashable {
        public var act = Citation()
        public var outcome = Outcome()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that says so.")
            field("outcome", &outcome, "What it came to.")
        }
    }

    public var called = Citation()
    public var to = Identifier()
    public var incident: ActID?
    public var urgency = Urgency()
    /// Until when it is acknowledged.
    public var acknowledgeUntil = Moment()
    /// The acknowledgement; a further one only where a repudiated key gave the one before.
    public var acknowledgements: [Citation] = []
    /// The resolution, in the same way.
    public var resolutions: [Resolution] = []

    public init() {}
    public var id: Hash { called.act }

    public mutating func visit(_ field: inout some Fields) {
        field("called", &called, "The act that called.")
        field("to", &to, "The party called.")
        field("incident", &incident, "The incident that it is about, if any.")
        field("urgency", &urgency, "How urgent it is.")
        field("acknowledge-until", &acknowledgeUntil, "Until when it is acknowledged.")
        field("acknowledgements", &acknowledgements, "The acts that acknowledged it.")
        field("resolutions", &resolutions, "What it came to.")
    }
}

extension State {
    func call(_ id: ActID) throws(Refusal) -> LiaisonCall {
        guard let call = calls[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of a liaison call in this record.") }
        return call
    }

    /// The acknowledgement of a call, unless a repudiated key gave it.
    public func acknowledgement(of call: LiaisonCall) -> Citation? { call.acknowledgements.last { !isContested($0) } }

    /// What a call came to, unless a repudiated key said so.
    public func resolution(of call: LiaisonCall) -> LiaisonCall.Resolution? { call.resolutions.last { !isContested($0.act) } }
}

extension LiaisonCall {
    func deadlines(_ state: State) -> [Deadline] {
        guard !state.isContested(called), state.acknowledgement(of: self) == nil, state.resolution(of: self) == nil else { return [] }
        return [Deadline(
            "liaison", of: Self.table, id, owed: [to], from: called.received, until: acknowledgeUntil, audience: called.audience)]
    }
}

public struct CallLiaison: ActBody {
    public static let kind = ActKind(
        "liaison.call", "Calls a party's liaison officers; needs no incident and no finding.", by: [.party, .guarantor, .monitoringTeam],
        texts: [.must("message", "What it is about, and what is asked.")], since: 1)

    public var to = Identifier()
    public var incident: ActID?
    public var urgency = LiaisonCall.Urgency()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("to", &to, "The party called.")
        field("incident", &incident, "The incident that it is about; null where there is none.")
        field("urgency", &urgency, "How urgent it is.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let agreement = try state.inForce()
        guard to != act.participant, state.participants(.party).contains(to) else {
            throw Refusal("liaison.party", "A liaison call goes to another party.")
        }
        if let incident { _ = try state.incident(incident) }
        var call = LiaisonCall()
        call.called = act.citation
        (call.to, call.incident, call.urgency) = (to, incident, urgency)
        call.acknowledgeUntil = act.received.adding(hours: agreement.clocks.liaison)
        state.calls.insert(call)
    }
}

public struct AcknowledgeCall: ActBody {
    public static let kind = ActKind(
        "liaison.acknowledge", "Acknowledges a liaison call.", by: [.party], texts: [.may("answer", "A first answer.")], since: 1, answers: true)

    public var call = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("call", &call, "The call.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.call(call)
        guard target.to == act.participant else {
            throw Refusal("liaison.called", "A liaison call is acknowledged by the party called, “\(target.to)”.")
        }
        guard state.acknowledgement(of: target) == nil else {
            throw Refusal("liaison.acknowledged", "The call was acknowledged already.")
        }
        guard state.resolution(of: target) == nil else {
            throw Refusal("liaison.resolved", "The call was resolved; another may be made.")
        }
        state.calls.update(call) { $0.acknowledgements.append(act.citation) }
    }
}

public struct ResolveCall: ActBody {
    public static let kind = ActKind(
        "liaison.resolve", "Says what a liaison call came to.", by: [.party, .guarantor, .monitoringTeam],
        texts: [.must("account", "What was done, and what was said.")], since: 1, answers: true)

    public var call = ActID()
    public var outcome = LiaisonCall.Outcome()
    public init() {}
    public mutating func visit(_ field: inout some Fields) {
        field("call", &call, "The call.")
        field("outcome", &outcome, "What it came to.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.call(call)
        guard [target.to, target.called.participant].contains(act.participant) else {
            throw Refusal("liaison.side", "A liaison call is resolved by either side of it: “\(target.called.participant)” or “\(target.to)”.")
        }
        guard state.resolution(of: target) == nil else {
            throw Refusal("liaison.resolved", "The call was resolved; another may be made.")
        }
        var resolution = LiaisonCall.Resolution()
        (resolution.act, resolution.outcome) = (act.citation, outcome)
        state.calls.update(call) { $0.resolutions.append(resolution) }
    }
}
