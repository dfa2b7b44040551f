#if canImport(Glibc)
import Glibc
#endif
import Mechanism
import Registry

/// The rules alone: opened acts folded into the state on one core, and what the state takes in memory.
func replay(_ stage: Stage, acts count: Int, rounds: Int) async throws -> [Table.Line] {
    for part in try await stage.sign(count, rounds: 1) { try await stage.submit(part) }
    let size = try stage.storage.size()
    var opened: [(act: Act, received: Moment)] = []
    let opening = try await perSecond(Int(size)) {
        for start in stride(from: 0, to: size, by: 4_096) {
            for bytes in try stage.storage.entries(start..<min(start + 4_096, size)) {
                let entry = try Entry(strict: bytes)
                opened.append((try OpenedAct(entry.envelope).act, entry.received))
            }
        }
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
        .init(what: "opened acts folded, one core", measured: "\(folding.spread) /s"),
        .init(what: "state digest from nothing, acts covered, one core", measured: "\(digesting.spread) /s"),
    ]
    if let before = heapBytes() {
        // A fold over acts that nothing else keeps: what is left is the state.
        var state = State()
        let kept = opened.count
        opened = []
        let emptied = heapBytes() ?? before
        for start in stride(from: 0, to: size, by: 4_096) {
            for bytes in try stage.storage.entries(start..<min(start + 4_096, size)) {
                let entry = try Entry(strict: bytes)
                try state.admit(try OpenedAct(entry.envelope).act, received: entry.received)
            }
        }
        let folded = heapBytes() ?? emptied
        _ = state.digest()
        let digested = heapBytes() ?? folded
        let acts = Double(kept)
        lines.append(.init(
            what: "memory of the state for each act, and its digest's map",
            measured: "\((Double(folded - emptied) / acts).brief) + \((Double(digested - folded) / acts).brief) bytes"))
        withExtendedLifetime(state) {}
    }
    return lines
}

/// The bytes that the process has allocated; `nil` where the system does not tell.
private func heapBytes() -> Int? {
    #if canImport(Glibc)
    let info = mallinfo2()
    return Int(info.uordblks + info.hblkhd)
    #else
    return nil
    #endif
}
