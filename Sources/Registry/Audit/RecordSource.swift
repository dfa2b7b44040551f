public import TransparencyLog

/// Where a record can be read as C2SP tlog-tiles: a folder, an address, a store.
public protocol RecordSource: Sendable {
    /// The signed checkpoint.
    func checkpoint() async throws -> [UInt8]
    /// The latest checkpoint with the cosignatures of the witnesses' quorum; `nil` where none is published.
    func cosigned() async throws -> [UInt8]?
    /// A tile of hashes or a bundle of entries, exactly as wide as `path` says.
    func tile(_ path: TilePath) async throws -> [UInt8]
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
