/// The scanner behind ``JSONTape``: one pass over the bytes, nothing allocated but the tape.
struct JSONScanner {
    private typealias Node = JSONTape.Node
    private var nodes: [JSONTape.Node] = []
    private var at = 0

    mutating func scan(_ bytes: [UInt8]) throws(Malformed) -> [JSONTape.Node] {
        guard bytes.count < Int(Int32.max) else { throw Malformed("is too long to be read") }
        // An act has a value for some ten of its bytes; an entry, which is one long text, has few.
        nodes.reserveCapacity(min(bytes.count / 8, 120) + 4)
        // `withUnsafeBufferPointer` does not carry typed errors on: a result does.
        let result: Result<Void, Malformed> = bytes.withUnsafeBufferPointer { buffer in
            do throws(Malformed) {
                try value(buffer, depth: 0)
                skipSpace(buffer)
                guard at == buffer.count else { throw malformed("has bytes after its end") }
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
        return nodes
    }

    private typealias Buffer = UnsafeBufferPointer<UInt8>

    private func malformed(_ what: String) -> Malformed {
        Malformed("is not strict JSON: it \(what) at byte \(at)")
    }

    private mutating func skipSpace(_ bytes: Buffer) {
        while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D || bytes[at] == 0x09 {
            at += 1
        }
    }

    private mutating func value(_ bytes: Buffer, depth: Int) throws(Malformed) {
        skipSpace(bytes)
        guard at < bytes.count else { throw malformed("ends early") }
        switch bytes[at] {
        case UInt8(ascii: "\""): try string(bytes)
        case UInt8(ascii: "{"): try object(bytes, depth: depth + 1)
        case UInt8(ascii: "["): try array(bytes, depth: depth + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try integer(bytes)
        case UInt8(ascii: "t"): try word("true", .yes, bytes)
        case UInt8(ascii: "f"): try word("false", .no, bytes)
        case UInt8(ascii: "n"): try word("null", .null, bytes)
        default: throw malformed("has an unexpected byte")
        }
    }

    private mutating func leaf(_ kind: JSONTape.Kind, _ start: Int, _ end: Int, escaped: Bool = false, number: Int64 = 0) {
        nodes.append(Node(
            kind: kind, escaped: escaped, start: Int32(start), end: Int32(end),
            next: Int32(nodes.count + 1), number: number))
    }

    private mutating func word(_ word: StaticString, _ kind: JSONTape.Kind, _ bytes: Buffer) throws(Malformed) {
        let end = at + word.utf8CodeUnitCount
        guard end <= bytes.count else { throw malformed("has an unknown word") }
        for offset in 0..<word.utf8CodeUnitCount where bytes[at + offset] != word.utf8Start[offset] {
            throw malformed("has an unknown word")
        }
        leaf(kind, at, end)
        at = end
    }

    private mutating func integer(_ bytes: Buffer) throws(Malformed) {
        let start = at
        let negative = bytes[at] == UInt8(ascii: "-")
        if negative { at += 1 }
        let digits = at
        var number: Int64 = 0
        while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39 {
            guard at - digits < 16 else { throw malformed("has a number beyond ±2^53") }
            number = number * 10 + Int64(bytes[at] - 0x30)
            at += 1
        }
        guard at > digits else { throw malformed("has a number without digits") }
        guard at - digits == 1 || bytes[digits] != 0x30 else { throw malformed("has a number with a leading zero") }
        guard !(negative && number == 0) else { throw malformed("has a negative zero") }
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") || bytes[at] | 0x20 == UInt8(ascii: "e") {
            throw malformed("has a number that is not a plain integer")
        }
        guard number <= 1 << 53 else { throw malformed("has a number beyond ±2^53") }
        leaf(.integer, start, at, number: negative ? -number : number)
    }

    private mutating func array(_ bytes: Buffer, depth: Int) throws(Malformed) {
        guard depth <= JSONTape.deepest else { throw malformed("is nested deeper than \(JSONTape.deepest)") }
        let node = nodes.count
        leaf(.array, at, at)
        var elements: Int64 = 0
        at += 1
        skipSpace(bytes)
        if at < bytes.count, bytes[at] == UInt8(ascii: "]") {
            at += 1
        } else {
            while true {
                try value(bytes, depth: depth)
                elements += 1
                skipSpace(bytes)
                guard at < bytes.count else { throw malformed("ends early") }
                let byte = bytes[at]
                guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") else {
                    throw malformed("lacks a comma or a bracket")
                }
                at += 1
                if byte == UInt8(ascii: "]") { break }
            }
        }
        nodes[node].next = Int32(nodes.count)
        nodes[node].end = Int32(at)
        nodes[node].number = elements
    }

    private mutating func object(_ bytes: Buffer, depth: Int) throws(Malformed) {
        guard depth <= JSONTape.deepest else { throw malformed("is nested deeper than \(JSONTape.deepest)") }
        let node = nodes.count
        leaf(.object, at, at)
        var keys: Int64 = 0
        // Which fingerprints of keys have been seen: only a key whose fingerprint was is compared with those before it.
        var seen: UInt64 = 0
        at += 1
        skipSpace(bytes)
        if at < bytes.count, bytes[at] == UInt8(ascii: "}") {
            at += 1
        } else {
            while true {
                skipSpace(bytes)
                guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw malformed("lacks a key") }
                let key = nodes.count
                try string(bytes)
                guard !nodes[key].escaped else { throw malformed("has a key with an escape") }
                keys += 1
                guard keys <= Self.mostKeys else { throw malformed("has an object of more than \(Self.mostKeys) keys") }
                let fingerprint = Self.fingerprint(bytes, nodes[key])
                if seen & fingerprint != 0 { try refuseDuplicate(key, of: node, bytes) }
                seen |= fingerprint
                skipSpace(bytes)
                guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { throw malformed("lacks a colon") }
                at += 1
                try value(bytes, depth: depth)
                skipSpace(bytes)
                guard at < bytes.count else { throw malformed("ends early") }
                let byte = bytes[at]
                guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "}") else {
                    throw malformed("lacks a comma or a brace")
                }
                at += 1
                if byte == UInt8(ascii: "}") { break }
            }
        }
        nodes[node].next = Int32(nodes.count)
        nodes[node].end = Int32(at)
        nodes[node].number = keys
    }

    /// An object of the record has few keys; that it may not have more than these keeps the cost linear in the bytes.
    private static let mostKeys = 64

    /// One of 64 bits, by the length of a key and its first and last bytes.
    private static func fingerprint(_ bytes: Buffer, _ key: Node) -> UInt64 {
        let (start, end) = (Int(key.start), Int(key.end))
        guard start < end else { return 1 }
        return 1 << UInt64(((end - start) &* 5 &+ Int(bytes[start]) &* 3 &+ Int(bytes[end - 1])) & 63)
    }

    /// Objects of the record have few keys, so looking back over them beats a set.
    private func refuseDuplicate(_ key: Int, of object: Int, _ bytes: Buffer) throws(Malformed) {
        var other = object + 1
        let (start, end) = (Int(nodes[key].start), Int(nodes[key].end))
        while other < key {
            let node = nodes[other]
            if Int(node.end) - Int(node.start) == end - start {
                var same = true
                for offset in 0..<(end - start) where bytes[Int(node.start) + offset] != bytes[start + offset] {
                    same = false
                    break
                }
                if same { throw malformed("names a key twice") }
            }
            other = Int(nodes[other + 1].next)
        }
    }

    private mutating func string(_ bytes: Buffer) throws(Malformed) {
        at += 1
        let start = at
        var escaped = false
        while true {
            skipPlain(bytes)
            guard at < bytes.count else { break }
            switch bytes[at] {
            case UInt8(ascii: "\""):
                leaf(.string, start, at, escaped: escaped)
                at += 1
                return
            case UInt8(ascii: "\\"):
                escaped = true
                try escape(bytes)
            case 0x20..<0x80:
                at += 1
            case 0x80...:
                try scalar(bytes)
            default:
                throw malformed("has a control character in a text")
            }
        }
        throw malformed("ends within a text")
    }

    /// Goes on over printable ASCII but quotation marks and backslashes, eight bytes at a time.
    private mutating func skipPlain(_ bytes: Buffer) {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        while at + 8 <= bytes.count {
            let word = UInt64(littleEndian: UnsafeRawPointer(bytes.baseAddress! + at).loadUnaligned(as: UInt64.self))
            let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
            let backslashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
            // The high bit of each byte that is zero after the exclusive or, below 0x20, or not ASCII. A borrow can set bits
            // above the first such byte, never below it, and the first is all that counts.
            let stops = ((quotes &- ones) & ~quotes | (backslashes &- ones) & ~backslashes
                | (word &- ones &* 0x20) & ~word | word) & highs
            guard stops == 0 else { return at += stops.trailingZeroBitCount >> 3 }
            at += 8
        }
    }

    /// One scalar of two to four bytes, well formed (Unicode, table 3-7).
    private mutating func scalar(_ bytes: Buffer) throws(Malformed) {
        func tail(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            at + offset < bytes.count && range.contains(bytes[at + offset])
        }
        let length: Int
        switch bytes[at] {
        case 0xC2...0xDF: length = tail(1) ? 2 : 0
        case 0xE0: length = tail(1, 0xA0...0xBF) && tail(2) ? 3 : 0
        case 0xED: length = tail(1, 0x80...0x9F) && tail(2) ? 3 : 0
        case 0xE1...0xEF: length = tail(1) && tail(2) ? 3 : 0
        case 0xF0: length = tail(1, 0x90...0xBF) && tail(2) && tail(3) ? 4 : 0
        case 0xF1...0xF3: length = tail(1) && tail(2) && tail(3) ? 4 : 0
        case 0xF4: length = tail(1, 0x80...0x8F) && tail(2) && tail(3) ? 4 : 0
        default: length = 0
        }
        guard length > 0 else { throw malformed("is not UTF-8") }
        at += length
    }

    private mutating func escape(_ bytes: Buffer) throws(Malformed) {
        guard at + 1 < bytes.count else { throw malformed("ends within an escape") }
        switch bytes[at + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            at += 2
        case UInt8(ascii: "u"):
            guard let unit = Self.unit(bytes, at + 2) else { throw malformed("has an ill-formed escape") }
            at += 6
            switch unit {
            case 0xD800...0xDBFF:
                guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u"),
                    let low = Self.unit(bytes, at + 2), (0xDC00...0xDFFF).contains(low)
                else { throw malformed("has a lone surrogate") }
                at += 6
            case 0xDC00...0xDFFF:
                throw malformed("has a lone surrogate")
            default:
                break
            }
        default:
            throw malformed("has an ill-formed escape")
        }
    }

    /// Four hexadecimal digits from `at`.
    private static func unit(_ bytes: some Collection<UInt8>, _ at: Int) -> UInt32? {
        guard let start = bytes.index(bytes.startIndex, offsetBy: at, limitedBy: bytes.endIndex),
            let end = bytes.index(start, offsetBy: 4, limitedBy: bytes.endIndex)
        else { return nil }
        var unit: UInt32 = 0
        for byte in bytes[start..<end] {
            guard let digit = Hash.nibble(byte, upperCase: true) else { return nil }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    /// The bytes that a scanned string's escapes stand for.
    static func unescaped(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        while at < bytes.endIndex {
            guard bytes[at] == UInt8(ascii: "\\") else {
                result.append(bytes[at])
                at += 1
                continue
            }
            let letter = bytes[at + 1]
            at += 2
            switch letter {
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "u"):
                var unit = Self.unit(bytes, at - bytes.startIndex) ?? 0
                at += 4
                if (0xD800...0xDBFF).contains(unit), let low = Self.unit(bytes, at + 2 - bytes.startIndex) {
                    unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)
                    at += 6
                }
                if let scalar = Unicode.Scalar(unit) { result.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
            default: result.append(letter)
            }
        }
        return result
    }
}
