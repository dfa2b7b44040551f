/// Whom to believe about a log: its keys, the witnesses, and which of them make a quorum (C2SP tlog-policy).
///
/// A policy file has one definition a line; spaces and tabs separate words; lines that are empty or begin with
/// `#` say nothing.
///
///     log <vkey> [<url>]
///     witness <name> <vkey> [<url>]
///     group <name> all|any|<k> <members…>
///     quorum <name>|none
///
/// A name is defined before it is used, and is a member of one group at most; there is exactly one quorum line. A
/// log's key is of type 1 and named by its origin; a witness's key is of type 4. Names are octets, whatever their encoding.
public struct Policy: Hashable, Sendable {
    public struct Log: Hashable, Sendable {
        public let key: VerifierKey
        public let url: Word?

        public init(key: VerifierKey, url: Word? = nil) {
            self.key = key
            self.url = url
        }
    }

    public struct Witness: Hashable, Sendable {
        /// What groups and the quorum call it: not the name of its key.
        public let name: Word
        public let key: VerifierKey
        public let url: Word?

        public init(name: Word, key: VerifierKey, url: Word? = nil) {
            self.name = name
            self.key = key
            self.url = url
        }
    }

    /// Witnesses a checkpoint when at least `required` of its members do.
    public struct Group: Hashable, Sendable {
        public let name: Word
        public let required: Int
        /// Witnesses and earlier groups.
        public let members: [Word]

        public init(name: Word, required: Int, members: [Word]) {
            self.name = name
            self.required = required
            self.members = members
        }
    }

    public let logs: [Log]
    public let witnesses: [Witness]
    /// Each after the groups that it names.
    public let groups: [Group]
    /// The witness or group that must have witnessed a checkpoint; nil for `none`.
    public let quorum: Word?

    /// - Throws: `malformed` or `wrongKey` for a policy that a file could not hold.
    public init(
        logs: [Log], witnesses: [Witness] = [], groups: [Group] = [], quorum: Word? = nil
    ) throws(TransparencyLogError) {
        var draft = PolicyDraft()
        for log in logs { try draft.add(log) }
        for witness in witnesses { try draft.add(witness) }
        for group in groups { try draft.add(group) }
        try draft.setQuorum(quorum)
        self = try draft.finished()
    }

    init(logs: [Log], witnesses: [Witness], groups: [Group], checkedQuorum: Word?) {
        self.logs = logs
        self.witnesses = witnesses
        self.groups = groups
        self.quorum = checkedQuorum
    }
}

extension Policy {
    /// A word of a policy file: at least one octet, no control characters, no space. Compared as octets.
    public struct Word: Hashable, Sendable, CustomStringConvertible {
        public let octets: [UInt8]

        /// - Throws: `malformed` if the octets are no word.
        public init(_ octets: some Sequence<UInt8>) throws(TransparencyLogError) {
            self.octets = Array(octets)
            guard !self.octets.isEmpty, self.octets.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else {
                throw TransparencyLogError(
                    .malformed, "A name or address in a policy is not empty and has no spaces or control characters.")
            }
        }

        public init(_ text: String) throws(TransparencyLogError) {
            try self.init(text.utf8)
        }

        private init(reserved text: StaticString) {
            octets = Array("\(text)".utf8)
        }

        /// Stands for "no quorum"; never the name of a witness or group.
        static let noQuorum = Word(reserved: "none")

        public var description: String { String(decoding: octets, as: UTF8.self) }
    }
}

/// A policy as its definitions come in, one after another.
struct PolicyDraft {
    private var logs: [Policy.Log] = []
    private var witnesses: [Policy.Witness] = []
    private var groups: [Policy.Group] = []
    private var quorum: Policy.Word?
    private var hasQuorum = false

    private var logKeys: Set<[UInt8]> = []
    private var witnessKeys: Set<[UInt8]> = []
    private var names: Set<Policy.Word> = []
    private var members: Set<Policy.Word> = []

    mutating func add(_ log: Policy.Log) throws(TransparencyLogError) {
        guard log.key.type == .ed25519 else {
            throw TransparencyLogError(
                .wrongKey, "A log's key is of type 1, and that of \(log.key.name) is a cosigner's.")
        }
        guard logKeys.insert(log.key.publicKey).inserted else {
            throw TransparencyLogError(
                .malformed, "A public key stands for one log only, and that of \(log.key.name) is there twice.")
        }
        logs.append(log)
    }

    mutating func add(_ witness: Policy.Witness) throws(TransparencyLogError) {
        guard witness.key.type == .cosignature else {
            throw TransparencyLogError(.wrongKey, "A witness's key is of type 4, and that of \(witness.name) is not.")
        }
        guard witnessKeys.insert(witness.key.publicKey).inserted else {
            throw TransparencyLogError(
                .malformed, "A public key stands for one witness only, and that of \(witness.name) is there twice.")
        }
        try define(witness.name)
        witnesses.append(witness)
    }

    mutating func add(_ group: Policy.Group) throws(TransparencyLogError) {
        for member in group.members {
            guard names.contains(member) else {
                throw TransparencyLogError(
                    .malformed, "The member \(member) must be defined before the group \(group.name).")
            }
            guard members.insert(member).inserted else {
                throw TransparencyLogError(
                    .malformed, "A name is a member of one group, once, and \(member) is one already.")
            }
        }
        guard !group.members.isEmpty, (1...group.members.count).contains(group.required) else {
            throw TransparencyLogError(
                .malformed, "The group \(group.name) must have members, and require at least 1 and at most all of them."
            )
        }
        try define(group.name)
        groups.append(group)
    }

    mutating func setQuorum(_ name: Policy.Word?) throws(TransparencyLogError) {
        guard !hasQuorum else {
            throw TransparencyLogError(.malformed, "A policy has exactly one quorum.")
        }
        if let name, !names.contains(name) {
            throw TransparencyLogError(
                .malformed, "The quorum \(name) must be none, or a witness or group defined before.")
        }
        quorum = name
        hasQuorum = true
    }

    func finished() throws(TransparencyLogError) -> Policy {
        guard hasQuorum else {
            throw TransparencyLogError(.malformed, "A policy has exactly one quorum line, and this one has none.")
        }
        return Policy(logs: logs, witnesses: witnesses, groups: groups, checkedQuorum: quorum)
    }

    private mutating func define(_ name: Policy.Word) throws(TransparencyLogError) {
        guard name != .noQuorum else {
            throw TransparencyLogError(.malformed, "No witness or group may be called none.")
        }
        guard names.insert(name).inserted else {
            throw TransparencyLogError(
                .malformed, "A name stands for one witness or group, and \(name) is defined twice.")
        }
    }
}
