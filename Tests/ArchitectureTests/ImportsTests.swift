import Foundation
import Testing

@Suite("The house")
struct ImportsTests {
    private static let sources = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "../../Sources").standardized

    /// The sources as they lie on the disk: for each room its files.
    private static func rooms() throws -> [String: [URL]] {
        let rooms = try FileManager.default.contentsOfDirectory(atPath: sources.path).filter { !$0.hasPrefix(".") }
        return try Dictionary(uniqueKeysWithValues: rooms.map { room in
            let files = try FileManager.default.subpathsOfDirectory(atPath: sources.appending(path: room).path)
            return (room, files.filter { $0.hasSuffix(".swift") }.sorted().map { sources.appending(path: "\(room)/\($0)") })
        })
    }

    @Test("no room imports what the design gives it no arrow to")
    func arrows() throws {
        var looked = 0
        for (room, files) in try Self.rooms() {
            #expect(House.arrows[room] != nil, "\(room) must have its place among the arrows")
            for file in files {
                for module in Imports(in: try String(contentsOf: file, encoding: .utf8)).modules {
                    looked += 1
                    if let objection = House.objection(to: module, in: room) { Issue.record("\(file.lastPathComponent): \(objection)") }
                }
            }
        }
        // Imports that were not found would pass unseen.
        #expect(looked > 50)
    }

    @Test("the rooms that stand have sources in them, and every arrow leads to a room of the design")
    func whole() throws {
        let rooms = try Self.rooms()
        for room in ["TransparencyLog", "Mechanism", "OpenSources", "Registry", "Witness", "SQLiteStorage", "Outgoing", "Website", "truce"] {
            #expect(rooms[room]?.isEmpty == false, "\(room) must have sources")
        }
        for target in House.arrows.values.joined() { #expect(House.arrows[target] != nil) }
    }

    @Test("no arrows lead in a circle")
    func noCircle() {
        var standing = House.arrows
        while let (room, _) = standing.first(where: { $1.allSatisfy { standing[$0] == nil } }) { standing[room] = nil }
        #expect(standing.isEmpty)
    }

    @Test("an import is found however it is written", arguments: [
        "import Registry", "  public import Registry", "@testable import Registry", "@_spi(Private) internal import Registry",
        "import struct Registry.Card", "private import func Registry.audit", "import Crypto; import Registry",
        "#if canImport(Registry)\nimport Registry\n#endif", "let a = 1 // one\nimport Registry // two", "/* */ import Registry",
        "import\tRegistry",
    ])
    func found(source: String) {
        #expect(Imports(in: source).modules.contains("Registry"))
    }

    @Test("what is only written about is no import", arguments: [
        "// import Registry", "/* import Registry */", "/*\nimport Registry\n*/", "let text = \"\"\"\n  import Registry\n  \"\"\"",
        "let important = Registry()", "importer.import(Registry.self)",
    ])
    func notFound(source: String) {
        #expect(!Imports(in: source).modules.contains("Registry"))
    }

    @Test("an invented source with an arrow that the design does not have is objected to", arguments: [
        ("Mechanism", "import Foundation"), ("Mechanism", "public import Registry"), ("Mechanism", "import TransparencyLog"),
        ("Mechanism", "import struct Foundation.Date"), ("TransparencyLog", "import Mechanism"), ("TransparencyLog", "import NIOCore"),
        ("OpenSources", "import Mechanism"), ("Registry", "import SQLiteStorage"), ("Registry", "import GRDB"), ("Registry", "import Website"),
        ("SQLiteStorage", "import Website"), ("Website", "import SQLiteStorage"), ("Website", "import GRDB"), ("Website", "import truce"),
        ("truce", "import Hummingbird"), ("Witness", "import Registry"), ("Witness", "import Mechanism"), ("Outgoing", "import Website"), ("Website", "import AsyncHTTPClient"), ("Cellar", "import Crypto"),
    ])
    func fires(room: String, source: String) {
        #expect(Imports(in: source).modules.contains { House.objection(to: $0, in: room) != nil })
    }

    @Test("an invented source with the design's own arrows is not objected to", arguments: [
        ("Mechanism", "import Crypto"), ("Registry", "public import Mechanism\nimport TransparencyLog\nimport Crypto"),
        ("Website", "import Hummingbird\nimport Registry\nimport Foundation"), ("truce", "import Website\nimport SQLiteStorage\nimport Yams"),
        ("SQLiteStorage", "import GRDB\npublic import Registry"),
    ])
    func keeps(room: String, source: String) {
        #expect(Imports(in: source).modules.allSatisfy { House.objection(to: $0, in: room) == nil })
    }
}
