/// How many acts on a subject a participant has made in the present period: what the agreement's limits are counted by.
public struct Quota: Row {
    public static let table: StaticString = "quota"

    public private(set) var id = Hash()
    public private(set) var participant = Identifier()
    public private(set) var subject = Identifier()
    /// The beginning of the period.
    public var from = Moment()
    public var acts: Int64 = 0

    public init() {}

    init(_ participant: Identifier, _ subject: Identifier) {
        (self.participant, self.subject) = (participant, subject)
        id = Hash.sha256(of: Array(participant.name.utf8), [0], Array(subject.name.utf8))
    }

    public mutating func visit(_ field: inout some Fields) {
        field("participant", &participant, "Who makes the acts.")
        field("subject", &subject, "What they are about.")
        field("from", &from, "The beginning of the period in which the last of them was received.")
        field("acts", &acts, "How many were admitted in that period.")
    }
}

extension Agreement.Limit {
    /// The beginning of the period that a moment falls into: one period follows the other, the first begins with the truce.
    func period(at moment: Moment, from truce: Moment) -> Moment {
        let length = hours * 3_600_000
        return Moment(milliseconds: truce.milliseconds + Civil.floor(moment.milliseconds - truce.milliseconds, length) * length)
    }
}

extension State {
    /// The quota that an act draws on, with the act counted; `nil` where the agreement sets no limit to its subject, and for an answer:
    /// otherwise whoever floods another would keep the other from answering.
    ///
    /// It counts by receipt, and every act that was admitted: also what is contested later, as the next period comes soon enough.
    func quota(drawnOnBy act: Admitted) throws(Refusal) -> Quota? {
        guard !act.act.kind.answers, let limit = agreement?.limits.first(where: { $0.subject == act.act.kind.subject }), let begins = agreement?.truce.from else { return nil }
        let from = limit.period(at: act.received, from: begins.moment)
        var quota = Quota(act.participant, limit.subject)
        if let kept = quotas[quota.id], kept.from == from { quota.acts = kept.acts }
        guard quota.acts < limit.acts else {
            throw Refusal("act.limit", "Under its limits the agreement allows each participant \(limit.acts) \(limit.acts == 1 ? "act" : "acts") on “\(limit.subject)” in \(limit.hours) hours; the next period begins at \(from.adding(hours: limit.hours).utc).")
        }
        quota.from = from
        quota.acts += 1
        return quota
    }
}
