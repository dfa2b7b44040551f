import AsyncHTTPClient
import Foundation
import Mechanism
import NIOCore
import NIOHTTP1
import Registry
import TransparencyLog

/// Speaks to a registry at its address.
struct RegistryClient: Sendable {
    let base: String
    private var token: String?

    /// - Parameter address: such as `http://127.0.0.1:8080`.
    init(_ address: String) throws {
        guard let url = URL(string: address), let scheme = url.scheme, ["http", "https"].contains(scheme), let host = url.host else {
            throw Complaint("\(address) must be an address such as https://registry.example.", ending: .misuse)
        }
        guard scheme == "https" || ["127.0.0.1", "localhost", "::1"].contains(host) else {
            throw Complaint("\(address) must begin with https: plain http is for this machine alone.", ending: .misuse)
        }
        base = address.hasSuffix("/") ? String(address.dropLast()) : address
    }

    static func isAddress(_ text: String) -> Bool { text.hasPrefix("http://") || text.hasPrefix("https://") }

    struct Answer {
        var status: Int
        var bytes: [UInt8]
        var text: String { String(decoding: bytes, as: UTF8.self) }

        /// A field of a JSON answer, where it is a text.
        func field(_ name: String) -> String? {
            let object = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
            return object?[name] as? String ?? (object?[name] as? NSNumber)?.stringValue
        }
    }

    func get(_ path: String) async throws -> Answer { try await send(HTTPClientRequest(url: base + path)) }

    func post(_ path: String, _ json: [UInt8]) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: json))
        return try await send(request)
    }

    private func send(_ request: HTTPClientRequest) async throws -> Answer {
        var request = request
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        do {
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
            let body = try await response.body.collect(upTo: 64 << 20)
            return Answer(status: Int(response.status.code), bytes: Array(buffer: body))
        } catch {
            throw Complaint("\(base) did not answer: is the registry running there? (\(error))")
        }
    }

    /// What is there, or a plain complaint.
    func demand(_ path: String) async throws -> Answer {
        let answer = try await get(path)
        guard answer.status == 200 else {
            throw Complaint("\(base)\(path) answered \(answer.status): \(answer.field("reason") ?? answer.text.prefix(200).description)")
        }
        return answer
    }

    /// Proves to be an officer, by a signed challenge; what is asked from here on is asked as that officer.
    mutating func introduce(_ key: OfficerKey) async throws {
        let challenge = try await demand("/api/v1/challenge")
        guard let origin = challenge.field("origin"), let host = challenge.field("host"), let nonce = challenge.field("nonce"),
            let expires = challenge.field("expires").flatMap(Int64.init)
        else { throw Complaint("\(base) must answer with a challenge of this version's form.") }
        // A challenge that another host passed on is not signed.
        guard URL(string: base).flatMap({ url in url.host.map { h in url.port.map { "\(h):\($0)" } ?? h } }) == host else {
            throw Complaint("\(base) asks for a signature in the name of another host, \(host): it is not given.")
        }
        let message = Challenge(origin: origin, host: host, nonce: nonce, expires: Moment(milliseconds: expires)).message
        let signature = Base64.encode(try key.sign(message))
        let body = """
            {"participant":"\(key.participant)","desk":"\(key.desk)","nonce":"\(nonce)","expires":\(expires),"signature":"\(signature)"}
            """
        let session = try await post("/api/v1/session", Array(body.utf8))
        guard let token = session.field("token") else {
            throw Complaint("\(base) did not take the signature of \(key.participant)/\(key.desk): \(session.field("reason") ?? "answer \(session.status)")")
        }
        self.token = token
    }
}

/// A registry's tiles, read over the network.
extension RegistryClient: RecordSource {
    func checkpoint() async throws -> [UInt8] { try await demand("/checkpoint").bytes }
    func cosigned() async throws -> [UInt8]? {
        let answer = try await get("/checkpoint/cosigned")
        return answer.status == 404 ? nil : try await demand("/checkpoint/cosigned").bytes
    }
    func tile(_ path: TilePath) async throws -> [UInt8] { try await demand("/\(path)").bytes }
}

/// A folder of tiles, as “truce export” writes it.
struct TileFolder: RecordSource {
    let path: String

    /// The file with the latest checkpoint that the witnesses cosigned.
    static let cosignedName = "checkpoint.cosigned"

    func checkpoint() throws -> [UInt8] { try Files.read(path + "/checkpoint") }
    func cosigned() throws -> [UInt8]? {
        let cosigned = path + "/" + Self.cosignedName
        return Files.exists(cosigned) ? try Files.read(cosigned) : nil
    }
    func tile(_ tile: TilePath) throws -> [UInt8] { try Files.read("\(path)/\(tile)") }
}
