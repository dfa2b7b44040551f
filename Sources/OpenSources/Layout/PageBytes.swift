/// The part of a page that libxml2 is given: what scripts, styles, drawings and comments hold is cut out
/// before, as is what shows only without scripts. Those are most bytes of many pages, and their elements
/// are often left open, so that libxml2 would take all that follows for their content.
///
/// Pages can be made to exhaust libxml2, which compares the attributes of a tag with one another, and an
/// end tag with all open tags: hence the limits.
struct PageBytes {
    static let depthLimit = 1000
    static let attributeLimit = 250

    /// The page without what was cut.
    private(set) var bytes: [UInt8] = []
    /// The contents of scripts that hold linked data (JSON-LD), as spans of the page.
    private(set) var linkedData: [TextSpan] = []
    private(set) var hasTooManyAttributes = false
    /// From which byte of `bytes` on how many bytes have been cut.
    private var cuts: [(at: Int, total: Int)] = [(0, 0)]

    /// Tags are read as libxml2 reads them: values may be in quotation marks.
    init(_ page: [UInt8]) {
        bytes.reserveCapacity(page.count)
        var kept = 0
        var index = 0
        func cut(_ start: Int, _ end: Int) {
            bytes.append(contentsOf: page[kept..<start])
            cuts.append((bytes.count, end - bytes.count))
            kept = end
            index = end
        }
        page.withUnsafeBufferPointer { page in
            while let start = Self.index(of: UInt8(ascii: "<"), in: page, from: index),
                start + 1 < page.count
            {
                index = start + 1
                if page[start + 1] == UInt8(ascii: "!") {
                    guard Self.begins(page, at: start, with: "<!--"),
                        let end = Self.end(of: "-->", in: page, from: start + 2)
                    else { continue }
                    cut(start, end)
                } else if Self.isLetter(page[start + 1]) {
                    guard let end = Self.endOfTag(page, from: start + 1) else {
                        hasTooManyAttributes = true
                        return
                    }
                    index = end
                    guard let name = Self.opaque.first(where: { Self.isNamed(page, at: start, $0) }) else {
                        continue
                    }
                    if page[end - 2] == UInt8(ascii: "/"), name == "svg" { continue }
                    guard let close = Self.end(of: "</" + name, in: page, from: end) else {
                        // Left open, it hides nothing.
                        cut(start, end)
                        continue
                    }
                    if name == "script", Self.contains("ld+json", in: page, start..<end) {
                        linkedData.append(TextSpan(start: end, end: close - name.utf8.count - 2))
                    }
                    let last = Self.index(of: UInt8(ascii: ">"), in: page, from: close)
                    cut(start, last.map { $0 + 1 } ?? page.count)
                }
            }
        }
        bytes.append(contentsOf: page[kept...])
    }

    /// Where in the page a byte stands. Searching forward from `hint`, the index of the cut before the
    /// byte that was asked for last, makes a run of questions cheap.
    func original(_ offset: Int, hint: inout Int) -> Int {
        while hint > 0, cuts[hint].at > offset { hint -= 1 }
        while hint + 1 < cuts.count, cuts[hint + 1].at <= offset { hint += 1 }
        return offset + cuts[hint].total
    }

    /// Whether a run of text is the bytes at an index.
    func holds(_ run: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            guard start >= 0, start + run.count <= bytes.count else { return false }
            for index in 0..<run.count where bytes[start + index] != run[index] { return false }
            return true
        }
    }

    private static let opaque = ["script", "style", "noscript", "svg"]

    // MARK: Scanning

    /// The index after a tag, or nil if it has too many attributes.
    private static func endOfTag(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        var attributes = 0
        var last: UInt8 = 0
        while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), last == UInt8(ascii: "=") {
                index = self.index(of: byte, in: bytes, from: index + 1) ?? bytes.count - 1
                last = UInt8(ascii: " ")
            } else if isBlank(byte) {
                if last != UInt8(ascii: "=") { last = byte }
            } else {
                if isBlank(last) || last == UInt8(ascii: "/"), isLetter(byte) { attributes += 1 }
                guard attributes <= attributeLimit else { return nil }
                last = byte
            }
            index += 1
        }
        return min(index + 1, bytes.count)
    }

    private static func index(of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < bytes.count {
            if bytes[index] == byte { return index }
            index += 1
        }
        return nil
    }

    private static func end(of mark: String, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard let first = mark.utf8.first else { return start }
        var index = start
        while let found = self.index(of: first, in: bytes, from: index) {
            if begins(bytes, at: found, with: mark) { return found + mark.utf8.count }
            index = found + 1
        }
        return nil
    }

    private static func contains(_ mark: String, in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>)
        -> Bool
    {
        range.contains { begins(bytes, at: $0, with: mark) }
    }

    /// Whether a tag at `index` has this name, and not one that only begins with it.
    private static func isNamed(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ name: String) -> Bool {
        let end = index + 1 + name.utf8.count
        return begins(bytes, at: index + 1, with: name) && end < bytes.count
            && (isBlank(bytes[end]) || bytes[end] == UInt8(ascii: ">") || bytes[end] == UInt8(ascii: "/"))
    }

    /// Letters in any case.
    private static func begins(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, with word: String) -> Bool {
        guard index >= 0, index + word.utf8.count <= bytes.count else { return false }
        var position = index
        for byte in word.utf8 {
            guard bytes[position] == byte || isLetter(byte) && bytes[position] | 0x20 == byte else {
                return false
            }
            position += 1
        }
        return true
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
