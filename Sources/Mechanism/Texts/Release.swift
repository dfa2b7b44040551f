/// Acts that their participant has opened to everyone.
///
/// The state keeps no list of every act, so this is kept by the act's id alone, and whose it is shows where the act itself is known:
/// what somebody says of another participant's act opens nothing. See ``State/audience(of:)``.
public struct Release: Row {
    public static let table: StaticString = "release"

    public var act = ActID()
    /// The acts that release it: each participant releases an act once, and that of its own participant counts.
    public var by: [Citation] = []

    public init() {}
    public var id: Hash { act }

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The act that is released.")
        field("by", &by, "The acts that release it; that of the participant whose act it is counts, and no other.")
    }
}

extension State {
    /// Who may read an act and its texts: for whom it was made, or everyone once its own participant has released it, or the exhibit that it deposits
    /// was released by whose evidence it is. Never fewer than before.
    public func audience(of citation: Citation) -> Audience {
        let released = releases[citation.act]?.by.contains { $0.participant == citation.participant } == true || exhibits[citation.act]?.released != nil
        return released ? .everyone : citation.audience
    }

    /// Whether an act is for participants for good.
    func isPrivate(_ act: ActID) -> Bool { interviews[act] != nil || teamInterviews[act] != nil }
}

/// Widens the audience of an act of one's own from participants to everyone.
public struct ReleaseAct: ActBody {
    public static let kind = ActKind(
        "text.release", "Opens an act of one's own participant, and its texts, to everyone; that is not taken back.", by: Role.allCases,
        texts: [.may("reason", "Why.")], since: 1)

    public var act = ActID()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The act, which the same participant has made.")
    }

    public func admit(_ admitted: Admitted, into state: inout State) throws(Refusal) {
        guard admitted.citation.audience == .everyone else {
            throw Refusal("text.public", "A release is itself for everyone to read.")
        }
        guard !state.isPrivate(act) else {
            throw Refusal("text.private", "What a person answered in private stays for participants alone.")
        }
        if let exhibit = state.exhibits[act] { try state.checkOpening(of: exhibit, by: admitted.participant) }
        try state.checkReleasable(act)
        var release = state.releases[act] ?? Release()
        guard !release.by.contains(where: { $0.participant == admitted.participant }) else {
            throw Refusal("text.released", "A participant releases an act once.")
        }
        release.act = act
        release.by.append(admitted.citation)
        state.releases.insert(release)
    }
}
