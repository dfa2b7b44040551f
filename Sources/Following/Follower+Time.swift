import Mechanism
import Registry
import TransparencyLog

/// Times of receipt, bounded by the witnesses' clocks and by this machine's. A rehearsal's times come from a script and are bounded by nothing.
extension Follower {
    /// Fetches the cosigned checkpoint where the record has witnesses and the latest is not known to be cosigned.
    func lookAtCosigned() async throws {
        guard !trust.policy.witnesses.isEmpty, note != nil, try storage.seen(replay.tree.size...replay.tree.size).allSatisfy({ seen in
            read(seen.note).map { !trust.policy.judge($0.note).isQuorumMet } ?? true
        }) else { return }
        guard let bytes = try await Trouble.asking(.unreachable, { try await registry.cosigned() }) else { return }
        guard let shown = read(bytes) else {
            throw Trouble(.unsigned, "\(name) must show a cosigned checkpoint of \(card.origin) that the registry of the card signed, and shows something else.")
        }
        try await remember(shown, from: name)
        try await compare(shown)
        try await keep(cosigned: shown)
        try await judgeTimes(shown)
    }

    /// Keeps a cosigned checkpoint of the copy in the place of an earlier one: what the copy shows as witnessed.
    private func keep(cosigned shown: Shown) async throws {
        guard trust.policy.quorum != nil, trust.policy.judge(shown.note).isQuorumMet, shown.size <= replay.tree.size,
            try replay.tree.root(at: shown.size) == shown.root,
            try cosigned.map({ try Checkpoint($0).size < shown.size }) ?? true
        else { return }
        try await storage.keep(cosigned: shown.note.bytes)
        cosigned = shown.note
    }

    /// Compares the entries on both sides of a cosigned checkpoint with its times. Times of receipt never decrease, so these two
    /// entries speak for all.
    func judgeTimes(_ shown: Shown) async throws {
        guard !isRehearsal, let note, shown.size <= replay.tree.size, try replay.tree.root(at: shown.size) == shown.root else { return }
        let judgement = trust.policy.judge(shown.note)
        let times = judgement.cosigned.map { Int64(clamping: min($0.time, 1 << 52)) * 1_000 }
        guard judgement.isQuorumMet, let earliest = times.min(), let latest = times.max() else { return }
        if shown.size > 0, let entry = try storage.entries(shown.size - 1..<shown.size).first {
            let received = try Entry(strict: entry).received.milliseconds
            if received > latest + Tolerance.milliseconds {
                let place = shown.size - 1
                try await testify(
                    WrongTime(
                        cosigned: shown.note, shown.note, index: place, entry: entry,
                        proof: Merkle.inclusionProof(index: place, size: shown.size, nodes: replay.tree)),
                    about: "after \(place) \(received)",
                    "The witnesses had cosigned entry \(place) \((received - latest) / 1_000) seconds before the registry says to have received it: it was postdated.")
            }
        }
        // A witness cosigns the same checkpoint again when it is asked: the first time alone says when nothing more was there.
        guard try storage.seen(shown.size...shown.size).first(where: { isCosigned($0.note) })?.note == shown.note.bytes else { return }
        if shown.size < replay.tree.size, let entry = try storage.entries(shown.size..<shown.size + 1).first {
            let received = try Entry(strict: entry).received.milliseconds
            if received < earliest - Tolerance.milliseconds {
                try await testify(
                    WrongTime(
                        cosigned: shown.note, note, index: shown.size, entry: entry,
                        proof: Merkle.inclusionProof(index: shown.size, size: replay.tree.size, nodes: replay.tree)),
                    about: "before \(shown.size) \(received)",
                    "The witnesses cosigned a record without entry \(shown.size), and the registry says to have received it \((earliest - received) / 1_000) seconds before: it was backdated.")
            }
        }
    }

    private func isCosigned(_ bytes: [UInt8]) -> Bool {
        read(bytes).map { !trust.policy.judge($0.note).cosigned.isEmpty } ?? false
    }

    /// Compares the entries from `first` on with this machine's clock.
    func judgeOwnClock(since first: UInt64) async throws {
        guard !isRehearsal, replay.tree.size > first else { return }
        let now = clock.now().milliseconds
        if replay.state.now.milliseconds > now + Tolerance.milliseconds {
            return await raise(Trouble(
                .clock, "The registry's clock must be within \(Tolerance.words) of this machine's; its last entry is \((replay.state.now.milliseconds - now) / 1_000) seconds ahead."))
        }
        if let looked, looked.size < replay.tree.size, let entry = try storage.entries(looked.size..<looked.size + 1).first {
            let received = try Entry(strict: entry).received.milliseconds
            if received < looked.time.milliseconds - Tolerance.milliseconds {
                return await raise(Trouble(
                    .clock, "Entry \(looked.size) was not in the record that the registry showed here \((looked.time.milliseconds - received) / 1_000) seconds after the time at which it says to have received it."))
            }
        }
        try await end(.clock)
    }
}
