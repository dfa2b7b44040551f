/// Which tiles the tree of a given size has (C2SP tlog-tiles).
///
/// A tile is up to 256 neighbouring hashes of the tree's level `8 * level`, each 32 bytes. Only the last tile of a
/// level may be partial, with 1 to 255 of them; a partial tile is never hashed into the level above. An entry bundle has
/// the entries of one tile of level 0.
public enum Tiles {
    /// How many hashes or entries a full tile has.
    public static let fullWidth = 256
    /// How many tree levels lie between one level of tiles and the next.
    public static let height = 8

    /// How many hashes the tile (`level`, `index`) has in a tree of `size` leaves: 0 if there is no such
    /// tile, 256 if it is full.
    public static func width(level: Int, size: UInt64, index: UInt64) -> Int {
        let hashes = hashes(level: level, size: size)
        let full = hashes >> UInt64(height)
        if index < full { return fullWidth }
        return index == full ? Int(hashes & 255) : 0
    }

    /// The tiles of hashes in the tree of size `new` that the tree of size `old` did not have, level by
    /// level. From 0: all of them.
    ///
    /// A tile that has grown wider is a new one.
    public static func hashTiles(from old: UInt64 = 0, to new: UInt64) -> [TilePath] {
        var tiles: [TilePath] = []
        var level = 0
        while hashes(level: level, size: new) > 0 {
            let kind = TilePath.Kind.hashes(level: level)
            tiles += self.tiles(kind, from: hashes(level: level, size: old), to: hashes(level: level, size: new))
            level += 1
        }
        return tiles
    }

    /// The entry bundles in the record of size `new` that the one of size `old` did not have. From 0: all of them.
    public static func entryBundles(from old: UInt64 = 0, to new: UInt64) -> [TilePath] {
        tiles(.entries, from: old, to: new)
    }

    /// The tile or bundle of this kind and index in a tree of `size` leaves, as wide as it is there; nil if there is none.
    public static func tile(_ kind: TilePath.Kind, index: UInt64, size: UInt64) -> TilePath? {
        let level = if case .hashes(let level) = kind { level } else { 0 }
        return TilePath(kind, index: index, width: width(level: level, size: size, index: index))
    }

    /// How many hashes the tiles of this level have in all.
    private static func hashes(level: Int, size: UInt64) -> UInt64 {
        (0..<8).contains(level) ? size >> UInt64(height * level) : 0
    }

    private static func tiles(_ kind: TilePath.Kind, from old: UInt64, to new: UInt64) -> [TilePath] {
        guard old < new else { return [] }
        var tiles: [TilePath] = []
        for index in old >> UInt64(height)..<new >> UInt64(height) {
            tiles.append(TilePath(kind, fullTile: index))
        }
        if let partial = TilePath(kind, index: new >> UInt64(height), width: Int(new & 255)) {
            tiles.append(partial)
        }
        return tiles
    }
}
