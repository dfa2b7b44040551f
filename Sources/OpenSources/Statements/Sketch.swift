/// A text's runs of three words as the least hash of each of 128 bins, so that the share of equal bins
/// of two sketches estimates the share of runs that both texts hold (their Jaccard index): one
/// permutation hashing (Li, Owen, Zhang 2012). A bin that stays empty borrows from the next that is
/// filled (Shrivastava, Li 2014).
struct Sketch {
    static let bins = 128
    /// Bands of bins, each a key: two texts of which half the runs agree share one band in 1 - (1 -
    /// .5⁴)³² = .87 cases, of two thirds in .999.
    static let bands = 32
    private static let rows = bins / bands

    /// Empty for a text without words.
    let values: [UInt32]

    var isEmpty: Bool { values.isEmpty }

    /// The body of an article: what is not its own is left out.
    init(publication: Publication) {
        var reader = RunReader()
        for paragraph in publication.paragraphs where paragraph.role != .boilerplate {
            reader.read(paragraph.slice.utf8)
        }
        values = reader.finish()
    }

    init(utf8: String.UTF8View) {
        var reader = RunReader()
        reader.read(utf8)
        values = reader.finish()
    }

    func likeness(to other: Sketch) -> Double {
        guard !isEmpty, !other.isEmpty else { return 0 }
        var equal = 0
        for bin in 0..<Self.bins where values[bin] == other.values[bin] { equal += 1 }
        return Double(equal) / Double(Self.bins)
    }

    func key(ofBand band: Int) -> UInt64 {
        var key = UInt64(band) &+ 1
        for row in 0..<Self.rows { key = Self.mix(key ^ UInt64(values[band * Self.rows + row])) }
        return key
    }

    /// The finaliser of SplitMix64, which is one to one.
    static func mix(_ value: UInt64) -> UInt64 {
        var value = value &+ 0x9E37_79B9_7F4A_7C15
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}

/// Reads words as hashes, three in a row as one run, and keeps the least of each bin.
private struct RunReader {
    private var least = [UInt32](repeating: .max, count: Sketch.bins)
    private var word: UInt64 = 0
    private var before: (UInt64, UInt64) = (0, 0)
    private var words = 0
    /// Bytes left of a sign that is no letter.
    private var skipped = 0

    mutating func read(_ text: some Collection<UInt8>) {
        let isContiguous: Void? = text.withContiguousStorageIfAvailable { bytes in
            for byte in bytes { read(byte) }
        }
        if isContiguous == nil { for byte in text { read(byte) } }
        endWord()
    }

    /// ASCII letters, in either case, and digits make words, and so do scalars above ASCII but for the
    /// signs of Latin 1 and the typographic ones. A straight apostrophe is passed over.
    private mutating func read(_ byte: UInt8) {
        if skipped > 0 {
            skipped -= 1
            return
        }
        switch byte {
        case 0x61...0x7A, 0x30...0x39: add(byte)
        case 0x41...0x5A: add(byte | 0x20)
        case 0x27: break
        case 0xE2:
            // A typographic apostrophe cannot be told from a mark by its first byte: it parts a word.
            skipped = 2
            endWord()
        case 0xC2:
            skipped = 1
            endWord()
        case 0x80...: add(byte)
        default: endWord()
        }
    }

    private mutating func add(_ byte: UInt8) { word = (word ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 &+ 1 }

    private mutating func endWord() {
        guard word != 0 else { return }
        words += 1
        if words >= 3 {
            let run = Sketch.mix(before.0 &* 3 &+ Sketch.mix(before.1 &* 5 &+ Sketch.mix(word)))
            let bin = Int(run >> 57)
            least[bin] = min(least[bin], UInt32(truncatingIfNeeded: run))
        }
        before = (before.1, word)
        word = 0
    }

    /// A text of one or two words counts as one run.
    mutating func finish() -> [UInt32] {
        guard words > 0 else { return [] }
        if words < 3 { least[0] = UInt32(truncatingIfNeeded: Sketch.mix(before.0 ^ Sketch.mix(before.1))) }
        let filled = least
        for bin in least.indices where filled[bin] == .max {
            var (other, distance) = (bin, UInt64(0))
            while filled[other] == .max {
                other = (other + 1) % Sketch.bins
                distance += 1
            }
            least[bin] = UInt32(truncatingIfNeeded: Sketch.mix(UInt64(filled[other]) ^ distance << 32))
        }
        return least
    }
}
