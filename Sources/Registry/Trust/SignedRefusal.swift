public import Mechanism
public import TransparencyLog

/// The registry's signed word that it refused an act, and why: whoever has the record up to `size` can re-run it.
public struct SignedRefusal: Sendable {
    public let refusal: Refusal
    /// A signed note: `truce/refusal/v1`, then origin, act, size, time of receipt, rule and reason, a line each.
    public let note: Note

    init(_ refusal: Refusal, of act: ActID, size: UInt64, received: Moment, origin: String, key: SignerKey) throws {
        self.refusal = refusal
        // A reason quotes what was submitted: no control character of it may end a line of the note.
        let reason = String(refusal.reason.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : Character($0) })
        note = try Note.sign(
            """
            truce/refusal/v1
            origin \(origin)
            act \(act.hex)
            size \(size)
            received \(received.milliseconds)
            rule \(refusal.rule)
            reason \(reason)

            """, by: [key])
    }
}
