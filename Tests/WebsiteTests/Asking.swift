import Foundation
import Hummingbird
import HummingbirdTesting
import Mechanism
import Registry
import Testing
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

    /// Puts one more act into the record, an hour after the last.
    @discardableResult
    func record(
        _ body: any ActBody, by name: String, _ texts: [String: String] = [:], audience: Audience = .everyone,
        _ location: SourceLocation = #_sourceLocation
    ) async throws -> Receipt {
        clock.move(hours: 1)
        let outcome = await office.submit(try await submission(body, by: name, texts: texts, audience: audience))
        guard case .recorded(let receipt) = outcome else {
            Issue.record("\(outcome)", sourceLocation: location)
            throw RegistryError(.malformed, "It should be recorded.")
        }
        return receipt
    }

    /// That an answer fits its description.
    func fits(_ path: String, _ schema: String, token: String? = nil, _ location: SourceLocation = #_sourceLocation) async throws {
        let answer = try await get("/api/v1/\(path)", token: token)
        let description = try await DescriptionTests.description(self)
        let schemas = try #require((description["components"] as? [String: Any])?["schemas"] as? [String: Any])
        let problems = DescriptionTests.problems(
            try JSONSerialization.jsonObject(with: Data(answer.bytes)), ["$ref": "#/components/schemas/\(schema)"], schemas, path)
        #expect(answer.status == 200 && problems.isEmpty, "\(problems.prefix(3))", sourceLocation: location)
    }

    /// Every page and every answer that needs no body, with each act, incident, commitment and edition there is.
    func everyAddress() async throws -> [String] {
        let size = try await snapshot().size
        let pages = ["", "incidents", "commitments", "commitments/calm-aland", "sources", "agreement", "agreement/versions/1", "agreement/versions/2", "editions", "editions/1", "editions/2", "acts", "copies", "record", "due", "proceedings"]
        let answers = ["overview", "incidents", "commitments", "commitments/calm-aland", "sources", "agreement", "agreement/versions/1", "agreement/versions/2", "due", "proceedings", "editions", "editions/1", "acts?limit=200", "texts?limit=200", "copies", "record", "digest", "openapi.json"]
        var addresses = pages.map { "/\($0)" } + answers.map { "/api/v1/\($0)" } + ["/nothing", "/assets/style.css", "/checkpoint", "/tile/0/000.p/5"]
        for index in 0...size {
            addresses += ["/incidents/\(index)", "/acts/\(index)", "/proofs/\(index)", "/statements/\(index)", "/api/v1/statements/\(index)"]
            addresses += ["/api/v1/incidents/\(index)", "/api/v1/acts/\(index)", "/api/v1/acts/\(index)/texts"]
        }
        for type in Dossiers.all {
            addresses += ["/\(type.path)", "/api/v1/\(type.path)"] + (0...size).flatMap { ["/\(type.path)/\($0)", "/api/v1/\(type.path)/\($0)"] }
        }
        for desk in Self.desks { addresses.append("/api/v1/officers/\(desk)") }
        return addresses
    }
}
