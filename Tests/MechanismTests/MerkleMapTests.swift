import Mutation
import Testing

@testable import Mechanism

@Suite("The Merkle map")
struct MerkleMapTests {
    private func pairs(_ count: Int, seed: UInt64) -> [(Hash, Hash)] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            (Hash.sha256(of: [UInt8(truncatingIfNeeded: random.next()), UInt8(truncatingIfNeeded: random.next())]),
             Hash.sha256(of: [UInt8(truncatingIfNeeded: random.next())]))
        }
    }

    /// The root by the definition: sort the keys, part them at the first bit in which they differ.
    private func naive(_ map: [Hash: Hash]) -> Hash {
        func root(_ keys: ArraySlice<Hash>) -> Hash {
            guard let first = keys.first, let last = keys.last else { return Hash.sha256(of: []) }
            guard let bit = first.firstDifference(from: last) else {
                return Hash.sha256(of: [0], first.bytes, map[first]?.bytes ?? [])
            }
            let split = keys.firstIndex { $0.bit(bit) } ?? keys.endIndex
            return Hash.sha256(of: [1, UInt8(bit)], root(keys[..<split]).bytes, root(keys[split...]).bytes)
        }
        return root(map.keys.sorted()[...])
    }

    @Test("The root is that of the definition, at every size to 300, whatever the order and however often it is asked for")
    func definition() {
        for size in 0...300 {
            let pairs = pairs(size, seed: UInt64(size))
            var map = MerkleMap()
            var plain: [Hash: Hash] = [:]
            for (index, (key, value)) in pairs.enumerated() {
                map.set(key, to: value)
                plain[key] = value
                if index.isMultiple(of: 7) { _ = map.root() }
            }
            #expect(map.root() == naive(plain))
            var shuffled = MerkleMap()
            for (key, value) in plain.sorted(by: { $0.key < $1.key }) { shuffled.set(key, to: value) }
            #expect(shuffled.root() == map.root())
            #expect(map.count == plain.count)
        }
    }

    @Test("Every value is found, and changing one changes the root")
    func values() {
        var map = MerkleMap()
        let pairs = Dictionary(pairs(200, seed: 1)) { $1 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        for (key, value) in pairs { map.set(key, to: value) }
        let found = pairs.count { map.has($1, at: $0) }
        #expect(found == pairs.count)
        let elsewhere = map.has(pairs[17].1, at: Hash.sha256(of: [9, 9, 9]))
        #expect(!elsewhere)
        let before = map.root()
        map.set(pairs[17].0, to: Hash.sha256(of: [1, 2, 3]))
        #expect(map.root() != before)
        let (new, old) = (map.has(Hash.sha256(of: [1, 2, 3]), at: pairs[17].0), map.has(pairs[17].1, at: pairs[17].0))
        #expect(new && !old)
    }
}
