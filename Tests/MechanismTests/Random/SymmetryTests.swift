import Foundation
import Testing

@testable import Mechanism

@Suite("Symmetry")
struct SymmetryTests {
    /// Ten thousand histories where the tests are optimised, ten times as many in the long tests.
    static let count = Histories.count(10_000)

    @Test("Two parties exchanged, every history is its own mirror image, act by act and row by row; and histories reach every kind and every rule")
    func mirrored() async throws {
        let (problems, tally) = await Exchange.run(0..<Self.count)
        #expect(problems.prefix(5) == [])
        print(tally.words)
        guard Histories.areMany else { return }
        let rules = try Tree.sources(of: "Mechanism").map(RuleNames.inSource).reduce(into: Set()) { $0.formUnion($1) }
        #expect(tally.lacking(kinds: ActKinds.all.map { $0.kind.name.name }, floor: 100) == [])
        #expect(tally.lacking(rules: rules.subtracting(Self.unreached).sorted(), floor: 10) == [])
    }

    /// Rules that no act from its bytes comes to.
    private static let unreached: Set<String> = [
        // The strict reader refuses the kind before.
        "act.kind",
    ]

    // MARK: The checkers, checked

    /// A rule that takes sides.
    enum Partial: CaseIterable {
        /// A party may not do what the other may: by its name, by its place, by its key.
        case name, place, key
        /// What happened is kept in the order of names, or of hashes.
        case namesInOrder, hashesInOrder
        /// Only the sentence differs.
        case sentence

        var admission: Admission {
            { state, act, received, lodgings in
                let party = act.payload.participant
                if self.forbids(act, party, state) { return Refusal("report.own", "This one may not.") }
                let refusal = honest(&state, act, received, lodgings)
                switch (self, act.body) {
                case (.namesInOrder, let reply as ReplyToFinding):
                    state.findings.update(reply.finding) { $0.replies.sort { $0.act.participant < $1.act.participant } }
                case (.hashesInOrder, let gather as GatherReport): state.incidents.update(gather.incident) { $0.reports.sort() }
                case (.sentence, _) where refusal != nil && party == Stage.names[1]: return Refusal(rule: refusal?.rule ?? "", reason: "No.")
                default: break
                }
                return refusal
            }
        }

        private func forbids(_ act: Act, _ party: Identifier, _ state: State) -> Bool {
            guard act.body is WithdrawReport, state.parties.contains(where: { $0.id == party }) else { return false }
            let others = state.parties.map(\.id).filter { $0 != party }
            func key(_ party: Identifier) -> [UInt8] { state.officer(at: party, Moves.desks[0])?.key.bytes ?? [] }
            return switch self {
            case .name: party == Stage.names[0]
            case .place: party == state.parties.first?.id
            case .key: others.allSatisfy { key(party).lexicographicallyPrecedes(key($0)) }
            case .namesInOrder, .hashesInOrder, .sentence: false
            }
        }
    }

    @Test("A rule that looks at who a party is, or where it stands, is noticed", 
        .enabled(if: Histories.areMany), arguments: Partial.allCases)
    func partial(_ partial: Partial) async {
        #expect(await Self.notices(partial, Renaming.Manner.allCases))
        // Who stands first shows when the parties keep their places and exchange what they do; not when only names change.
        if partial == .place {
            #expect(await Self.notices(partial, [.roles]))
            #expect(await !Self.notices(partial, [.names], within: 4))
        }
    }

    private static func notices(_ partial: Partial, _ manners: [Renaming.Manner], within chunks: Int = 100) async -> Bool {
        for chunk in 0..<chunks {
            let (problems, _) = await Exchange.run((chunk * 40)..<(chunk * 40 + 40), manners, admission: partial.admission)
            if !problems.isEmpty { return true }
        }
        return false
    }

    @Test("Names, keys and hashes are replaced where they are a value, and nowhere else")
    func renaming() {
        var renaming = Renaming(World.id("alder"), World.id("birch"), manner: .names, order: Stage.names)
        let (one, other) = (Hash.sha256(of: [1]), Hash.sha256(of: [2]))
        renaming.learn(one, as: other)
        let json = #"{"alder":"alder","a":["birch","alders",{"b":"\#(one.hex)","c":"ed25519:\#(one.hex)","d":"\#(other.hex)"}],"e":"alder birch"}"#
        let twin = #"{"alder":"birch","a":["alder","alders",{"b":"\#(other.hex)","c":"ed25519:\#(other.hex)","d":"\#(other.hex)"}],"e":"alder birch"}"#
        #expect(String(decoding: renaming.renamed(Array(json.utf8)), as: UTF8.self) == twin)
        #expect(renaming.renamed("“alder/desk” of alder, not \(one.hex).") == "“birch/desk” of birch, not \(other.hex).")
        let roles = Renaming(World.id("alder"), World.id("birch"), manner: .roles, order: Stage.names)
        let places = #"{"body":{"participants":[{"id":"alder","n":1},{"id":"birch","n":2},{"id":"lake"}],"others":["alder","birch"]}}"#
        let kept = #"{"body":{"participants":[{"id":"alder","n":2},{"id":"birch","n":1},{"id":"lake"}],"others":["birch","alder"]}}"#
        #expect(String(decoding: roles.renamed(Array(places.utf8), places: [["body", "participants"]]), as: UTF8.self) == kept)
    }
}

/// The rules themselves, by a name that no property hides.
private let honest = admission
