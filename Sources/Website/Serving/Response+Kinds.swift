import Hummingbird

extension Response {
    init(_ status: HTTPResponse.Status, _ type: String, _ bytes: [UInt8], cache: String) {
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.cacheControl] = cache
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    static func html(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(status, "text/html; charset=utf-8", Array(text.utf8), cache: "no-cache")
    }

    /// - Parameter isPrivate: the answer is for one reader, and no cache on the way may keep it.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok, isPrivate: Bool = false) throws -> Response {
        Response(status, "application/json", try JSON.encode(value), cache: isPrivate ? "private, no-store" : "no-cache")
    }

    static func text(_ bytes: [UInt8], status: HTTPResponse.Status = .ok, cache: String = "no-cache") -> Response {
        Response(status, "text/plain; charset=utf-8", bytes, cache: cache)
    }
}

extension WebsiteError {
    /// The one place where errors become statuses.
    var status: HTTPResponse.Status {
        switch code {
        case .malformed: .badRequest
        case .unproved: .unauthorized
        case .forbidden: .forbidden
        case .notFound: .notFound
        case .tooLarge: .contentTooLarge
        case .broken, .cannotListen: .internalServerError
        case .unavailable: .serviceUnavailable
        }
    }

    /// What to tell of any error: never a trace, a path, or words that are not ours.
    init(telling error: any Error) {
        switch error {
        case let error as WebsiteError:
            self = error
        case let error as any HTTPResponseError:
            self = switch error.status {
            case .notFound: WebsiteError(.notFound, "There is nothing at this address.")
            case .contentTooLarge: WebsiteError(.tooLarge, "What was sent is longer than may be sent here.")
            case .badRequest: WebsiteError(.malformed, "What was sent could not be read.")
            default: WebsiteError(.broken, "This could not be answered.")
            }
        default:
            self = WebsiteError(.broken, "Something went wrong here, and this could not be answered.")
        }
    }
}
