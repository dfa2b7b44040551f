import Crypto
import Mechanism
import Testing
import TransparencyLog

@testable import Registry

@Suite("An act's envelope")
struct EnvelopeTests {
    /// DSSE's pre-authentication encoding as its protocol.md defines it, for any type.
    private static func encoding(_ type: String, _ body: [UInt8]) -> [UInt8] {
        Array("DSSEv1 \(type.utf8.count) \(type) \(body.count) ".utf8) + body
    }

    @Test("What is signed is DSSE's pre-authentication encoding, lengths counted in bytes")
    func preAuthentication() {
        // The published vector, for the shape; then the same shape for the type of our acts.
        let vector = Self.encoding("http://example.com/HelloWorld", Array("hello world".utf8))
        #expect(vector == Array("DSSEv1 29 http://example.com/HelloWorld 11 hello world".utf8))
        for body in ["hello world", "", "“Grüße”", "1 2 3", "\n"].map({ Array($0.utf8) }) {
            #expect(Envelope.preAuthentication(of: body) == Self.encoding("application/vnd.truce.act+json", body))
        }
        #expect(
            Envelope.preAuthentication(of: Array("hello world".utf8))
                == Array("DSSEv1 30 application/vnd.truce.act+json 11 hello world".utf8))
    }

    @Test("An act's id is the SHA-256 of its domain, a zero byte and what is signed")
    func actID() throws {
        var pen = Pen()
        let submission = try pen.establish(Cast.establish(under: Cast.registry()))
        let signed = Self.encoding("application/vnd.truce.act+json", submission.envelope.payload.bytes)
        #expect(try submission.act().bytes == Array(SHA256.hash(data: Array("truce/act/v1".utf8) + [0] + signed)))
    }

    @Test("An envelope written another way is the same act: spaces, order of keys, escapes")
    func rewritten() throws {
        let (envelope, key) = try Self.signed()
        let act = try OpenedAct(envelope).act.id
        let signature = envelope.signatures[0]
        let payload = Base64.encode(envelope.payload.bytes)
        let sig = Base64.encode(signature.sig.bytes)
        func slashed(_ text: String) -> String { text.split(separator: "/", omittingEmptySubsequences: false).joined(separator: "\\/") }
        // A first character as an escape of its own.
        func escaped(_ text: String) throws -> String { "\\u00" + Hex.encode([try #require(text.utf8.first)]) + text.dropFirst() }
        let writings = try [
            """
             { "payload" : "\(payload)" ,\t"payloadType":"application/vnd.truce.act+json",\r\n "signatures":[ {"keyid":"\(signature.keyid)","sig":"\(sig)"} ] }\n
            """,
            """
            {"signatures":[{"sig":"\(sig)","keyid":"\(signature.keyid)"}],"payloadType":"application/vnd.truce.act+json","payload":"\(payload)"}
            """,
            """
            {"payload":"\(slashed(payload))","payloadType":"application\\/vnd.truce.act+json","signatures":[{"keyid":"\(signature.keyid)","sig":"\(slashed(sig))"}]}
            """,
            """
            {"payload":"\(escaped(payload))","payloadType":"\(escaped(Envelope.actType))","signatures":[{"keyid":"","sig":"\(escaped(sig))"}]}
            """,
        ]
        for writing in writings {
            let opened = try OpenedAct(Envelope(strict: Array(writing.utf8)))
            #expect(opened.act.id == act)
            #expect(opened.isSigned(by: [key.key]))
        }
    }

    @Test("Every byte of a signed envelope, changed, gives something refused or the same act")
    func mutations() throws {
        let (envelope, key) = try Self.signed()
        let bytes = envelope.canonical
        let act = try OpenedAct(envelope).act.id
        let hint = try #require(Self.range(of: envelope.signatures[0].keyid, in: bytes))
        var same = 0
        for position in bytes.indices {
            for change in UInt8(1)...255 {
                var changed = bytes
                changed[position] ^= change
                guard let read = try? Envelope(strict: changed), let opened = try? OpenedAct(read), opened.isSigned(by: [key.key])
                else { continue }
                same += 1
                // Only the hint says nothing of the act.
                if opened.act.id != act || !hint.contains(position) {
                    Issue.record("byte \(position) changed by \(change) is taken for a signed act")
                }
            }
        }
        #expect(same > 0)
    }

    @Test("A signature is the named keys' own, each at its place, and no other")
    func signatures() throws {
        let (envelope, key) = try Self.signed()
        let other = try Cast.officer("south/head")
        #expect(try OpenedAct(envelope).isSigned(by: [key.key]))
        #expect(try !OpenedAct(envelope).isSigned(by: [other.key]))
        #expect(try !OpenedAct(envelope).isSigned(by: []))
        var two = envelope
        two.signatures.append(try other.signature(over: envelope.preAuthentication))
        #expect(try OpenedAct(two).isSigned(by: [key.key, other.key]))
        #expect(try !OpenedAct(two).isSigned(by: [other.key, key.key]))
        #expect(try !OpenedAct(two).isSigned(by: [key.key]))
        var none = envelope
        none.signatures = []
        #expect(try !OpenedAct(none).isSigned(by: []))
        var cut = envelope
        cut.signatures[0].sig.bytes.removeLast()
        #expect(try !OpenedAct(cut).isSigned(by: [key.key]))
    }

    @Test("An envelope of another payload type holds no act")
    func type() throws {
        var (envelope, _) = try Self.signed()
        envelope.payloadType = "application/json"
        #expect(throws: Malformed("must be application/vnd.truce.act+json", path: "payloadType")) { try OpenedAct(envelope) }
    }

    @Test("An officer's key is an Ed25519 key named after participant and desk")
    func officerKeys() throws {
        let key = try Cast.officer("north/head")
        #expect(try OfficerKey(key.secretText).key == key.key)
        #expect("\(key.participant)/\(key.desk)" == "north/head")
        for name in ["north", "north/head/two", "/head", "north/", "North/head"] {
            let signer = try SignerKey.generate(name: name, seed: [UInt8](repeating: 1, count: 32))
            #expect(throws: RegistryError.self) { try OfficerKey(signer) }
        }
        let witness = try SignerKey.generate(name: "north/head", type: .cosignature, seed: [UInt8](repeating: 1, count: 32))
        #expect(throws: RegistryError.self) { try OfficerKey(witness) }
    }

    private static func signed() throws -> (Envelope, OfficerKey) {
        var pen = Pen()
        _ = try pen.establish(Cast.establish(under: Cast.registry()))
        return (try pen.publication("Talks begin", by: "lake/head").envelope, try Cast.officer("lake/head"))
    }

    private static func range(of text: String, in bytes: [UInt8]) -> Range<Int>? {
        let utf8 = Array(text.utf8)
        return bytes.indices.first { bytes[$0...].starts(with: utf8) }.map { $0..<$0 + utf8.count }
    }
}
