import Logging
import Mechanism
import Registry
import Website

/// Serves a record's site until the process is asked to end.
struct Serving {
    let keeper: any RecordKeeper
    let storage: any RecordStorage
    /// The instant for which deadlines are counted.
    let now: @Sendable () -> Moment
    let address: Address
    let tls: TLSFiles?
    /// Whether the next free port is taken when this one is not free.
    let nextFreePort: Bool
    /// The host by which readers reach the site, where it is not the address listened on.
    var publicHost: String?
    /// Other copies that this one is compared with.
    var copies: Copies?
    /// A witness that has its address on the site.
    var witness: WitnessSite?
    /// What is to be done once the site can be reached.
    var onReady: @Sendable () async -> Void = {}

    /// Says what goes wrong, on standard error.
    static let logger: Logger = {
        var logger = Logger(label: "truce")
        logger.logLevel = .error
        return logger
    }()

    func run() async throws {
        let last = nextFreePort ? min(address.port + 100, 65_535) : address.port
        for port in address.port...last {
            let host = publicHost ?? "\(address.host):\(port)"
            let site = try Site(keeper: keeper, storage: storage, copies: copies, witness: witness, host: host, now: now)
            do {
                try await site.serve(address: address.host, port: port, tls: tls, logger: Self.logger) { port in
                    await onReady()
                    Terminal.say("The site is at \(tls == nil ? "http" : "https")://\(address.host):\(port)   (Ctrl-C ends it)")
                }
                return Terminal.say("Ended; everything is stored.")
            } catch let error as WebsiteError where error.code == .cannotListen && port < last {
                continue
            }
        }
    }
}
