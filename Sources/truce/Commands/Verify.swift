import ArgumentParser
import Foundation
import Mechanism
import Registry
import SQLiteStorage
import TransparencyLog

struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Recomputes a record, a receipt or an edition from its bytes, and says what that proves and what not.",
        discussion: """
            EXAMPLES
              truce verify record --card card.txt               a record's folder, or what “truce export” wrote
              truce verify http://127.0.0.1:8080                as the public sees it
              truce verify http://127.0.0.1:8080 --key desk.key --card card.txt   as a participant: everything
              truce verify receipt.tlog-proof --card card.txt   offline
              truce verify proof --entry entry.bin --log VKEY   any C2SP tlog-proof of any log
            """)

    @Argument(help: "A folder, an address, or a file: a receipt, an edition's receipt, a refusal, a tlog-proof.") var target: String
    @Option(name: .long, help: "The card, as a participant published it: without it, identity is not proved.") var card: String?
    @Option(name: .long, help: "An officer's key, to read as a participant.") var key: String?
    @Option(name: .long, help: "The act that a receipt is for, as “truce act --offline” wrote it.") var act: String?
    @Option(name: .long, help: "The entry that a proof is about.") var entry: String?
    @Option(name: .long, help: "The log's verifier key.") var log: String?
    @Flag(name: .long, help: "As JSON.") var json = false

    func run() async throws {
        let known = try card.map { path in
            do {
                return try Card(Files.text(path))
            } catch let error as RegistryError {
                throw Complaint("\(path) must be a card: \(error)")
            }
        }
        let audit: Audit
        if RegistryClient.isAddress(target) {
            audit = try await address(known)
        } else if Files.isFolder(target) {
            audit = try await folder(known)
        } else {
            audit = try FileAudit(path: target, card: known, act: act, entry: entry, log: log).run()
        }
        try report(audit)
    }

    private func report(_ audit: Audit) throws {
        if json {
            struct Answer: Encodable {
                struct Item: Encodable { var result: String, sentence: String }
                var holds: Bool
                var size: UInt64?
                var root: String?
                var items: [Item]
            }
            print(try Output.json(Answer(
                holds: audit.holds, size: audit.checkpoint?.size, root: audit.checkpoint?.root.base64,
                items: audit.items.map { .init(result: $0.result.rawValue, sentence: $0.sentence) })))
        } else {
            for (result, title) in [(Audit.Item.Result.failed, "DOES NOT HOLD"), (.proved, "PROVED"), (.open, "NOT PROVED HERE")] {
                let sentences = audit.items.filter { $0.result == result }.map(\.sentence)
                guard !sentences.isEmpty else { continue }
                print(title)
                for sentence in sentences { print("  · \(sentence)") }
            }
        }
        if !audit.holds { throw ExitCode(1) }
    }

    // MARK: Whole records

    private func folder(_ known: Card?) async throws -> Audit {
        var audit = Audit()
        let bar = ProgressBar("Replaying")
        guard Files.exists("\(target)/\(SQLiteRecord.fileName)") else {
            guard Files.exists("\(target)/checkpoint") else {
                throw Complaint("\(target) must be the folder of a record, or of tiles that “truce export” wrote.", ending: .misuse)
            }
            try await audit.replay(TileFolder(path: target), card: known) { bar.show($0, of: $1) }
            return audit
        }
        try await audit.replay(folder: target, card: known) { bar.show($0, of: $1) }
        return audit
    }

    private func address(_ known: Card?) async throws -> Audit {
        var client = try RegistryClient(target)
        var audit = Audit()
        if let key {
            try await client.introduce(KeyFile(key).key)
            let bar = ProgressBar("Fetching and replaying")
            try await audit.replay(client, card: known) { bar.show($0, of: $1) }
            return audit
        }
        try await audit.hashes(client, card: known)
        if audit.holds { try await PublicActs(client: client).check(&audit) }
        audit.leaveOpen("Acts for participants alone were not read, so the rules were not replayed: an officer's “--key” does that.")
        audit.leaveOpen("That what a report says is true is not proved by any record.")
        return audit
    }
}

/// The acts that everyone may read, each compared with the leaf of the tree at its place.
struct PublicActs {
    let client: RegistryClient

    private struct Page: Decodable {
        struct Act: Decodable { var index: UInt64 }
        var acts: [Act]
        var entries: [String]
    }

    func check(_ audit: inout Audit) async throws {
        guard let size = audit.checkpoint?.size else { return }
        var (seen, from) = (0, UInt64(0))
        while from < size {
            let answer = try await client.demand("/api/v1/acts?from=\(from)&limit=200&entries=true")
            guard let page = try? JSONDecoder().decode(Page.self, from: Data(answer.bytes)) else {
                throw Complaint("\(client.base) must answer with acts in this version's form.")
            }
            guard page.entries.count == page.acts.count else {
                return audit.fail("\(client.base) must give the entry of every act that it shows.")
            }
            for (act, text) in zip(page.acts, page.entries) {
                guard let entry = Base64.decode(text), audit.holds(entry: entry, at: act.index) else {
                    return audit.fail("The act shown at \(act.index) must be the entry that the tree holds there, and is not.")
                }
                seen += 1
            }
            from += 200
        }
        audit.prove("All \(seen) acts that everyone may read, of \(size), stand in the tree where the registry says they do.")
    }
}
