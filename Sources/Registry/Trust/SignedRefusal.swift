public import Mechanism
public import TransparencyLog

/// The registry's signed word that it refused an act, and why: whoever has the record up to `size` can re-run it.
public struct SignedRefusal: Sendable {
    public let refusal: Refusal
    public let act: ActID
    /// The size of the record that the act was refused at.
    public let size: UInt64
    /// The time of receipt that it would have had.
    public let received: Moment
    /// A signed note: `truce/refusal/v1`, then origin, act, size, time of receipt, rule and reason, a line each.
    public let note: Note

    init(_ refusal: Refusal, of act: ActID, size: UInt64, received: Moment, origin: String, key: SignerKey) throws {
        (self.refusal, self.act, self.size, self.received) = (refusal, act, size, received)
        // A reason quotes what was submitted: no control character of it may end a line of the note.
        let reason = String(refusal.reason.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
        note = try Note.sign(
            """
            \(Self.heading)
            origin \(origin)
            act \(act.hex)
            size \(size)
            received \(received.milliseconds)
            rule \(refusal.rule)
            reason \(reason)

            """, by: [key])
    }

    private static let heading = "truce/refusal/v1"

    /// Reads a refusal that `registry` must have signed.
    /// - Throws: `malformed` when the bytes are none of that registry's.
    public init(_ bytes: [UInt8], registry: VerifierKey) throws {
        let note = try Note(bytes)
        guard case .verified = note.verify(by: [registry]) else {
            throw RegistryError(.malformed, "The refusal must be signed by the registry \(registry.name), and is not.")
        }
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false)
        func value(_ index: Int, _ name: String) throws(RegistryError) -> String {
            guard lines.count == 8, lines[index].hasPrefix("\(name) ") else {
                throw RegistryError(.malformed, "A refusal must have “\(name) …” on line \(index + 1) of seven.")
            }
            return String(lines[index].dropFirst(name.utf8.count + 1))
        }
        guard lines.first.map(String.init) == Self.heading, try value(1, "origin").utf8.elementsEqual(registry.name.utf8),
            let act = Hash(hex: try value(2, "act")), let size = UInt64(try value(3, "size")), let received = Int64(try value(4, "received"))
        else { throw RegistryError(.malformed, "A refusal must name its record, the act, the size of the record and the time of receipt.") }
        (self.note, self.act, self.size) = (note, act, size)
        self.received = Moment(milliseconds: received)
        refusal = Refusal(rule: try value(5, "rule"), reason: try value(6, "reason"))
    }
}
