import Foundation
import Registry
import SQLiteStorage

/// A whole record verified from opening the database on, in turns with bare verification of as many signatures on all cores;
/// and once more as `truce verify` does for a folder: with a look at the
/// database itself, and with the texts beside the record compared on the way.
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
    var wholeRates: [Double] = []
    var shares: [Double] = []
    for _ in 0..<rounds {
        let signature = try await processorMicroseconds(all.count) { bareRates.append(try await bare.rate()) }
        var audit = Audit()
        var replaying = 0.0
        let act = try await processorMicroseconds(Int(size)) {
            replaying = try await seconds {
                let record = try SQLiteRecord(folder: stage.folder, for: .reading)
                try await audit.replay(StorageSource(record), card: nil)
            }
        }
        shares.append(signature / act)
        let whole = try await seconds {
            try await audit.replay(folder: stage.folder, card: nil)
        }
        guard audit.holds else { throw Failure("The record of the benchmark must hold: \(audit.items)") }
        auditRates.append(Double(size) / replaying)
        wholeRates.append(Double(size) / whole)
    }
    let ratios = zip(auditRates, bareRates).map { $0 / $1 }
    let wholeRatios = zip(wholeRates, bareRates).map { $0 / $1 }
    return [
        .init(what: "bare Ed25519 verification of \(all.count) signatures, \(cores) tasks", measured: "\(bareRates.spread) /s"),
        .init(what: "acts replayed in a record of \(size)", measured: "\(auditRates.spread) /s"),
        .init(what: "… against bare verification", measured: ratios.spread, wanted: "≥ 0.85", holds: ratios.median >= 0.85),
        .init(what: "… by processor time", measured: shares.spread),
        .init(what: "… with texts, index and the database itself, against it", measured: wholeRatios.spread),
    ]
}
