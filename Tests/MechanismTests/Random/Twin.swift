@testable import Mechanism

/// A history run a second time with two parties exchanged, step by step beside the first.
struct Twin: Sendable {
    private(set) var state = State()
    private(set) var renaming: Renaming
    private let admit: Admission

    init(_ stage: Stage, _ manner: Renaming.Manner, admission: @escaping Admission = admission) {
        (renaming, admit) = (stage.renaming(manner), admission)
    }

    /// The same step with the parties exchanged.
    /// - Parameter before: the first run's state before the step.
    mutating func take(_ step: Step, before state: inout State) -> Outcome {
        for (key, twin) in step.keys { renaming.learn(key, as: twin) }
        if step.kind == CutEdition.kind.name || step.kind == PublishEdition.kind.name {
            renaming.learn(state.digest(), as: self.state.digest())
            renaming.learn(state.publicTree.root, as: self.state.publicTree.root)
        }
        let payload = renaming.renamed(step.payload, places: step.kind == Establish.kind.name ? ["body", "participants"] : nil)
        renaming.learn(Golden.id(of: step.payload), as: Golden.id(of: payload))
        let lodgings = step.lodgings.map { Lodged(participant: renaming.renamed($0.participant), desk: $0.desk, time: $0.time) }
        return self.state.take(payload, step.received, lodgings, by: admit)
    }

    // MARK: What must be the mirror image

    /// Why an outcome is not the mirror image of the first run's; `nil` when it is.
    func problem(_ first: Outcome, _ second: Outcome) -> String? {
        let (one, other) = (words(first, renamed: true), words(second, renamed: false))
        return one == other ? nil : "“\(one)” became “\(other)”"
    }

    private func words(_ outcome: Outcome, renamed: Bool) -> String {
        let words =
            switch outcome {
            case .admitted: "admitted"
            case .refused(let refusal): refusal.description
            case .malformed(let malformed): malformed.description
            }
        let sentence = renamed ? renaming.renamed(words) : words
        // Where the parties keep their places, a sentence may list them in these places.
        return renaming.manner == .names ? sentence : String(decoding: sentence.utf8.sorted(), as: UTF8.self)
    }

    /// Every difference between the state and the mirror image of the first run's.
    func problems(_ first: State) -> [String] {
        var problems: [String] = []
        func compare<Value: Equatable>(_ one: Value, _ other: Value, _ what: String) {
            if one != other { problems.append("\(what): \(one) became \(other)") }
        }
        compare(first.size, state.size, "size")
        compare(first.now, state.now, "now")
        compare(first.rules, state.rules, "rules")
        compare(first.publicTree.size, state.publicTree.size, "public acts")
        compare(first.agreement.map { renaming.renamed($0.hash) }, state.agreement?.hash, "agreement")
        compare(first.truceEnds, state.truceEnds, "end of the truce")
        compare(inPlaces(first.deadlines().map { words($0, renaming.renamed) }), inPlaces(state.deadlines().map { words($0) { $0 } }), "deadlines")
        for (one, other) in zip(first.tables, state.tables) { problems += self.problems(one, other) }
        return problems
    }

    private func problems(_ first: any AnyTable, _ second: any AnyTable) -> [String] {
        let (one, other) = (inPlaces(first.canonical.map { renaming.renamed($0) }), inPlaces(second.canonical))
        guard one.count == other.count else { return ["\(first.name): \(one.count) rows became \(other.count)"] }
        return zip(one, other).filter { $0 != $1 && (renaming.manner == .names || renaming.placed($0) != renaming.placed($1)) }.map { "\(first.name): \(String(decoding: $0, as: UTF8.self)) became \(String(decoding: $1, as: UTF8.self))" }
    }

    /// Rows in their order; where the parties keep their places, what stands in their order does not say who comes first.
    private func inPlaces(_ rows: [[UInt8]]) -> [[UInt8]] {
        renaming.manner == .names ? rows : rows.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private func inPlaces(_ rows: [String]) -> [String] { renaming.manner == .names ? rows : rows.sorted() }

    private func words(_ deadline: Deadline, _ rename: (Identifier) -> Identifier) -> String {
        let owed = inPlaces(deadline.owed.map { rename($0).name })
        return "\(deadline.clock) \(deadline.table) \(owed) \(deadline.from.milliseconds) \(deadline.until.milliseconds) \(deadline.audience)"
    }
}
