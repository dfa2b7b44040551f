/// A draft of an agreement, laid before the mechanism part by part.
public struct Draft: Row {
    public static let table: StaticString = "draft"

    public var agreement = Hash()
    public var laid = Citation()
    public var parts: Int64 = 0
    /// The parts so far, in order.
    public var contents: [String] = []

    public init() {}
    public var id: Hash { agreement }

    public mutating func visit(_ field: inout some Fields) {
        field("agreement", &agreement, "The hash of the whole.")
        field("laid", &laid, "The act that laid its first part.")
        field("parts", &parts, "Of how many parts it consists.")
        field("contents", &contents, "The parts laid so far.")
    }
}

/// Lays one part of an agreement's canonical JSON before the mechanism.
public struct LayAgreement: ActBody {
    /// The greatest length of one part, in bytes: an entry holds 65,535, base64 and the envelope around it included.
    public static let longestPart = 32 * 1024

    public static let kind = ActKind(
        "agreement.lay", "Lays one part of an agreement's text before the mechanism, for the parties to adopt.",
        by: [.party, .guarantor, .secretariat])

    public var agreement = Hash()
    public var part: Int64 = 0
    public var parts: Int64 = 0
    public var content = ""

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("agreement", &agreement, "SHA-256 of the whole agreement in canonical JSON.")
        field("part", &part, "The number of this part, from 1.")
        field("parts", &parts, "The number of parts.")
        field("content", &content, "The part itself, at most 32 KiB; parts follow one another without gap.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let draft = state.drafts[agreement]
        guard part == Int64(draft?.contents.count ?? 0) + 1, part <= parts, parts <= 64, draft.map({ $0.parts == parts }) ?? true else {
            throw Refusal("agreement.parts", "Parts of an agreement are laid in order, from 1 to their number, of which there are at most 64.")
        }
        guard content.utf8.count <= Self.longestPart else {
            throw Refusal("agreement.parts", "A part of an agreement has at most \(Self.longestPart) bytes.")
        }
        if part == parts {
            let whole = ((draft?.contents ?? []) + [content]).joined()
            _ = try Self.read(whole, hash: agreement)
        }
        if draft == nil {
            var new = Draft()
            new.agreement = agreement
            new.laid = act.citation
            new.parts = parts
            new.contents = [content]
            state.drafts.insert(new)
        } else {
            state.drafts.update(agreement) { $0.contents.append(content) }
        }
    }

    /// The agreement that a text is the canonical JSON of.
    static func read(_ text: String, hash: Hash) throws(Refusal) -> Agreement {
        let bytes = Array(text.utf8)
        guard Hash.sha256(of: bytes) == hash else {
            throw Refusal("agreement.hash", "The parts of an agreement must together have the hash that they name.")
        }
        do throws(Malformed) {
            let agreement = try Agreement(strict: bytes)
            guard agreement.canonical == bytes else { throw Malformed("must be in canonical JSON") }
            if let problem = agreement.problems().first { throw problem }
            return agreement
        } catch {
            throw Refusal("agreement.sound", "The agreement must be sound: \(error.description).")
        }
    }
}

/// Adopts an agreement, by the assent of every party.
public struct AdoptAgreement: ActBody {
    public static let kind = ActKind(
        "agreement.adopt", "Adopts an agreement; takes effect when every party has assented.", by: [.party], hands: .joint)

    public var agreement = Hash()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("agreement", &agreement, "SHA-256 of the whole agreement in canonical JSON.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let establishment = try state.established()
        guard state.agreement == nil else {
            throw Refusal("agreement.once", "An agreement is in force already; it can be amended, not adopted again.")
        }
        guard agreement == establishment.agreement else {
            throw Refusal("agreement.named", "The agreement to adopt must be the one that the first act names, \(establishment.agreement.hex).")
        }
        guard let draft = state.drafts[agreement], Int64(draft.contents.count) == draft.parts else {
            throw Refusal("agreement.laid", "Every part of an agreement must be laid before it can be adopted.")
        }
        let text = try LayAgreement.read(draft.contents.joined(), hash: agreement)
        guard text.participants.map(\.id) == establishment.participants.map(\.id),
            text.participants.map(\.role) == establishment.participants.map(\.role)
        else {
            throw Refusal("agreement.participants", "The agreement must name the participants that the first act established, in their order and roles.")
        }
        state.agreement = text
        state.adoption = act.citation
        for commitment in text.commitments {
            var status = CommitmentStatus()
            status.commitment = commitment.id
            state.commitments.insert(status)
        }
        for crossing in text.crossings {
            var status = CrossingStatus()
            status.crossing = crossing.id
            state.crossings.insert(status)
        }
    }
}

/// Extends the term of the truce, by the assent of every party.
public struct ExtendTruce: ActBody {
    public static let kind = ActKind(
        "agreement.extend", "Extends the truce to a later time; takes effect when every party has assented.", by: [.party], hands: .joint,
        texts: [.may("reason", "Why.")], since: 1)

    public var until = LocalTime()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("until", &until, "When the truce ends unless extended again.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        _ = try state.inForce()
        guard let ends = state.truceEnds else {
            throw Refusal("agreement.term", "A truce without an end needs no extension.")
        }
        guard ends.moment < until.moment, act.received <= ends.moment else {
            throw Refusal("agreement.term", "A truce is extended before it ends, to a time after \(ends).")
        }
        var row = TruceExtension()
        (row.act, row.until) = (act.citation, until)
        state.extensions.insert(row)
    }
}

/// An extension of the truce's term.
public struct TruceExtension: Row {
    public static let table: StaticString = "extension"

    public var act = Citation()
    public var until = LocalTime()

    public init() {}
    public var id: Hash { act.act }

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The act by which it took effect.")
        field("until", &until, "When the truce ends unless extended again.")
    }
}
