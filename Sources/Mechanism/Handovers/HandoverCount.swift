/// How many persons passed, or were to pass, at a crossing: numbers for pages, made of rows.
public struct HandoverCount: Hashable, Sendable {
    public let crossing: Identifier
    /// As determined, otherwise as proposed.
    public let category: Identifier
    /// In handovers that were accepted.
    public var accepted = 0
    /// With the receipt of the side that they left, and of the side that they came to.
    public var left = 0
    public var came = 0
    /// Accounted for by a mismatch that both sides agree to.
    public var otherwise = 0
}

extension State {
    /// The persons of accepted handovers by crossing and category, in the agreement's order; without lines of nobody.
    /// - Parameter seen: whether an act may be counted, for whoever reads.
    public func handoverCounts(where seen: (Citation) -> Bool) -> [HandoverCount] {
        guard let agreement else { return [] }
        var counts = agreement.crossings.flatMap { crossing in
            agreement.persons.map { HandoverCount(crossing: crossing.id, category: $0.id) }
        }
        for handover in handovers.rows where seen(handover.proposed) {
            guard unanswered(handover).isEmpty, handover.accepted.allSatisfy(seen) else { continue }
            for passage in handover.persons.compactMap({ person in persons[person]?.passages.last { $0.handover == handover.id } }) {
                let category = passage.determined.last { !isContested($0.act) && seen($0.act) }?.category ?? passage.category
                guard let place = counts.firstIndex(where: { $0.crossing == handover.crossing && $0.category == category }) else { continue }
                let (left, came) = (passage.left.contains { !isContested($0) && seen($0) }, passage.came.contains { !isContested($0) && seen($0) })
                counts[place].accepted += 1
                counts[place].left += left ? 1 : 0
                counts[place].came += came ? 1 : 0
                let agreed = passage.mismatches.compactMap { mismatches[$0] }.contains { isAgreed($0) && ([$0.act] + $0.agreed).allSatisfy(seen) }
                counts[place].otherwise += agreed && !(left && came) ? 1 : 0
            }
        }
        return counts.filter { $0.accepted > 0 }
    }
}
