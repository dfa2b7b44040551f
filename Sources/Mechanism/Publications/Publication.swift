/// A text of the press, known to the record by the hash of its bytes. Never evidence by itself.
public struct Publication: Row {
    public static let table: StaticString = "publication"

    /// A day of publication and what it rests on.
    public struct Dating: Record, Hashable {
        public var published: Day?
        public var basis = RecordPublication.Basis()
        public init() {}
        public init(_ published: Day?, _ basis: RecordPublication.Basis) { (self.published, self.basis) = (published, basis) }
        public mutating func visit(_ field: inout some Fields) {
            field("published", &published, "The day of publication; null where not known.")
            field("basis", &basis, "What that day rests on; unknown where there is none.")
        }

        func check() throws(Refusal) {
            guard (published == nil) == (basis == .unknown) else {
                throw Refusal("publication.basis", "A day of publication, and nothing else, has a basis.")
            }
        }
    }

    /// What was said of it later; what it said before stays.
    public struct Correction: Record, Hashable {
        public var act = Citation()
        public var dating = Dating()
        public init() {}
        public mutating func visit(_ field: inout some Fields) {
            field("act", &act, "The act that corrects.")
            field("dating", &dating, "The day from then on.")
        }
    }

    public var recorded = Citation()
    public var content = Hash()
    public var language: Identifier?
    public var first = Dating()
    public var read: Dating?
    public var corrections: [Correction] = []
    /// Also those that it was judged not to carry since; see ``State/carries(_:_:)``.
    public var statements: [ActID] = []
    public var claims: [ActID] = []

    public init() {}
    public var id: Hash { recorded.act }

    public mutating func visit(_ field: inout some Fields) {
        field("recorded", &recorded, "The act that recorded it.")
        field("content", &content, "SHA-256 of its bytes.")
        field("language", &language, "Its language; null where not said.")
        field("first", &first, "The day, as the officer recorded it.")
        field("read", &read, "The day, as a program had read it; null where no program had.")
        field("corrections", &corrections, "What was corrected, in order.")
        field("statements", &statements, "The statements that it was ever said to carry.")
        field("claims", &claims, "The claims that were proposed from it.")
    }

    /// What is said of the day now.
    public var dating: Dating { corrections.last?.dating ?? first }
    /// The day of publication, as it is said now.
    public var published: Day? { dating.published }
    /// What that day rests on.
    public var basis: RecordPublication.Basis { dating.basis }
}

extension State {
    func publication(_ id: ActID) throws(Refusal) -> Publication {
        guard let publication = publications[id] else { throw Refusal("act.cites", "\(id.hex) must be the id of a publication in this record.") }
        return publication
    }

    /// What is said of a publication's day, but for corrections that a repudiated key signed.
    public func dating(of publication: Publication) -> Publication.Dating {
        publication.corrections.last { !isContested($0.act) }?.dating ?? publication.first
    }
}

public struct RecordPublication: ActBody {
    public static let kind = ActKind(
        "publication.record", "Records a publication: what was published, where and when.",
        by: [.guarantor, .monitoringTeam, .secretariat],
        texts: [.must("headline", "The headline, or a description where there is none."), .may("outlet", "The outlet, where the text names it."), .may("file", "The name of the file it was read from.")])

    /// What a day of publication rests on.
    public enum Basis: String, Word {
        case stated, masthead, metadata, inferred
        /// A person knows it from elsewhere.
        case given
        case unknown
        public init() { self = .unknown }
    }

    public var content = Hash()
    public var language: Identifier?
    public var published: Day?
    public var basis = Basis()
    public var read: Publication.Dating?

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("content", &content, "SHA-256 of the bytes as saved.")
        field("language", &language, "The language, as the primary subtag of BCP 47, such as `en`; null where not said.")
        field("published", &published, "The day of publication; null where not known.")
        field("basis", &basis, "What that day rests on; `given` where a person knows it from elsewhere, unknown where there is none.")
        field("read", &read, "The day as a program had read it; null where a person entered the publication by hand.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        // What a repudiated key recorded counts for nothing, and may be recorded anew.
        let before = state.contents.place(of: content) { place in
            let publication = state.publications.rows[place]
            return publication.content == content && !state.isContested(publication.recorded)
        }
        guard before == nil else { throw Refusal("publication.once", "This publication is in the record already.") }
        let dating = Publication.Dating(published, basis)
        try dating.check()
        if let read {
            try read.check()
            guard read.basis != .given else { throw Refusal("publication.basis", "A day that a program has read is not “given”, which only a person's is.") }
        }
        if let language {
            guard (2...3).contains(language.name.utf8.count), language.name.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) else {
                throw Refusal("publication.language", "A language is given by two or three lower-case letters, such as “en”.")
            }
        }
        var publication = Publication()
        publication.recorded = act.citation
        (publication.content, publication.language, publication.first, publication.read) = (content, language, dating, read)
        state.contents.note(content, at: state.publications.count)
        state.publications.insert(publication)
    }
}

public struct CorrectPublication: ActBody {
    public static let kind = ActKind(
        "publication.correct", "Corrects what is said of a publication; what was said before stays readable.",
        by: [.guarantor, .monitoringTeam, .secretariat],
        texts: [
            .must("reason", "Why it is corrected."), .may("headline", "The headline, where it is corrected."),
            .may("outlet", "The outlet, where it is corrected."),
        ], since: 1)

    public var publication = ActID()
    public var published: Day?
    public var basis = RecordPublication.Basis()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("publication", &publication, "The publication.")
        field("published", &published, "The day of publication from now on; null where not known.")
        field("basis", &basis, "What that day rests on; unknown where there is none.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let target = try state.publication(publication)
        var correction = Publication.Correction()
        (correction.act, correction.dating) = (act.citation, Publication.Dating(published, basis))
        try correction.dating.check()
        guard correction.dating != state.dating(of: target) || act.act.payload.texts.contains(where: { ["headline", "outlet"].contains($0.slot.name) }) else {
            throw Refusal("publication.unchanged", "A correction must change the day, what it rests on, the headline or the outlet.")
        }
        state.publications.update(publication) { $0.corrections.append(correction) }
    }
}
