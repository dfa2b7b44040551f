import Mutation
import Testing

@testable import TransparencyLog

/// The tree as RFC 6962 section 2.1 defines it, word for word: slow, and sharing nothing with the module but the hashes.
private func definedRoot(_ leaves: ArraySlice<Digest>) -> Digest {
    if leaves.count < 2 { return leaves.first ?? Digest.sha256(of: []) }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let left = definedRoot(leaves.prefix(split))
    let right = definedRoot(leaves.dropFirst(split))
    return Digest.sha256(of: [1], left.bytes, right.bytes)
}

private let largest = 300
private let leaves: [Digest] = (0..<largest).map { Merkle.leafHash(of: Array("leaf \($0)".utf8)) }
private let tree = leaves.reduce(into: MemoryTree()) { $0.append($1) }
private let roots = (0...largest).map { definedRoot(leaves[..<$0]) }

/// A copy with one bit of one hash flipped.
private func flipped(_ proof: [Digest], at position: Int, byte: Int, bit: Int) -> [Digest] {
    var bytes = proof[position].bytes
    bytes[byte] ^= 1 << UInt8(bit)
    var proof = proof
    proof[position] = Digest(bytes) ?? proof[position]
    return proof
}

@Suite("The Merkle tree")
struct MerkleTests {
    @Test("its roots are those of the Certificate Transparency test vectors")
    func knownRoots() throws {
        let entries = [
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
        ]
        let expected = [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        var frontier = Frontier()
        for (entry, root) in zip(entries, expected) {
            try frontier.append(Merkle.leafHash(of: #require(Hex.decode(entry))))
            #expect(frontier.root.hex == root)
        }
    }

    @Test("the published Certificate Transparency proofs are made and verified")
    func knownProofs() throws {
        let entries = [
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
        ]
        let known = try entries.reduce(into: MemoryTree()) {
            try $0.append(Merkle.leafHash(of: #require(Hex.decode($1))))
        }
        let one = [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ]
        let six = [
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ]
        #expect(try Merkle.inclusionProof(index: 0, size: 8, nodes: known).map(\.hex) == one)
        #expect(try Merkle.consistencyProof(from: 1, to: 8, nodes: known).map(\.hex) == one)
        #expect(try Merkle.consistencyProof(from: 6, to: 8, nodes: known).map(\.hex) == six)
        let two = try Merkle.consistencyProof(from: 2, to: 5, nodes: known)
        #expect(
            two.map(\.hex) == [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ])
    }

    @Test("a leaf is H(00, entry), from an array, a slice or raw bytes; a node is H(01, left, right)")
    func hashes() {
        let entry = Array("entry".utf8)
        let leaf = Digest.sha256(of: [0], entry)
        #expect(Merkle.leafHash(of: entry) == leaf)
        #expect(Merkle.leafHash(of: ([9] + entry).dropFirst()) == leaf)
        #expect(entry.withUnsafeBytes { Merkle.leafHash(of: $0) } == leaf)
        #expect(Merkle.nodeHash(leaf, Merkle.emptyRoot) == Digest.sha256(of: [1], leaf.bytes, Merkle.emptyRoot.bytes))
    }

    @Test("its root at every size is the defined one")
    func rootsAtEverySize() throws {
        for size in 0...largest {
            #expect(try tree.root(at: UInt64(size)) == roots[size])
        }
        #expect(tree.root == roots[largest])
        #expect(MemoryTree().root == Merkle.emptyRoot)
    }

    @Test("every leaf of every tree is proven at its own place and nowhere else")
    func inclusion() throws {
        var random = SeededGenerator(seed: 2)
        for size in 1...largest {
            for index in 0..<size {
                let proof = try Merkle.inclusionProof(index: UInt64(index), size: UInt64(size), nodes: tree)
                func holds(
                    leaf: Digest? = nil, index at: Int? = nil, root: Digest? = nil, _ proof: [Digest]
                ) -> Bool {
                    Merkle.verifyInclusion(
                        leaf: leaf ?? leaves[index], index: UInt64(at ?? index), size: UInt64(size),
                        root: root ?? roots[size], proof: proof
                    ).isProven
                }
                #expect(holds(proof))

                let other = (index + Int.random(in: 1..<largest, using: &random)) % largest
                let byte = Int.random(in: 0..<32, using: &random)
                var wrong = holds(leaf: leaves[other], proof)
                wrong = wrong || holds(index: other, proof)
                wrong = wrong || holds(root: roots[size - 1], proof)
                wrong = wrong || holds(proof + [leaves[0]]) || holds([leaves[0]] + proof)
                if !proof.isEmpty { wrong = wrong || holds(Array(proof.dropLast())) || holds(Array(proof.dropFirst())) }
                for position in proof.indices {
                    wrong = wrong || holds(flipped(proof, at: position, byte: byte, bit: position % 8))
                }
                #expect(!wrong, "index \(index) of \(size)")
            }
        }
    }

    @Test("every tree is proven to be the beginning of every later one")
    func consistency() throws {
        var random = SeededGenerator(seed: 3)
        for new in 1...largest {
            for old in 1...new {
                let proof = try Merkle.consistencyProof(from: UInt64(old), to: UInt64(new), nodes: tree)
                func holds(from: Int? = nil, fromRoot: Digest? = nil, toRoot: Digest? = nil, _ proof: [Digest]) -> Bool
                {
                    Merkle.verifyConsistency(
                        from: UInt64(from ?? old), fromRoot: fromRoot ?? roots[old], to: UInt64(new),
                        toRoot: toRoot ?? roots[new], proof: proof
                    ).isProven
                }
                #expect(holds(proof))

                let byte = Int.random(in: 0..<32, using: &random)
                var wrong = holds(fromRoot: roots[old - 1], proof) || holds(toRoot: roots[new - 1], proof)
                wrong = wrong || holds(from: old == new ? old - 1 : old + 1, proof)
                wrong = wrong || holds(proof + [leaves[0]]) || holds([leaves[0]] + proof)
                if !proof.isEmpty { wrong = wrong || holds(Array(proof.dropLast())) || holds(Array(proof.dropFirst())) }
                for position in proof.indices {
                    wrong = wrong || holds(flipped(proof, at: position, byte: byte, bit: position % 8))
                }
                #expect(!wrong, "from \(old) to \(new)")
            }
        }
    }

    @Test("each single bit of a proof counts", arguments: [(1, 1), (6, 7), (7, 8), (12, 23), (63, 64), (100, 300)])
    func everyBit(size: Int, larger: Int) throws {
        let index = UInt64(size - 1)
        let inclusion = try Merkle.inclusionProof(index: index, size: UInt64(larger), nodes: tree)
        let consistency = try Merkle.consistencyProof(from: UInt64(size), to: UInt64(larger), nodes: tree)
        for byte in 0..<32 {
            for bit in 0..<8 {
                for position in inclusion.indices {
                    let verdict = Merkle.verifyInclusion(
                        leaf: leaves[size - 1], index: index, size: UInt64(larger), root: roots[larger],
                        proof: flipped(inclusion, at: position, byte: byte, bit: bit))
                    #expect(verdict.reason?.contains("leads elsewhere") == true)
                }
                for position in consistency.indices {
                    let verdict = Merkle.verifyConsistency(
                        from: UInt64(size), fromRoot: roots[size], to: UInt64(larger), toRoot: roots[larger],
                        proof: flipped(consistency, at: position, byte: byte, bit: bit))
                    #expect(verdict.reason?.contains("leads elsewhere") == true)
                }
            }
        }
    }

    @Test("a tree in which one old leaf was changed is not consistent with the old one")
    func rewrittenHistory() throws {
        for changed in 0..<20 {
            var forged = leaves
            forged[changed] = leaves[299]
            let other = forged.reduce(into: MemoryTree()) { $0.append($1) }
            let proof = try Merkle.consistencyProof(from: 20, to: 50, nodes: other)
            let verdict = Merkle.verifyConsistency(
                from: 20, fromRoot: roots[20], to: 50, toRoot: try other.root(at: 50), proof: proof)
            #expect(!verdict.isProven)
        }
    }

    @Test("questions out of range are refused, in the largest trees too")
    func outOfRange() throws {
        #expect(throws: TransparencyLogError.self) { try Merkle.inclusionProof(index: 5, size: 5, nodes: tree) }
        #expect(throws: TransparencyLogError.self) { try Merkle.inclusionProof(index: 0, size: 0, nodes: tree) }
        #expect(throws: TransparencyLogError.self) { try Merkle.consistencyProof(from: 0, to: 5, nodes: tree) }
        #expect(throws: TransparencyLogError.self) { try Merkle.consistencyProof(from: 6, to: 5, nodes: tree) }
        #expect(throws: TransparencyLogError.self) { try tree.root(at: 301) }
        #expect(throws: TransparencyLogError.self) { try Merkle.inclusionProof(index: 0, size: .max, nodes: tree) }

        let root = roots[5]
        for index in [0, 5, 6, UInt64.max - 1, .max] {
            for size in [0, 5, 1 << 63, UInt64.max] {
                for count in [0, 1, 63, 64, 65, 128] {
                    let proof = Array(repeating: root, count: count)
                    #expect(
                        !Merkle.verifyInclusion(leaf: root, index: index, size: size, root: root, proof: proof).isProven
                    )
                    let same = index == size && index > 0 && count == 0
                    let verdict = Merkle.verifyConsistency(
                        from: index, fromRoot: root, to: size, toRoot: root, proof: proof)
                    #expect(verdict.isProven == same)
                }
            }
        }
    }

    @Test("proofs in trees of 2^62 equal leaves and more have the expected shape and hold")
    func hugeTree() throws {
        // Every complete subtree of equal leaves has the same hash at one level.
        struct EqualLeaves: NodeReader {
            let levels: [Digest]
            func node(level: Int, index: UInt64) throws -> Digest { levels[level] }
        }
        let levels = (0..<63).reduce(into: [leaves[0]]) { levels, _ in
            levels.append(Merkle.nodeHash(levels[levels.count - 1], levels[levels.count - 1]))
        }
        let nodes = EqualLeaves(levels: levels)
        let sizes: [UInt64] = [1 << 62, 0x4000_0000_0000_0001, 0x7FFF_FFFF_FFFF_FFFF, 1 << 63, .max]
        for size in sizes {
            let root = try Merkle.root(size: size, nodes: nodes)
            let indices: [UInt64] = [0, 1, size / 3, size / 2, size - 2, size - 1]
            for index in indices {
                let proof = try Merkle.inclusionProof(index: index, size: size, nodes: nodes)
                #expect(
                    Merkle.verifyInclusion(leaf: leaves[0], index: index, size: size, root: root, proof: proof).isProven
                )
                let consistency = try Merkle.consistencyProof(from: index + 1, to: size, nodes: nodes)
                let old = try Merkle.root(size: index + 1, nodes: nodes)
                let verdict = Merkle.verifyConsistency(
                    from: index + 1, fromRoot: old, to: size, toRoot: root, proof: consistency)
                #expect(verdict.isProven)
            }
        }
    }
}

@Suite("The right edge of a growing tree")
struct FrontierTests {
    @Test("it has the defined root at every size, and emits every complete node once, in order")
    func growth() throws {
        var frontier = Frontier()
        var emitted: [Int: [Digest]] = [:]
        #expect(frontier.root == roots[0])
        for (index, leaf) in leaves.enumerated() {
            frontier.append(leaf) { level, position, hash in
                #expect(position == UInt64(emitted[level, default: []].count))
                emitted[level, default: []].append(hash)
            }
            #expect(frontier.root == roots[index + 1])
            #expect(frontier.size == UInt64(index + 1))
            #expect(Frontier(size: frontier.size, hashes: frontier.hashes) == frontier)
            #expect(try Frontier(size: frontier.size, nodes: tree) == frontier)
        }
        for (level, hashes) in emitted {
            #expect(hashes.count == largest >> level)
            for (index, hash) in hashes.enumerated() {
                #expect(hash == definedRoot(leaves[index << level..<(index + 1) << level]))
            }
        }
    }

    @Test("it takes only as many hashes as its size has, and no size of 2^63 or more")
    func refusals() {
        #expect(Frontier(size: 5, hashes: [leaves[0]]) == nil)
        #expect(Frontier(size: 0, hashes: [leaves[0]]) == nil)
        #expect(Frontier(size: 0, hashes: []) == Frontier())
        #expect(Frontier(size: 1 << 63, hashes: [leaves[0]]) == nil)
        #expect(Frontier(size: UInt64.max, hashes: Array(repeating: leaves[0], count: 64)) == nil)
        #expect(throws: TransparencyLogError.self) { try Frontier(size: 1 << 63, nodes: tree) }
    }

    @Test("an append whose receiver fails leaves it as it was")
    func failedAppend() {
        struct Failure: Error {}
        var frontier = Frontier()
        for leaf in leaves.prefix(7) { frontier.append(leaf) }
        let before = frontier
        #expect(throws: Failure.self) {
            try frontier.append(leaves[7]) { level, _, _ in
                if level == 2 { throw Failure() }
            }
        }
        #expect(frontier == before)
        frontier.append(leaves[7])
        #expect(frontier.root == roots[8])
    }
}
