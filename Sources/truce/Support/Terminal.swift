import Foundation

/// What is said to the person at the terminal while something takes its time. Answers go to standard output, this does not.
enum Terminal {
    static func say(_ words: String) {
        FileHandle.standardError.write(Data((words + "\n").utf8))
    }
}

/// A bar that appears once something has taken two seconds, on a terminal only.
final class ProgressBar: Sendable {
    private let title: String
    private let began = ContinuousClock.now
    private let isShown = isatty(STDERR_FILENO) == 1

    init(_ title: String) { self.title = title }

    func show(_ done: UInt64, of all: UInt64) {
        guard isShown, all > 0, ContinuousClock.now - began > .seconds(2) else { return }
        let width = 30
        let filled = Int(done * UInt64(width) / all)
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        let end = done >= all ? "\n" : ""
        FileHandle.standardError.write(Data("\r\(title) \(bar) \(done)/\(all)\(end)".utf8))
    }
}
