import Mechanism
import Registry

/// Acts admitted and durably recorded by 64 concurrent desks in process, in turns with bare verification of the same
/// signatures in as many tasks.
func admission(_ stage: Stage, acts count: Int, rounds: Int) async throws -> [Table.Line] {
    let all = try await stage.sign(count, rounds: rounds)
    describe(all)
    var bare: [Double] = []
    var admitted: [Double] = []
    var middle: [Double] = []
    var slow: [Double] = []
    var shares: [Double] = []
    for acts in all {
        let count = acts.map(\.count).reduce(0, +)
        let peer = try BareVerification(acts)
        let signature = try await processorMicroseconds(count) { bare.append(try await peer.rate()) }
        var waits: [Double] = []
        let act = try await processorMicroseconds(count) {
            admitted.append(try await perSecond(count) { waits = try await stage.submit(acts) })
        }
        shares.append(signature / act)
        middle.append(waits.median)
        slow.append(waits.quantile(0.99))
    }
    let spreads = zip(slow, middle).map { $0 / $1 }
    let ratios = zip(admitted, bare).map { $0 / $1 }
    return [
        .init(what: "bare Ed25519 verification, 64 tasks", measured: "\(bare.spread) /s"),
        .init(what: "acts admitted and durably recorded, 64 desks in process", measured: "\(admitted.spread) /s"),
        .init(what: "… against bare verification", measured: ratios.spread, wanted: "≥ 0.6", holds: ratios.median >= 0.6),
        .init(what: "… by processor time", measured: shares.spread),
        .init(what: "a receipt's way among 64, median", measured: "\(middle.spread) ms"),
        .init(what: "… 99th percentile, against the median", measured: spreads.spread, wanted: "≤ 10", holds: spreads.median <= 10),
    ]
}

/// Says what the acts are, so that the numbers can be judged.
private func describe(_ rounds: [[[SignedAct]]]) {
    let acts = rounds.flatMap { $0.flatMap { $0 } }
    let lengths = acts.map { Double($0.submission.envelope.payload.bytes.count) }
    let submissions = acts.map { Double($0.submission.canonical.count) }
    print("\(acts.count) acts: \(mix(of: acts.map(\.kind))); payloads \(lengths.spread) bytes, submissions with their texts \(submissions.spread) bytes")
}

/// How many of a thousand acts are of each kind.
func mix(of acts: [Identifier]) -> String {
    var kinds: [Identifier: Int] = [:]
    for kind in acts { kinds[kind, default: 0] += 1 }
    return kinds.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value * 1_000 / acts.count)‰" }.joined(separator: ", ")
}
