public import Following
import Foundation
import GRDB
public import Mechanism
public import Registry
import TransparencyLog

/// A follower's copy: the tables of a record, read by everything that reads one, and beside them the follower's own.
extension SQLiteRecord: FollowerStorage {
    // MARK: Entries on their way into the record

    /// The texts of one act, as they are kept on their way.
    private struct Staged: Mechanism.Record {
        var texts: [Text] = []
        init() {}
        init(_ texts: [Text]) { self.texts = texts }
        mutating func visit(_ field: inout some Fields) {
            field("texts", &texts, "The texts of the act.")
        }
    }

    public func stage(_ entries: [RecordBatch.NewEntry], first: UInt64) async throws {
        try await write { db in
            guard try Self.stagedEnd(db) == first else { throw Self.changed }
            let statement = try db.cachedStatement(sql: "INSERT INTO staged (place, bytes, act, texts) VALUES (?, ?, ?, ?)")
            for (offset, entry) in entries.enumerated() {
                try statement.execute(arguments: [
                    Int64(first) + Int64(offset), Data(entry.bytes), Data(entry.act.bytes), Data(Staged(entry.texts).canonical),
                ])
            }
        }
    }

    public func stagedEnd() throws -> UInt64 { try read(Self.stagedEnd) }

    private static func stagedEnd(_ db: Database) throws -> UInt64 {
        let last = try Int64.fetchOne(db, sql: "SELECT max(place) FROM staged")
        return try last.map { UInt64($0) + 1 } ?? UInt64(Int64.fetchOne(db, sql: "SELECT size FROM record") ?? 0)
    }

    public func stagedEntries(_ range: Range<UInt64>) throws -> [[UInt8]] {
        try read { db in try Self.blobs(db, "SELECT bytes, place FROM staged WHERE place >= ? AND place < ? ORDER BY place", range) }
    }

    public func unstage(from place: UInt64) async throws {
        try await write { db in
            try db.execute(sql: "DELETE FROM staged WHERE place >= ?", arguments: [Int64(place)])
        }
    }

    public func accept(first: UInt64, size: UInt64, tiles: [RecordBatch.Tile], checkpoint: [UInt8]) async throws {
        try await write { db in
            var entries: [RecordBatch.NewEntry] = []
            let rows = try Row.fetchCursor(db, sql: "SELECT place, bytes, act, texts FROM staged ORDER BY place")
            while let row = try rows.next() {
                guard row[0] == Int64(first) + Int64(entries.count), let act = Hash(row[2] as Data) else { throw Self.changed }
                entries.append(RecordBatch.NewEntry(
                    bytes: [UInt8](row[1] as Data), act: act, texts: try Staged(strict: [UInt8](row[3] as Data)).texts))
            }
            guard first + UInt64(entries.count) == size else { throw Self.changed }
            try Self.store(RecordBatch(first: first, entries: entries, tiles: tiles, checkpoint: checkpoint), db)
            try db.execute(sql: "DELETE FROM staged")
        }
    }

    private static let changed = SQLiteStorageError(.conflict, "The copy was changed by somebody else, so nothing of this was stored.")

    // MARK: Checkpoints

    public func see(_ checkpoint: SeenCheckpoint) async throws {
        let note = Data(checkpoint.note)
        guard try read({ db in try Bool.fetchOne(db, sql: "SELECT count(*) = 0 FROM seen WHERE note = ?", arguments: [note]) }) == true else { return }
        try await write { db in
            try db.execute(
                sql: "INSERT OR IGNORE INTO seen (note, size, root, source, time) VALUES (?, ?, ?, ?, ?)",
                arguments: [
                    note, Int64(clamping: checkpoint.size), Data(checkpoint.root.bytes), checkpoint.source, checkpoint.time.milliseconds,
                ])
        }
    }

    public func seen(_ sizes: ClosedRange<UInt64>) throws -> [SeenCheckpoint] {
        try read { db in
            let rows = try Row.fetchCursor(
                db, sql: "SELECT note, size, root, source, time FROM seen WHERE size BETWEEN ? AND ? ORDER BY size, number",
                arguments: [Int64(clamping: sizes.lowerBound), Int64(clamping: sizes.upperBound)])
            var seen: [SeenCheckpoint] = []
            while let row = try rows.next() {
                guard let root = Digest([UInt8](row[2] as Data)) else { continue }
                seen.append(SeenCheckpoint(
                    note: [UInt8](row[0] as Data), size: UInt64(row[1] as Int64), root: root, source: row[3], time: Moment(milliseconds: row[4])))
            }
            return seen
        }
    }

    // MARK: Acts on their way to the registry

    public func lodge(_ act: LodgedAct) async throws {
        try await write { db in
            try db.execute(
                sql: "INSERT INTO lodged (act, submission, lodging, ended, answer) VALUES (?, ?, ?, 0, x'')",
                arguments: [Data(act.act.bytes), Data(act.submission.canonical), Data(act.lodging.canonical)])
        }
    }

    public func settle(_ act: ActID, _ end: LodgedAct.End) async throws {
        let (number, answer) =
            switch end {
            case .recorded(let bytes): (1, bytes)
            case .refused(let bytes): (2, bytes)
            }
        try await write { db in
            try db.execute(
                sql: "UPDATE lodged SET ended = ?, answer = ? WHERE act = ? AND ended = 0",
                arguments: [number, Data(answer), Data(act.bytes)])
        }
    }

    public func lodged(_ act: ActID) throws -> LodgedAct? {
        try lodgedActs("WHERE act = ?", [Data(act.bytes)]).first
    }

    public func waiting() throws -> [LodgedAct] { try lodgedActs("WHERE ended = 0 ORDER BY number", []) }

    public func lodged(latest count: Int) throws -> [LodgedAct] { try lodgedActs("ORDER BY number DESC LIMIT ?", [count]) }

    private func lodgedActs(_ condition: String, _ arguments: StatementArguments) throws -> [LodgedAct] {
        try read { db in
            let rows = try Row.fetchCursor(
                try db.cachedStatement(sql: "SELECT act, submission, lodging, ended, answer FROM lodged \(condition)"), arguments: arguments)
            var acts: [LodgedAct] = []
            while let row = try rows.next() {
                guard let act = Hash(row[0] as Data) else { continue }
                let answer = [UInt8](row[4] as Data)
                let end: LodgedAct.End? =
                    switch row[3] as Int64 {
                    case 1: .recorded(answer)
                    case 2: .refused(answer)
                    default: nil
                    }
                acts.append(LodgedAct(
                    act: act, submission: try Submission(strict: [UInt8](row[1] as Data)), lodging: try Lodging(strict: [UInt8](row[2] as Data)),
                    end: end))
            }
            return acts
        }
    }

    /// Erases texts from what was handed in here, of an act that is in the record.
    static func eraseLodged(_ commitments: [Hash], of place: UInt64, _ db: Database) throws {
        guard try db.tableExists("lodged"),
            let row = try Row.fetchOne(
                db, sql: "SELECT number, submission FROM lodged JOIN acts ON acts.id = lodged.act WHERE acts.place = ?", arguments: [Int64(place)])
        else { return }
        var submission = try Submission(strict: [UInt8](row[1] as Data))
        submission.texts.removeAll { commitments.contains($0.reference.commitment) }
        try db.execute(sql: "UPDATE lodged SET submission = ? WHERE number = ?", arguments: [Data(submission.canonical), row[0] as Int64])
    }

    // MARK: Alarms

    public func raise(_ alarm: Alarm) async throws {
        try await write { db in
            try db.execute(
                sql: """
                    INSERT INTO alarms (id, kind, sentence, evidence, first, last, stands) VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET evidence = excluded.evidence, last = excluded.last, stands = excluded.stands
                    """,
                arguments: [
                    alarm.id, alarm.kind.rawValue, alarm.sentence, alarm.evidence ?? "", alarm.first.milliseconds, alarm.last.milliseconds,
                    alarm.stands,
                ])
        }
    }

    public func end(_ trouble: Alarm.Kind) async throws {
        try await write { db in
            try db.execute(sql: "UPDATE alarms SET stands = 0 WHERE kind = ? AND evidence = ''", arguments: [trouble.rawValue])
        }
    }

    public func alarms() throws -> [Alarm] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT id, kind, sentence, evidence, first, last, stands FROM alarms ORDER BY first, id").compactMap { row in
                let (name, evidence): (String, String) = (row[1], row[3])
                return Alarm.Kind(rawValue: name).map {
                    Alarm(
                        id: row[0], kind: $0, sentence: row[2], evidence: evidence.isEmpty ? nil : evidence,
                        first: Moment(milliseconds: row[4]), last: Moment(milliseconds: row[5]), stands: row[6])
                }
            }
        }
    }

    // MARK: Evidence

    /// The folder of evidence files, in the copy's own.
    private var evidenceFolder: URL { URL(fileURLWithPath: folder).appendingPathComponent("evidence") }

    public func keep(evidence bytes: [UInt8], name: String) throws {
        try FileManager.default.createDirectory(at: evidenceFolder, withIntermediateDirectories: true)
        let (part, whole) = (evidenceFolder.appendingPathComponent(".\(name)"), evidenceFolder.appendingPathComponent(name))
        guard FileManager.default.createFile(atPath: part.path, contents: nil), let handle = FileHandle(forWritingAtPath: part.path) else {
            throw SQLiteStorageError(.unreadable, "The folder of evidence must be writable: \(evidenceFolder.path).")
        }
        // On the disk before it has its name: a file with its name is whole.
        try handle.write(contentsOf: Data(bytes))
        try handle.synchronize()
        try handle.close()
        guard rename(part.path, whole.path) == 0 else {
            throw SQLiteStorageError(.unreadable, "The folder of evidence must be writable: \(evidenceFolder.path).")
        }
    }

    public func evidence(_ name: String) throws -> [UInt8]? {
        guard !name.contains("/"), !name.hasPrefix(".") else { return nil }
        return (try? Data(contentsOf: evidenceFolder.appendingPathComponent(name))).map { [UInt8]($0) }
    }
}
