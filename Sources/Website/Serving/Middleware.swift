import Hummingbird
import Logging

/// What every answer says to the browser: nothing from elsewhere, no script, no frame, no guessing.
struct SecurityHeaders<Context: RequestContext>: RouterMiddleware {
    private let headers: HTTPFields = {
        var headers: HTTPFields = [
            .contentSecurityPolicy:
                "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            .xContentTypeOptions: "nosniff",
        ]
        if let name = HTTPFields.Element.Name("referrer-policy") { headers[name] = "no-referrer" }
        return headers
    }()

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        var response = try await next(request, context)
        response.headers.append(contentsOf: headers)
        return response
    }
}

/// Turns what went wrong into an answer of the kind that was asked for.
struct Complaints<Context: RequestContext>: RouterMiddleware {
    let page: @Sendable (WebsiteError, String) async -> Response

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let complaint = WebsiteError(telling: error)
            // The log is the keeper's; the answer says one sentence of ours.
            if complaint.code == .broken { context.logger.error("\(request.method) \(request.uri.path): \(error)") }
            return try await answer(complaint, to: request.uri.path)
        }
    }

    private func answer(_ complaint: WebsiteError, to path: String) async throws -> Response {
        var response: Response
        if path.hasPrefix("/api/") {
            response = try .json(Complaint(reason: complaint.message), status: complaint.status)
        } else if path == "/checkpoint" || path == "/checkpoint/cosigned" || path.hasPrefix("/tile/") || path.hasPrefix("/proofs/") || path.hasPrefix("/witness/") {
            response = .text(Array("\(complaint.message)\n".utf8), status: complaint.status)
        } else {
            response = await page(complaint, path)
        }
        response.headers[.cacheControl] = "no-store"
        if complaint.code == .unproved { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }
}
