import Mechanism
import Registry
import Testing
import TransparencyLog
@testable import Website

@Suite("Tiles and proofs")
struct TileTests {
    @Test("the checkpoint is the registry's, and the tiles have its root")
    func root() async throws {
        let sample = try await SampleRecord()
        let answer = try await sample.get("/checkpoint")
        #expect(answer.headers["content-type"] == "text/plain; charset=utf-8")
        let note = try Note(answer.bytes)
        guard case .verified = note.verify(by: [sample.registryKey.verifier]) else { return #expect(Bool(false)) }
        let checkpoint = try Checkpoint(note)
        let tile = try await sample.get("/tile/0/000.p/\(checkpoint.size)")
        #expect(tile.status == 200 && tile.headers["content-type"] == "application/octet-stream")
        #expect(tile.headers["cache-control"] == "public, max-age=31536000, immutable")
        let nodes = TileNodes { _, _ in tile.bytes }
        #expect(try Merkle.root(size: checkpoint.size, nodes: nodes) == checkpoint.root)
    }

    @Test("a tile is served at every width that it ever had, and at no other")
    func widths() async throws {
        let sample = try await SampleRecord()
        let size = try await sample.snapshot().size
        let widest = try await sample.get("/tile/0/000.p/\(size)").bytes
        for width in [1, 2, size - 1] {
            #expect(try await sample.get("/tile/0/000.p/\(width)").bytes == Array(widest.prefix(Int(width) * 32)))
        }
        for path in ["/tile/0/000", "/tile/0/000.p/\(size + 1)", "/tile/0/001.p/1", "/tile/1/000.p/1", "/tile/63/000.p/1", "/tile/64/000", "/tile/0/0", "/tile/0/000.p/0", "/tile/0/000.p/05", "/tile/x", "/tile/0/..%2f"] {
            let answer = try await sample.get(path)
            #expect(answer.status == 404, "\(path)")
            #expect(answer.text.hasSuffix(".\n") && answer.text.split(separator: "\n").count == 1, "\(path)")
        }
    }

    @Test("entry bundles are for participants, whole and as they are stored")
    func bundles() async throws {
        let sample = try await SampleRecord()
        let refused = try await sample.get("/tile/entries/000.p/5")
        #expect(refused.status == 403 && refused.text.split(separator: "\n").count == 1)
        #expect(try await sample.get("/tile/entries/777").status == 403)
        let token = try await sample.token(for: "aland/liaison")
        let answer = try await sample.get("/tile/entries/000.p/5", token: token)
        #expect(answer.headers["cache-control"]?.hasPrefix("private") == true)
        #expect(try EntryBundle.decode(answer.bytes) == sample.storage.entries(0..<5))
        #expect(try await sample.get("/tile/entries/000", token: token).status == 404)
    }

    @Test("a proof downloaded is a receipt that anyone can verify, and a changed one is not")
    func proofs() async throws {
        let sample = try await SampleRecord()
        for label in ["establish", "incident", "publish-finding"] {
            let answer = try await sample.get("/proofs/\(sample.number(label))")
            #expect(answer.headers["content-disposition"] == "attachment; filename=\"act-\(sample.number(label)).tlog-proof\"")
            let proof = try ProofFile(answer.bytes)
            let entry = try #require(proof.extra)
            #expect(proof.index == sample.number(label))
            let leaf = Merkle.leafHash(of: entry)
            #expect(try proof.verify(leaf: leaf, logs: [sample.registryKey.verifier]).verdict.isProven)
            #expect(try !proof.verify(leaf: Merkle.leafHash(of: entry + [0]), logs: [sample.registryKey.verifier]).verdict.isProven)
            #expect(try OpenedAct(Entry(strict: entry).envelope).act.id == sample.ids[label])
        }
    }

    @Test("an act's answer holds the entry that the tree holds")
    func entries() async throws {
        let sample = try await SampleRecord()
        let view = try sample.site.act("\(sample.number("incident"))", try await sample.reading())
        let entry = try #require(Base64.decode(view.entry))
        #expect(Merkle.leafHash(of: entry).base64 == view.leaf)
        let tile = try await sample.get("/tile/0/000.p/\(try await sample.snapshot().size)").bytes
        let place = Int(sample.number("incident")) * 32
        #expect(Array(tile[place..<place + 32]) == Merkle.leafHash(of: entry).bytes)
    }
}
