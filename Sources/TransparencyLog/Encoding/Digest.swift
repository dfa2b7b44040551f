import Crypto

/// A SHA-256 digest: 32 bytes, held inline.
public struct Digest: Hashable, Sendable, CustomStringConvertible {
    public static let byteCount = 32

    // The bytes in memory order: the words mean nothing as numbers.
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// Nil unless there are exactly 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init { target in
            target.copyBytes(from: bytes)
        }
    }

    /// Nil unless the text is 64 lowercase hexadecimal digits.
    public init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes)
    }

    /// Nil unless the text is the base64 of exactly 32 bytes.
    public init?(base64: String) {
        guard let bytes = Base64.decode(base64) else { return nil }
        self.init(bytes)
    }

    init(_ digest: SHA256.Digest) {
        self.init { target in
            digest.withUnsafeBytes { target.copyMemory(from: $0) }
        }
    }

    private init(_ fill: (UnsafeMutableRawBufferPointer) -> Void) {
        withUnsafeMutableBytes(of: &words, fill)
    }

    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }
    public var hex: String { withUnsafeBytes { Hex.encode($0) } }
    public var base64: String { withUnsafeBytes { Base64.encode($0) } }
    public var description: String { hex }

    /// The 32 bytes, without copying them to the heap.
    public func withUnsafeBytes<R, E: Error>(
        _ body: (UnsafeRawBufferPointer) throws(E) -> R
    ) throws(E) -> R {
        try Swift.withUnsafeBytes(of: words, body)
    }

    public static func == (a: Digest, b: Digest) -> Bool { a.words == b.words }

    public func hash(into hasher: inout Hasher) {
        withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}

extension Digest {
    /// The SHA-256 of the parts, one after another.
    public static func sha256(of parts: [UInt8]...) -> Digest {
        var hasher = SHA256()
        for part in parts {
            part.withUnsafeBytes { hasher.update(bufferPointer: $0) }
        }
        return Digest(hasher.finalize())
    }

    /// The SHA-256 of the bytes.
    public static func sha256(of bytes: UnsafeRawBufferPointer) -> Digest {
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        return Digest(hasher.finalize())
    }
}
