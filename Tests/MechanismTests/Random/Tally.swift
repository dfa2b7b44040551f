@testable import Mechanism

/// What histories have reached: how often each kind was admitted, and how often each rule refused.
struct Tally: Sendable {
    private(set) var histories = 0
    private(set) var steps = 0
    private(set) var admitted: [String: Int] = [:]
    private(set) var refused: [String: Int] = [:]
    private(set) var malformed = 0

    mutating func count(_ kind: Identifier, _ outcome: Outcome) {
        steps += 1
        switch outcome {
        case .admitted: admitted[kind.name, default: 0] += 1
        case .refused(let refusal): refused[refusal.rule, default: 0] += 1
        case .malformed: malformed += 1
        }
    }

    mutating func countHistory() { histories += 1 }

    mutating func add(_ other: Tally) {
        histories += other.histories
        steps += other.steps
        malformed += other.malformed
        admitted.merge(other.admitted, uniquingKeysWith: +)
        refused.merge(other.refused, uniquingKeysWith: +)
    }

    /// The kinds that were admitted less often than `floor` times.
    func lacking(kinds: [String], floor: Int) -> [String] {
        kinds.filter { admitted[$0, default: 0] < floor }.map { "\($0) was admitted \(admitted[$0, default: 0]) times" }
    }

    /// The rules that refused less often than `floor` times.
    func lacking(rules: [String], floor: Int) -> [String] {
        rules.filter { refused[$0, default: 0] < floor }.map { "\($0) refused \(refused[$0, default: 0]) times" }
    }

    var words: String {
        func list(_ counts: [String: Int]) -> String {
            counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "  \($0.key) \($0.value)" }.joined(separator: "\n")
        }
        let all = admitted.values.reduce(0, +)
        return """
            \(histories) histories, \(steps) acts handed in: \(all) admitted, \(refused.values.reduce(0, +)) refused, \(malformed) not read.
            Admitted:
            \(list(admitted))
            Refused:
            \(list(refused))
            """
    }
}
