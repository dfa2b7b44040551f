extension Agreement.Rhythm {
    /// When the next edition of this kind is to be cut; `nil` where no clock runs. Editions before a round follow from the round.
    func deadline(_ state: State, at moment: Moment) -> Deadline? {
        guard let hours, let agreed = state.versions.rows.first?.act else { return nil }
        let last = state.editions.rows.last { $0.kind == kind && !state.isContested($0.cut) }?.cut
        // What set the clock off, and when it runs out.
        let (cause, from, until): (Citation, Moment, Moment)
        switch kind {
        case .daily, .weekly, .special:
            cause = last ?? agreed
            from = max(cause.received, state.agreement?.truce.from.moment ?? cause.received)
            until = from.adding(hours: hours)
        case .beforeExpiry:
            guard let ends = state.truceEnds?.moment else { return nil }
            cause = state.truceChanges.rows.last { $0.kind == .extended }?.act ?? agreed
            // One that was cut before the term became what it is, was cut for another.
            if let last, last.index > cause.index { return nil }
            (from, until) = (cause.received, max(cause.received, ends.adding(hours: -hours)))
        case .beforeRound:
            return nil
        }
        guard state.isOwed(until, at: moment) else { return nil }
        return Deadline(
            "edition", of: Edition.table, cause.act, owed: state.participants(.guarantor, .secretariat), from: from, until: until, audience: cause.audience)
    }
}
