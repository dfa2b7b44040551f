import AsyncHTTPClient
import NIOCore
import NIOHTTP1
public import Registry

/// Asks addresses elsewhere: in bounded time, for an answer of bounded length, and without following it anywhere else.
public struct OutgoingClient: WitnessTransport {
    private let patience: Duration

    /// The most bytes of an answer that are taken.
    private static let longestAnswer = 64 << 10

    /// One for the whole process, which it lives as long as. An address that sends the asker elsewhere is not followed: it could
    /// lead to what only this machine may reach.
    static let connections: HTTPClient = {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(5), read: .seconds(10)))
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 4
        // Whoever is not there is asked again by whoever asked, and not meanwhile.
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// - Parameter patience: how long a whole answer may take.
    public init(patience: Duration = .seconds(15)) { self.patience = patience }

    public func get(_ address: String) async throws -> WitnessAnswer {
        try await ask(HTTPClientRequest(url: OutgoingAddress(address).description))
    }

    public func post(_ address: String, _ body: [UInt8]) async throws -> WitnessAnswer {
        var request = HTTPClientRequest(url: try OutgoingAddress(address).description)
        request.method = .POST
        request.headers.add(name: "content-type", value: "text/plain; charset=utf-8")
        request.body = .bytes(ByteBuffer(bytes: body))
        return try await ask(request)
    }

    private func ask(_ request: HTTPClientRequest) async throws -> WitnessAnswer {
        do {
            guard let answer = try await Self.within(patience, { try await Self.answer(request) }) else {
                throw OutgoingError(.noAnswer, "there must be a whole answer within \(patience.components.seconds) seconds, and there was none")
            }
            return answer
        } catch let error as OutgoingError {
            throw error
        } catch is NIOTooManyBytesError {
            throw OutgoingError(.noAnswer, "an answer has at most \(Self.longestAnswer) bytes, and this one is longer")
        } catch {
            throw OutgoingError(.noAnswer, "nobody answers at its address, or not over a connection that can be trusted")
        }
    }

    /// The whole of an answer in time, however slowly it dribbles in; nil once the time is over.
    static func within<Answer: Sendable>(
        _ patience: Duration, _ answer: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer? {
        try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask { try await answer() }
            group.addTask {
                try await Task.sleep(for: patience)
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    private static func answer(_ request: HTTPClientRequest) async throws -> WitnessAnswer {
        let response = try await connections.execute(request, timeout: .seconds(15))
        let body = try await response.body.collect(upTo: longestAnswer)
        return WitnessAnswer(
            status: Int(response.status.code), body: Array(buffer: body),
            retryAfter: response.headers.first(name: "retry-after").flatMap { Int($0) })
    }
}
