/// The registry's port to the addresses of its witnesses.
///
/// Whoever implements it sees to it that an answer comes in bounded time and length, or that the call throws; that plain http
/// goes to this machine alone; and that an answer which sends the asker elsewhere is not followed.
public protocol WitnessTransport: Sendable {
    func get(_ address: String) async throws -> WitnessAnswer
    func post(_ address: String, _ body: [UInt8]) async throws -> WitnessAnswer
}

/// What came back from a witness's address.
public struct WitnessAnswer: Hashable, Sendable {
    public var status: Int
    public var body: [UInt8]
    /// After how many seconds it may be asked again, where it says so.
    public var retryAfter: Int?

    public init(status: Int, body: [UInt8] = [], retryAfter: Int? = nil) {
        (self.status, self.body, self.retryAfter) = (status, body, retryAfter)
    }
}
