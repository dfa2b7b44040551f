/// The parties are informed of a determination before the public is.
extension State {
    /// Refuses an act for everybody that tells of a determination which is not published yet.
    func checkInformed(of finding: Finding, _ act: Admitted) throws(Refusal) {
        guard act.citation.audience == .participants || finding.determination?.published != nil else {
            throw Refusal("finding.informed", "An act that tells of a determination is for participants until that is published (finding.publish).")
        }
    }

    /// Keeps in mind an act that tells of a determination before that is published.
    mutating func note(_ act: Admitted, tellsOf finding: ActID) {
        if act.citation.audience == .participants, findings[finding]?.determination?.published == nil { early[act.citation.act] = finding }
    }

    /// Refuses to open an act to everyone that tells of a determination which is not published.
    func checkReleasable(_ act: ActID) throws(Refusal) {
        guard early[act] == nil else {
            throw Refusal("finding.informed", "An act that tells of a determination is for participants until that is published (finding.publish).")
        }
    }

    /// The parties, in the order of establishment, that have not said that they are informed; an acknowledgement by a repudiated key does not count.
    public func uninformed(of determination: Finding.Determination) -> [Identifier] {
        let informed = determination.acknowledged.filter { !isContested($0) }.map(\.participant)
        return parties.map(\.id).filter { !informed.contains($0) }
    }

    /// The end of the time in which a determination is published only if every party is informed already.
    static func informing(_ determination: Finding.Determination, under agreement: Agreement) -> Moment {
        determination.act.received.adding(hours: agreement.clocks.publication)
    }
}

/// Says that a party is informed of a determination.
public struct AcknowledgeFinding: ActBody {
    public static let kind = ActKind(
        "finding.acknowledge", "Says that a party is informed of a determination; it says nothing of whether the party agrees.", by: [.party], since: 1, answers: true)

    public var finding = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("finding", &finding, "The determined finding.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.finding(finding)
        guard let determination = target.determination else {
            throw Refusal("finding.undetermined", "A party is informed of a finding that is determined; this one is not.")
        }
        try state.checkInformed(of: target, act)
        guard state.uninformed(of: determination).contains(act.participant) else {
            throw Refusal("finding.acknowledged", "Each party says once that it is informed of a determination.")
        }
        state.findings.update(finding) { $0.determination?.acknowledged.append(act.citation) }
        state.note(act, tellsOf: finding)
    }
}

/// Publishes a determination, once the parties are informed.
public struct PublishFinding: ActBody {
    public static let kind = ActKind(
        "finding.publish", "Publishes a determination, once the parties are informed.", by: [.guarantor], since: 1, answers: true)

    public var finding = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("finding", &finding, "The determined finding.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let agreement = try state.inForce()
        let target = try state.finding(finding)
        try state.checkDeterminer(act)
        guard let determination = target.determination else {
            throw Refusal("finding.undetermined", "A finding is published when it is determined; this one is not.")
        }
        guard determination.published == nil else {
            throw Refusal("finding.published", "The determination is published already.")
        }
        guard act.citation.audience == .everyone else {
            throw Refusal("finding.public", "A determination is published to everyone: the act must be public.")
        }
        guard state.uninformed(of: determination).isEmpty || act.received > State.informing(determination, under: agreement) else {
            throw Refusal(
                "finding.publication",
                "The parties are informed first: a determination is published when each has acknowledged it (finding.acknowledge), or more than \(agreement.clocks.publication) hours after it (the agreement's clock “publication”).")
        }
        state.findings.update(finding) { $0.determination?.published = act.citation }
        state.early = state.early.filter { $0.value != finding }
    }
}
