import Foundation
import Mechanism
import Registry
import SQLiteStorage
import TransparencyLog

/// The same as ``admission(_:acts:rounds:)``, over HTTP: `truce serve` in a process of its own, 64 connections that stay open,
/// each waiting for its receipt. Client and server share the cores.
func overHTTP(_ stage: Stage, acts count: Int, rounds: Int, program: String) async throws -> [Table.Line] {
    let all = try await stage.sign(count, rounds: rounds)
    let server = try await Server(folder: try stage.copy(), program: program)
    defer { server.end() }
    var bare: [Double] = []
    var admitted: [Double] = []
    for acts in all {
        bare.append(try await BareVerification(acts).rate())
        let bodies = acts.map { $0.map(\.submission.canonical) }
        admitted.append(try await perSecond(acts.map(\.count).reduce(0, +)) { try await server.submit(bodies) })
    }
    let ratios = zip(admitted, bare).map { $0 / $1 }
    return [
        .init(what: "acts admitted and durably recorded, 64 connections over HTTP", measured: "\(admitted.spread) /s"),
        .init(what: "… against bare verification, the client on the same cores", measured: ratios.spread),
    ]
}

extension Stage {
    /// A copy of the record for another process to keep, with the registry's key beside it.
    func copy() throws -> String {
        let copy = folder + "/served"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
        for file in [SQLiteRecord.fileName, SQLiteRecord.fileName + "-wal"] where FileManager.default.fileExists(atPath: "\(folder)/\(file)") {
            try FileManager.default.copyItem(atPath: "\(folder)/\(file)", toPath: "\(copy)/\(file)")
        }
        try Data((registry.secretText + "\n").utf8).write(to: URL(fileURLWithPath: copy + "/registry.key"))
        return copy
    }
}

/// `truce serve` on a port of its own.
private struct Server {
    private let process: Process
    private let port: UInt16

    init(folder: String, program: String) async throws {
        port = try Loopback.freePort()
        process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["serve", folder, "--listen", "127.0.0.1:\(port)"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<600 {
            guard process.isRunning else { break }
            if (try? Loopback(port: port)) != nil { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        process.terminate()
        throw Failure("\(program) must serve a record on 127.0.0.1:\(port), and does not.")
    }

    func end() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Posts each part over a connection and a thread of its own.
    func submit(_ parts: [[[UInt8]]]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in parts {
                group.addTask { [port] in
                    try await withCheckedThrowingContinuation { done in
                        Thread.detachNewThread {
                            done.resume(with: Result {
                                let connection = try Loopback(port: port)
                                for body in part {
                                    let status = try connection.post("/api/v1/acts", body)
                                    guard status == 201 else { throw Failure("An act of the benchmark was answered with \(status).") }
                                }
                            })
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
