extension Alteration.Change {
    /// What became of some words in their counterpart: at least one, the gravest last.
    ///
    /// - Parameters:
    ///   - near: Of the words, those that the counterpart answers; and the counterpart with the words
    ///     just before it, where a hedge may stand.
    ///   - isMoved: The two sentences speak of different rounds or days.
    static func read(
        _ a: [CarrierText.Word], _ b: [CarrierText.Word],
        near: (a: [CarrierText.Word], b: [CarrierText.Word]), isMoved: Bool
    ) -> [Self] {
        let (one, other) = (a.map(\.lower), b.map(\.lower))
        var changes = [wording(one, other)]
        let (answered, around) = (near.a.map(\.lower), near.b.map(\.lower))
        let hedges = (Degrees.hedges(in: answered), Degrees.hedges(in: around))
        if hedges.0.isEmpty, !hedges.1.isEmpty { changes.append(.hedgeAdded) }
        if !hedges.0.isEmpty, hedges.1.isEmpty { changes.append(.hedgeRemoved) }
        if Degrees.differ(answered, around) { changes.append(.strengthChanged) }
        let numbers = (Quantity.read(answered), Quantity.read(other))
        if !numbers.0.isSubset(of: numbers.1), !numbers.1.isSubset(of: numbers.0) {
            changes.append(.numberChanged)
        }
        if isMoved { changes.append(.contextMoved) }
        return changes.sorted()
    }

    private static func wording(_ a: [String], _ b: [String]) -> Self {
        if a == b { return .verbatim }
        let (long, short) = a.count >= b.count ? (a, b) : (b, a)
        if isContiguous(long, short) { return .cut }
        // What is cut out within must not turn the sense around.
        guard holds(long, short), negations(long) == negations(short) else { return .reworded }
        return .cut
    }

    private static func negations(_ words: [String]) -> Int { words.count { Degrees.negations.contains($0) } }

    /// The short one's words stand in the long one, in one piece.
    private static func isContiguous(_ long: [String], _ short: [String]) -> Bool {
        guard !short.isEmpty, short.count <= long.count else { return false }
        return (0...(long.count - short.count)).contains {
            long[$0..<($0 + short.count)].elementsEqual(short)
        }
    }

    /// All of the short one's words stand in the long one, in order.
    private static func holds(_ long: [String], _ short: [String]) -> Bool {
        var rest = short[...]
        for word in long where word == rest.first { rest = rest.dropFirst() }
        return rest.isEmpty && !short.isEmpty
    }
}
