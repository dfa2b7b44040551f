extension UInt8 {
    static let newline = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
}

extension String {
    /// Swift compares strings by canonical equivalence; names on the record are compared as bytes.
    func isSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension UInt64 {
    /// How many bits it takes to write the number: 0 for 0.
    var bitLength: Int { Self.bitWidth - leadingZeroBitCount }

    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }

    init(bigEndianBytes bytes: some Sequence<UInt8>) {
        self = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension UInt32 {
    var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }

    init(bigEndianBytes bytes: some Sequence<UInt8>) {
        self = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
