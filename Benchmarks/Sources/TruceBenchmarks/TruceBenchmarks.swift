import ArgumentParser
import Foundation

@main
struct TruceBenchmarks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "truce-benchmarks",
        abstract: "Measures the registry against bare Ed25519 verification, in one run on this machine.",
        discussion: """
            Ends with 1 when a ratio or a time is not what is wanted.

            EXAMPLES
              truce-benchmarks                      everything
              truce-benchmarks admission --acts 50000
              truce-benchmarks http --truce .build/release/truce
            """)

    enum Name: String, CaseIterable, ExpressibleByArgument {
        case admission, http, verification, idle, replay, every, hashes, scale
    }

    @Argument(help: "Which one; without it, all.") var name: Name?
    @Option(help: "How many acts (default: 64,000 admitted, 16,000 over HTTP, 100,000 verified and replayed, 1,000,000 hashed and scaled to).") var acts: Int?
    @Option(help: "How many times the measured and the bare take turns.") var rounds = 5
    @Option(help: "Where the records are made and removed again: a folder on a real disk, not in memory.") var folder = ".build"
    @Option(name: .customLong("truce"), help: "The program that is measured over HTTP, and that plays the example.") var program = ".build/release/truce"

    func validate() throws {
        guard rounds > 0, acts.map({ $0 > 0 }) ?? true else { throw ValidationError("“--acts” and “--rounds” must be greater than 0.") }
    }

    private func hasProgram(_ name: String) -> Bool {
        guard !FileManager.default.isExecutableFile(atPath: program) else { return true }
        print("\(name): left out, for \(program) is not there: build it, or name another with “--truce”.")
        return false
    }

    func run() async throws {
        print("\(ProcessInfo.processInfo.activeProcessorCount) cores, \(Stage.desks.count) desks, records in \(folder)\n")
        var table = Table()
        var plot: String?
        for name in name.map({ [$0] }) ?? Name.allCases {
            let stage = try await Stage(in: folder)
            defer { stage.remove() }
            switch name {
            case .admission: table.add(try await admission(stage, acts: acts ?? 64_000, rounds: rounds))
            case .http:
                if hasProgram("http") { table.add(try await overHTTP(stage, acts: acts ?? 16_000, rounds: rounds, program: program)) }
            case .every:
                if hasProgram("every") { table.add(try await everySubject(in: folder, acts: acts ?? 100_000, rounds: rounds, program: program)) }
            case .verification: table.add(try await verification(stage, acts: acts ?? 100_000, rounds: rounds))
            case .idle: table.add(try await idle(stage))
            case .hashes: table.add(try await hashes(entries: acts ?? 1_000_000, rounds: rounds))
            case .scale:
                let measured = try await scale(stage, upTo: acts ?? 1_000_000)
                table.add(measured.lines)
                plot = measured.plot
            case .replay: table.add(try await replay(stage, acts: acts ?? 100_000, rounds: rounds))
            }
        }
        print("\n" + table.markdown)
        if let plot { print("\n" + plot) }
        if table.falls { throw ExitCode(1) }
    }
}
