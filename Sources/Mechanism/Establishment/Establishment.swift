/// What the first act established.
public struct Establishment: Sendable {
    public var act: Citation
    public var participants: [Participant]
    /// The record's name in its checkpoints.
    public var origin: String
    /// The registry's verifier key (C2SP signed-note).
    public var registry: String
    /// The witnesses and the quorum, as a C2SP tlog-policy text.
    public var witnesses: String
    /// The hash of the agreement that the participants set out to adopt.
    public var agreement: Hash
    /// The record is a rehearsal: its times come from a script, not from a clock.
    public var rehearsal: Bool

    public func role(of participant: Identifier) -> Role? {
        participants.first { $0.id == participant }?.role
    }
}

/// One participant, as the first act names it.
public struct Participant: Record, Hashable {
    public var id = Identifier()
    public var name = ""
    public var role = Role()
    public var head = Key()
    public var recovery = Recovery()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("id", &id, "The participant's short name.")
        field("name", &name, "Its official name.")
        field("role", &role, "What it is to the mechanism.")
        field("head", &head, "The key of its head, who accredits its officers.")
        field("recovery", &recovery, "The keys that may together replace the head's.")
    }
}

/// Keys that may together replace a lost head's key.
public struct Recovery: Record, Hashable {
    public var needed: Int64 = 0
    public var keys: [Key] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("needed", &needed, "How many of the keys must sign; 0 where there are none.")
        field("keys", &keys, "The recovery keys.")
    }
}

/// The first entry of a record, signed by the head of every participant.
public struct Establish: ActBody {
    public static let kind = ActKind(
        "mechanism.establish",
        "Establishes the mechanism: its participants, their heads, the registry, the witnesses and the agreement to be adopted.",
        by: Role.allCases, hands: .heads)

    public var origin = ""
    public var registry = ""
    public var witnesses = ""
    public var agreement = Hash()
    public var rehearsal = false
    public var participants: [Participant] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("origin", &origin, "The record's name in its checkpoints.")
        field("registry", &registry, "The registry's verifier key (C2SP signed-note).")
        field("witnesses", &witnesses, "The witnesses and the quorum (C2SP tlog-policy).")
        field("agreement", &agreement, "SHA-256 of the agreement in canonical JSON.")
        field("rehearsal", &rehearsal, "Whether this is a rehearsal, whose times come from a script.")
        field("participants", &participants, "Who takes part, in the order in which pages name them.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard state.establishment == nil else {
            throw Refusal("mechanism.once", "A mechanism is established once, by the first act of its record.")
        }
        for (index, participant) in participants.enumerated() {
            let before = participants[..<index]
            let keys = [participant.head] + participant.recovery.keys
            let others = before.flatMap { [$0.head] + $0.recovery.keys }
            guard !before.contains(where: { $0.id == participant.id }), !keys.contains(where: others.contains),
                keys.indices.allSatisfy({ !keys[..<$0].contains(keys[$0]) })
            else {
                throw Refusal("mechanism.participants", "Each participant must have a name, a head's key and recovery keys of its own.")
            }
            guard participant.recovery.needed >= 0, participant.recovery.needed <= Int64(participant.recovery.keys.count) else {
                throw Refusal("mechanism.participants", "No more recovery keys may be needed than “\(participant.id)” has.")
            }
            guard (participant.recovery.needed > 0) == !participant.recovery.keys.isEmpty else {
                throw Refusal("mechanism.participants", "Recovery keys of “\(participant.id)” must be needed, or not be there.")
            }
        }
        for (role, least) in [(Role.party, 2), (.guarantor, 1), (.secretariat, 1)]
        where participants.filter({ $0.role == role }).count < least {
            throw Refusal("mechanism.participants", "A mechanism needs at least two parties, one guarantor and the secretariat.")
        }
        guard participants.contains(where: { $0.id == act.participant }) else {
            throw Refusal("mechanism.participants", "The first act must name one of its own participants as the one who hands it in.")
        }
        guard !origin.isEmpty, origin.utf8.count <= 255, !registry.isEmpty else {
            throw Refusal("mechanism.origin", "A record's origin must have 1 to 255 bytes, and its registry a verifier key.")
        }
        state.establishment = Establishment(
            act: act.citation, participants: participants, origin: origin, registry: registry,
            witnesses: witnesses, agreement: agreement, rehearsal: rehearsal)
        for participant in participants {
            var head = Officer()
            (head.key, head.participant, head.desk) = (participant.head, participant.id, Officer.headDesk)
            (head.standing, head.accredited) = (.head, act.citation)
            // Every head has signed this act: it is the first link of each one's chain.
            head.last = Link(act.act.id)
            state.seat(head)
            for (number, key) in participant.recovery.keys.enumerated() {
                var recovery = Officer()
                (recovery.key, recovery.participant, recovery.desk) = (key, participant.id, Officer.recoveryDesk(number + 1))
                (recovery.standing, recovery.accredited) = (.recovery, act.citation)
                state.seat(recovery)
            }
        }
        state.rules = act.act.payload.rules
        var registration = Registration()
        registration.act = act.citation
        (registration.origin, registration.registry, registration.witnesses) = (origin, registry, witnesses)
        state.registrations.insert(registration)
    }
}
