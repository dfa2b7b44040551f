#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The seconds that this process has taken of all cores: unlike the time that passes, little changed by whatever else the
/// machine does meanwhile.
func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
}

/// The microseconds of processor time that one of `count` takes.
func processorMicroseconds(_ count: Int, _ work: () async throws -> Void) async rethrows -> Double {
    let before = processorSeconds()
    try await work()
    return (processorSeconds() - before) * 1_000_000 / Double(max(1, count))
}
