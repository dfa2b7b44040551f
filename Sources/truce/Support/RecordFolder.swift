import Mechanism
import Outgoing
import Registry
import SQLiteStorage
import TransparencyLog

/// A record's folder: the database, the registry's key, and the establishment while heads are still to sign.
struct RecordFolder {
    let path: String

    static let keyName = "registry.key"
    private static let establishmentName = "establishment.json"
    private static let agreementName = "agreement.json"
    /// The files that may stand beside the database.
    static let names = [keyName, establishmentName, agreementName]

    var keyPath: String { "\(path)/\(Self.keyName)" }
    var establishmentPath: String { "\(path)/\(Self.establishmentName)" }
    var successionPath: String { path + "/succession.json" }
    /// The key that the registry goes on with once the record names it.
    var nextKeyPath: String { path + "/registry.next.key" }
    var agreementPath: String { "\(path)/\(Self.agreementName)" }

    /// Whether a record was started in the folder.
    var holdsRecord: Bool {
        guard Files.exists("\(path)/\(SQLiteRecord.fileName)"), let storage = try? open(.reading) else { return false }
        return (try? storage.size()) ?? 0 > 0
    }

    /// What stands beside the database but the key, by name.
    func besides() throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in Self.names where name != Self.keyName && Files.exists("\(path)/\(name)") {
            files[name] = try Files.read("\(path)/\(name)")
        }
        return files
    }

    func registryKey() throws -> SignerKey { try signerKey(keyPath) }

    /// The key that the registry may come to sign with, if one was made.
    func nextKeys() throws -> [SignerKey] { Files.exists(nextKeyPath) ? [try signerKey(nextKeyPath)] : [] }

    private func signerKey(_ path: String) throws -> SignerKey {
        let text = try Files.text(path).filter { !$0.isWhitespace }
        do {
            return try SignerKey(text)
        } catch {
            throw Complaint("\(path) must be the registry's key: \(error)")
        }
    }

    func open(_ purpose: SQLiteRecord.Purpose) throws -> SQLiteRecord {
        guard purpose != .reading || Files.isFolder(path) else {
            throw Complaint("\(path) must be the folder of a record; “truce init” makes one.", ending: .misuse)
        }
        return try SQLiteRecord(folder: path, for: purpose)
    }

    /// The clock that a stored record goes on by: the machine's, or, for a rehearsal, one that runs on from its last act.
    func clock(_ storage: SQLiteRecord) throws -> Clock {
        let size = try storage.size()
        guard size > 0, let first = try storage.entries(0..<1).first, let last = try storage.entries(size - 1..<size).first,
            let establish = try? OpenedAct(Entry(strict: first).envelope).act.body as? Establish, establish.rehearsal,
            let end = try? Entry(strict: last).received.milliseconds
        else { return .machine }
        let began = Clock.machine.now().milliseconds
        return .rehearsal { Moment(milliseconds: end + max(0, Clock.machine.now().milliseconds - began)) }
    }

    /// Opens the office over the record, replaying it, and asks its witnesses whether the store is what was signed before. A record that was
    /// restored is told apart no more, once that is shown.
    func office(_ storage: SQLiteRecord, clock: Clock) async throws -> Office {
        let (office, restored) = try await compared(storage, clock: clock)
        try await restored?.takeMark()
        return office
    }

    /// The same, with the mark of a record that was restored left for whoever asks to take away.
    /// - Parameters:
    ///   - opening: when the signatures are verified.
    ///   - places: where others have checkpoints of it, to be compared; a record that was restored needs one, or its witnesses.
    /// - Returns: the office, and the restored record whose mark may be taken away.
    func compared(
        _ storage: SQLiteRecord, clock: Clock, opening: Office.Opening = .thorough, comparing places: [String] = []
    ) async throws -> (Office, RestoredRecord?) {
        let size = try storage.size()
        let bar = ProgressBar("Replaying the record")
        let office = try await Office(
            storage: storage, key: registryKey(), nextKeys: nextKeys(), clock: clock, opening: opening,
            onHalt: { Terminal.say($0) }, progress: { bar.show($0, of: size) })
        let answers = try await Witnessing(office, by: OutgoingClient()).check()
        guard let snapshot = await office.snapshot(), size > 0 else { return (office, nil) }
        let record = RestoredRecord(storage: storage, snapshot: snapshot, witnesses: answers)
        return (office, try await record.compare(with: places) ? record : nil)
    }
}
