import Testing

@testable import TransparencyLog

private func witnessKey(_ number: Int) throws -> SignerKey {
    try SignerKey.generate(
        name: "witness-\(number).example", type: .cosignature, seed: Array(repeating: UInt8(20 + number), count: 32))
}

@Suite("Policies")
struct PolicyTests {
    let scene: Scene
    /// Two groups of witnesses, of which both must agree: 2 of W0 W1 W2, and any of W3 W4.
    let file: String

    init() throws {
        scene = try Scene(size: 5, witnesses: 5)
        let keys = scene.witnesses.map(\.verifier.description)
        file = """
            log \(scene.log.verifier) https://log.example/
            witness W0 \(keys[0])
            witness W1 \(keys[1]) https://witness.example/
            witness W2 \(keys[2])
            witness W3 \(keys[3])
            witness W4 \(keys[4])
            group first 2 W0 W1 W2
            group second any W3 W4
            group both all first second
            quorum both

            """
    }

    /// The log's checkpoint, cosigned by these witnesses.
    private func note(_ witnesses: [Int]) throws -> Note {
        try witnesses.reduce(scene.checkpoint().sign(by: scene.log)) { note, number in
            try note.adding(Cosignature.make(on: note, by: scene.witnesses[number], at: UInt64(1000 + number)))
        }
    }

    @Test("a policy file is read and written back")
    func roundTrip() throws {
        let policy = try Policy(file: file)
        #expect(policy.file == Array(file.utf8))
        #expect(policy.logs.map(\.url?.description) == ["https://log.example/"])
        #expect(policy.witnesses.map(\.name.description) == ["W0", "W1", "W2", "W3", "W4"])
        #expect(policy.groups.map(\.required) == [2, 1, 2])
        #expect(policy.quorum?.description == "both")
    }

    @Test("comments, empty lines, tabs and the order of lines make no difference")
    func layout() throws {
        let lines = file.split(separator: "\n")
        let reordered =
            [lines[4], lines[5], "\tgroup second  any\tW3   W4 ", "", " \t", "# A comment", "  # another \u{E9}"]
            + lines[1...3] + [lines[6], lines[8], lines[9], lines[0]]
        let policy = try Policy(file: reordered.joined(separator: "\n") + "\n")
        #expect(try policy.judge(note([0, 2, 4])).verdict == .proven)
        #expect(try !policy.judge(note([0, 4])).verdict.isProven)
        #expect(try Policy(file: policy.file) == policy)
    }

    @Test("a quorum is met by exactly the sets of witnesses that its groups say")
    func quorums() throws {
        let policy = try Policy(file: file)
        for set in 0..<32 {
            let present = (0..<5).filter { set >> $0 & 1 == 1 }
            let judgement = try policy.judge(note(present))
            let met = present.count(where: { $0 < 3 }) >= 2 && present.contains { $0 > 2 }
            #expect(judgement.verdict.isProven == met)
            #expect(judgement.isSignedByLog)
            #expect(judgement.cosigned.map(\.time) == present.map { UInt64(1000 + $0) })
            #expect(judgement.absent.map(\.description) == (0..<5).filter { !present.contains($0) }.map { "W\($0)" })
        }
    }

    @Test("the last of several cosignatures by one witness tells its time, and they count once")
    func severalTimes() throws {
        let policy = try Policy(file: file)
        var note = try note([0, 3])
        for time: UInt64 in [500, 3000, 2000] {
            note = try note.adding(Cosignature.make(on: note, by: scene.witnesses[0], at: time))
        }
        let judgement = policy.judge(note)
        #expect(!judgement.verdict.isProven)
        #expect(judgement.cosigned.map(\.time) == [3000, 1003])
    }

    @Test("a cosignature that does not hold spoils the note even if the quorum would be met without it")
    func badCosignature() throws {
        let policy = try Policy(file: file)
        let elsewhere = try Checkpoint(origin: scene.log.name, size: 6, root: Merkle.emptyRoot).sign(by: scene.log)
        let line = try Cosignature.make(on: elsewhere, by: scene.witnesses[4], at: 9)
        let judgement = try policy.judge(note([0, 1, 3]).adding(line))
        #expect(!judgement.verdict.isProven && judgement.checkpoint == nil && judgement.cosigned.isEmpty)
        // The same line under a name that the policy does not know is nothing to it.
        let stranger = try Policy(file: file.replacing("witness W4", with: "#").replacing(" W4\n", with: "\n"))
        #expect(try stranger.judge(note([0, 1, 3]).adding(line)).verdict == .proven)
    }

    @Test("a log signs for its own origin only")
    func otherOrigin() throws {
        let other = try SignerKey.generate(name: "example.org/other", seed: Array(repeating: 8, count: 32))
        let policy = try Policy(logs: [Policy.Log(key: scene.log.verifier), Policy.Log(key: other.verifier)])
        let foreign = try Note.sign(scene.checkpoint().text, by: [other])
        #expect(!policy.judge(foreign).verdict.isProven)
        let both = try Note.sign(scene.checkpoint().text, by: [other, scene.log])
        #expect(policy.judge(both).verdict == .proven)
        #expect(policy.judge(both).log?.key == scene.log.verifier)
    }

    @Test("cosignatures without the log's own signature, and notes that are no checkpoints, are refused")
    func notTheLogs() throws {
        let policy = try Policy(file: file)
        let cosigned = try #require(try note([0, 1, 2, 3, 4]).keeping { $0.name != scene.log.name })
        #expect(!policy.judge(cosigned).verdict.isProven)
        #expect(policy.judge(cosigned).cosigned.isEmpty)
        let prose = try Note.sign("Not a checkpoint.\n", by: [scene.log])
        #expect(!policy.judge(prose).verdict.isProven)
    }

    @Test("quorum none asks for the log's signature alone")
    func noQuorum() throws {
        let policy = try Policy(file: file.replacing("quorum both", with: "quorum none"))
        #expect(policy.quorum == nil)
        #expect(try policy.judge(note([])).verdict == .proven)
        #expect(try Policy(file: policy.file) == policy)
    }

    @Test(
        "a policy file that breaks a rule is refused, and the message names the line",
        arguments: [
            ("log ", "logs ", 1), ("log ", "log x ", 1), (" https://log.example/", " a b", 1),
            ("witness W0", "witness", 2),
            ("witness W1", "witness W0", 3), ("witness W0", "witness none", 2), ("group first", "group W0", 7),
            ("group first 2", "group first 0", 7), ("group first 2", "group first 4", 7),
            ("group first 2", "group first 02", 7),
            ("group first 2", "group first two", 7), ("group first 2", "group first 18446744073709551615", 7),
            ("W0 W1 W2\n", "W0 W1 W1\n", 7), ("W0 W1 W2\n", "W0 W1 second\n", 7), ("any W3 W4", "any W3 W0", 8),
            ("any W3 W4", "any", 8),
            ("any W3 W4", "any none", 8), ("all first second", "all first both", 9),
            ("quorum both", "quorum nobody", 10),
            ("quorum both", "quorum both both", 10), ("quorum both", "quorum", 10),
            ("quorum both", "quorum both\nquorum both", 11),
            ("witness W3", "witness W\u{7F}3", 5), ("witness W3", "witness W3\r", 5),
            ("quorum both\n", "quorum both # comment\n", 10),
        ])
    func strictness(from: String, to: String, line: Int) throws {
        let changed = file.replacing(from, with: to, maxReplacements: 1)
        #expect(changed != file)
        #expect { try Policy(file: changed) } throws: { error in
            (error as? TransparencyLogError)?.message.hasPrefix("Line \(line): ") == true
        }
    }

    @Test("a file without a quorum line, or without its last newline, is refused")
    func incomplete() {
        #expect(throws: TransparencyLogError.self) { try Policy(file: file.replacing("quorum both\n", with: "")) }
        #expect(throws: TransparencyLogError.self) { try Policy(file: String(file.dropLast())) }
        #expect(throws: TransparencyLogError.self) { try Policy(file: "") }
        #expect(throws: TransparencyLogError.self) { try Policy(file: "\n") }
    }

    @Test("one public key stands for one log and for one witness, whatever it is called; and each has its own type")
    func duplicateKeys() throws {
        let seed = [UInt8](repeating: 20, count: 32)
        let sameKey = try SignerKey.generate(name: "another-name.example", type: .cosignature, seed: seed)
        let twice = file.replacing(
            "group first", with: "witness W5 \(sameKey.verifier)\ngroup first", maxReplacements: 1)
        #expect { try Policy(file: twice) } throws: {
            ($0 as? TransparencyLogError)?.message.hasPrefix("Line 7: ") == true
        }
        let sameLog = try SignerKey.generate(name: "another-log.example", seed: Array(repeating: 7, count: 32))
        #expect(throws: TransparencyLogError.self) { try Policy(file: "log \(sameLog.verifier)\n" + file) }
        #expect(throws: TransparencyLogError.self) { try Policy(logs: [Policy.Log(key: sameKey.verifier)]) }
        let asWitness = try Policy.Witness(name: Policy.Word("w"), key: scene.log.verifier)
        #expect(throws: TransparencyLogError.self) { try Policy(logs: [], witnesses: [asWitness]) }
    }

    @Test("names are octets: not UTF-8 perhaps, and never equal because they look alike")
    func opaqueNames() throws {
        let key = Array(try witnessKey(0).verifier.description.utf8)
        let latin: [UInt8] = [0x63, 0xE9]
        let file =
            Array("witness ".utf8) + latin + Array(" ".utf8) + key + Array("\nquorum ".utf8) + latin + Array("\n".utf8)
        let policy = try Policy(file: file)
        #expect(policy.quorum?.octets == latin)
        #expect(policy.file == file)
        let kelvin = "witness K \(String(decoding: key, as: UTF8.self))\nquorum \u{212A}\n"
        #expect(throws: TransparencyLogError.self) { try Policy(file: kelvin) }
        #expect(throws: TransparencyLogError.self) { try Policy.Word("a b") }
        #expect(throws: TransparencyLogError.self) { try Policy.Word("") }
    }
}
