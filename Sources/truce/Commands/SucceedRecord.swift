import ArgumentParser
import Mechanism
import Registry
import SQLiteStorage
import TransparencyLog

struct SucceedRecord: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "succeed",
        abstract: "Goes on with a record under another registry, from its last cosigned checkpoint on, with or without the registry before.",
        discussion: """
            The heads that the agreement names for it sign one act. It is written to NEW/succession.json and goes from head to
            head until all have signed; then NEW holds a record that begins with the entries of OLD and goes on under an origin
            and a key of its own. OLD may be a follower's copy.

            EXAMPLES
              truce succeed old-record new-record --key a-head.key --key b-head.key
              truce succeed follower-copy new-record --checkpoint cosigned.txt --witnesses policy.txt --key a-head.key
              truce succeed follower-copy new-record --key b-head.key          signs the act that waits there
            """)

    @Argument(help: "The folder of the record to go on from, or of a follower's copy.") var old: String
    @Argument(help: "The new record's folder.") var new: String
    @Option(name: .long, help: "A head's key; may be repeated.") var key: [String] = []
    @Option(name: .long, help: "The checkpoint to go on from (default: the last cosigned one in OLD; the last one where no witness is named).") var checkpoint: String?
    @Option(name: .long, help: "The new record's name in its checkpoints (default: the old one's with a number).") var origin: String?
    @Option(name: .long, help: "The witnesses and their quorum from then on, as lines of a C2SP tlog-policy (default: those that the record has).") var witnesses: String?
    @Option(name: .long, help: "Why.") var reason: String?

    func run() async throws {
        let place = RecordFolder(path: new)
        guard !place.holdsRecord else {
            throw Complaint("\(new) holds a record already; a successor begins in a folder of its own.", ending: .misuse)
        }
        let source = RecordFolder(path: old)
        let storage = try source.open(.reading)
        let keys = try key.map { try KeyFile($0).key }
        var submission = Files.exists(place.successionPath) ? try read(place) : try await draw(storage, place)
        guard let succeed = try OpenedAct(submission.envelope).act.body as? Succeed else {
            throw Complaint("The waiting act must be mechanism.succeed.")
        }
        let state = try await state(storage, succeed.predecessor.size.magnitude)
        let heads = state.successors.compactMap { state.officer(at: $0, Officer.headDesk) }
        if submission.envelope.signatures.isEmpty { submission.envelope.signatures = heads.map { _ in Envelope.Signature() } }
        for key in keys {
            guard let index = heads.firstIndex(where: { $0.key == key.key }) else {
                throw Complaint("\(key.participant)/\(key.desk) is no head that the agreement names for a succession: \(heads.map(\.participant.name).joined(separator: ", ")).")
            }
            submission.envelope.signatures[index] = try key.signature(over: submission.envelope.preAuthentication)
        }
        let missing = zip(heads, submission.envelope.signatures).filter { $1.sig.bytes.isEmpty }.map(\.0.participant.name)
        guard missing.isEmpty else {
            try Files.write(submission.canonical, to: place.successionPath)
            return print("The act waits in \(place.successionPath) for the heads of: \(missing.joined(separator: ", ")).")
        }
        try await make(submission, storage, source, place)
    }

    private func make(_ submission: Submission, _ storage: SQLiteRecord, _ source: RecordFolder, _ place: RecordFolder) async throws {
        let successor = try place.open(.keeping)
        defer { try? successor.close() }
        let bar = ProgressBar("Replaying the record before")
        let receipt: Receipt
        do {
            let size = try storage.size()
            receipt = try await Succession.make(
                from: storage, into: successor, by: submission, key: place.registryKey(), clock: source.clock(storage)
            ) { bar.show($0, of: size) }
        } catch let refusal as Refusal {
            throw Complaint("Refused: \(refusal)")
        }
        if Files.exists(source.agreementPath) { try Files.write(try Files.read(source.agreementPath), to: place.agreementPath) }
        print("The record goes on in \(new): \(receipt.index) entries of the record before, and the succession at \(receipt.index).")
        guard let card = try await Snapshot.replayed(from: successor)?.card else { return }
        print("Its card, for each participant to publish, has the fingerprint \(card.fingerprint):\n")
        print(card.text)
    }

    private func state(_ storage: SQLiteRecord, _ size: UInt64) async throws -> State {
        var replay = Replay()
        let bar = ProgressBar("Replaying the record before")
        try await replay.run(size: size, entries: { try storage.entries($0) }) { bar.show($0, of: size) }
        return replay.state
    }

    private func read(_ place: RecordFolder) throws -> Submission {
        do throws(Malformed) {
            let bytes = (try? Files.read(place.successionPath)) ?? []
            return try Submission(strict: bytes)
        } catch {
            throw Complaint("\(place.successionPath) must be what “truce succeed” wrote there: \(error).")
        }
    }

    private func draw(_ storage: SQLiteRecord, _ place: RecordFolder) async throws -> Submission {
        let bytes: [UInt8]
        if let checkpoint { bytes = try Files.read(checkpoint) } else { bytes = try storage.cosigned() ?? StorageSource(storage).checkpoint() }
        let note = try Note(bytes)
        let from = try Checkpoint(note)
        guard from.size > 0, try storage.size() >= from.size else {
            throw Complaint("\(old) must have the \(from.size) entries of the checkpoint; it has \(try storage.size()).")
        }
        let state = try await state(storage, from.size)
        guard let before = state.registration, let first = state.successors.first,
            let head = state.officer(at: first, Officer.headDesk)
        else { throw Complaint("\(old) must hold a record in which a mechanism is established.") }
        let name = origin ?? "\(before.origin)-\(state.registrations.rows.count { $0.predecessor != nil } + 2)"
        let key = try SignerKey.generate(name: name, seed: Random.bytes(32))
        var succeed = Succeed()
        (succeed.origin, succeed.registry) = (name, key.verifier.description)
        let lines = try witnesses.map(Files.text) ?? before.witnesses.split(separator: "\n").filter { !$0.hasPrefix("log ") }.joined(separator: "\n") + "\n"
        succeed.witnesses = "log \(key.verifier)\n\(lines)"
        (succeed.predecessor.origin, succeed.predecessor.size) = (before.origin, Int64(from.size))
        succeed.predecessor.root = Hash(from.root.bytes) ?? .zero
        succeed.checkpoint = String(decoding: bytes, as: UTF8.self)
        let texts = reason.map { [Text(slot: Identifier("reason") ?? Identifier(), language: Identifier("en") ?? Identifier(), salt: Random.bytes(32), text: $0)] } ?? []
        let draft = ActDraft(succeed, audience: .everyone, at: Output.localTime(), nonce: Random.bytes(16), texts: texts)
        let envelope = draft.envelope(
            by: first, Officer.headDesk, mechanism: state.establishment?.act.act, previous: head.last.act, rules: state.rules)
        try Files.write(Array((key.secretText + "\n").utf8), to: place.keyPath, secret: true)
        return Submission(envelope: envelope, texts: texts)
    }
}
