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
        state.bring(try state.laid(agreement), agreement, by: act.citation)
    }
}

/// Puts another text in the place of the agreement in force, by the assent of every party. What past versions said stays readable.
public struct AmendAgreement: ActBody {
    public static let kind = ActKind(
        "agreement.amend", "Amends the agreement: another text, laid before, is in force when every party has assented.", by: [.party], hands: .joint,
        texts: [.may("reason", "Why.")], since: 1)

    public var amends = Hash()
    public var agreement = Hash()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("amends", &amends, "SHA-256 of the agreement in force, which it amends.")
        field("agreement", &agreement, "SHA-256 of the whole amended agreement in canonical JSON.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        let before = try state.inForce()
        guard let version = state.versions.rows.last, version.agreement == amends else {
            throw Refusal("agreement.amends", "An amendment must name the agreement that is in force, \(state.versions.rows.last?.agreement.hex ?? "none").")
        }
        guard agreement != amends else {
            throw Refusal("agreement.amends", "An amendment must name another agreement than the one in force.")
        }
        let text = try state.laid(agreement)
        guard text.truce.from == before.truce.from, text.truce.until == before.truce.until else {
            throw Refusal("agreement.keeps", "An amendment must keep the truce's beginning and end: it is extended, suspended, resumed and ended by acts of their own.")
        }
        for commitment in text.commitments {
            // What was said of it, and of its periods by their numbers, was said of the same thing.
            for past in state.agreements.flatMap(\.commitments) where past.id == commitment.id {
                guard past.obligor == commitment.obligor, past.recurrence == commitment.recurrence else {
                    throw Refusal("agreement.keeps", "The commitment “\(commitment.id)” must keep its obligor, “\(past.obligor)”, and its periods; what is another's, or recurs otherwise, needs a name of its own.")
                }
            }
        }
        state.bring(text, agreement, by: act.citation)
    }
}
