/// The versions of these rules. Each span of a record is replayed under the version that it names; a new one takes effect by
/// a joint act, at its place in the record.
///
/// The program keeps every version. Version 0 is the one before the first release and promises nothing; version 1 adds
/// the extension of the truce's term.
public enum Rules {
    /// The versions that this program knows.
    public static let versions: ClosedRange<Int64> = 0...1
    /// The version under which a new mechanism begins.
    public static var latest: Int64 { versions.upperBound }
}

/// Changes the version of the rules, for every act after the one by which it takes effect.
public struct ChangeRules: ActBody {
    public static let kind = ActKind(
        "rules.change", "Changes the version of the rules, from the last assent on.", by: [.party], hands: .joint,
        texts: [.may("reason", "Why.")])

    public var version: Int64 = 0

    public init() {}

    public mutating func visit(_ field: inout some Fields) {
        field("version", &version, "The version to go on under: a later one than the record is under.")
    }

    public func admit(_ act: Admitted, into state: inout State) throws(Refusal) {
        guard Rules.versions.contains(version), version > state.rules else {
            throw Refusal("rules.version", "The version must be a later one than \(state.rules), at most \(Rules.latest), which is the latest that this program knows.")
        }
        state.rules = version
        var span = RulesSpan()
        (span.act, span.version) = (act.citation, version)
        state.rulesSpans.insert(span)
    }
}

/// From where on in the record a version of the rules holds.
public struct RulesSpan: Row {
    public static let table: StaticString = "rules"

    /// The act by which the version took effect; it is itself under the version before.
    public var act = Citation()
    public var version: Int64 = 0

    public init() {}
    public var id: Hash { act.act }

    public mutating func visit(_ field: inout some Fields) {
        field("act", &act, "The act by which it took effect.")
        field("version", &version, "The version of the rules.")
    }
}
