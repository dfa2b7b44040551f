public import Following
import Foundation
import Mechanism
public import Registry
import Synchronization
public import TransparencyLog

/// The registry that a follower follows, read as an officer: a session is opened when one is needed, and again when it has ended.
public final class FollowedRegistry: RegistryTransport {
    private let client: Mutex<RegistryClient>
    private let key: OfficerKey
    public let address: String

    public init(_ address: String, key: OfficerKey) throws {
        let client = try RegistryClient(address)
        (self.address, self.key) = (client.base, key)
        self.client = Mutex(client)
    }

    /// Asks as the officer; a session that is not open yet, or no more, is opened.
    private func asked(_ path: String, longest: Int) async throws -> [UInt8] {
        let known = client.withLock { $0 }
        if known.isIntroduced {
            let answer = try await known.get(path, longest: longest)
            if answer.status == 200 { return answer.bytes }
            guard answer.status == 401 else { throw known.refusal(of: path, answer) }
        }
        var fresh = try RegistryClient(address)
        try await fresh.introduce(key)
        client.withLock { [fresh] in $0 = fresh }
        return try await fresh.demand(path, longest: longest).bytes
    }

    public func checkpoint() async throws -> [UInt8] {
        // Public, and asked for without a session, so that the poll is one small request also when a session has ended.
        try await RegistryClient(address).checkpoint()
    }

    public func cosigned() async throws -> [UInt8]? { try await RegistryClient(address).cosigned() }

    public func tile(_ path: TilePath) async throws -> [UInt8] {
        guard case .entries = path.kind else { return try await RegistryClient(address).tile(path) }
        return try await asked("/\(path)", longest: RegistryClient.longest)
    }

    private struct TextPage: Decodable {
        struct Act: Decodable {
            struct Salted: Decodable { var slot: String, language: String, salt: String, text: String }
            var index: UInt64
            var texts: [Salted]
        }
        var next: UInt64
        var acts: [Act]
    }

    public func texts(from start: UInt64, to end: UInt64) async throws -> TextStretch {
        let path = "/api/v1/texts?from=\(start)&limit=\(min(end - start, 256))"
        let bytes = try await asked(path, longest: RegistryClient.longest)
        let strange = OutgoingError(.refused, "\(address)\(path) must answer with texts in this version's form.")
        guard let page = try? JSONDecoder().decode(TextPage.self, from: Data(bytes)), page.next > start, page.next <= end else { throw strange }
        var texts: [UInt64: [Text]] = [:]
        for act in page.acts where (start..<page.next).contains(act.index) {
            texts[act.index] = try act.texts.map { text in
                guard let slot = Identifier(text.slot), let language = Identifier(text.language), let salt = Base64.decode(text.salt) else { throw strange }
                return Text(slot: slot, language: language, salt: salt, text: text.text)
            }
        }
        return TextStretch(next: page.next, texts: texts)
    }

    /// How long the registry may take to answer an act before its submitter gets the lodging, in seconds.
    private static let patience: Int64 = 10

    public func submit(_ submission: Submission) async throws -> Forwarded {
        let answer = try await RegistryClient(address).post("/api/v1/acts", submission.canonical, seconds: Self.patience)
        if answer.status == 201, let receipt = answer.field("receipt") { return .receipt(Array(receipt.utf8)) }
        if answer.status == 422, let refusal = answer.field("refusal") { return .refusal(Array(refusal.utf8)) }
        return .unsigned(answer.field("reason") ?? "It answered \(answer.status).")
    }
}
