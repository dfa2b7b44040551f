import Foundation
import Mechanism
import Registry

/// A folder of its own for a test, cleared away afterwards.
struct Folder {
    let path: String

    var database: String { path + "/record.sqlite" }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: "\(path)/\(name)") }

    private static func path() -> String {
        FileManager.default.temporaryDirectory.appending(path: "record-\(UUID().uuidString)").path
    }

    static func with(_ body: (Folder) throws -> Void) throws {
        let folder = Folder(path: path())
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try body(folder)
    }

    static func with(_ body: (Folder) async throws -> Void) async throws {
        let folder = Folder(path: path())
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try await body(folder)
    }
}

/// Batches of bytes that mean nothing: the store does not look into them.
enum Batch {
    static func plain(first: UInt64, count: Int, texts: Int = 0, salt: UInt8 = 0) -> RecordBatch {
        RecordBatch(
            first: first,
            entries: (0..<count).map { offset in
                let name = Array("entry \(first + UInt64(offset)) \(salt)".utf8)
                return RecordBatch.NewEntry(
                    bytes: name, act: Hash.sha256(of: name),
                    texts: (0..<texts).compactMap { number in
                        guard let slot = Identifier("slot-\(number)"), let language = Identifier("en") else { return nil }
                        return Text(slot: slot, language: language, salt: Hash.sha256(of: [UInt8(number)]).bytes, text: "“\(number)”, 'x'; --")
                    })
            },
            tiles: [RecordBatch.Tile(level: 0, index: 0, bytes: [UInt8](repeating: salt, count: 32 * min(256, Int(first) + count)))],
            checkpoint: Array("checkpoint \(first) \(count) \(salt)".utf8))
    }
}
