import ArgumentParser
import Mechanism
import Registry
import TransparencyLog

struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes and shows officers' keys.",
        discussion: "EXAMPLES\n  truce keys new monitors/team-lead\n  truce keys show team-lead.key",
        subcommands: [New.self, Show.self, NextRegistryKey.self])

    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Makes a key for a desk; the file is readable by its owner alone.")
        @Argument(help: "The desk, as participant/desk.") var desk: String
        @Option(name: .long, help: "Where to write the key (default: participant-desk.key).") var out: String?

        func run() async throws {
            let path = out ?? desk.replacing("/", with: "-") + ".key"
            let file = try KeyFile.make(desk, at: path)
            print("The key is in \(path): keep it secret. Its public half, for your head to accredit:")
            print("  key       \(file.key.key)")
            print("  verifier  \(file.key.verifier)")
        }
    }

    struct NextRegistryKey: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "registry",
            abstract: "Makes the key that a registry is to go on with, beside the one it has, for “registry.replace” to name.")
        @Argument(help: "The record's folder.") var folder: String

        func run() async throws {
            let place = RecordFolder(path: folder)
            let name = try place.registryKey().name
            guard !Files.exists(place.nextKeyPath) else {
                throw Complaint("\(place.nextKeyPath) exists already; a key is never overwritten.", ending: .misuse)
            }
            let key = try SignerKey.generate(name: name, seed: Random.bytes(32))
            try Files.write(Array((key.secretText + "\n").utf8), to: place.nextKeyPath, secret: true)
            print("The key is in \(place.nextKeyPath): start the registry again, then a party proposes it with")
            print("  truce act registry.replace --set registry='\(key.verifier)' --set witnesses=…")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows the public half of a key.")
        @Argument(help: "The key's file.") var file: String
        @Flag(name: .long, help: "As JSON.") var json = false

        func run() async throws {
            let key = try KeyFile(file).key
            if json {
                print(try Output.json(["participant": key.participant.name, "desk": key.desk.name, "key": "\(key.key)", "verifier": "\(key.verifier)"]))
            } else {
                print("desk      \(key.participant)/\(key.desk)\nkey       \(key.key)\nverifier  \(key.verifier)")
            }
        }
    }
}
