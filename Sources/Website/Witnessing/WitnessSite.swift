import Hummingbird
public import Logging
import Mechanism
import Registry
import TransparencyLog
public import Witness

/// A witness's address: the protocol for logs (C2SP tlog-witness), and a page for people.
public struct WitnessSite: Sendable {
    private let office: WitnessOffice
    private let templates: Templates

    /// - Throws: `broken` when the site's own files cannot be read.
    public init(_ office: WitnessOffice) throws(WebsiteError) {
        self.office = office
        templates = try Templates()
    }

    /// Serves until the process is asked to end (SIGINT or SIGTERM), then lets answers under way finish.
    /// - Parameter onReady: is told the port once the witness can be reached.
    /// - Throws: `cannotListen` when the address is taken or not this machine's, or the TLS files cannot be used.
    public func serve(
        address: String, port: Int, tls: TLSFiles? = nil, logger: Logger = Site.quiet,
        onReady: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) async throws {
        try await WebServer(router: router(), address: address, port: port, tls: tls, logger: logger).run(onReady: onReady)
    }

    func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self, options: [.autoGenerateHeadEndpoints])
        router.add(middleware: SecurityHeaders())
        router.add(middleware: PlainComplaints())
        addProtocol(to: router, at: "")
        router.get("/") { _, _ in Response.html(try await page()) }
        router.get("/assets/style.css") { _, _ in
            guard let bytes = templates.asset("style.css") else { throw WebsiteError(.broken, "The style is missing.") }
            return Response(.ok, "text/css; charset=utf-8", bytes, cache: "max-age=3600")
        }
        return router
    }

    /// The protocol alone, below a prefix: for a witness that has its address on another's site.
    func addProtocol(to router: Router<BasicRequestContext>, at prefix: String) {
        router.post(RouterPath("\(prefix)\(WitnessProtocol.submission)")) { request, _ in
            var request = request
            return await answer(Array(try await request.collectBody(upTo: WitnessRequest.longest).readableBytesView))
        }
        router.get(RouterPath("\(prefix)/:log/checkpoint")) { _, context in
            guard let latest = try await log(context)?.latest else {
                throw WebsiteError(.notFound, "This witness has cosigned no checkpoint of such a log.")
            }
            return Response.text(latest.note.bytes, cache: "max-age=2")
        }
        router.get(RouterPath("\(prefix)/:log/misbehaviour")) { _, context in
            guard let log = try await log(context) else { throw WebsiteError(.notFound, "This witness does not know such a log.") }
            return try Response.json(MisbehaviourList(log))
        }
    }

    private func log(_ context: BasicRequestContext) async throws -> WitnessOffice.Log? {
        guard let name = context.parameters.get("log") else { return nil }
        return try await office.log(named: name)
    }

    /// The statuses of the protocol.
    private func answer(_ body: [UInt8]) async -> Response {
        func complaint(_ status: HTTPResponse.Status, _ reason: String) -> Response {
            .text(Array("\(reason)\n".utf8), status: status, cache: "no-store")
        }
        switch await office.add(body) {
        case .answered(.cosigned(let witnessed)): return .text(witnessed.reply, cache: "no-store")
        case .answered(.malformed(let reason)): return complaint(.badRequest, reason)
        case .answered(.unsigned(let reason)): return complaint(.forbidden, reason)
        case .answered(.unknownLog(let reason)): return complaint(.notFound, reason)
        case .answered(.conflict(let size)):
            return Response(.conflict, WitnessProtocol.sizeType, WitnessProtocol.sizeBody(size), cache: "no-store")
        case .answered(.inconsistent(let reason)): return complaint(.unprocessableContent, reason)
        case .withheld(let reason): return complaint(.serviceUnavailable, reason)
        // Why it halted is the keeper's to read: it may name files.
        case .halted: return complaint(.serviceUnavailable, "Nothing is cosigned until the witness is started again.")
        }
    }

    private func page() async throws -> String {
        let view = WitnessView(
            name: office.verifier.name, key: office.verifier.description, isHalted: await office.reasonForHalt != nil,
            logs: try await office.logs().map(WitnessView.Log.init))
        let page = Page(
            template: "witness", title: view.name, mechanism: "", rehearsal: false, checkpoint: 0, at: Instant(Clock.machine.now()), menu: [],
            linked: true, content: view)
        return try templates.render(page, in: "witness")
    }
}

/// What a witness's page shows.
struct WitnessView: Sendable {
    struct Log: Sendable {
        let origin: String
        let key: String
        /// Where the log's checkpoint stands below the witness's address.
        let path: String
        /// Left out while nothing of it was cosigned.
        let size: UInt64?
        let cosigned: Instant?
        let note: String?
        let misbehaviours: [Misbehaviour]
    }
    struct Misbehaviour: Sendable {
        let seen: Instant
        let words: String
        let first: String
        let second: String
    }

    let name: String
    let key: String
    let isHalted: Bool
    let logs: [Log]
}

extension WitnessView.Log {
    init(_ log: WitnessOffice.Log) {
        self.init(
            origin: log.key.name, key: log.key.description, path: "/\(WitnessProtocol.name(of: log.key.name))",
            size: log.latest?.checkpoint.size, cosigned: log.latest.map { Instant(seconds: $0.time) },
            note: log.latest.map { String(decoding: $0.note.bytes, as: UTF8.self) },
            misbehaviours: log.misbehaviours.map { misbehaviour in
                .init(
                    seen: Instant(seconds: misbehaviour.seen),
                    words: misbehaviour.proof.root == nil
                        ? "It signed two checkpoints of the same size with different roots."
                        : "It signed a larger checkpoint whose tree does not begin with the one that it had signed before.",
                    first: String(decoding: misbehaviour.proof.first.bytes, as: UTF8.self),
                    second: String(decoding: misbehaviour.proof.second.bytes, as: UTF8.self))
            })
    }
}

/// The proofs of a log's misbehaviour, for programs: whoever has the log's key can check them.
struct MisbehaviourList: Encodable, Sendable {
    struct Proof: Encodable, Sendable {
        /// When the witness saw it.
        let seen: Instant
        /// The two checkpoints, as the log signed them; the smaller one first.
        let checkpoints: [String]
        /// The root that the larger tree has at the size of the smaller; left out where both have one size.
        let root: String?
        /// The consistency proof from that root to the larger tree's, in base64.
        let proof: [String]
    }
    let origin: String
    let log: String
    let misbehaviours: [Proof]

    init(_ log: WitnessOffice.Log) {
        origin = log.key.name
        self.log = log.key.description
        misbehaviours = log.misbehaviours.map { misbehaviour in
            let proof = misbehaviour.proof
            return Proof(
                seen: Instant(seconds: misbehaviour.seen),
                checkpoints: [proof.first, proof.second].map { String(decoding: $0.bytes, as: UTF8.self) }, root: proof.root?.base64,
                proof: proof.proof.map(\.base64))
        }
    }
}

/// Turns what went wrong into a sentence in plain text: a witness is asked by programs.
private struct PlainComplaints<Context: RequestContext>: RouterMiddleware {
    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let complaint = WebsiteError(telling: error)
            if complaint.code == .broken { context.logger.error("\(request.method) \(request.uri.path): \(error)") }
            return .text(Array("\(complaint.message)\n".utf8), status: complaint.status, cache: "no-store")
        }
    }
}
