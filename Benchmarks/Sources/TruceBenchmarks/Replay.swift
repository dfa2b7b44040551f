import Foundation
import Mechanism
import Registry
import SQLiteStorage

/// The rules alone: opened acts folded into the state on one core, and what the state takes in memory.
func replay(_ stage: Stage, acts count: Int, rounds: Int) async throws -> [Table.Line] {
    for part in try await stage.sign(count, rounds: 1) { try await stage.submit(part) }
    var opened: [(act: Act, received: Moment)] = []
    let size = try stage.storage.size()
    let opening = try await perSecond(Int(size)) {
        try eachAct(stage.storage) { opened.append(($0, $1)) }
    }
    var whole: [Double] = []
    var times: [Double] = []
    for _ in 0..<rounds {
        times.append(try await processorMicroseconds(Int(size)) {
            whole.append(try await perSecond(Int(size)) {
                var replay = Replay()
                try await replay.run(size: size, entries: { try stage.storage.entries($0) }, signatures: .left)
            })
        })
    }
    var folding: [Double] = []
    var digesting: [Double] = []
    for _ in 0..<rounds {
        var state = State()
        folding.append(try await perSecond(opened.count) {
            for entry in opened { try state.admit(entry.act, received: entry.received) }
        })
        digesting.append(await perSecond(opened.count) { _ = state.digest() })
    }
    var lines: [Table.Line] = [
        .init(what: "entries read and opened, one core", measured: "\(opening.brief) /s"),
        .init(what: "replayed from stored bytes without signatures, all cores", measured: "\(whole.spread) /s", wanted: "≥ 200000 /s", holds: whole.median >= 200_000),
        .init(what: "… by processor time, each", measured: "\(times.spread) µs"),
        .init(what: "opened acts folded, one core", measured: "\(folding.spread) /s", wanted: "≥ 500000 /s", holds: folding.median >= 500_000),
        .init(what: "state digest from nothing, acts covered, one core", measured: "\(digesting.spread) /s"),
    ]
    let acts = Double(opened.count)
    opened = []
    if let bytes = try grownBytes({
        var state = State()
        try eachAct(stage.storage) { act, received in try state.admit(act, received: received) }
        _ = state.digest()
        return state
    }) {
        lines.append(.init(what: "memory of the state, its digest's map included", measured: "\((bytes / acts).brief) bytes an act", wanted: "≤ 400", holds: bytes / acts <= 400))
    }
    return lines
}

func eachAct(_ storage: SQLiteRecord, _ body: (Act, Moment) throws -> Void) throws {
    let size = try storage.size()
    for start in stride(from: 0, to: size, by: 4_096) {
        for bytes in try storage.entries(start..<min(start + 4_096, size)) {
            let entry = try Entry(strict: bytes)
            try body(OpenedAct(entry.envelope).act, entry.received)
        }
    }
}

/// What one more value takes in memory; `nil` where the system does not tell. Several are made and kept: the first ones fill
/// what the process had let go of.
func grownBytes<Value>(_ make: () throws -> Value) rethrows -> Double? {
    var kept: [Value] = []
    var grown: Double?
    for _ in 0..<4 {
        let before = residentBytes()
        kept.append(try make())
        grown = before.flatMap { before in residentBytes().map { $0 - before } }
    }
    return withExtendedLifetime(kept) { grown }
}

/// The memory that the process holds (Linux).
private func residentBytes() -> Double? {
    guard let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ").dropFirst().first
    else { return nil }
    return Double(pages).map { $0 * Double(sysconf(Int32(_SC_PAGESIZE))) }
}
