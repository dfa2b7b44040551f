import Crypto

/// A SHA-256 hash, written as 64 lower-case hexadecimal digits. The id of an act, of an exhibit's content, of a state.
public struct Hash: Hashable, Sendable, Comparable, CustomStringConvertible {
    // Four words in big-endian order: no allocation, and comparison is comparison of bytes.
    private var a: UInt64
    private var b: UInt64
    private var c: UInt64
    private var d: UInt64

    /// The hash of all zeros, which stands for “none” only where a field says so.
    public static let zero = Hash()

    public init() { (a, b, c, d) = (0, 0, 0, 0) }

    /// - Parameter bytes: exactly 32; anything else gives `nil`.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var bytes = bytes.makeIterator()
        func word() -> UInt64 { (0..<8).reduce(0) { word, _ in word << 8 | UInt64(bytes.next() ?? 0) } }
        (a, b, c, d) = (word(), word(), word(), word())
    }

    /// - Parameter hex: exactly 64 lower-case hexadecimal digits.
    public init?(hex: some Collection<UInt8>) {
        guard hex.count == 64 else { return nil }
        // The high bits of what is no digit are set, and seen at the end.
        var seen: UInt8 = 0
        var digits = hex.makeIterator()
        func word() -> UInt64 {
            var word: UInt64 = 0
            for _ in 0..<16 {
                let digit = Self.digits[Int(digits.next() ?? 0)]
                seen |= digit
                word = word << 4 | UInt64(digit & 15)
            }
            return word
        }
        (a, b, c, d) = (word(), word(), word(), word())
        guard seen < 16 else { return nil }
    }

    /// The value of each lower-case hexadecimal digit; 0xFF for what is none.
    private static let digits: [UInt8] = (0...UInt8.max).map { nibble($0, upperCase: false) ?? 0xFF }

    public init?(hex: String) { self.init(hex: Array(hex.utf8)) }

    /// The SHA-256 of some bytes, parts following one another.
    public static func sha256(of parts: [UInt8]...) -> Hash {
        var hasher = SHA256()
        for part in parts { part.withUnsafeBytes { hasher.update(bufferPointer: $0) } }
        return Hash(hasher.finalize())
    }

    /// The same, of bytes in one piece.
    public static func sha256(of bytes: [UInt8]) -> Hash { bytes.withUnsafeBytes { sha256(of: $0) } }

    /// The SHA-256 of some bytes where they lie.
    static func sha256(of bytes: UnsafeRawBufferPointer) -> Hash {
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        return Hash(hasher.finalize())
    }

    /// The SHA-256 of a prefix of at most 64 bytes and one or two hashes, as leaves and nodes of trees are made, without a copy
    /// on the heap.
    static func sha256(of prefix: some Collection<UInt8>, _ first: Hash, _ second: Hash? = nil) -> Hash {
        withUnsafeTemporaryAllocation(byteCount: 128, alignment: 8) { bytes in
            var count = prefix.count
            bytes.copyBytes(from: prefix)
            first.store(into: bytes, at: count)
            count += 32
            if let second {
                second.store(into: bytes, at: count)
                count += 32
            }
            return sha256(of: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
        }
    }

    private func store(into bytes: UnsafeMutableRawBufferPointer, at place: Int) {
        for index in 0..<4 { bytes.storeBytes(of: word(index).bigEndian, toByteOffset: place + 8 * index, as: UInt64.self) }
    }

    init(_ digest: SHA256.Digest) {
        self = digest.withUnsafeBytes { raw in
            var hash = Hash()
            hash.a = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self))
            hash.b = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            hash.c = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
            hash.d = UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
            return hash
        }
    }

    private func word(_ index: Int) -> UInt64 {
        switch index {
        case 0: a
        case 1: b
        case 2: c
        default: d
        }
    }

    /// Bit `index`, the first being the most significant of the first byte.
    func bit(_ index: Int) -> Bool {
        word(index >> 6) >> UInt64(63 - index & 63) & 1 == 1
    }

    /// The first bit in which two hashes differ; `nil` when they are equal.
    func firstDifference(from other: Hash) -> Int? {
        for index in 0..<4 {
            let difference = word(index) ^ other.word(index)
            if difference != 0 { return index * 64 + difference.leadingZeroBitCount }
        }
        return nil
    }

    public var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 32) { bytes, count in
            store(into: UnsafeMutableRawBufferPointer(bytes), at: 0)
            count = 32
        }
    }

    /// Sixty-four bits of the hash, by which a table in memory finds it.
    var start: UInt64 { a }

    public var hex: String {
        String(unsafeUninitializedCapacity: 64) { text in
            writeHex(into: text)
            return 64
        }
    }

    func appendHex(to bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { text in
            writeHex(into: text)
            bytes.append(contentsOf: text)
        }
    }

    private func writeHex(into text: UnsafeMutableBufferPointer<UInt8>) {
        for index in 0..<64 {
            text.initializeElement(
                at: index, to: Self.digit(UInt8(truncatingIfNeeded: word(index >> 4) >> UInt64(60 - 4 * (index & 15))) & 15))
        }
    }

    public var description: String { hex }

    public static func < (left: Hash, right: Hash) -> Bool {
        (left.a, left.b, left.c, left.d) < (right.a, right.b, right.c, right.d)
    }

    static func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x57 + nibble }

    static func nibble(_ character: UInt8, upperCase: Bool) -> UInt8? {
        switch character {
        case 0x30...0x39: character - 0x30
        case 0x61...0x66: character - 0x57
        case 0x41...0x46 where upperCase: character - 0x37
        default: nil
        }
    }
}

/// The id of an act: SHA-256("truce/act/v1" ‖ 00 ‖ PAE of its payload).
public typealias ActID = Hash

extension Hash: Wire {
    public mutating func read(_ json: JSONValue, _ reader: inout FieldReader) {
        guard let hash = json.readPlain({ Hash(hex: $0) }) else {
            return reader.note("must be a hash of 64 lower-case hexadecimal digits")
        }
        self = hash
    }
    public func write(to writer: inout JSONWriter) { writer.hash(self) }
    public static var shape: Shape { .text("hash, 64 lower-case hexadecimal digits") }
}
