import Foundation
import Registry
import SQLiteStorage

/// A whole record verified as `truce verify` does it, from opening the database on, in turns with bare verification of as
/// many signatures on all cores.
func verification(_ stage: Stage, acts count: Int, rounds: Int) async throws -> [Table.Line] {
    let acts = try await stage.sign(count, rounds: 1)
    for part in acts { try await stage.submit(part) }
    let all = acts.joined().flatMap { $0 }
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let share = (all.count + cores - 1) / cores
    let bare = try BareVerification(stride(from: 0, to: all.count, by: share).map { Array(all[$0..<min($0 + share, all.count)]) })
    let size = try stage.storage.size()
    var bareRates: [Double] = []
    var auditRates: [Double] = []
    for _ in 0..<rounds {
        bareRates.append(try await bare.rate())
        auditRates.append(try await perSecond(Int(size)) {
            let record = try SQLiteRecord(folder: stage.folder, for: .reading)
            var audit = Audit()
            try await audit.replay(StorageSource(record), card: nil)
            guard audit.holds else { throw Failure("The record of the benchmark must hold: \(audit.items)") }
        })
    }
    let ratios = zip(auditRates, bareRates).map { $0 / $1 }
    return [
        .init(what: "bare Ed25519 verification of \(all.count) signatures, \(cores) tasks", measured: "\(bareRates.spread) /s"),
        .init(what: "acts verified in a record of \(size)", measured: "\(auditRates.spread) /s"),
        .init(what: "… against bare verification", measured: ratios.spread, wanted: "≥ 0.6", holds: ratios.median >= 0.6),
    ]
}
