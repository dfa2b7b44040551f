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
    /// - Parameter author: the first run, before the step.
    mutating func turn(_ step: Step, after author: inout Author) -> Step {
        for (key, twin) in step.keys { renaming.learn(key, as: twin) }
        if step.kind == CutEdition.kind.name || step.kind == PublishEdition.kind.name {
            renaming.learn(author.digest(), as: state.digest())
            renaming.learn(author.state.publicTree.root, as: state.publicTree.root)
        }
        if step.isSlip || step.kind.name.hasPrefix("escalation.") { learnRows(of: author.state) }
        let payload = renaming.renamed(step.payload, places: Self.places[step.kind] ?? [])
        renaming.learn(Golden.id(of: step.payload), as: Golden.id(of: payload))
        let lodgings = step.lodgings.map { Lodged(participant: renaming.renamed($0.participant), desk: $0.desk, time: $0.time) }
        return Step(kind: step.kind, payload: payload, received: step.received, lodgings: lodgings, keys: [])
    }

    mutating func take(_ turned: Step) -> Outcome { state.take(turned.payload, turned.received, turned.lodgings, by: admit) }

    /// Learns the ids of rows that are made of names, such as a consequence's: by what stands in the rows.
    private mutating func learnRows(of first: State) {
        for (one, other) in zip(first.tables, state.tables) {
            // Most ids are those of acts, and what is made of no party's name is the same.
            let known = Set(other.ids)
            let unknown = one.ids.enumerated().filter { !renaming.knows($0.element) && !known.contains($0.element) }
            guard !unknown.isEmpty else { continue }
            let ids = Dictionary(zip(other.canonical.map(placed), other.ids), uniquingKeysWith: { first, _ in first })
            let rows = one.canonical
            for (place, id) in unknown {
                if let twin = ids[placed(renaming.renamed(rows[place]))] { renaming.learn(id, as: twin) }
            }
        }
    }

    /// A row as it is compared: where the parties keep their places, lists in the order of establishment say nothing.
    private func placed(_ row: [UInt8]) -> [UInt8] { renaming.manner == .names ? row : renaming.placed(row) }

    /// Where acts list the parties in the order of establishment.
    private static let places: [Identifier: [[String]]] = [
        Establish.kind.name: [["body", "participants"]],
        PublishEdition.kind.name: [["commitments"], ["period", "restrictions"], ["before", "restrictions"], ["total", "restrictions"]]
            .map { ["body", "figures"] + $0 },
    ]

    // MARK: What must be the mirror image

    /// Why an outcome is not the mirror image of the first run's; `nil` when it is.
    func problem(_ first: Outcome, _ second: Outcome) -> String? {
        if first == .admitted, second == .admitted { return nil }
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
        return zip(one, other).filter { $0 != $1 && placed($0) != placed($1) }.map { "\(first.name): \(String(decoding: $0, as: UTF8.self)) became \(String(decoding: $1, as: UTF8.self))" }
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
