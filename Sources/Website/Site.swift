import Hummingbird
import HummingbirdCore
import HummingbirdTLS
public import Logging
public import Mechanism
public import Registry

/// The registry's site: pages for people, an API for programs, tiles for anyone's tools.
public struct Site: Sendable {
    let office: Office
    let storage: any RecordStorage
    let now: @Sendable () -> Moment
    let sessions: Sessions
    let register: Register
    let templates: Templates

    /// - Parameters:
    ///   - host: the name by which readers reach the site, such as `registry.example:443`; a reader's proof names it.
    ///   - now: the instant for which deadlines and days are counted: the machine's clock, or a rehearsal's.
    ///   - sessionClock: what ends challenges and sessions; the machine's clock, also in a rehearsal.
    /// - Throws: `broken` when the site's own files cannot be read.
    public init(
        office: Office, storage: any RecordStorage, host: String, now: @escaping @Sendable () -> Moment,
        sessionClock: Clock = .machine
    ) throws(WebsiteError) {
        self.office = office
        self.storage = storage
        self.now = now
        sessions = Sessions(host: host, now: sessionClock.now)
        register = Register(storage: storage)
        templates = try Templates()
    }

    /// Serves until the process is asked to end (SIGINT or SIGTERM), then lets answers under way finish.
    /// - Parameters:
    ///   - port: 0 for any free one.
    ///   - onReady: is told the port once the site can be reached.
    /// - Throws: `cannotListen` when the address is taken or not this machine's, or the TLS files cannot be used.
    public func serve(
        address: String, port: Int, tls: TLSFiles? = nil, logger: Logger = Self.quiet,
        onReady: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) async throws {
        let ready = Ready()
        let application = try application(address: address, port: port, tls: tls, logger: logger) { port in
            await ready.come()
            await onReady(port)
        }
        do {
            try await application.runService()
        } catch {
            guard await !ready.hasCome else { throw error }
            throw WebsiteError(.cannotListen, "\(address):\(port) must be a free address of this machine; it could not be listened on.")
        }
    }

    /// Tells what goes wrong, and nothing of who reads what.
    public static let quiet: Logger = {
        var logger = Logger(label: "truce")
        logger.logLevel = .warning
        return logger
    }()

    func application(
        address: String, port: Int, tls: TLSFiles? = nil, logger: Logger = Self.quiet,
        onReady: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) throws(WebsiteError) -> Application<RouterResponder<BasicRequestContext>> {
        Application(
            router: router(), server: try Self.server(tls),
            configuration: ApplicationConfiguration(address: .hostname(address, port: port)),
            onServerRunning: { await onReady($0.localAddress?.port ?? port) }, logger: logger)
    }

    private static func server(_ tls: TLSFiles?) throws(WebsiteError) -> HTTPServerBuilder {
        let http = HTTPServerBuilder.http1(configuration: .init(additionalChannelHandlers: [Patience()]))
        guard let tls else { return http }
        do {
            let chain = try NIOSSLCertificate.fromPEMFile(tls.certificate)
            let key = try NIOSSLPrivateKey(file: tls.key, format: .pem)
            let configuration = TLSConfiguration.makeServerConfiguration(
                certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
            return try .tls(http, tlsConfiguration: configuration)
        } catch {
            throw WebsiteError(.cannotListen, "The TLS files must be a certificate chain and its private key, in PEM.")
        }
    }

    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: SecurityHeaders())
        router.add(middleware: Complaints { complaint, path in await page(for: complaint, at: path) })
        addPages(to: router)
        addAnswers(to: router)
        addTiles(to: router)
        return router
    }
}

/// A certificate chain and its private key, as PEM files.
public struct TLSFiles: Hashable, Sendable {
    /// The path of the chain, the site's own certificate first.
    public var certificate: String
    public var key: String

    public init(certificate: String, key: String) {
        (self.certificate, self.key) = (certificate, key)
    }
}

/// Whether the site has been reachable: what fails before that is its address.
private actor Ready {
    private(set) var hasCome = false
    func come() { hasCome = true }
}

extension Site {
    /// What a reader may see of the record now.
    /// - Throws: `unavailable` while nothing is established.
    func reading(for reader: Reader = .anyone) async throws -> Reading {
        let reading = Reading(snapshot: try await snapshot(), reader: reader, now: now())
        guard reading.establishment != nil else {
            throw WebsiteError(.unavailable, "No mechanism has been established in this record yet.")
        }
        return reading
    }

    func snapshot() async throws -> Snapshot {
        guard let snapshot = await office.snapshot() else {
            throw WebsiteError(.unavailable, "The record cannot be read at the moment.")
        }
        return snapshot
    }

    func texts(_ acts: [Citation], _ reading: Reading) throws -> Texts {
        try Texts(of: acts, for: reading, from: storage)
    }

    /// Who is asking: anyone, or the participant whose officer has opened a session.
    /// - Throws: `unproved` for a token that opens nothing: never silently anyone.
    func reader(_ request: Request) async throws -> Reader {
        guard let authorization = request.headers[.authorization] else { return .anyone }
        let parts = authorization.split(separator: " ")
        guard parts.count == 2, parts[0].lowercased() == "bearer",
            let reader = await sessions.reader(token: String(parts[1]), state: try await snapshot().state)
        else {
            throw WebsiteError(.unproved, "The session is unknown or has ended: open another with a signed challenge.")
        }
        return reader
    }

    /// The act at a place in the record.
    /// - Throws: `notFound` beyond the record's end; `forbidden` for an act that the reader may not see.
    func recorded(_ place: String?, _ reading: Reading) throws -> RecordedAct {
        guard let index = place.flatMap(UInt64.init), index < reading.snapshot.size,
            let bytes = try storage.entries(index..<index + 1).first
        else { throw WebsiteError(.notFound, "The record has no act at this place.") }
        let recorded = try RecordedAct(index: index, bytes: bytes)
        guard reading.sees(recorded.citation) else {
            throw WebsiteError(.forbidden, "This act is for participants only.")
        }
        return recorded
    }
}
