import Foundation
import Mechanism
import Registry
import Testing
import TransparencyLog

@testable import Following

@Suite("Evidence")
struct EvidenceTests {
    private static func fields(_ shape: Shape) -> [String] {
        guard case .object(let fields) = shape else { return [] }
        return fields.map(\.key)
    }

    private static let kinds: [any Showing.Type] = [
        SplitView.self, RuleBroken.self, WrongRecord.self, WrongTime.self, WrongRefusal.self, Delay.self,
    ]

    @Test("every kind stands in docs/formats.md with its fields, in their order")
    func documented() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/formats.md").standardized
        let document = try String(contentsOf: path, encoding: .utf8)
        #expect(Set(Self.kinds.map { $0.kind }) == Set(Evidence.Kind.allCases))
        for type in Self.kinds {
            let row = "| `\(type.kind.rawValue)` | \(Self.fields(type.shape).map { "`\($0)`" }.joined(separator: ", ")) |"
            #expect(document.contains(row), "\(row)")
        }
    }

    @Test("every kind of evidence raises an alarm of its own")
    func alarms() {
        for kind in Evidence.Kind.allCases { #expect(Alarm.Kind(rawValue: kind.rawValue) != nil, "\(kind)") }
    }

    @Test("what is no evidence, or proves nothing, is told and never taken", arguments: [
        "", "{", "{}", "[]", "{\"format\":\"truce/evidence/v1\"}",
        "{\"format\":\"truce/evidence/v1\",\"kind\":\"split-view\",\"content\":{}}",
        "{\"format\":\"truce/evidence/v2\",\"kind\":\"split-view\",\"content\":{\"smaller\":\"\",\"larger\":\"\",\"root\":null,\"proof\":[]}}",
        "{\"format\":\"truce/evidence/v1\",\"kind\":\"split-view\",\"content\":{\"smaller\":\"\",\"larger\":\"\",\"root\":null,\"proof\":[]}}",
        "{\"format\":\"truce/evidence/v1\",\"kind\":\"rule-broken\",\"content\":{\"checkpoint\":\"\",\"proof\":[],\"entries\":[]}}",
        "{\"format\":\"truce/evidence/v1\",\"kind\":\"slander\",\"content\":{}}",
    ])
    func nonsense(text: String) async throws {
        let card = try Pen().card
        let audit = await Evidence.audit(Array(text.utf8), under: card)
        #expect(!audit.holds)
        #expect(audit.items.allSatisfy { $0.result == .failed })
    }

    @Test("honest checkpoints, entries and times prove nothing")
    func honest() async throws {
        var pen = try Pen()
        try pen.enter(publications: 6)
        let card = try pen.card
        for evidence in try Self.slanders(pen) {
            #expect(await !Evidence.audit(evidence.canonical, under: card).holds)
        }
    }

    /// What looks like evidence against the registry of a record of seven acts, and shows nothing that it must not do.
    private static func slanders(_ pen: Pen) throws -> [Evidence] {
        let tree = pen.entries.reduce(into: MemoryTree()) { $0.append(Merkle.leafHash(of: $1)) }
        let (five, seven) = (try pen.checkpoint(5), try pen.checkpoint())
        let (root, proof) = (try tree.root(at: 5), try Merkle.consistencyProof(from: 5, to: 7, nodes: tree))
        let (first, last) = (try Merkle.inclusionProof(index: 0, size: 7, nodes: tree), try Merkle.inclusionProof(index: 6, size: 7, nodes: tree))
        var slanders = [
            Evidence(SplitView(five, seven, root: root, proof: proof)), Evidence(SplitView(seven, seven)),
            Evidence(SplitView(seven, five, root: root, proof: proof)),
            Evidence(RuleBroken(seven, entries: Array(pen.entries.prefix(5)), proof: proof)),
            Evidence(WrongRecord(seven, entry: pen.entries[0], proof: first)),
        ]
        let time = try pen.received / 1_000
        for seconds in [time - 290, time, time + 290].map(UInt64.init) {
            let (cosigned, before) = (try pen.cosigned(at: seconds), try pen.cosigned(5, at: seconds))
            slanders.append(Evidence(WrongTime(cosigned: cosigned, cosigned, index: 6, entry: pen.entries[6], proof: last)))
            slanders.append(Evidence(WrongTime(cosigned: before, seven, index: 6, entry: pen.entries[6], proof: last)))
        }
        return slanders
    }

    @Test("an act that the rules refuse by another rule, or with another act, is told apart from one refused rightly")
    func rerun() async throws {
        var pen = try Pen()
        try pen.enter(publications: 3)
        let state = try await State.replayed(pen.entries.map(Base64Bytes.init))
        var late = pen
        _ = try late.publication("Never handed in")
        let submission = try late.publication("Late")
        let opened = try OpenedAct(submission.envelope)
        func verdict(_ rule: String, _ opened: OpenedAct, size: Int? = nil) throws -> Rerun {
            let refusal = try SignedRefusal(pen.refusal(of: submission, rule: rule, size: size), registry: pen.registry.verifier)
            return Rerun.of(refusal, opened, lodgings: [], state: state)
        }
        guard case .right = try verdict("act.previous", opened) else { return #expect(Bool(false)) }
        guard case .wrong(let sentence) = try verdict("act.texts", opened) else { return #expect(Bool(false)) }
        #expect(sentence.contains("act.previous"))
        guard case .open = try verdict("act.previous", OpenedAct(pen.publication("Another").envelope)) else { return #expect(Bool(false)) }
        guard case .open = try verdict("act.previous", opened, size: 3) else { return #expect(Bool(false)) }
        guard case .open = try verdict("act.length", opened) else { return #expect(Bool(false)) }
        // One that its desk's key did not sign was not to be admitted in any case.
        var forged = pen
        let stolen = try forged.publication("Forged", as: "desk/head!2")
        let refusal = try SignedRefusal(pen.refusal(of: stolen, rule: "act.texts"), registry: pen.registry.verifier)
        guard case .open = Rerun.of(refusal, try OpenedAct(stolen.envelope), lodgings: [], state: state) else { return #expect(Bool(false)) }
    }

    @Test("whether the registry had a key is not run again; that an act names another key for it is")
    func lostKey() async throws {
        var pen = try Pen()
        try pen.enter(publications: 2)
        var replace = ReplaceRegistration()
        let next = try SignerKey.generate(name: pen.registry.name, seed: [UInt8](repeating: 17, count: 32))
        (replace.registry, replace.witnesses) = (next.verifier.description, "log \(next.verifier)\nquorum none\n")
        let proposal = try pen.sign(replace, by: "north/head")
        pen.enter(proposal)
        let state = try await State.replayed(pen.entries.map(Base64Bytes.init))
        var assent = Assent()
        assent.act = try OpenedAct(proposal.envelope).act.id
        func verdict(_ submission: Submission, _ rule: String) throws -> Rerun {
            let refusal = try SignedRefusal(pen.refusal(of: submission, rule: rule), registry: pen.registry.verifier)
            return Rerun.of(refusal, try OpenedAct(submission.envelope), lodgings: [], state: state)
        }
        var copy = pen
        guard case .open = try verdict(copy.sign(assent, by: "south/head"), "registry.key") else { return #expect(Bool(false)) }
        copy = pen
        guard case .wrong = try verdict(copy.sign(assent, by: "south/head"), "joint.once") else { return #expect(Bool(false)) }
        guard case .wrong = try verdict(copy.publication("News"), "registry.key") else { return #expect(Bool(false)) }
    }

    @Test("a refusal that another key signed, or that lacks a line, is none")
    func refusals() throws {
        var pen = try Pen()
        let submission = try pen.publication("News")
        let bytes = try pen.refusal(of: submission, rule: "act.texts")
        #expect(throws: Never.self) { try SignedRefusal(bytes, registry: pen.registry.verifier) }
        let other = try SignerKey.generate(name: pen.registry.name, seed: [UInt8](repeating: 1, count: 32))
        #expect(throws: (any Error).self) { try SignedRefusal(bytes, registry: other.verifier) }
        for line in ["origin", "act", "size", "received", "rule", "reason"] {
            let text = try Note(bytes).text.split(separator: "\n").filter { !$0.hasPrefix("\(line) ") }.joined(separator: "\n") + "\n"
            #expect(throws: (any Error).self, "\(line)") { try SignedRefusal(Note.sign(text, by: [pen.registry]).bytes, registry: pen.registry.verifier) }
        }
    }
}
