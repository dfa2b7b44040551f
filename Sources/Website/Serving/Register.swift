import Mechanism
import Registry

/// What is counted over the whole record and would be too slow to count for each page: how many acts are for whom, and the
/// state's digest. Both grow with the record and are never counted twice.
actor Register {
    private let storage: any RecordStorage
    private var counted: UInt64 = 0
    private var counts: [Audience: Int] = [:]
    private var released = 0
    private var digest: (size: UInt64, digest: Hash)?

    /// How many entries are read at once.
    private static let stretch: UInt64 = 512

    init(storage: any RecordStorage) { self.storage = storage }

    /// How many acts of the record `reader` may not see.
    func hidden(from reader: Reader, in snapshot: Snapshot) throws -> Int {
        if counted < snapshot.size {
            counts.merge(try Self.count(storage, counted..<snapshot.size), uniquingKeysWith: +)
            counted = snapshot.size
            released = try Self.released(storage, snapshot.state)
        }
        return Self.hidden(from: reader, counts, released: released)
    }

    /// How many acts of the record of a snapshot `reader` may not see, counted anew.
    static func hidden(from reader: Reader, in snapshot: Snapshot, _ storage: any RecordStorage) throws -> Int {
        hidden(from: reader, try count(storage, 0..<snapshot.size), released: try released(storage, snapshot.state))
    }

    private static func hidden(from reader: Reader, _ counts: [Audience: Int], released: Int) -> Int {
        let hidden = counts.filter { !Visibility.allows($0.key, to: reader) }.reduce(0) { $0 + $1.value }
        return Visibility.allows(.participants, to: reader) ? hidden : hidden - released
    }

    /// How many acts for participants their own participants have released since.
    private static func released(_ storage: any RecordStorage, _ state: State) throws -> Int {
        try state.releases.rows.count { release in
            guard let place = try storage.index(of: release.act), place < UInt64(state.size), let entry = try storage.entries(place..<place + 1).first
            else { return false }
            let recorded = try RecordedAct(index: place, bytes: entry)
            return recorded.citation.audience == .participants && state.audience(of: recorded.citation) == .everyone
        }
    }

    /// How many of some acts are for whom.
    private static func count(_ storage: any RecordStorage, _ range: Range<UInt64>) throws -> [Audience: Int] {
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
