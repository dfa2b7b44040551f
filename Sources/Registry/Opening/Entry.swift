public import Mechanism
import TransparencyLog

/// One entry of the record: when the registry received an act, when followers took it in before, and its envelope.
public struct Entry: Record {
    public var received = Moment()
    /// Empty for most: an act that was handed in at the registry itself.
    public var lodgings: [Lodging] = []
    public var envelope = Envelope()

    public init() {}
    public init(received: Moment, lodgings: [Lodging] = [], envelope: Envelope) {
        (self.received, self.lodgings, self.envelope) = (received, lodgings, envelope)
    }

    public mutating func visit(_ field: inout some Fields) {
        field("received", &received, "The registry's time of receipt.")
        field("lodgings", &lodgings, "When participants' followers took the act in, as they have signed it.")
        field("envelope", &envelope, "The act's envelope.")
    }

    /// The greatest length of an entry in bytes (C2SP tlog-tiles: a bundle gives each length in 16 bits).
    public static let longest = EntryBundle.maximumEntryLength
}
