import ArgumentParser
import Outgoing
import Registry
import SQLiteStorage

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keeps a record: admits acts, serves the site, the API and the tiles.",
        discussion: """
            EXAMPLES
              truce serve record
              truce serve record --listen 0.0.0.0:443 --tls-cert cert.pem --tls-key key.pem
            """)

    @Argument(help: "The record's folder.") var folder: String
    @OptionGroup var listening: Listening
    @Option(name: .long, help: "The host by which readers reach it, when that is another (behind a proxy), as host:port.") var host: String?

    func run() async throws {
        let place = RecordFolder(path: folder)
        guard Files.exists(place.keyPath) else {
            throw Complaint("\(folder) must be the folder of a record; “truce init” makes one.", ending: .misuse)
        }
        let storage = try place.open(.keeping)
        let clock = try place.clock(storage)
        let (address, tls) = try listening.place()
        let office = try await place.office(storage, clock: clock)
        let cosigning = Task { await Witnessing(office, by: OutgoingClient()).run() }
        defer { cosigning.cancel() }
        try await Serving(
            office: office, storage: storage, clock: clock, address: address, tls: tls, nextFreePort: false, publicHost: host
        ).run()
    }
}
