import Testing
import TransparencyLog
import Witness

@Suite("Proof of a log's misbehaviour")
struct MisbehaviourTests {
    @Test("two signed checkpoints of one size with two roots are kept, whatever old size the request names", arguments: [0, 7, 3] as [UInt64])
    func sameSize(old: UInt64) async throws {
        let log = try SampleLog(size: 7), fork = try SampleLog(word: "forked", size: 7)
        let scene = try Scene([log])
        try await scene.cosigned(log.request(0, 7))
        let answer = try await scene.answer(WitnessRequest(old: old, proof: [], note: fork.note(7)))
        #expect(answer.status == (old == 7 ? 422 : 409))
        let kept = scene.storage.misbehaviours(log.key.name)
        #expect(kept.count == 1)
        let proof = try #require(kept.first?.proof)
        #expect(proof.verify(by: [log.key.verifier]) == .proven)
        let (one, two) = (try log.note(7), try fork.note(7))
        #expect(proof.first == one && proof.second == two)
        #expect(kept.first?.seen == scene.clock.now)
        #expect(scene.told.sentences.count == 1)
        // Handed in again it is not kept twice.
        _ = try await scene.answer(WitnessRequest(old: old, proof: [], note: fork.note(7)))
        #expect(scene.storage.misbehaviours(log.key.name).count == 1)
    }

    @Test("a larger tree whose own proof leads to another old root is proof, and the witness stays with what it has")
    func otherTree() async throws {
        let log = try SampleLog(size: 30), fork = try SampleLog(word: "forked", size: 30)
        var shown = 0
        for old in 1...20 as ClosedRange<UInt64> {
            for size in [old + 1, old + 5, 30] where size <= 30 {
                let scene = try Scene([log])
                try await scene.cosigned(log.request(0, old))
                #expect(try await scene.answer(fork.request(old, size)).status == 422)
                let kept = scene.storage.misbehaviours(log.key.name)
                // A proof from a power of two does not tell the root that it begins from.
                #expect(kept.count == (old.nonzeroBitCount == 1 ? 0 : 1), "\(old) \(size)")
                for misbehaviour in kept {
                    shown += 1
                    #expect(misbehaviour.proof.verify(by: [log.key.verifier]) == .proven)
                    #expect(!misbehaviour.proof.verify(by: [try SampleLog(seed: 5).key.verifier]).isProven)
                }
                try await scene.cosigned(log.request(old, size))
            }
        }
        #expect(shown > 20)
    }

    @Test("nothing that an honest log signed is ever taken for proof, whoever mixes proofs and sizes")
    func honest() async throws {
        let log = try SampleLog(size: 16)
        let scene = try Scene([log])
        try await scene.cosigned(log.request(0, 7))
        for old in 0...16 as ClosedRange<UInt64> {
            for size in old...16 {
                for from in 0...size {
                    let proof = from == 0 ? [] : try Merkle.consistencyProof(from: from, to: size, nodes: log.tree)
                    let request = try WitnessRequest(old: old, proof: proof, note: log.note(size))
                    if SplitView(try log.note(7), request) != nil { Issue.record("old \(old), size \(size), proof from \(from)") }
                }
            }
        }
        _ = try await scene.answer(WitnessRequest(old: 7, proof: [Merkle.emptyRoot], note: log.note(9)))
        #expect(scene.storage.misbehaviours(log.key.name).isEmpty)
    }

    @Test("what is signed by somebody else is no proof against the log")
    func forged() async throws {
        let log = try SampleLog(size: 7), stranger = try SampleLog(seed: 4, word: "forged", size: 9)
        let scene = try Scene([log])
        try await scene.cosigned(log.request(0, 7))
        #expect(try await scene.answer(stranger.request(7, 7)).status == 403)
        #expect(try await scene.answer(stranger.request(7, 9)).status == 403)
        #expect(scene.storage.misbehaviours(log.key.name).isEmpty)
    }

    @Test("a proof with anything changed does not hold")
    func changed() throws {
        let log = try SampleLog(size: 30), fork = try SampleLog(word: "forked", size: 30)
        let keys = [log.key.verifier]
        let view = try #require(SplitView(try log.note(7), try fork.request(7, 30)))
        let root = try #require(view.root)
        #expect(view.verify(by: keys) == .proven)
        for place in view.proof.indices {
            var proof = view.proof
            proof[place] = Merkle.emptyRoot
            #expect(!SplitView(view.first, view.second, root: root, proof: proof).verify(by: keys).isProven)
        }
        #expect(!SplitView(view.first, view.second, root: Merkle.emptyRoot, proof: view.proof).verify(by: keys).isProven)
        #expect(!SplitView(view.second, view.first, root: root, proof: view.proof).verify(by: keys).isProven)
        #expect(!SplitView(view.first, view.second).verify(by: keys).isProven)
        #expect(!SplitView(view.first, view.first).verify(by: keys).isProven)
        // The real tree's own root and proof contradict nothing.
        let honest = SplitView(
            view.first, try log.note(30), root: try log.tree.root(at: 7), proof: try Merkle.consistencyProof(from: 7, to: 30, nodes: log.tree))
        #expect(!honest.verify(by: keys).isProven)
        let elsewhere = try SampleLog("log.example/two", word: "forked", size: 7)
        #expect(!SplitView(view.first, try elsewhere.note(7)).verify(by: keys + [elsewhere.key.verifier]).isProven)
    }
}
