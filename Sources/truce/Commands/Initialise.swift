import ArgumentParser
import Mechanism
import Outgoing
import Registry
import SQLiteStorage
import TransparencyLog

struct Initialise: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Starts a record: the first act names participants, registry and agreement, and every head signs it.",
        discussion: """
            Heads whose keys are not at hand are named by their public halves; the first act is then written to
            DIR/establishment.json, which goes from head to head.

            Recovery keys can replace a head's key that is lost, as many of them together as the first act says. Each is made
            with “truce keys new PARTICIPANT/recovery-1” and so on, kept by somebody else than the head, and named here by its
            public half; nothing can name one later.

            EXAMPLES
              truce init record --agreement agreement.yaml --key a-head.key --key b-head.key …
              truce init record --agreement agreement.yaml --key a-head.key --head 'b/head+1a2b3c4d+AY…'
              truce init record --agreement agreement.yaml --witnesses policy.txt …
              truce init record … --recovery 'a/recovery-1+…' --recovery 'a/recovery-2+…' --recovery 'a/recovery-3+…' --recovery-needed a=2
              truce init record --key b-head.key          signs the first act that waits there, or goes on to the agreement
            """)

    @Argument(help: "The record's folder.") var folder: String
    @Option(name: .long, help: "The agreement, in YAML.") var agreement: String?
    @Option(name: .long, help: "A head's key; may be repeated.") var key: [String] = []
    @Option(name: .long, help: "A head's verifier key, where the head signs elsewhere; may be repeated.") var head: [String] = []
    @Option(name: .long, help: "The verifier key of a recovery desk, such as north/recovery-1; may be repeated, in order.") var recovery: [String] = []
    @Option(name: .long, help: "How many of its recovery keys replace a head's: a number for all, or north=2; may be repeated.") var recoveryNeeded: [String] = []
    @Option(name: .long, help: "The witnesses and their quorum, as lines of a C2SP tlog-policy (default: “quorum none”).") var witnesses: String?
    @Option(name: .long, help: "The record's name in its checkpoints (default: from the agreement's hash).") var origin: String?

    @Flag(name: .long, help: "As JSON.") var json = false

    /// How the record stands, for programs.
    private struct Standing: Encodable {
        var acts: Int64
        var inForce: Bool
        /// The participants whose signature or assent is waited for.
        var missing: [String]
        var card: String?
        var fingerprint: String?
    }

    func run() async throws {
        let place = RecordFolder(path: folder)
        guard agreement != nil || recovery.isEmpty && recoveryNeeded.isEmpty else {
            throw Complaint("Recovery keys are named when the first act is drawn up, with “--agreement”.", ending: .misuse)
        }
        let keys = try key.map { try KeyFile($0).key }
        if place.holdsRecord {
            guard agreement == nil else {
                throw Complaint("\(folder) holds a record already; a record is started once.", ending: .misuse)
            }
            return try await goOn(place, keys)
        }
        let waiting = Files.exists(place.establishmentPath)
        if waiting, agreement != nil {
            throw Complaint("\(folder) waits for signatures of its first act: give keys alone, or remove \(place.establishmentPath) to begin again.", ending: .misuse)
        }
        var envelope = waiting ? try read(place) : try draw(place, keys)
        try sign(&envelope, keys)
        let missing = try unsigned(envelope)
        guard missing.isEmpty else {
            try Files.write(envelope.canonical, to: place.establishmentPath)
            if json {
                return print(try Output.json(Standing(acts: 0, inForce: false, missing: missing.map(\.name))))
            }
            print("The first act waits in \(place.establishmentPath) for the heads of: \(missing.map(\.name).joined(separator: ", ")).")
            for participant in try participants(envelope) where participant.recovery.needed > 0 {
                print("\(participant.recovery.needed) of \(participant.recovery.keys.count) recovery keys may replace the head's of \(participant.id).")
            }
            return
        }
        try await establish(envelope, place)
        try await goOn(place, keys)
    }

    private func read(_ place: RecordFolder) throws -> Envelope {
        do throws(Malformed) {
            let bytes = (try? Files.read(place.establishmentPath)) ?? []
            return try Envelope(strict: bytes)
        } catch {
            throw Complaint("\(place.establishmentPath) must be the first act's envelope: \(error).")
        }
    }

    private func draw(_ place: RecordFolder, _ keys: [OfficerKey]) throws -> Envelope {
        guard let file = agreement else {
            throw Complaint("A new record needs “--agreement FILE”.", ending: .misuse)
        }
        let agreement = try AgreementFile.read(file)
        let recovery = try RecoveryKeys(recovery, needed: recoveryNeeded)
        try recovery.check(agreement)
        var heads: [Identifier: Key] = [:]
        for key in keys where key.desk == Officer.headDesk { heads[key.participant] = key.key }
        for text in head {
            let verifier = try VerifierKey(text)
            let parts = verifier.name.split(separator: "/")
            guard parts.count == 2, parts[1] == Officer.headDesk.name, let participant = Identifier(String(parts[0])),
                let key = Key(ed25519: verifier.publicKey)
            else { throw Complaint("“--head” must be the verifier key of a desk named participant/head.", ending: .misuse) }
            heads[participant] = key
        }
        for member in agreement.participants where heads[member.id] == nil {
            throw Complaint("The head of \(member.id) must be known: give “--key” or “--head” for \(member.id)/head.", ending: .misuse)
        }
        let name = origin ?? "truce/\(agreement.hash.hex.prefix(16))"
        let registry = try SignerKey.generate(name: name, seed: Random.bytes(32))
        let envelope = try Establishing.envelope(
            agreement, heads: heads, recovery: { recovery[$0] }, origin: name, registry: registry.verifier,
            witnesses: try policy(registry.verifier), rehearsal: false, at: Output.localTime())
        // What the rules refuse is refused now, and not once every head has signed.
        do {
            var trial = State()
            try trial.admit(OpenedAct(envelope).act, received: Moment())
        } catch let refusal as Refusal {
            throw Complaint("Refused: \(refusal)")
        }
        try Files.write(Array((registry.secretText + "\n").utf8), to: place.keyPath, secret: true)
        try Files.write(agreement.canonical, to: place.agreementPath)
        return envelope
    }

    /// What the policy's file says of witnesses; the line of the log itself is added to it.
    private func policy(_ registry: VerifierKey) throws -> String {
        guard let witnesses else { return "quorum none\n" }
        let text = try Files.text(witnesses)
        do {
            let policy = try Policy(file: "log \(registry)\n\(text)")
            for witness in policy.witnesses {
                guard let url = witness.url else { throw Complaint("the witness \(witness.name) must have an address, or it cannot be asked") }
                _ = try OutgoingAddress(url.description)
            }
        } catch {
            throw Complaint("\(witnesses) must have “witness NAME VKEY URL”, “group …” and “quorum …” lines of a C2SP tlog-policy: \(error)", ending: .misuse)
        }
        return text
    }

    private func participants(_ envelope: Envelope) throws -> [Participant] {
        guard let establish = try OpenedAct(envelope).act.body as? Establish else {
            throw Complaint("The waiting act must be mechanism.establish.")
        }
        return establish.participants
    }

    /// Signatures stand in the order of the participants; one that is not there yet is empty.
    private func sign(_ envelope: inout Envelope, _ keys: [OfficerKey]) throws {
        let participants = try participants(envelope)
        if envelope.signatures.isEmpty { envelope.signatures = participants.map { _ in Envelope.Signature() } }
        let signed = envelope.preAuthentication
        for key in keys {
            guard let place = participants.firstIndex(where: { $0.head == key.key }) else {
                throw Complaint("\(key.participant)/\(key.desk) is no head that the first act names.")
            }
            envelope.signatures[place] = try key.signature(over: signed)
        }
    }

    private func unsigned(_ envelope: Envelope) throws -> [Identifier] {
        zip(try participants(envelope), envelope.signatures).filter { $1.sig.bytes.isEmpty }.map(\.0.id)
    }

    private func establish(_ envelope: Envelope, _ place: RecordFolder) async throws {
        let storage = try place.open(.keeping)
        let office = try await place.office(storage, clock: .machine)
        switch await office.submit(Submission(envelope: envelope, texts: [])) {
        case .recorded: try storage.close()
        case .refused(let refusal): throw Complaint("Refused: \(refusal.refusal)")
        case .malformed(let reason), .halted(let reason): throw Complaint(reason)
        }
    }

    /// Lays, adopts and assents to the agreement as far as the keys at hand allow, and says what is still to be done.
    private func goOn(_ place: RecordFolder, _ keys: [OfficerKey]) async throws {
        let storage = try place.open(.keeping)
        let office = try await place.office(storage, clock: place.clock(storage))
        let bytes = try Files.read(place.agreementPath)
        let agreement: Agreement
        do throws(Malformed) {
            agreement = try Agreement(strict: bytes)
        } catch {
            throw Complaint("\(place.agreementPath) must be the agreement: \(error).")
        }
        let desk = Desk(office: office)
        try await Establishing.adopt(agreement, heads: keys, desk: desk, at: Output.localTime())
        let state = try await desk.state()
        let card = await office.snapshot()?.card
        let pending = state.joint.rows.last { $0.outcome == .pending }
        let given = pending.map { ([$0.proposed] + $0.assents).map(\.participant) } ?? []
        let missing = state.agreement == nil ? state.parties.map(\.id).filter { !given.contains($0) } : []
        if json {
            return print(try Output.json(Standing(
                acts: state.size, inForce: state.agreement != nil, missing: missing.map(\.name), card: card?.text,
                fingerprint: card?.fingerprint)))
        }
        print("The record stands in \(folder), with \(state.size) acts.")
        if state.agreement != nil {
            print("The agreement is in force: “\(agreement.title)”.")
        } else if let waiting = pending {
            print("The agreement waits for the assent of \(missing.map(\.name).joined(separator: ", ")): “truce init \(folder) --key HEAD”, or “truce act joint.assent --set act=\(waiting.id.hex)”.")
        } else {
            print("The agreement is to be laid and adopted: “truce init \(folder) --key HEAD”.")
        }
        guard let card else { return }
        print("Its card, for each participant to publish, has the fingerprint \(card.fingerprint):\n")
        print(card.text)
    }
}
