import Testing

@testable import TransparencyLog

/// 20,000 mangled inputs for each reader: none may crash, and what is read is written back to the same bytes.
@Suite("Hostile bytes")
struct HostileBytesTests {
    private static let rounds = 20_000

    /// Reads mangled copies of the seeds, and random bytes; `rewritten` gives what the reader writes back, nil if it refuses.
    ///
    /// Where `isAuthenticated`, no mangled copy may be read at all; elsewhere some must be, or the comparison says nothing.
    private func attack(
        _ seeds: [[UInt8]], seed: UInt64, isAuthenticated: Bool = false, _ rewritten: ([UInt8]) -> [UInt8]?
    ) throws {
        var random = SeededGenerator(seed: seed)
        var read = 0
        for seed in seeds { #expect(rewritten(seed) == seed, "an undamaged input must be read") }
        for round in 0..<Self.rounds {
            let seed = try #require(seeds.randomElement(using: &random))
            let input =
                round % 20 == 0 ? random.bytes(Int.random(in: 0..<300, using: &random)) : seed.mutated(using: &random)
            if let written = rewritten(input) {
                if !seeds.contains(input) { read += 1 }
                #expect(written == input)
            }
        }
        #expect(isAuthenticated ? read == 0 : read > 20)
    }

    private func text(_ bytes: [UInt8]) -> String? { String(validating: bytes, as: UTF8.self) }

    @Test("requests to witnesses")
    func witnessRequests() throws {
        let note = try Scene(size: 9, witnesses: 2).note()
        let seeds = [
            try WitnessRequest(old: 0, proof: [], note: note).bytes,
            try WitnessRequest(old: 5, proof: [Merkle.emptyRoot, Merkle.leafHash(of: [1])], note: note).bytes,
        ]
        try attack(seeds, seed: 16) { try? WitnessRequest($0).bytes }
    }

    @Test("notes")
    func notes() throws {
        let seeds = [
            Array(NoteTests.twiceSigned.utf8), try Scene(size: 9, witnesses: 2).note().bytes,
            Array("a\n\n— x AAAAAAA=\n".utf8),
        ]
        try attack(seeds, seed: 10) { try? Note($0).bytes }
    }

    @Test("checkpoints")
    func checkpoints() throws {
        let seeds = [Array(try Scene(size: 9, witnesses: 0).checkpoint().text.utf8)]
        try attack(seeds, seed: 11) { bytes in (try? Checkpoint(text: bytes)).map { Array($0.text.utf8) } }
    }

    @Test("signature lines")
    func signatureLines() throws {
        let note = try Scene(size: 9, witnesses: 1).note()
        try attack(note.signatures.map { Array("\($0)".utf8) }, seed: 12) { bytes in
            (try? NoteSignature(line: bytes)).map { signature in
                _ = Cosignature(signature)
                return Array("\(signature)".utf8)
            }
        }
    }

    @Test("proof files")
    func proofFiles() throws {
        let scene = try Scene(size: 9, witnesses: 1)
        let proof = try scene.proof(index: 3)
        let extra = try ProofFile(extra: [1, 2, 3, 4], index: 3, hashes: proof.hashes, note: proof.note)
        try attack([proof.bytes, extra.bytes], seed: 13) { bytes in
            (try? ProofFile(bytes)).map { proof in
                _ = proof.verify(leaf: Merkle.emptyRoot, policy: scene.policy)
                return proof.bytes
            }
        }
    }

    @Test("policy files: what is read is written as the same policy")
    func policies() throws {
        let scene = try Scene(size: 9, witnesses: 3)
        let spaced = Array("# A comment\n\n  \tquorum   none \n# Another\n".utf8)
        try attack([scene.policy.file, spaced], seed: 14) { bytes in
            guard let policy = try? Policy(file: bytes) else { return nil }
            // Comments and spacing are not kept; the policy is.
            return (try? Policy(file: policy.file)) == policy ? bytes : []
        }
    }

    @Test("verifier and signer keys")
    func keys() throws {
        let keys = [NoteTests.publishedKey, try Scene(size: 0, witnesses: 1).witnesses[0].verifier.description]
        try attack(keys.map { Array($0.utf8) }, seed: 15, isAuthenticated: true) { bytes in
            text(bytes).flatMap { try? VerifierKey($0) }.map { Array($0.description.utf8) }
        }
        try attack([Array(NoteTests.publishedSecret.utf8)], seed: 16, isAuthenticated: true) { bytes in
            text(bytes).flatMap { try? SignerKey($0) }.map { Array($0.secretText.utf8) }
        }
    }

    @Test("paths of tiles")
    func tilePaths() throws {
        let paths = ["tile/0/000", "tile/63/x001/x234/067.p/255", "tile/entries/x018/x446/x744/x073/x709/x551/615.p/1"]
        try attack(paths.map { Array($0.utf8) }, seed: 17) { bytes in
            text(bytes).flatMap { TilePath($0) }.map { Array($0.description.utf8) }
        }
    }

    @Test("entry bundles")
    func bundles() throws {
        let bundle = try EntryBundle.encode([Array("one".utf8), [], Array(repeating: 7, count: 300)])
        try attack([bundle], seed: 18) { bytes in
            (try? EntryBundle.decode(bytes)).flatMap { try? EntryBundle.encode($0) }
        }
    }

    @Test("base64 and hexadecimal")
    func codecs() throws {
        try attack([Array("Zm9vYmE=".utf8), Array("AQIDBAUG".utf8)], seed: 19) { bytes in
            Base64.decode(bytes).map { Array(Base64.encode($0).utf8) }
        }
        try attack([Array("00ff17".utf8)], seed: 20) { bytes in
            Hex.decode(bytes).map { Array(Hex.encode($0).utf8) }
        }
    }
}
