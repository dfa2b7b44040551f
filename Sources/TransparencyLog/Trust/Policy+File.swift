extension Policy {
    /// Reads a policy file.
    ///
    /// - Throws: `malformed`, `unsupported` or `wrongKey`; the message names the line.
    public init(file: [UInt8]) throws(TransparencyLogError) {
        var lines = file.split(separator: .newline, omittingEmptySubsequences: false)
        guard lines.removeLast().isEmpty else {
            throw TransparencyLogError(
                .malformed, "The last line of a policy file ends in a newline, like every other.")
        }
        var draft = PolicyDraft()
        for (index, line) in lines.enumerated() {
            do throws(TransparencyLogError) {
                try draft.read(line: line)
            } catch {
                throw TransparencyLogError(error.code, "Line \(index + 1): \(error.message)")
            }
        }
        self = try draft.finished()
    }

    public init(file: String) throws(TransparencyLogError) {
        try self.init(file: Array(file.utf8))
    }

    /// The policy as a file: logs, witnesses, groups, quorum.
    public var file: [UInt8] {
        var lines: [[UInt8]] = []
        func add(_ keyword: String, _ words: [UInt8]?...) {
            lines.append(
                words.reduce(into: Array(keyword.utf8)) { line, word in
                    if let word { line += [.space] + word }
                })
        }
        for log in logs {
            add("log", Array(log.key.description.utf8), log.url?.octets)
        }
        for witness in witnesses {
            add("witness", witness.name.octets, Array(witness.key.description.utf8), witness.url?.octets)
        }
        for group in groups {
            let required =
                switch group.required {
                case group.members.count: "all"
                case 1: "any"
                default: String(group.required)
                }
            let members = Array(group.members.map(\.octets).joined(separator: [.space]))
            add("group", group.name.octets, Array(required.utf8), members)
        }
        add("quorum", (quorum ?? .noQuorum).octets)
        return lines.reduce(into: []) { $0 += $1 + [.newline] }
    }
}

extension PolicyDraft {
    fileprivate mutating func read(line: ArraySlice<UInt8>) throws(TransparencyLogError) {
        let tab = UInt8(ascii: "\t")
        guard line.allSatisfy({ ($0 >= 0x20 && $0 != 0x7F) || $0 == tab }) else {
            throw TransparencyLogError(.malformed, "A policy file has no control characters but tabs and newlines.")
        }
        let words = line.split { $0 == .space || $0 == tab }
        guard let keyword = words.first, keyword.first != UInt8(ascii: "#") else { return }
        let arguments = Array(words.dropFirst())
        switch String(decoding: keyword, as: UTF8.self) {
        case "log": try readLog(arguments)
        case "witness": try readWitness(arguments)
        case "group": try readGroup(arguments)
        case "quorum": try readQuorum(arguments)
        default:
            throw TransparencyLogError(.malformed, "A line of a policy begins with log, witness, group or quorum.")
        }
    }

    private mutating func readLog(_ words: [ArraySlice<UInt8>]) throws(TransparencyLogError) {
        guard (1...2).contains(words.count) else {
            throw TransparencyLogError(.malformed, "A log has a verifier key and perhaps an address.")
        }
        try add(Policy.Log(key: key(words[0]), url: optionalWord(words.dropFirst().first)))
    }

    private mutating func readWitness(_ words: [ArraySlice<UInt8>]) throws(TransparencyLogError) {
        guard (2...3).contains(words.count) else {
            throw TransparencyLogError(.malformed, "A witness has a name, a verifier key and perhaps an address.")
        }
        try add(
            Policy.Witness(
                name: Policy.Word(words[0]), key: key(words[1]), url: optionalWord(words.dropFirst(2).first)))
    }

    private mutating func readGroup(_ words: [ArraySlice<UInt8>]) throws(TransparencyLogError) {
        guard words.count >= 3 else {
            throw TransparencyLogError(
                .malformed,
                "A group has a name, how many of its members it requires (all, any or a number), and members.")
        }
        var members: [Policy.Word] = []
        for word in words.dropFirst(2) { try members.append(Policy.Word(word)) }
        let required: Int? =
            switch String(decoding: words[1], as: UTF8.self) {
            case "all": members.count
            case "any": 1
            default: Decimal.decode(words[1]).flatMap { Int(exactly: $0) }
            }
        guard let required else {
            throw TransparencyLogError(.malformed, "A group requires all, any or a decimal number of its members.")
        }
        try add(Policy.Group(name: Policy.Word(words[0]), required: required, members: members))
    }

    private mutating func readQuorum(_ words: [ArraySlice<UInt8>]) throws(TransparencyLogError) {
        guard words.count == 1 else {
            throw TransparencyLogError(.malformed, "The quorum is one name, or none.")
        }
        let name = try Policy.Word(words[0])
        try setQuorum(name == .noQuorum ? nil : name)
    }

    private func key(_ word: ArraySlice<UInt8>) throws(TransparencyLogError) -> VerifierKey {
        guard let text = String(validating: word, as: UTF8.self) else {
            throw TransparencyLogError(.malformed, "A verifier key is UTF-8.")
        }
        return try VerifierKey(text)
    }

    private func optionalWord(_ word: ArraySlice<UInt8>?) throws(TransparencyLogError) -> Policy.Word? {
        guard let word else { return nil }
        return try Policy.Word(word)
    }
}
