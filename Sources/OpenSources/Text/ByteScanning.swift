/// Searching in bytes, eight at a time where nothing is found.
extension UnsafeBufferPointer<UInt8> {
    /// Eight bytes from `index` on, the first the lowest; nil where so many are not left.
    func word(at index: Int) -> UInt64? {
        guard index + 8 <= count, let baseAddress else { return nil }
        return UnsafeRawPointer(baseAddress + index).loadUnaligned(as: UInt64.self).littleEndian
    }

    /// The first such byte from `start` on.
    func index(of byte: UInt8, from start: Int) -> Int? {
        var index = start
        while let word = word(at: index) {
            let found = word.bytes(equalTo: byte)
            if found != 0 { return index + found.trailingZeroBitCount >> 3 }
            index += 8
        }
        while index < count {
            if self[index] == byte { return index }
            index += 1
        }
        return nil
    }

    /// The index after the first such mark from `start` on; its letters are small, and found in any case.
    func end(of mark: String, from start: Int) -> Int? {
        guard let first = mark.utf8.first else { return start }
        var index = start
        while let found = self.index(of: first, from: index) {
            if begins(at: found, with: mark) { return found + mark.utf8.count }
            index = found + 1
        }
        return nil
    }

    /// Whether a word stands at an index; its letters are small, and found in any case.
    func begins(at index: Int, with word: String) -> Bool {
        guard index >= 0, index + word.utf8.count <= count else { return false }
        var position = index
        for byte in word.utf8 {
            guard self[position] == byte || byte.isASCIILetter && self[position] | 0x20 == byte else { return false }
            position += 1
        }
        return true
    }
}

extension String {
    /// Whether some words stand in it, byte by byte: several times as fast as comparing characters.
    func holds(_ words: String) -> Bool {
        var text = self
        return text.withUTF8 { bytes in
            guard let first = words.utf8.first else { return true }
            var start = 0
            while let found = bytes.index(of: first, from: start) {
                if bytes[found...].starts(with: words.utf8) { return true }
                start = found + 1
            }
            return false
        }
    }
}

extension UInt64 {
    /// One in each byte.
    static let ones: UInt64 = 0x0101_0101_0101_0101

    /// The highest bit of each byte that is less than a limit of at most 128.
    func bytes(below limit: UInt8) -> UInt64 {
        let high = UInt64.ones << 7
        return ~((self | high) &- .ones &* UInt64(limit)) & ~self & high
    }

    /// The highest bit of each byte that is another.
    func bytes(equalTo byte: UInt8) -> UInt64 { (self ^ .ones &* UInt64(byte)).bytes(below: 1) }
}

extension UInt8 {
    var isASCIILetter: Bool { (0x61...0x7A).contains(self | 0x20) }
    var isASCIIDigit: Bool { (0x30...0x39).contains(self) }
    /// A blank of markup.
    var isASCIIBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
