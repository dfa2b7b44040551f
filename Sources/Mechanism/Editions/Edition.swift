/// A frozen, numbered report. Its cut-off fixes what it covers; its publication follows, once the parties are informed.
public struct Edition: Row {
    public static let table: StaticString = "edition"

    public enum Kind: String, Word {
        case daily, weekly
        case beforeRound = "before-round"
        case beforeExpiry = "before-expiry"
        case special
        public init() { self = .special }
    }

    public var cut = Citation()
    public var kind = Kind()
    public var from = Moment()
    /// The size of the record that the edition covers: the acts before the cut-off.
    public var size: Int64 = 0
    /// The digest of the state over those acts.
    public var digest = Hash()
    /// The tree over the ids of public acts before the cut-off: its size and its root.
    public var publicSize: Int64 = 0
    public var publicRoot = Hash()
    /// What is counted at the cut-off.
    public var figures = Figures()
    public var published: Citation?
    /// The acts that corrected its words; what was published stays.
    public var errata: [Citation] = []

    public init() {}
    public var id: Hash { cut.act }

    public mutating func visit(_ field: inout some Fields) {
        field("cut", &cut, "The act that set the cut-off.")
        field("kind", &kind, "Why the edition is made.")
        field("from", &from, "The beginning of the period.")
        field("size", &size, "The size of the record that it covers.")
        field("digest", &digest, "The digest of the state over that record.")
        field("public-size", &publicSize, "How many of its acts are public.")
        field("public-root", &publicRoot, "The root of the tree over their ids.")
        field("figures", &figures, "What is counted at the cut-off.")
        field("published", &published, "The act that published it, if any.")
        field("errata", &errata, "The acts that corrected its words, in order.")
    }
}

public struct CutEdition: ActBody {
    public static let kind = ActKind(
        "edition.cut", "Sets the cut-off of an edition: it covers the record before this act, and the rules count what it reports.", by: [.guarantor, .secretariat])

    public var kind = Edition.Kind()
    public var from = Moment()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("kind", &kind, "Why the edition is made.")
        field("from", &from, "The beginning of the period; its end is this act's receipt.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        _ = try state.inForce()
        guard from <= act.received else {
            throw Refusal("edition.period", "An edition's period begins before its cut-off.")
        }
        var edition = Edition()
        edition.cut = act.citation
        (edition.kind, edition.from, edition.size) = (kind, from, act.citation.index)
        edition.digest = state.digest()
        (edition.publicSize, edition.publicRoot) = (state.publicTree.size, state.publicTree.root)
        edition.figures = state.figures(from: from, to: act.received)
        state.editions.insert(edition)
    }
}

public struct PublishEdition: ActBody {
    public static let kind = ActKind(
        "edition.publish", "Publishes an edition, with the digest of the state that its signer has computed.", by: [.guarantor, .secretariat],
        texts: [.must("summary", "The edition in a few sentences.")])

    public var edition = ActID()
    public var size: Int64 = 0
    public var digest = Hash()
    public var publicSize: Int64 = 0
    public var publicRoot = Hash()
    public var figures = Figures()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("edition", &edition, "The act that set its cut-off.")
        field("size", &size, "The size of the record that it covers.")
        field("digest", &digest, "The digest of the state over that record.")
        field("public-size", &publicSize, "How many of its acts are public.")
        field("public-root", &publicRoot, "The root of the tree over their ids (RFC 6962): whoever is shown fewer sees it.")
        field("figures", &figures, "What is counted at the cut-off.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard let target = state.editions[edition], target.published == nil else {
            throw Refusal("edition.cut", "\(edition.hex) must be the cut-off of an edition that is not published yet.")
        }
        guard target.size == size, target.digest == digest else {
            throw Refusal("edition.digest", "An edition must carry the state's digest at its cut-off: size \(target.size), \(target.digest.hex).")
        }
        guard target.publicSize == publicSize, target.publicRoot == publicRoot else {
            throw Refusal("edition.public-tree", "An edition must carry the tree of public acts at its cut-off: size \(target.publicSize), \(target.publicRoot.hex).")
        }
        guard target.figures == figures else {
            throw Refusal("edition.figures", "An edition must carry the figures that the rules counted at its cut-off, as its row has them.")
        }
        guard act.act.payload.audience == .everyone else {
            throw Refusal("edition.public", "An edition is published to everyone: its audience must be public.")
        }
        state.editions.update(edition) { $0.published = act.citation }
        if target.kind == .beforeRound { state.noteEditionBeforeRound(act.citation) }
    }
}

/// Corrects what an edition says in words. Its figures are computed by the rules and are not corrected; what was published stays.
public struct CorrectEdition: ActBody {
    public static let kind = ActKind(
        "edition.correct", "Corrects the words of a published edition; what was published stays beside the erratum.", by: [.guarantor, .secretariat],
        texts: [.must("erratum", "What was wrong, and what is right.")], since: 1)

    public var edition = ActID()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("edition", &edition, "The act that set its cut-off.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard state.editions[edition]?.published != nil else {
            throw Refusal("edition.published", "\(edition.hex) must be the cut-off of an edition that is published.")
        }
        guard act.act.payload.audience == .everyone else {
            throw Refusal("edition.public", "An erratum is published as the edition was: its audience must be public.")
        }
        state.editions.update(edition) { $0.errata.append(act.citation) }
    }
}
