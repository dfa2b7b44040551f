import Foundation
import TransparencyLog

/// The tree alone: entries of 300 bytes hashed on all cores, and their root made.
func hashes(entries count: Int, rounds: Int) async throws -> [Table.Line] {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let entries = (0..<count).map { number in (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ number >> ($0 & 15)) } }
    let share = (count + cores - 1) / cores
    var rates: [Double] = []
    var roots: Set<String> = []
    for _ in 0..<rounds {
        rates.append(await perSecond(count) {
            let leaves = await withTaskGroup(of: (Int, [Digest]).self) { group in
                for start in stride(from: 0, to: count, by: share) {
                    group.addTask { (start, entries[start..<min(start + share, count)].map { Merkle.leafHash(of: $0) }) }
                }
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }
            var edge = Frontier()
            for start in leaves.keys.sorted() { for leaf in leaves[start] ?? [] { edge.append(leaf) } }
            roots.insert(edge.root.hex)
        })
    }
    guard roots.count == 1 else { throw Failure("The same entries must have the same root.") }
    return [
        .init(what: "entries of 300 bytes hashed into a tree, \(cores) cores", measured: "\(rates.spread) /s", wanted: "≥ 1000000 /s", holds: rates.median >= 1_000_000),
    ]
}
