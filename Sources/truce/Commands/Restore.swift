import ArgumentParser
import Foundation
import Registry
import SQLiteStorage
import TransparencyLog

struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Makes a record's folder out of a backup or a follower's copy, checked whole.",
        discussion: """
            What is restored may lack acts that were recorded later. So “truce serve” signs nothing on it before it was compared
            with what others have: a witness, a follower, or a checkpoint that was published.

            EXAMPLES
              truce restore 2025-11-30.backup record --key registry.key
              truce restore --from-follower copy record --key registry.key
              truce serve record --compare https://witness.example/north --compare receipt.tlog-proof
            """)

    @Argument(help: "The backup's file and the folder to make; with “--from-follower”, the folder to make alone.") var places: [String]
    @Option(name: .customLong("from-follower"), help: "A follower's folder, in place of a backup.") var follower: String?
    @Option(name: .long, help: "The registry's key, where it is not in the backup.") var key: String?
    @Flag(name: .long, help: "As JSON.") var json = false

    private struct Answer: Encodable { var folder: String, size: UInt64, root: String, hasKey: Bool }

    func run() async throws {
        guard places.count == (follower == nil ? 2 : 1), let folder = places.last else {
            throw Complaint("Give a backup's file and a folder, or “--from-follower FOLDER” and a folder.", ending: .misuse)
        }
        guard Files.isEmpty(folder) else {
            throw Complaint("\(folder) must be a folder that is empty, or not there yet: nothing is ever restored over a record.", ending: .misuse)
        }
        let source: SQLiteRecord
        var files: [String: [UInt8]]
        if let follower {
            source = try RecordFolder(path: follower).open(.reading)
            files = try RecordFolder(path: follower).besides()
        } else {
            let backup = SQLiteBackup(places[0])
            source = try backup.record()
            files = try backup.files()
        }
        let place = RecordFolder(path: folder)
        if let key { files[RecordFolder.keyName] = try Files.read(key) }
        let checkpoint = try await RecordCopy.make(of: source, with: [:], at: "\(folder)/\(SQLiteRecord.fileName)")
        for (name, bytes) in files where RecordFolder.names.contains(name) {
            try Files.write(bytes, to: "\(folder)/\(name)", secret: name == RecordFolder.keyName)
        }
        let hasKey = Files.exists(place.keyPath)
        if json {
            return print(try Output.json(Answer(folder: folder, size: checkpoint.size, root: checkpoint.root.base64, hasKey: hasKey)))
        }
        print("""
            \(folder) has the record of \(checkpoint.size) acts with its texts, replayed from the copy and sound.
            Root \(checkpoint.root.base64)
            \(hasKey ? "" : "To serve it, put the registry's key into \(place.keyPath). ")Nothing is signed on it before it was compared with what others have: “truce serve \(folder) --compare ADDRESS|FILE”.
            """)
    }
}
