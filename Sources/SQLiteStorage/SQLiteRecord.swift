import Foundation
import GRDB
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
        /// To read it, beside whoever keeps it.
        case reading
    }

    let reader: any DatabaseReader & Sendable
    private let writer: DatabasePool?
    private let lock: FolderLock?
    private let path: String
    /// A write failed: nothing more is written.
    private let isGivenUp = Mutex(false)

    /// After how many pages the log is written back into the database. Acts are found by their hash, so each batch changes
    /// pages all over: the more batches are written back at once, the fewer times each page is written.
    private static let pagesUntilCheckpoint = 8_192

    /// The database's file in a record's folder.
    public static let fileName = "record.sqlite"

    /// Opens the record in `folder`.
    public init(folder: String, for purpose: Purpose) throws {
        path = folder + "/" + Self.fileName
        let path = path
        switch purpose {
        case .keeping:
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            lock = try FolderLock(folder + "/record.lock")
            let pool = try Self.reading(path) { try DatabasePool(path: path) }
            try Self.reading(path) { try Schema.migrator.migrate(pool) }
            try Self.demandDurability(pool)
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
        // Closing would write: after a write that failed, only the next start does.
        if !isGivenUp.withLock({ $0 }) { try reader.close() }
        lock?.release()
    }

    private static func reading<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw SQLiteStorageError(.unreadable, "\(path) must be the database of a record, and could not be read as one: \(error.message ?? "\(error.resultCode)").")
        }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try Self.reading(path) { try reader.read(body) }
    }

    /// GRDB sets `synchronous` to NORMAL when it opens a pool; the record needs FULL, and checks that it has it.
    private static func demandDurability(_ pool: DatabasePool) throws {
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            WriteBack.demand(db, after: Self.pagesUntilCheckpoint)
            let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous")
            let journal = try String.fetchOne(db, sql: "PRAGMA journal_mode")
            guard synchronous == 2, journal == "wal" else {
                throw SQLiteStorageError(.notDurable, "The database must be in WAL mode with synchronous = FULL, and is not.")
            }
        }
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

    public func entries(_ range: Range<UInt64>) throws -> [[UInt8]] {
        try read { db in
            let rows = try Row.fetchCursor(
                try db.cachedStatement(sql: "SELECT bytes, place FROM entries WHERE place >= ? AND place < ? ORDER BY place"),
                arguments: [Int64(range.lowerBound), Int64(range.upperBound)])
            var entries: [[UInt8]] = []
            while let row = try rows.next() {
                guard row[1] == Int64(range.lowerBound) + Int64(entries.count) else {
                    throw SQLiteStorageError(.unreadable, "The database must hold entry \(range.lowerBound + UInt64(entries.count)) at its place, and does not.")
                }
                entries.append(try row.withUnsafeData(atIndex: 0) { data in data.map { [UInt8]($0) } ?? [] })
            }
            return entries
        }
    }

    public func index(of act: ActID) throws -> UInt64? {
        try read { db in
            try Int64.fetchOne(
                try db.cachedStatement(sql: "SELECT place FROM acts WHERE id = ?"), arguments: [Data(act.bytes)]
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
                texts[UInt64(row[0] as Int64), default: []].append(
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

    /// Writes in one transaction. When the disk does not take it, nothing is written any more, not even again: what a sync
    /// that failed has dropped, a second one would not bring back.
    func write(_ body: @escaping @Sendable (Database) throws -> Void) async throws {
        guard let writer else {
            throw SQLiteStorageError(.heldElsewhere, "A record opened for reading is not written to.")
        }
        guard !isGivenUp.withLock({ $0 }) else {
            throw SQLiteStorageError(.notStored, "A write failed before, so the record must be opened anew.")
        }
        do {
            try await writer.write(body)
        } catch let error as DatabaseError {
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

    private static func store(_ batch: RecordBatch, _ db: Database) throws {
        // Compare and swap: a record that has grown otherwise than by this batch's predecessor takes nothing.
        try db.execute(
            sql: "UPDATE record SET size = ?, checkpoint = ? WHERE one = 1 AND size = ?",
            arguments: [Int64(batch.first) + Int64(batch.entries.count), Data(batch.checkpoint), Int64(batch.first)])
        guard db.changesCount == 1 else {
            throw SQLiteStorageError(.conflict, "The record was changed by somebody else, so this batch was not stored.")
        }
        let entry = try db.cachedStatement(sql: "INSERT INTO entries (place, bytes) VALUES (?, ?)")
        let act = try db.cachedStatement(sql: "INSERT INTO acts (id, place) VALUES (?, ?)")
        let text = try db.cachedStatement(
            sql: "INSERT INTO texts (entry, place, slot, language, salt, text) VALUES (?, ?, ?, ?, ?, ?)")
        for (offset, new) in batch.entries.enumerated() {
            let place = Int64(batch.first) + Int64(offset)
            try entry.execute(arguments: [place, Data(new.bytes)])
            try act.execute(arguments: [Data(new.act.bytes), place])
            for (number, words) in new.texts.enumerated() {
                try text.execute(arguments: [
                    place, number, words.slot.name, words.language.name, Data(words.salt.bytes), Data(words.text.utf8),
                ])
            }
        }
        let tile = try db.cachedStatement(
            sql: """
                INSERT INTO tiles (level, place, bytes) VALUES (?, ?, ?)
                ON CONFLICT (level, place) DO UPDATE SET bytes = excluded.bytes
                """)
        for changed in batch.tiles {
            try tile.execute(arguments: [changed.level, Int64(changed.index), Data(changed.bytes)])
        }
    }
}
