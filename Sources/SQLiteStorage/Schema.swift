import GRDB

/// The tables of a record. Everything in them but `acts` and `tiles` is what was signed; those two can be recomputed, and
/// are compared when the record is opened or verified.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("record") { db in
            // NULL, '' and an empty blob are not equal in SQL, so no column may be NULL and every table is strict.
            try db.execute(sql: """
                CREATE TABLE entries (
                    place INTEGER PRIMARY KEY,
                    bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 1 AND 65535)
                ) STRICT;
                CREATE TABLE acts (
                    id BLOB NOT NULL CHECK (length(id) = 32),
                    place INTEGER PRIMARY KEY REFERENCES entries (place)
                ) STRICT;
                -- Ids are hashes, and one index over all of them would change pages all over at each batch. So they are indexed
                -- by runs of 512 places: a batch changes the last run, and whoever looks for an id looks into each.
                CREATE UNIQUE INDEX actsByID ON acts (place >> 9, id);
                -- By their acts' places, so that the texts of acts that follow one another lie together.
                CREATE TABLE texts (
                    entry INTEGER NOT NULL REFERENCES entries (place),
                    place INTEGER NOT NULL,
                    slot TEXT NOT NULL,
                    language TEXT NOT NULL,
                    salt BLOB NOT NULL CHECK (length(salt) = 32),
                    -- Bytes, so that no character of a text is special to SQL.
                    text BLOB NOT NULL,
                    PRIMARY KEY (entry, place)
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE tiles (
                    level INTEGER NOT NULL,
                    place INTEGER NOT NULL,
                    bytes BLOB NOT NULL CHECK (length(bytes) BETWEEN 32 AND 8192),
                    PRIMARY KEY (level, place)
                ) STRICT;
                CREATE TABLE record (
                    one INTEGER PRIMARY KEY CHECK (one = 1),
                    size INTEGER NOT NULL,
                    checkpoint BLOB NOT NULL
                ) STRICT;
                INSERT INTO record VALUES (1, 0, x'');
                """)
        }
        migrator.registerMigration("cosigned") { db in
            // The latest checkpoint that the witnesses' quorum cosigned, with their signatures.
            try db.execute(sql: """
                CREATE TABLE cosigned (
                    one INTEGER PRIMARY KEY CHECK (one = 1),
                    checkpoint BLOB NOT NULL
                ) STRICT;
                INSERT INTO cosigned VALUES (1, x'');
                """)
        }
        return migrator
    }
}
