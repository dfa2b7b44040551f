/// Publications whose texts are near-identical: one was copied from another, or all from a third, with
/// light edits.
public struct CopyGroup: Hashable, Sendable {
    /// Indices among the publications that were compared, ascending.
    public let publications: [Int]
    /// How much of their wording the least alike of them shares with the first: 0 to 1, estimated.
    public let likeness: Double
}

extension CopyGroup {
    /// All groups of two or more, in order of their first members. In time linear to the publications.
    public static func find(_ publications: [Publication]) -> [CopyGroup] {
        find(publications.map(Sketch.init(publication:)))
    }

    /// The same of plain texts.
    public static func find(texts: [String]) -> [CopyGroup] { find(texts.map { Sketch(utf8: $0.utf8) }) }

    /// From here on, two texts are copies: the share of their three-word runs that both hold.
    static let threshold = 0.5

    static func find(_ sketches: [Sketch]) -> [CopyGroup] {
        var sets = DisjointSets(count: sketches.count)
        // The latest text of each bucket stands for all before it: they are joined to it already, or
        // came there by chance.
        var buckets: [UInt64: Int32] = [:]
        buckets.reserveCapacity(sketches.count * Sketch.bands)
        for (index, sketch) in sketches.enumerated() where !sketch.isEmpty {
            for band in 0..<Sketch.bands {
                let key = sketch.key(ofBand: band)
                if let other = buckets[key].map(Int.init), sets.first(of: other) != sets.first(of: index),
                    sketch.likeness(to: sketches[other]) >= threshold
                {
                    sets.join(other, index)
                }
                buckets[key] = Int32(index)
            }
        }
        var members: [Int: [Int]] = [:]
        for index in sketches.indices where sets.first(of: index) != index { members[sets.first(of: index), default: []].append(index) }
        return members.sorted { $0.key < $1.key }.map { first, others in
            CopyGroup(
                publications: [first] + others,
                likeness: others.map { sketches[first].likeness(to: sketches[$0]) }.min() ?? 1)
        }
    }
}
