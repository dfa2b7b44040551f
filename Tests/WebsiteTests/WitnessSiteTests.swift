import Foundation
import Hummingbird
import HummingbirdTesting
import Registry
import Synchronization
import Testing
import TransparencyLog
import Witness
@testable import Website

@Suite("A witness's address")
struct WitnessSiteTests {
    /// A witness over a store that forgets, and the log that it watches.
    private struct Place {
        let log: SignerKey
        let site: WitnessSite
        var tree = MemoryTree()

        private final class Store: WitnessStorage {
            private let contents = Mutex((latest: [String: [UInt8]](), proofs: [Misbehaviour]()))
            func latest(_ origin: String) -> [UInt8]? { contents.withLock { $0.latest[origin] } }
            func replace(_ origin: String, _ old: [UInt8]?, with new: [UInt8]) -> Bool {
                contents.withLock { contents in
                    guard contents.latest[origin] == old else { return false }
                    contents.latest[origin] = new
                    return true
                }
            }
            func keep(_ misbehaviour: Misbehaviour, of origin: String) -> Bool { contents.withLock { $0.proofs.append(misbehaviour); return true } }
            func misbehaviours(_ origin: String) -> [Misbehaviour] { contents.withLock { $0.proofs } }
        }

        init() throws {
            log = try SignerKey.generate(name: "log.example/<b>", seed: [UInt8](repeating: 1, count: 32))
            let key = try SignerKey.generate(name: "witness.example", type: .cosignature, seed: [UInt8](repeating: 2, count: 32))
            site = try WitnessSite(WitnessOffice(Cosigner(key: key, logs: [log.verifier]), storage: Store(), now: { 1_762_698_600 }))
            for number in 0..<9 as Range<UInt8> { tree.append(Merkle.leafHash(of: [number])) }
        }

        func body(_ old: UInt64, _ size: UInt64, root: Digest? = nil) throws -> [UInt8] {
            let proof = old == 0 || root != nil ? [] : try Merkle.consistencyProof(from: old, to: size, nodes: tree)
            let note = try Checkpoint(origin: log.name, size: size, root: root ?? tree.root(at: size)).sign(by: log)
            return try WitnessRequest(old: old, proof: proof, note: note).bytes
        }

        func ask(_ method: HTTPRequest.Method, _ path: String, _ body: [UInt8]? = nil) async throws -> SiteAnswer {
            let application = Application(router: site.router())
            return try await application.test(.router) { client in
                try await client.execute(uri: path, method: method, body: body.map { ByteBuffer(bytes: $0) }) { answer in
                    SiteAnswer(
                        status: answer.status.code,
                        headers: Dictionary(answer.headers.map { ($0.name.canonicalName, $0.value) }) { first, _ in first },
                        bytes: Array(answer.body.readableBytesView))
                }
            }
        }
    }

    @Test("each answer of the protocol has its status, and a conflict its body and type")
    func statuses() async throws {
        let place = try Place()
        func status(_ body: [UInt8]) async throws -> Int { try await place.ask(.post, "/add-checkpoint", body).status }
        #expect(try await status([]) == 400)
        #expect(try await status(place.body(0, 5)) == 200)
        let conflict = try await place.ask(.post, "/add-checkpoint", place.body(3, 9))
        #expect(conflict.status == 409 && conflict.text == "5\n" && conflict.headers["content-type"] == "text/x.tlog.size")
        #expect(try await status(place.body(5, 9, root: Merkle.emptyRoot)) == 422)
        #expect(try await status([UInt8](repeating: 0x41, count: WitnessRequest.longest + 1)) == 413)
        let other = try SignerKey.generate(name: place.log.name, seed: [UInt8](repeating: 3, count: 32))
        let forged = try Checkpoint(origin: other.name, size: 9, root: place.tree.root).sign(by: other)
        #expect(try await status(WitnessRequest(old: 5, proof: [], note: forged).bytes) == 403)
        let stranger = try SignerKey.generate(name: "stranger.example", seed: [UInt8](repeating: 4, count: 32))
        let unknown = try Checkpoint(origin: stranger.name, size: 9, root: place.tree.root).sign(by: stranger)
        #expect(try await status(WitnessRequest(old: 0, proof: [], note: unknown).bytes) == 404)
    }

    @Test("the page tells of each log, without a script, and nothing that a log calls itself is taken for markup")
    func page() async throws {
        let place = try Place()
        #expect(try await place.ask(.get, "/").text.contains("Nothing cosigned yet"))
        _ = try await place.ask(.post, "/add-checkpoint", place.body(0, 5))
        _ = try await place.ask(.post, "/add-checkpoint", place.body(5, 5, root: Merkle.emptyRoot))
        let page = try await place.ask(.get, "/")
        #expect(page.status == 200 && page.headers["content-security-policy"]?.contains("script-src 'none'") == true)
        #expect(page.text.contains("Cosigned up to size 5") && page.text.contains("2025-11-09 14:30 UTC"))
        #expect(page.text.contains("Misbehaviour of the log"))
        #expect(page.text.contains("log.example/&lt;b&gt;") && !page.text.contains("<b>") && !page.text.contains("<script"))
        #expect(try await place.ask(.get, "/assets/style.css").status == 200)
        let name = WitnessProtocol.name(of: place.log.name)
        #expect(try await place.ask(.get, "/\(name)/checkpoint").text.hasPrefix("log.example/<b>\n5\n"))
        #expect(try await (place.ask(.get, "/\(name)/misbehaviour").value("misbehaviours") as? [Any])?.count == 1)
        #expect(try await place.ask(.get, "/\(name.uppercased())/checkpoint").status == 404)
    }
}
