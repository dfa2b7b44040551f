import TransparencyLog

/// A generator of random numbers that gives the same ones in each run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
    }
}

extension [UInt8] {
    /// Copies with one byte changed to each of its 255 other values, position by position.
    func changingEachByte(_ body: (_ changed: [UInt8], _ position: Int) throws -> Void) rethrows {
        for position in indices {
            for change in UInt8(1)...255 {
                var changed = self
                changed[position] ^= change
                try body(changed, position)
            }
        }
    }

    /// Copies with one bit flipped, position by position.
    func flippingEachBit(_ body: (_ changed: [UInt8], _ position: Int) throws -> Void) rethrows {
        for position in indices {
            for bit in 0..<8 {
                var changed = self
                changed[position] ^= 1 << UInt8(bit)
                try body(changed, position)
            }
        }
    }

    /// A copy that a clumsy or hostile hand has been at.
    func mutated(using random: inout SeededGenerator) -> [UInt8] {
        var bytes = self
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let position = Int.random(in: 0...bytes.count, using: &random)
            let end = Int.random(in: position...bytes.count, using: &random)
            switch Int.random(in: 0..<8, using: &random) {
            case 0 where position < bytes.count: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1 where position < bytes.count: bytes[position] = .random(in: .min ... .max, using: &random)
            case 2: bytes.insert(.random(in: .min ... .max, using: &random), at: position)
            case 3: bytes.removeSubrange(position..<Swift.min(end, position + 4))
            case 4: bytes.insert(contentsOf: bytes[position..<end], at: position)
            case 5: bytes.removeSubrange(position...)
            case 6: bytes.insert(contentsOf: Array("\n 0/+=x.9".utf8).shuffled(using: &random).prefix(2), at: position)
            default: bytes += random.bytes(3)
            }
        }
        return bytes
    }
}

/// A record of made-up entries and those who sign its checkpoints.
struct Scene {
    let log: SignerKey
    let witnesses: [SignerKey]
    let policy: Policy
    let tree: MemoryTree
    let entries: [[UInt8]]

    init(size: Int, witnesses count: Int) throws {
        log = try SignerKey.generate(name: "example.org/record", seed: Array(repeating: 7, count: 32))
        witnesses = try (0..<count).map { number in
            try SignerKey.generate(
                name: "witness-\(number).example", type: .cosignature,
                seed: Array(repeating: UInt8(20 + number), count: 32))
        }
        let named = try witnesses.enumerated().map { number, key in
            try Policy.Witness(name: Policy.Word("W\(number)"), key: key.verifier)
        }
        let all = try Policy.Word("everyone")
        policy = try Policy(
            logs: [Policy.Log(key: log.verifier)], witnesses: named,
            groups: count == 0 ? [] : [Policy.Group(name: all, required: count, members: named.map(\.name))],
            quorum: count == 0 ? nil : all)
        entries = (0..<size).map { Array("entry \($0)".utf8) }
        tree = entries.reduce(into: MemoryTree()) { $0.append(Merkle.leafHash(of: $1)) }
    }

    func checkpoint() throws -> Checkpoint {
        try Checkpoint(origin: log.name, size: tree.size, root: tree.root)
    }

    /// The checkpoint, signed by the log and cosigned by all witnesses at `time`.
    func note(time: UInt64 = 1_760_000_000) throws -> Note {
        try witnesses.reduce(checkpoint().sign(by: log)) { note, witness in
            try note.adding(Cosignature.make(on: note, by: witness, at: time))
        }
    }

    func proof(index: UInt64) throws -> ProofFile {
        try ProofFile(
            index: index, hashes: Merkle.inclusionProof(index: index, size: tree.size, nodes: tree), note: note())
    }
}
