/// The witness's port to whatever keeps its checkpoints. Its promise: what was stored is durable when the call returns.
public protocol WitnessStorage: Sendable {
    /// The latest cosigned checkpoint of the log with this origin, as it was stored; `nil` for none.
    func latest(_ origin: String) throws -> [UInt8]?
    /// Stores `new` in the place of `old`, durably, unless something else stands there by now.
    ///
    /// - Returns: whether it was stored.
    func replace(_ origin: String, _ old: [UInt8]?, with new: [UInt8]) async throws -> Bool
    /// Keeps proof of a log's misbehaviour, durably. Proof that is kept already, and more than the store bounds, changes nothing.
    ///
    /// - Returns: whether it was new.
    func keep(_ misbehaviour: Misbehaviour, of origin: String) async throws -> Bool
    /// The proofs of a log's misbehaviour, in the order that they came.
    func misbehaviours(_ origin: String) throws -> [Misbehaviour]
}
