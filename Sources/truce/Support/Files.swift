import Foundation

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
    /// Makes the folder that `path` is to stand in.
    static func makeFolder(above path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }
}
