/// What a participant is to the mechanism.
public enum Role: String, Word {
    /// Bound by the truce.
    case party
    /// Mediates and determines.
    case guarantor
    /// Observes, verifies, proposes findings.
    case monitoringTeam = "monitoring-team"
    /// Keeps the registry.
    case secretariat
    /// Reads.
    case observer

    public init() { self = .observer }
}

/// What the rules say of a kind of act before they look into it. One for each kind, shared by all its acts.
public final class ActKind: Sendable {
    /// One text that an act of this kind may or must carry beside the record.
    public struct Slot: Sendable {
        public var name: Identifier
        public var required: Bool
        public var meaning: String

        static func must(_ name: StaticString, _ meaning: String) -> Slot {
            Slot(name: Identifier(constant: name), required: true, meaning: meaning)
        }
        static func may(_ name: StaticString, _ meaning: String) -> Slot {
            Slot(name: Identifier(constant: name), required: false, meaning: meaning)
        }
    }

    /// How many hands an act needs.
    public enum Hands: Sendable {
        /// Any officer of a role named in ``ActKind/roles`` whose functions include the subject.
        case officer
        /// The participant's head alone.
        case head
        /// The participant's head, or its recovery keys.
        case headOrRecovery
        /// The heads of several participants, in one envelope.
        case heads
        /// A party's head, and then the assent of each other party's head.
        case joint
    }

    /// Subject and verb, such as `report.file`.
    public let name: Identifier
    /// What the act is about, such as `report`: the word before the dot.
    public let subject: Identifier
    /// One sentence for people.
    public let summary: String
    /// The participants whose officers may sign it.
    public let roles: [Role]
    public let hands: Hands
    public let slots: [Slot]
    /// The first version of the rules that has the kind.
    public let since: Int64
    /// Whether it answers what an act before it asks for, and no oftener than that asks: the agreement's limits keep nobody from answering.
    public let answers: Bool

    init(
        _ name: StaticString, _ summary: String, by roles: [Role], hands: Hands = .officer, texts: [Slot] = [], since: Int64 = 0, answers: Bool = false
    ) {
        (self.since, self.answers) = (since, answers)
        self.name = Identifier(constant: name)
        subject = Identifier(String(self.name.name.prefix { $0 != "." })) ?? self.name
        self.summary = summary
        self.roles = roles
        self.hands = hands
        slots = texts + [.may("note", "A remark by the signer.")]
    }
}

/// What a kind of act says, and what follows when it is admitted.
public protocol ActBody: Record {
    static var kind: ActKind { get }
    /// Checks the act against the state and changes the state.
    ///
    /// Nothing is changed before the last check has passed: a refused act leaves the state as it was.
    func admit(_ act: Admitted, into state: inout State) throws(Refusal)
}

extension ActBody {
    var kindName: Identifier { Self.kind.name }
}

/// Why an act is not admitted: a verdict, signed by the registry, that anyone can re-run.
public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rule's name, such as `finding.reply-window`.
    public let rule: String
    /// One plain sentence that says what would be right.
    public let reason: String

    public init(_ rule: StaticString, _ reason: String) {
        self.rule = "\(rule)"
        self.reason = reason
    }

    /// A refusal that somebody else has given.
    package init(rule: String, reason: String) { (self.rule, self.reason) = (rule, reason) }

    public var description: String { "\(reason) (rule \(rule))" }
}

/// An act on its way into the state: the act, where it will stand, and who signs it.
public struct Admitted: Sendable {
    public let act: Act
    public let citation: Citation

    /// The time at which the registry received it.
    var received: Moment { citation.received }
    /// The time that clocks count by: of the earliest lodging that the agreement lets count, else that of receipt.
    let lodged: Moment
    var participant: Identifier { citation.participant }
}

/// Which act, where in the record, when and by whom: what an entity keeps of the acts that made it.
public struct Citation: Record, Hashable {
    public var act = ActID()
    public var index: Int64 = 0
    public var received = Moment()
    public var participant = Identifier()
    public var desk = Identifier()
    public var audience = Audience.participants

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The act's id.")
        field("index", &index, "Its place in the record, from 0.")
        field("received", &received, "The registry's time of receipt.")
        field("participant", &participant, "For whom its officer acts.")
        field("desk", &desk, "The officer's desk.")
        field("audience", &audience, "Who may read it.")
    }
}
