import TransparencyLog

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
