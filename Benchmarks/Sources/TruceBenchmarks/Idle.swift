import Registry

/// The time to one receipt when nothing else is under way.
func idle(_ stage: Stage) async throws -> [Table.Line] {
    let acts = try await stage.sign(256, rounds: 1).joined().flatMap { $0 }
    let warmUp = 56
    for act in acts.prefix(warmUp) { try await stage.office.record(act.submission) }
    var milliseconds: [Double] = []
    for act in acts.dropFirst(warmUp) {
        milliseconds.append(try await seconds { try await stage.office.record(act.submission) } * 1_000)
    }
    return [
        .init(
            what: "one receipt when idle, median of \(milliseconds.count)", measured: "\(milliseconds.median.brief) ms", wanted: "< 15 ms",
            holds: milliseconds.median < 15),
        .init(what: "one receipt when idle, 95th percentile", measured: "\(milliseconds.quantile(0.95).brief) ms"),
    ]
}
