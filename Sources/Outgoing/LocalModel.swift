import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
public import OpenSources

/// A model of language or of sentences that serves OpenAI's interface, as llama.cpp, Ollama, LM Studio and vLLM do: on this machine, unless somebody
/// says otherwise. Asked in bounded time, for an answer of bounded length, and without following it anywhere else.
public struct LocalModel: LanguageModel, SentenceModel {
    public let name: String
    /// Without a slash at its end.
    private let base: String
    private let patience: Duration

    /// The greatest length of an answer in bytes: a hundred times what is asked for.
    private static let longestAnswer = 1 << 20

    /// A model thinks long before its first byte: nothing but the whole time ends its answer.
    private static let connections: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5)))
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// - Parameters:
    ///   - address: such as `http://127.0.0.1:11434/v1`.
    ///   - name: by which the model is asked for there.
    ///   - patience: how long a whole answer may take.
    ///   - elsewhere: the address may be another machine's, over https; publications are sent to it.
    /// - Throws: `notAllowed` for any other address.
    public init(_ address: String, name: String, patience: Duration = .seconds(120), elsewhere: Bool = false) throws(OutgoingError) {
        let outgoing = try OutgoingAddress(address)
        guard elsewhere || OutgoingAddress.isLoopback(outgoing.url.host ?? "") else {
            throw OutgoingError(.notAllowed, "“\(address)” must be an address of this machine, such as http://127.0.0.1:11434/v1: publications are sent to no other.")
        }
        let text = outgoing.description
        base = text.hasSuffix("/") ? String(text.dropLast()) : text
        (self.name, self.patience) = (name, patience)
    }

    public func complete(_ request: [UInt8]) async throws -> [UInt8] { try await post("/chat/completions", request) }
    public func embed(_ request: [UInt8]) async throws -> [UInt8] { try await post("/embeddings", request) }

    private func post(_ path: String, _ json: [UInt8]) async throws(OutgoingError) -> [UInt8] {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: json))
        do {
            let answer = try await OutgoingClient.within(patience) { [request, patience] in
                let response = try await Self.connections.execute(request, deadline: .now() + TimeAmount(patience))
                guard response.status == .ok else { return (response.status, [UInt8]()) }
                return (response.status, Array(buffer: try await response.body.collect(upTo: Self.longestAnswer)))
            }
            guard let (status, body) = answer else {
                throw OutgoingError(.noAnswer, "\(base) must give a whole answer within \(patience.components.seconds) seconds, and gave none.")
            }
            guard status == .ok else {
                throw OutgoingError(.refused, "\(base)\(path) must answer with 200, and answered \(status.code).")
            }
            return body
        } catch let error as OutgoingError {
            throw error
        } catch is NIOTooManyBytesError {
            throw OutgoingError(.noAnswer, "\(base) must answer with at most \(Self.longestAnswer) bytes, and its answer is longer.")
        } catch {
            throw OutgoingError(.noAnswer, "\(base) must be the address of a running model, and gives no whole answer.")
        }
    }
}
