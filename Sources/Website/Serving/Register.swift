import Mechanism
import Registry

/// What is counted over the whole record and would be too slow to count for each page: how many acts are for whom, and the
/// state's digest. Both grow with the record and are never counted twice.
actor Register {
    private let storage: any RecordStorage
    private var counted: UInt64 = 0
    private var counts: [Audience: Int] = [:]
    private var digest: (size: UInt64, digest: Hash)?

    /// How many entries are read at once.
    private static let stretch: UInt64 = 512

    init(storage: any RecordStorage) { self.storage = storage }

    /// How many acts of the record `reader` may not see.
    func hidden(from reader: Reader, size: UInt64) throws -> Int {
        if counted < size {
            counts.merge(try Self.count(storage, counted..<size), uniquingKeysWith: +)
            counted = size
        }
        return counts.hidden(from: reader)
    }

    /// How many of some acts are for whom.
    static func count(_ storage: any RecordStorage, _ range: Range<UInt64>) throws -> [Audience: Int] {
        var counts: [Audience: Int] = [:]
        var start = range.lowerBound
        while start < range.upperBound {
            let end = min(start + stretch, range.upperBound)
            for bytes in try storage.entries(start..<end) {
                counts[try OpenedAct(Entry(strict: bytes).envelope).act.payload.audience, default: 0] += 1
            }
            start = end
        }
        return counts
    }

    /// The digest of the state over the record of a snapshot.
    func digest(of snapshot: Snapshot) -> Hash {
        if let digest, digest.size == snapshot.size { return digest.digest }
        var state = snapshot.state
        let fresh = state.digest()
        digest = (snapshot.size, fresh)
        return fresh
    }
}

extension [Audience: Int] {
    func hidden(from reader: Reader) -> Int {
        filter { !Visibility.allows($0.key, to: reader) }.reduce(0) { $0 + $1.value }
    }
}
