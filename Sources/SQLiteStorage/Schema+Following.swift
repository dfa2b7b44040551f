import GRDB

/// The tables that a follower keeps beside its copy of the record.
extension Schema {
    static var following: DatabaseMigrator {
        var migrator = migrator
        migrator.registerMigration("following") { db in
            try db.execute(sql: """
                -- Entries that are fetched and not accepted yet, with their texts in canonical JSON.
                CREATE TABLE staged (
                    place INTEGER PRIMARY KEY,
                    bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65535),
                    act BLOB NOT NULL CHECK (length(act) = 32),
                    texts BLOB NOT NULL
                ) STRICT;
                -- Every signed checkpoint that was seen, for good.
                CREATE TABLE seen (
                    number INTEGER PRIMARY KEY,
                    note BLOB NOT NULL UNIQUE,
                    size INTEGER NOT NULL,
                    root BLOB NOT NULL CHECK (length(root) = 32),
                    source TEXT NOT NULL,
                    time INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX seen_sizes ON seen (size, number);
                -- Acts that were handed in here; ended: 0 waiting, 1 recorded, 2 refused.
                CREATE TABLE lodged (
                    number INTEGER PRIMARY KEY,
                    act BLOB NOT NULL UNIQUE CHECK (length(act) = 32),
                    submission BLOB NOT NULL,
                    lodging BLOB NOT NULL,
                    ended INTEGER NOT NULL CHECK (ended IN (0, 1, 2)),
                    answer BLOB NOT NULL
                ) STRICT;
                CREATE INDEX lodged_waiting ON lodged (number) WHERE ended = 0;
                CREATE TABLE alarms (
                    id TEXT NOT NULL PRIMARY KEY,
                    kind TEXT NOT NULL,
                    sentence TEXT NOT NULL,
                    -- The evidence file's name; empty where there is none.
                    evidence TEXT NOT NULL,
                    first INTEGER NOT NULL,
                    last INTEGER NOT NULL,
                    stands INTEGER NOT NULL CHECK (stands IN (0, 1))
                ) STRICT, WITHOUT ROWID;
                """)
        }
        return migrator
    }
}
