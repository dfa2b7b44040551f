/// When a participant's follower took an act in, as its officer has signed it.
public struct Lodged: Hashable, Sendable {
    public var participant: Identifier
    /// The follower's desk, accredited for “lodging”.
    public var desk: Identifier
    public var time: Moment

    public init(participant: Identifier, desk: Identifier, time: Moment) {
        (self.participant, self.desk, self.time) = (participant, desk, time)
    }
}
