extension Alteration.Change {
    /// What became of some words in their counterpart: at least one, the gravest last.
    ///
    /// - Parameters:
    ///   - near: Of the words, those that the counterpart answers; and the counterpart with the words
    ///     just before it, where a hedge may stand.
    ///   - isMoved: The two sentences speak of different rounds or days.
    static func read(
        _ a: ArraySlice<CarrierText.Word>, _ b: ArraySlice<CarrierText.Word>,
        near: (a: ArraySlice<CarrierText.Word>, b: ArraySlice<CarrierText.Word>), isMoved: Bool, _ forms: WordForms
    ) -> [Self] {
        var changes = [wording(a, b, forms)]
        let (answered, around) = (Degree(near.a, forms), Degree(near.b, forms))
        if !answered.isHedged, around.isHedged { changes.append(.hedgeAdded) }
        if answered.isHedged, !around.isHedged { changes.append(.hedgeRemoved) }
        if Degrees.differ(answered.steps, around.steps) { changes.append(.strengthChanged) }
        let (one, other) = (forms.quantities(in: near.a), forms.quantities(in: b))
        if !one.allSatisfy(other.contains), !other.allSatisfy(one.contains) { changes.append(.numberChanged) }
        if isMoved { changes.append(.contextMoved) }
        return changes
    }

    /// What the words of a passage tell together.
    private struct Degree {
        var isHedged = false
        var steps: UInt64 = 0

        init(_ words: ArraySlice<CarrierText.Word>, _ forms: WordForms) {
            for word in words {
                let degree = forms.sense(of: word.form.written).degree
                if degree.isHedge { isHedged = true }
                steps |= degree.steps
            }
        }
    }

    private static func wording(
        _ a: ArraySlice<CarrierText.Word>, _ b: ArraySlice<CarrierText.Word>, _ forms: WordForms
    ) -> Self {
        if a.count == b.count, isContiguous(a, b) { return .verbatim }
        let (long, short) = a.count >= b.count ? (a, b) : (b, a)
        if isContiguous(long, short) { return .cut }
        // What is cut out within must not turn the sense around.
        guard holds(long, short), negations(long, forms) == negations(short, forms) else { return .reworded }
        return .cut
    }

    private static func negations(_ words: ArraySlice<CarrierText.Word>, _ forms: WordForms) -> Int {
        words.count { forms.sense(of: $0.form.written).degree.isNegation }
    }

    /// The short one's words stand in the long one, in one piece.
    private static func isContiguous(
        _ long: ArraySlice<CarrierText.Word>, _ short: ArraySlice<CarrierText.Word>
    ) -> Bool {
        guard !short.isEmpty, short.count <= long.count else { return false }
        return (long.startIndex...(long.endIndex - short.count)).contains { start in
            zip(long[start...], short).allSatisfy { $0.form.written == $1.form.written }
        }
    }

    /// All of the short one's words stand in the long one, in order.
    private static func holds(_ long: ArraySlice<CarrierText.Word>, _ short: ArraySlice<CarrierText.Word>) -> Bool {
        var rest = short
        for word in long where word.form.written == rest.first?.form.written { rest = rest.dropFirst() }
        return rest.isEmpty && !short.isEmpty
    }
}
