import Mechanism

/// What an act's own participant says against it: the key that signed it was in other hands then.
struct ContestView: Encodable, Hashable, Sendable {
    /// The place in the record of the act that repudiates the key.
    let index: Int64
    /// From when on what the key signed is contested.
    let since: Instant
    /// The same in a sentence.
    let words: String
}

extension Reading {
    /// How an act is contested, where the reader may see the act that contests it; `nil` where none does.
    func contest(of act: Citation) -> ContestView? {
        guard let officer = state.contest(of: act), let repudiated = seen(officer.repudiated), let since = officer.contestedSince else { return nil }
        return ContestView(
            index: repudiated.index, since: Instant(since),
            words: "Contested: \(participant(officer.participant).name) says that the key was in other hands from \(Instant(since).words) on.")
    }

    /// A finding with the replies and positions that count, as far as the reader may know.
    func counted(_ finding: Finding) -> Finding {
        var counted = finding
        counted.replies.removeAll { contest(of: $0.act) != nil }
        counted.votes.removeAll { contest(of: $0.act) != nil }
        return counted
    }
}
