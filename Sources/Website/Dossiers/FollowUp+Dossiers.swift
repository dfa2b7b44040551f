import Mechanism

extension Meeting: Dossierable {
    static var path: String { "meetings" }
    static var title: String { "Meetings" }
    static var meaning: String { "Rounds of talks and other meetings: who was invited, who came, the minutes, and who dissents from them." }
    static func table(_ state: State) -> Table<Meeting> { state.meetings }
    var began: Citation { convened }

    func heading(_ reading: Reading) -> String { "\(Term(kind).text), \(Instant(from).words)" }
    func status(_ reading: Reading) -> Term {
        if reading.state.isCancelled(self) { return Term(word: "cancelled", text: "Cancelled") }
        if reading.state.minutes(of: self) != nil { return Term(word: "minuted", text: "Minuted") }
        if reading.now < from { return Term(word: "to-come", text: "To come") }
        return reading.now <= to ? Term(word: "under-way", text: "Under way") : Term(word: "held", text: "Held, without minutes yet")
    }
    func isOpen(_ reading: Reading) -> Bool { !reading.state.isCancelled(self) && reading.state.minutes(of: self) == nil }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        let minutes = reading.state.minutes(of: self)
        func voices(_ approves: Bool) -> [String] { reading.names((minutes?.voices ?? []).filter { $0.approves == approves }.map(\.act.participant)) }
        return [
            .init("Invited", reading.names(participants)), .init("From", Instant(from).words), .init("To", Instant(to).words),
            .init("Attendance", (minutes?.attendance ?? []).map { "\(reading.participant($0.participant).name): \(Term($0.presence).text.lowercased())" }),
            .init("Approve the minutes", voices(true)), .init("Dissent from the minutes", voices(false)),
            .init(label: "Editions before it", values: editions.map { .init(text: "in the record at \($0.index)", path: "/acts/\($0.index)") }),
        ]
    }
}

extension Proposal: Dossierable {
    static var path: String { "proposals" }
    static var title: String { "Proposals" }
    static var meaning: String { "What was proposed, to whom, until when, and what each addressee answered; a later answer stands beside the earlier one." }
    static func table(_ state: State) -> Table<Proposal> { state.proposals }
    var began: Citation { tabled }

    private func answers(_ reading: Reading) -> [(Identifier, Answer?)] {
        addressees.map { addressee in (addressee.participant, reading.state.answer(of: addressee.participant, to: self)) }
    }

    func heading(_ reading: Reading) -> String { "\(reading.participant(tabled.participant).name) to \(reading.names(addressees.map(\.participant)).joined(separator: ", "))" }
    func status(_ reading: Reading) -> Term {
        if !withdrawn.isEmpty { return Term(word: "withdrawn", text: "Withdrawn") }
        let replies = answers(reading).map { $0.1?.reply }
        if replies.allSatisfy({ $0 == .accepts }) { return Term(word: "accepted", text: "Accepted") }
        return replies.contains { $0 == nil || $0 == .needsTime } ? Term(word: "open", text: "Answers are due") : Term(word: "answered", text: "Answered")
    }
    func isOpen(_ reading: Reading) -> Bool { status(reading).word == "open" }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        [
            .init("To be answered by", Instant(until).words), reading.fact(about: about), reading.fact("At the meeting", Meeting.self, meeting),
            .init(label: "Answers", values: answers(reading).map { participant, answer in
                let counter = answer?.counter.flatMap { reading.path(Proposal.self, $0) }
                return .init(text: "\(reading.participant(participant).name): \(answer.map { Term($0.reply).text.lowercased() } ?? "none yet")", path: counter)
            }),
        ].compactMap { $0 }
    }
}

extension Position: Dossierable {
    static var path: String { "positions" }
    static var title: String { "Positions" }
    static var meaning: String { "Where each participant stands on a matter, and where it stood before: stated anew, never edited." }
    static func table(_ state: State) -> Table<Position> { state.positions }
    var began: Citation { stated.first?.act ?? Citation() }

    func seen(by reading: Reading) -> Position? {
        guard let seen = reading.seen(self), !seen.stated.isEmpty else { return nil }
        return seen
    }

    func heading(_ reading: Reading) -> String {
        "\(reading.participant(participant).name) on \(reading.fact(about: about)?.values.first?.text ?? "a matter for participants")"
    }
    func status(_ reading: Reading) -> Term { stated.last.map { Term($0.stance) } ?? Term(Stance.noPosition) }
    func isOpen(_ reading: Reading) -> Bool { false }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        [
            .init("Participant", reading.participant(participant).name), reading.fact(about: about),
            .init("Stated", stated.map { "\(Term($0.stance).text) (\(Instant($0.act.received).words))" }),
        ].compactMap { $0 }
    }
}

extension Assurance: Dossierable {
    static var path: String { "assurances" }
    static var title: String { "Assurances" }
    static var meaning: String { "What was asked to be assured, and whether it was given, given under a condition, refused or taken back." }
    static func table(_ state: State) -> Table<Assurance> { state.assurances }
    var began: Citation { requested }

    func heading(_ reading: Reading) -> String { "\(reading.participant(requested.participant).name) asked \(reading.participant(of).name)" }
    func status(_ reading: Reading) -> Term {
        reading.state.standing(of: self).map { Term($0) } ?? Term(word: "requested", text: "Not answered")
    }
    func isOpen(_ reading: Reading) -> Bool { reading.state.standing(of: self) == nil }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        [
            .init("Of", reading.participant(of).name), .init("To be answered by", Instant(until).words), reading.fact(about: about),
            .init("Answers", answers.map { "\(Term($0.standing).text) (\(Instant($0.act.received).words))" }),
        ].compactMap { $0 }
    }
}

extension ActionItem: Dossierable {
    static var path: String { "actions" }
    static var title: String { "Action items" }
    static var meaning: String { "What was assigned to whom, to be done by when, and whether others confirm that it was done." }
    static func table(_ state: State) -> Table<ActionItem> { state.actions }
    var began: Citation { assigned }

    func heading(_ reading: Reading) -> String { "For \(reading.participant(owner).name), by \(Instant(reading.state.due(self)).words)" }
    func status(_ reading: Reading) -> Term { reading.state.progress(of: self).map { Term($0) } ?? Term(word: "assigned", text: "Assigned") }
    func isOpen(_ reading: Reading) -> Bool {
        switch reading.state.progress(of: self) {
        case .confirmed, .dropped: false
        default: true
        }
    }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        [
            .init("Owner", reading.participant(owner).name), .init("Assigned by", reading.participant(assigned.participant).name),
            .init("To be done by", Instant(reading.state.due(self)).words), reading.fact("At the meeting", Meeting.self, meeting),
        ].compactMap { $0 }
    }
}

extension Escalation: Dossierable {
    static var path: String { "escalations" }
    static var title: String { "Escalations" }
    static var meaning: String { "What stayed overdue and was brought to a rung of the agreement's ladder, and what came of it there." }
    static func table(_ state: State) -> Table<Escalation> { state.escalations }
    var began: Citation { calls.first?.act ?? Citation() }

    func seen(by reading: Reading) -> Escalation? {
        guard let seen = reading.seen(self), !seen.calls.isEmpty else { return nil }
        return seen
    }

    func heading(_ reading: Reading) -> String {
        let rung = reading.agreement?.ladder.first { $0.id == self.rung }?.title ?? self.rung.name
        return "\(Term(clock: overdue.clock.name).text), brought to: \(rung)"
    }
    func status(_ reading: Reading) -> Term {
        calls.last.flatMap(reading.state.resolution).map { Term($0.outcome) } ?? Term(word: "raised", text: "Raised")
    }
    func isOpen(_ reading: Reading) -> Bool { calls.last.flatMap(reading.state.resolution) == nil }

    func facts(_ reading: Reading) -> [Dossier.Fact] {
        [
            .init("Clock", Term(clock: overdue.clock.name).text), .init("What is overdue", overdue.table.name),
            .init("Was due", (calls.last?.due).map { [Instant($0).words] } ?? []), .init("Owed by", reading.names(calls.last?.owed ?? [])),
        ]
    }
}
