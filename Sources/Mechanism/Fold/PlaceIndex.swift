/// Finds the place of a row by its id, in eight bytes a slot; in shards, each of which grows and is copied for itself. There are
/// the more shards the more rows there are: a copy that is changed copies the list of the shards, and those that change.
///
/// It keeps 32 bits of each id's hash and leaves the rest to the rows. The order of its slots differs from process to process
/// and is shown nowhere; so ids that somebody made to meet in one slot do not meet here.
struct PlaceIndex: Sendable {
    private struct Shard: Sendable {
        /// 0 while empty; else 32 bits of the id's hash, and the place plus one. Their number is a power of two.
        var slots: [UInt64] = []
        var taken = 0
    }

    /// Their number is a power of two; none until a first row is noted.
    private var shards: [Shard] = []
    private var count = 0

    /// How many rows there are to a shard, on average and at most, before there are twice as many shards.
    private static let fullness = 128
    private static let mostShards = 1 << 10

    /// The place of `id`: of those that may be, the one that `isAt` confirms.
    func place(of id: Hash, _ isAt: (Int) -> Bool) -> Int? {
        guard !shards.isEmpty else { return nil }
        let mark = Self.mark(id)
        let slots = shards[shard(mark)].slots
        guard !slots.isEmpty else { return nil }
        var at = Int(mark) & (slots.count - 1)
        while slots[at] != 0 {
            let place = Int(slots[at] & 0xFFFF_FFFF) - 1
            if slots[at] >> 32 == mark, isAt(place) { return place }
            at = (at + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Notes the place of an id that has none yet.
    mutating func note(_ id: Hash, at place: Int) {
        if count >= shards.count * Self.fullness, shards.count < Self.mostShards { split() }
        let mark = Self.mark(id)
        add(mark << 32 | UInt64(place + 1))
        count += 1
    }

    /// Makes twice as many shards, or a first one.
    private mutating func split() {
        let old = shards
        shards = Array(repeating: Shard(), count: Swift.max(1, old.count * 2))
        for shard in old {
            for slot in shard.slots where slot != 0 { add(slot) }
        }
    }

    private mutating func add(_ slot: UInt64) {
        let shard = shard(slot >> 32)
        if (shards[shard].taken + 1) * 4 > shards[shard].slots.count * 3 {
            let old = shards[shard].slots
            shards[shard].slots = Array(repeating: 0, count: Swift.max(4, old.count * 2))
            for slot in old where slot != 0 { Self.put(slot, into: &shards[shard].slots) }
        }
        Self.put(slot, into: &shards[shard].slots)
        shards[shard].taken += 1
    }

    private static func put(_ slot: UInt64, into slots: inout [UInt64]) {
        var at = Int(slot >> 32) & (slots.count - 1)
        while slots[at] != 0 { at = (at + 1) & (slots.count - 1) }
        slots[at] = slot
    }

    /// Thirty-two bits: the upper ones say which shard, the lower ones which slot.
    private static func mark(_ id: Hash) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(id.start)
        return UInt64(UInt32(truncatingIfNeeded: hasher.finalize()))
    }

    private func shard(_ mark: UInt64) -> Int { Int(mark >> UInt64(32 - shards.count.trailingZeroBitCount)) }
}
