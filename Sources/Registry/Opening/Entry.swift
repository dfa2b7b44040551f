public import Mechanism
import TransparencyLog

/// One entry of the record: when the registry received an act, and its envelope.
public struct Entry: Record {
    public var received = Moment()
    public var envelope = Envelope()

    public init() {}
    public init(received: Moment, envelope: Envelope) {
        (self.received, self.envelope) = (received, envelope)
    }

    public mutating func visit(_ field: inout some Fields) {
        field("received", &received, "The registry's time of receipt.")
        field("envelope", &envelope, "The act's envelope.")
    }

    /// The greatest length of an entry in bytes (C2SP tlog-tiles: a bundle gives each length in 16 bits).
    public static let longest = EntryBundle.maximumEntryLength
}
