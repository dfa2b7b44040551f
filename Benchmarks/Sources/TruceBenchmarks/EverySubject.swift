import Foundation
import Mechanism
import Registry
import SQLiteStorage

/// The rules over every subject: the example's record, most kinds of act in the proportions of six weeks of a truce, opened and folded
/// on one core, each time from nothing; and what its state takes in memory. Its cut-offs, each of which counts and digests everything, and its
/// agreements are many times as frequent as in a record of years.
func everySubject(in folder: String, acts count: Int, rounds: Int, program: String) async throws -> [Table.Line] {
    let played = "\(folder)/every-subject"
    try? FileManager.default.removeItem(atPath: played)
    defer { try? FileManager.default.removeItem(atPath: played) }
    try play(program, into: played)
    let storage = try SQLiteRecord(folder: played, for: .reading)
    var opened: [(act: Act, received: Moment)] = []
    try eachAct(storage) { opened.append(($0, $1)) }
    print("\(opened.count) acts: \(mix(of: opened.map { $0.act.kind.name }))")
    let times = max(1, count / opened.count)
    func fold() throws -> State {
        var state = State()
        for entry in opened { try state.admit(entry.act, received: entry.received) }
        return state
    }
    var folding: [Double] = []
    for _ in 0..<rounds {
        folding.append(try await perSecond(times * opened.count) { for _ in 0..<times { _ = try fold() } })
    }
    var lines: [Table.Line] = [
        .init(what: "acts of every subject folded, one core, \(times) times \(opened.count)", measured: "\(folding.spread) /s")
    ]
    if let bytes = try grownBytes({
        try (0..<times).map { _ in
            var state = try fold()
            _ = state.digest()
            return state
        }
    }) {
        let each = bytes / Double(times * opened.count)
        lines.append(.init(what: "… memory of its state, its digest's map included", measured: "\(each.brief) bytes an act"))
    }
    return lines
}

private func play(_ program: String, into folder: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["demo", "--no-serve", "--folder", folder]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
}
