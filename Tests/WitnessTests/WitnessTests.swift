import Testing
import TransparencyLog
import Witness

@Suite("The witness")
struct WitnessTests {
    // MARK: Cosigning

    @Test("every growth of a log is cosigned, from nothing on, and the cosignature holds")
    func growth() async throws {
        let log = try SampleLog(size: 40)
        let scene = try Scene([log])
        var old: UInt64 = 0
        for size in [1, 2, 3, 7, 8, 8, 13, 32, 33, 40] as [UInt64] {
            let witnessed = try await scene.cosigned(log.request(old, size))
            #expect(witnessed.checkpoint.size == size && witnessed.time == scene.clock.now)
            let reply = try #require(NoteSignature.lines(witnessed.reply).first)
            #expect(scene.key.verifier.accepts(reply, on: try log.note(size).textBytes))
            #expect(scene.storage.latest(log.key.name) == witnessed.note.bytes)
            guard case .verified(let lines) = witnessed.note.verify(by: [log.key.verifier, scene.key.verifier]) else {
                return #expect(Bool(false), "the kept note must hold")
            }
            #expect(lines.map(\.key) == [log.key.verifier, scene.key.verifier])
            old = size
        }
    }

    @Test("every step between sizes up to 24 is cosigned, and none with a hash of its proof changed, lacking or too many")
    func everyStep() async throws {
        let log = try SampleLog(size: 24)
        for old in 1...23 as ClosedRange<UInt64> {
            for size in old + 1...24 {
                let scene = try Scene([log])
                try await scene.cosigned(log.request(0, old))
                let right = try log.request(old, size)
                for place in right.proof.indices {
                    var proof = right.proof
                    proof[place] = Merkle.leafHash(of: [UInt8(place)])
                    #expect(try await scene.answer(WitnessRequest(old: old, proof: proof, note: right.note)).status == 422)
                }
                #expect(try await scene.answer(WitnessRequest(old: old, proof: right.proof + [Merkle.emptyRoot], note: right.note)).status == 422)
                if !right.proof.isEmpty {
                    #expect(try await scene.answer(WitnessRequest(old: old, proof: Array(right.proof.dropLast()), note: right.note)).status == 422)
                }
                try await scene.cosigned(right)
            }
        }
    }

    @Test("a log whose key was replaced is cosigned on under the next key, from where it was, and no more under the one before")
    func replacedKey() async throws {
        let log = try SampleLog(size: 5), next = try SampleLog(seed: 2, size: 9)
        let scene = try Scene([log])
        try await scene.cosigned(log.request(0, 5))
        #expect(try await scene.answer(next.request(5, 7)).status == 403)
        try await scene.office.witness([next.key.verifier])
        #expect(try await scene.answer(next.request(0, 7)).status == 409)
        try await scene.cosigned(next.request(5, 7))
        #expect(try await scene.answer(SampleLog(size: 9).request(7, 9)).status == 403)
        #expect(try await scene.office.logs().map(\.latest?.checkpoint.size) == [7])
        await #expect(throws: WitnessError.self) { try await scene.office.witness([Scene.key()].map(\.verifier)) }
        try await scene.cosigned(next.request(7, 9))
    }

    @Test("the same checkpoint again gets a fresh time, and time never goes back")
    func time() async throws {
        var log = try SampleLog(size: 5)
        let scene = try Scene([log])
        scene.clock.set(1_000)
        #expect(try await scene.cosigned(log.request(0, 5)).time == 1_000)
        scene.clock.set(1_060)
        #expect(try await scene.cosigned(log.request(5, 5)).time == 1_060)
        scene.clock.set(900)
        #expect(try await scene.cosigned(log.request(5, 5)).time == 1_060)
        log.grow(to: 6)
        #expect(try await scene.cosigned(log.request(5, 6)).time == 1_060)
        let fresh = try Scene([log])
        fresh.clock.set(0)
        #expect(try await fresh.cosigned(log.request(0, 6)).time == 1)
    }

    @Test("the tree of no entries is cosigned, and grows from there without a proof")
    func empty() async throws {
        let log = try SampleLog(size: 3)
        let scene = try Scene([log])
        try await scene.cosigned(log.request(0, 0))
        try await scene.cosigned(log.request(0, 0))
        #expect(try await scene.answer(WitnessRequest(old: 0, proof: [Merkle.emptyRoot], note: log.note(3))).status == 422)
        try await scene.cosigned(log.request(0, 3))
    }

    // MARK: Refusing

    @Test("a request that is none is malformed")
    func malformed() async throws {
        let log = try SampleLog(size: 8)
        let scene = try Scene([log])
        let right = String(decoding: try log.request(3, 8).bytes, as: UTF8.self)
        let hash = Merkle.emptyRoot.base64
        let rest = String(right.dropFirst(5))
        let wrong: [String] = [
            "", "old", "old \n\n", "old 03\(rest)", "old -3\(rest)", "OLD 3\(rest)", "old 3 \(rest)", "old 18446744073709551616\(rest)",
            " \(right)", "\(right)\n", String(right.dropLast(1)),
            right.replacing("\n\nlog", with: "\nlog"), right.replacing("old 3\n", with: "old 3\nAAAA\n"),
            right.replacing("old 3\n", with: "old 3\n" + String(repeating: hash + "\n", count: 64)),
            right.replacing("\n8\n", with: "\n08\n"), right.replacing("\n8\n", with: "\n8\nextension\n"), right.replacing("— ", with: "- "),
            right.replacing("\n", with: "\r\n"),
        ]
        for text in wrong { #expect(try await scene.answer(Array(text.utf8)).status == 400, "\(text.prefix(60))") }
        #expect(try await scene.answer([0xFF] + Array(right.utf8)).status == 400)
        let long = right + String(repeating: right.split(separator: "\n").last.map { $0 + "\n" } ?? "", count: 99)
        #expect(try await scene.answer(Array(long.utf8) + [UInt8](repeating: 0x41, count: WitnessRequest.longest)).status == 400)
        #expect(try await scene.answer(log.request(8, 3)).status == 400)
        #expect(scene.storage.latest(log.key.name) == nil)
    }

    @Test("a log that is not named is unknown, also when its name only looks the same")
    func unknown() async throws {
        let log = try SampleLog("log.example/caf\u{E9}", size: 3)
        let scene = try Scene([log])
        #expect(try await scene.answer(SampleLog("log.example/other", size: 3).request(0, 3)).status == 404)
        #expect(try await scene.answer(SampleLog("log.example/cafe\u{301}", size: 3).request(0, 3)).status == 404)
        try await scene.cosigned(log.request(0, 3))
    }

    @Test("a checkpoint without a signature of the log's trusted key, or with a bad one, is forbidden")
    func unsigned() async throws {
        let log = try SampleLog(size: 4)
        let scene = try Scene([log])
        // Another key under the same name.
        #expect(try await scene.answer(SampleLog(seed: 2, size: 4).request(0, 4)).status == 403)
        var text = String(decoding: try log.request(0, 4).bytes, as: UTF8.self)
        let root = try log.tree.root(at: 4).base64
        text = text.replacing(root, with: try log.tree.root(at: 3).base64)
        #expect(try await scene.answer(Array(text.utf8)).status == 403)
        // One good line and one bad one by the same key.
        let bad = try #require(SampleLog(size: 3).note(3).signatures.first)
        #expect(try await scene.answer(WitnessRequest(old: 0, proof: [], note: log.note(4).adding(bad))).status == 403)
        #expect(scene.storage.latest(log.key.name) == nil)
    }

    @Test("another size than the kept one is a conflict, and the answer says which is kept")
    func conflict() async throws {
        let log = try SampleLog(size: 9)
        let scene = try Scene([log])
        #expect(try await scene.answer(log.request(4, 9)) == .conflict(0))
        try await scene.cosigned(log.request(0, 4))
        for old in [0, 1, 3, 5, 9] as [UInt64] { #expect(try await scene.answer(log.request(old, 9)) == .conflict(4)) }
        // A smaller checkpoint than the kept one cannot name its size as the old one.
        #expect(try await scene.answer(log.request(3, 3)) == .conflict(4))
        #expect(scene.storage.misbehaviours(log.key.name).isEmpty)
    }

    @Test("a checkpoint of size 0 with another root than the empty tree's is inconsistent")
    func emptyRoot() async throws {
        let log = try SampleLog(size: 1)
        let scene = try Scene([log])
        let note = try Checkpoint(origin: log.key.name, size: 0, root: log.tree.root).sign(by: log.key)
        #expect(try await scene.answer(WitnessRequest(old: 0, proof: [], note: note)).status == 422)
    }

    // MARK: What is kept

    @Test("lines of other keys are not kept, nor one that pretends to be the witness's own")
    func foreignLines() async throws {
        var log = try SampleLog(size: 4)
        let scene = try Scene([log])
        let other = try SignerKey.generate(name: "witness.example", type: .cosignature, seed: [UInt8](repeating: 77, count: 32))
        // A line that names the witness's own key and is signed by nobody.
        let own = try Cosignature.make(on: log.note(4), by: scene.key, at: 1)
        var bytes = try log.note(4).textBytes + [0x0A]
        for line in try log.note(4).signatures { bytes += Array("\(line)\n".utf8) }
        let real = own.description.split(separator: " ")[2]
        let raw = try #require(Base64.decode(String(real)))
        bytes += Array("— witness.example \(Base64.encode(Array(raw.prefix(4)) + [UInt8](repeating: 0, count: 72)))\n".utf8)
        bytes += Array("\(try Cosignature.make(on: log.note(4), by: other, at: 1))\n".utf8)
        let request = try WitnessRequest(old: 0, proof: [], note: Note(bytes))
        #expect(request.note.signatures.count == 3)
        try await scene.cosigned(request)
        let kept = try Note(try #require(scene.storage.latest(log.key.name)))
        #expect(kept.signatures.count == 2)
        // And the witness goes on from what it kept.
        log.grow(to: 6)
        try await scene.cosigned(log.request(4, 6))
    }

    @Test("logs are kept apart, and one log may have several keys")
    func severalLogs() async throws {
        let one = try SampleLog(size: 5), two = try SampleLog("log.example/two", seed: 2, word: "other", size: 9)
        let next = try SampleLog(seed: 3, size: 8)
        let scene = try Scene([one, two, next])
        try await scene.cosigned(one.request(0, 5))
        try await scene.cosigned(two.request(0, 9))
        try await scene.cosigned(next.request(5, 8))
        let logs = try await scene.office.logs()
        #expect(logs.map(\.key.name) == ["log.example/one", "log.example/two"])
        #expect(logs.map { $0.latest?.checkpoint.size } == [8, 9])
        #expect(try await scene.office.log(named: WitnessProtocol.name(of: "log.example/two"))?.latest?.checkpoint.size == 9)
        #expect(try await scene.office.log(named: WitnessProtocol.name(of: "log.example/three")) == nil)
    }

    @Test("a request that another one overtook is decided again, and cannot roll the log back")
    func overtaken() async throws {
        let log = try SampleLog(size: 20)
        let scene = try Scene([log])
        try await scene.cosigned(log.request(0, 5))
        // While the request for 8 is on its way into the store, another witness process has stored 20.
        let other = try Witnessed(
            try log.note(20).adding(Cosignature.make(on: log.note(20), by: scene.key, at: scene.clock.now)).bytes, by: scene.key.verifier)
        scene.storage.interrupt { [storage = scene.storage] in storage.put(log.key.name, other.note.bytes) }
        #expect(try await scene.answer(log.request(5, 8)) == .conflict(20))
        #expect(scene.storage.latest(log.key.name) == other.note.bytes)
    }

    @Test("of many requests from one size side by side, each growth is cosigned once, and only larger ones follow")
    func race() async throws {
        let log = try SampleLog(size: 30)
        let scene = try Scene([log])
        try await scene.cosigned(log.request(0, 10))
        let statuses = await withTaskGroup(of: (UInt64, Int).self) { group in
            for size in 11...30 as ClosedRange<UInt64> {
                group.addTask { (size, (try? await scene.answer(log.request(10, size)).status) ?? 0) }
            }
            return await group.reduce(into: [UInt64: Int]()) { $0[$1.0] = $1.1 }
        }
        let taken = statuses.filter { $0.value == 200 }.map(\.key)
        #expect(taken.count == 1)
        #expect(statuses.values.allSatisfy { [200, 409].contains($0) })
        let kept = try Witnessed(try #require(scene.storage.latest(log.key.name)), by: scene.key.verifier)
        #expect([kept.checkpoint.size] == taken)
    }

    // MARK: Faults

    @Test("after a write that failed nothing is cosigned any more, and nothing was answered for")
    func failedWrite() async throws {
        let log = try SampleLog(size: 9)
        let scene = try Scene([log])
        try await scene.cosigned(log.request(0, 4))
        let before = scene.storage.latest(log.key.name)
        scene.storage.fail()
        for _ in 0..<2 {
            guard case .halted(let reason) = await scene.office.add(try log.request(4, 9).bytes) else { return #expect(Bool(false)) }
            #expect(reason.contains("started again"))
        }
        #expect(scene.storage.latest(log.key.name) == before)
        #expect(scene.told.sentences.count == 1)
        #expect(await scene.office.reasonForHalt != nil)
    }

    @Test("what is kept and is not the witness's own is not gone on from")
    func damaged() async throws {
        let log = try SampleLog(size: 9)
        let scene = try Scene([log])
        try await scene.cosigned(log.request(0, 4))
        let kept = try #require(scene.storage.latest(log.key.name))
        let cosigner = try Cosigner(key: scene.key, logs: [log.key.verifier])
        for place in kept.indices {
            let storage = ForgetfulWitness()
            var changed = kept
            changed[place] ^= 1
            storage.put(log.key.name, changed)
            // A change within the log's own line is told when the checkpoint is used; every other one at the start.
            let isOwnLine = (try? Note(changed)).map { $0.textBytes == (try? Note(kept))?.textBytes && $0.signatures.last == (try? Note(kept))?.signatures.last } ?? false
            if isOwnLine { continue }
            #expect(throws: WitnessError.self, "byte \(place)") { try WitnessOffice(cosigner, storage: storage, now: { 1 }) }
        }
        #expect(throws: Never.self) {
            let storage = ForgetfulWitness()
            storage.put(log.key.name, kept)
            _ = try WitnessOffice(cosigner, storage: storage, now: { 1 })
        }
    }

    @Test("keys of the wrong kind are refused")
    func kinds() throws {
        let log = try SampleLog()
        let key = try Scene.key()
        #expect(throws: WitnessError.self) { try Cosigner(key: log.key, logs: []) }
        #expect(throws: WitnessError.self) { try Cosigner(key: key, logs: [key.verifier]) }
    }
}
