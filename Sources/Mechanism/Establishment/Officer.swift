/// A person acting for a participant: in the record, a key and a desk.
public struct Officer: Row {
    public static let table: StaticString = "officer"
    /// The desk of every participant's head.
    public static let headDesk = Identifier(constant: "head")

    public var key = Key()
    public var participant = Identifier()
    public var desk = Identifier()
    public var isHead = false
    /// The subjects on which the officer may act; empty for the head, who may act on all.
    public var functions: [Identifier] = []
    public var accredited = Citation()
    public var withdrawn: Citation?
    /// The key's last admitted act.
    public var last = Link()

    public init() {}

    public var id: Hash { Hash.sha256(of: Array("\(key)".utf8)) }

    public mutating func visit(_ field: inout some Fields) {
        field("key", &key, "The officer's key.")
        field("participant", &participant, "For whom the officer acts.")
        field("desk", &desk, "The officer's function.")
        field("head", &isHead, "Whether the officer is the participant's head.")
        field("functions", &functions, "The subjects on which the officer may act.")
        field("accredited", &accredited, "By which act.")
        field("withdrawn", &withdrawn, "By which act, if any.")
        field("last", &last, "The key's last admitted act.")
    }

    func isAt(_ act: Act) -> Bool {
        desk == act.payload.desk && participant == act.payload.participant
    }

    func mayPerform(_ kind: ActKind, as role: Role?) throws(Refusal) {
        guard let role, kind.roles.contains(role) else {
            throw Refusal("act.authority", "An act \(kind.name) must come from \(kind.roles.map { "a \($0.rawValue)" }.joined(separator: " or ")); “\(participant)” is none.")
        }
        switch kind.hands {
        case .head, .joint:
            guard isHead else {
                throw Refusal("act.head", "An act \(kind.name) must be signed by the head of its participant.")
            }
        case .officer:
            guard isHead || functions.contains(kind.subject) else {
                throw Refusal("act.function", "The desk “\(desk)” must be accredited for the subject “\(kind.subject)” to sign \(kind.name).")
            }
        }
    }
}

/// Names an officer's key, desk and functions.
public struct Accredit: ActBody {
    public static let kind = ActKind(
        "officer.accredit", "Accredits an officer of one's own: a key, a desk, and the subjects on which it may act.",
        by: Role.allCases, hands: .head, texts: [.may("name", "The officer's name, for participants.")])

    public var key = Key()
    public var desk = Identifier()
    public var functions: [Identifier] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("key", &key, "The officer's public key.")
        field("desk", &desk, "The officer's desk, such as `liaison-2`; never a name.")
        field("functions", &functions, "The subjects on which the officer may act, such as `report`.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard !functions.isEmpty else {
            throw Refusal("officer.functions", "An officer must be accredited for at least one subject.")
        }
        for function in functions where !ActKinds.all.contains(where: { $0.kind.subject == function }) {
            throw Refusal("officer.functions", "“\(function)” must be a subject that acts are about, such as report or finding.")
        }
        guard !state.officers.rows.contains(where: { $0.key == key }) else {
            throw Refusal("officer.key", "A key serves one officer once: a new officer needs a new key.")
        }
        guard !state.officers.rows.contains(where: { $0.desk == desk && $0.participant == act.participant && $0.withdrawn == nil }) else {
            throw Refusal("officer.desk", "The desk “\(desk)” is held by another key, which must be withdrawn first.")
        }
        var officer = Officer()
        officer.key = key
        officer.participant = act.participant
        officer.desk = desk
        officer.functions = functions
        officer.accredited = act.citation
        state.officers.insert(officer)
    }
}

/// Ends an officer's accreditation from here on; what the key signed before stands.
public struct WithdrawOfficer: ActBody {
    public static let kind = ActKind(
        "officer.withdraw", "Withdraws an officer's accreditation; acts admitted before keep their force.",
        by: Role.allCases, hands: .head, texts: [.may("reason", "Why.")])

    public var key = Key()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("key", &key, "The officer's public key.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard let officer = state.officers.rows.first(where: { $0.key == key }), officer.participant == act.participant,
            !officer.isHead, officer.withdrawn == nil
        else {
            throw Refusal("officer.own", "A head withdraws officers of its own participant, who are accredited still, and not itself.")
        }
        state.officers.update(officer.id) { $0.withdrawn = act.citation }
    }
}
