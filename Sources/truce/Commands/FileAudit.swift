import Following
import Mechanism
import Registry
import SQLiteStorage
import TransparencyLog

/// Verifies one file with nothing else at hand: a receipt, an edition's receipt, a signed refusal, or a proof of any log.
struct FileAudit {
    let path: String
    let card: Card?
    let act: String?
    let entry: String?
    let log: String?
    var record: String?
    var evidence: String?

    func run() async throws -> Audit {
        let bytes = try Files.read(path)
        var audit = Audit()
        if bytes.starts(with: "c2sp.org/tlog-proof@v1".utf8) {
            try proof(bytes, &audit)
        } else if bytes.starts(with: "truce/refusal/v1".utf8) {
            try await refusal(bytes, &audit)
        } else if Evidence.isAnnounced(by: bytes) {
            guard let card else { throw Complaint("Evidence is against the registry of a card: give “--card FILE”.", ending: .misuse) }
            audit = await Evidence.audit(bytes, under: card)
        } else {
            throw Complaint("\(path) must be a receipt or another tlog-proof, a signed refusal, or evidence.", ending: .misuse)
        }
        return audit
    }

    /// The edition whose publication the receipt is for; `nil` when it is for anything else.
    var edition: PublishEdition? {
        get throws {
            guard let entry = try? ProofFile(Files.read(path)).extra, let envelope = try? Entry(strict: entry).envelope else { return nil }
            return (try? OpenedAct(envelope))?.act.body as? PublishEdition
        }
    }

    private func proof(_ bytes: [UInt8], _ audit: inout Audit) throws {
        let file: ProofFile
        do {
            file = try ProofFile(bytes)
        } catch {
            return audit.fail("\(path) must be a tlog-proof: \(error)")
        }
        guard let subject = try entry.map(Files.read) ?? file.extra else {
            throw Complaint("A proof is about an entry: give “--entry FILE”.", ending: .misuse)
        }
        let keys = try keys(audit: &audit, note: file.note)
        guard !keys.isEmpty else { return }
        let verification = try file.verify(leaf: Merkle.leafHash(of: subject), logs: keys)
        guard verification.verdict.isProven, let checkpoint = verification.judgement.checkpoint else {
            return audit.fail(verification.verdict.reason ?? "The proof does not hold.")
        }
        audit.prove("The entry is number \(file.index) of the \(checkpoint.size) under the checkpoint that \(checkpoint.origin) signed.")
        if let card, log == nil { audit.judgeWitnesses(file.note, card) }
        if entry == nil || log == nil { try describe(subject, &audit) }
    }

    /// The keys that may have signed the checkpoint: the one that was named, or the card's.
    private func keys(audit: inout Audit, note: Note) throws -> [VerifierKey] {
        if let log { return [try VerifierKey(log)] }
        if let card {
            audit.prove("The registry's key is that of your card: \(card.fingerprint).")
            return [card.registry]
        }
        audit.leaveOpen("Nothing was verified: whose log this is must be said, by “--card FILE” or “--log VKEY”.")
        audit.fail("There is no key to verify the checkpoint with.")
        return []
    }

    /// Says what the entry is, when it is one of a record.
    private func describe(_ bytes: [UInt8], _ audit: inout Audit) throws {
        let entry: Entry
        let opened: OpenedAct
        do throws(Malformed) {
            entry = try Entry(strict: bytes)
            opened = try OpenedAct(entry.envelope)
        } catch {
            return audit.fail("The entry must be an act in its envelope: \(error).")
        }
        let payload = opened.act.payload
        audit.prove("It is act \(opened.act.id.hex): \(payload.kind), signed in the name of \(payload.participant)/\(payload.desk), received \(Output.utc(entry.received)).")
        if let publish = opened.act.body as? PublishEdition {
            audit.prove("It publishes the edition of cut-off \(publish.edition.hex): the record's first \(publish.size) acts, with state digest \(publish.digest.hex) and \(publish.publicSize) public acts.")
            audit.leaveOpen("Whether all of those public acts are shown to you: “--site” compares.")
            audit.leaveOpen("That these acts add up to this digest shows when the record is replayed: “truce verify FOLDER”.")
        }
        if let act {
            let submission: Submission
            let file = try Files.read(act)
            do throws(Malformed) {
                submission = try Submission(strict: file)
            } catch {
                return audit.fail("\(act) must be what “truce act --offline” wrote: \(error).")
            }
            guard let mine = try? OpenedAct(submission.envelope), mine.act.id == opened.act.id else {
                return audit.fail("The receipt must be for the act in \(act); it is for another.")
            }
            audit.prove("It is the act in \(act).")
        }
        audit.leaveOpen("The officer's signature is checked against the key that the record names: “truce verify FOLDER” does that.")
    }

    private func refusal(_ bytes: [UInt8], _ audit: inout Audit) async throws {
        guard let card else {
            return audit.fail("Whose refusal this is must be said, by “--card FILE”.")
        }
        let refusal: SignedRefusal
        do {
            refusal = try SignedRefusal(bytes, registry: card.registry)
        } catch {
            return audit.fail("\(error)")
        }
        audit.prove("The registry of your card (\(card.fingerprint)) signed this refusal:")
        for line in refusal.note.text.split(separator: "\n").dropFirst() { audit.prove("  \(line)") }
        guard let record else {
            return audit.leaveOpen("Whether it was right shows when the act is admitted again at that size of the record: “--record FOLDER --act FILE”.")
        }
        guard let act else { throw Complaint("To run a refusal again the act is needed: give “--act FILE”.", ending: .misuse) }
        try await runAgain(refusal, act, RecordFolder(path: record).open(.reading), card, &audit)
    }

    private func runAgain(_ refusal: SignedRefusal, _ act: String, _ storage: SQLiteRecord, _ card: Card, _ audit: inout Audit) async throws {
        let submission: Submission
        let file = try Files.read(act)
        do throws(Malformed) {
            submission = try Submission(strict: file)
        } catch {
            return audit.fail("\(act) must be what “truce act --offline” wrote: \(error).")
        }
        let (verdict, evidence) = try await Rerun.of(refusal, submission, on: storage, card: card)
        switch verdict {
        case .right(let sentence): audit.prove("It was right. \(sentence)")
        case .open(let sentence): audit.leaveOpen("Whether it was right is not told. \(sentence)")
        case .wrong(let sentence):
            audit.fail("It was wrong. \(sentence)")
            guard let path = self.evidence, let evidence else { return }
            try Files.write(evidence.canonical, to: path)
            audit.prove("Evidence that convinces others is in \(path).")
        }
    }
}
