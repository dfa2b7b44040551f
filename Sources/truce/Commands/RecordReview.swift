import ArgumentParser
import Mechanism
import Registry

extension Sources {
    struct RecordReview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "record",
            abstract: "Signs and hands in what a person confirmed in a review.",
            discussion: """
                Only acts whose decision is “confirmed” are recorded, in the officer's name, and each keeps what the program read beside
                what the person decided. What was recorded is noted beside the review, so that a recording that was cut short goes on
                where it stopped.

                EXAMPLES
                  truce sources propose *.txt --review review.yaml
                  truce sources record review.yaml --key press.key --to http://127.0.0.1:8080
                """)

        @Argument(help: "The review, as “truce sources propose” wrote it, with the decisions put in.") var review: String
        @Option(name: .long, help: "The officer's key.") var key: String
        @Option(name: .long, help: "The registry's address, or the folder of a record that nobody serves.") var to: String
        @Flag(name: .long, help: "As JSON.") var json = false

        func run() async throws {
            let review = try Review(review)
            var journal = try ReviewJournal(of: review.path)
            let file = try KeyFile(key)
            let office = try await Submitting(to)
            var ids = journal.recorded
            var count = 0
            for line in review.lines {
                guard let label = line.act.label, ids[label] == nil else { continue }
                if let recorded = line.recorded {
                    ids[label] = recorded
                } else if line.decision == .confirmed {
                    ids[label] = try await record(line.act, label, ids, &journal, file, office)
                    count += 1
                }
            }
            let waiting = review.lines.count { $0.decision == .undecided && $0.recorded == nil && ids[$0.act.label ?? ""] == nil }
            print(json
                ? try Output.json(["recorded": count, "undecided": waiting])
                : "\(count) acts of \(review.path) are recorded; \(waiting) wait for a decision.")
        }

        private func record(
            _ act: AuthoredAct, _ label: String, _ ids: [String: ActID], _ journal: inout ReviewJournal, _ file: KeyFile, _ office: Submitting
        ) async throws -> ActID {
            // What was on its way when a recording was cut short is handed in as it was signed; refused, it is not in the record.
            if let waiting = journal.waiting, waiting.label == label, let id = try await handIn(waiting.submission, label, &journal, office).id {
                return id
            }
            let draft = ActDraft(
                try Review.body(of: act, ids), audience: act.audience, at: Output.localTime(), nonce: Random.bytes(16), texts: act.salted())
            guard let signed = try await office.chain(of: file.key).signed(draft, by: file.key) else {
                throw Complaint("A mechanism must be established before anything else.")
            }
            try journal.handsIn(signed.submission, as: signed.id, label)
            let (id, reason) = try await handIn(signed.submission, label, &journal, office)
            guard let id else { throw Complaint("\(act.place), \(act.kind): Refused: \(reason)") }
            try file.remember(signed.next)
            if !json { print("\(label): \(act.kind) is recorded as \(id.hex).") }
            return id
        }

        private func handIn(
            _ submission: Submission, _ label: String, _ journal: inout ReviewJournal, _ office: Submitting
        ) async throws -> (id: ActID?, reason: String) {
            let id = try OpenedAct(submission.envelope).act.id
            if case .refused(let reason) = try await office.answer(to: submission) { return (nil, reason) }
            try journal.isRecorded(id, label)
            return (id, "")
        }
    }
}
