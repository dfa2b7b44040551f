/// What a language model proposed of a publication, as far as it stands in the text.
public struct ModelReading: Hashable, Sendable {
    /// In order of the text. Every word and offset is the publication's own.
    public internal(set) var claims: [ProposedClaim] = []
    /// How many proposals were dropped, for each reason, in the order of `Reason`.
    public internal(set) var dropped: [Dropped] = []
    /// How many scalars of the article were not laid before the model: sentences too long to be asked
    /// about, and what lies beyond the last question.
    public internal(set) var unasked = 0

    public struct Dropped: Hashable, Sendable {
        public let reason: Reason
        public let count: Int
    }

    /// Why a proposal is not shown. What it said is not kept: it may be the model's invention.
    public enum Reason: String, CaseIterable, Hashable, Sendable {
        /// A whole answer, however much it holds.
        case unreadable = "the answer is not the JSON that was asked for"
        case form = "the proposal is not in the form that was asked for"
        case kind = "its kind is not one of the kinds of claims"
        case act = "its act is not one of the acts"
        case words = "its words do not stand in the text as whole sentences or as a whole quotation"
        case repeated = "its words stand in the text more than once"
        case trigger = "the words for its act do not stand in its sentence"
        case speaker = "its speaker is neither known nor named beside its words"
        case otherSpeaker = "its words are those of another speaker"
        case party = "whoever acts or is acted upon is neither known nor named beside its words"
        case again = "the same was proposed before"
        case surplus = "the answer holds more proposals than are read"
    }

    mutating func drop(_ reason: Reason, count: Int = 1) {
        guard count > 0 else { return }
        var counts = Dictionary(uniqueKeysWithValues: dropped.map { ($0.reason, $0.count) })
        counts[reason, default: 0] += count
        dropped = Reason.allCases.compactMap { reason in
            counts[reason].map { Dropped(reason: reason, count: $0) }
        }
    }
}

/// An answer that is none to a chat request.
public struct NoChatCompletion: Error, Hashable, Sendable, CustomStringConvertible {
    public let message = "A language model must answer with a chat completion: JSON that holds choices, of which the first holds a message with its content."
    public var description: String { message }
}
