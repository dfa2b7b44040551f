import Foundation
import Registry

/// An answer of the API: what was asked, and beside it what record it was made from.
struct Answer<Content: Encodable>: Encodable {
    /// Whether the record is a rehearsal, whose times come from a script.
    let rehearsal: Bool
    /// The size of the record that the answer was made from.
    let checkpoint: UInt64
    /// The instant for which deadlines and days are counted.
    let at: Instant
    let content: Content

    private enum Keys: String, CodingKey {
        case rehearsal, checkpoint, at
    }

    func encode(to encoder: any Encoder) throws {
        try content.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(rehearsal, forKey: .rehearsal)
        try container.encode(checkpoint, forKey: .checkpoint)
        try container.encode(at, forKey: .at)
    }
}

extension Answer {
    init(_ content: Content, _ reading: Reading) {
        self.init(rehearsal: reading.rehearsal, checkpoint: reading.snapshot.size, at: Instant(reading.now), content: content)
    }
}

/// JSON as the API gives it: keys in the record's manner, `duplicate-of`, sorted; what is absent is left out.
enum JSON {
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .custom { path in Key(path[path.count - 1].stringValue) }
        return [UInt8](try encoder.encode(value)) + [UInt8(ascii: "\n")]
    }

    /// `repliesUntil` → `replies-until`.
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) {
            stringValue = name.reduce(into: "") { key, letter in
                if letter.isUppercase { key.append("-") }
                key.append(letter.isUppercase ? Character(letter.lowercased()) : letter)
            }
        }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}

/// One plain sentence, where an answer cannot be given.
struct Complaint: Encodable, Sendable {
    let reason: String
}
