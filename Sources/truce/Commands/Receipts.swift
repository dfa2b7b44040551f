import ArgumentParser
import Mechanism
import Outgoing
import Registry
import TransparencyLog

struct Receipts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt", abstract: "Works on receipts.", subcommands: [Complete.self])

    struct Complete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Turns a receipt taken before the witnesses' quorum was met into one with their cosignatures.",
            discussion: """
                The registry is asked for the proof under its latest cosigned checkpoint. It is taken only if it is for the same entry
                at the same place, and if one of the two trees is shown to begin with the other.

                EXAMPLES
                  truce receipt complete receipt.tlog-proof --url https://registry.example --card card.txt
                """)

        @Argument(help: "The receipt's file.") var file: String
        @Option(name: .long, help: "The registry's address.") var url: String
        @Option(name: .long, help: "The card, as a participant published it.") var card: String
        @Option(name: .long, help: "An officer's key, where the act is for participants only.") var key: String?
        @Option(name: .long, help: "Where to write it (default: over the old one).") var out: String?
        @Flag(name: .long, help: "As JSON.") var json = false

        func run() async throws {
            let card: Card
            do {
                card = try Card(Files.text(self.card))
            } catch let error as RegistryError {
                throw Complaint("\(self.card) must be a card: \(error)")
            }
            let old = try proof(Files.read(file), "\(file)", card)
            guard let entry = old.file.extra else { throw Complaint("\(file) must be a receipt, with the entry in it.") }
            var client = try RegistryClient(url)
            if let key { try await client.introduce(KeyFile(key).key) }
            let new = try proof(await client.demand("/proofs/\(old.file.index)").bytes, "the registry's answer", card)
            guard new.file.index == old.file.index, new.file.extra == entry else {
                throw Complaint("The registry must show the same entry at place \(old.file.index), and shows another: keep \(file), it proves that.")
            }
            let policy: Policy
            do {
                policy = try Policy(file: card.witnesses)
            } catch {
                throw Complaint("\(self.card) must name its witnesses in a policy that can be read: \(error)")
            }
            let judgement = policy.judge(new.file.note)
            guard policy.quorum != nil else { throw Complaint("The record demands no witnesses, so there is nothing to complete.") }
            guard judgement.isQuorumMet else {
                throw Complaint("Not yet: \(judgement.verdict.reason ?? "the quorum is not met.") Ask again later.")
            }
            try await compare(old.checkpoint, new.checkpoint, client)
            try Files.write(new.file.bytes, to: out ?? file)
            let names = judgement.cosigned.map(\.witness.description)
            if json {
                struct Answer: Encodable { var index: UInt64, size: UInt64, cosigned: [String] }
                return print(try Output.json(Answer(index: new.file.index, size: new.checkpoint.size, cosigned: names)))
            }
            print("The receipt in \(out ?? file) is under a checkpoint over \(new.checkpoint.size) acts, cosigned by: \(names.joined(separator: ", ")).")
        }

        /// A proof that holds under the card's registry.
        private func proof(_ bytes: [UInt8], _ what: String, _ card: Card) throws -> (file: ProofFile, checkpoint: Checkpoint) {
            let file: ProofFile
            do {
                file = try ProofFile(bytes)
            } catch {
                throw Complaint("\(what) must be a tlog-proof: \(error)")
            }
            let verification = try file.verify(leaf: Merkle.leafHash(of: file.extra ?? []), logs: [card.registry])
            guard verification.verdict.isProven, let checkpoint = verification.judgement.checkpoint else {
                throw Complaint("\(what) does not hold: \(verification.verdict.reason ?? "")")
            }
            return (file, checkpoint)
        }

        /// That the smaller tree is the beginning of the larger, by the registry's own tiles.
        private func compare(_ one: Checkpoint, _ other: Checkpoint, _ client: RegistryClient) async throws {
            let (old, new) = one.size <= other.size ? (one, other) : (other, one)
            // As many hashes as the larger tree has leaves are 32 bytes each; the tree is made from them, not believed.
            var tree = MemoryTree()
            for path in Tiles.hashTiles(to: new.size) where path.kind == .hashes(level: 0) {
                let bytes = try await client.tile(path)
                for at in stride(from: 0, to: bytes.count, by: Digest.byteCount) {
                    guard let leaf = Digest(bytes[at..<min(at + Digest.byteCount, bytes.count)]) else { continue }
                    tree.append(leaf)
                }
            }
            guard tree.size == new.size, tree.root == new.root, try tree.root(at: old.size) == old.root else {
                throw Complaint("The registry's tree must begin with the one that the receipt is under, and does not: keep both checkpoints, they prove that the record was changed.")
            }
        }
    }
}
