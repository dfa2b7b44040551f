import Foundation
import GRDB
import SQLiteStorage
import Testing
import TransparencyLog
import Witness

@Suite("The witness in a SQLite database")
struct SQLiteWitnessTests {
    private static let origin = "log.example/one"

    private static func note(_ size: UInt64, _ root: UInt8 = 0) throws -> Note {
        let key = try SignerKey.generate(name: origin, seed: [UInt8](repeating: 1, count: 32))
        return try Checkpoint(origin: origin, size: size, root: Merkle.leafHash(of: [root])).sign(by: key)
    }

    private static func database(_ folder: Folder) -> String { "\(folder.path)/\(SQLiteWitness.fileName)" }

    @Test("it writes with synchronous = FULL, in WAL mode, still so after it has written")
    func durability() async throws {
        try await Folder.with { folder in
            let witness = try SQLiteWitness(folder: folder.path)
            for round in 0..<2 as Range<UInt8> {
                let pool = try #require(Mirror(reflecting: witness).children.first { $0.label == "database" }?.value as? DatabasePool)
                let (synchronous, journal) = try await pool.writeWithoutTransaction { db in
                    (try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"))
                }
                #expect(synchronous == 2 && journal == "wal")
                #expect(try await witness.replace("log \(round)", nil, with: [round]))
            }
        }
    }

    @Test("only what stands there is replaced, and only once")
    func compareAndSwap() async throws {
        try await Folder.with { folder in
            let witness = try SQLiteWitness(folder: folder.path)
            #expect(try witness.latest("a") == nil)
            #expect(try await !witness.replace("a", [1], with: [2]))
            #expect(try await witness.replace("a", nil, with: [1]))
            #expect(try await !witness.replace("a", nil, with: [9]))
            #expect(try await !witness.replace("a", [2], with: [9]))
            #expect(try await witness.replace("a", [1], with: [2]))
            #expect(try await !witness.replace("a", [1], with: [9]))
            #expect(try witness.latest("a") == [2])
            // Another log, and one whose name only looks the same, is another row.
            #expect(try witness.latest("b") == nil)
            #expect(try await witness.replace("caf\u{E9}", nil, with: [3]))
            #expect(try witness.latest("cafe\u{301}") == nil)
            #expect(try await witness.replace("cafe\u{301}", nil, with: [4]))
            #expect(try witness.latest("caf\u{E9}") == [3])
        }
    }

    @Test("of many that replace the same side by side, one does")
    func race() async throws {
        try await Folder.with { folder in
            let witness = try SQLiteWitness(folder: folder.path)
            var before: [UInt8]?
            for round in 0..<5 as Range<UInt8> {
                let old = before
                let won = try await withThrowingTaskGroup(of: UInt8?.self) { group in
                    for number in 0..<20 as Range<UInt8> {
                        group.addTask { try await witness.replace("a", old, with: [round, number]) ? number : nil }
                    }
                    return try await group.reduce(into: [UInt8]()) { if let number = $1 { $0.append(number) } }
                }
                #expect(won.count == 1)
                before = [round] + won
                #expect(try witness.latest("a") == before)
            }
        }
    }

    @Test("what was stored is there when the witness is opened again, and a second process is refused meanwhile")
    func reopened() async throws {
        try await Folder.with { folder in
            let first = try SQLiteWitness(folder: folder.path)
            #expect(try await first.replace("a", nil, with: [1, 2, 3]))
            #expect(try await first.keep(Misbehaviour(SplitView(Self.note(5), Self.note(5, 1)), seen: 77), of: Self.origin))
            let error = #expect(throws: SQLiteStorageError.self) { try SQLiteWitness(folder: folder.path) }
            #expect(error?.code == .heldElsewhere && error?.message.contains("witness") == true)
            try first.close()
            let second = try SQLiteWitness(folder: folder.path)
            #expect(try second.latest("a") == [1, 2, 3])
            #expect(try second.misbehaviours(Self.origin) == [Misbehaviour(SplitView(Self.note(5), Self.note(5, 1)), seen: 77)])
        }
    }

    @Test("proofs of misbehaviour come back as they were kept, once each, and no log fills the disk with them")
    func misbehaviours() async throws {
        try await Folder.with { folder in
            let witness = try SQLiteWitness(folder: folder.path)
            let larger = Misbehaviour(
                SplitView(try Self.note(5), try Self.note(9), root: Merkle.leafHash(of: [7]), proof: [Merkle.emptyRoot, Merkle.leafHash(of: [8])]), seen: 1)
            #expect(try await witness.keep(larger, of: Self.origin))
            #expect(try await !witness.keep(larger, of: Self.origin))
            #expect(try witness.misbehaviours(Self.origin) == [larger])
            for root in 1...40 as ClosedRange<UInt8> {
                _ = try await witness.keep(Misbehaviour(SplitView(try Self.note(5), try Self.note(5, root)), seen: 2), of: Self.origin)
            }
            #expect(try witness.misbehaviours(Self.origin).count == SQLiteWitness.mostProofs)
            #expect(try witness.misbehaviours("other").isEmpty)
            #expect(try await witness.keep(Misbehaviour(SplitView(try Self.note(5), try Self.note(5, 1)), seen: 2), of: "other"))
        }
    }

    @Test("no column may be NULL, and every table is strict", arguments: [
        "INSERT INTO checkpoints VALUES (NULL, x'00')", "INSERT INTO checkpoints VALUES (x'00', NULL)", "INSERT INTO checkpoints VALUES (x'00', x'')",
        "INSERT INTO checkpoints VALUES (x'', x'00')", "INSERT INTO checkpoints VALUES ('a', x'00')", "INSERT INTO checkpoints VALUES (x'00', 'a')",
        "INSERT INTO checkpoints VALUES (zeroblob(256), x'00')",
        "INSERT INTO misbehaviours VALUES (1, x'00', x'00', x'00', x'00', x'', 1)", "INSERT INTO misbehaviours VALUES (1, x'00', x'00', x'00', x'', x'00', 1)",
        "INSERT INTO misbehaviours VALUES (1, x'00', x'00', x'00', NULL, x'', 1)", "INSERT INTO misbehaviours VALUES (1, x'00', x'00', x'00', x'', x'', NULL)",
    ])
    func strict(statement: String) async throws {
        try await Folder.with { folder in
            let witness = try SQLiteWitness(folder: folder.path)
            try witness.close()
            let database = try DatabaseQueue(path: Self.database(folder))
            try await database.write { db in
                try db.execute(sql: "INSERT INTO checkpoints VALUES (x'01', x'00'); INSERT INTO misbehaviours VALUES (9, x'00', x'00', x'00', x'', x'', 1)")
            }
            let error = await #expect(throws: DatabaseError.self) { try await database.write { try $0.execute(sql: statement) } }
            #expect([.SQLITE_CONSTRAINT, .SQLITE_MISMATCH].contains(error?.resultCode), "\(error.map { "\($0)" } ?? "")")
            let loose = try await database.read { db in
                try String.fetchAll(db, sql: "SELECT name FROM pragma_table_list WHERE strict = 0 AND schema = 'main' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'")
            }
            #expect(loose.isEmpty)
        }
    }

    @Test("a file that is no database is told in a sentence")
    func noDatabase() throws {
        try Folder.with { folder in
            try Data("This is not a database, whatever its name says; it is a text.".utf8).write(to: URL(filePath: Self.database(folder)))
            let error = #expect(throws: SQLiteStorageError.self) { try SQLiteWitness(folder: folder.path) }
            #expect(error?.code == .unreadable)
        }
    }
}
