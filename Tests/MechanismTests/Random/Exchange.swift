import Foundation

@testable import Mechanism

/// Histories beside which their mirror images are played.
enum Exchange {
    /// A stage opened without slips, once for all histories that part from there.
    private struct Opening: Sendable {
        let ripeness: Ripeness
        var author: Author
        var twins: [Twin]
        var problems: [String] = []
    }

    /// How many acts are handed in.
    static let length = 40

    /// Plays the histories of these numbers, on all cores.
    /// - Parameter manners: how the parties are exchanged; in one of two ways by turns, and in every fifth history in both, where none is named.
    static func run(
        _ numbers: Range<Int>, _ manners: [Renaming.Manner] = [], admission: @escaping Admission = admission
    ) async -> (problems: [String], tally: Tally) {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let openings = Ripeness.openings.map { opening($0.stage, $0.ripeness, manners, admission) }
        return await withTaskGroup(of: ([String], Tally).self) { group in
            for core in 0..<cores {
                group.addTask {
                    var (problems, tally) = ([String](), Tally())
                    for number in stride(from: numbers.lowerBound + core, to: numbers.upperBound, by: cores) where problems.count < 20 {
                        var opening = openings[number % openings.count]
                        if manners.isEmpty, number % 5 > 0 { opening.twins = [opening.twins[number / openings.count % 2]] }
                        problems += play(number, opening, admission, &tally)
                    }
                    return (problems, tally)
                }
            }
            return await group.reduce(into: ([], Tally())) { sum, part in
                sum.0 += part.0
                sum.1.add(part.1)
            }
        }
    }

    private static func opening(_ stage: Stage, _ ripeness: Ripeness, _ manners: [Renaming.Manner], _ admission: @escaping Admission) -> Opening {
        let manners = manners.isEmpty ? Renaming.Manner.allCases : manners
        var opening = Opening(
            ripeness: ripeness, author: Author(stage, ripeness, seed: UInt64(stage.number), admission: admission),
            twins: manners.map { Twin(stage, $0, admission: admission) })
        var tally = Tally()
        while opening.problems.isEmpty, let step = opening.author.opening() {
            opening.problems = take(step, &opening.author, &opening.twins, &tally)
        }
        if opening.problems.isEmpty, !opening.author.isRipe { opening.problems = ["Stage \(stage.number) does not become \(ripeness)."] }
        return opening
    }

    private static func play(_ number: Int, _ opening: Opening, _ admission: @escaping Admission, _ tally: inout Tally) -> [String] {
        guard opening.problems.isEmpty else { return opening.problems }
        tally.countHistory()
        let seed = 4 << 32 + UInt64(number)
        var (author, twins) = (opening.author.restarted(opening.ripeness, seed: seed, admission: admission), opening.twins)
        // Some begin with nothing, and slip on the way to an agreement.
        if number % 25 == 7 {
            author = Author(author.stage, seed: seed, admission: admission)
            twins = twins.map { Twin(author.stage, $0.renaming.manner, admission: admission) }
        }
        for place in 0..<length {
            let step = author.next()
            let problems = take(step, &author, &twins, &tally)
            guard problems.isEmpty else { return problems.map { "History \(number), step \(place), \(step.kind): \($0)" } }
        }
        return twins.flatMap { twin in twin.problems(author.state).prefix(3).map { "History \(number), \(twin.renaming.manner): \($0)" } }
    }

    private static func take(_ step: Step, _ author: inout Author, _ twins: inout [Twin], _ tally: inout Tally) -> [String] {
        let turned = twins.indices.map { twins[$0].turn(step, after: &author) }
        let outcome = author.take(step)
        tally.count(step.kind, outcome)
        return twins.indices.compactMap { index in
            twins[index].problem(outcome, twins[index].take(turned[index])).map { "\(twins[index].renaming.manner): \($0)" }
        }
    }
}
