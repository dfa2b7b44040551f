import ArgumentParser
import Foundation
import Mechanism
import OpenSources
import Registry
import SQLiteStorage
import TransparencyLog
import Website

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Plays an example mechanism and serves its site.",
        discussion: """
            Weeks of acts by both parties, monitors and guarantors are signed and recorded in seconds, as a rehearsal. Run
            again, it starts from what is stored.

            EXAMPLES
              truce demo
              truce demo --with news/*.txt      reads and records these publications in place of the example's own
            """)

    @Option(name: .long, parsing: .upToNextOption, help: "Publications to read and record.") var with: [String] = []
    @Option(name: .long, help: "Where to keep the record (default: .truce-demo).") var folder: String?
    @Option(name: .long, help: "Where to listen; the next free port is taken if this one is not.") var listen = "127.0.0.1:8080"
    @Option(name: .long, help: "The example's folder.") var example: String?
    @Flag(name: .customLong("no-serve"), help: "Plays and stores the record, and ends.") var playOnly = false

    func run() async throws {
        let source = try exampleFolder()
        let files = with.isEmpty ? try Self.texts(in: source + "/publications") : with
        let kept = with.isEmpty ? "example" : try "with-\(Self.fingerprint(of: files))"
        let path = folder ?? ".truce-demo/\(kept)"
        let place = RecordFolder(path: path)
        if !place.holdsRecord {
            try await play(source, files, into: path)
        } else {
            Terminal.say("The record is stored in \(path) already; it is replayed from there.")
        }
        let storage = try place.open(.keeping)
        let clock = try place.clock(storage)
        let office = try await place.office(storage, clock: clock)
        guard let snapshot = await office.snapshot(), let card = snapshot.card else {
            throw Complaint("\(path) must hold a whole record: remove it and run the demo again.")
        }
        Terminal.say("\(snapshot.size) acts stand in \(path). The card's fingerprint is \(card.fingerprint).")
        Terminal.say("Check them from another terminal:  truce verify \(path)")
        guard !playOnly else { return }
        try await Serving(
            keeper: office, storage: storage, now: clock.now, address: Address(listen).onThisMachine(), tls: nil, nextFreePort: true
        ).run()
    }

    /// The example stands beside the program's sources; an installed program is told where.
    private func exampleFolder() throws -> String {
        let name = "Examples/istanbul-2025"
        let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        var folders = [FileManager.default.currentDirectoryPath]
        var above = program.deletingLastPathComponent()
        for _ in 0..<5 {
            folders.append(above.path)
            above.deleteLastPathComponent()
        }
        let candidates = example.map { [$0] } ?? folders.map { "\($0)/\(name)" }
        guard let found = candidates.first(where: { Files.exists($0 + "/agreement.yaml") }) else {
            throw Complaint("The example was not found: give “--example FOLDER”, the folder with agreement.yaml and script.yaml.", ending: .misuse)
        }
        return found
    }

    private static func texts(in folder: String) throws -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".txt") || $0.hasSuffix(".html") }.sorted().map { "\(folder)/\($0)" }
    }

    private static func fingerprint(of files: [String]) throws -> String {
        let contents = try files.flatMap { Digest.sha256(of: try Files.read($0)).bytes }
        return String(Digest.sha256(of: contents).hex.prefix(8))
    }

    /// Plays into a folder of its own, which gets its name when everything is in it: a demo cut short leaves nothing half-played.
    private func play(_ source: String, _ files: [String], into path: String) async throws {
        let agreement = try AgreementFile.read(source + "/agreement.yaml")
        let script = try Script(source + "/script.yaml")
        let reading = try PressRoom(agreement).read(files)
        try reading.complain()
        let part = path + ".playing"
        try? FileManager.default.removeItem(atPath: part)
        let place = RecordFolder(path: part)
        Terminal.say("Setting up the example mechanism: “\(agreement.title)”.")
        let registry = try SignerKey.generate(name: "rehearsal.example/istanbul-2025", seed: Random.bytes(32))
        try Files.write(Array((registry.secretText + "\n").utf8), to: place.keyPath, secret: true)
        do {
            let storage = try place.open(.keeping)
            let clock = Player.ScriptClock()
            let office = try await place.office(storage, clock: clock.clock)
            guard let secretariat = agreement.participants.first(where: { $0.role == .secretariat }) else { return }
            let player = Player(
                desk: Desk(office: office), clock: clock, agreement: agreement, keys: part + "/keys", secretariat: secretariat.id)
            try await player.establish(with: script.begins, registry: registry)
            Terminal.say("The parties have assented. Playing the acts of October and November 2025, signed one by one.")
            let bar = ProgressBar("Playing")
            let played = try await player.play(script) { bar.show(UInt64($0), of: UInt64($1)) }
            Terminal.say("\(script.lines.count) acts played. Reading \(files.count) publications and recording what they carry.")
            let recorder = PressRecorder(player: player)
            // Other publications than the example's own are confirmed as they were read, and their claims wait.
            try await recorder.record(Proposals(GroupedPress(reading), claims: reading.claims, agreement: agreement, now: await office.snapshot()?.state.now ?? Moment()), deciding: with.isEmpty ? script.press : [], played: played)
            try storage.close()
        }
        try Files.makeFolder(above: path)
        guard rename(part, path) == 0 else { throw Complaint("\(path) must be a place that can be written to.", ending: .misuse) }
    }
}
