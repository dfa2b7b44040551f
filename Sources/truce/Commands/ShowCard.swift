import ArgumentParser
import Registry
import SQLiteStorage
import TransparencyLog

struct ShowCard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card", abstract: "Prints a record's card, for its participants to publish.",
        discussion: "EXAMPLES\n  truce card record > card.txt")

    @Argument(help: "The record's folder.") var folder: String
    @Flag(name: .long, help: "As JSON.") var json = false

    func run() async throws {
        // Acts may have replaced the registry and the witnesses, so the record is replayed.
        let storage = try RecordFolder(path: folder).open(.reading)
        let size = try storage.size()
        let bar = ProgressBar("Replaying the record")
        guard let card = try await Snapshot.replayed(from: storage, progress: { bar.show($0, of: size) })?.card else {
            throw Complaint("\(folder) has no record yet: its first act waits for signatures.")
        }
        if json {
            print(try Output.json(["card": card.text, "fingerprint": card.fingerprint]))
        } else {
            print(card.text, terminator: "")
            Terminal.say("Fingerprint, to read aloud: \(card.fingerprint)")
        }
    }
}

struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Writes the record as C2SP tiles and entry bundles, for anyone's tools.",
        discussion: "EXAMPLES\n  truce export record tiles\n  truce verify tiles --card card.txt")

    @Argument(help: "The record's folder.") var folder: String
    @Argument(help: "The folder to write; must not exist yet.") var destination: String
    @Flag(name: .long, help: "As JSON.") var json = false

    func run() async throws {
        guard !Files.exists(destination) else {
            throw Complaint("\(destination) exists already; an export needs a new folder.", ending: .misuse)
        }
        let source = StorageSource(try RecordFolder(path: folder).open(.reading))
        let cosigned = try source.cosigned()
        let note = try source.checkpoint()
        let checkpoint = try Checkpoint(Note(note))
        let paths = Tiles.hashTiles(to: checkpoint.size) + Tiles.entryBundles(to: checkpoint.size)
        let bar = ProgressBar("Writing tiles")
        for (index, path) in paths.enumerated() {
            try Files.write(try source.tile(path), to: "\(destination)/\(path)")
            bar.show(UInt64(index + 1), of: UInt64(paths.count))
        }
        if let cosigned { try Files.write(cosigned, to: "\(destination)/\(TileFolder.cosignedName)") }
        // The checkpoint last: a folder with a checkpoint is whole.
        try Files.write(note, to: destination + "/checkpoint")
        if json { return print(try Output.json(["size": checkpoint.size, "tiles": UInt64(paths.count)])) }
        print("\(checkpoint.size) acts are in \(destination), as \(paths.count) tiles under one checkpoint. Whoever has this folder has every entry: it is for participants.")
    }
}
