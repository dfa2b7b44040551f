public import TransparencyLog

/// Where a record can be read as C2SP tlog-tiles: a folder, an address, a store.
public protocol RecordSource: Sendable {
    /// The signed checkpoint.
    func checkpoint() async throws -> [UInt8]
    /// The latest checkpoint with the cosignatures of the witnesses' quorum; `nil` where none is published.
    func cosigned() async throws -> [UInt8]?
    /// A tile of hashes or a bundle of entries, exactly as wide as `path` says.
    func tile(_ path: TilePath) async throws -> [UInt8]
    /// Entries of the record of `size`, as many of `range` as there are from its beginning on.
    func entries(_ range: Range<UInt64>, of size: UInt64) async throws -> [[UInt8]]
}

extension RecordSource {
    /// The entries out of their bundles.
    public func entries(_ range: Range<UInt64>, of size: UInt64) async throws -> [[UInt8]] {
        let width = UInt64(Tiles.fullWidth)
        var entries: [[UInt8]] = []
        entries.reserveCapacity(range.count)
        var index = range.lowerBound / width
        while index * width < range.upperBound {
            guard let path = Tiles.tile(.entries, index: index, size: size) else { break }
            let bundle = try EntryBundle.decode(await tile(path))
            let first = index * width
            let from = Int(max(range.lowerBound, first) - first)
            let to = Int(min(range.upperBound, first + width) - first)
            // A bundle that is too short ends what there is to read: whoever asked sees what is missing.
            entries += bundle.prefix(to).dropFirst(from)
            guard to <= bundle.count else { break }
            index += 1
        }
        return entries
    }
}

/// A store, read as tiles.
public struct StorageSource: RecordSource {
    private let storage: any RecordStorage

    public init(_ storage: any RecordStorage) { self.storage = storage }

    public func checkpoint() throws -> [UInt8] {
        guard let bytes = try storage.checkpoint() else {
            throw RegistryError(.storage, "The store has no checkpoint yet: nothing has been established.")
        }
        return bytes
    }

    public func cosigned() throws -> [UInt8]? { try storage.cosigned() }

    public func entries(_ range: Range<UInt64>, of size: UInt64) throws -> [[UInt8]] {
        try storage.entries(range.clamped(to: 0..<size))
    }

    public func tile(_ path: TilePath) throws -> [UInt8] {
        switch path.kind {
        case .entries:
            let first = path.index * UInt64(Tiles.fullWidth)
            let entries = try storage.entries(first..<first + UInt64(path.width))
            guard entries.count == path.width else { throw absent(path) }
            return try EntryBundle.encode(entries)
        case .hashes(let level):
            let width = path.width * Digest.byteCount
            guard let bytes = try storage.tile(level: level, index: path.index), bytes.count >= width else { throw absent(path) }
            // A narrower tile is the beginning of a wider one.
            return Array(bytes.prefix(width))
        }
    }

    private func absent(_ path: TilePath) -> RegistryError {
        RegistryError(.storage, "The store must have \(path), and lacks it.")
    }
}
