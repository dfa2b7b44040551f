import Testing

@testable import TransparencyLog

@Suite("Proof files")
struct ProofFileTests {
    @Test("a proof file is written as the specification says, and read back")
    func bytes() throws {
        let scene = try Scene(size: 3, witnesses: 1)
        let plain = try scene.proof(index: 2)
        let note = try String(decoding: scene.note().bytes, as: UTF8.self)
        let text = "c2sp.org/tlog-proof@v1\nindex 2\n\(plain.hashes[0].base64)\n\n\(note)"
        #expect(String(decoding: plain.bytes, as: UTF8.self) == text)
        #expect(try ProofFile(text) == plain)
        let extra = try ProofFile(extra: [1, 2, 3], index: 2, hashes: plain.hashes, note: plain.note)
        #expect(
            String(decoding: extra.bytes, as: UTF8.self)
                == text.replacing("index", with: "extra AQID\nindex", maxReplacements: 1))
        #expect(try ProofFile(extra.bytes) == extra)
        #expect(try ProofFile(extra: [], index: 2, hashes: plain.hashes, note: plain.note) == plain)
    }

    @Test("each entry of a record is proven, and no other entry at its place")
    func proofs() throws {
        let scene = try Scene(size: 37, witnesses: 2)
        for (index, entry) in scene.entries.enumerated() {
            let proof = try ProofFile(scene.proof(index: UInt64(index)).bytes)
            let verification = proof.verify(leaf: Merkle.leafHash(of: entry), policy: scene.policy)
            #expect(verification.verdict == .proven)
            #expect(try verification.judgement.checkpoint == scene.checkpoint())
            #expect(try proof.verify(leaf: Merkle.leafHash(of: entry), logs: [scene.log.verifier]).verdict == .proven)
            let other = scene.entries[(index + 1) % scene.entries.count]
            #expect(!proof.verify(leaf: Merkle.leafHash(of: other), policy: scene.policy).verdict.isProven)
        }
    }

    @Test("a log of one entry needs no hashes")
    func singleEntry() throws {
        let scene = try Scene(size: 1, witnesses: 0)
        let proof = try scene.proof(index: 0)
        #expect(proof.hashes.isEmpty)
        #expect(
            try ProofFile(proof.bytes).verify(leaf: Merkle.leafHash(of: scene.entries[0]), policy: scene.policy).verdict
                .isProven)
    }

    @Test("every flipped bit of a proof file is rejected")
    func mutations() throws {
        let scene = try Scene(size: 11, witnesses: 1)
        let leaf = Merkle.leafHash(of: scene.entries[6])
        try scene.proof(index: 6).bytes.flippingEachBit { changed, position in
            let accepted = (try? ProofFile(changed))?.verify(leaf: leaf, policy: scene.policy).verdict.isProven ?? false
            #expect(!accepted, "byte \(position)")
        }
    }

    @Test("every change of a single byte of the entry is rejected")
    func entryMutations() throws {
        let scene = try Scene(size: 11, witnesses: 0)
        let proof = try scene.proof(index: 6)
        let checkpoint = try scene.checkpoint()
        scene.entries[6].changingEachByte { changed, _ in
            let leaf = Merkle.leafHash(of: changed)
            let verdict = Merkle.verifyInclusion(
                leaf: leaf, index: 6, size: checkpoint.size, root: checkpoint.root, proof: proof.hashes)
            #expect(!verdict.isProven)
        }
        for other in [Array(scene.entries[6].dropLast()), scene.entries[6] + [0], []] {
            #expect(!proof.verify(leaf: Merkle.leafHash(of: other), policy: scene.policy).verdict.isProven)
        }
    }

    @Test("a proof without the log's key, or without the quorum, proves nothing and says why")
    func policies() throws {
        let scene = try Scene(size: 5, witnesses: 1)
        let leaf = Merkle.leafHash(of: scene.entries[2])
        let stranger = try SignerKey.generate(name: scene.log.name, seed: Array(repeating: 99, count: 32))
        let proof = try scene.proof(index: 2)
        #expect(try !proof.verify(leaf: leaf, logs: [stranger.verifier]).verdict.isProven)
        #expect(try !proof.verify(leaf: leaf, logs: []).verdict.isProven)
        #expect(throws: TransparencyLogError.self) { try proof.verify(leaf: leaf, logs: [scene.witnesses[0].verifier]) }

        let alone = try ProofFile(index: 2, hashes: proof.hashes, note: scene.checkpoint().sign(by: scene.log))
        let verification = alone.verify(leaf: leaf, policy: scene.policy)
        #expect(
            verification.verdict.reason
                == "The quorum everyone must have cosigned the checkpoint, and these witnesses have not: W0.")
        #expect(verification.judgement.isSignedByLog)
    }

    @Test(
        "a proof file in any other form is refused",
        arguments: [
            ("c2sp.org/tlog-proof@v1", "c2sp.org/tlog-proof@v2"), ("index 2\n", "index 02\n"),
            ("index 2\n", "index  2\n"),
            ("index 2\n", "index -2\n"), ("index 2\n", "index 2 \n"), ("index 2\n", "index 18446744073709551616\n"),
            ("index 2\n", ""),
            ("index 2\n", "index 2\nindex 2\n"), ("index 2\n", "extra \nindex 2\n"),
            ("index 2\n", "extra AB==\nindex 2\n"),
            ("index 2\n", "extra AQID\nextra AQID\nindex 2\n"), ("index 2\n", "index 2\nextra AQID\n"),
            ("index 2\n", "index 2\nAQID\n"),
            ("index 2\n", "index 2\n\n"), ("\n\n", "\n"), ("\n\n", "\n\n\n"), ("\n", "\r\n"),
        ])
    func strictness(from: String, to: String) throws {
        let text = try String(decoding: Scene(size: 3, witnesses: 0).proof(index: 2).bytes, as: UTF8.self)
        let changed = text.replacing(from, with: to, maxReplacements: 1)
        #expect(changed != text)
        #expect(throws: Never.self) { try ProofFile(text) }
        #expect(throws: TransparencyLogError.self) { try ProofFile(changed) }
    }

    @Test("64 hashes are read, 65 are refused")
    func limits() throws {
        let note = try Scene(size: 3, witnesses: 0).note()
        let hashes = Array(repeating: Merkle.emptyRoot, count: 64)
        let proof = try ProofFile(index: 2, hashes: hashes, note: note)
        #expect(try ProofFile(proof.bytes) == proof)
        #expect(throws: TransparencyLogError.self) { try ProofFile(index: 2, hashes: hashes + hashes, note: note) }
        let text = String(decoding: proof.bytes, as: UTF8.self)
        let longer = text.replacing("index 2\n", with: "index 2\n\(Merkle.emptyRoot.base64)\n", maxReplacements: 1)
        #expect(throws: TransparencyLogError.self) { try ProofFile(longer) }
    }
}
