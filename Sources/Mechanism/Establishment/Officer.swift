/// A person acting for a participant: in the record, a key and a desk.
public struct Officer: Row {
    public static let table: StaticString = "officer"
    /// The desk of every participant's head.
    public static let headDesk = Identifier(constant: "head")

    /// Whose key it is.
    public enum Standing: String, Word {
        /// The participant's head, who accredits its officers.
        case head
        /// An officer at a desk.
        case desk
        /// A key that can replace the head's, together with others, and nothing else.
        case recovery
        public init() { self = .desk }
    }

    public var key = Key() { didSet { id = Self.id(of: key) } }
    public private(set) var id: Hash = Officer.id(of: Key())
    public var participant = Identifier()
    /// The officer's function. Behind a dot stands a further device of the officer at the desk before it: `liaison-2.phone`.
    public var desk = Identifier()
    public var standing = Standing()
    /// The subjects on which the officer may act; empty for the head, who may act on all.
    public var functions: [Identifier] = []
    public var accredited = Citation()
    public var withdrawn: Citation?
    /// The key's last admitted act.
    public var last = Link()
    /// The act by which its participant said that the key was stolen, if any.
    public var repudiated: Citation?
    /// From when on what it signed is contested.
    public var contestedSince: Moment?

    public init() {}

    private static func id(of key: Key) -> Hash { Hash.sha256(of: Array("\(key)".utf8)) }

    public var isHead: Bool { standing == .head }
    /// The function of an officer whose follower lodges acts.
    static let lodging = Identifier(constant: "lodging")
    static func recoveryDesk(_ number: Int) -> Identifier { Identifier("recovery-\(number)") ?? headDesk }

    public mutating func visit(_ field: inout some Fields) {
        field("key", &key, "The officer's key.")
        field("participant", &participant, "For whom the officer acts.")
        field("desk", &desk, "The officer's function.")
        field("standing", &standing, "Whether the key is a head's, an officer's, or for recovery.")
        field("functions", &functions, "The subjects on which the officer may act.")
        field("accredited", &accredited, "By which act.")
        field("withdrawn", &withdrawn, "By which act, if any.")
        field("last", &last, "The key's last admitted act.")
        field("repudiated", &repudiated, "The act by which the key was repudiated, if any.")
        field("contested-since", &contestedSince, "From when on its acts are contested, if they are.")
    }

    /// Whether this is a further device of the officer at `desk`.
    func isDevice(of desk: Identifier) -> Bool { self.desk.name.utf8.starts(with: "\(desk).".utf8) }

    func mayPerform(_ kind: ActKind, as role: Role?) throws(Refusal) {
        guard let role, kind.roles.contains(role) else {
            throw Refusal("act.authority", "An act \(kind.name) must come from \(kind.roles.map { "a \($0.rawValue)" }.joined(separator: " or ")); “\(participant)” is none.")
        }
        switch kind.hands {
        case .head, .joint, .heads:
            guard isHead else {
                throw Refusal("act.head", "An act \(kind.name) must be signed by the head of its participant.")
            }
        case .headOrRecovery:
            guard standing != .desk else {
                throw Refusal("act.head", "An act \(kind.name) must be signed by the head of its participant, or by its recovery keys.")
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
        for function in functions where function != Officer.lodging && !ActKinds.subjects.contains(function) {
            throw Refusal("officer.functions", "“\(function)” must be a subject that acts are about, such as report or finding, or “lodging”.")
        }
        guard !state.isKnown(key) else {
            throw Refusal("officer.key", "A key serves one officer once: a new officer needs a new key.")
        }
        guard state.officer(at: act.participant, desk).map({ $0.withdrawn != nil }) ?? true else {
            throw Refusal("officer.desk", "The desk “\(desk)” is held by another key, which must be withdrawn first.")
        }
        if let dot = desk.name.utf8.firstIndex(of: UInt8(ascii: ".")) {
            guard let main = Identifier(String(desk.name[..<dot])), let officer = state.officer(at: act.participant, main),
                officer.withdrawn == nil, officer.standing == .desk, functions.allSatisfy(officer.functions.contains)
            else {
                throw Refusal("officer.device", "A further device is accredited for an officer's desk, such as “liaison-2.phone” for “liaison-2”, with functions that the officer has.")
            }
        }
        var officer = Officer()
        officer.key = key
        officer.participant = act.participant
        officer.desk = desk
        officer.functions = functions
        officer.accredited = act.citation
        state.seat(officer)
    }
}

/// Ends an officer's accreditation from here on, with that of the officer's further devices; what they signed before stands.
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
            officer.standing == .desk, officer.withdrawn == nil
        else {
            throw Refusal("officer.own", "A head withdraws officers of its own participant, who are accredited still, and not itself.")
        }
        // With an officer go the officer's further devices.
        let devices = state.officers.rows.filter { $0.participant == officer.participant && $0.withdrawn == nil && $0.isDevice(of: officer.desk) }
        for key in [officer] + devices { state.officers.update(key.id) { $0.withdrawn = act.citation } }
    }
}
