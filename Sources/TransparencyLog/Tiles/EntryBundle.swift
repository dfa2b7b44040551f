/// The entries of one tile of leaves: each a 16-bit big-endian length and that many bytes (C2SP tlog-tiles).
public enum EntryBundle {
    /// The most bytes an entry may have.
    public static let maximumEntryLength = 65_535

    /// - Throws: `outOfRange` unless there are 1 to 256 entries of at most 65,535 bytes.
    public static func encode(_ entries: [[UInt8]]) throws(TransparencyLogError) -> [UInt8] {
        try checkCount(entries.count)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.reduce(0) { $0 + 2 + $1.count })
        for entry in entries {
            guard let length = UInt16(exactly: entry.count) else {
                throw TransparencyLogError(
                    .outOfRange, "An entry has at most 65,535 bytes, and this one has \(entry.count).")
            }
            bytes.append(UInt8(length >> 8))
            bytes.append(UInt8(length & 0xFF))
            bytes += entry
        }
        return bytes
    }

    /// - Throws: `malformed` if the bytes end within an entry; `outOfRange` unless there are 1 to 256 entries.
    public static func decode(_ bytes: [UInt8]) throws(TransparencyLogError) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            guard rest.count >= 2 else { throw truncated }
            let length = Int(rest[rest.startIndex]) << 8 | Int(rest[rest.startIndex + 1])
            rest.removeFirst(2)
            guard rest.count >= length else { throw truncated }
            entries.append(Array(rest.prefix(length)))
            rest.removeFirst(length)
        }
        try checkCount(entries.count)
        return entries
    }

    private static func checkCount(_ count: Int) throws(TransparencyLogError) {
        guard (1...Tiles.fullWidth).contains(count) else {
            throw TransparencyLogError(.outOfRange, "An entry bundle has 1 to 256 entries, and this one has \(count).")
        }
    }

    private static let truncated = TransparencyLogError(
        .malformed, "An entry bundle must end where its last entry ends, and this one ends within an entry.")
}
