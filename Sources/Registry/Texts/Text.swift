public import Mechanism
import Crypto
import TransparencyLog

/// A text beside the record: words that an act is bound to by a salted commitment, so that they can be erased without
/// breaking anything.
public struct Text: Record, Hashable {
    public var slot = Identifier()
    public var language = Identifier()
    public var salt = Base64Bytes()
    public var text = ""

    public init() {}

    /// - Parameter salt: 32 bytes at random.
    public init(slot: Identifier, language: Identifier, salt: [UInt8], text: String) {
        (self.slot, self.language, self.salt, self.text) = (slot, language, Base64Bytes(salt), text)
    }

    public mutating func visit(_ field: inout some Fields) {
        field("slot", &slot, "What the text is for.")
        field("language", &language, "Its language (BCP 47, lower case).")
        field("salt", &salt, "Thirty-two bytes at random.")
        field("text", &text, "The text.")
    }

    /// What the act's payload carries in the text's stead.
    public var reference: TextReference {
        TextReference(
            slot: slot, language: language, length: Int64(text.utf8.count),
            commitment: Self.commitment(salt: salt.bytes, text: text))
    }

    /// SHA-256("truce/text/v1" ‖ 00 ‖ salt ‖ length as u64, big-endian ‖ UTF-8 bytes).
    static func commitment(salt: [UInt8], text: String) -> Hash {
        var bytes = commitmentStart + salt
        withUnsafeBytes(of: UInt64(text.utf8.count).bigEndian) { bytes += $0 }
        bytes += text.utf8
        return Hash.sha256(of: bytes)
    }

    private static let commitmentStart = Array("truce/text/v1".utf8) + [0]
}

/// What an officer hands in: an envelope, and the texts that it commits to.
public struct Submission: Record {
    public var envelope = Envelope()
    public var texts: [Text] = []
    public var lodgings: [Lodging] = []

    public init() {}
    public init(envelope: Envelope, texts: [Text], lodgings: [Lodging] = []) {
        (self.envelope, self.texts, self.lodgings) = (envelope, texts, lodgings)
    }

    public mutating func visit(_ field: inout some Fields) {
        field("envelope", &envelope, "The act's envelope.")
        field("texts", &texts, "The texts that the act commits to, in its order.")
        field("lodgings", &lodgings, "When participants' followers took the act in, as they have signed it; empty where none did.")
    }

    /// The greatest length of a submission in bytes: an entry's and a megabyte of texts.
    public static let longest = Entry.longest + 1 << 20

    /// Why the texts are not those that the act commits to, in one sentence; `nil` when they are.
    package func mismatch(with act: Act) -> String? {
        guard texts.allSatisfy({ $0.salt.bytes.count == 32 }) else { return "A text's salt must have 32 bytes." }
        guard texts.map(\.reference) == act.payload.texts else {
            return "An act must be handed in with exactly the texts that it commits to, in its order."
        }
        return nil
    }
}
