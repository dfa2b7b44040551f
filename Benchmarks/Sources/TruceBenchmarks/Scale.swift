import Foundation
import Registry
import SQLiteStorage

/// What an act costs in records of 1,000 to 1,000,000 acts: so that whatever grows with the record shows.
/// - Returns: the lines of the table, and a plot in text.
func scale(_ stage: Stage, upTo most: Int) async throws -> (lines: [Table.Line], plot: String) {
    var desks = try Desks(of: stage)
    var points: [Point] = []
    for size in [1_000, 10_000, 100_000, 1_000_000] where size <= most {
        let portion = min(16_384, size / 2)
        var stored = Int(try stage.storage.size())
        while stored + portion < size {
            try await stage.submit(try await desks.sign(min(portion, size - portion - stored)))
            stored = Int(try stage.storage.size())
        }
        // The last acts before the mark.
        points.append(try await Point(stage, acts: try await desks.sign(portion)))
        print("measured at \(points.last?.size ?? 0) acts")
    }
    return (points.flatMap(\.lines) + Point.flatness(points), Point.plot(points))
}

/// A record of one length.
private struct Point {
    var size: Int
    /// Microseconds an act.
    var admission: Double
    var bare: Double
    var replay: Double
    var verification: Double
    /// Microseconds to find an act by its id.
    var lookUp: Double
    /// Seconds until an office is open.
    var opening: Double

    /// - Parameter acts: the last acts, to be handed in.
    init(_ stage: Stage, acts: [[SignedAct]]) async throws {
        let count = acts.map(\.count).reduce(0, +)
        bare = 1_000_000 / (try await BareVerification(acts).rate())
        admission = try await microseconds(count) { try await stage.submit(acts) }
        let size = try stage.storage.size()
        self.size = Int(size)
        opening = try await seconds { _ = try await Office(storage: stage.storage, key: stage.registry, opening: .quick) }
        replay = try await microseconds(Int(size)) {
            var replay = Replay()
            try await replay.run(size: size, entries: { try stage.storage.entries($0) }, signatures: .left)
        }
        var audit = Audit()
        verification = try await microseconds(Int(size)) {
            let record = try SQLiteRecord(folder: stage.folder, for: .reading)
            try await audit.replay(StorageSource(record), card: nil)
        }
        guard audit.holds else { throw Failure("The record of the benchmark must hold: \(audit.items)") }
        // The first acts are the farthest to find.
        let ids = try stage.storage.acts(0..<min(size, 64))
        lookUp = try await microseconds(ids.count) {
            for id in ids where try stage.storage.index(of: id) == nil { throw Failure("An act must be found by its id.") }
        }
    }

    var lines: [Table.Line] {
        [
            .init(what: "\(size) acts: one more, admitted and stored", measured: "\(admission.brief) µs; a bare verification \(bare.brief) µs"),
            .init(what: "\(size) acts: verified, each", measured: "\(verification.brief) µs"),
            .init(what: "\(size) acts: replayed without signatures, each", measured: "\(replay.brief) µs"),
            .init(what: "\(size) acts: the first found by its id", measured: "\(lookUp.brief) µs"),
            .init(what: "\(size) acts: an office opened", measured: "\(opening.brief) s"),
        ]
    }

    private static let series: [(name: String, value: @Sendable (Point) -> Double)] = [
        ("admitted", { $0.admission }), ("verified", { $0.verification }), ("bare", { $0.bare }), ("replayed", { $0.replay }),
    ]

    /// The greatest cost over the least, beyond the shortest record, in which what is done once weighs most. Against the bare
    /// verification of the same moment, so that it is the record that is measured and not the machine.
    static func flatness(_ points: [Point]) -> [Table.Line] {
        let long = points.filter { $0.size > 5_000 }
        guard long.count > 1 else { return [] }
        return [("admitted", { $0.admission / $0.bare }), ("verified", { (point: Point) in point.verification / point.bare })].map { name, value in
            let values = long.map(value)
            let growth = (values.max() ?? .nan) / (values.min() ?? .nan)
            return .init(what: "\(name), greatest over least beyond 1,000 acts", measured: growth.brief, wanted: "≤ 1.5", holds: growth <= 1.5)
        }
    }

    /// A bar for each cost and size.
    static func plot(_ points: [Point]) -> String {
        let longest = series.flatMap { series in points.map(series.value) }.max() ?? 1
        return series.map { series in
            points.map { point in
                let value = series.value(point)
                let bar = String(repeating: "█", count: max(1, Int((value / longest * 50).rounded())))
                return "\(series.name.padded(9)) \(String(point.size).padded(8)) \(bar) \(value.brief) µs"
            }.joined(separator: "\n")
        }.joined(separator: "\n\n")
    }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
