/// An officer's public key. It names its algorithm, so that another can follow: `ed25519:` and 64 hexadecimal digits.
public struct Key: Hashable, Sendable, CustomStringConvertible {
    /// The 32 bytes of an Ed25519 public key (RFC 8032), kept as a hash-sized value.
    private var value: Hash

    public init() { value = .zero }

    /// - Parameter bytes: the 32 bytes of an Ed25519 public key.
    public init?(ed25519 bytes: some Collection<UInt8>) {
        guard let value = Hash(bytes) else { return nil }
        self.value = value
    }

    /// The 32 bytes of the public key.
    public var bytes: [UInt8] { value.bytes }

    public var description: String { "ed25519:\(value.hex)" }
}

extension Key: Wire {
    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        guard let value = json.readPlain({ $0.starts(with: "ed25519:".utf8) ? Hash(hex: $0.dropFirst(8)) : nil })
        else { return reader.note("must be a key: “ed25519:” and 64 lower-case hexadecimal digits") }
        self.value = value
    }
    public func write(to writer: inout JSONWriter) { writer.plain(description.utf8) }
    public static var shape: Shape { .text("key, `ed25519:` and 64 lower-case hexadecimal digits") }
}
