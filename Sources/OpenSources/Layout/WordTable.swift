/// Values by the hashes of short words, for the many look-ups of markup.
struct WordTable<Value: Sendable>: Sendable {
    private let slots: [(key: UInt64, value: Value)?]
    private let mask: Int

    init(_ values: [UInt64: Value]) {
        var size = 16
        while size < values.count * 4 { size *= 2 }
        var slots = [(key: UInt64, value: Value)?](repeating: nil, count: size)
        mask = size - 1
        for (key, value) in values {
            var slot = Int(truncatingIfNeeded: key) & mask
            while slots[slot] != nil { slot = (slot + 1) & mask }
            slots[slot] = (key, value)
        }
        self.slots = slots
    }

    subscript(hash: UInt64) -> Value? {
        var slot = Int(truncatingIfNeeded: hash) & mask
        while let found = slots[slot] {
            if found.key == hash { return found.value }
            slot = (slot + 1) & mask
        }
        return nil
    }
}

extension WordTable {
    /// - Parameter lists: Values, each with its words, blanks between.
    init(_ lists: [(Value, String)]) {
        var values: [UInt64: Value] = [:]
        for (value, list) in lists {
            for word in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) { values[WordHash(word.utf8).value] = value }
        }
        self.init(values)
    }
}

/// FNV-1a over the bytes of a short word.
struct WordHash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var length = 0

    init() {}

    init(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { add(byte) }
    }

    /// Of a word with its ASCII letters in lower case.
    init(lower bytes: some Sequence<UInt8>) {
        for byte in bytes { add((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) }
    }

    mutating func add(_ byte: UInt8) {
        value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        length += 1
    }
}
