import Mutation
import Testing

@testable import TransparencyLog

/// Mangled inputs for each reader: none may crash, and what is read is written back to the same bytes.
@Suite("Hostile bytes")
struct HostileBytesTests {
    private func text(_ bytes: [UInt8]) throws -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Refused() }
        return text
    }

    @Test("requests to witnesses")
    func witnessRequests() throws {
        let note = try Scene(size: 9, witnesses: 2).note()
        let seeds = [
            try WitnessRequest(old: 0, proof: [], note: note).bytes,
            try WitnessRequest(old: 5, proof: [Merkle.emptyRoot, Merkle.leafHash(of: [1])], note: note).bytes,
        ]
        #expect(Attack(seeds, seed: 16).problems { try WitnessRequest($0).bytes } == [])
    }

    @Test("notes")
    func notes() throws {
        let seeds = [
            Array(NoteTests.twiceSigned.utf8), try Scene(size: 9, witnesses: 2).note().bytes,
            Array("a\n\n— x AAAAAAA=\n".utf8),
        ]
        #expect(Attack(seeds, seed: 10).problems { try Note($0).bytes } == [])
    }

    @Test("checkpoints")
    func checkpoints() throws {
        let seeds = [Array(try Scene(size: 9, witnesses: 0).checkpoint().text.utf8)]
        #expect(Attack(seeds, seed: 11).problems { Array(try Checkpoint(text: $0).text.utf8) } == [])
    }

    @Test("signed checkpoints, judged by their policy: what is proven was signed and cosigned so")
    func signedCheckpoints() throws {
        let scene = try Scene(size: 9, witnesses: 2)
        let genuine = try scene.note()
        let problems = Attack([genuine.bytes], seed: 21).problems { bytes in
            let note = try Note(bytes)
            let judgement = scene.policy.judge(note)
            // Lines of others may stand beside; the text and the quorum's lines may not be touched.
            if judgement.isQuorumMet, note.text != genuine.text || !genuine.signatures.allSatisfy(note.signatures.contains) { return [] }
            return note.bytes
        }
        #expect(problems == [])
    }

    @Test("signature lines")
    func signatureLines() throws {
        let note = try Scene(size: 9, witnesses: 1).note()
        let problems = Attack(note.signatures.map { Array("\($0)".utf8) }, seed: 12).problems { bytes in
            let signature = try NoteSignature(line: bytes)
            _ = Cosignature(signature)
            return Array("\(signature)".utf8)
        }
        #expect(problems == [])
    }

    @Test("proof files: what is read is written as it was, and what is proven is the one that is true")
    func proofFiles() throws {
        let scene = try Scene(size: 9, witnesses: 1)
        let proof = try scene.proof(index: 3)
        let extra = try ProofFile(extra: [1, 2, 3, 4], index: 3, hashes: proof.hashes, note: proof.note)
        let leaf = Merkle.leafHash(of: scene.entries[3])
        let problems = Attack([proof.bytes, extra.bytes], seed: 13).problems { bytes in
            let read = try ProofFile(bytes)
            let isProven = read.verify(leaf: leaf, policy: scene.policy).verdict.isProven
            // `extra` and lines of unknown keys are no part of what is proven.
            if isProven, read.index != 3 || read.hashes != proof.hashes || read.note.text != proof.note.text { return [] }
            return read.bytes
        }
        #expect(problems == [])
    }

    @Test("policy files: what is read is written as the same policy")
    func policies() throws {
        let scene = try Scene(size: 9, witnesses: 3)
        let spaced = Array("# A comment\n\n  \tquorum   none \n# Another\n".utf8)
        let problems = Attack([scene.policy.file, spaced], seed: 14).problems { bytes in
            let policy = try Policy(file: bytes)
            // Comments and spacing are not kept; the policy is.
            return try Policy(file: policy.file) == policy ? bytes : []
        }
        #expect(problems == [])
    }

    @Test("verifier and signer keys")
    func keys() throws {
        let keys = [NoteTests.publishedKey, try Scene(size: 0, witnesses: 1).witnesses[0].verifier.description]
        #expect(Attack(keys.map { Array($0.utf8) }, seed: 15, isAuthenticated: true).problems {
            Array(try VerifierKey(text($0)).description.utf8)
        } == [])
        #expect(Attack([Array(NoteTests.publishedSecret.utf8)], seed: 16, isAuthenticated: true).problems {
            Array(try SignerKey(text($0)).secretText.utf8)
        } == [])
    }

    @Test("paths of tiles")
    func tilePaths() throws {
        let paths = ["tile/0/000", "tile/63/x001/x234/067.p/255", "tile/entries/x018/x446/x744/x073/x709/x551/615.p/1"]
        #expect(Attack(paths.map { Array($0.utf8) }, seed: 17).problems { bytes in
            guard let path = TilePath(try text(bytes)) else { throw Refused() }
            return Array(path.description.utf8)
        } == [])
    }

    @Test("entry bundles")
    func bundles() throws {
        let bundle = try EntryBundle.encode([Array("one".utf8), [], Array(repeating: 7, count: 300)])
        #expect(Attack([bundle], seed: 18).problems { try EntryBundle.encode(EntryBundle.decode($0)) } == [])
    }

    @Test("base64 and hexadecimal")
    func codecs() throws {
        #expect(Attack([Array("Zm9vYmE=".utf8), Array("AQIDBAUG".utf8)], seed: 19).problems { bytes in
            guard let decoded = Base64.decode(bytes) else { throw Refused() }
            return Array(Base64.encode(decoded).utf8)
        } == [])
        #expect(Attack([Array("00ff17".utf8)], seed: 20).problems { bytes in
            guard let decoded = Hex.decode(bytes) else { throw Refused() }
            return Array(Hex.encode(decoded).utf8)
        } == [])
    }

    @Test("An attack finds a reader that takes two inputs for one, one that forges, one that takes nothing, and one without words")
    func fires() {
        struct Mute: Error {}
        let seeds = [Array("size 12\n".utf8)]
        func attack(isAuthenticated: Bool = false) -> Attack { Attack(seeds, seed: 1, rounds: 2_000, isAuthenticated: isAuthenticated) }
        #expect(attack().problems { $0 } == [])
        #expect(attack().problems { $0.filter { $0 != UInt8(ascii: " ") } + [] } != [])
        #expect(attack(isAuthenticated: true).problems { $0 } != [])
        #expect(attack().problems { guard $0 == seeds[0] else { throw Refused() }; return $0 } != [])
        #expect(attack().problems { guard $0.first == seeds[0][0] else { throw Mute() }; return $0 } != [])
        #expect(attack().problems { _ in throw Refused() } != [])
    }
}
