import Foundation

/// How many histories are played.
enum Histories {
    /// So many where the tests are optimised, ten times as many in the long tests; a handful where they are not.
    static func count(_ many: Int) -> Int {
        guard areMany else { return 24 }
        return ProcessInfo.processInfo.environment["TRUCE_LONG_TESTS"] == nil ? many : many * 10
    }

    /// Whether the tests are optimised: without that a history takes fifty times as long.
    static let areMany: Bool = {
        #if DEBUG
        return false
        #else
        return true
        #endif
    }()
}
