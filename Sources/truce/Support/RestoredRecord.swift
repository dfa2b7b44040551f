import Outgoing
import Registry
import SQLiteStorage
import TransparencyLog

/// A record that is about to be kept, compared with the checkpoints that others have of it.
///
/// A store that was restored is older than the record, if acts were recorded since. Going on from it would be a second record
/// under the same name, so it must be shown first that nobody has more.
struct RestoredRecord {
    let storage: SQLiteRecord
    let snapshot: Snapshot
    /// What the witnesses of the record's policy answered; none of them objected.
    let witnesses: Rollback.Answers

    /// - Parameter places: addresses of witnesses, followers or sites; files with a checkpoint, receipts, folders.
    /// - Returns: whether the record is marked as restored, and was shown to lack nothing that anybody who was asked has.
    /// - Throws: why nothing may be signed on the store, and how to go on.
    func compare(with places: [String]) async throws -> Bool {
        let isRestored = try storage.isRestored()
        var vouching = false
        for place in places { vouching = try await compare(with: place) || vouching }
        guard isRestored, !vouching, !isConfirmed else { return isRestored }
        let open = places.isEmpty
            ? "This record was restored and may lack acts that were recorded later, so nothing is signed on it yet"
            : "What it was compared with is older than the store's \(snapshot.size) acts and tells nothing of later ones"
        let way = places.isEmpty
            ? "a witness, a follower, or the newest checkpoint or receipt that any participant has"
            : "a checkpoint as new as that, or a witness or a follower that can be reached"
        throw Complaint("\(open): name with “--compare” \(way).\(doubt)")
    }

    /// Takes the mark away: from here on the record is like any other.
    func takeMark() async throws {
        try await storage.markCompared()
        Terminal.say("The restored record was compared: nobody who was asked has more than its \(snapshot.size) acts.")
        guard isConfirmed else { return }
        Terminal.say("\(confirmations) So it has all that a quorum of them cosigned. An act that had a receipt and was not cosigned yet may be lacking all the same: whoever has such a receipt should show it now.")
    }

    private var policy: Policy? { snapshot.witnessed.policy }

    private var isConfirmed: Bool { policy.map(witnesses.isConfirmed) ?? false }

    /// What the witnesses confirm, where that is too little; empty where none is demanded.
    private var doubt: String {
        guard policy?.quorum != nil else { return "" }
        return " \(confirmations) That is too little: the quorum must confirm it, and those who do not must be none by themselves."
    }

    private var confirmations: String {
        let said = (policy?.witnesses ?? []).compactMap { witness in witnesses.confirmed[witness.name].map { "\(witness.name) (up to size \($0))" } }
        return said.isEmpty
            ? "None of its witnesses confirms that it has what they cosigned."
            : "These witnesses confirm that it has what they cosigned: \(said.joined(separator: ", "))."
    }

    /// - Returns: whether the place tells that there is no more: by being asked just now, or by being as new as the store.
    private func compare(with place: String) async throws -> Bool {
        let isAsked = RegistryClient.isAddress(place)
        let note = isAsked ? try await ask(place) : try read(place)
        guard let checkpoint = try? Checkpoint(note), checkpoint.origin == snapshot.checkpoint.origin, case .verified = note.verify(by: snapshot.signers) else {
            throw Complaint("\(place) must have a checkpoint of this record, signed by this registry's key.")
        }
        if let objection = Rollback.objection(to: note, keys: snapshot.signers, snapshot: snapshot, holder: place) { throw Complaint(objection) }
        return isAsked || checkpoint.size == snapshot.size
    }

    /// The latest checkpoint that a site or a follower publishes, or that a witness has cosigned.
    private func ask(_ address: String) async throws -> Note {
        let client = try RegistryClient(address)
        var answer = try await client.get("/checkpoint")
        if answer.status == 404 {
            // A witness has one for each log, by the hash of its origin (C2SP tlog-witness).
            let origin = Digest.sha256(of: Array(snapshot.checkpoint.origin.utf8)).hex
            answer = try await client.get("/\(origin)/checkpoint")
        }
        guard answer.status == 200 else { throw Complaint("\(address) must have a checkpoint of this record, and answered with \(answer.status).") }
        return try note(answer.bytes, of: address)
    }

    private func read(_ path: String) throws -> Note {
        guard Files.isFolder(path) else { return try note(Files.read(path), of: path) }
        guard Files.exists("\(path)/\(SQLiteRecord.fileName)") else { return try note(Files.read(path + "/checkpoint"), of: path) }
        return try note(RecordFolder(path: path).open(.reading).checkpoint() ?? [], of: path)
    }

    private func note(_ bytes: [UInt8], of place: String) throws -> Note {
        do {
            return try (try? ProofFile(bytes))?.note ?? Note(bytes)
        } catch {
            throw Complaint("\(place) must have a signed checkpoint, or a receipt under one: \(error)")
        }
    }
}
