/// Names a tile or an entry bundle: `tile/<L>/<N>[.p/<W>]`, `tile/entries/<N>[.p/<W>]` (C2SP tlog-tiles).
///
/// `N` is written in groups of three digits, all but the last with an `x` before them: 1234067 is `x001/x234/067`.
public struct TilePath: Hashable, Sendable, CustomStringConvertible {
    public enum Kind: Hashable, Sendable {
        /// Hashes of the tree's level `8 * level`; 0 to 63.
        case hashes(level: Int)
        case entries
    }

    public let kind: Kind
    public let index: UInt64
    /// How many hashes or entries: 1 to 255 for a partial tile, 256 for a full one.
    public let width: Int

    public var isPartial: Bool { width < Tiles.fullWidth }

    /// Nil unless the level is 0 to 63 and the width 1 to 256.
    public init?(_ kind: Kind, index: UInt64, width: Int = Tiles.fullWidth) {
        if case .hashes(let level) = kind, !(0...63).contains(level) { return nil }
        guard (1...Tiles.fullWidth).contains(width) else { return nil }
        self.kind = kind
        self.index = index
        self.width = width
    }

    init(_ kind: Kind, fullTile index: UInt64) {
        self.kind = kind
        self.index = index
        self.width = Tiles.fullWidth
    }

    /// Nil unless the path is exactly what `description` would write.
    public init?(_ path: String) {
        var parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
        guard let tile = parts.popFirst(), tile.elementsEqual("tile".utf8), let kind = parts.popFirst() else {
            return nil
        }
        if kind.elementsEqual("entries".utf8) {
            self.kind = .entries
        } else {
            guard let level = Decimal.decode(kind), level <= 63 else { return nil }
            self.kind = .hashes(level: Int(level))
        }

        // A partial tile: the last group ends in ".p", and its width follows.
        let mark = Array(".p".utf8)
        if parts.count >= 2, parts[parts.endIndex - 2].suffix(2).elementsEqual(mark) {
            guard let last = parts.popLast(), let width = Decimal.decode(last), (1...255).contains(width) else {
                return nil
            }
            self.width = Int(width)
            parts[parts.endIndex - 1].removeLast(2)
        } else {
            self.width = Tiles.fullWidth
        }

        guard let index = Self.index(groups: parts) else { return nil }
        self.index = index
    }

    public var description: String {
        let kind =
            switch kind {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        return "tile/\(kind)/\(groups)" + (isPartial ? ".p/\(width)" : "")
    }

    private var groups: String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            let group = String(repeating: "0", count: 3 - digits.count) + digits
            groups.append(groups.isEmpty ? group : "x" + group)
            rest /= 1000
        } while rest > 0
        return groups.reversed().joined(separator: "/")
    }

    private static func index(groups: ArraySlice<Substring.UTF8View>) -> UInt64? {
        var index: UInt64 = 0
        for (position, group) in zip(groups.indices, groups) {
            var digits = group
            if position < groups.endIndex - 1 {
                guard digits.popFirst() == UInt8(ascii: "x") else { return nil }
                // Only one way to write a number: no leading group of zeros.
                if position == groups.startIndex, digits.elementsEqual("000".utf8) { return nil }
            }
            guard digits.count == 3 else { return nil }
            for digit in digits {
                guard let next = Decimal.appending(digit, to: index) else { return nil }
                index = next
            }
        }
        return groups.isEmpty ? nil : index
    }
}
