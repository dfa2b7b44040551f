public struct CheckHandover: ActBody {
    public static let kind = ActKind(
        "handover.check", "Records a look for weapons, before anybody is received.", by: [.party, .guarantor, .monitoringTeam],
        texts: [.may("found", "What was found, and what was done with it.")], since: 1)

    public enum Weapons: String, Word {
        case none, some
        public init() { self = .some }
    }

    public var handover = ActID()
    public var weapons = Weapons()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("handover", &handover, "The handover.")
        field("weapons", &weapons, "Whether weapons were found.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.acceptedHandover(handover)
        guard act.participant == target.to || state.establishment?.role(of: act.participant) == .monitoringTeam else {
            throw Refusal("handover.checker", "The look for weapons is the receiving side's, “\(target.to)”, or the monitors'.")
        }
        var check = Handover.Check()
        (check.act, check.weapons) = (act.citation, weapons)
        state.handovers.update(handover) { $0.checks.append(check) }
    }
}

/// One side's receipt: each gives its own.
public struct ReceivePersons: ActBody {
    public static let kind = ActKind(
        "handover.receive", "Gives one side's own receipt: the persons left it, or came to it.", by: [.party, .guarantor, .monitoringTeam],
        texts: [.may("remark", "What is to be said of it.")], since: 1, answers: true)

    public var handover = ActID()
    public var crossing = Identifier()
    public var when = Moment()
    public var persons: [Hash] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("handover", &handover, "The handover.")
        field("crossing", &crossing, "The crossing where it took place.")
        field("when", &when, "When the persons passed.")
        field("persons", &persons, "The commitments to those who left, where the signer is the side that they leave; otherwise to those who came.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.acceptedHandover(handover)
        try target.checkSide(act.participant)
        guard crossing == target.crossing else {
            throw Refusal("handover.crossing", "Persons are received at the crossing that was accepted, “\(target.crossing)”.")
        }
        guard when <= act.received else {
            throw Refusal("handover.time", "A receipt is given once the persons have passed, not before.")
        }
        let named = Set(persons)
        guard !persons.isEmpty, named.count == persons.count else {
            throw Refusal("handover.persons", "A receipt must name at least one person, each once.")
        }
        var families: Set<Int64> = []
        for person in persons {
            let passage = try state.passage(of: person, in: target)
            guard !state.hasReceipt(passage, by: act.participant, of: target) else {
                throw Refusal("handover.received", "\(person.hex) stands in a receipt of this side already; each person is received once.")
            }
            guard state.consent(of: passage) != .refused else {
                throw Refusal("handover.consent", "\(person.hex) has refused in a private interview, and nobody is handed over who does; a mismatch says so.")
            }
            if passage.family > 0 { families.insert(passage.family) }
        }
        try checkFamilies(families, together: named, target, act.participant, state)
        if act.participant == target.to {
            guard target.checks.last(where: { !state.isContested($0.act) })?.weapons == CheckHandover.Weapons.none else {
                throw Refusal("handover.weapons", "Persons are received after a look for weapons has found none.")
            }
        }
        var receipt = Handover.Receipt()
        (receipt.act, receipt.when) = (act.citation, when)
        state.handovers.update(handover) { $0.receipts.append(receipt) }
        for person in persons {
            state.updatePassage(of: person) {
                if act.participant == target.from { $0.left.append(act.citation) } else { $0.came.append(act.citation) }
            }
        }
    }

    /// A family is received together, or a mismatch says who is not with it.
    private func checkFamilies(
        _ families: Set<Int64>, together named: Set<Hash>, _ handover: Handover, _ side: Identifier, _ state: State
    ) throws(Refusal) {
        guard !families.isEmpty else { return }
        for person in handover.persons where !named.contains(person) {
            let passage = try state.passage(of: person, in: handover)
            guard !families.contains(passage.family) || state.hasReceipt(passage, by: side, of: handover)
                || passage.mismatches.contains(where: { state.mismatches[$0].map { !state.isContested($0.act) } ?? false })
            else {
                throw Refusal("handover.family", "A family is received together; \(person.hex) must be received with it, or a mismatch say why not.")
            }
        }
    }
}

public struct ReportMismatch: ActBody {
    public static let kind = ActKind(
        "handover.mismatch", "Reports that persons were missing, came unexpected, or are not who they were said to be.",
        by: [.party, .guarantor, .monitoringTeam], texts: [.must("reason", "What is otherwise, and why.")], since: 1)

    public var handover = ActID()
    public var missing: [Hash] = []
    public var unexpected: [Hash] = []
    public var disputed: [Hash] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("handover", &handover, "The handover.")
        field("missing", &missing, "The commitments to listed persons who did not pass.")
        field("unexpected", &unexpected, "New salted commitments to persons who came and are not listed.")
        field("disputed", &disputed, "The commitments to listed persons whose identity is disputed.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.acceptedHandover(handover)
        guard target.sides.contains(act.participant) || state.establishment?.role(of: act.participant) == .monitoringTeam else {
            throw Refusal("handover.side", "A mismatch is reported by a side of the handover, “\(target.from)” or “\(target.to)”, or by the monitors.")
        }
        let named = missing + unexpected + disputed
        guard !named.isEmpty, Set(named).count == named.count, !named.contains(.zero) else {
            throw Refusal("handover.persons", "A mismatch must name at least one person, each once, by a commitment.")
        }
        for person in missing + disputed { _ = try state.passage(of: person, in: target) }
        for person in unexpected where state.persons[person]?.passage(in: handover) != nil {
            throw Refusal("handover.expected", "\(person.hex) is listed in this handover; who came unexpected is not.")
        }
        var mismatch = Mismatch()
        (mismatch.act, mismatch.handover) = (act.citation, handover)
        (mismatch.missing, mismatch.unexpected, mismatch.disputed) = (missing, unexpected, disputed)
        state.mismatches.insert(mismatch)
        state.handovers.update(handover) { $0.mismatches.append(mismatch.id) }
        for person in missing + disputed { state.updatePassage(of: person) { $0.mismatches.append(mismatch.id) } }
    }
}

public struct AgreeToMismatch: ActBody {
    public static let kind = ActKind(
        "handover.agree", "Agrees, for a side of the handover, that a mismatch is as it was reported.",
        by: [.party, .guarantor, .monitoringTeam], since: 1, answers: true)

    public var mismatch = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("mismatch", &mismatch, "The act that reported the mismatch.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard let target = state.mismatches[mismatch] else {
            throw Refusal("act.cites", "\(mismatch.hex) must be the id of a mismatch in this record.")
        }
        try state.openHandover(target.handover).checkSide(act.participant)
        guard target.act.participant != act.participant,
            !target.agreed.contains(where: { $0.participant == act.participant && !state.isContested($0) })
        else {
            throw Refusal("handover.once", "Each side agrees to a mismatch once; who reported it has agreed by that.")
        }
        state.mismatches.update(mismatch) { $0.agreed.append(act.citation) }
    }
}

public struct CompleteHandover: ActBody {
    public static let kind = ActKind(
        "handover.complete", "Completes a handover: everybody was received by both sides' receipts, or both agree to what went otherwise.",
        by: [.guarantor, .monitoringTeam], texts: [.may("remark", "What is to be said of it.")], since: 1)

    public var handover = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("handover", &handover, "The handover.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.acceptedHandover(handover)
        for person in target.persons {
            guard try state.isAccounted(state.passage(of: person, in: target), person, in: target) else {
                throw Refusal("handover.unaccounted", "\(person.hex) must first stand in a receipt of each side, or in a mismatch that both agree to.")
            }
        }
        state.end(handover, .completed, act)
    }
}
