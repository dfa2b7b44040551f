import Mechanism
import Testing
import TransparencyLog

@testable import Registry

/// The contract of the office over every store: one act after the other.
@Suite("The office")
struct OfficeTests {
    @Test("A mechanism is established by its first act, and the receipt proves it", arguments: Backend.allCases)
    func establish(backend: Backend) async throws {
        try await backend.withStorage { storage in
            let scene = try await Scene(storage)
            #expect(scene.first.index == 0)
            #expect(try storage.size() == 1)
            #expect(try storage.entries(0..<1) == [scene.first.entry])
            try ReceiptCheck.verify([scene.first], storage, scene.registry.verifier)
            let snapshot = try #require(await scene.office.snapshot())
            #expect(snapshot.size == 1)
            #expect(snapshot.state.establishment?.act.act == scene.first.act)
            #expect(try storage.checkpoint() == snapshot.note.bytes)
        }
    }

    @Test("A wrong signature is no act: nothing is recorded, and the answer names the desk", arguments: Backend.allCases)
    func wrongSignature(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene(storage)
            var submission = try scene.pen.publication("Talks begin", by: "lake/head")
            let message = submission.envelope.preAuthentication
            for wrong in [try Cast.officer("south/head").signature(over: message), Envelope.Signature()] {
                submission.envelope.signatures = [wrong]
                #expect(await scene.office.submit(submission).objection?.contains("lake/head") == true)
            }
            submission.envelope.signatures = []
            #expect(await scene.office.submit(submission).objection != nil)
            submission.envelope.signatures = try Array(repeating: Cast.officer("lake/head").signature(over: message), count: 2)
            #expect(await scene.office.submit(submission).objection != nil)
            #expect(try storage.size() == 1)
        }
    }

    @Test("An establishment that one participant's head has not signed is no act", arguments: Backend.allCases)
    func unsignedEstablishment(backend: Backend) async throws {
        try await backend.withStorage { storage in
            let registry = try Cast.registry()
            let office = try await Office(storage: storage, key: registry, clock: SetClock().clock)
            var pen = Pen()
            var submission = try pen.establish(Cast.establish(under: registry))
            submission.envelope.signatures.swapAt(0, 1)
            #expect(await office.submit(submission).objection != nil)
            submission.envelope.signatures.swapAt(0, 1)
            let last = submission.envelope.signatures.removeLast()
            #expect(await office.submit(submission).objection != nil)
            #expect(try storage.size() == 0)
            submission.envelope.signatures.append(last)
            #expect(await office.submit(submission).receipt?.index == 0)
        }
    }

    @Test("An act of an unknown desk gets a signed refusal, which verifies and says what it refuses", arguments: Backend.allCases)
    func refusal(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene(storage)
            let submission = try scene.pen.publication("Talks begin", by: "lake/nobody")
            scene.time.set(to: SetClock.start + 60_000)
            let refusal = try #require(await scene.office.submit(submission).refusal)
            #expect(refusal.refusal.rule == "act.officer")
            let note = try Note(refusal.note.bytes)
            guard case .verified = note.verify(by: [scene.registry.verifier]) else {
                Issue.record("the refusal must be signed by the registry")
                return
            }
            #expect(
                note.text == """
                    truce/refusal/v1
                    origin truce.example/record
                    act \(try submission.act().hex)
                    size 1
                    received \(SetClock.start + 60_000)
                    rule act.officer
                    reason An act must come from a desk that “lake” has accredited; “nobody” is none.

                    """)
            var forged = Array(note.bytes)
            forged[forged.count / 2] ^= 1
            if let forged = try? Note(forged), case .verified = forged.verify(by: [scene.registry.verifier]) {
                Issue.record("a forged refusal must not verify")
            }
            #expect(try storage.size() == 1)
        }
    }

    @Test("An act out of turn is refused, and the key's chain goes on where it stands", arguments: Backend.allCases)
    func stale(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene(storage)
            var stale = scene.pen
            try await scene.office.record(scene.pen.publication("Talks begin"))
            let refusal = try #require(await scene.office.submit(stale.publication("Talks never began")).refusal)
            #expect(refusal.refusal.rule == "act.previous")
            var ahead = scene.pen
            _ = try ahead.publication("An act that nobody handed in")
            #expect(await scene.office.submit(try ahead.publication("Too early")).refusal?.refusal.rule == "act.previous")
            #expect(try storage.size() == 2)
            #expect(try await scene.office.record(scene.pen.publication("Talks go on")).index == 2)
        }
    }

    @Test("The same act again gets the index of the first time, and a receipt that verifies", arguments: Backend.allCases)
    func again(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene(storage)
            let submission = try scene.pen.publication("Talks begin")
            var receipts = [try await scene.office.record(submission)]
            try await scene.office.record(scene.pen.publication("Talks go on"))
            receipts.append(try await scene.office.record(submission))
            // Written another way, it is the same act.
            var other = submission
            other.envelope.signatures[0].keyid = "00000000"
            receipts.append(try await scene.office.record(other))
            #expect(receipts.allSatisfy { $0.index == 1 && $0.entry == receipts[0].entry })
            try ReceiptCheck.verify(receipts, storage, scene.registry.verifier)
            // And in an office started anew.
            let office = try await scene.reopened()
            #expect(try await office.record(submission).index == 1)
            #expect(try storage.size() == 3)
        }
    }

    @Test("The first act handed in again gets its receipt", arguments: Backend.allCases)
    func establishmentAgain(backend: Backend) async throws {
        try await backend.withStorage { storage in
            let scene = try await Scene(storage)
            var pen = Pen()
            let outcome = await scene.office.submit(try pen.establish(Cast.establish(under: scene.registry)))
            #expect(outcome.receipt?.index == 0, "\(outcome)")
        }
    }

    @Test("An act of a withdrawn officer, handed in again, gets its receipt; a new act of it is refused", arguments: Backend.allCases)
    func withdrawn(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene(storage)
            try await scene.office.record(scene.pen.accredit("lake/envoy", for: ["publication"]))
            let submission = try scene.pen.publication("Talks begin", by: "lake/envoy")
            let first = try await scene.office.record(submission)
            try await scene.office.record(scene.pen.withdraw("lake/envoy"))
            #expect(await scene.office.submit(submission).receipt?.index == first.index)
            let refusal = await scene.office.submit(try scene.pen.publication("Talks end", by: "lake/envoy")).refusal
            #expect(refusal?.refusal.rule == "act.withdrawn")
        }
    }

    @Test("An act handed in again gets its receipt when its desk has a new key since", arguments: Backend.allCases)
    func succeeded(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene(storage)
            try await scene.office.record(scene.pen.accredit("lake/envoy", for: ["publication"]))
            let submission = try scene.pen.publication("Talks begin", by: "lake/envoy")
            let first = try await scene.office.record(submission)
            try await scene.office.record(scene.pen.withdraw("lake/envoy"))
            try await scene.office.record(scene.pen.accredit("lake/envoy!2", for: ["publication"]))
            let outcome = await scene.office.submit(submission)
            #expect(outcome.receipt?.index == first.index, "\(outcome)")
        }
    }

    // MARK: Bytes that are no submission

    @Test("Bytes that are no submission are told so in a sentence, and nothing is recorded", arguments: Backend.allCases)
    func malformed(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene(storage)
            let good = try scene.pen.publication("Talks begin").canonical
            var bad: [[UInt8]] = [[], Array("{}".utf8), Array("null".utf8), Array("[]".utf8), [0xFF], good + [0], good + good]
            bad += stride(from: 1, to: good.count, by: 7).map { Array(good.prefix($0)) }
            for bytes in bad { #expect(await scene.office.submit(bytes).objection?.isEmpty == false) }
            #expect(try storage.size() == 1)
            #expect(await scene.office.submit(good).receipt?.index == 1)
        }
    }

    @Test("A submission over the limit is not read; an entry over the limit is refused by its rule", arguments: Backend.allCases)
    func oversize(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene(storage)
            let before = scene.pen
            let good = try scene.pen.publication("Talks begin").canonical
            // Spaces are no part of what is signed, so these differ in their length alone.
            let longest = good + [UInt8](repeating: 0x20, count: Submission.longest - good.count)
            #expect(await scene.office.submit(longest + [0x20]).objection?.contains("\(Submission.longest)") == true)
            #expect(try storage.size() == 1)
            #expect(await scene.office.submit(longest).receipt?.index == 1)
            var lay = LayAgreement()
            (lay.part, lay.parts, lay.content) = (1, 1, String(repeating: "x", count: 49_000))
            var pen = before
            let refusal = await scene.office.submit(try pen.sign(lay, by: "lake/head")).refusal
            #expect(refusal?.refusal.rule == "act.length")
            #expect(try storage.size() == 2)
        }
    }

    @Test("Texts other than the committed ones are not taken; the right ones are kept beside the record", arguments: Backend.allCases)
    func texts(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene(storage)
            let submission = try scene.pen.publication("Talks begin")
            var other = submission
            other.texts[0].text = "Talks end"
            #expect(await scene.office.submit(other).objection?.contains("texts") == true)
            other.texts = []
            #expect(await scene.office.submit(other).objection != nil)
            #expect(try storage.size() == 1)
            try await scene.office.record(submission)
            #expect(try storage.texts(of: [1, 0]) == [1: submission.texts])
            #expect(!String(decoding: try storage.entries(1..<2)[0], as: UTF8.self).contains("Talks"))
        }
    }

    @Test("Every character of a text is kept as its officer wrote it", arguments: Backend.allCases)
    func everyCharacter(backend: Backend) async throws {
        let writings = [
            ("a zero within", "Talks\u{0} begin"), ("a zero alone", "\u{0}"), ("accents in two ways", "e\u{301} and é"),
            ("controls", "\r\n\t\u{1}"), ("marks that are not seen", "\u{FEFF}🕊️\u{202E}\u{10FFFF}"), ("quotes", "'); DROP TABLE texts; --"),
        ]
        for (what, words) in writings {
            try await backend.withStorage { storage in
                var scene = try await Scene(storage)
                let submission = try scene.pen.publication(words)
                try await scene.office.record(submission.canonical)
                let kept = try storage.texts(1..<2)[1] ?? []
                #expect(kept.map { Array($0.text.utf8) } == [Array(words.utf8)], "\(what)")
            }
        }
    }

    // MARK: Whose record, whose clock

    @Test("An establishment that names another registry's key or origin is refused", arguments: Backend.allCases)
    func otherRegistry(backend: Backend) async throws {
        try await backend.withStorage { storage in
            let registry = try Cast.registry()
            let office = try await Office(storage: storage, key: registry, clock: SetClock().clock)
            for other in [try Cast.registry(seed: 8), try Cast.registry("other.example/record")] {
                var pen = Pen()
                #expect(await office.submit(try pen.establish(Cast.establish(under: other))).refusal?.refusal.rule == "mechanism.registry")
            }
            #expect(try storage.size() == 0)
        }
    }

    @Test("An establishment whose names are equal to the registry's only as Unicode sees it is refused", arguments: Backend.allCases)
    func equivalentName(backend: Backend) async throws {
        try await backend.withStorage { storage in
            // KELVIN SIGN is canonically equivalent to K, so that String's == takes the two for equal.
            let registry = try Cast.registry("truce.example/K")
            func kelvin(_ text: String) -> String { String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "K" ? "\u{212A}" : $0 })) }
            let office = try await Office(storage: storage, key: registry, clock: SetClock().clock)
            var establish = try Cast.establish(under: registry)
            (establish.origin, establish.registry) = (kelvin(establish.origin), kelvin(establish.registry))
            var pen = Pen()
            let outcome = await office.submit(try pen.establish(establish))
            #expect(outcome.refusal?.refusal.rule == "mechanism.registry", "\(outcome)")
            #expect(try storage.size() == 0)
        }
    }

    @Test("A real record is stamped by the machine's clock alone", arguments: Backend.allCases)
    func clock(backend: Backend) async throws {
        try await backend.withStorage { storage in
            let registry = try Cast.registry()
            var pen = Pen()
            let real = try pen.establish(Cast.establish(under: registry, rehearsal: false))
            let rehearsing = try await Office(storage: storage, key: registry, clock: SetClock().clock)
            #expect(await rehearsing.submit(real).refusal?.refusal.rule == "mechanism.clock")
            #expect(try storage.size() == 0)
            let before = Clock.machine.now()
            try await Office(storage: storage, key: registry).record(real)
            let received = try Entry(strict: storage.entries(0..<1)[0]).received
            #expect(before <= received && received <= Clock.machine.now())
            let error = await #expect(throws: RegistryError.self) {
                try await Office(storage: storage, key: registry, clock: SetClock().clock)
            }
            #expect(error?.code == .notAllowed)
            _ = try await Office(storage: storage, key: registry)
        }
    }

    @Test("The rehearsal is said in the record, and the machine's clock may stamp it too", arguments: Backend.allCases)
    func rehearsal(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene(storage)
            #expect(await scene.office.snapshot()?.state.establishment?.rehearsal == true)
            let office = try await Office(storage: storage, key: scene.registry)
            #expect(try await office.record(scene.pen.publication("Talks begin")).index == 1)
        }
    }

    @Test("Time of receipt never decreases, whatever the clock does", arguments: Backend.allCases)
    func backwards(backend: Backend) async throws {
        try await backend.withStorage { storage in
            var scene = try await Scene(storage)
            for (number, time) in [90_000, 30_000, -5_000_000, 90_001, 0].enumerated() {
                scene.time.set(to: SetClock.start + Int64(time))
                try await scene.office.record(scene.pen.publication("Talks, day \(number)"))
            }
            scene.time.set(to: Int64.min / 2)
            let refusal = try #require(await scene.office.submit(try scene.pen.publication("Talks", by: "lake/nobody")).refusal)
            let received = try storage.entries(0..<6).map { try Entry(strict: $0).received.milliseconds - SetClock.start }
            #expect(received == [0, 90_000, 90_000, 90_000, 90_001, 90_001])
            #expect(refusal.note.text.contains("received \(SetClock.start + 90_001)\n"))
            // And not across a restart either.
            try await scene.reopened().record(scene.pen.publication("Talks end"))
            #expect(try Entry(strict: storage.entries(6..<7)[0]).received.milliseconds == SetClock.start + 90_001)
        }
    }
}
