/// What was measured, as a table for people.
struct Table {
    struct Line {
        var what: String
        var measured: String
        var wanted = ""
        /// Whether it is as wanted; `nil` where nothing is.
        var holds: Bool?
    }

    private var lines: [Line] = []

    /// Whether anything is not as wanted.
    var falls: Bool { lines.contains { $0.holds == false } }

    mutating func add(_ new: [Line]) {
        for line in new { print("\(line.what): \(line.measured)") }
        lines += new
    }

    var markdown: String {
        (["| what | measured | wanted | |", "|---|---|---|---|"]
            + lines.map { "| \($0.what) | \($0.measured) | \($0.wanted) | \($0.holds.map { $0 ? "yes" : "NO" } ?? "") |" })
            .joined(separator: "\n")
    }
}

extension [Double] {
    /// The value below which `share` of the values lie.
    func quantile(_ share: Double) -> Double {
        guard let last = indices.last else { return .nan }
        return sorted()[Int((Double(last) * share).rounded())]
    }

    var median: Double { quantile(0.5) }

    /// Least, median and greatest.
    var spread: String { "\(median.brief) (\(quantile(0).brief)–\(quantile(1).brief))" }
}

extension Double {
    /// Three digits that count.
    var brief: String {
        guard isFinite, magnitude > 0 else { return "\(self)" }
        if magnitude >= 100 { return "\(Int(rounded()))" }
        let scale: Double = magnitude >= 10 ? 10 : magnitude >= 1 ? 100 : 1_000
        return "\((self * scale).rounded() / scale)"
    }
}

/// How many times a second: `count` in the time that `work` takes.
func perSecond(_ count: Int, _ work: () async throws -> Void) async rethrows -> Double {
    Double(count) / (try await seconds(work))
}

/// How many microseconds one of `count` takes.
func microseconds(_ count: Int, _ work: () async throws -> Void) async rethrows -> Double {
    try await seconds(work) * 1_000_000 / Double(max(1, count))
}

func seconds(_ work: () async throws -> Void) async rethrows -> Double {
    let time = try await ContinuousClock().measure(work)
    return time / .seconds(1)
}
