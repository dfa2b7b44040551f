package import TransparencyLog

extension MemoryTree {
    /// A tile of this tree's hashes (C2SP tlog-tiles).
    /// - Throws: `outOfRange` for a tile that the tree does not have, or not as wide; `unsupported` for a bundle of entries.
    package func tile(_ path: TilePath) throws -> [UInt8] {
        guard case .hashes(let level) = path.kind else {
            throw TransparencyLogError(.unsupported, "A tree has hashes and no entries.")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(path.width * Digest.byteCount)
        for offset in 0..<UInt64(path.width) {
            let node = try node(level: level * Tiles.height, index: path.index * UInt64(Tiles.fullWidth) + offset)
            node.withUnsafeBytes { bytes.append(contentsOf: $0) }
        }
        return bytes
    }
}
