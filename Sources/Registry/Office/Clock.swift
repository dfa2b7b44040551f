public import Mechanism
#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What tells the registry the time of receipt.
public struct Clock: Sendable {
    /// Whether this is the machine's own clock, the only one that may stamp a real record.
    public let isMachine: Bool
    public let now: @Sendable () -> Moment

    /// The machine's clock.
    public static let machine = Clock(isMachine: true) {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// A clock that a rehearsal is played by.
    public static func rehearsal(_ now: @escaping @Sendable () -> Moment) -> Clock { Clock(isMachine: false, now: now) }
}
