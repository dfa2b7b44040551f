import ArgumentParser
import OpenSources

struct Sources: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads publications: who said what, and which carry the same statement.",
        discussion: "EXAMPLES\n  truce sources read *.txt\n  truce sources read page.html --json",
        subcommands: [Read.self])

    struct Read: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Reads files, prints their quotes and statements.")
        @Argument(help: "Text or HTML files.") var files: [String]
        @Flag(name: .long, help: "As JSON.") var json = false

        func run() async throws {
            let (publications, statements) = try PressFiles.read(files)
            if json { return print(Reading.json(publications, statements)) }
            for publication in publications {
                print("\(publication.file): \(publication.headline ?? publication.title)")
                print("  \(publication.outlet?.name ?? "outlet not named"), \(publication.published.day.map { "\($0)" } ?? "day not known"), \(publication.quotes.count) quotes")
            }
            print("")
            for statement in statements {
                print("\(statement.id): \(statement.speaker), \(statement.day.map { "\($0)" } ?? "day not known"), carried by \(statement.carriers.count): \(statement.carriers.map(\.file).joined(separator: ", "))")
            }
        }
    }
}

/// Publications read from files.
enum PressFiles {
    static func read(_ files: [String]) throws -> ([Publication], [Statement]) {
        let publications = try files.map { path in
            do {
                return try OpenSources.read(file: path, bytes: try Files.read(path))
            } catch let error as UnreadablePublication {
                throw Complaint("\(path): \(error)")
            }
        }
        return (publications, Grouping.group(publications))
    }
}
