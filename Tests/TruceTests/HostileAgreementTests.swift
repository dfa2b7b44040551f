import Foundation
import Mechanism
import Mutation
import Testing

@testable import truce

@Suite("Agreements as people write them")
struct HostileAgreementTests {
    /// A small agreement in YAML, with every way of writing that the example uses.
    private static let yaml = """
        title: A truce  # of a kind
        note: >
          Words over
          two lines.
        languages: [en]
        participants:
          - { id: north, name: "The North", role: party }
          - { id: south, name: 'The South', role: party }
          - id: lake
            name: Lake
            role: guarantor
        truce: { from: 2025-10-19T00:00:00+05:00, until: ~ }
        instruments:
          - { id: truce, title: The truce, date: 2025-10-19 }
        articles:
          - id: "1"
            instrument: truce
            title: Fire
            text: |
              No fire is opened.
        determination: { rule: all, needed: 0, members: [lake] }
        clocks: { assent: 24, triage: 24, tasking: 24, team-report: 24, reply: 72, determination: 24, publication: 24, custody: 48,
          access: 24, remedy: 168, handover: 48, liaison: 1, answer: 72, minutes: 48, witnesses: 24 }
        lodging: [lake]
        succession: [north, south]
        intake: { narrative: 10, place-precision: 5 }
        """

    private static func read(_ bytes: [UInt8]) throws -> Agreement {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Refused() }
        do {
            return try AuthoredYAML(text, file: "agreement.yaml").read(Agreement.self, file: "agreement.yaml")
        } catch let complaint as Complaint {
            // Each has a line of its own, and each must be a sentence.
            throw Line(description: complaint.sentences.first { !Attack.isSentence($0) } ?? complaint.sentences[0])
        }
    }

    private struct Line: Error, CustomStringConvertible { let description: String }

    /// JSON with the characters escaped that end a line in YAML, and not in JSON.
    private static func escaped(_ json: [UInt8]) -> [UInt8] {
        let ends: [Unicode.Scalar: String] = ["\u{85}": "\\u0085", "\u{2028}": "\\u2028", "\u{2029}": "\\u2029"]
        return Array(String(decoding: json, as: UTF8.self).unicodeScalars.map { ends[$0] ?? String($0) }.joined().utf8)
    }

    @Test("No mangled file crashes the reader; what is read is written as JSON, which reads as the same agreement")
    func mangled() throws {
        let problems = Attack([Array(Self.yaml.utf8)], seed: 40).problems { bytes in
            let agreement = try Self.read(bytes)
            let written = agreement.canonical
            // JSON is YAML: both readers must agree on it, and on what was written.
            return try Agreement(strict: written) == agreement && Self.read(Self.escaped(written)) == agreement ? bytes : written
        }
        #expect(problems == [])
    }
}
