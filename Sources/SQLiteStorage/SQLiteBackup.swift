import Foundation
import GRDB

/// A record as it stood at one moment, in one file: a database with the record's own tables, and one more for the files that
/// went with it.
///
/// Whatever is made of a backup keeps that table, and by it the mark that it was restored, until the record was compared with
/// what others have: a backup that is older than the record would otherwise go on as another record under the same name.
public struct SQLiteBackup: Sendable {
    let path: String

    /// - Parameter path: the backup's file.
    public init(_ path: String) { self.path = path }

    static let table = "backup"

    /// Copies a record into a new file while it is being kept: everything that was stored at one moment, texts included.
    /// Durable when it returns; what was written in part, when it throws, is for the caller to remove.
    /// - Parameter files: what goes with the record, by name.
    public static func make(of record: SQLiteRecord, at path: String, with files: [String: [UInt8]]) throws -> SQLiteBackup {
        do {
            let copy = try DatabaseQueue(path: path)
            try record.copy(to: copy)
            try copy.writeWithoutTransaction { db in
                // One file, whole by itself, and on the disk with each statement that returns.
                try db.execute(sql: "PRAGMA journal_mode = DELETE")
                try db.execute(sql: "PRAGMA synchronous = FULL")
                try db.execute(sql: "PRAGMA secure_delete = ON")
                try db.inTransaction {
                    try db.execute(sql: "CREATE TABLE IF NOT EXISTS \(table) (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT, WITHOUT ROWID")
                    // What stood there before goes, also from pages that are free: it may have been a key.
                    try db.execute(sql: "DELETE FROM \(table)")
                    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
                        try db.execute(sql: "INSERT INTO \(table) VALUES (?, ?)", arguments: [name, Data(bytes)])
                    }
                    return .commit
                }
            }
            try copy.close()
        } catch let error as DatabaseError {
            throw SQLiteStorageError(.notStored, "\(path) must be a place with room for the whole record: \(error.message ?? "\(error.resultCode)").")
        }
        return SQLiteBackup(path)
    }

    /// The files that went with the record, by name.
    public func files() throws -> [String: [UInt8]] { try record().mark() ?? [:] }

    /// The record in the backup, to be read.
    public func record() throws -> SQLiteRecord {
        let record = try SQLiteRecord(file: path)
        guard try record.isRestored() else { throw SQLiteStorageError(.unreadable, "\(path) must be what “truce backup” wrote.") }
        return record
    }
}

extension SQLiteRecord {
    /// Whether the record was restored, and not compared yet with what others have of it.
    public func isRestored() throws -> Bool { try mark() != nil }

    fileprivate func mark() throws -> [String: [UInt8]]? {
        try read { db in
            guard try db.tableExists(SQLiteBackup.table) else { return nil }
            let rows = try Row.fetchAll(db, sql: "SELECT name, bytes FROM \(SQLiteBackup.table)")
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0] as String, Array($0[1] as Data)) })
        }
    }

    /// Takes the mark away: the record was compared, and nobody has more of it.
    public func markCompared() async throws {
        try await write { db in try db.execute(sql: "DROP TABLE IF EXISTS \(SQLiteBackup.table)") }
    }
}
