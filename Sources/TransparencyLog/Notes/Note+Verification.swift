extension Note {
    /// A signature that holds.
    public struct Verified: Hashable, Sendable {
        public let key: VerifierKey
        public let signature: NoteSignature

        /// When a cosigner signed, in seconds since 1970 UTC; nil for a key of type 1, which tells no time.
        public var time: UInt64? { key.type == .cosignature ? Cosignature(signature)?.time : nil }
    }

    /// What the keys say of a note.
    public enum Verification: Hashable, Sendable {
        /// The signatures by known keys, in the note's order: all hold, and there is at least one.
        case verified([Verified])
        /// With one plain sentence that says what would be right.
        case refused(String)
    }

    /// Verifies the signatures of known keys. Lines by unknown keys say nothing; one bad line of a known key
    /// spoils the note.
    public func verify(by keys: [VerifierKey]) -> Verification {
        var verified: [Verified] = []
        for signature in signatures {
            for key in keys where key.isNamed(by: signature) {
                guard key.accepts(signature, on: textBytes) else {
                    return .refused("The signature line of \(key.name) must be by its key over this text, and is not.")
                }
                verified.append(Verified(key: key, signature: signature))
            }
        }
        guard !verified.isEmpty else {
            return .refused("The note must be signed by a known key, and no signature line names one.")
        }
        return .verified(verified)
    }
}
