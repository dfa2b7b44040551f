import ArgumentParser
import Mechanism
import Registry
import SQLiteStorage
import Website

struct PrintReport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Prints the state of the mechanism as a page for printing, or as JSON.",
        discussion: "EXAMPLES\n  truce report record > report.html\n  truce report record --format json --for monitors")

    enum Format: String, ExpressibleByArgument { case html, json }

    @Argument(help: "The record's folder.") var folder: String
    @Option(name: .long, help: "html or json.") var format = Format.html
    @Option(name: .customLong("for"), help: "The participant who will read it (default: the public).") var participant: String?

    func run() async throws {
        let storage = try RecordFolder(path: folder).open(.reading)
        let bar = ProgressBar("Replaying")
        let size = try storage.size()
        guard let snapshot = try await Snapshot.replayed(from: storage, progress: { bar.show($0, of: size) }) else {
            throw Complaint("\(folder) has no record yet: its first act waits for signatures.")
        }
        let reader = try participant.map { name in
            guard let id = Identifier(name), snapshot.state.establishment?.role(of: id) != nil else {
                throw Complaint("“--for” must name a participant.", ending: .misuse)
            }
            return Reader.participant(id)
        } ?? .anyone
        let report = PrintedReport(snapshot: snapshot, storage: storage, reader: reader, now: Now.of(snapshot.state))
        switch format {
        case .html: print(try report.html())
        case .json: print(try report.json())
        }
    }
}

/// The instant that pages are made for: a rehearsal stands where its script ended, a real record in the present.
enum Now {
    static func of(_ state: State) -> Moment {
        state.establishment?.rehearsal == true ? state.now : Clock.machine.now()
    }
}
