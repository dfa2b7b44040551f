public import Mechanism

/// The acts that everyone may read, as an outsider was shown them: whether any was kept from them shows by the tree of public
/// acts that each edition carries.
public struct PublicView: Sendable {
    private var shown: [(index: UInt64, act: ActID)] = []
    /// The editions published among them, with the place of the act that published each.
    public private(set) var editions: [(index: UInt64, edition: PublishEdition)] = []

    public init() {}

    public var count: Int { shown.count }

    /// Adds an entry, in the order of the record.
    /// - Throws: why it cannot be one of them, in one sentence.
    public mutating func add(_ entry: [UInt8], at index: UInt64) throws(Malformed) {
        let act = try OpenedAct(Entry(strict: entry).envelope).act
        guard act.payload.audience == .everyone, shown.last.map({ $0.index < index }) ?? true else {
            throw Malformed("must be a public act, each shown once and in the record's order")
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
