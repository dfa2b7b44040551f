public import Mechanism
public import TransparencyLog

/// When a determination or an edition counts as published: the one place that decides it, beside ``Visibility``.
///
/// Admission never waits for witnesses. What is to be relied on does: a determination or an edition is published once the
/// witnesses' quorum has cosigned a checkpoint that covers its act. If that takes longer than the record's hours, it is published
/// without the witnesses that are absent, and they are named. A policy without a quorum publishes at once.
public enum Publishing: Hashable, Sendable {
    /// Published under the quorum, or where none is demanded.
    case published
    /// Published after the hours were over, without these witnesses.
    case publishedWithout([Policy.Word])
    /// Not published yet: these witnesses have not cosigned it. At the latest, it is published at `until`.
    case waiting(for: [Policy.Word], until: Moment)

    public var isPublished: Bool { until == nil }

    /// When it is published at the latest; `nil` for what is published already.
    public var until: Moment? {
        switch self {
        case .published, .publishedWithout: nil
        case .waiting(_, let until): until
        }
    }
}

extension Snapshot {
    /// Whether an act that publishes something by itself is published at an instant.
    /// - Parameter act: the act of a determination, or of an edition's publication.
    public func publishing(of act: Citation, now: Moment) -> Publishing {
        // A policy that cannot be read demands nobody in particular, so nothing can be waited for but the hours.
        if let policy = witnessed.policy, policy.quorum == nil { return .published }
        if let latest = witnessed.latest, UInt64(clamping: act.index) < latest.checkpoint.size { return .published }
        let missing = witnessed.standings.filter { !$0.covers(act.index) }.map(\.witness.name)
        let until = act.received.adding(hours: state.witnessHours)
        return now < until ? .waiting(for: missing, until: until) : .publishedWithout(missing)
    }
}
