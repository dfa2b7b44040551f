/// Which of many publications to compare: those that share the rarest words, and whose days may be one. The
/// work for each is bounded.
enum Candidates {
    struct Item {
        /// What it is known by.
        let index: Int
        /// On which it may have appeared; none where nothing tells.
        let days: [Day]
        /// Its words; asked for once.
        let words: () -> [Int32]
    }

    /// So many of a publication's rarest words are looked up.
    private static let words = 32
    /// Of those that share a word in a time, so many are considered: the first.
    private static let sharers = 24
    /// So many partners a publication gets at most; others may choose it as theirs.
    private static let partners = 16

    /// - Parameters:
    ///   - counts: How many sentences hold each word.
    /// - Returns: Pairs of the items' indices, the lower first, each once.
    static func pairs(_ items: [Item], counts: [Int32]) -> [(Int, Int)] {
        let (sharers, weights) = index(items, counts)
        var votes = [Float](repeating: 0, count: items.count)
        var pairs = Set<UInt64>()
        for item in items.indices {
            var touched: [Int] = []
            for group in sharers.groups(of: item) {
                let weight = weights[group]
                for other in sharers.members(of: group).prefix(Self.sharers) where other != item {
                    if votes[other] == 0 { touched.append(other) }
                    votes[other] += weight
                }
            }
            touched.sort { votes[$0] != votes[$1] ? votes[$0] > votes[$1] : $0 < $1 }
            for other in touched.prefix(partners) {
                let (a, b) = (items[item].index, items[other].index)
                pairs.insert(UInt64(min(a, b)) << 32 | UInt64(max(a, b)))
            }
            for other in touched { votes[other] = 0 }
        }
        return pairs.sorted().map { (Int($0 >> 32), Int($0 & 0xFFFF_FFFF)) }
    }

    /// Items by the words and times that they share.
    private struct Sharers {
        /// Sorted by key, then item.
        let entries: [(key: UInt64, item: Int32, word: Int32)]
        /// Where each group of entries of one key begins; the last is their end.
        private(set) var starts: [Int] = []
        private var groups: [[Int32]]

        init(_ entries: [(key: UInt64, item: Int32, word: Int32)], items: Int) {
            self.entries = entries
            groups = Array(repeating: [], count: items)
            for (place, entry) in entries.enumerated() {
                if place == 0 || entries[place - 1].key != entry.key { starts.append(place) }
                groups[Int(entry.item)].append(Int32(starts.count - 1))
            }
            starts.append(entries.count)
        }

        func groups(of item: Int) -> some Sequence<Int> { groups[item].lazy.map(Int.init) }

        func members(of group: Int) -> some Sequence<Int> {
            entries[starts[group]..<starts[group + 1]].lazy.map { Int($0.item) }
        }
    }

    private static func index(_ items: [Item], _ counts: [Int32]) -> (Sharers, [Float]) {
        var entries: [(key: UInt64, item: Int32, word: Int32)] = []
        for (number, item) in items.enumerated() {
            let rarest = item.words().filter { counts[Int($0)] > 1 }
                .sorted { (counts[Int($0)], $0) < (counts[Int($1)], $1) }.prefix(words)
            let times = self.times(of: item)
            for word in rarest {
                for time in times {
                    entries.append((Sketch.mix(UInt64(word) << 32 ^ time), Int32(number), word))
                }
            }
        }
        entries.sort { ($0.key, $0.item) < ($1.key, $1.item) }
        let sharers = Sharers(entries, items: items.count)
        let weights = sharers.starts.dropLast().map { start in
            let members = Double(counts[Int(entries[start].word)])
            return Float(1 / (members.squareRoot()))
        }
        return (sharers, weights)
    }

    /// Times of which two publications share one, if they may tell of one day: stretches of as many days as
    /// may lie between them, each counted twice.
    private static func times(of item: Item) -> [UInt64] {
        let always: UInt64 = 1 << 24
        guard !item.days.isEmpty else { return [always] }
        let stretches = Set(item.days.flatMap { day in
            [day.number / (Resemblance.echo + 1), day.number / (Resemblance.echo + 1) + 1]
        })
        return [always] + stretches.sorted().prefix(12).map { 2 << 24 | UInt64(truncatingIfNeeded: $0) & 0xFF_FFFF }
    }
}
