import Mechanism
import Testing
@testable import Website

@Suite("What differs between versions of an agreement")
struct AgreementChangesTests {
    private func changes(_ change: (inout Agreement) -> Void) -> [AgreementChanges.Item] {
        var after = Agreement.amended
        change(&after)
        return AgreementChanges(from: .amended, to: after).items
    }

    @Test("two equal texts do not differ")
    func none() { #expect(changes { _ in }.isEmpty) }

    @Test("an amendment is told item by item, in the agreement's order")
    func amendment() {
        let items = AgreementChanges(from: .sample, to: .amended).items
        #expect(items.map { "\($0.section) \($0.item) \($0.kind.rawValue)" } == [
            "instruments arrangements added", "articles p-1 changed", "articles p-2 added", "definitions shelling changed",
            "commitments count-aland added", "commitments watch-bland added", "standards likely added", "standards sure added", "clocks  changed",
        ])
        #expect(items[1].title == "Fire")
        #expect(items[1].fields == [.init(name: "text", before: "Nobody fires.", after: "Nobody fires, and nobody flies.")])
        #expect(items.last?.fields == [.init(name: "reply", before: "72", after: "48")])
        let watch = items.first { $0.item == "watch-bland" }
        #expect(watch?.fields.contains(.init(name: "conditions.calm-aland.hours", before: nil, after: "168")) == true)
        #expect(watch?.fields.contains { $0.name == "recurrence" } == false)
    }

    @Test("back again, what was added is removed, and what was before is after")
    func reversed() {
        let there = AgreementChanges(from: .sample, to: .amended).items, back = AgreementChanges(from: .amended, to: .sample).items
        #expect(Set(back.filter { $0.kind == .removed }.map(\.item)) == Set(there.filter { $0.kind == .added }.map(\.item)))
        #expect(back.first { $0.item == "p-1" }?.fields == [.init(name: "text", before: "Nobody fires, and nobody flies.", after: "Nobody fires.")])
        #expect(back.first { $0.item == "p-2" }?.fields.allSatisfy { $0.after == nil && $0.before != nil } == true)
    }

    @Test("a single value, a list of names, an optional part and a nested one are told by their fields")
    func fields() {
        #expect(changes { $0.title = "Another" }.map(\.fields) == [[.init(name: "", before: "Truce of the sample", after: "Another")]])
        #expect(changes { $0.languages.append(.of("ps")) }.map(\.fields) == [[.init(name: "", before: "en, ur", after: "en, ur, ps")]])
        #expect(changes { $0.lodging = [] }.map(\.fields) == [[.init(name: "", before: "eyes", after: nil)]])
        #expect(changes { $0.commitments[1].recurrence = nil }.first?.fields.map(\.name) == ["recurrence.from", "recurrence.hours"])
        #expect(changes { $0.commitments[2].conditions[0].level = 3 }.first?.fields == [.init(name: "conditions.calm-aland.level", before: "2", after: "3")])
        #expect(changes { $0.actors[0].aliases[0].usedBy = .of("bland") }.first?.fields == [.init(name: "aliases.the ones beyond.used-by", before: "aland", after: "bland")])
    }

    @Test("another order alone is told too, and items of the same name are kept apart")
    func order() {
        let moved = changes { $0.articles.reverse() }
        #expect(moved == [.init(section: "articles", item: "", title: nil, kind: .reordered, fields: [.init(name: "", before: "p-1, p-2", after: "p-2, p-1")])])
        let twice = changes { agreement in
            var rhythm = Agreement.Rhythm()
            rhythm.note = "First."
            agreement.editions.append(rhythm)
            rhythm.note = "Second."
            agreement.editions.append(rhythm)
        }
        #expect(twice.map(\.item) == ["special", "special (2)"] && twice.map { $0.fields.last?.after } == ["First.", "Second."])
    }

    @Test("whatever a text says is told when all of it is new")
    func everything() {
        let sections = AgreementChanges(from: Agreement(), to: .amended).items.map(\.section)
        #expect(Set(sections).isSuperset(of: ["title", "participants", "truce", "crossings", "actors", "determination", "intake", "grading", "consequences", "succession"]))
    }
}
