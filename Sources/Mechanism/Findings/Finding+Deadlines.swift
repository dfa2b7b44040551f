extension Finding {
    func deadlines(_ state: State, _ agreement: Agreement) -> [Deadline] {
        let determiners = state.ordered(agreement.determination.members)
        if let determination { return publication(of: determination, by: determiners, state, agreement) }
        guard state.isOpen(self, under: agreement) else { return [] }
        let silent = state.parties.map(\.id).filter { party in !state.counted(self).replies.contains { $0.act.participant == party } }
        let reply = Deadline(
            "reply", of: Self.table, id, owed: silent, from: proposed.received, until: repliesUntil, audience: proposed.audience)
        // Who has taken a position waits for the others, until enough concur.
        let counted = state.counted(self)
        let open = counted.concurring.count < agreement.determination.quorum
            ? determiners.filter { member in !counted.votes.contains { $0.act.participant == member } } : determiners
        let determined = Deadline(
            "determination", of: Self.table, id, owed: open,
            from: repliesUntil, until: repliesUntil.adding(hours: agreement.clocks.determination), audience: proposed.audience)
        // The right of reply ends with its window: it is owed by nobody afterwards, and only then is the determination.
        return silent.isEmpty || state.now > repliesUntil ? [determined] : [reply, determined]
    }

    /// The parties say that they are informed, or the clock ends; the determiners then publish, within as many hours again.
    private func publication(of determination: Determination, by determiners: [Identifier], _ state: State, _ agreement: Agreement) -> [Deadline] {
        guard determination.published == nil, supersededBy == nil else { return [] }
        let (informed, silent) = (State.informing(determination, under: agreement), state.uninformed(of: determination))
        let opened = silent.isEmpty ? min(informed, determination.acknowledged.last?.received ?? informed) : informed
        let published = Deadline(
            "publication", of: Self.table, id, owed: determiners,
            from: opened, until: opened.adding(hours: agreement.clocks.publication), audience: .participants)
        guard !silent.isEmpty, state.now <= informed else { return [published] }
        return [Deadline(
            "publication", of: Self.table, id, owed: silent, from: determination.act.received, until: informed, audience: .participants)]
    }
}
