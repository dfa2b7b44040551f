import Hummingbird
public import Logging
public import Mechanism
public import Registry

/// The registry's site: pages for people, an API for programs, tiles for anyone's tools.
public struct Site: Sendable {
    let keeper: any RecordKeeper
    let copies: Copies?
    let witness: WitnessSite?
    let storage: any RecordStorage
    let now: @Sendable () -> Moment
    let sessions: Sessions
    let register: Register
    let templates: Templates

    /// - Parameters:
    ///   - keeper: whose record is shown, and who takes acts in: the registry's office, or a follower.
    ///   - copies: which other copies this one is compared with.
    ///   - witness: a witness that has its address below `/witness` here.
    ///   - host: the name by which readers reach the site, such as `registry.example:443`; a reader's proof names it.
    ///   - now: the instant for which deadlines and days are counted: the machine's clock, or a rehearsal's.
    ///   - sessionClock: what ends challenges and sessions; the machine's clock, also in a rehearsal.
    /// - Throws: `broken` when the site's own files cannot be read.
    public init(
        keeper: any RecordKeeper, storage: any RecordStorage, copies: Copies? = nil, witness: WitnessSite? = nil, host: String,
        now: @escaping @Sendable () -> Moment, sessionClock: Clock = .machine
    ) throws(WebsiteError) {
        (self.keeper, self.copies, self.witness) = (keeper, copies, witness)
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
        try await WebServer(router: router(), address: address, port: port, tls: tls, logger: logger).run(onReady: onReady)
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
        try WebServer(router: router(), address: address, port: port, tls: tls, logger: logger).application(onReady: onReady)
    }

    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: SecurityHeaders())
        router.add(middleware: Complaints { complaint, path in await page(for: complaint, at: path) })
        addPages(to: router)
        addAnswers(to: router)
        addDossiers(to: router)
        addTiles(to: router)
        witness?.addProtocol(to: router, at: "/witness")
        return router
    }
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
        guard let snapshot = await keeper.snapshot() else {
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
