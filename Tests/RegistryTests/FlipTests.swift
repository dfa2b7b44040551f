import Foundation
import GRDB
import Mechanism
import Registry
import SQLiteStorage
import Testing
import TransparencyLog

/// A bit flipped in each byte in turn: of each stored value, of each exported file, of the database's file.
@Suite("Flipped bytes")
struct FlipTests {
    private static let isLong = ProcessInfo.processInfo.environment["TRUCE_LONG_TESTS"] != nil
    /// The flips are shared out among so many test cases, which run side by side.
    private static let shares = 2

    /// A record of a dozen acts, some with texts.
    private static func fill(_ storage: any RecordStorage) async throws -> Card {
        var scene = try await Scene.small(storage)
        for number in 1...4 {
            try await scene.office.record(scene.pen.publication("Later, day \(number): “\(String(repeating: "words ", count: number))”"))
        }
        return try Card(firstEntry: scene.first.entry)
    }

    /// Gives `body` the path of a folder with that record, all of it in the one file.
    private static func withFolder(_ body: (String, Card) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "flips-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let record = try SQLiteRecord(folder: folder, for: .keeping)
        let card = try await fill(record)
        try record.close()
        try await DatabaseQueue(path: "\(folder)/\(SQLiteRecord.fileName)").writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
        }
        try await body(folder, card)
    }

    /// Everything that the store answers.
    private struct Answers: Equatable {
        var size: UInt64
        var checkpoint: [UInt8]?
        var entries: [[UInt8]]
        var texts: [UInt64: Set<Text>]
        var places: [UInt64?]
        var tiles: [[UInt8]]

        init(_ folder: String) throws {
            let record = try SQLiteRecord(folder: folder, for: .reading)
            size = try record.size()
            checkpoint = try record.checkpoint()
            entries = try record.entries(0..<min(size, 100))
            texts = try record.texts(0..<100).mapValues(Set.init)
            places = try entries.map { try record.index(of: OpenedAct(Entry(strict: $0).envelope).act.id) }
            tiles = try Tiles.hashTiles(to: min(size, 100)).map { try StorageSource(record).tile($0) }
        }
    }

    /// Whether verifying the folder tells that something is wrong, as `truce verify` does it; a text that is missing is told, too.
    private static func isTold(_ folder: String, _ card: Card) async -> Bool {
        var audit = Audit()
        do { try await audit.replay(folder: folder, card: card) } catch { return true }
        return !audit.holds || audit.open.contains { $0.contains("texts are not here") }
    }

    // MARK: Stored values

    private struct Value {
        let table: String
        let column: String
        let row: [(column: String, value: DatabaseValue)]
        let stored: DatabaseValue

        /// The value with a bit of one byte flipped, and of which there are so many.
        func flipped(_ position: Int) -> DatabaseValue? {
            switch stored.storage {
            case .blob(let data):
                var data = data
                data[data.startIndex + position] ^= 1 << UInt8(position % 8)
                return data.databaseValue
            case .string(let text): return Data(Self.flip(Array(text.utf8), position)).databaseValue
            case .int64(let number): return (number ^ 1 << Int64(position * 8 + position % 8)).databaseValue
            default: return nil
            }
        }
        var count: Int {
            switch stored.storage {
            case .blob(let data): data.count
            case .string(let text): text.utf8.count
            case .int64: 8
            default: 0
            }
        }
        private static func flip(_ bytes: [UInt8], _ position: Int) -> [UInt8] {
            var bytes = bytes
            bytes[position] ^= 1 << UInt8(position % 8)
            return bytes
        }

        /// Puts another value in its place, whatever the tables' own checks would say.
        func put(_ value: DatabaseValue, _ db: Database) throws {
            // A text stays one of the same type, of whatever bytes.
            let new = if case .string = stored.storage { "CAST(? AS TEXT)" } else { "?" }
            let place = row.map { "\($0.column) = ?" }.joined(separator: " AND ")
            try db.execute(
                sql: "UPDATE \(table) SET \(column) = \(new) WHERE \(place)",
                arguments: StatementArguments([value] + row.map(\.value)))
        }
    }

    /// Every value of every table.
    private static func values(_ db: Database) throws -> [Value] {
        var values: [Value] = []
        let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'grdb%' AND name NOT LIKE 'sqlite%'")
        for table in tables {
            let columns = try db.columns(in: table).map(\.name)
            let key = try db.primaryKey(table).columns
            for row in try Row.fetchAll(db, sql: "SELECT * FROM \(table)") {
                let place = key.map { (column: $0, value: row[$0] as DatabaseValue) }
                values += columns.map { Value(table: table, column: $0, row: place, stored: row[$0]) }
            }
        }
        return values
    }

    @Test("A bit flipped in any byte of any stored value is told, or changes no answer", arguments: 0..<shares)
    func storedValues(share: Int) async throws {
        try await Self.withFolder { folder, card in
            let answers = try Answers(folder)
            #expect(await !Self.isTold(folder, card))
            let database = try DatabaseQueue(path: "\(folder)/\(SQLiteRecord.fileName)")
            let values = try await database.read { try Self.values($0) }
            var (flips, untold, blobs) = (0, [String: Int](), 0)
            for value in values {
                for position in 0..<value.count where (position + value.row.count) % Self.shares == share {
                    guard let changed = value.flipped(position) else { continue }
                    let isPut = try await database.writeWithoutTransaction { db in
                        try db.execute(sql: "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF")
                        do { try value.put(changed, db) } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT { return false }
                        return db.changesCount == 1
                    }
                    // Two rows cannot have one key: such a flip cannot be made this way.
                    guard isPut else { continue }
                    flips += 1
                    if !(await Self.isTold(folder, card)) {
                        untold["\(value.table).\(value.column)", default: 0] += 1
                        #expect((try? Answers(folder)) == answers, "\(value.table).\(value.column), byte \(position)")
                        // What is signed or committed to is always told.
                        if case .blob = value.stored.storage { blobs += 1 }
                    }
                    try await database.writeWithoutTransaction { db in
                        let moved = Value(
                            table: value.table, column: value.column,
                            row: value.row.map { ($0.column, $0.column == value.column ? changed : $0.value) }, stored: value.stored)
                        try moved.put(value.stored, db)
                    }
                }
            }
            #expect(flips > 4_000 && blobs == 0, "\(flips) flips; untold: \(untold)")
            #expect(try Answers(folder) == answers)
            #expect(await !Self.isTold(folder, card))
        }
    }

    // MARK: The export

    /// A record as it is exported: files, each of which a hostile hand can change.
    private struct Files: RecordSource {
        var note: [UInt8]
        var tiles: [TilePath: [UInt8]] = [:]

        init(_ storage: any RecordStorage) throws {
            let source = StorageSource(storage)
            note = try source.checkpoint()
            let size = try storage.size()
            for path in Tiles.hashTiles(to: size) + Tiles.entryBundles(to: size) { tiles[path] = try source.tile(path) }
        }

        func checkpoint() -> [UInt8] { note }
        func cosigned() -> [UInt8]? { nil }
        func tile(_ path: TilePath) throws -> [UInt8] { try #require(tiles[path]) }

        func isTold(_ card: Card) async -> Bool {
            var audit = Audit()
            do { try await audit.replay(self, card: card) } catch { return true }
            return !audit.holds
        }
    }

    @Test("A bit flipped in any byte of a record exported as tiles is told", arguments: 0..<shares)
    func export(share: Int) async throws {
        let storage = MemoryRecord()
        let card = try await Self.fill(storage)
        let files = try Files(storage)
        #expect(await !files.isTold(card))
        var flips = 0
        for position in files.note.indices where position % Self.shares == share {
            var changed = files
            changed.note[position] ^= 1 << UInt8(position % 8)
            #expect(await changed.isTold(card), "checkpoint, byte \(position)")
        }
        for (path, bytes) in files.tiles {
            for position in bytes.indices where position % Self.shares == share {
                var changed = files
                changed.tiles[path]?[position] ^= 1 << UInt8(position % 8)
                flips += 1
                let isTold = await changed.isTold(card)
                #expect(isTold, "\(path), byte \(position)")
            }
        }
        #expect(flips > 4_000)
    }

    // MARK: The database's file

    @Test("A bit flipped anywhere in the database's file is told, or changes no answer", arguments: 0..<shares)
    func file(share: Int) async throws {
        try await Self.withFolder { folder, card in
            let path = "\(folder)/\(SQLiteRecord.fileName)"
            let answers = try Answers(folder)
            let handle = try #require(FileHandle(forUpdatingAtPath: path))
            let whole = try #require(try handle.readToEnd())
            func write(_ byte: UInt8, at position: Int) throws {
                try handle.seek(toOffset: UInt64(position))
                try handle.write(contentsOf: [byte])
            }
            var (told, harmless) = (0, 0)
            // A prime, so that every place within a page has its turn.
            for position in stride(from: share, to: whole.count, by: Self.isLong ? Self.shares : 31 * Self.shares) {
                try write(whole[position] ^ 1 << UInt8(position % 8), at: position)
                if await Self.isTold(folder, card) {
                    told += 1
                } else {
                    harmless += 1
                    #expect((try? Answers(folder)) == answers, "byte \(position)")
                }
                for rest in ["-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + rest) }
                try write(whole[position], at: position)
            }
            #expect(told > 100 && harmless > 100, "\(told) told, \(harmless) harmless")
            #expect(try Answers(folder) == answers)
            #expect(await !Self.isTold(folder, card))
        }
    }
}
