import Foundation
import GRDB
import GRDBSQLite
public import Mechanism
public import Registry
import Synchronization

/// The record in one SQLite database: the embedded default behind ``RecordStorage``.
///
/// One transaction stores a batch: entries, texts, tiles and checkpoint. The database is in WAL mode with
/// `synchronous = FULL`, so the transaction is on the disk when it returns. A crash before leaves none of it.
public final class SQLiteRecord: RecordStorage {
    /// What a record is opened for.
    public enum Purpose: Sendable {
        /// To keep it: the folder is made if need be, and held for this process alone.
        case keeping
        /// To keep a follower's copy: the same, with the follower's own tables.
        case following
        /// To read it, beside whoever keeps it.
        case reading
    }

    private let reader: any DatabaseReader & Sendable
    private let writer: DatabasePool?
    private let lock: FolderLock?
    private let gate = Gate()
    let folder: String
    private let path: String
    /// A write failed: nothing more is written.
    private let isGivenUp = Mutex(false)

    /// After how many pages the log is written back into the database: the more batches are written back at once, the fewer
    /// times each page is written.
    private static let pagesUntilCheckpoint = 4_096

    /// The database's file in a record's folder.
    public static let fileName = "record.sqlite"

    /// Opens the record in `folder`.
    public init(folder: String, for purpose: Purpose) throws {
        self.folder = folder
        path = folder + "/" + Self.fileName
        let path = path
        switch purpose {
        case .keeping, .following:
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            lock = try FolderLock(
                folder + "/record.lock",
                held: "The record is being kept by another process: stop it first, or hand the act in at its address.")
            var configuration = Configuration()
            // Takes effect where the database is made. A batch is some tens of thousands of bytes.
            configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA page_size = 8192") }
            let pool = try Self.reading(path) { [configuration] in try DatabasePool(path: path, configuration: configuration) }
            try Self.reading(path) { try (purpose == .following ? Schema.following : Schema.migrator).migrate(pool) }
            try Durability.demand(pool, pages: Self.pagesUntilCheckpoint)
            (reader, writer) = (pool, pool)
        case .reading:
            guard FileManager.default.fileExists(atPath: path) else {
                throw SQLiteStorageError(.absent, "There is no record in \(folder): “truce init” makes one.")
            }
            lock = nil
            reader = try Self.readOnly(path)
            writer = nil
        }
    }

    /// Opens a record's database for reading, wherever it lies.
    init(file path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else {
            throw SQLiteStorageError(.absent, "There is no file \(path).")
        }
        self.path = path
        folder = (path as NSString).deletingLastPathComponent
        lock = nil
        reader = try Self.readOnly(path)
        writer = nil
    }

    private static func readOnly(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        return try reading(path) { try DatabaseQueue(path: path, configuration: configuration) }
    }

    /// Closes the database and lets go of the folder; nothing is read or written afterwards.
    public func close() throws {
        gate.shut()
        // Closing writes: after a write that failed, only the next start does.
        if !isGivenUp.withLock({ $0 }) {
            try writeBack()
            try reader.close()
        }
        lock?.release()
    }

    /// Writes the log back, so that the one file is whole by itself. A pool closes its readers last, and they write nothing.
    private func writeBack() throws {
        do {
            try writer?.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY {
            // Somebody still reads; the next start has the log.
        }
    }

    private static func reading<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw SQLiteStorageError(.unreadable, "\(path) must be the database of a record, and could not be read as one: \(error.message ?? "\(error.resultCode)").")
        }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try gate.pass { try Self.reading(path) { try reader.read(body) } }
    }

    /// Copies the whole database as it stands at one moment.
    func copy(to copy: DatabaseQueue) throws {
        try gate.pass { try reader.backup(to: copy) }
    }

    // MARK: Reading

    public func size() throws -> UInt64 {
        try read { db in
            try place(Int64.fetchOne(db, sql: "SELECT size FROM record") ?? 0)
        }
    }

    public func checkpoint() throws -> [UInt8]? {
        try read { db in
            guard let bytes = try Data.fetchOne(db, sql: "SELECT checkpoint FROM record"), !bytes.isEmpty else { return nil }
            return Array(bytes)
        }
    }

    public func cosigned() throws -> [UInt8]? {
        try read { db in
            // A record that was last kept before there were witnesses has no such table.
            guard try db.tableExists("cosigned") else { return nil }
            guard let bytes = try Data.fetchOne(db, sql: "SELECT checkpoint FROM cosigned"), !bytes.isEmpty else { return nil }
            return Array(bytes)
        }
    }

    public func entries(_ range: Range<UInt64>) throws -> [[UInt8]] {
        try read { db in
            try Self.blobs(db, "SELECT bytes, place FROM entries WHERE place >= ? AND place < ? ORDER BY place", range)
        }
    }

    /// The entries in a range, each at its place.
    static func blobs(_ db: Database, _ query: String, _ range: Range<UInt64>) throws -> [[UInt8]] {
        let statement = try db.cachedStatement(sql: query)
        let rows = try Row.fetchCursor(statement, arguments: [Int64(range.lowerBound), Int64(range.upperBound)])
        // Read from SQLite's own memory: a record is read through here whole.
        let row = statement.sqliteStatement
        var entries: [[UInt8]] = []
        entries.reserveCapacity(min(range.count, 1 << 16))
        while try rows.next() != nil {
            guard sqlite3_column_int64(row, 1) == Int64(range.lowerBound) + Int64(entries.count) else {
                throw SQLiteStorageError(.unreadable, "The database must hold entry \(range.lowerBound + UInt64(entries.count)) at its place, and does not.")
            }
            entries.append([UInt8](UnsafeRawBufferPointer(
                start: sqlite3_column_blob(row, 0), count: Int(sqlite3_column_bytes(row, 0)))))
        }
        return entries
    }

    public func index(of act: ActID) throws -> UInt64? {
        try read { db in
            try Int64.fetchOne(
                // Run by run, the latest first.
                try db.cachedStatement(sql: """
                    WITH RECURSIVE run (number) AS (
                        SELECT max(place) >> 9 FROM acts UNION ALL SELECT number - 1 FROM run WHERE number > 0)
                    SELECT place FROM run CROSS JOIN acts ON place >> 9 = number AND id = ? LIMIT 1
                    """),
                arguments: [Data(act.bytes)]
            ).map(place)
        }
    }

    /// What is wrong with the database as such: damaged pages, indexes that contradict their tables; empty when nothing is.
    public func damages() throws -> [String] {
        try read { db in
            let found = try String.fetchAll(db, sql: "PRAGMA integrity_check(5)")
            return found == ["ok"] ? [] : found
        }
    }

    /// The ids of the acts in `range`, as they are looked up by; to be compared with the entries.
    public func acts(_ range: Range<UInt64>) throws -> [ActID] {
        try read { db in
            let rows = try Row.fetchCursor(
                try db.cachedStatement(sql: "SELECT id FROM acts WHERE place >= ? AND place < ? ORDER BY place"),
                arguments: [Int64(range.lowerBound), Int64(range.upperBound)])
            var ids: [ActID] = []
            while let row = try rows.next() { ids.append(Hash(row[0] as Data) ?? .zero) }
            return ids
        }
    }

    public func tile(level: Int, index: UInt64) throws -> [UInt8]? {
        try read { db in
            try Data.fetchOne(
                try db.cachedStatement(sql: "SELECT bytes FROM tiles WHERE level = ? AND place = ?"),
                arguments: [level, Int64(index)]
            ).map { Array($0) }
        }
    }

    public func texts(_ range: Range<UInt64>) throws -> [UInt64: [Text]] {
        try read { db in
            let rows = try Row.fetchCursor(
                try db.cachedStatement(
                    sql: "SELECT entry, slot, language, salt, text FROM texts WHERE entry >= ? AND entry < ? ORDER BY entry, place"),
                arguments: [Int64(range.lowerBound), Int64(range.upperBound)])
            var texts: [UInt64: [Text]] = [:]
            while let row = try rows.next() {
                guard let slot = Identifier(row[1] as String), let language = Identifier(row[2] as String) else { continue }
                texts[try place(row[0]), default: []].append(
                    Text(slot: slot, language: language, salt: Array(row[3] as Data), text: String(decoding: row[4] as Data, as: UTF8.self)))
            }
            return texts
        }
    }

    /// A number of acts or a place among them, which a damaged database may hold below zero.
    private func place(_ number: Int64) throws -> UInt64 {
        guard let place = UInt64(exactly: number) else {
            throw SQLiteStorageError(.unreadable, "The database must count acts from zero, and holds the place \(number).")
        }
        return place
    }

    // MARK: Writing

    public func commit(_ batch: RecordBatch) async throws {
        try await write { db in try Self.store(batch, db) }
    }

    /// Does something in one durable transaction, or nothing of it. When the disk does not take it, nothing is written any more,
    /// not even again: what a sync that failed has dropped, a second one would not bring back.
    func write(_ body: @escaping @Sendable (Database) throws -> Void) async throws {
        guard let writer else {
            throw SQLiteStorageError(.heldElsewhere, "A record opened for reading is not written to.")
        }
        guard !isGivenUp.withLock({ $0 }) else {
            throw SQLiteStorageError(.notStored, "A write failed before, so the record must be opened anew.")
        }
        do {
            try await writer.write(body)
        } catch let error as DatabaseError where error.resultCode != .SQLITE_CONSTRAINT {
            giveUp(writer)
            throw SQLiteStorageError(.notStored, "The disk must take what is written to it, and did not (\(error.message ?? "\(error.resultCode)")).")
        }
    }

    /// The connections stay as they are until the process ends: closing the last one would sync the log again, and write it
    /// into the database.
    private func giveUp(_ writer: DatabasePool) {
        isGivenUp.withLock { isGivenUp in
            if !isGivenUp { _ = Unmanaged.passRetained(writer) }
            isGivenUp = true
        }
    }

    public func erase(_ texts: [UInt64: [Hash]]) async throws {
        let kept = try self.texts(of: Array(texts.keys))
        try await write { db in
            // Where the words stood, zeros are written.
            try db.execute(sql: "PRAGMA secure_delete = ON")
            for (place, commitments) in texts {
                for text in kept[place] ?? [] where commitments.contains(text.reference.commitment) {
                    try db.execute(
                        sql: "DELETE FROM texts WHERE entry = ? AND slot = ? AND language = ? AND salt = ?",
                        arguments: [Int64(place), text.slot.name, text.language.name, Data(text.salt.bytes)])
                }
                try Self.eraseLodged(commitments, of: place, db)
            }
        }
        // The log has the words until it is written back.
        try writeBack()
    }

    public func keep(cosigned note: [UInt8]) async throws {
        try await write { db in
            try db.execute(sql: "UPDATE cosigned SET checkpoint = ? WHERE one = 1", arguments: [Data(note)])
        }
    }

    static func store(_ batch: RecordBatch, _ db: Database) throws {
        // Compare and swap: a record that has grown otherwise than by this batch's predecessor takes nothing.
        try db.execute(
            sql: "UPDATE record SET size = ?, checkpoint = ? WHERE one = 1 AND size = ?",
            arguments: [Int64(batch.first) + Int64(batch.entries.count), Data(batch.checkpoint), Int64(batch.first)])
        guard db.changesCount == 1 else {
            throw SQLiteStorageError(.conflict, "The record was changed by somebody else, so this batch was not stored.")
        }
        let entry = try Insertion(db, "INSERT INTO entries (place, bytes) VALUES (?, ?)")
        let act = try Insertion(db, "INSERT INTO acts (id, place) VALUES (?, ?)")
        let text = try Insertion(db, "INSERT INTO texts (entry, place, slot, language, salt, text) VALUES (?, ?, ?, ?, ?, ?)")
        for (offset, new) in batch.entries.enumerated() {
            let place = Int64(batch.first) + Int64(offset)
            try entry.insert(.integer(place), .blob(new.bytes))
            try act.insert(.blob(new.act.bytes), .integer(place))
            for (number, words) in new.texts.enumerated() {
                try text.insert(
                    .integer(place), .integer(Int64(number)), .text(words.slot.name), .text(words.language.name), .blob(words.salt.bytes),
                    .blob(Array(words.text.utf8)))
            }
        }
        let tile = try Insertion(
            db, """
                INSERT INTO tiles (level, place, bytes) VALUES (?, ?, ?)
                ON CONFLICT (level, place) DO UPDATE SET bytes = excluded.bytes
                """)
        for changed in batch.tiles {
            try tile.insert(.integer(Int64(changed.level)), .integer(Int64(changed.index)), .blob(changed.bytes))
        }
    }
}
