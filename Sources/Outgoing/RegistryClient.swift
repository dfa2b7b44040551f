import AsyncHTTPClient
import Foundation
import Mechanism
import NIOCore
import NIOHTTP1
public import Registry
public import TransparencyLog

/// Speaks to a registry, or to a follower, at its address.
///
/// Plain http goes to this machine alone, redirects are not followed, and no answer is read beyond its greatest length.
public struct RegistryClient: Sendable {
    public let base: String
    private var token: String?
    /// Whether it asks as an officer.
    var isIntroduced: Bool { token != nil }

    /// - Parameter address: such as `http://127.0.0.1:8080`.
    /// - Throws: `notAllowed` unless it is https, or http to this machine.
    public init(_ address: String) throws(OutgoingError) {
        let address = try OutgoingAddress(address).description
        base = address.hasSuffix("/") ? String(address.dropLast()) : address
    }

    public static func isAddress(_ text: String) -> Bool { text.hasPrefix("http://") || text.hasPrefix("https://") }

    public struct Answer: Sendable {
        public var status: Int
        public var bytes: [UInt8]
        public var text: String { String(decoding: bytes, as: UTF8.self) }

        /// A field of a JSON answer, where it is a text or a number.
        public func field(_ name: String) -> String? {
            let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
            return object?[name] as? String ?? (object?[name] as? NSNumber)?.stringValue
        }
    }

    /// How long an answer may take, in seconds.
    public static let patience: Int64 = 30
    /// The greatest length of an answer in bytes, where nothing less is said: a full bundle of the longest entries is shorter.
    public static let longest = 64 << 20

    public func get(_ path: String, longest: Int = Self.longest, seconds: Int64 = Self.patience) async throws(OutgoingError) -> Answer {
        try await send(HTTPClientRequest(url: base + path), longest, seconds)
    }

    public func post(_ path: String, _ json: [UInt8], seconds: Int64 = Self.patience) async throws(OutgoingError) -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: json))
        return try await send(request, Self.longest, seconds)
    }

    private func send(_ request: HTTPClientRequest, _ longest: Int, _ seconds: Int64) async throws(OutgoingError) -> Answer {
        var request = request
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        do {
            let response = try await OutgoingClient.connections.execute(request, timeout: .seconds(seconds))
            let body = try await response.body.collect(upTo: longest)
            return Answer(status: Int(response.status.code), bytes: Array(buffer: body))
        } catch {
            throw OutgoingError(.noAnswer, "\(base) did not answer: is the registry running there? (\(error))")
        }
    }

    /// What is there.
    /// - Throws: `refused`, with the reason that was given, for anything but 200.
    public func demand(_ path: String, longest: Int = Self.longest) async throws(OutgoingError) -> Answer {
        let answer = try await get(path, longest: longest)
        guard answer.status == 200 else { throw refusal(of: path, answer) }
        return answer
    }

    func refusal(of path: String, _ answer: Answer) -> OutgoingError {
        OutgoingError(.refused, "\(base)\(path) answered \(answer.status): \(answer.field("reason") ?? answer.text.prefix(200).description)")
    }

    /// Proves to be an officer, by a signed challenge; what is asked from here on is asked as that officer.
    public mutating func introduce(_ key: OfficerKey) async throws {
        let challenge = try await demand("/api/v1/challenge", longest: 4096)
        guard let origin = challenge.field("origin"), let host = challenge.field("host"), let nonce = challenge.field("nonce"),
            let expires = challenge.field("expires").flatMap(Int64.init)
        else { throw OutgoingError(.refused, "\(base) must answer with a challenge of this version's form.") }
        // A challenge that another host passed on is not signed.
        guard URL(string: base).flatMap({ url in url.host.map { h in url.port.map { "\(h):\($0)" } ?? h } }) == host else {
            throw OutgoingError(.refused, "\(base) asks for a signature in the name of another host, \(host): it is not given.")
        }
        let message = Challenge(origin: origin, host: host, nonce: nonce, expires: Moment(milliseconds: expires)).message
        let signature = Base64.encode(try key.sign(message))
        let body = """
            {"participant":"\(key.participant)","desk":"\(key.desk)","nonce":"\(nonce)","expires":\(expires),"signature":"\(signature)"}
            """
        let session = try await post("/api/v1/session", Array(body.utf8))
        guard let token = session.field("token") else {
            throw OutgoingError(.refused, "\(base) did not take the signature of \(key.participant)/\(key.desk): \(session.field("reason") ?? "answer \(session.status)")")
        }
        self.token = token
    }
}

/// A registry's tiles, read over the network.
extension RegistryClient: RecordSource {
    public func checkpoint() async throws -> [UInt8] { try await demand("/checkpoint", longest: Self.longestNote).bytes }
    public func cosigned() async throws -> [UInt8]? {
        let path = "/checkpoint/cosigned"
        let answer = try await get(path, longest: Self.longestNote)
        guard answer.status != 404 else { return nil }
        guard answer.status == 200 else { throw refusal(of: path, answer) }
        return answer.bytes
    }
    public func tile(_ path: TilePath) async throws -> [UInt8] { try await demand("/\(path)").bytes }

    /// The greatest length of a signed checkpoint in bytes: a hundred signature lines.
    static let longestNote = 64 << 10
}
