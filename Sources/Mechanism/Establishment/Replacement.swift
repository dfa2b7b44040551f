/// A head's key being replaced by its participant's recovery keys.
public struct Replacement: Row {
    public static let table: StaticString = "replacement"

    public var participant = Identifier()
    /// The new head's key.
    public var key = Key()
    /// The acts that asked for it, one by each recovery key or one by the head before.
    public var votes: [Citation] = []
    public var effective = false

    public init() {}
    public var id: Hash { votes.first?.act ?? .zero }

    public mutating func visit(_ field: inout some Fields) {
        field("participant", &participant, "Whose head is replaced.")
        field("key", &key, "The new head's key.")
        field("votes", &votes, "The acts that asked for it, in order.")
        field("effective", &effective, "Whether it took effect.")
    }
}

/// Replaces the head's key of one's own participant: by the head itself at once, or by as many recovery keys as it needs.
public struct ReplaceHead: ActBody {
    public static let kind = ActKind(
        "officer.replace", "Replaces the head's key of one's own participant: the head at once, recovery keys when enough of them ask for it.",
        by: Role.allCases, hands: .headOrRecovery, texts: [.may("reason", "Why."), .may("name", "The new head's name, for participants.")])

    public var key = Key()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("key", &key, "The new head's key.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard let head = state.officer(at: act.participant, Officer.headDesk), let signer = state.officer(at: act.participant, act.citation.desk) else {
            throw Refusal("act.officer", "An act must come from a desk that its participant has.")
        }
        guard !state.isKnown(key) else {
            throw Refusal("officer.key", "A key serves one officer once: a new officer needs a new key.")
        }
        let open = state.replacements.rows.last { $0.participant == act.participant && $0.key == key && !$0.effective }
        guard open?.votes.contains(where: { $0.desk == act.citation.desk }) != true else {
            throw Refusal("officer.replace-once", "Each recovery key asks for a replacement once.")
        }
        var replacement = open ?? Replacement()
        (replacement.participant, replacement.key) = (act.participant, key)
        replacement.votes.append(act.citation)
        let needed = state.establishment?.participants.first { $0.id == act.participant }?.recovery.needed ?? 0
        replacement.effective = signer.isHead || Int64(replacement.votes.count) >= needed
        state.replacements.insert(replacement)
        guard replacement.effective else { return }
        state.officers.update(head.id) { $0.withdrawn = $0.withdrawn ?? act.citation }
        var officer = Officer()
        (officer.key, officer.participant, officer.desk) = (key, act.participant, Officer.headDesk)
        (officer.standing, officer.accredited) = (.head, act.citation)
        state.seat(officer)
    }
}

/// Marks the acts of a key of one's own participant as contested, from a time on: it was in other hands.
public struct Repudiate: ActBody {
    public static let kind = ActKind(
        "officer.repudiate", "Marks what a stolen key of one's own participant signed from a time on as contested, and withdraws the key.",
        by: Role.allCases, hands: .head, texts: [.must("reason", "How the key came into other hands.")])

    public var key = Key()
    public var since = Moment()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("key", &key, "The key.")
        field("since", &since, "Acts received from this time on are contested.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard let officer = state.officers.rows.first(where: { $0.key == key }), officer.participant == act.participant,
            officer.repudiated == nil, state.officer(at: act.participant, act.citation.desk)?.key != key
        else {
            throw Refusal("officer.own", "A head repudiates other keys of its own participant, each once; its own it replaces first.")
        }
        guard since <= act.received else {
            throw Refusal("officer.since", "Acts are contested from a time on that lies before the act that says so.")
        }
        state.officers.update(officer.id) {
            $0.withdrawn = $0.withdrawn ?? act.citation
            $0.repudiated = act.citation
            $0.contestedSince = since
        }
        state.contested.append(officer.id)
        state.recountTruce()
        state.recountAssessments()
    }
}

extension State {
    /// Whether an act was signed by a key that its participant has repudiated, in the time for which it did.
    public func isContested(_ act: Citation) -> Bool { contest(of: act) != nil }

    /// The officer whose repudiated key signed an act in that time.
    public func contest(of act: Citation) -> Officer? {
        officers.first(of: contested) { officer in
            guard officer.participant == act.participant, officer.desk == act.desk,
                let since = officer.contestedSince, let withdrawn = officer.withdrawn
            else { return false }
            // A desk may be held by several keys, one after the other.
            return act.received >= since && act.index > officer.accredited.index && act.index < withdrawn.index
        }
    }
}
