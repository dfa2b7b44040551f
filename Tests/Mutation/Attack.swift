import Foundation

/// Has very many mangled inputs read. None may crash the reader; what is read must have one reading; what is refused is refused
/// in one sentence.
public struct Attack: Sendable {
    /// How many inputs each reader gets: a million in the long tests.
    public static let rounds = ProcessInfo.processInfo.environment["TRUCE_LONG_TESTS"] == nil ? 50_000 : 1_000_000

    private let seeds: [[UInt8]]
    private let seed: UInt64
    private let rounds: Int
    private let isAuthenticated: Bool
    private let isSame: @Sendable (_ input: [UInt8], _ again: [UInt8]) -> Bool

    /// - Parameters:
    ///   - seeds: what mangled copies are made of; each must be read.
    ///   - seed: makes the inputs the same in each run.
    ///   - isAuthenticated: no mangled copy may be read at all; elsewhere some must be, or the comparison says nothing.
    ///   - isSame: whether what is written back means what was read; by default only the same bytes do.
    public init(
        _ seeds: [[UInt8]], seed: UInt64, rounds: Int = Self.rounds, isAuthenticated: Bool = false,
        isSame: @escaping @Sendable (_ input: [UInt8], _ again: [UInt8]) -> Bool = { $0 == $1 }
    ) {
        (self.seeds, self.seed, self.rounds, self.isAuthenticated, self.isSame) = (seeds, seed, rounds, isAuthenticated, isSame)
    }

    /// - Parameter read: reads an input and gives what the reader writes back; throws when it refuses.
    /// - Returns: what is wrong with the reader, naming the seed and the round of each input; empty when nothing was found.
    public func problems(_ read: (_ input: [UInt8]) throws -> [UInt8]) -> [String] {
        var problems: [String] = []
        for (number, whole) in seeds.enumerated() {
            do {
                if try !isSame(whole, read(whole)) { problems.append("Undamaged input \(number) was read as something else.") }
            } catch {
                problems.append("Undamaged input \(number) was refused: \(error)")
            }
        }
        var taken = 0
        for round in 0..<rounds where problems.count < 5 {
            // Each round by itself, so that the one that fails can be run alone.
            var random = SeededGenerator(seed: seed << 32 + UInt64(round))
            let input = input(round, &random)
            guard let problem = problem(of: input, &taken, read) else { continue }
            problems.append("Seed \(seed), round \(round): \(problem) The input: \(String(decoding: input, as: UTF8.self).debugDescription)")
        }
        if !isAuthenticated, taken <= rounds / 5_000 {
            problems.append("Only \(taken) of \(rounds) mangled inputs were read, so nothing is shown.")
        }
        return problems
    }

    private func problem(of input: [UInt8], _ taken: inout Int, _ read: (_ input: [UInt8]) throws -> [UInt8]) -> String? {
        do {
            let again = try read(input)
            if seeds.contains(input) { return nil }
            taken += 1
            if isAuthenticated { return "It was read, though nobody could have made it." }
            return isSame(input, again) ? nil : "It was read as \(String(decoding: again, as: UTF8.self).debugDescription)."
        } catch {
            return Self.isSentence("\(error)") ? nil : "It was refused in no plain sentence: \("\(error)".debugDescription)."
        }
    }

    private func input(_ round: Int, _ random: inout SeededGenerator) -> [UInt8] {
        if round % 50 == 0 { return random.bytes(Int.random(in: 0..<300, using: &random)) }
        let one = seeds[Int.random(in: seeds.indices, using: &random)]
        return Mutation.mutated(one, seeds[Int.random(in: seeds.indices, using: &random)], using: &random)
    }

    /// Whether an error is told in one line of plain words.
    public static func isSentence(_ words: String) -> Bool {
        words.utf8.count > 10 && words.utf8.count < 2_000 && words.contains(" ")
            && !words.unicodeScalars.contains { $0.value < 0x20 } && !words.contains("Error(") && !words.contains("Optional(")
    }
}

/// Why an input was refused by a reader that gives no reason.
public struct Refused: Error, CustomStringConvertible {
    public let description = "This input is refused without a reason given."
    public init() {}
}

/// Whether two JSON texts say the same to a reader that is not ours, the order of keys apart.
@Sendable public func sameJSON(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard let one = try? JSONSerialization.jsonObject(with: Data(one), options: .fragmentsAllowed) as? NSObject,
        let other = try? JSONSerialization.jsonObject(with: Data(other), options: .fragmentsAllowed) as? NSObject
    else { return false }
    return one.isEqual(other)
}
