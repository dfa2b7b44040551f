import GRDB

/// What a database must promise before anything is answered on its word.
enum Durability {
    /// Opens a database that is written to, brings its tables up to date, and checks what it promises.
    ///
    /// GRDB sets `synchronous` to NORMAL when it opens a pool; what is answered for needs FULL, and this checks that it has it.
    /// - Parameter pages: after how many pages the log is written back into the database.
    static func demand(_ pool: DatabasePool, pages: Int) throws {
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            WriteBack.demand(db, after: pages)
            let synchronous = try Int.fetchOne(db, sql: "PRAGMA synchronous")
            let journal = try String.fetchOne(db, sql: "PRAGMA journal_mode")
            guard synchronous == 2, journal == "wal" else {
                throw SQLiteStorageError(.notDurable, "The database must be in WAL mode with synchronous = FULL, and is not.")
            }
        }
    }
}
