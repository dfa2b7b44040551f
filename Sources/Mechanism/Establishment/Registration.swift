/// Who keeps the registry, from an act on: the origin and key of its checkpoints, and the witnesses.
public struct Registration: Row {
    public static let table: StaticString = "registration"

    /// Where a record that goes on under a new registry comes from.
    public struct Predecessor: Record, Hashable {
        public var origin = ""
        /// The size of the record up to which the new registry goes on.
        public var size: Int64 = 0
        /// The root over those entries (RFC 6962), which they have under either registry.
        public var root = Hash()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("origin", &origin, "The origin of the record before.")
            field("size", &size, "How many of its entries the record begins with.")
            field("root", &root, "The root over those entries.")
        }
    }

    public var act = Citation()
    public var origin = ""
    public var registry = ""
    public var witnesses = ""
    public var predecessor: Predecessor?

    public init() {}
    public var id: Hash { act.act }

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The act by which it took effect.")
        field("origin", &origin, "The record's name in its checkpoints.")
        field("registry", &registry, "The registry's verifier key (C2SP signed-note).")
        field("witnesses", &witnesses, "The witnesses and the quorum (C2SP tlog-policy).")
        field("predecessor", &predecessor, "The record that it goes on from; null where there is none.")
    }
}

/// Replaces the registry's key, the witnesses, or both; the record goes on under its origin.
public struct ReplaceRegistration: ActBody {
    public static let kind = ActKind(
        "registry.replace", "Replaces the registry's key, the witnesses, or both, from the last assent on.", by: [.party], hands: .joint,
        texts: [.may("reason", "Why.")])

    public var registry = ""
    public var witnesses = ""

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("registry", &registry, "The registry's verifier key from then on (C2SP signed-note).")
        field("witnesses", &witnesses, "The witnesses and the quorum from then on (C2SP tlog-policy).")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard var registration = state.registration else { throw Refusal("act.first", "A record begins with mechanism.establish.") }
        guard registration.registry != registry || registration.witnesses != witnesses else {
            throw Refusal("registry.change", "A replacement must name another key or other witnesses than the record has.")
        }
        guard registry.hasPrefix("\(registration.origin)+") else {
            throw Refusal("registry.origin", "The registry's key must be named for the record's origin, \(registration.origin).")
        }
        registration.act = act.citation
        (registration.registry, registration.witnesses, registration.predecessor) = (registry, witnesses, nil)
        state.registrations.insert(registration)
    }
}

/// The first act that a new registry admits when it goes on with another's record: signed by the heads of the participants that
/// the agreement names, with or without the registry before.
///
/// The successor's log begins with the entries of its predecessor, up to a checkpoint that was cosigned; so one replay covers
/// both, and what was proved under the old origin has the same place under the new.
public struct Succeed: ActBody {
    public static let kind = ActKind(
        "mechanism.succeed", "Goes on with a record under another registry, from a cosigned checkpoint on.", by: Role.allCases, hands: .heads,
        texts: [.may("reason", "Why.")])

    public var origin = ""
    public var registry = ""
    public var witnesses = ""
    public var predecessor = Registration.Predecessor()
    /// The predecessor's checkpoint, as the witnesses cosigned it.
    public var checkpoint = ""

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("origin", &origin, "The record's name in its checkpoints from here on.")
        field("registry", &registry, "The new registry's verifier key (C2SP signed-note).")
        field("witnesses", &witnesses, "The witnesses and the quorum from here on (C2SP tlog-policy).")
        field("predecessor", &predecessor, "The record before, up to where it is gone on from.")
        field("checkpoint", &checkpoint, "The checkpoint of the record before that is gone on from, whole (C2SP tlog-checkpoint).")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard let before = state.registration else { throw Refusal("act.first", "A record begins with mechanism.establish.") }
        guard predecessor.origin == before.origin, predecessor.size == act.citation.index else {
            throw Refusal("succession.place", "A succession must stand right after the entries that it goes on from, \(act.citation.index) of \(before.origin).")
        }
        guard state.successors.contains(act.participant) else {
            throw Refusal("succession.heads", "A succession must be signed, and handed in, by the heads of: \(state.successors.map(\.name).joined(separator: ", ")).")
        }
        guard !state.registrations.rows.contains(where: { $0.origin == origin }), !origin.isEmpty, origin.utf8.count <= 255,
            registry.hasPrefix("\(origin)+")
        else {
            throw Refusal("succession.origin", "A successor must have an origin that the record never had, of 1 to 255 bytes, and a key named for it.")
        }
        var registration = Registration()
        registration.act = act.citation
        (registration.origin, registration.registry, registration.witnesses) = (origin, registry, witnesses)
        registration.predecessor = predecessor
        state.registrations.insert(registration)
    }
}
