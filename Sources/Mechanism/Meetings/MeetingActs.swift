public struct ConveneMeeting: ActBody {
    public static let kind = ActKind(
        "meeting.convene", "Calls participants together.", by: [.guarantor, .monitoringTeam, .secretariat],
        texts: [.must("agenda", "What is to be spoken of."), .may("place", "Where, or how it is held from afar.")], since: 1)

    public var kind = Meeting.Kind()
    public var from = Moment()
    public var to = Moment()
    public var participants: [Identifier] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("kind", &kind, "What kind of meeting it is.")
        field("from", &from, "When it begins.")
        field("to", &to, "When it ends; its minutes follow then.")
        field("participants", &participants, "Who is invited, at least two; to a round every party.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        _ = try state.inForce()
        let known = try state.established().participants.map(\.id)
        for (index, invited) in participants.enumerated() {
            guard known.contains(invited), !participants[..<index].contains(invited) else {
                throw Refusal("meeting.invited", "A meeting invites participants of this mechanism, each named once; “\(invited)” is none, or stands twice.")
            }
        }
        guard participants.count >= 2 else {
            throw Refusal("meeting.invited", "A meeting must invite at least two participants.")
        }
        guard kind != .round || state.parties.allSatisfy({ participants.contains($0.id) }) else {
            throw Refusal("meeting.round", "A round must invite every party: \(state.parties.map(\.id.name).joined(separator: ", ")).")
        }
        guard from < to, to > act.lodged else {
            throw Refusal("meeting.time", "A meeting must begin before it ends, and end after it is convened.")
        }
        var meeting = Meeting()
        meeting.convened = act.citation
        (meeting.kind, meeting.from, meeting.to) = (kind, from, to)
        meeting.participants = state.ordered(participants)
        state.meetings.insert(meeting)
        if kind == .round { state.noteRound(meeting) }
    }
}

public struct CancelMeeting: ActBody {
    public static let kind = ActKind(
        "meeting.cancel", "Cancels a meeting of one's own, before it begins.", by: [.guarantor, .monitoringTeam, .secretariat],
        texts: [.must("reason", "Why.")], since: 1)

    public var meeting = ActID()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("meeting", &meeting, "The meeting.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.heldMeeting(meeting)
        guard target.convened.participant == act.participant else {
            throw Refusal("meeting.own", "A meeting is cancelled by its convener, “\(target.convened.participant)”.")
        }
        guard act.lodged < target.from, state.minutes(of: target) == nil else {
            throw Refusal("meeting.begun", "A meeting is cancelled before it begins; afterwards its minutes say who came.")
        }
        state.meetings.update(meeting) { $0.cancelled.append(act.citation) }
    }
}

public struct MinuteMeeting: ActBody {
    public static let kind = ActKind(
        "meeting.minute", "Gives a meeting's minutes: who came, and what was said.", by: [.guarantor, .monitoringTeam, .secretariat],
        texts: [.must("minutes", "What was said and agreed.")], since: 1, answers: true)

    public var meeting = ActID()
    public var attendance: [Meeting.Attendance] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("meeting", &meeting, "The meeting, which has ended.")
        field("attendance", &attendance, "How each invited participant was there, each once.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.heldMeeting(meeting)
        guard act.participant == target.convened.participant || state.participants(.secretariat).contains(act.participant) else {
            throw Refusal("meeting.own", "A meeting's minutes come from its convener, “\(target.convened.participant)”, or from the secretariat.")
        }
        guard act.received > target.to else {
            throw Refusal("meeting.ended", "A meeting's minutes follow its end.")
        }
        guard state.minutes(of: target) == nil else {
            throw Refusal("meeting.minuted", "The meeting has its minutes already: whoever disagrees dissents from them.")
        }
        guard attendance.count == target.participants.count,
            target.participants.allSatisfy({ invited in attendance.contains { $0.participant == invited } })
        else {
            throw Refusal("meeting.attendance", "Minutes say of each invited participant once how it was there: \(target.participants.map(\.name).joined(separator: ", ")).")
        }
        var minutes = Meeting.Minutes()
        (minutes.act, minutes.attendance) = (act.citation, attendance)
        state.meetings.update(meeting) { $0.minutes.append(minutes) }
    }
}

/// What approving and dissenting have in common: minutes there are, and one word by each participant.
private func speak(_ approves: Bool, of id: ActID, _ act: Admitted, _ state: inout State) throws(Refusal) {
    let meeting = try state.heldMeeting(id)
    guard let minutes = state.minutes(of: meeting) else {
        throw Refusal("meeting.minuted", "Participants approve minutes, or dissent from them, when there are some.")
    }
    guard let presence = minutes.attendance.first(where: { $0.participant == act.participant })?.presence else {
        throw Refusal("meeting.invited", "Minutes are approved and dissented from by participants who were invited.")
    }
    guard !approves || presence == .present || presence == .represented else {
        throw Refusal("meeting.attended", "Minutes are approved by participants who were present or represented; the others may dissent.")
    }
    guard !minutes.voices.contains(where: { $0.act.participant == act.participant }) else {
        throw Refusal("meeting.voice-once", "Each participant approves the minutes or dissents from them, once.")
    }
    var voice = Meeting.Voice()
    (voice.act, voice.approves) = (act.citation, approves)
    state.meetings.update(id) { meeting in
        guard let place = meeting.minutes.lastIndex(where: { $0.act == minutes.act }) else { return }
        meeting.minutes[place].voices.append(voice)
    }
}

public struct ApproveMinutes: ActBody {
    public static let kind = ActKind(
        "meeting.approve", "Approves a meeting's minutes.", by: Role.acting, since: 1, answers: true)

    public var meeting = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("meeting", &meeting, "The meeting.") }
    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) { try speak(true, of: meeting, act, &state) }
}

public struct DissentFromMinutes: ActBody {
    public static let kind = ActKind(
        "meeting.dissent", "Dissents from a meeting's minutes; the dissent stays beside them.", by: Role.acting,
        texts: [.must("dissent", "What the minutes should say.")], since: 1, answers: true)

    public var meeting = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("meeting", &meeting, "The meeting.") }
    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) { try speak(false, of: meeting, act, &state) }
}
