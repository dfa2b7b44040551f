public import Mechanism
import Synchronization

/// What a store keeps beside the record: texts, and an index of acts. Compared with the acts, stretch by stretch, from
/// several tasks at once.
public final class Beside: Sendable {
    private let ids: (@Sendable (Range<UInt64>) throws -> [ActID])?
    private let texts: @Sendable (Range<UInt64>) throws -> [UInt64: [Text]]
    private let found = Mutex(Found())

    /// What the comparison has come to.
    struct Found {
        /// How many texts are those committed to.
        var matching = 0
        /// Texts that are not there.
        var missing: [Missing] = []
    }

    struct Missing {
        var act: ActID
        var author: Identifier
        var text: Hash
    }

    /// - Parameters:
    ///   - ids: the ids that the store finds acts by, for a range of places; where it has such an index.
    ///   - texts: the texts kept of the acts in a range of places, by place.
    public init(
        ids: (@Sendable (Range<UInt64>) throws -> [ActID])? = nil, texts: @escaping @Sendable (Range<UInt64>) throws -> [UInt64: [Text]]
    ) {
        (self.ids, self.texts) = (ids, texts)
    }

    var result: Found { found.withLock { $0 } }

    /// - Parameter first: the place of the first of `acts`, which follow one another.
    func compare(_ first: UInt64, _ acts: [Act]) throws -> Replay.Problem? {
        let range = first..<first + UInt64(acts.count)
        if let ids, try ids(range) != acts.map(\.id) {
            return .init(index: first, reason: "The store must find each act from here on at its place, and does not.")
        }
        let kept = try texts(range)
        var (matching, missing) = (0, [Missing]())
        for (offset, act) in acts.enumerated() {
            let references = (kept[first + UInt64(offset)] ?? []).map(\.reference)
            for reference in references {
                guard act.payload.texts.contains(reference) else {
                    return .init(
                        index: first + UInt64(offset),
                        reason: "The text “\(reference.slot)” of act \(act.id.hex) must be the one that its officer committed to, and is not.")
                }
                matching += 1
            }
            missing += act.payload.texts.filter { !references.contains($0) }.map {
                Missing(act: act.id, author: act.payload.participant, text: $0.commitment)
            }
        }
        found.withLock { [matching, missing] in
            $0.matching += matching
            $0.missing += missing
        }
        return nil
    }
}
