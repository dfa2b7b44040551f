import Hummingbird
import Mechanism
import Registry
import TransparencyLog

/// The API: what the pages show, as JSON, and the way in for acts. Described by `/api/v1/openapi.json`.
extension Site {
    func addAnswers(to router: Router<BasicRequestContext>) {
        answer("overview", router) { site, reading, _ in try await site.overview(reading) }
        answer("incidents", router) { site, reading, _ in try site.incidents(reading) }
        answer("incidents/:number", router) { site, reading, asked in try site.incident(asked.place("number"), reading) }
        answer("commitments", router) { _, reading, _ in reading.commitmentList }
        answer("commitments/:name", router) { site, reading, asked in try site.commitment(asked.place("name"), reading) }
        answer("sources", router) { site, reading, _ in try site.sources(reading) }
        answer("statements/:name", router) { site, reading, asked in try site.statement(asked.place("name"), reading) }
        answer("agreement", router) { site, reading, _ in try site.agreement(reading) }
        answer("agreement/versions/:number", router) { site, reading, asked in try site.agreement(version: asked.place("number"), reading) }
        answer("editions", router) { site, reading, _ in try site.editions(reading) }
        answer("editions/:number", router) { site, reading, asked in try site.edition(asked.place("number"), reading) }
        answer("acts", router) { site, reading, asked in
            let from = try asked.number("from", otherwise: 0, in: 0...UInt64(UInt32.max))
            let limit = try asked.number("limit", otherwise: 50, in: 1...200)
            return try site.acts(from: from, limit: limit, withEntries: try asked.truth("entries"), reading)
        }
        answer("acts/:place", router) { site, reading, asked in try site.act(asked.place("place"), reading) }
        answer("acts/:place/texts", router) { site, reading, asked in
            let recorded = try site.recorded(asked.place("place"), reading)
            return reading.actTexts(recorded, try site.texts([recorded.citation], reading))
        }
        answer("texts", router) { site, reading, asked in
            let from = try asked.number("from", otherwise: 0, in: 0...UInt64(UInt32.max))
            return try site.stretchOfTexts(from: from, limit: try asked.number("limit", otherwise: 50, in: 1...256), reading)
        }
        answer("outcomes/:act", router) { site, reading, asked in try await site.outcome(of: asked.place("act"), reading) }
        answer("proceedings", router) { _, reading, _ in reading.proceedingsView }
        answer("due", router) { _, reading, _ in reading.dueView }
        answer("copies", router) { site, reading, _ in await site.copiesView(reading) }
        answer("record", router) { site, reading, _ in try await site.record(reading) }
        answer("digest", router) { site, reading, _ in
            DigestView(digest: await site.register.digest(of: reading.snapshot).hex, rules: reading.state.rules)
        }
        answer("officers/:participant/:desk", router) { site, reading, asked in
            try await site.officer(asked.place("participant"), asked.place("desk"), reading)
        }
        router.get("/api/v1/openapi.json") { _, _ in
            guard let bytes = templates.asset("openapi.json") else {
                throw WebsiteError(.broken, "The API's description is missing.")
            }
            return Response(.ok, "application/json", bytes, cache: "max-age=3600")
        }
        router.get("/api/v1/challenge") { _, _ in
            let challenge = await sessions.challenge(origin: try await snapshot().checkpoint.origin)
            return try Response.json(ChallengeView(challenge), isPrivate: true)
        }
        router.post("/api/v1/session") { request, _ in try await beginSession(try await body(of: request, upTo: 4096)) }
        router.post("/api/v1/acts") { request, _ in try await submit(try await body(of: request, upTo: Submission.longest)) }
    }

    func answer<Content: Encodable & Sendable>(
        _ path: String, _ router: Router<BasicRequestContext>,
        _ content: @escaping @Sendable (Site, Reading, Asked) async throws -> Content
    ) {
        router.get(RouterPath("/api/v1/\(path)")) { request, context in
            let reader = try await reader(request)
            let reading = try await reading(for: reader)
            let content = try await content(self, reading, Asked(request: request, context: context))
            return try Response.json(Answer(content, reading), isPrivate: reader != .anyone)
        }
    }

    private func body(of request: Request, upTo length: Int) async throws -> [UInt8] {
        var request = request
        return Array(try await request.collectBody(upTo: length).readableBytesView)
    }

    // MARK: Officers

    private func officer(_ participant: String?, _ desk: String?, _ reading: Reading) async throws -> OfficerView {
        guard let officer = reading.state.officers.rows.last(where: { $0.participant.name == participant && $0.desk.name == desk }),
            reading.sees(officer.accredited)
        else { throw WebsiteError.noSuch("desk") }
        let waiting = await keeper.last(by: officer.key)
        if waiting != nil, reading.reader == .anyone {
            throw WebsiteError(.forbidden, "The desk's last act is for participants only: open a session with a signed challenge.")
        }
        if let last = officer.last.act {
            // The id of an act that a reader may not see is not told either.
            guard let index = try storage.index(of: last), (try? recorded(String(index), reading)) != nil else {
                throw WebsiteError(.forbidden, "The desk's last act is for participants only: open a session with a signed challenge.")
            }
        }
        return OfficerView(
            participant: officer.participant.name, desk: officer.desk.name, key: officer.key.description,
            functions: officer.functions.map(\.name), withdrawn: reading.seen(officer.withdrawn) != nil,
            mechanism: reading.establishment?.act.act.hex ?? "", rules: reading.state.rules, previous: (waiting ?? officer.last.act)?.hex ?? "")
    }

    private func beginSession(_ body: [UInt8]) async throws -> Response {
        let answer: SessionAnswer
        do {
            answer = try SessionAnswer(strict: body)
        } catch {
            throw WebsiteError(.malformed, "A session needs participant, desk, nonce, expires and signature: \(error).")
        }
        let snapshot = try await snapshot()
        let session = try await sessions.begin(answer, state: snapshot.state, origin: snapshot.checkpoint.origin).get()
        return try .json(SessionView(token: session.token, expires: session.expires.milliseconds), isPrivate: true)
    }

    // MARK: Acts

    /// An act that was recorded.
    struct RecordedAnswer: Encodable {
        let index: UInt64
        let act: String
        /// The receipt, a C2SP tlog-proof.
        let receipt: String
    }

    /// An act that was refused.
    struct RefusedAnswer: Encodable {
        /// The registry's signed refusal, a C2SP signed-note.
        let refusal: String
        let rule: String
        let reason: String
    }

    /// An act that the registry has not answered yet.
    struct LodgedAnswer: Encodable {
        struct Signed: Encodable {
            let participant: String
            let desk: String
            /// In milliseconds since 1970 UTC, as it is signed.
            let time: Int64
            let signature: String

            init(_ lodging: Lodging) {
                (participant, desk, time) = (lodging.participant.name, lodging.desk.name, lodging.time.milliseconds)
                signature = Base64.encode(lodging.signature.bytes)
            }
        }
        let act: String
        let lodging: Signed
    }

    private func submit(_ body: [UInt8]) async throws -> Response {
        switch await keeper.take(body) {
        case .lodged(let act, let lodging):
            return try .json(LodgedAnswer(act: act.hex, lodging: .init(lodging)), status: .accepted, isPrivate: true)
        case .decided(.recorded(let receipt)):
            return try .json(
                RecordedAnswer(index: receipt.index, act: receipt.act.hex, receipt: String(decoding: receipt.bytes, as: UTF8.self)),
                status: .created, isPrivate: true)
        case .decided(.refused(let refused)):
            return try .json(
                RefusedAnswer(
                    refusal: String(decoding: refused.note.bytes, as: UTF8.self), rule: refused.refusal.rule,
                    reason: refused.refusal.reason),
                status: .unprocessableContent, isPrivate: true)
        case .decided(.malformed(let reason)):
            throw WebsiteError(.malformed, reason)
        case .decided(.halted):
            // Why it halted is the keeper's to read: it may name files.
            throw WebsiteError(.unavailable, "Nothing can be recorded until the registry is started again, or its clock set right; keep the act and hand it in later.")
        }
    }

    /// What became of an act that was handed in.
    struct OutcomeView: Encodable, Sendable {
        enum Outcome: String, Encodable, Sendable { case recorded, refused, waiting }
        let outcome: Outcome
        let act: String
        var index: UInt64?
        var receipt: String?
        var refusal: String?
        var lodging: LodgedAnswer.Signed?
    }

    /// Whoever knows an act's id may ask: it cannot be guessed.
    private func outcome(of id: String?, _ reading: Reading) async throws -> OutcomeView {
        guard let act = id.flatMap({ Hash(hex: $0) }) else { throw WebsiteError.noSuch("act") }
        if let index = try storage.index(of: act), index < reading.snapshot.size {
            let recorded = try recorded(String(index), reading)
            let receipt = try reading.snapshot.receipt(index: index, act: act, entry: recorded.bytes)
            return OutcomeView(outcome: .recorded, act: act.hex, index: index, receipt: String(decoding: receipt.bytes, as: UTF8.self))
        }
        switch await keeper.fate(of: act) {
        case .decided(.recorded(let receipt))?:
            return OutcomeView(
                outcome: .recorded, act: act.hex, index: receipt.index, receipt: String(decoding: receipt.bytes, as: UTF8.self))
        case .decided(.refused(let refused))?:
            return OutcomeView(outcome: .refused, act: act.hex, refusal: String(decoding: refused.note.bytes, as: UTF8.self))
        case .lodged(_, let lodging)?:
            return OutcomeView(outcome: .waiting, act: act.hex, lodging: .init(lodging))
        case .decided(.malformed)?, .decided(.halted)?, nil: throw WebsiteError.noSuch("act")
        }
    }
}
