/// Monitors' access denied, delayed or conditioned: recorded as data.
public struct Restriction: Row {
    public static let table: StaticString = "restriction"

    public var recorded = Citation()
    public var content = RecordRestriction()

    public init() {}
    public var id: Hash { recorded.act }

    public mutating func visit(_ field: inout some Fields) {
        field("recorded", &recorded, "The act that records it.")
        field("content", &content, "What it says.")
    }
}

public struct RecordRestriction: ActBody, Hashable {
    public static let kind = ActKind(
        "restriction.record", "Records that access was denied, delayed or conditioned, and by whom.", by: [.party, .guarantor, .monitoringTeam],
        texts: [
            .may("reason", "The reason that was given, quoted."), .may("consequence", "What could not be done, or not as it should have been."),
            .may("place", "The name of the place."),
        ], since: 1)

    public enum Kind: String, Word {
        case denied, delayed, conditioned
        public init() { self = .denied }
    }

    public var kind = Kind()
    public var by = Identifier()
    public var place = Place()
    public var arrived = Moment()
    public var left = Moment()
    public var notice = false
    public var verification: ActID?
    public var request: ActID?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("kind", &kind, "What happened to the access.")
        field("by", &by, "The party or actor that controls the place.")
        field("place", &place, "Where.")
        field("arrived", &arrived, "When one came there.")
        field("left", &left, "When one was let in, or went away.")
        field("notice", &notice, "Whether the visit was announced.")
        field("verification", &verification, "The verification that it hindered; null where none, which an officer of a party may not leave out.")
        field("request", &request, "The request for access that went before; null where there was none.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let agreement = try state.inForce()
        let hindered: Verification?
        if let verification { hindered = try state.verification(verification) } else { hindered = nil }
        if try state.established().role(of: act.participant) == .party {
            guard let hindered, (hindered.team + [hindered.lead]).contains(where: { $0.participant == act.participant }) else {
                throw Refusal("restriction.team", "A party records a restriction of a team that it has a component in, and names the verification.")
            }
        }
        try hindered?.checkOpen()
        if let request {
            guard try state.access(request).content.verification == verification else {
                throw Refusal("restriction.request", "A restriction that names a request for access must name the same verification as the request.")
            }
        }
        try state.checkActor(by)
        try place.check(in: agreement)
        guard arrived <= left, left <= act.received else {
            throw Refusal("restriction.time", "One comes before one leaves or is let in, and both before the restriction is recorded.")
        }
        var restriction = Restriction()
        (restriction.recorded, restriction.content) = (act.citation, self)
        state.restrictions.insert(restriction)
        if let verification { state.verifications.update(verification) { $0.restrictions.append(restriction.id) } }
    }
}
