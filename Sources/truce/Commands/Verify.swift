import ArgumentParser
import Foundation
import Mechanism
import Outgoing
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
              truce verify edition.tlog-proof --card card.txt --site https://registry.example   whether a public act is withheld there
              truce verify refusal.txt --card card.txt --record record --act act.json   run again
              truce verify copy/evidence/split-view-….json --card card.txt
              truce verify proof --entry entry.bin --log VKEY   any C2SP tlog-proof of any log
            """)

    @Argument(help: "A folder, an address, or a file: a receipt, an edition's receipt, a refusal, evidence, a tlog-proof.") var target: String
    @Option(name: .long, help: "The card, as a participant published it: without it, identity is not proved.") var card: String?
    @Option(name: .long, help: "An officer's key, to read as a participant.") var key: String?
    @Option(name: .long, help: "The act that a receipt or a refusal is for, as “truce act --offline” wrote it.") var act: String?
    @Option(name: .long, help: "The entry that a proof is about.") var entry: String?
    @Option(name: .long, help: "The log's verifier key.") var log: String?
    @Option(name: .long, help: "The address whose public acts an edition is compared with.") var site: String?
    @Option(name: .long, help: "The folder of a record, to run a refusal again on it.") var record: String?
    @Option(name: .long, help: "Where to write evidence of a wrong refusal.") var evidence: String?
    @Flag(name: .long, help: "As JSON.") var json = false

    func run() async throws {
        let known = try card.map { path in
            do {
                return try Card(Files.text(path))
            } catch let error as RegistryError {
                throw Complaint("\(path) must be a card: \(error)")
            }
        }
        var audit: Audit
        if RegistryClient.isAddress(target) {
            audit = try await address(known)
        } else if Files.isFolder(target) {
            audit = try await folder(known)
        } else {
            let file = FileAudit(path: target, card: known, act: act, entry: entry, log: log, record: record, evidence: evidence)
            audit = try await file.run()
            if let site { try await compare(file, with: site, &audit) }
        }
        try report(audit)
    }

    /// Compares the public acts that a site shows with the tree that an edition carries.
    private func compare(_ file: FileAudit, with site: String, _ audit: inout Audit) async throws {
        guard let edition = try file.edition else {
            throw Complaint("“--site” compares an edition: \(target) must be the receipt of one.", ending: .misuse)
        }
        var shown = Audit()
        let client = try RegistryClient(site)
        try await shown.hashes(client, card: nil)
        guard shown.holds, let view = try await PublicActs(client: client).view(&shown) else {
            return audit.fail(shown.items.last { $0.result == .failed }?.sentence ?? "\(site) must show a record that holds.")
        }
        if view.isWhole(for: edition) {
            audit.prove("No public act is withheld at \(site) among the first \(edition.size): the \(edition.publicSize) shown are those that the edition counts.")
        } else {
            audit.fail("The public acts at \(site) must be the \(edition.publicSize) that the edition counts among the first \(edition.size); they are not: one is withheld or slipped in.")
        }
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
        if audit.holds, let view = try await PublicActs(client: client).view(&audit) { PublicActs.judge(view, &audit) }
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

    /// - Returns: the acts, where each of them stands in the tree; `nil` where one does not, which the audit then says.
    func view(_ audit: inout Audit) async throws -> PublicView? {
        guard let size = audit.checkpoint?.size else { return nil }
        var view = PublicView()
        var from = UInt64(0)
        while from < size {
            let answer = try await client.demand("/api/v1/acts?from=\(from)&limit=200&entries=true")
            guard let page = try? JSONDecoder().decode(Page.self, from: Data(answer.bytes)) else {
                throw Complaint("\(client.base) must answer with acts in this version's form.")
            }
            guard page.entries.count == page.acts.count else {
                audit.fail("\(client.base) must give the entry of every act that it shows.")
                return nil
            }
            for (act, text) in zip(page.acts, page.entries) {
                guard let entry = Base64.decode(text), audit.holds(entry: entry, at: act.index) else {
                    audit.fail("The act shown at \(act.index) must be the entry that the tree holds there, and is not.")
                    return nil
                }
                do throws(Malformed) {
                    try view.add(entry, at: act.index)
                } catch {
                    audit.fail("The act shown at \(act.index) \(error.reason).")
                    return nil
                }
            }
            from += 200
        }
        if let act = view.unreleased {
            audit.fail("The act \(act.hex) is shown to everyone and must be public, or released by its participant; it is neither.")
            return nil
        }
        audit.prove("All \(view.count) acts that everyone may read, of \(size), stand in the tree where the registry says they do.")
        return view
    }

    /// Whether any public act was withheld, by every edition that was published.
    static func judge(_ view: PublicView, _ audit: inout Audit) {
        for (index, edition) in view.editions where !view.isWhole(for: edition) {
            return audit.fail("The public acts shown must be the \(edition.publicSize) that the edition published at \(index) counts among the first \(edition.size); they are not: one is withheld or slipped in.")
        }
        guard let (index, last) = view.editions.max(by: { $0.edition.size < $1.edition.size }) else {
            return audit.leaveOpen("No edition is published yet, so a public act that is withheld would not show.")
        }
        audit.prove("No public act is withheld among the first \(last.size): the \(last.publicSize) shown are those whose tree the edition published at \(index) carries.")
        audit.leaveOpen("Whether a public act after the first \(last.size) is withheld shows with the next edition.")
    }
}
