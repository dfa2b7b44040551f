import Crypto
import Testing

@testable import TransparencyLog

@Suite("Signed notes")
struct NoteTests {
    static let publishedKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let publishedSecret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
    static let publishedText =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    static let publishedNote =
        publishedText + "\n"
        + "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
    static let twiceSigned =
        publishedNote
        + "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"

    @Test("the published examples of Go's note package and of the specification verify")
    func publishedExamples() throws {
        for (key, text) in [
            (Self.publishedKey, Self.publishedNote), (Self.publishedKey, Self.twiceSigned),
            (
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "This is an example message.\n\n"
                    + "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
            ),
        ] {
            let key = try VerifierKey(key)
            let note = try Note(text)
            #expect(note.verify(by: [key]) == .verified([Note.Verified(key: key, signature: note.signatures[0])]))
            #expect(note.bytes == Array(text.utf8))
        }
        #expect(try Note(Self.publishedNote).text == Self.publishedText)
    }

    @Test("the published secret key belongs to the published public key and signs what it verifies")
    func publishedSecretKey() throws {
        let signer = try SignerKey(Self.publishedSecret)
        #expect(signer.verifier.description == Self.publishedKey)
        #expect(signer.secretText == Self.publishedSecret)
        #expect(!"\(signer)".contains("AYEKFA"))
        let note = try Note.sign(Self.publishedText, by: [signer])
        #expect(note.verify(by: [signer.verifier]).isVerified)
        #expect(try Note(note.bytes) == note)
    }

    @Test("every change of a single byte is rejected")
    func mutations() throws {
        let key = try VerifierKey(Self.publishedKey)
        Array(Self.publishedNote.utf8).changingEachByte { changed, position in
            let accepted = (try? Note(changed))?.verify(by: [key]).isVerified ?? false
            #expect(!accepted, "byte \(position)")
        }
    }

    @Test("a note cut short or with something added is rejected")
    func truncation() throws {
        let key = try VerifierKey(Self.publishedKey)
        let bytes = Array(Self.publishedNote.utf8)
        for length in 0..<bytes.count {
            let accepted = (try? Note(Array(bytes.prefix(length))))?.verify(by: [key]).isVerified ?? false
            #expect(!accepted)
        }
        for more in ["\n", " ", "x", "— \n", "— x\n", "— x AAAA\n", "\n\n", "\n— x AAAAAAA=\n"] {
            let accepted = (try? Note(Self.publishedNote + more))?.verify(by: [key]).isVerified ?? false
            #expect(!accepted, "\(more.debugDescription)")
        }
    }

    @Test(
        "a line by an unknown key is ignored, a bad line by a known key spoils the note, and some known key must sign")
    func knownAndUnknown() throws {
        let note = try Note(Self.twiceSigned)
        let peter = try VerifierKey(Self.publishedKey)
        let stranger = try SignerKey.generate(name: "PeterNeumann", seed: Array(repeating: 1, count: 32))
        #expect(note.verify(by: [peter, stranger.verifier]).isVerified)
        #expect(!note.verify(by: [stranger.verifier]).isVerified)
        #expect(!note.verify(by: []).isVerified)

        // A line that names the known key, with a signature over another text.
        let other = try Note.sign("Another text.\n", by: [SignerKey(Self.publishedSecret)])
        let spoiled = try note.adding(other.signatures[0])
        #expect(
            spoiled.verify(by: [peter, stranger.verifier])
                == .refused(
                    "The signature line of PeterNeumann must be by its key over this text, and is not."))
    }

    @Test("the text may have empty lines: the last one divides")
    func emptyLines() throws {
        let key = try SignerKey(Self.publishedSecret)
        for text in ["\n", "\n\n", "a\n\nb\n", "a\n\n\n", "— x AAAAAAA=\n", "a\n\n— x AAAAAAA=\n", "é ☂\n"] {
            let note = try Note.sign(text, by: [key])
            let read = try Note(note.bytes)
            #expect(read.text == text)
            #expect(read.verify(by: [key.verifier]).isVerified)
        }
    }

    @Test("a text without its last newline, with control characters or ill-formed UTF-8 is refused")
    func texts() throws {
        let key = try SignerKey(Self.publishedSecret)
        for text in ["", "a", "a\r\n", "a\tb\n", "a\u{0}\n", "a\u{1F}\n"] {
            #expect(throws: TransparencyLogError.self) { try Note.sign(text, by: [key]) }
        }
        let lines = Array("\n— x AAAAAAA=\n".utf8)
        #expect(throws: Never.self) { try Note(Array("a\n".utf8) + lines) }
        for bytes in [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x80], [0xF5, 0x80, 0x80, 0x80]] as [[UInt8]] {
            #expect(throws: TransparencyLogError.self) { try Note(bytes + [0x0A] + lines) }
        }
    }

    @Test(
        "a signature line in any other form is refused",
        arguments: [
            "", "x", "- x AAAAAAA=", "—x AAAAAAA=", "— x  AAAAAAA=", "—  x AAAAAAA=", "— x AAAAAAA= ", "— x AAAAAAA",
            "— x AAAAAAB=",
            "— x AAAAAA==", "— x AAAA", "— x ", "— x", "—  AAAAAAA=", "— a+b AAAAAAA=", "— a\u{A0}b AAAAAAA=",
            "— a\u{2003}b AAAAAAA=",
            "— a\u{85}b AAAAAAA=", "— a\tb AAAAAAA=", "— x AAAAAAA=\r",
        ])
    func signatureLines(line: String) {
        #expect(throws: Never.self) { try Note("a\n\n— x AAAAAAA=\n") }
        #expect(throws: TransparencyLogError.self) { try Note("a\n\n\(line)\n") }
        #expect(throws: TransparencyLogError.self) { try NoteSignature(line: Array(line.utf8)) }
    }

    @Test("100 signature lines are read, 101 are refused, none are refused")
    func limits() throws {
        let line = "— x AAAAAAA=\n"
        #expect(try Note("a\n\n" + String(repeating: line, count: 100)).signatures.count == 100)
        #expect(throws: TransparencyLogError.self) { try Note("a\n\n" + String(repeating: line, count: 101)) }
        #expect(throws: TransparencyLogError.self) { try Note("a\n\n") }
        #expect(throws: TransparencyLogError.self) { try Note("a\n") }
        let full = try Note("a\n\n" + String(repeating: line, count: 100))
        #expect(throws: TransparencyLogError.self) { try full.adding(full.signatures[0]) }
        let key = try SignerKey(Self.publishedSecret)
        #expect(throws: TransparencyLogError.self) { try Note.sign("a\n", by: []) }
        #expect(throws: TransparencyLogError.self) { try Note.sign("a\n", by: Array(repeating: key, count: 101)) }
    }

    @Test("names that look alike but differ in bytes are different names")
    func canonicalEquivalence() throws {
        let seed = [UInt8](repeating: 3, count: 32)
        let composed = try SignerKey.generate(name: "caf\u{E9}", seed: seed)
        let decomposed = try SignerKey.generate(name: "cafe\u{301}", seed: seed)
        #expect(composed.name == decomposed.name)
        #expect(composed.verifier != decomposed.verifier)
        let note = try Note.sign("a\n", by: [composed])
        #expect(!note.verify(by: [decomposed.verifier]).isVerified)
        let checkpoint = try Checkpoint(origin: composed.name, size: 0, root: Merkle.emptyRoot)
        #expect(throws: TransparencyLogError.self) { try checkpoint.sign(by: decomposed) }
        #expect(try checkpoint != Checkpoint(origin: decomposed.name, size: 0, root: Merkle.emptyRoot))
    }

    @Test("lines can be kept or left out")
    func keeping() throws {
        let note = try Note(Self.twiceSigned)
        #expect(note.keeping { $0.name == "PeterNeumann" }?.bytes == Array(Self.publishedNote.utf8))
        #expect(note.keeping { _ in false } == nil)
    }
}

@Suite("Keys of notes")
struct KeyTests {
    @Test("keys of both types are written and read back", arguments: [KeyType.ed25519, .cosignature])
    func roundTrips(type: KeyType) throws {
        let key = try SignerKey.generate(name: "example.org/é", type: type, seed: Array(1...32))
        #expect(try VerifierKey(key.verifier.description) == key.verifier)
        #expect(try SignerKey(key.secretText).secretText == key.secretText)
        #expect(try SignerKey(key.secretText).verifier == key.verifier)
        let parts = key.verifier.description.split(separator: "+", maxSplits: 2)
        let bytes = try #require(Base64.decode(String(parts[2])))
        #expect(bytes == [type.rawValue] + key.verifier.publicKey)
        let id = Digest.sha256(of: Array("example.org/é\n".utf8), bytes).bytes.prefix(4)
        #expect(String(parts[1]) == Hex.encode(Array(id)))
    }

    @Test("every change of a single byte in a key's text makes it another key's or none")
    func mutations() throws {
        let text = Array(NoteTests.publishedKey.utf8)
        text.changingEachByte { changed, position in
            let text = String(validating: changed, as: UTF8.self)
            #expect(text.flatMap { try? VerifierKey($0) } == nil, "byte \(position)")
        }
        let secret = Array(NoteTests.publishedSecret.utf8)
        secret.flippingEachBit { changed, position in
            let text = String(validating: changed, as: UTF8.self)
            #expect(text.flatMap { try? SignerKey($0) } == nil, "byte \(position)")
        }
    }

    @Test("names with spaces, plus signs or control characters, empty or over 255 bytes, are refused")
    func names() throws {
        let seed = [UInt8](repeating: 1, count: 32)
        for name in [
            "", " ", "a b", "a+b", "a\nb", "a\u{0}b", "a\u{3000}b", "a\u{2028}b", String(repeating: "a", count: 256),
        ] {
            #expect(throws: TransparencyLogError.self) { try SignerKey.generate(name: name, seed: seed) }
            #expect(throws: TransparencyLogError.self) { try VerifierKey(name: name, type: .ed25519, publicKey: seed) }
        }
        #expect(throws: Never.self) { try SignerKey.generate(name: String(repeating: "a", count: 255), seed: seed) }
        #expect(throws: TransparencyLogError.self) { try SignerKey.generate(name: "a", seed: Array(seed.dropLast())) }
        #expect(throws: TransparencyLogError.self) { try VerifierKey(name: "a", type: .ed25519, publicKey: seed + [1]) }
    }

    @Test("a key of a type that is not known says so")
    func unknownType() {
        let id = "00000000"
        for type in [0, 2, 3, 5, 6, 255] as [UInt8] {
            let text = "a+\(id)+\(Base64.encode([type] + Array(repeating: 1, count: 32)))"
            #expect { try VerifierKey(text) } throws: { ($0 as? TransparencyLogError)?.code == .unsupported }
        }
    }
}

@Suite("Checkpoints and cosignatures")
struct CheckpointTests {
    @Test("a checkpoint is three lines, written and read back")
    func roundTrip() throws {
        let text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
        let checkpoint = try Checkpoint(text: Array(text.utf8))
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.root.base64 == "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
        #expect(checkpoint.text == text)
        for size in [0, 1, UInt64.max] {
            let checkpoint = try Checkpoint(origin: "é", size: size, root: Merkle.emptyRoot)
            #expect(try Checkpoint(text: Array(checkpoint.text.utf8)) == checkpoint)
        }
    }

    @Test(
        "a checkpoint in any other form is refused",
        arguments: [
            "", "\n", "o\n", "o\n1\n", "o\n1\nR", "o\n1\nR\n\n", "o\n1\nR\nextension\n", "\n1\nR\n", "o\n\nR\n",
            "o\n01\nR\n", "o\n00\nR\n",
            "o\n-1\nR\n", "o\n+1\nR\n", "o\n1 \nR\n", "o\n 1\nR\n", "o\n0x1\nR\n", "o\n18446744073709551616\nR\n",
            "o\n1\nR=\n", "o\n1\nR \n",
            "o\n1\nAAAA\n", "o\n1\n\n", "o\r\n1\nR\n", "o\u{0}\n1\nR\n",
        ])
    func strictness(form: String) throws {
        let root = Merkle.emptyRoot.base64
        #expect(throws: Never.self) { try Checkpoint(text: Array("o\n1\n\(root)\n".utf8)) }
        let text = form.split(separator: "R", maxSplits: 1, omittingEmptySubsequences: false).joined(separator: root)
        #expect(throws: TransparencyLogError.self) { try Checkpoint(text: Array(text.utf8)) }
    }

    @Test("an origin is not empty, has at most 255 bytes and no control characters")
    func origins() {
        for origin in ["", "a\nb", "a\u{1}", String(repeating: "é", count: 128)] {
            #expect(throws: TransparencyLogError.self) {
                try Checkpoint(origin: origin, size: 1, root: Merkle.emptyRoot)
            }
        }
    }

    @Test("only a key of type 1 named by the origin signs a checkpoint")
    func signing() throws {
        let scene = try Scene(size: 5, witnesses: 1)
        let checkpoint = try scene.checkpoint()
        let other = try SignerKey.generate(name: "example.org/other", seed: Array(repeating: 7, count: 32))
        let cosigner = try SignerKey.generate(
            name: scene.log.name, type: .cosignature, seed: Array(repeating: 7, count: 32))
        #expect(try Checkpoint(checkpoint.sign(by: scene.log)) == checkpoint)
        #expect { try checkpoint.sign(by: other) } throws: { ($0 as? TransparencyLogError)?.code == .wrongKey }
        #expect { try checkpoint.sign(by: cosigner) } throws: { ($0 as? TransparencyLogError)?.code == .wrongKey }
    }

    @Test("every change of a single byte in a checkpoint is rejected")
    func checkpointMutations() throws {
        let scene = try Scene(size: 5, witnesses: 0)
        try scene.note().bytes.changingEachByte { changed, position in
            let accepted = (try? Note(changed)).map { scene.policy.judge($0).verdict.isProven } ?? false
            #expect(!accepted, "byte \(position)")
        }
    }

    @Test("checkpoints and cosignatures already published keep verifying")
    func golden() throws {
        let text = """
            example.org/record
            5
            fKo0Xb2JKmZFTWxlEuo8PqPw0+whvj/C4jdXBf049nI=

            — example.org/record SuLu9D9aYlqiTyQ/92Psr3u3kPYh2yfnfhR7mnDsVPfWpqC8sxn3v/zdGI4RJXLvz+URZ7W3Pnemb0RoQtWojTrjaQo=
            — witness-0.example S/vvhwAAAABo53gAo2KYrLWEQN9+h2gSjt5S7ZaGBqB8U7vgWSaqhoGIsnBpqrNTu9R2MvG7aaR/J+TtQ6gxwTqDmmUjVaLokjFmBA==

            """
        let policy = try Policy(
            file: """
                log example.org/record+4ae2eef4+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs
                witness w witness-0.example+4bfbef87+BCCCi/XFvcrLaEhjM2wgL7VZnaSL5VlmFXQhcHBb7Kn3
                quorum w

                """)
        let judgement = try policy.judge(Note(text))
        #expect(judgement.verdict == .proven)
        #expect(judgement.cosigned.map(\.time) == [1_760_000_000])
        #expect(try judgement.checkpoint == Scene(size: 5, witnesses: 0).checkpoint())
    }

    @Test("a cosignature is the time and an Ed25519 signature over the header, the time and the text")
    func cosignatureLayout() throws {
        let scene = try Scene(size: 5, witnesses: 1)
        let note = try scene.checkpoint().sign(by: scene.log)
        let line = try Cosignature.make(on: note, by: scene.witnesses[0], at: 1_679_315_147)
        #expect(line.bytes.count == 72)
        #expect(Array(line.bytes.prefix(8)) == [0, 0, 0, 0, 0x64, 0x18, 0x50, 0xCB])
        let message = "cosignature/v1\ntime 1679315147\n" + note.text
        let key = try Curve25519.Signing.PublicKey(rawRepresentation: scene.witnesses[0].verifier.publicKey)
        #expect(key.isValidSignature(Array(line.bytes.dropFirst(8)), for: Array(message.utf8)))
        #expect(Cosignature(line)?.time == 1_679_315_147)
        let read = try NoteSignature.lines(Array("\(line)\n".utf8))
        #expect(read == [line])
        guard case .verified(let verified) = try note.adding(line).verify(by: [scene.witnesses[0].verifier]) else {
            Issue.record("the cosignature must verify")
            return
        }
        #expect(verified.map(\.time) == [1_679_315_147])
    }

    @Test("what is not a cosigner, a checkpoint or a time is not cosigned")
    func cosigningRefused() throws {
        let scene = try Scene(size: 5, witnesses: 1)
        let note = try scene.note()
        let prose = try Note.sign("Not a checkpoint.\n", by: [scene.log])
        let witness = scene.witnesses[0]
        #expect { try Cosignature.make(on: note, by: scene.log, at: 1) } throws: {
            ($0 as? TransparencyLogError)?.code == .wrongKey
        }
        #expect { try Cosignature.make(on: prose, by: witness, at: 1) } throws: {
            ($0 as? TransparencyLogError)?.code == .malformed
        }
        #expect { try Cosignature.make(on: note, by: witness, at: 1 << 63) } throws: {
            ($0 as? TransparencyLogError)?.code == .outOfRange
        }
        #expect { try Note.sign("a\n", by: [witness]) } throws: { ($0 as? TransparencyLogError)?.code == .wrongKey }
    }

    @Test("every change of a single byte in a checkpoint that everyone must cosign is rejected")
    func cosignedMutations() throws {
        let scene = try Scene(size: 5, witnesses: 2)
        let note = try scene.note()
        #expect(scene.policy.judge(note).verdict == .proven)
        note.bytes.changingEachByte { changed, position in
            let accepted = (try? Note(changed)).map { scene.policy.judge($0).verdict.isProven } ?? false
            #expect(!accepted, "byte \(position)")
        }
    }

    @Test("a signature of one type is not taken for one of the other")
    func domainSeparation() throws {
        // The same secret under both types: a cosignature's message is not a text that the log signs.
        let scene = try Scene(size: 5, witnesses: 0)
        let seed = [UInt8](repeating: 7, count: 32)
        let cosigner = try SignerKey.generate(name: scene.log.name, type: .cosignature, seed: seed)
        let note = try scene.checkpoint().sign(by: scene.log)
        let line = try Cosignature.make(on: note, by: cosigner, at: 9)
        #expect(cosigner.keyID != scene.log.keyID)
        #expect(!cosigner.verifier.accepts(note.signatures[0], on: note.textBytes))
        #expect(!scene.log.verifier.accepts(line, on: note.textBytes))
        #expect(cosigner.verifier.accepts(line, on: note.textBytes))
    }
}

extension Note.Verification {
    var isVerified: Bool {
        if case .verified = self { true } else { false }
    }
}
