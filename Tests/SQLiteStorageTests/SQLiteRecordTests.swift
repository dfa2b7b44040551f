import Foundation
import GRDB
import Mechanism
import Registry
import SQLiteStorage
import Testing

@Suite("The record in a SQLite database")
struct SQLiteRecordTests {
    // MARK: Durability

    @Test("The keeper writes with synchronous = FULL, in WAL mode, still so after it has written")
    func durability() async throws {
        try await Folder.with { folder in
            let record = try SQLiteRecord(folder: folder.path, for: .keeping)
            for round in 0..<2 {
                // The pragma belongs to the connection, so it must be asked of the writer itself.
                let writer = try #require(
                    Mirror(reflecting: record).children.first { $0.label == "writer" }?.value as? DatabasePool)
                let (synchronous, journal) = try await writer.writeWithoutTransaction { db in
                    (try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"))
                }
                #expect(synchronous == 2)
                #expect(journal == "wal")
                try await record.commit(Batch.plain(first: UInt64(round), count: 1))
            }
        }
    }

    // MARK: Keepers and readers

    @Test("A second keeper is refused while the first lives, and takes over when it is gone")
    func keepers() async throws {
        try await Folder.with { folder in
            let first = try SQLiteRecord(folder: folder.path, for: .keeping)
            try await first.commit(Batch.plain(first: 0, count: 3))
            let error = #expect(throws: SQLiteStorageError.self) { try SQLiteRecord(folder: folder.path, for: .keeping) }
            #expect(error?.code == .heldElsewhere)
            #expect(try first.size() == 3)
            try first.close()
            let second = try SQLiteRecord(folder: folder.path, for: .keeping)
            #expect(try second.size() == 3)
            #expect(throws: SQLiteStorageError.self) { try SQLiteRecord(folder: folder.path, for: .keeping) }
            // What was closed reads and writes nothing more, and closing it again takes nothing from its successor.
            #expect(throws: (any Error).self) { try first.size() }
            await #expect(throws: (any Error).self) { try await first.commit(Batch.plain(first: 3, count: 1)) }
            try first.close()
            #expect(throws: SQLiteStorageError.self) { try SQLiteRecord(folder: folder.path, for: .keeping) }
            #expect(try second.size() == 3)
        }
    }

    @Test("Closed under many that read, it lets each of them finish, and is read no more")
    func closedWhileRead() async throws {
        try await Folder.with { folder in
            for _ in 0..<100 {
                let record = try SQLiteRecord(folder: folder.path, for: .keeping)
                let size = try record.size()
                try await record.commit(Batch.plain(first: size, count: 1))
                await withTaskGroup(of: Bool.self) { readers in
                    for _ in 0..<8 {
                        readers.addTask {
                            while let entries = try? record.entries(0..<size + 1) {
                                guard entries.count == Int(size) + 1 else { return false }
                                await Task.yield()
                            }
                            return (try? record.size()) == nil
                        }
                    }
                    readers.addTask { (try? record.close()) != nil }
                    for await isWell in readers { #expect(isWell) }
                }
            }
        }
    }

    @Test("A reader beside the keeper sees each batch whole, and writes nothing")
    func reader() async throws {
        try await Folder.with { folder in
            let keeper = try SQLiteRecord(folder: folder.path, for: .keeping)
            let reader = try SQLiteRecord(folder: folder.path, for: .reading)
            #expect(try reader.size() == 0)
            #expect(try reader.checkpoint() == nil)
            var size: UInt64 = 0
            for count in [1, 2, 40] {
                try await keeper.commit(Batch.plain(first: size, count: count))
                size += UInt64(count)
                #expect(try reader.size() == size)
                #expect(try reader.entries(0..<size) == keeper.entries(0..<size))
                #expect(try reader.checkpoint() == keeper.checkpoint())
            }
            let error = await #expect(throws: SQLiteStorageError.self) { try await reader.commit(Batch.plain(first: size, count: 1)) }
            #expect(error?.code == .heldElsewhere)
            #expect(try keeper.size() == size)
        }
    }

    @Test("What was stored is read again after the record was closed")
    func reopened() async throws {
        try await Folder.with { folder in
            let batch = Batch.plain(first: 0, count: 5, texts: 2)
            let first = try SQLiteRecord(folder: folder.path, for: .keeping)
            try await first.commit(batch)
            try first.close()
            for purpose in [SQLiteRecord.Purpose.reading, .keeping] {
                let record = try SQLiteRecord(folder: folder.path, for: purpose)
                #expect(try record.entries(0..<9) == batch.entries.map(\.bytes))
                #expect(try record.checkpoint() == batch.checkpoint)
                #expect(try record.tile(level: 0, index: 0) == batch.tiles[0].bytes)
                #expect(try record.tile(level: 0, index: 1) == nil)
                for (place, entry) in batch.entries.enumerated() {
                    #expect(try record.index(of: entry.act) == UInt64(place))
                    #expect(try record.texts(of: [UInt64(place)]) == [UInt64(place): entry.texts])
                }
                #expect(try record.index(of: Hash()) == nil)
                #expect(try record.texts(of: [4, 1, 0, 1]).count == 3 && record.texts(5..<9).isEmpty)
                try record.close()
            }
        }
    }

    @Test("Where there is no record, a reader is told how to make one")
    func absent() throws {
        try Folder.with { folder in
            let error = #expect(throws: SQLiteStorageError.self) { try SQLiteRecord(folder: folder.path, for: .reading) }
            #expect(error?.code == .absent)
            #expect(!folder.exists(SQLiteRecord.fileName))
        }
    }

    // MARK: Compare and swap

    @Test("A batch that begins beyond the record's end is a conflict, and nothing of it is stored")
    func ahead() async throws { try await conflict(first: 4) }

    @Test("A batch that begins before the record's end is a conflict, and nothing of it is stored", arguments: [0, 1, 2] as [UInt64])
    func behind(first: UInt64) async throws { try await conflict(first: first) }

    private func conflict(first: UInt64) async throws {
        try await Folder.with { folder in
            let record = try SQLiteRecord(folder: folder.path, for: .keeping)
            let stored = Batch.plain(first: 0, count: 3)
            try await record.commit(stored)
            let batch = Batch.plain(first: first, count: 2, texts: 1, salt: 0xAA)
            let error = await #expect(throws: (any Error).self) { try await record.commit(batch) }
            #expect(try record.size() == 3)
            #expect(try record.entries(0..<10) == stored.entries.map(\.bytes))
            #expect(try record.checkpoint() == stored.checkpoint)
            #expect(try record.tile(level: 0, index: 0) == stored.tiles[0].bytes)
            for entry in batch.entries { #expect(try record.index(of: entry.act) == nil) }
            #expect(try record.texts(0..<10).isEmpty)
            #expect((error as? SQLiteStorageError)?.code == .conflict, "\(error.map { "\($0)" } ?? "")")
            // And the record goes on.
            try await record.commit(Batch.plain(first: 3, count: 1))
            #expect(try record.size() == 4)
        }
    }

    @Test("An act that is in the record already makes its whole batch fail")
    func twice() async throws {
        try await Folder.with { folder in
            let record = try SQLiteRecord(folder: folder.path, for: .keeping)
            try await record.commit(Batch.plain(first: 0, count: 2))
            var batch = Batch.plain(first: 2, count: 2)
            batch.entries[1].act = Batch.plain(first: 0, count: 1).entries[0].act
            await #expect(throws: (any Error).self) { try await record.commit(batch) }
            #expect(try record.size() == 2)
            #expect(try record.entries(0..<9).count == 2)
        }
    }

    @Test("An entry longer than an entry may be is not stored")
    func tooLong() async throws {
        try await Folder.with { folder in
            let record = try SQLiteRecord(folder: folder.path, for: .keeping)
            for length in [0, Entry.longest + 1] {
                var batch = Batch.plain(first: 0, count: 1)
                batch.entries[0].bytes = [UInt8](repeating: 1, count: length)
                await #expect(throws: (any Error).self) { try await record.commit(batch) }
            }
            var batch = Batch.plain(first: 0, count: 1)
            batch.entries[0].bytes = [UInt8](repeating: 1, count: Entry.longest)
            try await record.commit(batch)
            #expect(try record.entries(0..<1) == [batch.entries[0].bytes])
        }
    }
}
