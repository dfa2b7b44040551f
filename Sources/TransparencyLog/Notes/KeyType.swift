/// How a note's key signs: the signature type byte of C2SP signed-note.
public enum KeyType: UInt8, Hashable, Sendable {
    /// Ed25519 over the note's text.
    case ed25519 = 1
    /// Ed25519 over a time and the text of a checkpoint: cosignature/v1.
    case cosignature = 4
}

/// A key's name in notes: UTF-8, not empty, at most 255 bytes, without Unicode spaces, control characters or `+`.
enum KeyName {
    static let maximumLength = 255

    static func isValid(_ name: String) -> Bool {
        (1...maximumLength).contains(name.utf8.count)
            && name.unicodeScalars.allSatisfy { scalar in
                scalar.value >= 0x20 && scalar != "+" && !scalar.properties.isWhitespace
            }
    }

    static func check(_ name: String) throws(TransparencyLogError) {
        guard isValid(name) else {
            throw TransparencyLogError(
                .malformed, "A key's name has 1 to 255 bytes, no spaces, no control characters and no plus sign.")
        }
    }

    /// The first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key).
    static func id(name: String, type: KeyType, publicKey: [UInt8]) -> UInt32 {
        let digest = Digest.sha256(of: Array(name.utf8), [.newline, type.rawValue], publicKey)
        return UInt32(bigEndianBytes: digest.bytes.prefix(4))
    }

    static func hex(_ id: UInt32) -> String { Hex.encode(id.bigEndianBytes) }
}

/// What stands behind the name in a key's text form: `<hex8 key id>+<base64 of type and key>`.
struct EncodedKey {
    let type: KeyType
    let key: [UInt8]
    let id: ArraySlice<UInt8>

    init(_ text: ArraySlice<UInt8>) throws(TransparencyLogError) {
        guard text.count > 9, text[text.startIndex + 8] == UInt8(ascii: "+"),
            let bytes = Base64.decode(text.dropFirst(9)), let type = bytes.first
        else {
            throw TransparencyLogError(
                .malformed,
                "A key is written as its name, its id in 8 hexadecimal digits and its base64, with plus signs between them."
            )
        }
        guard let type = KeyType(rawValue: type) else {
            throw TransparencyLogError(
                .unsupported, "A key is of type 1 (Ed25519) or 4 (cosignature/v1), and this one is of type \(type).")
        }
        guard bytes.count == 33 else {
            throw TransparencyLogError(.malformed, "A key has 32 bytes, and this one has \(bytes.count - 1).")
        }
        self.type = type
        self.key = Array(bytes.dropFirst())
        self.id = text.prefix(8)
    }

    static func text(name: String, id: UInt32, type: KeyType, key: [UInt8]) -> String {
        "\(name)+\(KeyName.hex(id))+\(Base64.encode([type.rawValue] + key))"
    }
}
