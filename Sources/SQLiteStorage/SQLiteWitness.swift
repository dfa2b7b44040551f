import Foundation
import GRDB
import TransparencyLog
public import Witness

/// A witness's checkpoints in one SQLite database, behind ``WitnessStorage``. WAL mode with `synchronous = FULL`: what a call has
/// stored is on the disk when it returns.
public final class SQLiteWitness: WitnessStorage {
    private let database: DatabasePool
    private let lock: FolderLock
    private let gate = Gate()

    /// The database's file in a witness's folder.
    public static let fileName = "witness.sqlite"
    /// The most proofs of misbehaviour that are kept of one log: one is enough, and a log must not fill the disk.
    public static let mostProofs = 16

    /// Opens the witness in `folder`, which is made if need be, and held for this process alone.
    public init(folder: String) throws {
        let path = folder + "/" + Self.fileName
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        lock = try FolderLock(
            folder + "/witness.lock", held: "Another process runs this witness already: two would cosign side by side.")
        do {
            database = try DatabasePool(path: path)
            try WitnessSchema.migrator.migrate(database)
            try Durability.demand(database, pages: 1_000)
        } catch let error as DatabaseError {
            throw SQLiteStorageError(
                .unreadable, "\(path) must be the database of a witness, and could not be read as one: \(error.message ?? "\(error.resultCode)").")
        }
    }

    /// Closes the database and lets go of the folder.
    public func close() throws {
        gate.shut()
        try database.close()
        lock.release()
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try gate.pass { try database.read(body) }
    }

    private static func key(_ origin: String) -> Data { Data(origin.utf8) }

    public func latest(_ origin: String) throws -> [UInt8]? {
        try read { db in
            try Data.fetchOne(db, sql: "SELECT note FROM checkpoints WHERE origin = ?", arguments: [Self.key(origin)]).map { Array($0) }
        }
    }

    public func replace(_ origin: String, _ old: [UInt8]?, with new: [UInt8]) async throws -> Bool {
        try await database.write { db in
            // The comparison stands in the statement itself: whoever comes second changes nothing.
            if let old {
                try db.execute(
                    sql: "UPDATE checkpoints SET note = ? WHERE origin = ? AND note = ?", arguments: [Data(new), Self.key(origin), Data(old)])
            } else {
                try db.execute(
                    sql: "INSERT INTO checkpoints (origin, note) VALUES (?, ?) ON CONFLICT (origin) DO NOTHING",
                    arguments: [Self.key(origin), Data(new)])
            }
            return db.changesCount == 1
        }
    }

    public func keep(_ misbehaviour: Misbehaviour, of origin: String) async throws -> Bool {
        try await database.write { db in
            let proof = misbehaviour.proof
            try db.execute(
                sql: """
                    INSERT INTO misbehaviours (origin, first, second, root, proof, seen)
                    SELECT ?, ?, ?, ?, ?, ?
                    WHERE (SELECT count(*) FROM misbehaviours WHERE origin = ?1) < ?
                    ON CONFLICT (origin, second) DO NOTHING
                    """,
                arguments: [
                    Self.key(origin), Data(proof.first.bytes), Data(proof.second.bytes), Data(proof.root?.bytes ?? []),
                    Data(proof.proof.flatMap(\.bytes)), Int64(misbehaviour.seen), Self.mostProofs,
                ])
            return db.changesCount == 1
        }
    }

    public func misbehaviours(_ origin: String) throws -> [Misbehaviour] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT first, second, root, proof, seen FROM misbehaviours WHERE origin = ? ORDER BY number",
                arguments: [Self.key(origin)]
            ).map(Self.misbehaviour)
        }
    }

    private static func misbehaviour(_ row: Row) throws -> Misbehaviour {
        let first = try Note(Array(row[0] as Data)), second = try Note(Array(row[1] as Data))
        let hashes = Array(row[3] as Data)
        let proof = stride(from: 0, to: hashes.count, by: Digest.byteCount).compactMap {
            Digest(hashes[$0..<min($0 + Digest.byteCount, hashes.count)])
        }
        let view = Digest(row[2] as Data).map { SplitView(first, second, root: $0, proof: proof) } ?? SplitView(first, second)
        return Misbehaviour(view, seen: UInt64(row[4] as Int64))
    }
}

/// The tables of a witness: one checkpoint a log, and what logs were caught at.
enum WitnessSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("witness") { db in
            // NULL, '' and an empty blob are not equal in SQL, so no column may be NULL and every table is strict.
            try db.execute(sql: """
                CREATE TABLE checkpoints (
                    origin BLOB NOT NULL PRIMARY KEY CHECK (length(origin) BETWEEN 1 AND 255),
                    note BLOB NOT NULL CHECK (length(note) > 0)
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE misbehaviours (
                    number INTEGER PRIMARY KEY,
                    origin BLOB NOT NULL CHECK (length(origin) BETWEEN 1 AND 255),
                    first BLOB NOT NULL CHECK (length(first) > 0),
                    second BLOB NOT NULL CHECK (length(second) > 0),
                    -- Empty where both checkpoints are of the same size.
                    root BLOB NOT NULL CHECK (length(root) IN (0, 32)),
                    proof BLOB NOT NULL CHECK (length(proof) % 32 = 0),
                    seen INTEGER NOT NULL,
                    UNIQUE (origin, second)
                ) STRICT;
                """)
        }
        return migrator
    }
}
