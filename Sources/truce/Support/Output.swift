import Foundation
import Mechanism

/// Answers for programs, and times.
enum Output {
    static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// Writes a part of an answer.
    ///
    /// - Throws: `Complaint`, where no more is taken, as on a full disk.
    static func write(_ part: [UInt8]) throws {
        do {
            try FileHandle.standardOutput.write(contentsOf: part)
        } catch {
            throw Complaint("Standard output must have room for the whole answer; only a part of it was taken.")
        }
    }

    /// The present in the machine's zone, as acts carry it.
    static func localTime() -> LocalTime {
        let formatter = ISO8601DateFormatter()
        formatter.timeZone = .current
        return LocalTime(Array(formatter.string(from: Date()).utf8)) ?? LocalTime()
    }

    /// A time for people, in UTC.
    static func utc(_ moment: Moment) -> String {
        let formatter = ISO8601DateFormatter()
        return formatter.string(from: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000))
    }
}
