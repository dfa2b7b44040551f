import GRDB
import GRDBSQLite

/// Writes the log back into the database once it is long.
///
/// SQLite's own `wal_autocheckpoint` passes over a sync that fails, and tries it again after the next transaction. Here the
/// failure is that of the transaction that provoked it, though that one is stored: whoever writes stops, and starts anew.
enum WriteBack {
    /// - Parameter pages: the length of the log from which it is written back.
    static func demand(_ db: Database, after pages: Int) {
        sqlite3_wal_hook(
            db.sqliteConnection,
            { pages, connection, name, length in
                guard Int(length) >= Int(bitPattern: pages) else { return SQLITE_OK }
                let outcome = sqlite3_wal_checkpoint_v2(connection, name, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
                // Somebody else is just doing it.
                return outcome == SQLITE_BUSY ? SQLITE_OK : outcome
            },
            UnsafeMutableRawPointer(bitPattern: pages))
    }
}
