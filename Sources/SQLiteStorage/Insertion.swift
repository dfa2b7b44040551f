import GRDB
import GRDBSQLite

/// A statement that puts row after row into a table, from the memory that the values lie in.
struct Insertion {
    enum Value {
        case integer(Int64)
        case text(String)
        case blob([UInt8])
    }

    private let database: Database
    private let statement: Statement

    init(_ database: Database, _ sql: String) throws {
        self.database = database
        statement = try database.cachedStatement(sql: sql)
    }

    /// Inserts one row.
    /// - Throws: the database's error; the transaction that it stands in is then rolled back by whoever began it.
    func insert(_ values: Value...) throws {
        let handle = statement.sqliteStatement
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, value) in values.enumerated() {
            try demand(bind(value, Int32(index + 1), handle), SQLITE_OK)
        }
        try demand(sqlite3_step(handle), SQLITE_DONE)
    }

    // SQLite copies what is bound: an array may move when the closure that lends its memory has returned.
    private func bind(_ value: Value, _ place: Int32, _ handle: SQLiteStatement) -> CInt {
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .integer(let number): return sqlite3_bind_int64(handle, place, number)
        case .text(let text): return sqlite3_bind_text(handle, place, text, -1, copied)
        case .blob(let bytes):
            // A blob of no bytes is not NULL.
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(handle, place, 0) }
            return bytes.withUnsafeBytes { sqlite3_bind_blob(handle, place, $0.baseAddress, Int32($0.count), copied) }
        }
    }

    private func demand(_ code: CInt, _ wanted: CInt) throws {
        guard code != wanted else { return }
        throw DatabaseError(
            resultCode: ResultCode(rawValue: code), message: sqlite3_errmsg(database.sqliteConnection).map { String(cString: $0) })
    }
}
