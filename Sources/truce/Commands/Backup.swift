import ArgumentParser
import Registry
import SQLiteStorage
import TransparencyLog

struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Copies a record into one file, also while it is served, and checks the copy whole.",
        discussion: """
            The file has the record's acts and texts, and the agreement; the registry's key only with “--with-key”. Texts are
            in clear in it: keep it as you keep the record.

            EXAMPLES
              truce backup record backups/2025-11-30.backup
              truce restore backups/2025-11-30.backup record-2 --key registry.key
            """)

    @Argument(help: "The record's folder, or a follower's.") var folder: String
    @Argument(help: "The file to write; must not exist yet.") var file: String
    @Flag(name: .customLong("with-key"), help: "Puts the registry's key into the file, too: whoever has it can sign as the registry.") var withKey = false
    @Flag(name: .long, help: "As JSON.") var json = false

    private struct Answer: Encodable { var file: String, size: UInt64, root: String, sha256: String }

    func run() async throws {
        guard !Files.exists(file) else {
            throw Complaint("\(file) exists already; a backup is never overwritten.", ending: .misuse)
        }
        let place = RecordFolder(path: folder)
        let record = try place.open(.reading)
        var files = try place.besides()
        if withKey { files[RecordFolder.keyName] = try Files.read(place.keyPath) }
        let copy = try await RecordCopy.make(of: record, with: files, at: file)
        let digest = try Files.sha256(of: file)
        if json {
            return print(try Output.json(Answer(
                file: file, size: copy.size, root: copy.root.base64, sha256: digest)))
        }
        print("""
            \(file) has the whole record of \(copy.size) acts with its texts, replayed from the copy and sound.
            Root    \(copy.root.base64)
            SHA-256 \(digest)
            \(withKey ? "The registry's key is in it: keep it as secret as the key." : "The registry's key is not in it: keep a copy of \(place.keyPath) elsewhere.")
            """)
    }
}

/// Copies of a record that get their name only when they are on the disk and found whole.
enum RecordCopy {
    /// - Parameter files: what goes with the record, by name.
    /// - Returns: the checkpoint of the copy, which was replayed from it.
    static func make(of record: SQLiteRecord, with files: [String: [UInt8]], at path: String) async throws -> Checkpoint {
        let part = try Files.part(of: path)
        defer { for rest in ["", "-journal", "-wal", "-shm"] { Files.remove(part + rest) } }
        // Only its owner may read what is in it.
        try Files.write([], to: part, secret: true)
        let backup = try SQLiteBackup.make(of: record, at: part, with: files)
        var audit = Audit()
        let bar = ProgressBar("Checking the copy")
        try await audit.replay(backup, card: nil) { bar.show($0, of: $1) }
        guard audit.holds, let checkpoint = audit.checkpoint else {
            throw Complaint(["The record must be whole to be copied, and is not; nothing was kept of the copy."]
                + audit.items.filter { $0.result == .failed }.map(\.sentence))
        }
        try Files.keep(part, as: path)
        return checkpoint
    }
}
