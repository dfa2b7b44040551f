/// Which of some things hang together, as far as any two were joined; each set is known by its first member.
struct DisjointSets {
    private var parents: [Int32]

    /// Each of 0 to `count` - 1 by itself.
    init(count: Int) { parents = (0..<Int32(count)).map { $0 } }

    mutating func first(of member: Int) -> Int {
        var index = Int32(member)
        while parents[Int(index)] != index {
            parents[Int(index)] = parents[Int(parents[Int(index)])]
            index = parents[Int(index)]
        }
        return Int(index)
    }

    mutating func join(_ a: Int, _ b: Int) {
        let (one, other) = (first(of: a), first(of: b))
        parents[max(one, other)] = Int32(min(one, other))
    }
}
