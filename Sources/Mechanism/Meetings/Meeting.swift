/// Participants called together: when, who came, and what they say of the minutes.
public struct Meeting: Row {
    public static let table: StaticString = "meeting"

    public enum Kind: String, Word {
        /// A round of the talks; every party is invited.
        case round
        case incidentMeeting = "incident-meeting"
        case followUp = "follow-up"
        case technical
        public init() { self = .technical }
    }

    /// How an invited participant was there.
    public enum Presence: String, Word {
        case present, absent, excused
        /// Somebody else spoke for it.
        case represented
        public init() { self = .absent }
    }

    public struct Attendance: Record, Hashable {
        public var participant = Identifier()
        public var presence = Presence()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("participant", &participant, "The participant, who was invited.")
            field("presence", &presence, "How it was there.")
        }
    }

    /// What a participant says of the minutes.
    public struct Voice: Record, Hashable {
        public var act = Citation()
        public var approves = false
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that says so.")
            field("approves", &approves, "Whether the participant approves the minutes; otherwise it dissents.")
        }
    }

    public struct Minutes: Record, Hashable {
        public var act = Citation()
        public var attendance: [Attendance] = []
        public var voices: [Voice] = []
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that gave them.")
            field("attendance", &attendance, "Who came.")
            field("voices", &voices, "Approvals and dissents, in order.")
        }
    }

    public var convened = Citation()
    public var kind = Kind()
    public var from = Moment()
    public var to = Moment()
    /// Who is invited, in the order of establishment.
    public var participants: [Identifier] = []
    public var cancelled: [Citation] = []
    /// The minutes; further ones only where those before were signed by a key that was repudiated.
    public var minutes: [Minutes] = []
    /// The acts that published an edition before this round.
    public var editions: [Citation] = []

    public init() {}
    public var id: Hash { convened.act }

    public mutating func visit(_ field: inout some Fields) {
        field("convened", &convened, "The act that convened it.")
        field("kind", &kind, "What kind of meeting it is.")
        field("from", &from, "When it begins.")
        field("to", &to, "When it ends.")
        field("participants", &participants, "Who is invited.")
        field("cancelled", &cancelled, "By which act it was cancelled, if any.")
        field("minutes", &minutes, "The minutes; the last whose key was not repudiated counts.")
        field("editions", &editions, "The acts that published an edition before this round, in order.")
    }
}

extension State {
    func meeting(_ id: ActID) throws(Refusal) -> Meeting {
        guard let meeting = meetings[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of a meeting in this record.") }
        return meeting
    }

    /// Whether a meeting was cancelled, by a key that nobody has repudiated.
    public func isCancelled(_ meeting: Meeting) -> Bool { standing(meeting.cancelled) != nil }

    /// The minutes of a meeting that count, with the voices that count.
    public func minutes(of meeting: Meeting) -> Meeting.Minutes? {
        guard var minutes = meeting.minutes.last(where: { !isContested($0.act) }) else { return nil }
        minutes.voices.removeAll { isContested($0.act) }
        return minutes
    }

    /// The meeting, which must not be cancelled.
    func heldMeeting(_ id: ActID) throws(Refusal) -> Meeting {
        let meeting = try meeting(id)
        guard !isCancelled(meeting) else {
            throw Refusal("meeting.cancelled", "The meeting was cancelled; another may be convened.")
        }
        return meeting
    }

    /// The last of some acts that was not signed by a repudiated key.
    func standing(_ acts: [Citation]) -> Citation? { acts.last { !isContested($0) } }

    // MARK: Rounds

    /// Keeps a round in its place among the others: by its beginning, then by its place in the record.
    mutating func noteRound(_ round: Meeting) {
        rounds.insert(round.id, at: place(ofRoundsAfter: round.from))
    }

    /// The round that begins next after a time: convened, and not cancelled.
    public func nextRound(after moment: Moment) -> Meeting? {
        meetings.first(of: rounds[place(ofRoundsAfter: moment)...]) { !isCancelled($0) && !isContested($0.convened) }
    }

    /// Notes that an edition before a round was published: it is for the round that begins next.
    mutating func noteEditionBeforeRound(_ published: Citation) {
        guard let round = nextRound(after: published.received) else { return }
        meetings.update(round.id) { $0.editions.append(published) }
    }

    /// Where the rounds that begin after a time stand among all of them.
    private func place(ofRoundsAfter moment: Moment) -> Int {
        var (low, high) = (0, rounds.count)
        while low < high {
            let middle = (low + high) / 2
            if let round = meetings[rounds[middle]], round.from > moment { high = middle } else { low = middle + 1 }
        }
        return low
    }
}

extension Meeting {
    func deadlines(_ state: State, _ agreement: Agreement) -> [Deadline] {
        guard !state.isCancelled(self), !state.isContested(convened) else { return [] }
        var deadlines: [Deadline] = []
        if state.minutes(of: self) == nil {
            deadlines.append(Deadline(
                "minutes", of: Self.table, id, owed: state.ordered([convened.participant] + state.participants(.secretariat)),
                from: to, until: to.adding(hours: agreement.clocks.minutes), audience: convened.audience))
        }
        // Once the round has begun, no edition precedes it any more.
        if kind == .round, state.now <= from, state.standing(editions) == nil,
            let hours = agreement.editions.first(where: { $0.kind == .beforeRound })?.hours {
            deadlines.append(Deadline(
                "edition", of: Self.table, id, owed: state.participants(.guarantor, .secretariat),
                from: convened.received, until: max(convened.received, from.adding(hours: -hours)), audience: convened.audience))
        }
        return deadlines
    }
}
