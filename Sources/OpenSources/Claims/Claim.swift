/// What a publication says that somebody did, suffered, promised, demanded or denied. A proposal for a
/// person to accept or not; it proves nothing.
///
/// Every span counts Unicode scalars of the publication's text.
public struct Claim: Hashable, Sendable {
    /// What it might become in the mechanism.
    public enum Proposal: String, Sendable {
        /// A report of an event.
        case report
        /// A side's position: a commitment, demand, refusal, denial, accusation, condition or threat.
        case position
    }

    /// How the act stands in the words that tell of it. Only `incident` and `agreement` are told as done.
    public enum Kind: String, CaseIterable, Sendable {
        /// An event, told as having happened; with or without casualties.
        case incident
        /// Sides have agreed to something.
        case agreement
        /// The actor promises, or is ready, to do it.
        case commitment
        /// The actor will not do it.
        case refusal
        /// What the actor says holds, or will follow, if something else happens.
        case condition
        /// The actor wants it done by another.
        case demand
        /// The actor says that it did not happen or is not so.
        case denial
        /// The actor blames another for it.
        case accusation
        /// The actor announces harm.
        case threat
    }

    /// Somebody who acts, is acted upon, or speaks.
    public struct Party: Hashable, Sendable {
        /// From the alias table, else as written.
        public let name: String
        /// As written in the text.
        public let mention: String
        /// The side whose organ, force or official this is; nil where none is known.
        public let side: String?
        /// Where it is written; nil for a speaker carried over.
        public let span: TextSpan?
    }

    /// Whose word stands behind the claim.
    public enum Voice: Hashable, Sendable {
        case attributed(Party)
        /// The outlet tells it as its own.
        case outlet
    }

    public let kind: Kind
    public let act: ClaimedAct
    /// The words that tell of it.
    public let span: TextSpan
    public let text: String
    /// The word that names the act.
    public let trigger: TextSpan
    /// Who did it, or whose position it is; of an accusation, who is blamed. Nil where the words do not tell.
    public let actor: Party?
    /// To whom it was done, or to whom the position is addressed.
    public let target: Party?
    public let place: PlaceMention?
    public let time: TimeMention?
    public let casualties: [Casualties]
    public let voice: Voice
    /// Index in `Publication.quotes` of the quote that it stands in.
    public let quote: Int?
    /// It depends on something else: "provided that", "if".
    public let isConditional: Bool
    /// It stands in a paragraph that is older than its publication.
    public let isOlderCopy: Bool

    public var proposal: Proposal {
        switch kind {
        case .incident, .agreement: .report
        default: .position
        }
    }

    /// The first and last day on which it happened, as far as the text tells.
    public var days: ClosedRange<Day>? { time?.days }
}
