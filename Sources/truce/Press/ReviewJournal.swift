import Foundation
import Mechanism
import Registry

/// What has become of a review's acts, beside it: each is noted before it is handed in and again when it is in the record, so that a
/// recording that was cut short goes on where it stopped, and nothing is recorded twice.
struct ReviewJournal {
    /// One line of the file.
    private struct Note: Record {
        var label = ""
        var act = ActID()
        /// The signed act while it is on its way; null once it is in the record.
        var submission: Submission?

        mutating func visit(_ field: inout some Fields) {
            field("label", &label, "The act's label in the review.")
            field("act", &act, "The act's id.")
            field("submission", &submission, "The signed act while it is on its way; null once it is in the record.")
        }
    }

    private let path: String
    /// The acts of the review that are in the record.
    private(set) var recorded: [String: ActID] = [:]
    /// The act that was last on its way.
    private(set) var waiting: (label: String, submission: Submission)?

    /// - Parameter review: the review's file.
    init(of review: String) throws {
        path = review + ".recorded"
        guard Files.exists(path) else { return }
        // The last line may be torn: its act was not handed in yet.
        for line in try Files.read(path).split(separator: UInt8(ascii: "\n")) {
            guard let note = try? Note(strict: Array(line)) else { continue }
            waiting = note.submission.map { (note.label, $0) }
            if note.submission == nil { recorded[note.label] = note.act }
        }
    }

    mutating func handsIn(_ submission: Submission, as act: ActID, _ label: String) throws {
        try append(label, act, submission)
        waiting = (label, submission)
    }

    mutating func isRecorded(_ act: ActID, _ label: String) throws {
        try append(label, act, nil)
        (recorded[label], waiting) = (act, nil)
    }

    private func append(_ label: String, _ act: ActID, _ submission: Submission?) throws {
        var note = Note()
        (note.label, note.act, note.submission) = (label, act, submission)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { if descriptor >= 0 { close(descriptor) } }
        // A torn line before it is ended first.
        let bytes = [UInt8(ascii: "\n")] + note.canonical + [UInt8(ascii: "\n")]
        guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw Complaint("\(path) must be a place that can be written to: it keeps what is recorded already.", ending: .misuse)
        }
    }
}
