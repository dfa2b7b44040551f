import Foundation
import Hummingbird
import HummingbirdTesting
import Registry
@testable import Website

/// What the site answered.
struct SiteAnswer: Sendable {
    let status: Int
    /// By their names in lower case.
    let headers: [String: String]
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// A value of a JSON answer.
    func value(_ name: String) throws -> Any? {
        (try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])?[name]
    }
}

extension SampleRecord {
    func get(_ path: String, token: String? = nil, headers: [String: String] = [:]) async throws -> SiteAnswer {
        try await ask(.get, path, body: nil, headers.merging(token.map { ["authorization": "Bearer \($0)"] } ?? [:]) { $1 })
    }

    func post(_ path: String, _ body: [UInt8]) async throws -> SiteAnswer { try await ask(.post, path, body: body, [:]) }

    /// Asks the site, as a program would over the network, without one.
    private func ask(_ method: HTTPRequest.Method, _ path: String, body: [UInt8]?, _ headers: [String: String]) async throws -> SiteAnswer {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPFields.Element.Name(name) { fields[name] = value }
        }
        let asked = fields
        let application = try site.application(address: "127.0.0.1", port: 0)
        return try await application.test(.router) { client in
            try await client.execute(uri: path, method: method, headers: asked, body: body.map { ByteBuffer(bytes: $0) }) { answer in
                SiteAnswer(
                    status: answer.status.code,
                    headers: Dictionary(answer.headers.map { ($0.name.canonicalName, $0.value) }) { first, _ in first },
                    bytes: Array(answer.body.readableBytesView))
            }
        }
    }

    /// Every page and every answer that needs no body, with each act, incident, commitment and edition there is.
    func everyAddress() async throws -> [String] {
        let size = try await snapshot().size
        let pages = ["", "incidents", "commitments", "commitments/calm-aland", "sources", "agreement", "editions", "editions/1", "editions/2", "acts", "copies", "record"]
        let answers = ["overview", "incidents", "commitments", "commitments/calm-aland", "sources", "agreement", "editions", "editions/1", "acts?limit=200", "texts?limit=200", "copies", "record", "digest", "openapi.json"]
        var addresses = pages.map { "/\($0)" } + answers.map { "/api/v1/\($0)" } + ["/nothing", "/assets/style.css", "/checkpoint", "/tile/0/000.p/5"]
        for index in 0...size {
            addresses += ["/incidents/\(index)", "/acts/\(index)", "/proofs/\(index)"]
            addresses += ["/api/v1/incidents/\(index)", "/api/v1/acts/\(index)", "/api/v1/acts/\(index)/texts"]
        }
        for desk in Self.desks { addresses.append("/api/v1/officers/\(desk)") }
        return addresses
    }
}
