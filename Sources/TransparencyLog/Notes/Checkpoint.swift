/// The size and root of a log at some moment (C2SP tlog-checkpoint). As the text of a note:
///
///     <origin>
///     <size in decimal>
///     <base64 of the root>
///
/// Extension lines are refused. The log signs with a key whose name is the origin.
public struct Checkpoint: Hashable, Sendable {
    /// Which log: at most 255 bytes. Compared as bytes.
    public let origin: String
    /// How many entries.
    public let size: UInt64
    public let root: Digest

    /// - Throws: `malformed` for an origin that is empty, too long or has control characters.
    public init(origin: String, size: UInt64, root: Digest) throws(TransparencyLogError) {
        guard (1...KeyName.maximumLength).contains(origin.utf8.count), origin.utf8.allSatisfy({ $0 >= 0x20 }) else {
            throw TransparencyLogError(
                .malformed, "A checkpoint's origin has 1 to 255 bytes and no control characters.")
        }
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads the text of a note; verifies nothing.
    ///
    /// - Throws: `malformed` unless it is exactly what `text` writes.
    public init(_ note: Note) throws(TransparencyLogError) {
        try self.init(text: note.textBytes)
    }

    /// Reads the text of a note.
    ///
    /// - Throws: `malformed` unless it is exactly what `text` writes.
    public init(text: [UInt8]) throws(TransparencyLogError) {
        let lines = text.split(separator: .newline, maxSplits: 4, omittingEmptySubsequences: false)
        guard lines.count == 4, lines[3].isEmpty, let origin = String(validating: lines[0], as: UTF8.self) else {
            throw TransparencyLogError(
                .malformed, "A checkpoint has exactly three lines: the log's origin, its size and its root.")
        }
        guard let size = Decimal.decode(lines[1]) else {
            throw TransparencyLogError(
                .malformed, "A checkpoint's size is a decimal number below 2^64 without leading zeros.")
        }
        guard let root = Base64.decode(lines[2]).flatMap({ Digest($0) }) else {
            throw TransparencyLogError(.malformed, "A checkpoint's root is 32 bytes in standard base64.")
        }
        try self.init(origin: origin, size: size, root: root)
    }

    /// The text of the note.
    public var text: String { "\(origin)\n\(size)\n\(root.base64)\n" }

    /// The checkpoint signed by its log.
    ///
    /// - Throws: `wrongKey` unless the key is of type 1 and its name is the origin.
    public func sign(by key: SignerKey) throws(TransparencyLogError) -> Note {
        guard key.name.isSameBytes(as: origin) else {
            throw TransparencyLogError(
                .wrongKey, "A checkpoint of \(origin) is signed by a key of that name, not by one of \(key.name).")
        }
        return try Note.sign(text, by: [key])
    }

    public static func == (a: Checkpoint, b: Checkpoint) -> Bool {
        a.size == b.size && a.root == b.root && a.origin.isSameBytes(as: b.origin)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(size)
        hasher.combine(root)
    }
}
