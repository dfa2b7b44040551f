import ArgumentParser
import Mechanism
import Registry

struct LayFile: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lay",
        abstract: "Lays an agreement that is written in YAML before the mechanism, for the parties to amend theirs by.",
        discussion: """
            The whole agreement as it is to read, checked before anything is signed. It goes in as many acts as it needs, and takes
            no effect until a party's head proposes it and the others assent.

            EXAMPLES
              truce lay amended.yaml --key secretariat.key --to http://127.0.0.1:8080
              truce act agreement.amend --key head.key --to http://127.0.0.1:8080 --audience public --set amends=3f… --set agreement=9c…
            """)

    @Argument(help: "The agreement's file.") var file: String
    @Option(name: .long, help: "The key of an officer of a party, a guarantor or the secretariat.") var key: String
    @Option(name: .long, help: "The registry's address, or the folder of a record that nobody serves.") var to: String
    @Option(name: .long, help: "The first part to lay, where a laying was cut short.") var from = 1
    @Flag(name: .long, help: "As JSON.") var json = false

    func run() async throws {
        let agreement = try AgreementFile.read(file)
        let parts = Establishing.parts(of: agreement)
        guard parts.indices.contains(from - 1) else {
            throw Complaint("“--from” must be a part of the agreement, from 1 to \(parts.count).", ending: .misuse)
        }
        let key = try KeyFile(key)
        let office = try await Submitting(to)
        for part in parts[(from - 1)...] {
            try await office.perform(ActDraft(part, audience: .everyone, at: Output.localTime(), nonce: Random.bytes(16)), by: key, json: json)
        }
        let hash = agreement.hash.hex
        print(json ? try Output.json(["agreement": hash]) : "The agreement is laid whole; “agreement.adopt” and “agreement.amend” name it by its hash, \(hash).")
    }
}
