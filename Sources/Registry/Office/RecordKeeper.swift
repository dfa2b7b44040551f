public import Mechanism

/// Whoever shows the record and takes acts in: the registry's office, or a participant's follower. The site stands on this alone.
public protocol RecordKeeper: Sendable {
    /// The record as stored, at its latest checkpoint; `nil` while it cannot be read.
    func snapshot() async -> Snapshot?
    /// Takes an act in, as a ``Submission`` in strict JSON.
    func take(_ bytes: [UInt8]) async -> Taken
    /// What became of an act that was taken in here and is not in the record as shown; `nil` when there is no such act.
    func fate(of act: ActID) async -> Taken?
    /// The last act by this key that was taken in here and is not in the record as shown: the next one follows it.
    func last(by key: Key) async -> ActID?
}

/// What is answered to whoever hands an act in.
public enum Taken: Sendable {
    /// The registry has decided, or could not.
    case decided(Office.Outcome)
    /// The registry has not answered yet. The act is kept with this signed time and will be forwarded until it has.
    case lodged(ActID, Lodging)
}

extension Office: RecordKeeper {
    public nonisolated func take(_ bytes: [UInt8]) async -> Taken { .decided(await submit(bytes)) }
    public nonisolated func fate(of act: ActID) -> Taken? { nil }
    public nonisolated func last(by key: Key) -> ActID? { nil }
}
