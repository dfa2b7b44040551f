/// The erasure of a text: the commitment stays in its act, the words go from every store.
///
/// It takes two. Who made the act, or the secretariat, asks for it; a guarantor concurs. So nobody takes words back that others
/// rely on, not even its author; the keeper of the registry erases nobody's words; and one stolen key erases nothing.
public struct Redaction: Row {
    public static let table: StaticString = "redaction"

    public private(set) var id = Hash()
    public private(set) var act = ActID()
    public private(set) var text = Hash()
    /// The acts that ask for it, each participant's once.
    public var asked: [Citation] = []
    /// The acts by which participants report that they have the words no more.
    public var erased: [Citation] = []

    public init() {}

    public init(of text: Hash, in act: ActID) {
        (id, self.act, self.text) = (Self.id(of: text, in: act), act, text)
    }

    /// A commitment may be copied into another act: so both together name a text.
    public static func id(of text: Hash, in act: ActID) -> Hash { Hash.sha256(of: act.bytes, text.bytes) }

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The act that the text belongs to.")
        field("text", &text, "The salted commitment to the text.")
        field("asked", &asked, "The acts that ask for it, in order.")
        field("erased", &erased, "The acts by which participants report that they have the words no more, in order.")
    }
}

extension State {
    /// Whether a text is to be erased: its author or the secretariat and, beside them, a guarantor have asked for it.
    /// - Parameter author: the participant whose act the text belongs to.
    public func isRedacted(_ text: Hash, in act: ActID, by author: Identifier) -> Bool {
        guard let redaction = redactions[Redaction.id(of: text, in: act)] else { return false }
        return redaction.asked.contains { asking in
            (asking.participant == author || establishment?.role(of: asking.participant) == .secretariat)
                && redaction.asked.contains { $0.participant != asking.participant && establishment?.role(of: $0.participant) == .guarantor }
        }
    }
}

/// Asks for the erasure of a text, or concurs in it.
public struct RedactText: ActBody {
    public static let kind = ActKind(
        "text.redact", "Asks that a text be erased, which takes its author or the secretariat, and a guarantor beside them.", by: Role.allCases,
        texts: [.must("reason", "Why; without the words that are to go.")], since: 1)

    public var act = ActID()
    public var text = Hash()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The act that the text belongs to.")
        field("text", &text, "The salted commitment to the text, as the act has it.")
    }

    public func admit(_ admitted: Admitted, into state: inout State) throws(Refusal) {
        var redaction = state.redactions[Redaction.id(of: text, in: act)] ?? Redaction(of: text, in: act)
        guard !redaction.asked.contains(where: { $0.participant == admitted.participant }) else {
            throw Refusal("text.asked", "A participant asks once that a text be erased.")
        }
        redaction.asked.append(admitted.citation)
        state.redactions.insert(redaction)
    }
}

/// Reports that one's own participant holds a redacted text no more.
public struct ReportErased: ActBody {
    public static let kind = ActKind(
        "text.erase", "Reports that one's own participant has erased every copy that it had of a redacted text.", by: Role.allCases,
        texts: [.may("remark", "Which copies there were.")], since: 1)

    public var act = ActID()
    public var text = Hash()

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The act that the text belonged to.")
        field("text", &text, "The salted commitment to the text.")
    }

    public func admit(_ admitted: Admitted, into state: inout State) throws(Refusal) {
        guard let redaction = state.redactions[Redaction.id(of: text, in: act)], redaction.asked.count > 1 else {
            throw Refusal("text.redacted", "An erasure is reported of a text that two participants have asked to be erased.")
        }
        guard !redaction.erased.contains(where: { $0.participant == admitted.participant }) else {
            throw Refusal("text.erased", "A participant reports once that it has erased a text.")
        }
        state.redactions.update(redaction.id) { $0.erased.append(admitted.citation) }
    }
}
