import Crypto
import Foundation
import TransparencyLog

/// Reading and writing files, with errors that a person can act on. A file is written whole or not at all.
enum Files {
    static func read(_ path: String) throws -> [UInt8] {
        // Through a handle, so that a pipe can be read as well as a file.
        guard let handle = path == "-" ? .standardInput : FileHandle(forReadingAtPath: path), !isFolder(path),
            let data = try? handle.readToEnd() ?? Data()
        else { throw Complaint("\(path) must be a file that can be read.", ending: .misuse) }
        return Array(data)
    }

    static func text(_ path: String) throws -> String {
        guard let text = String(validating: try read(path), as: UTF8.self) else {
            throw Complaint("\(path) must be a text in UTF-8.")
        }
        return text
    }

    /// - Parameter secret: only its owner may read the file.
    static func write(_ bytes: [UInt8], to path: String, secret: Bool = false) throws {
        do {
            let url = URL(fileURLWithPath: path)
            try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            let part = url.deletingLastPathComponent().appendingPathComponent(".\(url.lastPathComponent).\(UInt32.random(in: 0...UInt32.max))")
            guard FileManager.default.createFile(
                atPath: part.path, contents: Data(bytes), attributes: secret ? [.posixPermissions: 0o600] : nil)
            else { throw CocoaError(.fileWriteUnknown) }
            if rename(part.path, url.path) != 0 {
                try? FileManager.default.removeItem(at: part)
                throw CocoaError(.fileWriteUnknown)
            }
        } catch {
            throw Complaint("\(path) must be a place that can be written to.", ending: .misuse)
        }
    }

    static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    static func isFolder(_ path: String) -> Bool {
        var folder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &folder) && folder.boolValue
    }
}

extension Files {
    /// A name beside `path` for what is to become it.
    static func part(of path: String) throws -> String {
        try makeFolder(above: path)
        let url = URL(fileURLWithPath: path)
        return url.deletingLastPathComponent().appendingPathComponent(".\(url.lastPathComponent).\(UInt32.random(in: 0...UInt32.max))").path
    }

    /// Gives a file its name, once it is on the disk; the name, too, is there to stay.
    static func keep(_ part: String, as path: String) throws {
        try sync(part)
        guard rename(part, path) == 0 else { throw Complaint("\(path) must be a place that can be written to.", ending: .misuse) }
        try sync(URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    private static func sync(_ path: String) throws {
        let descriptor = open(path, O_RDONLY)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw Complaint("The disk must take \(path), and did not.")
        }
    }

    static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

    /// Whether nothing is at `path`, or a folder with nothing in it.
    static func isEmpty(_ path: String) -> Bool {
        guard exists(path) else { return true }
        return isFolder(path) && (try? FileManager.default.contentsOfDirectory(atPath: path))?.isEmpty == true
    }

    /// SHA-256 of a file, however long, in hexadecimal.
    static func sha256(of path: String) throws -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw Complaint("\(path) must be a file that can be read.") }
        defer { try? handle.close() }
        var hash = SHA256()
        while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty { hash.update(data: data) }
        return Hex.encode(Array(hash.finalize()))
    }

    /// Makes the folder that `path` is to stand in.
    static func makeFolder(above path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
}
