import Foundation
import GRDB
import Mechanism
import Registry
import SQLiteStorage
import Testing

@Suite("A damaged database")
struct DamagedDatabaseTests {
    @Test("A file that is no database gives a plain error, and is left as it is", arguments: [SQLiteRecord.Purpose.reading, .keeping])
    func noDatabase(purpose: SQLiteRecord.Purpose) throws {
        try Folder.with { folder in
            let content = Data(String(repeating: "This is a letter, not a database. ", count: 100).utf8)
            try content.write(to: URL(filePath: folder.database))
            let error = #expect(throws: SQLiteStorageError.self) { try SQLiteRecord(folder: folder.path, for: purpose) }
            #expect(error?.code == .unreadable)
            #expect(error?.message.contains("must be the database of a record") == true)
            #expect(try Data(contentsOf: URL(filePath: folder.database)) == content)
        }
    }

    @Test("A database without a record's tables gives a reader a plain error", arguments: [true, false])
    func otherDatabase(empty: Bool) throws {
        try Folder.with { folder in
            if empty {
                try Data().write(to: URL(filePath: folder.database))
            } else {
                try DatabaseQueue(path: folder.database).write { try $0.execute(sql: "CREATE TABLE letters (words TEXT)") }
            }
            let error = #expect(throws: (any Error).self) { try SQLiteRecord(folder: folder.path, for: .reading).size() }
            #expect((error as? SQLiteStorageError)?.code == .unreadable, "\(error.map { "\($0)" } ?? "")")
        }
    }

    @Test("A database cut off anywhere gives an error or less than the whole, never a crash", arguments: [SQLiteRecord.Purpose.reading, .keeping])
    func truncated(purpose: SQLiteRecord.Purpose) async throws {
        try await Folder.with { folder in
            let batch = Batch.plain(first: 0, count: 400, texts: 2)
            try await Self.store(batch, folder)
            let whole = try Data(contentsOf: URL(filePath: folder.database))
            var failed = 0
            let lengths = Array(stride(from: 1, to: whole.count, by: max(1, whole.count / 60))) + [16, 99, 100, 4095, 4096, 4097, 8191, 8192, 8193]
            for length in lengths {
                try Self.replace(folder, with: whole.prefix(length))
                do {
                    // The last page may be one that nothing read here needs.
                    if try Self.readsWhole(batch, folder, purpose), length <= whole.count - 8192 {
                        Issue.record("cut to \(length) of \(whole.count) bytes, the record reads as if whole")
                    }
                } catch {
                    failed += 1
                    #expect(!"\(error)".isEmpty)
                }
            }
            #expect(failed > lengths.count / 2)
        }
    }

    @Test("A database with flipped bytes gives an error or other bytes, never a crash")
    func flipped() async throws {
        try await Folder.with { folder in
            let batch = Batch.plain(first: 0, count: 200, texts: 1)
            try await Self.store(batch, folder)
            let whole = try Data(contentsOf: URL(filePath: folder.database))
            for position in stride(from: 0, to: whole.count, by: max(1, whole.count / 150)) {
                var changed = whole
                changed[position] ^= 0xFF
                try Self.replace(folder, with: changed)
                _ = try? Self.readsWhole(batch, folder, .reading)
            }
            try Self.replace(folder, with: whole)
            #expect(try Self.readsWhole(batch, folder, .reading))
        }
    }

    // MARK: The tables

    @Test("Strict tables take neither NULL, nor another type, nor another length", arguments: [
        "INSERT INTO entries VALUES (7, NULL)", "INSERT INTO entries VALUES (7, 'words')", "INSERT INTO entries VALUES (7, x'')",
        "INSERT INTO entries VALUES ('x', x'00')", "INSERT INTO entries VALUES (0, x'00')", "INSERT INTO entries VALUES (7, 3)",
        "INSERT INTO acts VALUES (NULL, 0)", "INSERT INTO acts VALUES (x'00', 0)", "INSERT INTO acts VALUES (randomblob(32), NULL)",
        "INSERT INTO acts VALUES (randomblob(32), 0)", "INSERT INTO acts VALUES (randomblob(32), 99)", "INSERT INTO acts VALUES (hex(randomblob(16)), 1)",
        "INSERT INTO texts SELECT place, NULL, 'a', 'en', randomblob(32), x'62' FROM acts",
        "INSERT INTO texts SELECT place, 9, NULL, 'en', randomblob(32), x'62' FROM acts",
        "INSERT INTO texts SELECT place, 9, 'a', NULL, randomblob(32), x'62' FROM acts",
        "INSERT INTO texts SELECT place, 9, 'a', 'en', NULL, x'62' FROM acts",
        "INSERT INTO texts SELECT place, 9, 'a', 'en', randomblob(31), x'62' FROM acts",
        "INSERT INTO texts SELECT place, 9, 'a', 'en', randomblob(32), NULL FROM acts",
        "INSERT INTO texts SELECT place, 9, 'a', 'en', randomblob(32), 'words' FROM acts",
        "INSERT INTO texts VALUES (1000000, 9, 'a', 'en', randomblob(32), x'62')",
        "INSERT INTO tiles VALUES (NULL, 5, zeroblob(32))", "INSERT INTO tiles VALUES (0, NULL, zeroblob(32))",
        "INSERT INTO tiles VALUES (0, 5, NULL)", "INSERT INTO tiles VALUES (0, 5, zeroblob(31))", "INSERT INTO tiles VALUES (0, 5, zeroblob(8193))",
        "INSERT INTO tiles VALUES (0, 5, 'words')", "INSERT INTO tiles VALUES (0.5, 5, zeroblob(32))",
        "INSERT INTO record VALUES (2, 0, x'')", "UPDATE record SET size = NULL", "UPDATE record SET size = 'many'",
        "UPDATE record SET checkpoint = NULL", "UPDATE record SET checkpoint = ''",
    ])
    func strict(statement: String) async throws {
        try await Folder.with { folder in
            try await Self.store(Batch.plain(first: 0, count: 1), folder)
            let database = try DatabaseQueue(path: folder.database)
            // The same tables take what is right.
            try await database.write { db in
                try db.execute(sql: """
                    INSERT INTO entries VALUES (1, x'00'), (2, x'00');
                    INSERT INTO texts SELECT place, 8, 'a', 'en', randomblob(32), x'62' FROM acts;
                    INSERT INTO acts VALUES (randomblob(32), 2);
                    INSERT INTO tiles VALUES (0, 4, zeroblob(32));
                    UPDATE record SET checkpoint = x'00';
                    """)
            }
            let error = await #expect(throws: DatabaseError.self) { try await database.write { try $0.execute(sql: statement) } }
            #expect([.SQLITE_CONSTRAINT, .SQLITE_MISMATCH].contains(error?.resultCode), "\(error.map { "\($0)" } ?? "")")
        }
    }

    @Test("Every table is strict")
    func everyTable() async throws {
        try await Folder.with { folder in
            try await Self.store(Batch.plain(first: 0, count: 1), folder)
            let loose = try await DatabaseQueue(path: folder.database).read { db in
                try String.fetchAll(db, sql: "SELECT name FROM pragma_table_list WHERE strict = 0 AND schema = 'main' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'")
            }
            #expect(loose.isEmpty)
        }
    }

    // MARK: Damaging

    /// Stores a batch and closes the record, so that all of it lies in the one file.
    private static func store(_ batch: RecordBatch, _ folder: Folder) async throws {
        let record = try SQLiteRecord(folder: folder.path, for: .keeping)
        try await record.commit(batch)
        try record.close()
        try await DatabaseQueue(path: folder.database).writeWithoutTransaction { db in
            _ = try Row.fetchAll(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
    }

    private static func replace(_ folder: Folder, with bytes: some DataProtocol) throws {
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder.database + suffix) }
        try Data(bytes).write(to: URL(filePath: folder.database))
    }

    private static func readsWhole(_ batch: RecordBatch, _ folder: Folder, _ purpose: SQLiteRecord.Purpose) throws -> Bool {
        let record = try SQLiteRecord(folder: folder.path, for: purpose)
        let size = try record.size()
        let acts = batch.entries.map(\.act)
        return try size == UInt64(acts.count) && record.checkpoint() == batch.checkpoint
            && record.entries(0..<size) == batch.entries.map(\.bytes)
            && record.texts(0..<size).count == acts.count && acts.allSatisfy { try record.index(of: $0) != nil }
            && record.tile(level: 0, index: 0) == batch.tiles[0].bytes
    }
}
