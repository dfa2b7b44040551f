/// A text and signatures on it (C2SP signed-note).
///
/// As bytes, a note is
///
/// - the text: UTF-8, ending in a newline, no other control character below U+0020;
/// - an empty line: the last one in the note, for the text may have its own;
/// - 1 to 100 signature lines: em dash (U+2014), space, the key's name, space, base64, newline.
///
/// The base64 is of the key's id (4 bytes) and the signature. The id is the beginning of SHA-256(name ‖ newline ‖
/// type ‖ public
/// key). A key of type 1 signs the text with Ed25519; one of type 4 makes a ``Cosignature``.
///
///     example.org/record
///     5
///     fKo0Xb2JKmZFTWxlEuo8PqPw0+whvj/C4jdXBf049nI=
///
///     — example.org/record SuLu9D9aYlqiTyQ/92Psr3u3kPYh2yfnfhR7mnDsVPfWpqC8sxn3v/zdGI4RJXLvz+URZ7W3Pnemb0RoQtWojTrjaQo=
///
/// verifies under the key `example.org/record+4ae2eef4+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs`.
///
/// A text means nothing before `verify(by:)` has told whose it is.
public struct Note: Hashable, Sendable {
    /// The most signature lines a note may have.
    public static let maximumSignatures = 100

    /// The text with its last newline, without the empty line: what is signed.
    public let textBytes: [UInt8]
    public private(set) var signatures: [NoteSignature]

    /// The text with its last newline, without the empty line.
    public var text: String { String(decoding: textBytes, as: UTF8.self) }

    /// Reads a whole note.
    ///
    /// - Throws: `malformed` unless the bytes are exactly what `bytes` writes.
    public init(_ bytes: [UInt8]) throws(TransparencyLogError) {
        let breaks = bytes.indices.dropFirst()
        guard let blank = breaks.last(where: { bytes[$0] == .newline && bytes[$0 - 1] == .newline }) else {
            throw TransparencyLogError(.malformed, "A note has an empty line between its text and its signatures.")
        }
        textBytes = Array(bytes[..<blank])
        try Self.checkText(textBytes)
        signatures = try NoteSignature.lines(bytes[(blank + 1)...])
    }

    public init(_ text: String) throws(TransparencyLogError) {
        try self.init(Array(text.utf8))
    }

    /// Signs a text with keys of type 1.
    ///
    /// - Throws: `malformed` for a text that a note cannot have, `wrongKey` for a key of another type, and if
    ///   there are not 1 to 100 keys.
    public static func sign(_ text: String, by keys: [SignerKey]) throws(TransparencyLogError) -> Note {
        let text = Array(text.utf8)
        try checkText(text)
        guard (1...maximumSignatures).contains(keys.count) else {
            throw TransparencyLogError(.wrongKey, "A note is signed by 1 to 100 keys, not by \(keys.count).")
        }
        var signatures: [NoteSignature] = []
        for key in keys {
            guard key.type == .ed25519 else {
                throw TransparencyLogError(
                    .wrongKey, "A note is signed by keys of type 1, and \(key.name) is a cosigner's.")
            }
            try signatures.append(NoteSignature(by: key, bytes: key.signature(over: text)))
        }
        return Note(textBytes: text, signatures: signatures)
    }

    private init(textBytes: [UInt8], signatures: [NoteSignature]) {
        self.textBytes = textBytes
        self.signatures = signatures
    }

    /// The same note with one more signature line, verified or not.
    ///
    /// - Throws: `outOfRange` if the note has 100 already.
    public func adding(_ signature: NoteSignature) throws(TransparencyLogError) -> Note {
        guard signatures.count < Self.maximumSignatures else {
            throw TransparencyLogError(.outOfRange, "A note has at most 100 signature lines.")
        }
        return Note(textBytes: textBytes, signatures: signatures + [signature])
    }

    /// The same note with only the signature lines that the condition picks: nil if it picks none.
    public func keeping(_ isKept: (NoteSignature) throws -> Bool) rethrows -> Note? {
        let kept = try signatures.filter(isKept)
        return kept.isEmpty ? nil : Note(textBytes: textBytes, signatures: kept)
    }

    /// The whole note.
    public var bytes: [UInt8] {
        signatures.reduce(into: textBytes + [.newline]) { bytes, signature in
            bytes += Array(signature.description.utf8)
            bytes.append(.newline)
        }
    }

    private static func checkText(_ text: [UInt8]) throws(TransparencyLogError) {
        guard text.last == .newline, text.allSatisfy({ $0 >= 0x20 || $0 == .newline }),
            String(validating: text, as: UTF8.self) != nil
        else {
            throw TransparencyLogError(
                .malformed, "A note's text is UTF-8, ends in a newline, and has no other control characters.")
        }
    }
}
