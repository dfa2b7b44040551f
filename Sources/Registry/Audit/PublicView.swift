public import Mechanism

/// The acts that everyone may read, as an outsider was shown them: whether any was kept from them shows by the tree of public
/// acts that each edition carries. That tree has what was public from the beginning; what was released since is known by its release.
public struct PublicView: Sendable {
    private var shown: [(index: UInt64, act: ActID)] = []
    /// Acts that were made for participants, with the participant of each; and acts released, with the participant who says so.
    /// A copy of evidence is released by whose evidence the original is, which may stand in an act that is not shown.
    private var opened: [(act: ActID, participant: Identifier, isCopy: Bool)] = []
    private var released: [ActID: [Identifier]] = [:]
    private var last: UInt64?
    /// The editions published among them, with the place of the act that published each.
    public private(set) var editions: [(index: UInt64, edition: PublishEdition)] = []

    public init() {}

    public var count: Int { shown.count + opened.count }
    /// An act among them that was made for participants and that its own participant has not released; `nil` when there is none.
    public var unreleased: ActID? {
        opened.first { shown in released[shown.act]?.contains { shown.isCopy || $0 == shown.participant } != true }?.act
    }

    /// Adds an entry, in the order of the record.
    /// - Throws: why it cannot be one of them, in one sentence.
    public mutating func add(_ entry: [UInt8], at index: UInt64) throws(Malformed) {
        let act = try OpenedAct(Entry(strict: entry).envelope).act
        guard last.map({ $0 < index }) ?? true else { throw Malformed("must be shown once, and in the record's order") }
        last = index
        let target = (act.body as? ReleaseAct)?.act ?? (act.body as? ReleaseEvidence)?.exhibit
        if let target { released[target, default: []].append(act.payload.participant) }
        // It may be released by an act that follows.
        guard act.payload.audience == .everyone else {
            return opened.append((act.id, act.payload.participant, act.body is DeriveEvidence))
        }
        shown.append((index, act.id))
        if let edition = act.body as? PublishEdition { editions.append((index, edition)) }
    }

    /// Whether the acts shown are just those that an edition counts: none withheld, none slipped in.
    public func isWhole(for edition: PublishEdition) -> Bool {
        var tree = PublicTree()
        for act in shown where act.index < edition.size.magnitude { tree.append(act.act) }
        return tree.size == edition.publicSize && tree.root == edition.publicRoot
    }
}
