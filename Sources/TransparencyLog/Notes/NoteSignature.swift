/// One signature line of a note: `— NAME base64(keyID ‖ signature)` and a newline. The dash is U+2014.
public struct NoteSignature: Hashable, Sendable, CustomStringConvertible {
    public let name: String
    public let keyID: UInt32
    /// What follows the key id; for each type of key something else. Never empty.
    public let bytes: [UInt8]

    static let dash = Array("\u{2014} ".utf8)

    init(by key: SignerKey, bytes: [UInt8]) {
        self.name = key.name
        self.keyID = key.keyID
        self.bytes = bytes
    }

    /// Reads one line, without its newline.
    ///
    /// - Throws: `malformed` unless it is exactly what `description` writes.
    public init(line: some Collection<UInt8>) throws(TransparencyLogError) {
        let rest = Array(line.dropFirst(Self.dash.count))
        guard line.starts(with: Self.dash), let space = rest.firstIndex(of: .space),
            let name = String(validating: rest[..<space], as: UTF8.self),
            let signed = Base64.decode(rest[(space + 1)...]), signed.count > 4
        else {
            throw TransparencyLogError(
                .malformed,
                "A signature line is an em dash, the key's name and the base64 of its id and signature, with one space between them."
            )
        }
        try KeyName.check(name)
        self.name = name
        self.keyID = UInt32(bigEndianBytes: signed.prefix(4))
        self.bytes = Array(signed.dropFirst(4))
    }

    /// Reads signature lines, each ending in a newline: 1 to 100 of them.
    ///
    /// - Throws: `malformed`.
    public static func lines(_ bytes: some Collection<UInt8>) throws(TransparencyLogError) -> [NoteSignature] {
        var lines = bytes.split(
            separator: .newline, maxSplits: Note.maximumSignatures + 1, omittingEmptySubsequences: false)
        guard let end = lines.popLast(), end.isEmpty, (1...Note.maximumSignatures).contains(lines.count) else {
            throw TransparencyLogError(.malformed, "A note has 1 to 100 signature lines, and ends in a newline.")
        }
        var signatures: [NoteSignature] = []
        for line in lines { try signatures.append(NoteSignature(line: line)) }
        return signatures
    }

    /// The line without its newline.
    public var description: String {
        "\u{2014} \(name) \(Base64.encode(keyID.bigEndianBytes + bytes))"
    }

    public static func == (a: NoteSignature, b: NoteSignature) -> Bool {
        a.keyID == b.keyID && a.bytes == b.bytes && a.name.isSameBytes(as: b.name)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(keyID)
        hasher.combine(bytes)
    }
}
