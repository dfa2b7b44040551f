extension Figures {
    /// The greatest length of an edition's figures in canonical JSON, in bytes: they are published in one act, as an agreement's part is.
    static let longest = LayAgreement.longestPart

    /// Figures as long as they can become under these versions of an agreement: everything is counted, each count with nine digits.
    init(fullUnder versions: [Agreement]) {
        let parties = versions.last?.participants.filter { $0.role == .party }.map(\.id) ?? []
        var tally = Tally()
        tally.coverage = versions.ever(\.areas).map { area in .full { $0.area = area.id } }
        tally.restrictions = (parties + versions.ever(\.actors).map(\.id)).map { actor in .full { $0.by = actor } }
        tally.reports = versions.ever(\.definitions).map { type in .full { $0.type = type.id } }
        tally.incidents = IncidentOutcome.allCases.map { outcome in .full { $0.outcome = outcome } }
        tally.determined = IncidentOutcome.allCases.flatMap { outcome in
            ([nil] + Grade.allCases.map(Optional.some)).map { grade in .full { ($0.outcome, $0.grade) = (outcome, grade) } }
        }
        (period, before, total) = (tally, tally, tally)
        crossings = versions.last?.crossings.map { crossing in .full { $0.crossing = crossing.id } } ?? []
        commitments = parties.map { party in .full { $0.party = party } }
    }
}

extension Record {
    /// A record whose counts have nine digits.
    fileprivate static func full(_ name: (inout Self) -> Void) -> Self {
        var (record, filler) = (Self(), Filler())
        record.visit(&filler)
        name(&record)
        return record
    }
}

/// Puts the number of nine digits into each count.
private struct Filler: Fields {
    mutating func callAsFunction<Value: Wire>(_ key: StaticString, _ value: inout Value, _ meaning: StaticString) {
        if let most = 999_999_999 as Int64 as? Value { value = most }
    }
}
