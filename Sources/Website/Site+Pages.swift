import Hummingbird
import Mechanism
import Registry

/// The pages: public, read-only, made on the server.
extension Site {
    func addPages(to router: Router<BasicRequestContext>) {
        page("/", "overview", router) { site, reading, _ in (reading.title, try await site.overview(reading)) }
        page("/incidents", "incidents", router) { site, reading, _ in ("Incidents", try site.incidents(reading)) }
        page("/incidents/:number", "incident", router) { site, reading, asked in
            let view = try site.incident(asked.place("number"), reading)
            return ("Incident \(view.incident.number)", view)
        }
        page("/commitments", "commitments", router) { _, reading, _ in ("Commitments", reading.commitmentList) }
        page("/commitments/:name", "commitment", router) { site, reading, asked in
            let view = try site.commitment(asked.place("name"), reading)
            return (view.commitment.title, view)
        }
        page("/sources", "sources", router) { site, reading, _ in ("Sources", try site.sources(reading)) }
        page("/statements/:name", "statement", router) { site, reading, asked in
            let view = try site.statement(asked.place("name"), reading)
            return ("Statement of \(view.statement.date ?? "a day not known")", view)
        }
        page("/agreement", "agreement", router) { site, reading, _ in ("Agreement", try site.agreement(reading)) }
        page("/agreement/versions/:number", "agreement", router) { site, reading, asked in
            let view = try site.agreement(version: asked.place("number"), reading)
            return ("Agreement, version \(view.version.number)", view)
        }
        page("/editions", "editions", router) { site, reading, _ in ("Editions", try site.editions(reading)) }
        page("/editions/:number", "edition", router) { site, reading, asked in
            let view = try site.edition(asked.place("number"), reading)
            return ("Edition \(view.edition.number ?? 0)", reading.editionPage(view))
        }
        page("/acts", "acts", router) { site, reading, asked in
            // Without a place to begin at, the latest acts.
            let latest = reading.snapshot.size - min(reading.snapshot.size, ActPage.length)
            let from = try asked.number("from", otherwise: latest, in: 0...UInt64(UInt32.max))
            return ("Acts", ActPage(try site.acts(from: from, limit: ActPage.length, reading), size: reading.snapshot.size))
        }
        page("/acts/:place", "act", router) { site, reading, asked in
            let view = try site.act(asked.place("place"), reading)
            return ("Act \(view.act.index)", view)
        }
        page("/proceedings", "proceedings", router) { _, reading, _ in ("Proceedings", reading.proceedingsView) }
        page("/due", "due", router) { _, reading, _ in ("What is due", reading.dueView) }
        page("/record", "record", router) { site, reading, _ in ("The record", try await site.record(reading)) }
        page("/copies", "copies", router, tagged: false) { site, reading, _ in
            ("Do our copies agree?", await site.copiesView(reading))
        }
        router.get("/evidence/:name") { request, context in
            let bytes = try await evidence(context.parameters.get("name"), for: try await reader(request))
            return Response(.ok, "application/json", bytes, cache: "private, no-store")
        }
        router.get("/assets/:name") { _, context in
            let types = ["style.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml"]
            guard let name = context.parameters.get("name"), let type = types[name], let bytes = templates.asset(name) else {
                throw WebsiteError(.notFound, "There is nothing at this address.")
            }
            return Response(.ok, type, bytes, cache: "max-age=3600")
        }
    }

    func page<Content: Sendable>(
        _ path: String, _ template: String, _ router: Router<BasicRequestContext>, tagged: Bool = true,
        _ content: @escaping @Sendable (Site, Reading, Asked) async throws -> (title: String, Content)
    ) {
        router.get(RouterPath(path)) { request, context in
            let reading = try await reading()
            let copy = await copyNotice(reading)
            // A page changes with the record, with what the witnesses say of it, and with the clock by the minute; a copy's also with
            // what it says of itself.
            let said = String(UInt(bitPattern: reading.snapshot.witnessed.hashValue), radix: 36)
            let own = copy.map { "-\($0.alarms)-\($0.looked?.words ?? "")" } ?? ""
            let tag = "\"\(reading.snapshot.size)-\(said)-\(reading.now.milliseconds / 60_000)\(own)\""
            if tagged, request.headers[.ifNoneMatch] == tag {
                return Response(status: .notModified, headers: [.eTag: tag, .cacheControl: "no-cache"])
            }
            let (title, content) = try await content(self, reading, Asked(request: request, context: context))
            let page = Page(template: template, title: title, path: request.uri.path, copy: copy, reading: reading, content: content)
            var response = Response.html(try templates.render(page))
            response.headers[.eTag] = tag
            return response
        }
    }

    /// A plain page that says in one sentence why there is no other.
    func page(for complaint: WebsiteError, at path: String) async -> Response {
        struct Content: Sendable {
            let heading: String
            let reason: String
        }
        let heading =
            switch complaint.code {
            case .notFound: "Not found"
            case .forbidden, .unproved: "Not for everyone"
            case .unavailable: "Not yet"
            case .malformed, .tooLarge: "Not understood"
            case .broken, .cannotListen: "Not possible"
            }
        let reading = await keeper.snapshot().map { Reading(snapshot: $0, reader: .anyone, now: now()) }
        let page = Page(
            template: "complaint", title: heading, mechanism: reading?.title ?? "", rehearsal: reading?.rehearsal ?? false,
            copy: await copyNotice(reading), checkpoint: reading?.snapshot.size ?? 0, at: Instant(now()), menu: Page<Content>.menu(for: path), linked: true,
            content: Content(heading: heading, reason: complaint.message))
        guard let html = try? templates.render(page) else {
            return .text(Array("\(complaint.message)\n".utf8), status: complaint.status)
        }
        return .html(html, status: complaint.status)
    }
}

/// A stretch of the register as a page: the latest first, with ways to the stretches beside it.
struct ActPage: Sendable {
    static let length: UInt64 = 50

    let acts: [ActLine]
    let actsForParticipants: Int
    let from: UInt64
    let to: UInt64
    let size: UInt64
    let earlier: UInt64?
    let later: UInt64?

    init(_ list: ActList, size: UInt64) {
        acts = list.acts.reversed()
        actsForParticipants = list.actsForParticipants
        self.size = size
        from = list.from
        let end = min(list.from + list.limit, size)
        to = end > 0 ? end - 1 : 0
        earlier = from > 0 ? from - min(from, Self.length) : nil
        later = end < size ? end : nil
    }
}

/// What a request asks for by its path and its query.
struct Asked: Sendable {
    let request: Request
    let context: BasicRequestContext

    func place(_ name: String) -> String? { context.parameters.get(name) }

    /// A number in the query.
    /// - Throws: `malformed` unless it is a decimal number within `range`.
    func number(_ name: String, otherwise: UInt64, in range: ClosedRange<UInt64>) throws(WebsiteError) -> UInt64 {
        guard let text = request.uri.queryParameters.get(name) else { return otherwise }
        guard let number = UInt64(text), range.contains(number) else {
            throw WebsiteError(.malformed, "“\(name)” must be a number between \(range.lowerBound) and \(range.upperBound).")
        }
        return number
    }

    /// A yes or no in the query; no when it is not there.
    /// - Throws: `malformed` unless it is `true` or `false`.
    func truth(_ name: String) throws(WebsiteError) -> Bool {
        guard let text = request.uri.queryParameters.get(name) else { return false }
        guard let truth = Bool(String(text)) else { throw WebsiteError(.malformed, "“\(name)” must be true or false.") }
        return truth
    }
}
