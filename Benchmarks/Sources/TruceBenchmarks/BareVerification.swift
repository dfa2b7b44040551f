import Crypto
import Mechanism
import Registry

/// The peer: Ed25519 verification by swift-crypto and nothing else, of the very signatures that the registry verifies.
struct BareVerification: Sendable {
    private struct Signed: Sendable {
        let key: Curve25519.Signing.PublicKey
        let message: [UInt8]
        let signature: [UInt8]
    }

    /// What each task verifies.
    private let parts: [[Signed]]

    /// - Parameter parts: signed acts, those of one task together.
    init(_ parts: [[SignedAct]]) throws {
        self.parts = try parts.map { part in
            try part.map { act in
                Signed(
                    key: try Curve25519.Signing.PublicKey(rawRepresentation: act.key.bytes),
                    message: act.submission.envelope.preAuthentication,
                    signature: act.submission.envelope.signatures.first?.sig.bytes ?? [])
            }
        }
    }

    /// Signatures verified a second.
    func rate() async throws -> Double {
        try await perSecond(parts.map(\.count).reduce(0, +)) {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for part in parts {
                    group.addTask {
                        for signed in part where !signed.key.isValidSignature(signed.signature, for: signed.message) {
                            throw Failure("A signature made for the benchmark must be good.")
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }
}

/// What made a benchmark impossible, in one sentence.
struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
