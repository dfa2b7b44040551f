import ArgumentParser
import Mechanism
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
    @Option(name: .long, help: "Where to listen, as host:port.") var listen = "127.0.0.1:8080"
    @Option(name: .long, help: "The host by which readers reach it, when that is another (behind a proxy), as host:port.") var host: String?
    @Option(name: .long, help: "Where others have this record's checkpoint: a witness's, follower's or site's address, a file, a receipt; may be repeated. A restored record is not served without.") var compare: [String] = []
    @Option(name: .customLong("tls-cert"), help: "The certificate chain, in PEM.") var certificate: String?
    @Option(name: .customLong("tls-key"), help: "The certificate's private key, in PEM.") var privateKey: String?

    func run() async throws {
        let place = RecordFolder(path: folder)
        guard Files.exists(place.keyPath) else {
            throw Complaint("\(folder) must be the folder of a record; “truce init” makes one.", ending: .misuse)
        }
        let storage = try place.open(.keeping)
        let clock = try place.clock(storage)
        let office = try await place.office(storage, clock: clock, comparing: compare)
        try await Serving(
            office: office, storage: storage, clock: clock, address: Address(listen), tls: try tls(), nextFreePort: false,
            publicHost: host
        ).run()
    }

    private func tls() throws -> TLSFiles? {
        switch (certificate, privateKey) {
        case (nil, nil): nil
        case (let certificate?, let key?): TLSFiles(certificate: certificate, key: key)
        default: throw Complaint("TLS needs both “--tls-cert” and “--tls-key”.", ending: .misuse)
        }
    }
}
