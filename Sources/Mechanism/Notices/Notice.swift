/// Advance notification of a flight, a movement or an exercise.
public struct Notice: Row {
    public static let table: StaticString = "notice"

    public var given = Citation()
    public var kind = Agreement.NoticeRule.Kind()
    public var from = Moment()
    public var to = Moment()
    public var places: [Place] = []
    /// Until when it had to be given.
    public var dueBy = Moment()
    /// Whether it was given later than that.
    public var isShort = false
    public var objections: [Citation] = []
    /// The withdrawal; a further one only where a repudiated key signed the one before.
    public var withdrawals: [Citation] = []

    public init() {}
    public var id: Hash { given.act }

    public mutating func visit(_ field: inout some Fields) {
        field("given", &given, "The act that gave it.")
        field("kind", &kind, "What is notified.")
        field("from", &from, "When it begins.")
        field("to", &to, "When it ends.")
        field("places", &places, "Where.")
        field("due-by", &dueBy, "Until when it had to be given.")
        field("short", &isShort, "Whether it was given later than that.")
        field("objections", &objections, "The acts that objected, in order.")
        field("withdrawals", &withdrawals, "The acts that withdrew it.")
    }
}

extension State {
    func notice(_ id: ActID) throws(Refusal) -> Notice {
        guard let notice = notices[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of a notice in this record.") }
        return notice
    }

    /// By which act a notice was withdrawn, unless a repudiated key signed it.
    public func withdrawal(of notice: Notice) -> Citation? { notice.withdrawals.last { !isContested($0) } }
}

/// Notifies something in advance.
///
/// A notice that comes too late is admitted and marked as short: where and when it says something will pass is worth knowing all
/// the same, and a refusal would leave no trace that it was given, nor that it was late.
public struct GiveNotice: ActBody {
    public static let kind = ActKind(
        "notice.give", "Notifies a flight, a movement or an exercise in advance.", by: [.party],
        texts: [.must("route", "The route or the ground, and what takes part."), .may("purpose", "What it is for.")], since: 1)

    public var kind = Agreement.NoticeRule.Kind()
    public var from = Moment()
    public var to = Moment()
    public var places: [Place] = []

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("kind", &kind, "What is notified.")
        field("from", &from, "When it begins.")
        field("to", &to, "When it ends.")
        field("places", &places, "The places that it touches, at least one.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let agreement = try state.inForce()
        guard let rule = agreement.notices.first(where: { $0.kind == kind }) else {
            throw Refusal("notice.kind", "“\(kind.rawValue)” must be a kind that the agreement's notices name: \(agreement.notices.map(\.kind.rawValue).joined(separator: ", ")).")
        }
        guard from <= to, act.lodged < to else {
            throw Refusal("notice.time", "What is notified must begin before it ends, and not be over when the notice is given; the agreement asks for \(rule.hours) hours before it begins (notices, “\(kind.rawValue)”).")
        }
        guard !places.isEmpty else {
            throw Refusal("notice.places", "A notice must name at least one place: an area or crossing of the agreement, or coordinates.")
        }
        for (index, place) in places.enumerated() {
            try place.check(in: agreement)
            guard !places[..<index].contains(place) else { throw Refusal("notice.places", "Each place is named once.") }
        }
        var notice = Notice()
        notice.given = act.citation
        (notice.kind, notice.from, notice.to, notice.places) = (kind, from, to, places)
        notice.dueBy = from.adding(hours: -rule.hours)
        notice.isShort = act.lodged > notice.dueBy
        state.notices.insert(notice)
    }
}

public struct ObjectToNotice: ActBody {
    public static let kind = ActKind(
        "notice.object", "Objects to what another party has notified; it stands beside the notice.", by: [.party, .guarantor],
        texts: [.must("reason", "Why.")], since: 1, answers: true)

    public var notice = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("notice", &notice, "The notice.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.notice(notice)
        guard target.given.participant != act.participant else {
            throw Refusal("notice.own", "A party withdraws its own notice; others object to it.")
        }
        guard state.withdrawal(of: target) == nil else {
            throw Refusal("notice.withdrawn", "The notice was withdrawn; an objection is to one that stands.")
        }
        guard act.lodged <= target.to else {
            throw Refusal("notice.over", "An objection must come before what was notified is over; afterwards a report may be filed.")
        }
        guard !target.objections.contains(where: { $0.participant == act.participant && !state.isContested($0) }) else {
            throw Refusal("notice.objected", "Each participant objects once to a notice.")
        }
        state.notices.update(notice) { $0.objections.append(act.citation) }
    }
}

public struct WithdrawNotice: ActBody {
    public static let kind = ActKind(
        "notice.withdraw", "Withdraws one's own notice, before what it notifies begins.", by: [.party], texts: [.may("reason", "Why.")], since: 1)

    public var notice = ActID()
    public init() {}
    public mutating func visit(_ field: inout some Fields) { field("notice", &notice, "The notice.") }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.notice(notice)
        guard target.given.participant == act.participant else {
            throw Refusal("notice.own", "A party withdraws its own notice; others object to it.")
        }
        guard state.withdrawal(of: target) == nil else {
            throw Refusal("notice.withdrawn", "The notice was withdrawn already.")
        }
        guard act.lodged < target.from else {
            throw Refusal("notice.begun", "A notice is withdrawn before what it notifies begins.")
        }
        state.notices.update(notice) { $0.withdrawals.append(act.citation) }
    }
}
