import Mechanism
import Testing
import TransparencyLog

@testable import Registry

@Suite("The card")
struct CardTests {
    private static func card() async throws -> Card { try Card(firstEntry: await Scene(MemoryRecord()).first.entry) }

    @Test("The card is read from the first entry: origin, registry, the entry's hash, the witnesses")
    func firstEntry() async throws {
        let scene = try await Scene(MemoryRecord())
        let card = try Card(firstEntry: scene.first.entry)
        #expect(card.origin == scene.registry.name)
        #expect(card.registry == scene.registry.verifier)
        #expect(card.first == Hash.sha256(of: scene.first.entry))
        #expect(card.witnesses == "log \(scene.registry.verifier)\nquorum none\n")
        #expect(await scene.office.snapshot()?.card == card)
    }

    @Test("A card's text gives the card again, whatever its policy says")
    func roundTrip() async throws {
        let card = try await Self.card()
        #expect(try Card(card.text) == card)
        #expect(try Card(card.text).text == card.text)
        for policy in ["", "\n", "quorum none", "witness a b\n\nquorum a\n", "# remark\r\nquorum none\r\n"] {
            let text = String(card.text.dropLast(card.witnesses.count)) + policy
            let read = try Card(text)
            #expect(read.witnesses == policy)
            #expect(Array(read.text.utf8) == Array(text.utf8))
        }
    }

    @Test("A fingerprint is eight words of five letters and never changes")
    func fingerprint() async throws {
        let card = try Card(
            """
            truce/card/v1
            origin truce.example/record
            registry \(Cast.registry().verifier)
            first 0000000000000000000000000000000000000000000000000000000000000000
            witnesses
            quorum none

            """)
        #expect(card.fingerprint == "biduj-nuduz-hisuv-huzug-pobuv-jagud-tifir-bukap")
        #expect(try Card(card.text).fingerprint == card.fingerprint)
        let words = card.fingerprint.split(separator: "-")
        #expect(words.count == 8)
        #expect(words.allSatisfy { $0.wholeMatch(of: /[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]/) != nil })
    }

    @Test("A card with one byte changed is no card, or has another fingerprint")
    func changed() async throws {
        let card = try await Self.card()
        let bytes = Array(card.text.utf8)
        var read = 0
        for position in bytes.indices {
            for change in [1, 2, 4, 8, 16, 32, 64] as [UInt8] {
                var changed = bytes
                changed[position] ^= change
                guard let text = String(validating: changed, as: UTF8.self), let other = try? Card(text) else { continue }
                read += 1
                #expect(other.fingerprint != card.fingerprint, "byte \(position) changed by \(change)")
            }
        }
        #expect(read > 100)
    }

    @Test("What is no card is refused with a sentence that says what a card must have", arguments: [
        ("", "must begin"), ("truce/card/v2\n", "must begin"), ("truce/card/v1", "origin"), ("truce/card/v1\norigin", "origin"),
        ("truce/card/v1\norigin a\nfirst b", "registry"), ("truce/card/v1\norigin a\nregistry nonsense\n", "verifier key"),
        ("truce/card/v1\norigin a\nregistry KEY\n", "first"), ("truce/card/v1\norigin a\nregistry KEY\nfirst 12\nwitnesses\n", "64 hexadecimal"),
        ("truce/card/v1\norigin a\nregistry KEY\nfirst HASH", "witnesses"), ("truce/card/v1\norigin a\nregistry KEY\nfirst HASH\nwitness\n", "witnesses"),
        ("truce/card/v1\norigin a\nfirst HASH\nregistry KEY\nwitnesses\n", "registry"),
    ])
    func malformed(text: String, naming word: String) throws {
        let key = try Cast.registry().verifier.description
        let text = text.split(separator: "KEY", omittingEmptySubsequences: false).joined(separator: key)
            .split(separator: "HASH", omittingEmptySubsequences: false).joined(separator: Hash().hex)
        let error = #expect(throws: (any Error).self) { try Card(text) }
        #expect("\(error.map { "\($0)" } ?? "")".contains(word))
    }

    @Test("An entry that establishes nothing gives no card")
    func otherEntry() async throws {
        var scene = try await Scene(MemoryRecord())
        let second = try await scene.office.record(scene.pen.publication("Talks begin"))
        #expect(throws: RegistryError(.malformed, "A record begins with mechanism.establish.")) { try Card(firstEntry: second.entry) }
        #expect(throws: (any Error).self) { try Card(firstEntry: []) }
    }
}
