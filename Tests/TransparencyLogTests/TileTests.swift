import Testing

@testable import TransparencyLog

private let leaves: [Digest] = (0..<66_100).map { Merkle.leafHash(of: Array("leaf \($0)".utf8)) }
private let tree = leaves.reduce(into: MemoryTree()) { $0.append($1) }

/// The bytes of a tile, from the tree's own nodes.
private func tile(level: Int, index: UInt64, size: UInt64) throws -> [UInt8] {
    let first = index * 256
    let end = min(first + 256, size >> UInt64(8 * level))
    return try (first..<max(first, end)).flatMap { try tree.node(level: 8 * level, index: $0).bytes }
}

private func nodes(size: UInt64) -> TileNodes {
    TileNodes { try tile(level: $0, index: $1, size: size) }
}

@Suite("Tiles")
struct TileTests {
    @Test("the tiles of a tree of 70,000 are those of the specification's example")
    func example() {
        let tiles = Tiles.hashTiles(to: 70_000)
        #expect(tiles.count(where: { $0.kind == .hashes(level: 0) && !$0.isPartial }) == 273)
        #expect(
            tiles.filter(\.isPartial).map(\.description) == ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"])
        #expect(tiles.filter { $0.kind == .hashes(level: 1) }.map(\.description) == ["tile/1/000", "tile/1/001.p/17"])
        #expect(tiles.count == 273 + 1 + 2 + 1)
        #expect(Tiles.hashTiles(to: 256).map(\.description) == ["tile/0/000", "tile/1/000.p/1"])
        #expect(Tiles.hashTiles(to: 0).isEmpty && Tiles.entryBundles(to: 0).isEmpty)
        #expect(
            Tiles.entryBundles(to: 513).map(\.description) == [
                "tile/entries/000", "tile/entries/001", "tile/entries/002.p/1",
            ])
    }

    @Test("growing from one size to another adds the tiles that the smaller tree did not have")
    func growth() {
        let sizes: [UInt64] = [0, 1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 65_792, 66_100]
        for old in sizes {
            for new in sizes where old <= new {
                let had = Set(Tiles.hashTiles(to: old))
                let has = Tiles.hashTiles(to: new)
                #expect(Set(Tiles.hashTiles(from: old, to: new)) == Set(has.filter { !had.contains($0) }))
                for tile in has {
                    guard case .hashes(let level) = tile.kind else { continue }
                    #expect(Tiles.width(level: level, size: new, index: tile.index) == tile.width)
                    #expect(Tiles.tile(tile.kind, index: tile.index, size: new) == tile)
                }
            }
        }
    }

    @Test("there is no tile beyond the tree, at no level, for no size")
    func noTile() {
        #expect(Tiles.width(level: 0, size: 256, index: 1) == 0)
        #expect(Tiles.width(level: 1, size: 255, index: 0) == 0)
        #expect(Tiles.width(level: 7, size: .max, index: 0) == 255)
        #expect(Tiles.width(level: 8, size: .max, index: 0) == 0)
        #expect(Tiles.width(level: 63, size: .max, index: 0) == 0)
        #expect(Tiles.width(level: -1, size: .max, index: 0) == 0)
        #expect(Tiles.width(level: 0, size: .max, index: .max) == 0)
        #expect(Tiles.tile(.entries, index: 1, size: 256) == nil)
    }

    @Test("all nodes and roots out of tiles are those of the tree, around 256 and 65,536")
    func tileNodes() throws {
        let sizes: [UInt64] = [
            1, 2, 3, 127, 255, 256, 257, 300, 511, 512, 513, 1000, 65_535, 65_536, 65_537, 65_791, 65_792, 66_100,
        ]
        for size in sizes {
            let nodes = nodes(size: size)
            #expect(try Merkle.root(size: size, nodes: nodes) == tree.root(at: size))
            for level in 0..<17 where size >> UInt64(level) > 0 {
                let count = size >> UInt64(level)
                for index in stride(from: 0, to: count, by: Int(max(1, count / 97))) {
                    #expect(try nodes.node(level: level, index: index) == tree.node(level: level, index: index))
                }
                #expect(try nodes.node(level: level, index: count - 1) == tree.node(level: level, index: count - 1))
                #expect(throws: TransparencyLogError.self) { try nodes.node(level: level, index: count) }
            }
        }
    }

    @Test("proofs out of tiles hold")
    func proofs() throws {
        for size: UInt64 in [255, 256, 257, 65_536, 65_537, 66_100] {
            let nodes = nodes(size: size)
            let root = try tree.root(at: size)
            for index in stride(from: 0, to: size, by: Int(max(1, size / 101))) {
                let proof = try Merkle.inclusionProof(index: index, size: size, nodes: nodes)
                #expect(
                    Merkle.verifyInclusion(leaf: leaves[Int(index)], index: index, size: size, root: root, proof: proof)
                        .isProven)
                let consistency = try Merkle.consistencyProof(from: index + 1, to: size, nodes: nodes)
                let verdict = try Merkle.verifyConsistency(
                    from: index + 1, fromRoot: tree.root(at: index + 1), to: size, toRoot: root, proof: consistency)
                #expect(verdict.isProven)
            }
        }
    }

    @Test("any bit flipped in a tile changes the root made from it")
    func flippedTile() throws {
        let right = try tree.root(at: 40)
        try tile(level: 0, index: 0, size: 40).flippingEachBit { changed, _ in
            let root = try Merkle.root(size: 40, nodes: TileNodes { _, _ in changed })
            #expect(root != right)
        }
    }

    @Test("what is no tile is refused, and what the reader throws comes through", arguments: [0, 31, 33, 257 * 32])
    func refusals(length: Int) {
        let nodes = TileNodes { _, _ in Array(repeating: 0, count: length) }
        #expect(throws: TransparencyLogError.self) { try nodes.node(level: 0, index: 0) }
        struct Missing: Error {}
        #expect(throws: Missing.self) { try TileNodes { _, _ in throw Missing() }.node(level: 3, index: 9) }
        for (level, index) in [(-1, 0), (64, 0), (63, 2), (1, UInt64.max)] as [(Int, UInt64)] {
            #expect(throws: TransparencyLogError.self) { try nodes.node(level: level, index: index) }
        }
    }

    @Test("tiles read a moment ago are not read again, and old ones are let go")
    func cache() throws {
        final class Counter { var reads = 0 }
        let counter = Counter()
        let nodes = TileNodes { level, index in
            counter.reads += 1
            return try tile(level: level, index: index, size: 66_100)
        }
        for index in 0..<256 as Range<UInt64> { _ = try nodes.node(level: 0, index: index) }
        #expect(counter.reads == 1)
        for index in 0..<40 as Range<UInt64> { _ = try nodes.node(level: 8, index: index * 6) }
        #expect(counter.reads == 2)
        for index in 0..<40 as Range<UInt64> { _ = try nodes.node(level: 0, index: index * 256) }
        _ = try nodes.node(level: 0, index: 0)
        #expect(counter.reads == 42)
    }
}

@Suite("Paths of tiles")
struct TilePathTests {
    @Test(
        "a path is read and written back",
        arguments: [
            "tile/0/000", "tile/63/067", "tile/0/x001/x234/067", "tile/entries/x001/x234/067.p/255",
            "tile/entries/000.p/1",
            "tile/7/999", "tile/0/x001/000", "tile/0/x018/x446/x744/x073/x709/x551/615",
        ])
    func paths(path: String) {
        #expect(TilePath(path)?.description == path)
    }

    @Test("a path says which tile it is")
    func meaning() {
        #expect(TilePath("tile/3/x001/x234/067.p/9") == TilePath(.hashes(level: 3), index: 1_234_067, width: 9))
        #expect(TilePath("tile/entries/005") == TilePath(.entries, index: 5))
        #expect(TilePath(.entries, index: .max)?.description == "tile/entries/x018/x446/x744/x073/x709/x551/615")
    }

    @Test(
        "a path written in any other way is refused",
        arguments: [
            "", "tile", "tile/", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/1234",
            "tile/0/x000",
            "tile/0/x000/000", "tile/0/x00/000", "tile/0/000/000", "tile/0/001/x000", "tile/0/X001/000", "tile/00/000",
            "tile/01/000",
            "tile/64/000", "tile/-1/000", "tile/0/-01", "tile/0/+01", "tile/0/000.p", "tile/0/000.p/", "tile/0/000.p/0",
            "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/000.p/1/", "tile/0/000.p/1/2", "tile/0/000/", "/tile/0/000",
            "tile//000",
            "tile/0/.p/1", "tile/0/x001.p/1", "tile/0/x001.p/000", "tile/0/x001/000.p.p/1", "tile/0/000.P/1",
            "tile/0/٠٠٠", "tiles/0/000",
            "tile/entries", "tile/entries/000.p/999", "tile/data/000", "tile/0/x018/x446/x744/x073/x709/x551/616",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/999", " tile/0/000", "tile/0/000\n", "tile/0/000?x",
        ])
    func strictness(path: String) {
        #expect(TilePath(path) == nil)
    }

    @Test("there is no level 64, no width 0 and none over 256")
    func limits() {
        #expect(TilePath(.hashes(level: 64), index: 0) == nil)
        #expect(TilePath(.hashes(level: -1), index: 0) == nil)
        #expect(TilePath(.entries, index: 0, width: 0) == nil)
        #expect(TilePath(.entries, index: 0, width: 257) == nil)
    }
}

@Suite("Entry bundles")
struct EntryBundleTests {
    @Test("a bundle is lengths and entries, byte by byte")
    func bytes() throws {
        let long = [UInt8](repeating: 7, count: 258)
        let bundle = try EntryBundle.encode([[], [0xAA], long])
        #expect(bundle == [0, 0, 0, 1, 0xAA, 1, 2] + long)
        #expect(try EntryBundle.decode(bundle) == [[], [0xAA], long])
    }

    @Test("256 entries of 65,535 bytes are the most")
    func limits() throws {
        let largest = [UInt8](repeating: 1, count: 65_535)
        #expect(try EntryBundle.decode(EntryBundle.encode([largest])) == [largest])
        #expect(throws: TransparencyLogError.self) { try EntryBundle.encode([largest + [1]]) }
        #expect(throws: TransparencyLogError.self) { try EntryBundle.encode([]) }
        #expect(throws: TransparencyLogError.self) { try EntryBundle.decode([]) }
        let full = [[UInt8]](repeating: [3], count: 256)
        #expect(try EntryBundle.decode(EntryBundle.encode(full)) == full)
        #expect(throws: TransparencyLogError.self) { try EntryBundle.encode(full + [[3]]) }
        #expect(throws: TransparencyLogError.self) { try EntryBundle.decode(EntryBundle.encode(full) + [0, 1, 3]) }
    }

    @Test("a bundle cut anywhere but between entries is refused")
    func truncation() throws {
        let entries: [[UInt8]] = [[1, 2, 3], [], [4, 5]]
        let bundle = try EntryBundle.encode(entries)
        let boundaries = [5: 1, 7: 2, 11: 3]
        for length in 0...bundle.count {
            let read = try? EntryBundle.decode(Array(bundle.prefix(length)))
            #expect(read?.count == boundaries[length])
        }
    }
}
