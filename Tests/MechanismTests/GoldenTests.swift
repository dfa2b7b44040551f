import Foundation
import Testing

@testable import Mechanism

@Suite("The golden acts")
struct GoldenTests {
    private let golden: Golden

    init() throws { golden = try Golden() }

    @Test("Every kind of act has one example, and every file is listed")
    func complete() throws {
        #expect(golden.lines.filter(\.isExample).map(\.kind).sorted() == ActKinds.all.map { $0.kind.name }.sorted())
        let files = try FileManager.default.contentsOfDirectory(atPath: Tree.golden.path).filter { $0.hasSuffix(".json") && $0 != "entry.json" }
        #expect(files.sorted() == golden.lines.map { $0.file + ".json" }.sorted())
    }

    @Test("Each is read strictly, is of its kind, and is written back byte for byte")
    func bytes() throws {
        for line in golden.lines {
            let payload = try Payload(strict: line.payload)
            #expect(payload.kind == line.kind)
            #expect(String(decoding: payload.canonical, as: UTF8.self) == String(decoding: line.payload, as: UTF8.self))
        }
    }

    @Test("Each has the act id that is listed")
    func ids() {
        for line in golden.lines { #expect(Golden.id(of: line.payload) == line.id, "\(line.file)") }
    }

    @Test("A golden act cut short, with a field more, a field less or a field of another shape is refused")
    func changed() throws {
        for line in golden.lines {
            let text = String(decoding: line.payload, as: UTF8.self)
            #expect(throws: Malformed.self) { try Payload(strict: line.payload.dropLast()) }
            #expect(throws: Malformed.self) { try Payload(strict: Array(text.replacing("{\"act\":", with: "{\"more\":1,\"act\":", maxReplacements: 1).utf8)) }
            #expect(throws: Malformed.self) { try Payload(strict: Array(text.replacing("\"body\":{", with: "\"body\":{\"more\":1,", maxReplacements: 1).utf8)) }
            #expect(throws: Malformed.self) { try Payload(strict: Array(text.replacing(/"nonce":"[0-9a-f]+",/, with: "").utf8)) }
            #expect(throws: Malformed.self) { try Payload(strict: Array(text.replacing(/"rules":[01]/, with: "\"rules\":\"0\"").utf8)) }
            #expect(Golden.id(of: Array(text.replacing(/"rules":[01]/, with: "\"rules\":7").utf8)) != line.id)
        }
    }

    @Test("In their order they are a record that the rules admit act by act")
    func record() throws {
        var state = State()
        for line in golden.lines {
            let act = try Act(id: line.id, payload: line.payload)
            let keys = try state.signers(of: act)
            #expect(keys.count == [Establish.kind.name: 6, Succeed.kind.name: 3][line.kind, default: 1])
            try state.admit(act, received: line.received)
        }
        #expect(state.agreement?.title == "Truce of the Valley")
        let incident = try #require(state.incidents.rows.first)
        #expect(state.outcome(of: incident) == .violation)
        #expect(state.findings.rows.first?.votes.map(\.concurs) == [true, false])
        #expect(state.findings.rows.first?.determination?.published != nil)
        #expect(state.consequences.rows.map { $0.effect?.decision } == [.applies])
        #expect(state.remedies.rows.map(state.status) == [.accepted, .closed])
        #expect(state.notices.rows.map(\.isShort) == [false, true])
        #expect(state.calls.rows.map { state.resolution(of: $0)?.outcome } == [.explained])
        #expect(state.publications.rows.map(\.basis) == [.given, .stated] && state.statements.rows.first.map { state.carriers(of: $0).count } == 2)
        #expect(state.alterations.rows.map { state.judgement(of: $0)?.change } == [.hedgeRemoved])
        #expect(state.claims.rows.map { state.decision(on: $0)?.accepted } == [true, false])
        #expect(state.corroboration(of: state.reports.rows.map(\.id)).origins == [state.publications.rows[0].id])
        #expect(state.editions.rows.first?.published != nil)
        #expect(state.rules == 1 && state.truceEnds?.description == "2025-09-06T12:00:00Z")
        #expect(state.version == 2 && state.agreement?.instruments.count == 2 && state.agreement(version: 1)?.instruments.count == 1)
        #expect(state.truceChanges.rows.map(\.kind) == [.extended, .suspended, .resumed] && state.truce(at: state.now)?.phase == .resumed)
        #expect(state.registrations.rows.map(\.origin) == ["golden.example/valley", "golden.example/valley", "golden.example/valley-2"])
        #expect(state.findings.rows.first.map { state.isContested($0.votes[0].act) } == false)
        #expect(state.reports.rows.map { $0.withdrawn != nil } == [false, false, true])
    }

    @Test("The state's digest is the one that the golden edition carries, and is made as the document says")
    func digest() throws {
        var state = State()
        for line in golden.lines {
            if let publish = try Payload(strict: line.payload).body.value as? PublishEdition {
                #expect(state.editions[publish.edition]?.digest == publish.digest)
                // Both of them are what make.py is given.
                #expect(state.editions[publish.edition].map { String(decoding: $0.figures.canonical, as: UTF8.self) } == String(decoding: publish.figures.canonical, as: UTF8.self))
            }
            let act = try Act(id: line.id, payload: line.payload)
            if line.kind == CutEdition.kind.name {
                let rows = Self.leaves(state)
                try state.admit(act, received: line.received)
                #expect(state.editions[line.id]?.digest == Self.root(rows[...]))
            } else {
                try state.admit(act, received: line.received)
            }
        }
        #expect(state.digest() == Self.root(Self.leaves(state)[...]))
    }

    /// Every row as key and value, sorted by key: `docs/formats.md`, “The state's digest”.
    private static func leaves(_ state: State) -> [(key: Hash, value: Hash)] {
        func rows<Element: Row>(_ table: Table<Element>) -> [(key: Hash, value: Hash)] {
            table.rows.map { row in
                (Hash.sha256(of: Array("\(Element.table)".utf8), [0], row.id.bytes), Hash.sha256(of: row.canonical))
            }
        }
        let all =
            rows(state.registrations) + rows(state.rulesSpans) + rows(state.officers) + rows(state.replacements) + rows(state.joint)
            + rows(state.drafts)
            + rows(state.versions) + rows(state.truceChanges) + rows(state.quotas)
            + rows(state.commitments) + rows(state.assessments)
            + rows(state.reports)
            + rows(state.incidents)
            + rows(state.exhibits)
            + rows(state.verifications) + rows(state.accesses) + rows(state.teamInterviews) + rows(state.restrictions)
            + rows(state.findings) + rows(state.consequences) + rows(state.remedies)
            + rows(state.crossings) + rows(state.handovers) + rows(state.persons) + rows(state.interviews) + rows(state.mismatches)
            + rows(state.calls) + rows(state.notices)
            + rows(state.meetings) + rows(state.proposals) + rows(state.positions) + rows(state.assurances) + rows(state.actions)
            + rows(state.escalations)
            + rows(state.publications) + rows(state.statements) + rows(state.alterations) + rows(state.claims)
            + rows(state.coverage) + rows(state.editions)
            + rows(state.releases) + rows(state.redactions)
        return all.sorted { $0.key < $1.key }
    }

    /// The root over sorted leaves, by the definition and with nothing kept.
    static func root(_ leaves: ArraySlice<(key: Hash, value: Hash)>) -> Hash {
        guard let first = leaves.first, let last = leaves.last else { return Hash.sha256(of: []) }
        guard let bit = first.key.firstDifference(from: last.key) else {
            return Hash.sha256(of: [0], first.key.bytes, first.value.bytes)
        }
        let right = leaves.firstIndex { $0.key.bit(bit) } ?? leaves.endIndex
        return Hash.sha256(of: [1, UInt8(bit)], root(leaves[..<right]).bytes, root(leaves[right...]).bytes)
    }

    @Test("Each text has the length and the commitment that its act names")
    func texts() throws {
        var looked = 0
        for line in golden.lines {
            for reference in try Payload(strict: line.payload).texts {
                let text = try #require(golden.texts[reference.commitment], "\(line.file), \(reference.slot)")
                let bytes = Array(text.words.utf8)
                let length = (0..<8).map { UInt8(truncatingIfNeeded: bytes.count >> (56 - 8 * $0)) }
                #expect(Hash.sha256(of: Array("truce/text/v1".utf8), [0], text.salt, length, bytes) == reference.commitment)
                #expect(reference.length == Int64(bytes.count))
                looked += 1
            }
        }
        #expect(looked == golden.texts.count)
    }

    @Test("The golden entry holds the payload of the example of joint.assent")
    func entry() throws {
        let line = try #require(golden.example(of: Assent.kind.name))
        let payload = Data(line.payload).base64EncodedString()
        #expect(golden.entry.hasPrefix("{\"received\":\(line.received.milliseconds),\"lodgings\":[],\"envelope\":{\"payload\":\"\(payload)\",\"payloadType\":\"application/vnd.truce.act+json\",\"signatures\":[{\"keyid\":\""))
    }
}
