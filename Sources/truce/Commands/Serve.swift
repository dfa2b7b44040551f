import ArgumentParser
import Following
import Outgoing
import Registry
import SQLiteStorage
import Website

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
    @Option(name: .long, help: "The address of a follower to compare with; may be repeated.") var beside: [String] = []
    @Option(name: .long, help: "Where others have this record's checkpoint: a witness's, follower's or site's address, a file, a receipt; may be repeated. A restored record is not served without.") var compare: [String] = []

    func run() async throws {
        let place = RecordFolder(path: folder)
        guard Files.exists(place.keyPath) else {
            throw Complaint("\(folder) must be the folder of a record; “truce init” makes one.", ending: .misuse)
        }
        let storage = try place.open(.keeping)
        let clock = try place.clock(storage)
        let (address, tls) = try listening.place()
        let (office, restored) = try await place.compared(storage, clock: clock, opening: .quick, comparing: compare)
        let cosigning = Task { await Witnessing(office, by: OutgoingClient()).run() }
        try await Serving(
            keeper: office, storage: storage, now: clock.now, address: address, tls: tls, nextFreePort: false, publicHost: host,
            copies: Copies(neighbours: Neighbours(try beside.map { Neighbours.Neighbour(name: $0, source: try RegistryClient($0)) })),
            onReady: {
                // Not before: a record that could not be served after all keeps its mark.
                do { try await restored?.takeMark() } catch { await office.stop(because: "\(error)") }
            }
        ).run()
        cosigning.cancel()
        await cosigning.value
        // Writes the log back. What was acknowledged is stored without it.
        try storage.close()
    }
}
