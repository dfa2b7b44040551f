/// Corrective action that was recommended to one participant: specific, addressed and dated.
public struct Remedy: Row {
    public static let table: StaticString = "remedy"

    /// How it stands.
    public enum Status: String, Word {
        case recommended, undertaken, refused, reported, accepted, closed
        public init() { self = .recommended }
        /// Whether nothing more is to be done.
        public var isFinal: Bool { self == .accepted || self == .closed }
    }

    /// One act upon it.
    public struct Step: Record, Hashable {
        public var act = Citation()
        public var status = Status()
        public var evidence: [ActID] = []
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act.")
            field("status", &status, "How the remedy stands since; `undertaken` again after a report that was returned.")
            field("evidence", &evidence, "The evidence that it cites.")
        }
    }

    public var recommended = Citation()
    public var finding: ActID?
    public var incident: ActID?
    public var commitment: Identifier?
    public var to = Identifier()
    /// When it is to be done.
    public var due = Moment()
    /// Until when it is undertaken or refused.
    public var answerUntil = Moment()
    public var steps: [Step] = []

    public init() {}
    public var id: Hash { recommended.act }

    public mutating func visit(_ field: inout some Fields) {
        field("recommended", &recommended, "The act that recommended it.")
        field("finding", &finding, "The finding that it follows from, if any.")
        field("incident", &incident, "The incident that it is about, if any.")
        field("commitment", &commitment, "The commitment that it is about, if any.")
        field("to", &to, "Who is to act.")
        field("due", &due, "When it is to be done.")
        field("answer-until", &answerUntil, "Until when it is undertaken or refused.")
        field("steps", &steps, "What was done about it, in order.")
    }
}

extension State {
    func remedy(_ id: ActID) throws(Refusal) -> Remedy {
        guard let remedy = remedies[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of a remedy in this record.") }
        return remedy
    }

    /// How a remedy stands: by its last step that no repudiated key signed.
    public func status(of remedy: Remedy) -> Remedy.Status {
        remedy.steps.last { !isContested($0.act) }?.status ?? .recommended
    }

    /// Whether what a remedy follows from stands; a remedy that follows from no finding always does.
    /// - Parameter onlooker: who looks: who may not know that another finding took its place, sees it stand.
    public func holds(_ remedy: Remedy, to onlooker: any Onlooker = Insider()) -> Bool {
        remedy.finding.map { findings[$0].flatMap { onlooker.asSeen($0) }?.stands ?? false } ?? true
    }
}

extension Remedy {
    func deadlines(_ state: State, to onlooker: any Onlooker) -> [Deadline] {
        guard state.holds(self, to: onlooker), !state.isContested(recommended) else { return [] }
        let done = Deadline(
            "due", of: Self.table, id, owed: [to], from: recommended.received, until: due, audience: recommended.audience)
        switch state.status(of: self) {
        case .recommended:
            let answer = Deadline(
                "remedy", of: Self.table, id, owed: [to], from: recommended.received, until: answerUntil, audience: recommended.audience)
            return [answer, done]
        case .undertaken: return [done]
        case .refused, .reported, .accepted, .closed: return []
        }
    }
}
