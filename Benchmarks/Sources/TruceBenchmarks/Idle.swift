#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
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
    let disk = try diskMilliseconds(stage.folder, times: milliseconds.count)
    let beyond = milliseconds.median - disk.median
    return [
        .init(what: "one receipt when idle, median of \(milliseconds.count)", measured: "\(milliseconds.median.brief) ms"),
        .init(what: "one receipt when idle, 99th percentile", measured: "\(milliseconds.quantile(0.99).brief) ms"),
        .init(what: "the disk's own time to keep 32 KiB, median", measured: "\(disk.median.brief) ms"),
        .init(what: "one receipt beyond that", measured: "\(beyond.brief) ms", wanted: "≤ 5 ms", holds: beyond <= 5),
    ]
}

/// How long the disk takes to keep 32 KiB at the end of a file (`fdatasync`), time after time.
private func diskMilliseconds(_ folder: String, times: Int) throws -> [Double] {
    let file = open(folder + "/disk", O_CREAT | O_WRONLY | O_APPEND, 0o600)
    guard file >= 0 else { throw Failure("The folder of the benchmark must be writable.") }
    defer { close(file) }
    let bytes = [UInt8](repeating: 7, count: 32_768)
    return try (0..<times).map { _ in
        let clock = ContinuousClock()
        let began = clock.now
        guard write(file, bytes, bytes.count) == bytes.count, fdatasync(file) == 0 else { throw Failure("The disk must keep a file.") }
        return (clock.now - began) / .milliseconds(1)
    }
}
