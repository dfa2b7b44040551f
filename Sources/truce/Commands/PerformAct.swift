import ArgumentParser
import Mechanism
import Registry
import Yams

struct PerformAct: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "act",
        abstract: "Signs an act and hands it in, or writes it to a file.",
        discussion: """
            “truce act KIND --help” explains a kind of act.

            EXAMPLES
              truce act report.file --key liaison.key --to http://127.0.0.1:8080 --body report.yaml --text narrative=@what.txt
              truce act finding.concur --key guarantor.key --to record --set finding=3f…
              truce act report.withdraw --key liaison.key --offline act.json --set report=3f… --text reason="Filed twice."
            """)

    @Argument(help: "The kind of act, such as report.file.") var kind: String
    @Option(name: .long, help: "The officer's key.") var key: String
    @Option(name: .long, help: "The registry's address, or the folder of a record that nobody serves.") var to: String?
    @Option(name: .long, help: "Writes the signed act to this file instead, for “truce submit”.") var offline: String?
    @Option(name: .long, help: "What the act says, in YAML or JSON.") var body: String?
    @Option(name: .long, help: "One field of the body, as path=value, or path=[…] for a list; may be repeated.") var set: [String] = []
    @Option(name: .long, help: "A text, as slot=words, slot=@file or slot:language=…; may be repeated.") var text: [String] = []
    @Option(name: .long, help: "Who may read it: public or participants.") var audience = "participants"
    @Option(name: .long, help: "The officer's own time (default: now).") var at: String?
    @Option(name: .long, help: "Where to write the receipt.") var receipt: String?
    @Flag(name: .long, help: "As JSON.") var json = false

    func run() async throws {
        guard let name = Identifier(kind), let audience = Audience(rawValue: audience) else {
            throw Complaint("A kind is a short name, and an audience is public or participants.", ending: .misuse)
        }
        guard (to == nil) != (offline == nil) else {
            throw Complaint("An act needs either “--to” or “--offline”.", ending: .misuse)
        }
        let file = try KeyFile(key)
        let body = try ActBodies.read(AuthoredYAML(try source()), kind: name, file: body ?? "the body")
        let texts = try text.map(Self.text)
        let time = try at.map { text in
            guard let time = LocalTime(Array(text.utf8)) else {
                throw Complaint("“--at” must be a time such as 2025-11-09T14:30:00+05:00.", ending: .misuse)
            }
            return time
        } ?? Output.localTime()
        let draft = ActDraft(body, audience: audience, at: time, nonce: Random.bytes(16), texts: texts)

        if let to { return try await Submitting(to).perform(draft, by: file, receipt: receipt, json: json) }
        guard let offline, let chain = try file.chain, let signed = try chain.signed(draft, by: file.key) else {
            throw Complaint("To sign with no connection, the key must first have learned where its chain of acts is: hand one act in with “--to”.")
        }
        try Files.write(signed.submission.canonical, to: offline)
        try file.remember(signed.next)
        let id = signed.id.hex
        print(json ? try Output.json(["act": id, "file": offline]) : "Act \(id) is signed and waits in \(offline).")
    }

    /// The body's file with the fields of `--set` put in.
    private func source() throws -> Node {
        var node = try body.map { try AuthoredYAML.compose(Files.text($0), file: $0) } ?? Node.mapping(.init([]))
        for assignment in set {
            let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw Complaint("“--set” must be path=value, such as facts.type=shelling.", ending: .misuse) }
            try Self.put(parts[1], at: parts[0].split(separator: ".").map(String.init)[...], in: &node)
        }
        return node
    }

    private static func put(_ value: String, at path: ArraySlice<String>, in node: inout Node) throws {
        guard let key = path.first else {
            // What begins with a bracket is a list, in YAML's short form.
            if value.hasPrefix("[") { return node = try AuthoredYAML.compose(value, file: "“--set”") }
            return node = Node(value, .implicit, Self.isTruthOrNumber(value) ? .plain : .any)
        }
        var inner = node[key] ?? Node.mapping(.init([]))
        try put(value, at: path.dropFirst(), in: &inner)
        if node.mapping == nil { node = Node.mapping(.init([])) }
        node[key] = inner
    }

    private static func isTruthOrNumber(_ value: String) -> Bool { value == "true" || value == "false" || Int64(value).map(String.init) == value }

    private static func text(_ argument: String) throws -> Text {
        let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
        let name = (parts.first ?? "").split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, let slot = name.first.flatMap(Identifier.init), let language = Identifier(name.count > 1 ? name[1] : "en")
        else { throw Complaint("“--text” must be slot=words, slot=@file or slot:language=words.", ending: .misuse) }
        let words = parts[1].hasPrefix("@") ? try Files.text(String(parts[1].dropFirst())) : parts[1]
        return Text(slot: slot, language: language, salt: Random.bytes(32), text: words)
    }
}

struct SubmitAct: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Hands in acts that were signed with no connection, in order.",
        discussion: "EXAMPLES\n  truce submit act-1.json act-2.json --to http://127.0.0.1:8080")

    @Argument(help: "Files that “truce act --offline” wrote.") var files: [String]
    @Option(name: .long, help: "The registry's address, or the folder of a record that nobody serves.") var to: String
    @Option(name: .long, help: "Where to write the receipt of a single act.") var receipt: String?
    @Flag(name: .long, help: "As JSON.") var json = false

    func run() async throws {
        let office = try await Submitting(to)
        for file in files {
            let submission: Submission
            let bytes = try Files.read(file)
            do throws(Malformed) {
                submission = try Submission(strict: bytes)
            } catch {
                throw Complaint("\(file) must be what “truce act --offline” wrote: \(error).")
            }
            try await office.submit(submission, receipt: receipt, json: json)
        }
    }
}
